import type { Catalog } from '../../catalog/index.ts'
import { type Decimal, isInForce, type ReportingYear, ZERO } from '../../kernel/index.ts'
import type { YearCount } from './forecast.ts'

/** Where a count of people wanted comes from. Counts of different kinds are never added. */
export type DemandSource = 'vacancies' | 'survey' | 'imported'

/** People wanted in one occupation in one year, as one source has it. */
export interface DemandCount {
  readonly source: DemandSource
  readonly occupation: string
  readonly year: ReportingYear
  readonly count: Decimal
}

/** People wanted of one programme, by source and year. */
export interface ProgrammeDemand {
  readonly programme: string
  readonly source: DemandSource
  readonly byYear: ReadonlyMap<ReportingYear, Decimal>
  /** The occupations behind it, with the share that the table gives the programme. */
  readonly occupations: readonly { readonly occupation: string; readonly share: Decimal }[]
}

/**
 * Turns people wanted by occupation into people wanted by programme, by the catalog's table. Nobody is lost or
 * counted twice: the shares of an occupation add up to one.
 */
export function demandByProgramme(catalog: Catalog, counts: readonly DemandCount[]): ProgrammeDemand[] {
  const found = new Map<string, { demand: ProgrammeDemand; byYear: Map<ReportingYear, Decimal> }>()
  for (const { source, occupation, year, count } of counts) {
    for (const { programme, share } of catalog.occupations.get(occupation)?.programmes ?? []) {
      const key = `${programme}|${source}`
      let entry = found.get(key)
      if (!entry) {
        const byYear = new Map<ReportingYear, Decimal>()
        entry = {
          demand: { programme, source, byYear, occupations: occupationsOf(catalog, programme) },
          byYear,
        }
        found.set(key, entry)
      }
      entry.byYear.set(year, (entry.byYear.get(year) ?? ZERO).plus(count.times(share)))
    }
  }
  return [...found.values()].map(({ demand }) => demand)
}

/** The programme codes of another catalogue that a programme became (2010 → 2021), itself where it is still in force. */
export function successorsOf(catalog: Catalog, programme: string, year: ReportingYear): string[] {
  const own = catalog.codeLists.get('programmes')?.codes.find((entry) => entry.code === programme)
  if (own && isInForce(own.in_force, year)) return [programme]
  const mapping = catalog.codeLists.get('programme_mapping')?.codes ?? []
  return mapping
    .filter((entry) => entry.attributes?.from === programme)
    .flatMap((entry) => entry.attributes?.to ?? [])
}

function occupationsOf(catalog: Catalog, programme: string) {
  return [...catalog.occupations.values()].flatMap((occupation) =>
    occupation.programmes
      .filter((entry) => entry.programme === programme)
      .map(({ share }) => ({ occupation: occupation.id, share })),
  )
}

/** The order in which sources are believed where several have a series. */
export const SOURCES: readonly DemandSource[] = ['vacancies', 'imported', 'survey']

/** The longest series of a programme; of equally long ones, the first in the order of sources. */
export function mainSeries(
  demands: readonly ProgrammeDemand[],
  programme: string,
): ProgrammeDemand | undefined {
  return SOURCES.map((source) =>
    demands.find((demand) => demand.programme === programme && demand.source === source),
  )
    .filter((demand) => demand !== undefined)
    .reduce<ProgrammeDemand | undefined>(
      (best, demand) => (best && best.byYear.size >= demand.byYear.size ? best : demand),
      undefined,
    )
}

/** A series as plain numbers for the forecast, which is an estimate. */
export function yearCounts(demand: ProgrammeDemand): YearCount[] {
  return [...demand.byYear]
    .map(([year, count]) => ({ year, count: count.toNumber() }))
    .sort((a, b) => a.year - b.year)
}
