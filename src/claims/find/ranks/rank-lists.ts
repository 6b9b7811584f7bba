import { Decimal, interval, parseChineseNumber } from '../../../kernel/index.ts'
import type { Draft } from '../../judge/claim.ts'
import { constant, type Expression, minus, of } from '../../judge/expression.ts'
import type { Clause } from '../../read/clauses.ts'
import type { Quantity } from '../../read/quantities.ts'
import { type Context, isPercentage, operand, operands, spanOf, statedAs } from '../context.ts'
import { isValue, zero } from './ranks.ts'

const count = '[二三四五六七八九十]|\\d{1,2}'

/** 「就业率排名前三的专业」, 「前五位的省份」 */
const first = new RegExp(
  `(?:(?:排名?|位居|位列|居|列|位于|排在)前(${count})|前(${count})(?:名|位|强|的|个|大|所|家|类|项))`,
)
/** 「最高的三个专业」 */
const most = new RegExp(
  `(?:最|较|比较|相对)[多高大好快强]的(?:前?(${count})(?:名|位|个|种|类|项|所|家|大))?[^,]{0,14}(?:为|是|有|包括|分别|依次|:)`,
)
const fewest = new RegExp(
  `(?:最|较|比较|相对)[少低小差慢弱]的(?:后?(${count})(?:名|位|个|种|类|项|所|家|大))?[^,]{0,14}(?:为|是|有|包括|分别|依次|:)`,
)
/** 「11个类型按比例由高到低依次为」 */
const falling = new RegExp(
  `(?:(${count})(?:个|类|种|项|所|家|大)[^,]{0,16})?(?:(?:由|从)(?:高到低|多到少|大到小|强到弱)|(?:高低|多少|大小)(?:顺序)?(?:排序|排列|依次))[^,]{0,12}`,
)
const rising = /(?:由|从)(?:低到高|少到多|小到大|弱到强)[^,]{0,12}/
const inTurn = /^(?:其中|分别)?依次(?:是|为|有)/

interface Order {
  readonly falls: boolean
  /** How many things the words announce. */
  readonly count: number | undefined
  /** The words say that the things stand in this order, and not only which they are. */
  readonly sure: boolean
  readonly words: string
  /** 「最少的是2015年，为2103人；2017年为3125人」: only what stands in one list, no count tells where it ends. */
  readonly isOpen: boolean
}

/**
 * Lists that go down as their words say: 「排名前三的专业是数控（100%）、护理（99.3%）和学前教育（98.9%）」,
 * 「按人数从多到少依次是广东（3562人）、湖南（856人）」, 「落实率排前三名的学科有：教育学，91.15%；历史学，90.64%」.
 */
export function findRankLists(context: Context): Draft[] {
  const drafts: Draft[] = []
  for (const clause of context.reading.clauses) {
    const order = clause.parent ? undefined : orderOf(clause)
    if (!order) continue
    const values = listed(context, clause, order)
    // Values that are all the same are in any order.
    if (!values || values.every((value) => value.size === values[0]?.size)) continue
    drafts.push(inOrder(clause, values, order))
    const stated = context.sentence(clause.sentence).find((value) => value.clause.index === clause.index)
    if (stated && stated.size === order.count && values.length === order.count) drafts.push(countOf(stated))
    else if (order.count !== undefined && values.length === order.count)
      drafts.push(countSaid(clause, order.count))
  }
  return [...drafts, ...placesListed(context)]
}

const places = new RegExp(`分[列居](?:第)?(${count})(?:名|位)?(?:到|至|-|—|、)(?:第)?(${count})(?:名|位)`)

/** 「B（7151元）、C（7061元）、D（7014元）分列2到4位」 behind the first: as many as places, and in their order. */
function placesListed(context: Context): Draft[] {
  return context.reading.clauses.flatMap((clause) => {
    const said = clause.parent ? null : places.exec(clause.text)
    if (!said) return []
    const [from, to] = [numberOf(said[1] ?? ''), numberOf(said[2] ?? '')]
    const values = context
      .sentence(clause.sentence)
      .filter((value) => value.clause.parent?.clause === clause.index && isValue(value) && !value.frame.bound)
    const [first] = values
    if (!first || values.length < 2 || values.length !== to - from + 1) return []
    // The one before them stands in the sentence before.
    const ahead = context.quantities[first.id - 1]
    const isAhead =
      from > 1 &&
      ahead &&
      isValue(ahead) &&
      ahead.unit.text === first.unit.text &&
      ahead.paragraph === first.paragraph
    const order: Order = { falls: true, count: undefined, sure: true, words: clause.text, isOpen: false }
    return [inOrder(clause, isAhead ? [ahead, ...values] : values, order), countSaid(clause, to - from + 1)]
  })
}

/** 「排名前三的城市分别是：」 and three of them. */
function countSaid(clause: Clause, size: number): Draft {
  return {
    kind: 'list_count',
    rule: 'list_count.places',
    expression: constant(size),
    relation: 'equals',
    stated: { text: String(size), range: interval.exactly(new Decimal(size)) },
    operands: [],
    tie: 'loose',
    spans: [spanOf(clause)],
  }
}

function orderOf(clause: Clause): Order | undefined {
  const { text } = clause
  if (!/前|最|较|到|依次|排/.test(text)) return undefined
  const turns = /依次/.test(text)
  const said = (word: RegExpExecArray, falls: boolean, sure: boolean, isOpen = false): Order => {
    const counted = word[1] ?? word[2]
    return { falls, count: counted ? numberOf(counted) : undefined, sure, words: text, isOpen }
  }
  const down = falling.exec(text)
  if (down) return opensList(clause, down[0]) ? said(down, true, true) : undefined
  const up = rising.exec(text)
  if (up) return opensList(clause, up[0]) ? said(up, false, true) : undefined
  const top = first.exec(text)
  if (top) return said(top, true, turns)
  const low = fewest.exec(text)
  if (low) return said(low, false, turns, !turns)
  const high = most.exec(text)
  if (high) return said(high, true, turns, !turns)
  return inTurn.test(text)
    ? { falls: true, count: undefined, sure: false, words: text, isOpen: false }
    : undefined
}

function numberOf(text: string): number {
  return /^\d/.test(text) ? Number(text) : (parseChineseNumber(text) ?? 0)
}

/** 「从高到低依次录取」 opens no list. */
function opensList(clause: Clause, words: string): boolean {
  return clause.mark === ':' || /(?:为|是|有|:)/.test(words) || /(?:排列|排序|排名|分别|依次)$/.test(words)
}

/** The values of the list; 「A、B、C依次为12、34、20」 lists in the order of the names, not of the values. */
function listed(context: Context, clause: Clause, order: Order): readonly Quantity[] | undefined {
  const candidates = context
    .sentence(clause.sentence)
    .filter((value) => value.clause.index >= clause.index && isValue(value) && !value.frame.bound)
    .filter((value) => value.clause.index > clause.index || behindWords(clause, value, order))
  const isShareLike = /率|比例|占比|比重/.test(order.words)
  const top = isShareLike ? candidates.find(isPercentage) : candidates[0]
  if (!top || (!isShareLike && isPercentage(top) && /产值|收入|金额|经费/.test(order.words))) return undefined
  const alike = candidates.filter((value) => value.unit.text === top.unit.text && isSameRole(value, top))
  if (order.count !== undefined && alike.length === order.count && order.count >= 2) return alike
  const run = runOf(alike)
  if (run.length < 2) return undefined
  if (order.count === undefined)
    return order.isOpen && !run.every((value) => isListed(value)) ? undefined : run
  return run.length >= order.count && order.count >= 2 ? run.slice(0, order.count) : undefined
}

function isListed(value: Quantity): boolean {
  return value.clause.parent !== undefined || value.frame.respectively
}

function behindWords(clause: Clause, value: Quantity, order: Order): boolean {
  if (value.size === order.count) return false
  const own = clause.numbers.find((number) => number.token === value.token)
  return own !== undefined && /最|到|前|依次|较/.test(clause.text.slice(0, own.from))
}

function isSameRole(a: Quantity, b: Quantity): boolean {
  return (
    a.role === b.role || (isPercentage(a) && isPercentage(b) && (a.frame.left === '' || b.frame.left === ''))
  )
}

/** What is said of other things than the list. */
const apart = /最|其余|平均|合计|总计|[比较]上|高于|低于|全[国省市区县校]|上年|去年/

/** The values in parentheses behind one clause, or those of clauses that follow each other. */
function runOf(values: readonly Quantity[]): Quantity[] {
  const [top] = values
  if (!top) return []
  const run = [top]
  for (const value of values.slice(1)) {
    const last = run.at(-1) as Quantity
    const parent = value.clause.parent
    if ((parent === undefined) !== (last.clause.parent === undefined)) break
    if (parent && last.clause.parent) {
      if (parent.clause !== last.clause.parent.clause) break
      if (parent.at === last.clause.parent.at) continue
    } else if (!value.frame.continues && !/^[^,]{1,20}$/.test(value.frame.left)) break
    else if (apart.test(value.clause.text)) break
    else if (value.clause.index - last.clause.index > 2) break
    run.push(value)
  }
  return run
}

const among = /^其中[^,]{0,8}?(?:相对|比)?较([高低])的/

/** 「深造率达47.66%，其中比较高的航空学院深造率达到67.84%，航天学院60.14%」: each of them is above the whole. */
export function findAboveWhole(context: Context): Draft[] {
  const drafts: Draft[] = []
  for (const clause of context.reading.clauses) {
    const word = clause.parent || !clause.text.startsWith('其中') ? null : among.exec(clause.text)
    if (!word) continue
    const sentence = context.sentence(clause.sentence).filter((value) => isValue(value) && !value.frame.bound)
    const behind = runOf(
      sentence.filter((value) => (value.clause.parent?.clause ?? value.clause.index) >= clause.index),
    )
    const [top] = behind
    const attribute = attributeOf(top && !top.clause.parent ? top.frame.left : clause.text)
    const whole = sentence.findLast(
      (value) => value.clause.index < clause.index && attributeOf(value.frame.left) === attribute,
    )
    if (!top || !whole || attribute === '' || !isPercentage(whole) || !isPercentage(top)) continue
    const parts = behind.filter((value) => value.role === top.role)
    drafts.push({
      kind: 'rank',
      rule: 'rank.above_whole',
      expression:
        word[1] === '高'
          ? minus({ op: 'least', of: parts.map(of) }, of(whole))
          : minus(of(whole), { op: 'greatest', of: parts.map(of) }),
      relation: 'at_least',
      stated: zero(),
      operands: operands([whole, ...parts], 'item'),
      tie: 'loose',
      spans: [spanOf(clause)],
    })
  }
  return drafts
}

/** 深造率 of 航空学院深造率, 就业率 of 其中就业率较高的院系为. */
function attributeOf(text: string): string {
  return /[^的,]{2}[率度](?=$|较|相|比)/.exec(text)?.[0] ?? ''
}

/** 「前五位有：」 and five of them. */
function countOf(stated: Quantity): Draft {
  return {
    kind: 'list_count',
    rule: 'list_count.places',
    expression: constant(stated.size),
    relation: 'equals',
    stated: statedAs(stated),
    operands: [operand(stated, 'stated')],
    tie: 'loose',
  }
}

function inOrder(clause: Clause, values: readonly Quantity[], order: Order): Draft {
  const gaps: Expression[] = values.slice(1).map((value, at) => {
    const before = of(values[at] as Quantity)
    return order.falls ? minus(before, of(value)) : minus(of(value), before)
  })
  return {
    kind: 'rank',
    rule: 'rank.list',
    expression: { op: 'least', of: gaps },
    relation: 'at_least',
    stated: zero(),
    operands: operands(values, 'item'),
    tie: order.sure ? 'likely' : 'loose',
    spans: [spanOf(clause)],
  }
}
