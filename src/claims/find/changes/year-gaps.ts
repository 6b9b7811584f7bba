import type { Draft } from '../../judge/claim.ts'
import { constant, minus, of, over, times } from '../../judge/expression.ts'
import type { Quantity } from '../../read/quantities.ts'
import { type Context, isLevel, matches, operand, sameMeasure, statedAs } from '../context.ts'
import { near } from '../quotients/quotients.ts'
import { digitsOf } from '../sums/sum-drafts.ts'

/** How many numbers around a change the values of its years may stand. */
const REACH = 30

/**
 * 「与2018年相比，中职招生增加852人，增长5.9%。……2017年13562人，2018年14384人，2019年15236人」: a change of which the text gives the values of
 * both years, each with its year, in another sentence. Confirmed only: what is meant is told by the years alone.
 */
export function findYearGaps(context: Context): Draft[] {
  return context.quantities.flatMap((change) => draftOf(context, change) ?? [])
}

function draftOf(context: Context, change: Quantity): Draft | undefined {
  const { direction, bound } = change.frame
  if ((change.role !== 'by' && change.role !== 'growth') || direction === undefined || bound) return undefined
  if (digitsOf(change) < 2 || change.unit.dimension === 'point') return undefined
  const years = yearsOf(change)
  if (!years) return undefined
  const values = context
    .around(change, REACH, REACH)
    .filter(
      (value) =>
        isLevel(value) &&
        !value.frame.bound &&
        value.sentence !== change.sentence &&
        digitsOf(value) >= 2 &&
        (change.role === 'growth' || value.unit.text === change.unit.text),
    )
  const inYear = (year: number) => values.filter(({ period }) => period === year)
  for (const now of inYear(years.now)) {
    for (const before of inYear(years.before)) {
      if (!sameMeasure(now, before) || before.size === 0 || before.sentence !== now.sentence) continue
      if (!isSpokenOf(context, change, now)) continue
      const gap = (now.size - before.size) * direction
      if (!near(change.role === 'growth' ? (100 * gap) / before.size : gap, change)) continue
      const difference = direction === 1 ? minus(of(now), of(before)) : minus(of(before), of(now))
      return {
        kind: change.role === 'growth' ? 'growth' : 'change',
        rule: change.role === 'growth' ? 'growth.years' : 'change.years',
        expression:
          change.role === 'growth' ? times(over(difference, of(before)), constant(100)) : difference,
        relation: 'equals',
        stated: statedAs(change),
        operands: [operand(now, 'now'), operand(before, 'before'), operand(change, 'stated')],
        tie: 'loose',
      }
    }
  }
  return undefined
}

function yearsOf({ comparison, period, year }: Quantity): { now: number; before: number } | undefined {
  if (!comparison) return undefined
  // 「与2018年相比，中职招生增加852人」 of a text that names its own year nowhere: the year after.
  const next = comparison.kind === 'year' && comparison.year !== undefined ? comparison.year + 1 : undefined
  const now = typeof period === 'number' ? period : (year ?? next)
  if (now === undefined) return undefined
  if (comparison.kind === 'year' && comparison.year !== undefined && comparison.year < now)
    return { now, before: comparison.year }
  return comparison.kind === 'prior' ? { now, before: now - 1 } : undefined
}

/** The words before the values of years name what changed: 全市中职招生连续三年增长, 2017年…. */
function isSpokenOf(context: Context, change: Quantity, value: Quantity): boolean {
  // 「增加852人，增长5.9%」: the second is of what the first names.
  const one = context.quantities[change.id - 1]
  const { name } = !change.named && one?.role === 'by' && one.sentence === change.sentence ? one : change
  if (matches(name, value.name) >= 2) return true
  const [key = ''] = name.keys
  const [first] = context.sentence(value.sentence)
  const { clauses } = context.reading
  const words = clauses
    .slice(Math.max(0, (first?.clause.index ?? 0) - 1), value.clause.index + 1)
    .filter(({ sentence }) => sentence === value.sentence)
    .map(({ text }) => text)
    .join('')
  return key.length >= 2 && `${value.topic}${words}`.includes(key)
}
