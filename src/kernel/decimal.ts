import { Decimal as Base } from 'decimal.js'

/**
 * Exact decimal numbers. Counts, money and rates are `Decimal` from the cell to the sentence; a float never
 * takes part. 40 significant digits; halves go away from zero (四舍五入).
 */
export const Decimal = Base.clone({
  precision: 40,
  rounding: Base.ROUND_HALF_UP,
  toExpNeg: -40,
  toExpPos: 40,
})
export type Decimal = Base

export const ZERO = new Decimal(0)
export const ONE = new Decimal(1)
export const HUNDRED = new Decimal(100)

/** Reads the decimal that a text such as `-12.50` writes; undefined where the text is no plain decimal. */
export function parseDecimal(text: string): Decimal | undefined {
  return /^[+-]?(\d+(\.\d*)?|\.\d+)$/.test(text) ? new Decimal(text) : undefined
}

/** A whole number small enough to be exact as a number too, which is read several times as fast. */
const SHORT = /^\d{1,7}$/

/** A decimal that is known to be well-formed: an integer of ours or a text checked before. */
export function decimal(value: string | number | bigint | Decimal): Decimal {
  if (typeof value === 'number' && !Number.isSafeInteger(value)) {
    throw new RangeError(`A float may not become a published number: ${value}. Pass its decimal text.`)
  }
  if (typeof value === 'string' && SHORT.test(value)) return new Decimal(Number(value))
  return new Decimal(typeof value === 'bigint' ? value.toString() : value)
}
