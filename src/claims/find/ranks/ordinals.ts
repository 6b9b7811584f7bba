import { parseChineseNumber } from '../../../kernel/index.ts'
import type { Draft } from '../../judge/claim.ts'
import { type Expression, minus, of } from '../../judge/expression.ts'
import type { Clause } from '../../read/clauses.ts'
import type { Quantity } from '../../read/quantities.ts'
import { type Context, operands, sameMeasure, spanOf } from '../context.ts'
import { isValue, zero } from './ranks.ts'

const ordinal =
  /(?:位居|位列|名列|并列|排名|排在|排|居|列)([^,第]{0,8})(?:第([一二三四五六七八九十]|\d{1,2})|(榜首|首位|之首))(?!产业|年|届|次|批|学期)/

interface Placed {
  readonly place: number
  readonly scope: string
  readonly value: Quantity
}

/** How many sentences may lie between two places of one ranking. */
const REACH = 2

/** 「山东共获奖62项，总数位居全国第一……。江苏、浙江各获奖60项，总数并列全国第二」: places that are said with numbers. */
export function findOrdinals(context: Context, ranks: readonly Draft[]): Draft[] {
  const drafts: Draft[] = []
  let chain: Placed[] = []
  const close = () => {
    if (chain.length >= 2) drafts.push(ranked(chain))
    chain = []
  }
  for (const clause of context.reading.clauses) {
    const placed = clause.parent ? undefined : placedBy(context, clause)
    if (!placed) continue
    const last = chain.at(-1)
    if (last && !follows(last, placed)) close()
    if (!chain.some(({ value }) => value === placed.value)) chain.push(placed)
  }
  close()
  // What a ranking has already set in order is not said again.
  return drafts.filter((draft) => !ranks.some((other) => isWithin(draft, other)))
}

function isWithin(draft: Draft, other: Draft): boolean {
  const values = new Set(other.operands.map(({ quantity }) => quantity))
  return draft.operands.every(({ quantity }) => values.has(quantity))
}

/** 「……占55.79%；升入高一级学校的占15.32%，比例位居第二；……占14.59%」: one is greater, the others are not. */
export function findLonePlaces(context: Context): Draft[] {
  const drafts: Draft[] = []
  const placed = context.reading.clauses.flatMap((clause) => {
    const found = clause.parent ? undefined : placedBy(context, clause)
    return found ? [{ ...found, clause }] : []
  })
  const places = new Map<number, number>()
  for (const { value } of placed) places.set(value.sentence, (places.get(value.sentence) ?? 0) + 1)
  for (const { clause, value, place, scope } of placed) {
    if (scope !== '' || places.get(value.sentence) !== 1 || /国|省|市|世界|亚洲/.test(clause.text)) continue
    const others = context
      .sentence(value.sentence)
      .filter(
        (other) =>
          other !== value &&
          isValue(other) &&
          !other.frame.bound &&
          other.role === value.role &&
          other.unit.text === value.unit.text,
      )
      .sort((a, b) => b.size - a.size)
    if (others.length < Math.max(2, place - 1)) continue
    drafts.push(atPlace(clause, value, others, place))
  }
  return drafts
}

/** The value against those above it and those below it. */
export function atPlace(clause: Clause, value: Quantity, falling: readonly Quantity[], place: number): Draft {
  const above = falling.slice(0, place - 1)
  const below = falling.slice(place - 1)
  const gaps: Expression[] = []
  if (above.length > 0) gaps.push(minus({ op: 'least', of: above.map(of) }, of(value)))
  if (below.length > 0) gaps.push(minus(of(value), { op: 'greatest', of: below.map(of) }))
  return {
    kind: 'rank',
    rule: 'rank.place',
    expression: { op: 'least', of: gaps },
    relation: 'at_least',
    stated: zero(),
    operands: operands([value, ...falling], 'item'),
    tie: 'loose',
    spans: [spanOf(clause)],
  }
}

function placedBy(context: Context, clause: Clause): Placed | undefined {
  const word = ordinal.exec(clause.text)
  if (!word) return undefined
  const place = word[3] ? 1 : /^\d/.test(word[2] ?? '') ? Number(word[2]) : parseChineseNumber(word[2] ?? '')
  const value = context
    .sentence(clause.sentence)
    .findLast(
      (candidate) =>
        isValue(candidate) &&
        !candidate.frame.bound &&
        candidate.clause.index <= clause.index &&
        clause.index - candidate.clause.index <= 1 &&
        candidate.token.digits !== word[2],
    )
  const scope = /全国|全省|全市|全区|全县|全校/.exec(word[1] ?? '')?.[0] ?? ''
  return place && value ? { place, scope, value } : undefined
}

function follows(last: Placed, next: Placed): boolean {
  return (
    next.place >= last.place &&
    next.scope === last.scope &&
    next.value.paragraph === last.value.paragraph &&
    next.value.sentence - last.value.sentence <= REACH &&
    next.value.unit.text === last.value.unit.text &&
    sameMeasure(next.value, last.value)
  )
}

function ranked(chain: readonly Placed[]): Draft {
  const gaps: Expression[] = chain
    .slice(1)
    .map(({ value }, at) => minus(of((chain[at] as Placed).value), of(value)))
  return {
    kind: 'rank',
    rule: 'rank.ordinals',
    expression: { op: 'least', of: gaps },
    relation: 'at_least',
    stated: zero(),
    operands: operands(
      chain.map(({ value }) => value),
      'item',
    ),
    tie: 'loose',
  }
}
