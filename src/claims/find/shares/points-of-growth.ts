import type { Draft } from '../../judge/claim.ts'
import { constant, minus, of, over, times } from '../../judge/expression.ts'
import type { Quantity } from '../../read/quantities.ts'
import { type Context, isLevel, operand, statedAs } from '../context.ts'

/** 「保育员768人，比上年增加62人，提高8.78个百分点」: what an amount grew by is printed in percent, and is no point of anything. */
export function findPointsOfGrowth(context: Context): Draft[] {
  return context.quantities.flatMap((points) => {
    if (points.role !== 'by' || points.unit.dimension !== 'point' || points.named) return []
    const [change, now] = [context.quantities[points.id - 1], context.quantities[points.id - 2]]
    if (!change || !now || change.role !== 'by' || !isLevel(now) || now.sentence !== points.sentence)
      return []
    if (change.unit.text !== now.unit.text || points.clause.index - change.clause.index > 1) return []
    const sign = change.frame.direction === -1 ? -1 : 1
    const before = now.size - sign * change.size
    const growth = before > 0 ? (100 * change.size) / before : Number.NaN
    return growth >= points.low - 1e-9 && growth <= points.high + 1e-9
      ? draftsOf(now, change, points, sign)
      : []
  })
}

function draftsOf(now: Quantity, change: Quantity, points: Quantity, sign: 1 | -1): Draft[] {
  const before = sign === 1 ? minus(of(now), of(change)) : minus(of(now), times(of(change), constant(-1)))
  const frame = {
    relation: 'equals' as const,
    stated: statedAs(points),
    operands: [operand(now, 'now'), operand(change, 'change'), operand(points, 'stated')],
    tie: 'loose' as const,
  }
  return [
    {
      ...frame,
      kind: 'growth',
      rule: 'growth.points',
      expression: times(over(of(change), before), constant(100)),
    },
    {
      ...frame,
      kind: 'change',
      rule: 'change.points_of_growth',
      expression: undefined,
      known: { verdict: 'base_unclear', severity: 'warning', reason: { code: 'points_of_growth' } },
    },
  ]
}
