import { decimal, decimalsOf, interval } from '../../kernel/index.ts'
import type { Quantity } from '../read/quantities.ts'
import { factorOf } from '../read/units.ts'

/** The range of a quantity if other digits were printed in its place; exact where its own is exact. */
export function lastPlaceRange(quantity: Quantity, digits: string): interval.Interval {
  const { token } = quantity
  const scale = factorOf(token)
  const exact = quantity.range.low.eq(quantity.range.high)
  if (exact && decimalsOf(digits) === 0) return interval.exactly(decimal(digits).times(scale))
  return interval.asPrinted(digits, scale)
}
