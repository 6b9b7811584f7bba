import type { Scoring } from '../../catalog/index.ts'
import { type Decimal, decimal, ONE, ZERO } from '../../kernel/index.ts'
import { NOTHING, type Share, shareOf, WHOLE } from './share.ts'

/** A bound that a standard sets for a unit's variant. */
export interface Bound {
  readonly comparison: 'at_least' | 'at_most'
  readonly bound: Decimal
}

/** What scoring one value may look at besides the value. */
export interface ScoringContext {
  /** Known values of all subjects compared, this one's included; for `rank`. */
  readonly compared: readonly Decimal[]
  /** For `standard`; undefined where the standard does not ask for the item of this unit. */
  readonly bound: Bound | undefined
}

/**
 * The share of its weight that a known value earns; undefined where a standard does not ask. A better value never
 * earns less.
 */
export function scoreValue(score: Scoring, value: Decimal, context: ScoringContext): Share | undefined {
  switch (score.function) {
    case 'threshold':
      return meets(value, score) ? WHOLE : shareOf(score.otherwise)
    case 'bands': {
      const band = score.bands.find((step) => meets(value, step))
      return shareOf(band?.factor ?? score.otherwise)
    }
    case 'linear':
      return linear(value, score.none, score.full)
    case 'rank':
      return byRank(value, context.compared, score.better, score.last)
    case 'standard': {
      const { bound } = context
      if (!bound) return undefined
      return meets(value, { [bound.comparison]: bound.bound }) ? WHOLE : NOTHING
    }
  }
}

function meets(
  value: Decimal,
  { at_least, at_most }: { readonly at_least?: Decimal | undefined; readonly at_most?: Decimal | undefined },
): boolean {
  return (at_least === undefined || value.gte(at_least)) && (at_most === undefined || value.lte(at_most))
}

function linear(value: Decimal, none: Decimal, full: Decimal): Share {
  const way = full.minus(none)
  const gone = value.minus(none)
  // Both signs turned where the best value is the lowest, so that the denominator is positive.
  const [numerator, denominator] = way.isNegative() ? [gone.neg(), way.neg()] : [gone, way]
  if (numerator.lte(0)) return NOTHING
  return numerator.gte(denominator) ? WHOLE : shareOf(numerator, denominator)
}

/**
 * Share by place: whom one leaves behind, ties counting half, out of all others; scaled so that the last of many
 * takes `last`. Alone, a subject is first.
 */
function byRank(
  value: Decimal,
  compared: readonly Decimal[],
  better: 'higher' | 'lower',
  last: Decimal,
): Share {
  const others = compared.length - 1
  if (others < 1) return WHOLE
  let halves = 0
  for (const other of compared) {
    const order = better === 'higher' ? value.cmp(other) : other.cmp(value)
    halves += order > 0 ? 2 : order === 0 ? 1 : 0
  }
  // The subject ties with itself, which is no other.
  const ahead = decimal(halves - 1)
  const all = decimal(2 * others)
  return shareOf(last.times(all).plus(ONE.minus(last).times(ahead)), all.gt(ZERO) ? all : ONE)
}
