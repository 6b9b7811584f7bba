import type { Draft } from '../judge/claim.ts'
import { constant, minus, of, times } from '../judge/expression.ts'
import { nameOf } from '../read/names.ts'
import type { Quantity } from '../read/quantities.ts'
import { directionDraft } from './changes.ts'
import {
  type Context,
  isLevel,
  isPercentage,
  isPresent,
  matches,
  operand,
  sameMeasure,
  statedAs,
} from './context.ts'

/**
 * 「就业率98.65%，比全市平均就业率高0.28个百分点」: a difference from another printed value, not from another time. Said
 * only where a value of that name makes it hold, or misses it by one digit.
 */
export function findReferences(context: Context): Draft[] {
  const drafts: Draft[] = []
  for (const by of context.quantities) {
    const { direction } = by.frame
    if (by.role !== 'by' || by.comparison?.kind !== 'other' || direction === undefined) continue
    const now = valueBefore(context, by)
    if (!now) continue
    const candidates = referencesFor(context, by, now)
    const fitting = candidates.find((value) => fits(now, value, by, direction)) ?? candidates[0]
    if (!fitting) continue
    drafts.push({
      kind: 'change',
      rule: 'change.reference',
      expression:
        direction === 1 ? minus(of(now), of(fitting)) : times(minus(of(now), of(fitting)), constant(-1)),
      relation: 'equals',
      stated: statedAs(by),
      operands: [operand(now, 'now'), operand(fitting, 'before'), operand(by, 'stated')],
      tie: isMeant(candidates, by) ? 'likely' : 'loose',
      bound: by.frame.bound,
      nearMiss: true,
    })
    if (fits(now, fitting, by, direction)) drafts.push(directionDraft(now, fitting, direction, by, 'loose'))
  }
  return drafts
}

/** The value of the sentence that the difference is said of. */
function valueBefore(context: Context, by: Quantity): Quantity | undefined {
  return context
    .sentence(by.sentence)
    .findLast((value) => value.id < by.id && isPresent(value) && !value.frame.bound && measures(value, by))
}

function measures(value: Quantity, by: Quantity): boolean {
  if (by.unit.dimension === 'point') return isPercentage(value)
  return isLevel(value) && value.unit.text === by.unit.text && value.unit.text !== ''
}

/** Values that carry the name behind 比: 全市平均就业率, or for 全国平均水平 the same thing for 全国. */
function referencesFor(context: Context, by: Quantity, now: Quantity): Quantity[] {
  const text = (by.comparison?.text ?? '').replace(
    /(要|还|分别|均|都)*(高出?|低|多出?|少|增加|减少|提高|上升|下降|快|慢)+$/,
    '',
  )
  const plain = text.replace(/(的)?(平均水平|平均值|整体水平|总体水平|水平|平均)/g, '').replace(/的$/, '')
  const name = nameOf(plain)
  const attribute = (now.name.keys[0] ?? '').slice(-3)
  return context
    .around(now, 60, 60)
    .filter(
      (value) =>
        value !== now &&
        isPresent(value) &&
        !value.frame.bound &&
        value.role === now.role &&
        sameMeasure(value, now) &&
        (name.keys.length > 0
          ? matches(value.name, name) >= 2 &&
            (name.scope === '' || value.name.scope === '' || value.name.scope === name.scope)
          : name.scope !== '' &&
            value.clause.text.includes(name.scope) &&
            (value.name.keys[0] ?? '').endsWith(attribute)),
    )
    .sort((a, b) => Math.abs(a.id - now.id) - Math.abs(b.id - now.id))
}

/** One value of this paragraph, said of the very scope that the words name. */
function isMeant(candidates: readonly Quantity[], by: Quantity): boolean {
  const { scope } = nameOf(by.comparison?.text ?? '')
  const own = candidates.filter((value) => value.paragraph === by.paragraph && value.name.scope === scope)
  return scope !== '' && new Set(own.map((value) => value.size)).size === 1 && own[0] === candidates[0]
}

function fits(now: Quantity, reference: Quantity, by: Quantity, direction: 1 | -1): boolean {
  const low = (now.low - reference.high) * direction
  const high = (now.high - reference.low) * direction
  const slack = 1e-9 * Math.max(1, Math.abs(now.high))
  return Math.min(low, high) - slack <= by.high && Math.max(low, high) + slack >= by.low
}
