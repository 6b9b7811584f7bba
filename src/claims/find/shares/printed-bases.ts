import type { Draft } from '../../judge/claim.ts'
import { constant, minus, of, over, percentOf, times } from '../../judge/expression.ts'
import type { Quantity } from '../../read/quantities.ts'
import { type Context, isAmount, isPercentage, isPresent, operand, statedAs } from '../context.ts'
import { near } from '../quotients/quotients.ts'
import { digitsOf, measureOf } from '../sums/sum-drafts.ts'

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

/** How many numbers before the words the part is looked for. */
const BEFORE = 24

/**
 * 「取证人数占三年级学生（1102人）的53.36%」, 「相当于在校生（3412人）的1.93倍」, 「培训规模比上年（5230人次）增长25.81%」: the base stands in parentheses behind its name, and what is
 * divided further up. Told only where one number before it fits to the last digit.
 */
export function findAsideBases(context: Context): Draft[] {
  return context.quantities.flatMap((stated) => {
    const isShare = isPercentage(stated) && stated.role === 'share'
    const isTimes = stated.role === 'times' && stated.frame.motion === undefined
    const isGrowth = stated.role === 'growth'
    if ((!isShare && !isTimes && !isGrowth) || stated.frame.bound || digitsOf(stated) < 3) return []
    const base = baseBeside(context, stated)
    if (!base || base.size <= 0) return []
    const sign = stated.frame.direction === -1 ? -1 : 1
    const fitting = context.around(stated, BEFORE, 0).filter((part) => {
      if (part === base || part.id >= stated.id || !isAmount(part) || !isPresent(part) || part.frame.bound)
        return false
      if (isGrowth ? part.unit.text !== base.unit.text : !areAlike(part, base)) return false
      const ratio = part.size / base.size
      return near(isShare ? 100 * ratio : isTimes ? ratio : 100 * sign * (ratio - 1), stated)
    })
    const part = fitting.at(-1)
    if (!part || new Set(fitting.map(({ size }) => size)).size > 1) return []
    const quotient = over(of(part), of(base))
    return [
      {
        kind: isShare ? 'share' : isTimes ? 'ratio' : 'growth',
        rule: isShare ? 'share.aside_base' : isTimes ? 'ratio.aside_base' : 'growth.aside_base',
        expression: isTimes
          ? quotient
          : isShare
            ? times(quotient, constant(100))
            : times(over(minus(of(part), of(base)), of(base)), constant(100 * sign)),
        relation: 'equals',
        stated: statedAs(stated),
        operands: [
          operand(part, isGrowth ? 'now' : 'part'),
          operand(base, isGrowth ? 'before' : 'whole'),
          operand(stated, 'stated'),
        ],
        tie: 'loose',
      },
    ]
  })
}

/** The number in parentheses inside the clause, before the number that is of it. */
function baseBeside(context: Context, stated: Quantity): Quantity | undefined {
  const own = stated.clause.numbers.find(({ token }) => token === stated.token)
  return context
    .around(stated, 1, 2)
    .find(
      (value) =>
        value !== stated &&
        value.clause.parent?.clause === stated.clause.index &&
        value.clause.parent.at <= (own?.from ?? 0) &&
        isAmount(value) &&
        !value.frame.bound,
    )
}

/** 6580人次 over 3412人: visits are reckoned in heads as well. */
function areAlike(part: Quantity, base: Quantity): boolean {
  const isOfPeople = (value: Quantity) =>
    value.unit.dimension === 'people' || value.unit.dimension === 'visits'
  return measureOf(part) === measureOf(base) || (isOfPeople(part) && isOfPeople(base))
}

function draftOf(part: Quantity, whole: Quantity, share: Quantity): Draft {
  const bound = /^(强|还?多)/.test(share.frame.right)
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
    nearMiss: !share.frame.bound && part.clause.index === share.clause.index - 1,
    ...(bound ? { bound } : {}),
  }
}
