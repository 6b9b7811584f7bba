import { type DemandSource, type Figures, programmeValue, SOURCES } from '../../evaluation/index.ts'
import { AppError, decimal, isKnown, known, parseDecimal, type ReportingYear } from '../../kernel/index.ts'
import { listDemand, type StoredDemand, saveDemand } from '../../store/index.ts'
import { type Actor, signature } from '../actor.ts'
import type { AppContext } from '../context.ts'
import { asProgram } from '../evaluation/as-program.ts'
import { type OrgRef, orgRef } from '../explain.ts'
import { perform } from '../perform.ts'
import { type CityProgrammes, cityOf, expectedDemand, forecastFor, loadCity } from './city.ts'
import { categoryName, figure, named, programmeName } from './shown.ts'
import type { CodeName, DemandSeriesView } from './views.ts'

export interface DemandRow {
  readonly source: DemandSource
  readonly occupation: string
  readonly year: ReportingYear
  readonly count: string
  /** Enterprises asked or advertising. */
  readonly sample?: number | undefined
  readonly document?: string | undefined
}

/** Counts of people wanted, as they were entered. Open to all. */
export async function demandCounts(
  app: AppContext,
  org: string,
  year: ReportingYear,
): Promise<(DemandRow & { name: CodeName['name']; isSynthetic: boolean })[]> {
  await app.units.refresh()
  const city = cityOf(app, app.units.find(org, year), year)
  const counts = await asProgram(app, year, (tx) => listDemand(tx, city.id))
  return counts
    .filter((count) => count.year <= year)
    .map((count) => ({
      source: count.source,
      occupation: count.occupation,
      name: app.catalog.occupations.get(count.occupation)?.name ?? {
        zh: count.occupation,
        en: count.occupation,
      },
      year: count.year,
      count: decimal(count.count).toFixed(),
      ...(count.sample === null ? {} : { sample: count.sample }),
      document: count.document,
      isSynthetic: count.is_synthetic,
    }))
}

/**
 * Takes counts of people wanted: all or none. A count of the same source, occupation and year is replaced.
 * @throws AppError PGM-007 an unknown occupation or source, PGM-008 no count
 */
export async function putDemand(
  app: AppContext,
  actor: Actor,
  org: string,
  year: ReportingYear,
  rows: readonly DemandRow[],
  isSynthetic = false,
): Promise<{ saved: number }> {
  await app.units.refresh()
  const city = cityOf(app, app.units.find(org, year), year)
  const counts = rows.map((row, index): StoredDemand => {
    if (!app.catalog.occupations.has(row.occupation) || !SOURCES.includes(row.source))
      throw new AppError(
        'PGM-007',
        { occupation: row.occupation, source: row.source, row: index + 1 },
        { kind: 'usage', path: ['rows', index] },
      )
    const count = parseDecimal(row.count)
    if (!count || count.isNegative())
      throw new AppError(
        'PGM-008',
        { count: row.count, row: index + 1 },
        { kind: 'usage', path: ['rows', index, 'count'] },
      )
    return {
      org_unit_id: city.id,
      source: row.source,
      occupation: row.occupation,
      year: row.year,
      count: count.toFixed(),
      sample: row.sample ?? null,
      document: row.document ?? '',
      is_synthetic: isSynthetic,
      changed_by: signature(actor),
      changed_at: app.clock(),
    }
  })
  const latest = Math.max(year, ...rows.map((row) => row.year))
  return perform(
    app,
    actor,
    { action: 'demand.change', unit: city, year: latest, object: 'demand' },
    async (tx) => {
      await saveDemand(tx, counts)
      return { saved: counts.length }
    },
    (result) => result,
  )
}

export interface SupplyDemandView {
  readonly org: OrgRef
  readonly year: ReportingYear
  readonly programmes: readonly DemandSeriesView[]
  readonly categories: readonly {
    readonly category: CodeName
    readonly supply: string
    /** Sum over programmes with a forecast; how many have none is said beside it. */
    readonly demand: string
    readonly withoutForecast: number
  }[]
  readonly isSynthetic: boolean
}

/** Demand with its forecast beside the supply of graduates, by programme and category. Open to all. */
export async function supplyAndDemand(
  app: AppContext,
  org: string,
  year: ReportingYear,
): Promise<SupplyDemandView> {
  await app.units.refresh()
  const unit = cityOf(app, app.units.find(org, year), year)
  const city = await loadCity(app, unit, year)
  const codes = new Set([
    ...city.programmes.map(({ code }) => code),
    ...city.demands.map(({ programme }) => programme),
  ])
  const programmes = [...codes].sort().map((code) => demandSeries(app, city, code))
  const byCategory = Map.groupBy(programmes, ({ category }) => category.code)
  const counts = await asProgram(app, year, (tx) => listDemand(tx, unit.id))
  return {
    org: orgRef(unit),
    year,
    programmes,
    categories: [...byCategory].map(([, list]) => ({
      category: list[0]?.category ?? { code: '', name: { zh: '', en: '' } },
      supply: sum(list.map((own) => own.supply.printed)),
      demand: sum(list.map((own) => own.expected)),
      withoutForecast: list.filter((own) => own.expected === undefined).length,
    })),
    isSynthetic: counts.some((count) => count.is_synthetic),
  }
}

function sum(texts: readonly (string | undefined)[]): string {
  return texts.reduce((total, text) => total.plus(text ?? '0'), decimal(0)).toFixed()
}

/** One programme's series with its forecast, and the graduates that the city has for it. */
export function demandSeries(app: AppContext, city: CityProgrammes, programme: string): DemandSeriesView {
  const { series, forecast } = forecastFor(city, programme)
  const expected = expectedDemand(app, city, programme)
  const supply = programmeValue(city.world, city.city.id, city.year, 'graduates', programme)
  const share =
    isKnown(supply) && isKnown(expected) && expected.value.gt(0)
      ? known(supply.value.times(100).div(expected.value))
      : ({ state: 'not_applicable' } as const)
  const figures: Figures = new Map([
    ['supply', supply],
    ['supply_share', share],
  ])
  return {
    programme: programmeName(app, programme),
    category: categoryName(app, programme),
    ...(series ? { source: named(app, 'demand_sources', series.source) } : {}),
    points: series
      ? [...series.byYear]
          .sort(([a], [b]) => a - b)
          .map(([year, count]) => ({ year, count: count.toFixed() }))
      : [],
    occupations: (series?.occupations ?? []).map(({ occupation, share: own }) => ({
      occupation,
      name: app.catalog.occupations.get(occupation)?.name ?? { zh: occupation, en: occupation },
      share: own.toFixed(),
    })),
    forecast,
    ...(isKnown(expected) ? { expected: expected.value.toFixed() } : {}),
    supply: figure(figures, 'supply'),
    supplyShare: figure(figures, 'supply_share'),
  }
}
