import type { Draft } from '../judge/claim.ts'
import type { Reading } from '../read/reading.ts'
import { findChanges } from './changes.ts'
import { Context } from './context.ts'
import { findRates } from './rates.ts'
import { findShares } from './shares.ts'
import { findSums } from './sums.ts'

/** Every arithmetic claim that the rules see in a text, not yet judged. */
export function findClaims(reading: Reading): Draft[] {
  const context = new Context(reading)
  const { drafts: shares, groups } = findShares(context)
  return [...shares, ...findRates(context), ...findSums(context, groups), ...findChanges(context)]
}
