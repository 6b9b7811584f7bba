import { Decimal, interval } from '../../kernel/index.ts'
import type { Draft, Stated } from '../judge/claim.ts'
import { type Expression, minus, of } from '../judge/expression.ts'
import type { Clause } from '../read/clauses.ts'
import type { Quantity } from '../read/quantities.ts'
import {
  type Context,
  isLevel,
  isPercentage,
  isPresent,
  operand,
  operands,
  sameMeasure,
  spanOf,
  statedAs,
} from './context.ts'
import type { ShareGroup } from './share-groups.ts'
import { listAround } from './share-items.ts'

type Place = 'greatest' | 'next' | 'least'

const greatest =
  /最[多高大好长快强]|^[^,]*主要(集中|流向|分布|选择|来自|从事|去往|在|为|是)|占绝大多数|居首|位居第一|排名第一|居第一|首位|占比最[大高]|首先是/
const next =
  /其次|次之|再次|紧随其后|依次(是|为)|居第二|位居第二|第二是|然后是|^第[二三四五](是|为)|比例位居第[二三]/
const least = /最[少低小差短慢弱]|居末|末位|末尾|垫底/

/** A clause that ranks, with the values that its words rank. */
interface Ranked {
  readonly place: Place
  readonly clause: Clause
  readonly values: readonly Quantity[]
}

export function findRanks(context: Context, groups: readonly ShareGroup[]): Draft[] {
  const drafts: Draft[] = []
  let chain: Ranked[] = []
  let flow = -1
  const close = () => {
    drafts.push(...chainDrafts(chain))
    chain = []
  }
  for (const clause of context.reading.clauses) {
    if (clause.flow.index !== flow) {
      close()
      flow = clause.flow.index
    }
    const place = placeOf(clause.text)
    if (!place || clause.parent) continue
    const values = valuesBehind(context, clause)
    if (values.length === 0) continue
    const last = chain.at(-1)
    if (place === 'greatest' || (last && clause.sentence - last.clause.sentence > 1)) close()
    if (place === 'next' && chain.length === 0) continue
    chain.push({ place, clause, values })
    if (place === 'least') close()
  }
  close()
  return [...drafts, ...mainly(context, groups), ...peaks(context)]
}

/** 「增长20.36%。增长最快的是广安市（110.37%）」: the greatest of the parts is no less than the whole. */
function peaks(context: Context): Draft[] {
  const drafts: Draft[] = []
  for (const peak of context.quantities) {
    const parent = peak.clause.parent
    const clause = parent && context.reading.clauses[parent.clause]
    const word = /(增长|增幅|增速|下降|降幅)[^,]{0,4}最(快|大|高)的?(是|为)[^,]{2,12}$/.exec(
      clause?.text.slice(0, parent?.at) ?? '',
    )
    if (!clause || !word || !isPercentage(peak)) continue
    const falls = /降/.test(word[1] ?? '')
    const whole = context
      .around(peak, 8, 0)
      .find(
        (value) =>
          value.id < peak.id &&
          value.paragraph === peak.paragraph &&
          value.role === 'growth' &&
          (value.frame.direction === -1) === falls &&
          sameMeasure(value, peak),
      )
    if (!whole) continue
    drafts.push({
      kind: 'rank',
      rule: 'rank.peak',
      expression: minus(of(peak), of(whole)),
      relation: 'at_least',
      stated: zero(),
      operands: operands([peak, whole], 'item'),
      tie: 'loose',
      spans: [spanOf(clause)],
    })
  }
  return drafts
}

function placeOf(text: string): Place | undefined {
  if (next.test(text)) return 'next'
  if (greatest.test(text)) return 'greatest'
  return least.test(text) ? 'least' : undefined
}

/** Numbers of the clause behind the ranking word, else those of the clauses up to the next ranking word. */
function valuesBehind(context: Context, clause: Clause): Quantity[] {
  const sentence = context.sentence(clause.sentence)
  const isOwn = (quantity: Quantity) =>
    quantity.clause.index === clause.index || quantity.clause.parent?.clause === clause.index
  const own = sentence.filter((quantity) => isOwn(quantity) && isValue(quantity))
  if (own.length > 0) return own
  const values: Quantity[] = []
  for (const quantity of sentence) {
    if (quantity.clause.index <= clause.index || !isValue(quantity) || quantity.inParentheses) continue
    const between = context.reading.clauses.slice(clause.index + 1, quantity.clause.index + 1)
    if (between.some((candidate) => placeOf(candidate.text) !== undefined)) break
    if (quantity.clause.index - clause.index > 3) break
    values.push(quantity)
  }
  return values
}

export function isValue(quantity: Quantity): boolean {
  return (isLevel(quantity) || isPercentage(quantity)) && isPresent(quantity)
}

function measure(quantity: Quantity): string {
  return isPercentage(quantity) ? quantity.role : quantity.unit.dimension
}

/** The values of one measure in every place of the chain, the first of each with those joined to it. */
function chainDrafts(chain: readonly Ranked[]): Draft[] {
  if (chain.length < 2) return []
  const first = chain[0]
  if (!first) return []
  const measures = [...new Set(first.values.map(measure))]
  for (const kind of measures) {
    const places = chain.map((ranked) => ({ place: ranked.place, values: valuesOf(ranked, kind) }))
    const known = places.filter(({ values }) => values.length > 0)
    if (known.length < 2 || known[0]?.values.length === 0) continue
    const least = known.findIndex(({ place }) => place === 'least')
    if (least < 2) return [rankDraft(known)]
    return [rankDraft(known.slice(0, least)), rankDraft(known.slice(least - 1))]
  }
  return []
}

function valuesOf(ranked: Ranked, kind: string): Quantity[] {
  const index = ranked.values.findIndex((quantity) => measure(quantity) === kind)
  return index < 0 ? [] : listAround(ranked.values, index).filter((quantity) => measure(quantity) === kind)
}

function rankDraft(places: readonly { place: Place; values: readonly Quantity[] }[]): Draft {
  const gaps: Expression[] = []
  for (let i = 1; i < places.length; i++) {
    const above = places[i - 1]
    const below = places[i]
    if (!above || !below) continue
    gaps.push(minus({ op: 'least', of: above.values.map(of) }, { op: 'greatest', of: below.values.map(of) }))
  }
  const all = places.flatMap(({ values }) => values)
  return {
    kind: 'rank',
    rule: 'rank.chain',
    expression: { op: 'least', of: gaps },
    relation: 'at_least',
    stated: zero(),
    operands: operands(all, 'item'),
    tie: isOneRanking(places) ? 'likely' : 'loose',
  }
}

/** 「最高达11000元的油卡……最低51800元起售」 ranks two things: it takes a word like 其次, or values that are called alike. */
function isOneRanking(places: readonly { place: Place; values: readonly Quantity[] }[]): boolean {
  if (places.some(({ place }) => place === 'next')) return true
  const names = places.map(({ values }) => (values[0] ? attributeOf(values[0]) : ''))
  return new Set(names).size === 1
}

export function zero(): Stated {
  return { text: '0', range: interval.exactly(new Decimal(0)) }
}

const mainWords: readonly RegExp[] = [
  /以([^,]{2,16})(为主|居多|占多数|为主体)/,
  /^([^,以]{2,8})为主$/,
  /(?:主要)?集中(?:在|于)([^,]{2,12})/,
  /([^,]{2,12})(?:仍|依然|依旧)?(?:是|为)[^,]{0,14}(?:主要去向|主要领域|主要渠道|主渠道|主力)/,
  /([^,]{2,12})(?:居首|居首位|占据首位|占比最[高大])$/,
]

/** One of these stands in all that `mainWords` and `mainly` look for. */
const mainWord = /为主|居多|占多数|集中|主要|主渠道|主力|居首|占据首位|占比最/

function mainThing(text: string): string | undefined {
  for (const pattern of mainWords) {
    const word = pattern.exec(text)?.[1]
    if (word)
      return word
        .replace(/^(其中|仍|主要|毕业生|学生|在|的)+/, '')
        .replace(/(就业|行业|领域)$/, (tail) => (word.length > 4 ? '' : tail))
  }
  return undefined
}

/** 以本地就业为主: the share of that name is the greatest of its group. */
function mainly(context: Context, groups: readonly ShareGroup[]): Draft[] {
  const drafts: Draft[] = []
  const grouped = groups.filter((group) => group.items.length >= 2)
  for (const clause of context.reading.clauses) {
    if (!mainWord.test(clause.text)) continue
    const isBare =
      /^(仍|依然|依旧|已|也)?(是|为|成为)[^,]{0,16}(主要去向|主要领域|主要渠道|主渠道|主力)/.test(clause.text)
    const word = isBare ? clause.text : mainThing(clause.text)
    if (!word) continue
    const alone = mainShare(context, clause, word)
    if (alone) drafts.push(alone)
    const near = grouped.filter(
      (group) => Math.abs((group.items[0]?.share.paragraph ?? 0) - clause.flow.index) <= 2,
    )
    for (const group of near) {
      const main = group.items.find((item) =>
        `${item.part?.name.text ?? ''}${item.share.name.text}`.includes(word),
      )
      if (!main) continue
      const others = group.items.filter((item) => item !== main).map((item) => item.share)
      drafts.push({
        kind: 'rank',
        rule: 'rank.mainly',
        expression: minus(of(main.share), { op: 'greatest', of: others.map(of) }),
        relation: 'at_least',
        stated: zero(),
        operands: operands([main.share, ...others], 'item'),
        tie: 'likely',
        spans: [spanOf(clause)],
      })
      break
    }
  }
  return drafts
}

function shareBefore(context: Context, clause: Clause): Quantity | undefined {
  return context
    .sentence(clause.sentence)
    .findLast(
      (value) =>
        value.clause.index === clause.index - 1 &&
        value.role === 'share' &&
        isPresent(value) &&
        !value.frame.bound,
    )
}

/** 「主要集中在第三产业，占68.49%；第二产业占31.08%」: the share behind the word against those behind it. */
function mainShare(context: Context, clause: Clause, word: string): Draft | undefined {
  const shares = context
    .sentence(clause.sentence)
    .filter(
      (value) =>
        value.role === 'share' &&
        isPresent(value) &&
        !value.frame.bound &&
        value.clause.index >= clause.index,
    )
  // 「占52.04%，仍为主要去向；……占16.27%」: the share before the word is the one that it speaks of.
  const before = /^(仍|依然|依旧|已|也)?(是|为|成为)/.test(clause.text)
    ? shareBefore(context, clause)
    : undefined
  const [main, ...others] = before ? [before, ...shares] : shares
  if (!main || others.length === 0 || main.clause.index > clause.index + 1) return undefined
  if (/[、和与及]/.test(word) || main.clause.text.includes('分别')) return undefined
  return {
    kind: 'rank',
    rule: 'rank.mainly',
    expression: minus(of(main), { op: 'greatest', of: others.map(of) }),
    relation: 'at_least',
    stated: zero(),
    operands: operands([main, ...others], 'item'),
    tie: 'loose',
    spans: [spanOf(clause)],
  }
}

/** 「其他类就业率最低，为78.43%」 alone: against all values of that name in the paragraph. */
export function findLoneRanks(context: Context, taken: ReadonlySet<Quantity>): Draft[] {
  const drafts: Draft[] = []
  for (const clause of context.reading.clauses) {
    const place = placeOf(clause.text)
    if (!place || place === 'next' || clause.parent) continue
    const value = valuesBehind(context, clause)[0]
    if (!value || taken.has(value)) continue
    drafts.push(...restDrafts(context, value, place))
    const attribute = attributeOf(value)
    const others = context
      .paragraph(value.paragraph)
      .filter(
        (other) =>
          other !== value &&
          isValue(other) &&
          measure(other) === measure(value) &&
          attributeOf(other) === attribute &&
          !other.frame.bound,
      )
    if (others.length === 0 || attribute === '') continue
    const gap =
      place === 'greatest'
        ? minus(of(value), { op: 'greatest', of: others.map(of) })
        : minus({ op: 'least', of: others.map(of) }, of(value))
    drafts.push({
      kind: 'rank',
      rule: place === 'greatest' ? 'rank.greatest' : 'rank.least',
      expression: gap,
      relation: 'at_least',
      stated: zero(),
      operands: operands([value, ...others], 'item'),
      tie: 'loose',
    })
  }
  return drafts
}

/** 「……排名末尾，为76.79%，其余均在97%以上」: the bound that the words set for all others. */
function restDrafts(context: Context, value: Quantity, place: Place): Draft[] {
  const rest = context
    .sentence(value.sentence)
    .find(
      (other) =>
        other.id > value.id &&
        other.frame.bound !== undefined &&
        sameMeasure(other, value) &&
        /其余|其他|其它/.test(other.clause.text),
    )
  const above = rest?.frame.bound === 'atLeast' || rest?.frame.bound === 'over'
  if (!rest || above !== (place === 'least')) return []
  return [
    {
      kind: 'rank',
      rule: 'rank.rest',
      expression: of(value),
      relation: above ? 'at_most' : 'at_least',
      stated: statedAs(rest),
      operands: [operand(value, 'item'), operand(rest, 'stated')],
      tie: 'loose',
    },
  ]
}

/** What is ranked: the last word of the name, 就业率 of 其他类就业率. */
function attributeOf(quantity: Quantity): string {
  return (quantity.name.keys[0] ?? '').slice(-3)
}
