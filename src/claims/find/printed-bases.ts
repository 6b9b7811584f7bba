import type { Draft } from '../judge/claim.ts'
import { of, percentOf } from '../judge/expression.ts'
import type { Quantity } from '../read/quantities.ts'
import { type Context, isAmount, isPercentage, isPresent, operand, statedAs } from './context.ts'
import { measureOf } from './sum-drafts.ts'

/** 「招生35985人，为30000人招生计划的119.95%」, 「57人，占158人总数的三分之一强」: the base is printed right before its share. */
export function findPrintedBases(context: Context): Draft[] {
  return context.quantities.flatMap((share) => {
    if (!isPercentage(share) || !isPresent(share)) return []
    const whole = context.quantities[share.id - 1]
    const part = context.quantities[share.id - 2]
    if (!whole || !part || whole.clause.index !== share.clause.index || part.sentence !== share.sentence)
      return []
    const isBase = isAmount(whole) && /^[^,、]{0,10}的$/.test(whole.frame.right) && !whole.frame.bound
    if (!isBase || !isAmount(part) || part.frame.bound || share.clause.index - part.clause.index > 2)
      return []
    if (measureOf(part) !== measureOf(whole)) return []
    return [draftOf(part, whole, share)]
  })
}

function draftOf(part: Quantity, whole: Quantity, share: Quantity): Draft {
  const bound = /^强/.test(share.frame.right)
    ? 'over'
    : /^弱/.test(share.frame.right)
      ? 'under'
      : share.frame.bound
  return {
    kind: 'share',
    rule: 'share.printed_base',
    expression: percentOf(of(part), of(whole)),
    relation: 'equals',
    stated: statedAs(share),
    operands: [operand(part, 'part'), operand(whole, 'whole'), operand(share, 'stated')],
    tie: 'loose',
    ...(bound ? { bound } : {}),
  }
}
