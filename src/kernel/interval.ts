import { Decimal, decimal, ONE } from './decimal.ts'
import { decimalsOf } from './rounding.ts'

/** All values between `low` and `high`, both included. */
export interface Interval {
  readonly low: Decimal
  readonly high: Decimal
}

export function exactly(value: Decimal): Interval {
  return { low: value, high: value }
}

/**
 * What a printed number can stand for: `31.4` is [31.35, 31.45], closed at both ends, because authors round
 * halves up or to even (GB/T 8170) and the reader cannot tell which. `scale` lifts 万 and 亿.
 */
export function asPrinted(text: string, scale: Decimal = ONE): Interval {
  const value = decimal(text)
  const half = halfUnit(decimalsOf(text))
  return { low: value.minus(half).times(scale), high: value.plus(half).times(scale) }
}

const halves: Decimal[] = []

/** Half a unit of a decimal place: 0.05 for one place. The few that print knows are kept. */
function halfUnit(places: number): Decimal {
  const known = halves[places]
  if (known) return known
  const half = new Decimal(10).pow(-places).div(2)
  if (places <= 20) halves[places] = half
  return half
}

export function contains(interval: Interval, value: Decimal): boolean {
  return value.gte(interval.low) && value.lte(interval.high)
}

export function meets(a: Interval, b: Interval): boolean {
  return a.low.lte(b.high) && b.low.lte(a.high)
}

/** Figures that are exact, as most counts are, have one end to compute and not two. */
function isExact({ low, high }: Interval): boolean {
  return low === high
}

export function plus(a: Interval, b: Interval): Interval {
  if (isExact(a) && isExact(b)) return exactly(a.low.plus(b.low))
  return { low: a.low.plus(b.low), high: a.high.plus(b.high) }
}

export function minus(a: Interval, b: Interval): Interval {
  if (isExact(a) && isExact(b)) return exactly(a.low.minus(b.low))
  return { low: a.low.minus(b.high), high: a.high.minus(b.low) }
}

export function times(a: Interval, b: Interval): Interval {
  if (isExact(a) && isExact(b)) return exactly(a.low.times(b.low))
  if (isPositive(a) && isPositive(b)) return { low: a.low.times(b.low), high: a.high.times(b.high) }
  return hull([a.low.times(b.low), a.low.times(b.high), a.high.times(b.low), a.high.times(b.high)])
}

/** Quotient; undefined where the divisor may be zero. */
export function over(a: Interval, b: Interval): Interval | undefined {
  if (b.low.lte(0) && b.high.gte(0)) return undefined
  if (isExact(a) && isExact(b)) return exactly(a.low.div(b.low))
  if (isPositive(a) && isPositive(b)) return { low: a.low.div(b.high), high: a.high.div(b.low) }
  return hull([a.low.div(b.low), a.low.div(b.high), a.high.div(b.low), a.high.div(b.high)])
}

/** Nearly all printed figures are: their lowest and highest corner are known without trying all four. */
function isPositive({ low }: Interval): boolean {
  return low.isPositive()
}

function hull(corners: readonly Decimal[]): Interval {
  return { low: Decimal.min(...corners), high: Decimal.max(...corners) }
}
