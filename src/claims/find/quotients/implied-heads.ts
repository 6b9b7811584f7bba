import type { Draft } from '../../judge/claim.ts'
import { of, over } from '../../judge/expression.ts'
import type { Quantity } from '../../read/quantities.ts'
import { comparable } from '../../read/units.ts'
import { type Context, isLevel, isPresent, operand, statedAs } from '../context.ts'

interface PerHead {
  readonly mean: Quantity
  readonly total: Quantity
  /** How many heads the total and the mean come to. */
  readonly heads: { readonly low: number; readonly high: number }
}

/** How far from a mean, in numbers of the text, the pupils may be printed that it is said of. */
const REACH = 40

/**
 * 「建筑面积62331平方米（生均54.20平方米）……宿舍20778平方米（生均18.07平方米）……在校学生1738人」: two means that come to the
 * same number of heads. Where the text prints another number of pupils, what they were divided by is not said.
 */
export function findImpliedHeads(context: Context): Draft[] {
  const means = context.quantities.flatMap((mean) => perHeadOf(context, mean) ?? [])
  return means.flatMap((own) => {
    const agreeing = means.some(
      (other) =>
        other !== own &&
        other.mean.section === own.mean.section &&
        other.heads.low <= own.heads.high &&
        own.heads.low <= other.heads.high,
    )
    const pupils = agreeing ? pupilsNear(context, own.mean) : undefined
    if (!pupils) return []
    return [
      {
        kind: 'per_head' as const,
        rule: 'per_head.implied',
        expression: over(of(own.total), of(pupils)),
        relation: 'equals' as const,
        stated: statedAs(own.mean),
        operands: [operand(own.total, 'part'), operand(pupils, 'whole'), operand(own.mean, 'stated')],
        tie: 'likely' as const,
      },
    ]
  })
}

/** A mean in parentheses right behind what it is the mean of. */
function perHeadOf(context: Context, mean: Quantity): PerHead | undefined {
  if (!mean.inParentheses || !/^(生均|每生)$/.test(mean.clause.text.slice(0, 2)) || mean.low <= 0)
    return undefined
  const total = context.quantities[mean.id - 1]
  if (!total || total.clause.index !== mean.clause.parent?.clause || !isLevel(total) || !isPresent(total))
    return undefined
  if (!comparable(total.unit, mean.unit) || total.size <= mean.size) return undefined
  return { mean, total, heads: { low: total.low / mean.high, high: total.high / mean.low } }
}

/** The only number of pupils at school that is printed around. */
function pupilsNear(context: Context, mean: Quantity): Quantity | undefined {
  const found = context
    .around(mean, REACH, REACH)
    .filter(
      (value) =>
        isLevel(value) &&
        isPresent(value) &&
        !value.frame.bound &&
        /^[人名]$/.test(value.unit.text) &&
        value.name.keys.some((key) => key.endsWith('在校') || key.endsWith('在校学生')) &&
        (value.section === mean.section || Math.abs(value.paragraph - mean.paragraph) <= 4),
    )
  return new Set(found.map((value) => value.size)).size === 1 ? found[0] : undefined
}
