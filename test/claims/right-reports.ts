/**
 * Short reports of our own that are right: the figures are drawn at random and everything said of them is reckoned.
 * The same facts are put in many wordings, several to a sentence and in any order, so that a rule which takes one
 * number for another accuses a text that is right. Synthetic, and marked so in its first line.
 */

import { rightCityReport } from './right/city.ts'
import { rightDistrictReport } from './right/district.ts'
import type { RightReport } from './right/draw.ts'
import { rightSchoolReport } from './right/school.ts'

const kinds = [rightSchoolReport, rightCityReport, rightDistrictReport] as const

/** Draws the report of a seed: of a school, a city and a district in turn. */
export function rightReport(seed: number): RightReport {
  return (kinds[seed % kinds.length] ?? rightSchoolReport)(seed)
}
