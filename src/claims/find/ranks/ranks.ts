import { Decimal, interval } from '../../../kernel/index.ts'
import type { Draft, Stated } from '../../judge/claim.ts'
import { type Expression, minus, of } from '../../judge/expression.ts'
import type { Clause } from '../../read/clauses.ts'
import type { Quantity } from '../../read/quantities.ts'
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
} from '../context.ts'
import { listAround } from '../shares/share-items.ts'

type Place = 'greatest' | 'next' | 'least'

const greatest =
  /最[多高大好长快强]|最为?集中|^[^,]*主要(集中|流向|分布|选择|来自|从事|去往|在|为|是)|占绝大多数|居首|首位|榜首|之首|主力军|(居|排名?|位?列|排在)第一|首先是/
const next =
  /其次|次之|再次(?!获|荣|被|超|突破|实现|提|增|上)|其后(?!又|续|来|期)|随后(是|为)|紧[随跟]其后|依次(是|为)|然后是|再者(是|为)|分[列居]第?[二三]|^第[二三四五](位|名)?(是|为)|(居|排名?|位?列|排在)第[二三四五](?!产业)|[^第]第[二三四五]$/
const least = /最[少低小差短慢弱]|居末|末位|末尾|垫底|最后的?(是|为)/

/** A clause that ranks, with the values that its words rank. */
interface Ranked {
  readonly place: Place
  readonly clause: Clause
  readonly values: readonly Quantity[]
}

/** 「最多的是A（236人），其次是B（198人），最少的是C（21人）」: the places of one ranking, from the first down. */
export function findRanks(context: Context): Draft[] {
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
    if (values.length === 0 || chain.some((ranked) => ranked.values[0] === values[0])) continue
    const last = chain.at(-1)
    if (place === 'greatest' || (last && clause.sentence - last.clause.sentence > 1)) close()
    if (place === 'next' && chain.length === 0) continue
    chain.push({ place, clause, values })
    if (place === 'least') close()
  }
  close()
  return [...drafts, ...peaks(context)]
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

/** 「占15.32%，比例位居第二」: the place of what was said before. */
const placeOfBefore =
  /^(?:总|人|学生|获奖|招生|就业)?(?:数量?|比例|占比|比重|规模|总量|率)?(?:均|仍|继续)?(?:位居|位列|居|列|名列|排名|排在|排|高居)(?!世界|全[国省市区县球]|亚洲|历)/

/** Numbers of the clause behind the ranking word, else those of the clauses up to the next ranking word. */
function valuesBehind(context: Context, clause: Clause): Quantity[] {
  const sentence = context.sentence(clause.sentence)
  const ofClause = (index: number) =>
    sentence.filter(
      (quantity) =>
        (quantity.clause.index === index || quantity.clause.parent?.clause === index) &&
        isValue(quantity) &&
        quantity.unit.text !== '届' &&
        quantity.unit.dimension !== 'time',
    )
  const own = ofClause(clause.index)
  if (own.length > 0) return own
  if (placeOfBefore.test(clause.text)) {
    const before = clauseBefore(context, clause)
    const values = before ? ofClause(before.index) : []
    if (values.length > 0) return values
  }
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

function clauseBefore({ reading }: Context, clause: Clause): Clause | undefined {
  for (let index = clause.index - 1; index >= 0; index--) {
    const before = reading.clauses[index]
    if (!before || before.segment !== clause.segment) return undefined
    if (!before.parent) return before
  }
  return undefined
}

export function isValue(quantity: Quantity): boolean {
  return (isLevel(quantity) || isPercentage(quantity)) && isPresent(quantity)
}

function measure(quantity: Quantity): string {
  return isPercentage(quantity) ? quantity.role : quantity.unit.dimension
}

/** 「占比为53.91%；其次为其他（33.62%）」: a percentage without words of its own is of the kind of those around it. */
function isAlike(a: Quantity, b: Quantity): boolean {
  if (measure(a) === measure(b)) return true
  return isPercentage(a) && isPercentage(b) && (a.frame.left === '' || b.frame.left === '')
}

/** The values of one measure in every place of the chain, the first of each with those joined to it. */
function chainDrafts(chain: readonly Ranked[]): Draft[] {
  const first = chain[0]
  if (chain.length < 2 || !first) return []
  for (const top of rankedValues(first)) {
    if (first.values.find((value) => isAlike(value, top)) !== top) continue
    const known = chain.flatMap((ranked) => placesOf(ranked, top))
    if (known.length < 2 || known[0]?.values[0] !== top) continue
    const least = known.findIndex(({ place }) => place === 'least')
    if (least < 2) return [rankDraft(known)]
    return [rankDraft(known.slice(0, least)), rankDraft(known.slice(least - 1))]
  }
  return []
}

/** 「就业率最高的专业是计算机（1203人，就业率99.2%）」 ranks the rate. */
function rankedValues({ clause, values }: Ranked): readonly Quantity[] {
  if (!/(率|满意度|比例|占比|比重)[^,]{0,3}最/.test(clause.text)) return values
  const percentages = values.filter(isPercentage)
  return percentages.length > 0 ? percentages : values
}

interface Placed {
  readonly place: Place
  readonly clause: Clause
  readonly values: readonly Quantity[]
}

/** 「其次依次为湖南（856人）、广西（743人）」 are two places, 「其次为湖南（856人）、广西（743人）」 is one. */
function placesOf({ place, clause, values }: Ranked, top: Quantity): Placed[] {
  const alike = valuesOf(values, top)
  if (alike.length === 0) return []
  if (/依次/.test(clause.text)) return alike.map((value) => ({ place, clause, values: [value] }))
  return [{ place, clause, values: alike }]
}

function valuesOf(values: readonly Quantity[], top: Quantity): Quantity[] {
  const index = values.findIndex((quantity) => isAlike(quantity, top))
  const first = values[index]
  if (!first) return []
  if (!first.clause.parent) return listAround(values, index).filter((quantity) => isAlike(quantity, top))
  const hangs = values.filter((value) => value.clause.parent && isAlike(value, top))
  return hangs.filter(
    (value, at) => hangs.findIndex((other) => other.clause.parent?.at === value.clause.parent?.at) === at,
  )
}

function rankDraft(places: readonly Placed[]): Draft {
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
    spans: [...new Set(places.map(({ clause }) => clause))].map(spanOf),
  }
}

/** 「最高达11000元的油卡……最低51800元起售」 ranks two things: it takes a word like 其次, or values that are called alike. */
function isOneRanking(places: readonly Placed[]): boolean {
  if (places.some(({ place }) => place === 'next')) return true
  const names = places.map(({ values }) => (values[0] ? attributeOf(values[0]) : ''))
  return new Set(names).size === 1
}

export function zero(): Stated {
  return { text: '0', range: interval.exactly(new Decimal(0)) }
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
          !isBandWith(value, other) &&
          ((attribute !== '' && measure(other) === measure(value) && attributeOf(other) === attribute) ||
            isShareBeside(clause, value, other)) &&
          !other.frame.bound,
      )
    if (others.length === 0) continue
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
      spans: [spanOf(clause)],
    })
  }
  return drafts
}

/** 4.5%~5% */
function isBandWith({ token }: Quantity, { token: other }: Quantity): boolean {
  return token.flow === other.flow && other.start - token.unitEnd <= 1 && token.start - other.unitEnd <= 1
}

/** 「民营企业吸纳毕业生最多，占65.3%，国有企业占12.1%」: shares of one list. */
function isShareBeside(clause: Clause, value: Quantity, other: Quantity): boolean {
  return (
    other.role === 'share' &&
    (value.role === 'share' || (isAlike(value, other) && /占比|比重|比例/.test(clause.text))) &&
    !/[和与及、]/.test(clause.text) &&
    other.sentence === value.sentence &&
    (other.frame.base ?? '') === (value.frame.base ?? '') &&
    other.among === value.among
  )
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
