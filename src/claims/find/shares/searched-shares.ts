import type { Draft } from '../../judge/claim.ts'
import { of, percentOf } from '../../judge/expression.ts'
import type { Quantity } from '../../read/quantities.ts'
import { type Context, isAmount, isPresent, matches, operand, statedAs } from '../context.ts'
import { near } from '../quotients/quotients.ts'
import { digitsOf, measureOf } from '../sums/sum-drafts.ts'

/** How many numbers before a share its part, and how many around it its whole may stand. */
const PARTS = 5
const WHOLES = 24

/**
 * Shares whose part and whole the words alone do not tell: 「3412人（男1825人、女1587人，女生占46.51%）」, 「汽车系564人。……最少的是汽车系（48人，占8.51%）」. Told where two
 * numbers near it make four digits, or three and the whole bears its name.
 */
export function findSearchedShares(context: Context, known: readonly Draft[]): Draft[] {
  const told = new Set(known.flatMap(({ stated, expression }) => (expression ? [stated.quantity] : [])))
  return context.quantities.flatMap((share) => {
    if (share.role !== 'share' || share.unit.dimension !== 'percent' || told.has(share)) return []
    if (!isPresent(share) || share.frame.bound || digitsOf(share) < 3) return []
    const around = context
      .around(share, WHOLES, WHOLES)
      .filter((value) => isAmount(value) && isPresent(value) && !value.frame.bound && value.unit.text !== '')
    const parts = around
      .filter((value) => value.id < share.id && value.sentence === share.sentence)
      .slice(-PARTS)
    for (const part of parts.reverse()) {
      const whole = around
        .filter(
          (value) =>
            value !== part &&
            value.size > part.size &&
            measureOf(value) === measureOf(part) &&
            Math.abs(value.paragraph - share.paragraph) <= 1 &&
            near((100 * part.size) / value.size, share),
        )
        .sort((a, b) => Math.abs(a.id - share.id) - Math.abs(b.id - share.id))
        .find((value) => digitsOf(share) >= 4 || isOfItsName(value, share))
      if (whole)
        return [
          {
            kind: 'share' as const,
            rule: 'share.searched',
            expression: percentOf(of(part), of(whole)),
            relation: 'equals' as const,
            stated: statedAs(share),
            operands: [operand(part, 'part'), operand(whole, 'whole'), operand(share, 'stated')],
            tie: 'loose' as const,
          },
        ]
    }
    return []
  })
}

function isOfItsName(whole: Quantity, share: Quantity): boolean {
  const [key = ''] = whole.name.keys
  const base = share.frame.base ?? ''
  return matches(whole.name, share.name) >= 2 || (key.length >= 2 && base.includes(key))
}
