/**
 * The demonstration: 清远市 with its published totals of 2016 and 2017, split over schools by seeded chance, and a
 * made-up second city. What was published and how it is split stands in demo/; every school's data are marked
 * synthetic. The same seed gives the same bytes; another seed gives other schools and the same totals.
 */

import type { Demonstration } from './demonstration.ts'
import { Dice } from './random.ts'
import { cityReturns } from './returns.ts'
import { readSeed, type Seed } from './seed.ts'
import { orgUnits } from './units.ts'

export { type DemonstrationAccount, demonstrationPeople } from './accounts.ts'
export type { Demonstration, UnitReturn } from './demonstration.ts'
export { readPublished } from './published.ts'
export {
  likelyMark,
  likelyWords,
  type QualityStory,
  qualityStory,
  type StoryApplication,
  type StoryProblem,
  type StoryRound,
  type StorySubject,
} from './quality.ts'
export { type DemonstrationRound, demonstrationRound, type RoundSchool } from './round-2018.ts'

export const CITIES = ['qingyuan', 'lanchuan'] as const

/** The demonstration from the files in demo/. */
export function demonstration(seed = '2017', cities: readonly string[] = CITIES): Demonstration {
  const seeds = cities.map((city) => readSeed(city))
  return {
    units: orgUnits(seeds),
    index: () => seeds.flatMap(returnsIndex),
    *returns() {
      for (const city of seeds) yield* cityReturns(city, new Dice(seed).of(city.units.city.code))
    },
  }
}

function returnsIndex(seed: Seed): { unit: string; year: number }[] {
  return [...seed.totals.keys()]
    .sort()
    .flatMap((year) => [
      { unit: seed.units.city.code, year },
      ...seed.units.schools
        .filter((school) => (school.closed_after ?? year) >= year)
        .map((school) => ({ unit: school.code, year })),
    ])
}
