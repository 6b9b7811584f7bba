import { Decimal } from './decimal.ts'

/** The value as it is printed: exactly `decimals` places, halves away from zero. Rounding happens here and nowhere else. */
export function printed(value: Decimal, decimals: number): string {
  const text = value.toFixed(decimals, Decimal.ROUND_HALF_UP)
  return /^-0(\.0*)?$/.test(text) ? text.slice(1) : text
}

/** The value rounded as `printed` prints it. */
export function rounded(value: Decimal, decimals: number): Decimal {
  return value.toDecimalPlaces(decimals, Decimal.ROUND_HALF_UP)
}

/** Digits behind the point of a printed number: `31.40` has two. */
export function decimalsOf(text: string): number {
  const point = text.indexOf('.')
  return point < 0 ? 0 : text.length - point - 1
}
