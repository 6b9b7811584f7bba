import type { Draft } from '../../judge/claim.ts'
import type { Quantity } from '../../read/quantities.ts'
import { type Context, isAmount, isMean, isPresent } from '../context.ts'
import { closes, digitsOf, measureOf, totalDraft } from './sum-drafts.ts'

/** How many numbers around a total its parts may stand, in how many paragraphs. */
const REACH = 16
const PARAGRAPHS = 2

/** A part is at least so much of its whole: less would fit any sum. */
const LEAST = 0.02

/**
 * 「累计资助金额1126.08亿元。……财政投入共824.74亿元……学校和社会共301.33亿元」: two amounts near a third of five digits or more that make it exactly.
 * So many digits do not meet by chance, whatever the words between them.
 */
export function findExactPairs(context: Context): Draft[] {
  const amounts = context.quantities.filter(isPlain)
  const drafts: Draft[] = []
  for (const [index, total] of amounts.entries()) {
    if (digitsOf(total) < 5) continue
    const near = amounts
      .slice(Math.max(0, index - REACH), index + REACH + 1)
      .filter((part) => part !== total && couldBePart(part, total))
    const pair = pairOf(near, total)
    if (pair) drafts.push(totalDraft(pair, total, 'sum.exact', 'loose'))
  }
  return drafts
}

function isPlain(value: Quantity): boolean {
  return (
    isAmount(value) &&
    isPresent(value) &&
    !isMean(value) &&
    !value.frame.bound &&
    !value.cell &&
    (value.named || value.frame.total) &&
    value.unit.text !== '' &&
    value.token.script === 'arabic'
  )
}

function couldBePart(part: Quantity, total: Quantity): boolean {
  return (
    measureOf(part) === measureOf(total) &&
    Math.abs(part.paragraph - total.paragraph) <= PARAGRAPHS &&
    part.size < total.size &&
    part.size >= total.size * LEAST &&
    digitsOf(part) >= 3
  )
}

function pairOf(near: readonly Quantity[], total: Quantity): readonly [Quantity, Quantity] | undefined {
  for (const [at, one] of near.entries()) {
    for (const two of near.slice(at + 1)) {
      const isDistinct = one.name.keys[0] !== two.name.keys[0] || one.sentence !== two.sentence
      if (isDistinct && closes([one, two], total)) return [one, two]
    }
  }
  return undefined
}
