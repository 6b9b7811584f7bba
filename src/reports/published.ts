import { meaningOf, type PublishedMapping } from '../indicators/index.ts'
import type { ReportingYear } from '../kernel/index.ts'
import type { ReportSources } from './fill/run.ts'

/**
 * Which values of a demonstration city were really published, from the mapping of its published report: this year's,
 * and last year's where it was printed beside them. All others rest on made-up data.
 */
export function publishedValues(
  mapping: PublishedMapping,
  unitId: number,
): NonNullable<ReportSources['published']> {
  const year = Number(mapping.document.year)
  const names = new Map<string, Set<ReportingYear>>()
  for (const fact of mapping.facts) {
    const meaning = meaningOf(fact)
    if (fact.at !== undefined || (meaning.kind !== 'element' && meaning.kind !== 'indicator')) continue
    for (const formula of meaning.formulas) {
      const years = names.get(formula) ?? new Set()
      names.set(formula, years.add(year))
      if (fact.prior) years.add(year - 1)
    }
  }
  return (unit, ofYear, name, cell) =>
    unit === unitId && cell === '' && (names.get(name)?.has(ofYear) ?? false)
}
