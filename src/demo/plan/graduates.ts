import { apportion } from '../apportion.ts'
import type { Totals } from '../seed.ts'
import { at, categories, type Split, weights, within } from './shares.ts'

/** Destinations of one school's graduates. All groupings below `direct` have the directly employed as their base. */
export interface GraduatePlan {
  readonly total: number
  readonly certificate: number
  readonly destinations: Readonly<Record<string, number>>
  readonly direct: number
  readonly matched: number
  readonly sectors: Readonly<Record<string, number>>
  readonly localities: Readonly<Record<string, number>>
  readonly settlements: Readonly<Record<string, number>>
  readonly delta: number
  readonly recommendedDelta: number
  readonly recommendedOther: number
  readonly wageFrom4200: number
  readonly wageFrom2160: number
  readonly insured: number
  readonly contracted: number
  readonly offers: { readonly posts: number; readonly reserved: number; readonly filled: number }
}

export function planGraduates(split: Split, totals: Totals, graduates: readonly number[]): GraduatePlan[] {
  const own = totals.graduates
  const certificate = within(split, own.certificate, graduates, 'certificate', 0.04)
  const destinations = categories(split, own.destinations, graduates, 'destinations', 0.3)
  const direct = destinations.map(
    (counts) => (counts.organisation ?? 0) + (counts.self_employed ?? 0) + (counts.other ?? 0),
  )
  const matched = within(split, own.matched, direct, 'matched', 0.03)
  const sectors = categories(split, own.sectors, direct, 'sectors', 0.3)
  const localities = categories(split, own.localities, direct, 'localities', 0.15)
  const settlements = categories(split, own.settlements, direct, 'settlements', 0.2)
  const away = localities.map((counts) => counts.elsewhere ?? 0)
  const delta = within(split, own.pearl_river_delta, away, 'delta', 0.04)
  const recommendedDelta = within(
    split,
    own.recommended_to_pearl_river_delta,
    delta,
    'recommended-delta',
    0.03,
  )
  const rest = direct.map((count, index) => count - at(delta, index))
  const recommendedOther = within(split, own.recommended_elsewhere, rest, 'recommended-other', 0.1)
  const wageFrom2160 = within(split, own.wage_from_2160, direct, 'wages', 0.06)
  const wageFrom4200 = within(split, own.wage_from_4200, wageFrom2160, 'high-wages', 0.3)
  const insured = within(split, own.insured, direct, 'insured', 0.04)
  const contracted = within(split, own.contracted, direct, 'contracted', 0.03)
  const filled = within(
    split,
    own.offers.filled,
    destinations.map((counts) => counts.organisation ?? 0),
    'filled',
    0,
  )
  const open = apportion(
    own.offers.posts - own.offers.filled,
    weights(split, 'open-posts', (_, index) => at(graduates, index), 0.2),
  )
  const posts = filled.map((count, index) => count + at(open, index))
  const reserved = within(split, own.offers.reserved, filled, 'reserved', 0.2)
  return graduates.map((total, index) => ({
    total,
    certificate: at(certificate, index),
    destinations: at(destinations, index),
    direct: at(direct, index),
    matched: at(matched, index),
    sectors: at(sectors, index),
    localities: at(localities, index),
    settlements: at(settlements, index),
    delta: at(delta, index),
    recommendedDelta: at(recommendedDelta, index),
    recommendedOther: at(recommendedOther, index),
    wageFrom4200: at(wageFrom4200, index),
    wageFrom2160: at(wageFrom2160, index),
    insured: at(insured, index),
    contracted: at(contracted, index),
    offers: { posts: at(posts, index), reserved: at(reserved, index), filled: at(filled, index) },
  }))
}
