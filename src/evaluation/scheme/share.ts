import { Decimal, decimal, ONE, rounded, ZERO } from '../../kernel/index.ts'

/**
 * A share of a criterion's weight, kept as a quotient until points are awarded: a third of six points is two
 * points exactly.
 */
export interface Share {
  readonly numerator: Decimal
  /** Above zero. */
  readonly denominator: Decimal
}

export function shareOf(numerator: Decimal, denominator: Decimal = ONE): Share {
  return { numerator, denominator }
}

export const NOTHING: Share = shareOf(ZERO)
export const WHOLE: Share = shareOf(ONE)

/** The points that a share of a weight is worth, rounded once to the scheme's places, halves upwards. */
export function pointsOf(weight: Decimal, share: Share, decimals: number): Decimal {
  return rounded(weight.times(share.numerator).div(share.denominator), decimals)
}

/** Between 0 and 1, for showing and for comparing; points are not made from it. */
export function factorOf(share: Share): Decimal {
  return share.numerator.div(share.denominator)
}

/** Weighted mean of shares: Σ weight × share ÷ Σ weight. */
export function weightedMean(parts: readonly { readonly weight: Decimal; readonly share: Share }[]): Share {
  let numerator = ZERO
  let denominator = ONE
  let weights = ZERO
  for (const { weight, share } of parts) {
    numerator = numerator.times(share.denominator).plus(weight.times(share.numerator).times(denominator))
    denominator = denominator.times(share.denominator)
    weights = weights.plus(weight)
  }
  return { numerator, denominator: denominator.times(weights) }
}

export type Combination = 'mean' | 'median' | 'trimmed_mean'

/** From this many marks on, a trimmed mean leaves out one highest and one lowest. */
const LEAST_TO_TRIM = 4

/** What several factors come to. The order in which they were given plays no part. */
export function combined(factors: readonly Decimal[], how: Combination): Share {
  const sorted = [...factors].sort((a, b) => a.cmp(b))
  const kept = keptOf(sorted, how)
  const sum = kept.reduce((total, factor) => total.plus(factor), ZERO)
  return shareOf(sum, decimal(kept.length))
}

/** The same over plain numbers, for the figures of trust, which are estimates. */
export function combinedNumber(factors: readonly number[], how: Combination): number {
  const kept = keptOf(
    [...factors].sort((a, b) => a - b),
    how,
  )
  return kept.reduce((total, factor) => total + factor, 0) / kept.length
}

function keptOf<T>(sorted: readonly T[], how: Combination): readonly T[] {
  switch (how) {
    case 'mean':
      return sorted
    case 'trimmed_mean':
      return sorted.length >= LEAST_TO_TRIM ? sorted.slice(1, -1) : sorted
    case 'median': {
      const middle = (sorted.length - 1) / 2
      return sorted.slice(Math.floor(middle), Math.ceil(middle) + 1)
    }
  }
}

/** How far the furthest two factors lie apart. */
export function spreadOf(factors: readonly Decimal[]): Decimal {
  return factors.length === 0 ? ZERO : Decimal.max(...factors).minus(Decimal.min(...factors))
}
