import {
  bestEstimate,
  type CityFigures,
  type DemandCount,
  demandByProgramme,
  type Figures,
  type Forecast,
  figuresOf,
  forecastOf,
  mainSeries,
  PROGRAMME_ELEMENTS,
  type ProgrammeDemand,
  yearCounts,
} from '../../evaluation/index.ts'
import type { Row } from '../../formula/index.ts'
import { cellParts, type World } from '../../indicators/index.ts'
import {
  AppError,
  decimal,
  isKnown,
  known,
  MISSING,
  NOT_APPLICABLE,
  type Observed,
  type OrgUnitInYear,
  type ReportingYear,
} from '../../kernel/index.ts'
import { listDemand } from '../../store/index.ts'
import type { AppContext } from '../context.ts'
import { asProgram } from '../evaluation/as-program.ts'
import { yearsOf } from '../find.ts'
import { loadWorld } from '../world.ts'

/** A programme at a school, as its register and its accepted values have it. */
export interface ProgrammeAt {
  readonly school: OrgUnitInYear
  readonly code: string
  /** The row without a direction; undefined where only values speak of it. */
  readonly row: Row | undefined
  readonly directions: readonly Row[]
}

/** Everything that judging the programmes of a city in a year may look at. */
export interface CityProgrammes {
  readonly city: OrgUnitInYear
  readonly year: ReportingYear
  readonly world: World
  readonly programmes: readonly ProgrammeAt[]
  readonly demands: readonly ProgrammeDemand[]
  /** Schools that offer a programme, by its code. */
  readonly offering: ReadonlyMap<string, readonly OrgUnitInYear[]>
}

/** In the register a row without a direction says so. */
const NO_DIRECTION = '—'
/** Statuses in which a programme is offered. */
const OFFERED: ReadonlySet<string> = new Set(['new', 'recruiting', 'suspended'])
/** How many years ahead a forecast looks. */
const HORIZON = 3

/** Years of entrants that the run without intake may need. */
const YEARS_BACK = 4

/** The city of a unit: itself, or the one above. */
export function cityOf(app: AppContext, unit: OrgUnitInYear, year: ReportingYear): OrgUnitInYear {
  const city = app.units
    .tree(year)
    .lineage(unit.id)
    .find(({ level }) => level === 'city')
  if (!city) throw new AppError('PGM-002', { unit: unit.name }, { kind: 'usage' })
  return city
}

/** Loads the programmes of a city's schools with values, rows and demand. */
export async function loadCity(
  app: AppContext,
  city: OrgUnitInYear,
  year: ReportingYear,
): Promise<CityProgrammes> {
  const years = (await yearsOf(app, city.id)).filter((own) => own <= year && own > year - YEARS_BACK)
  const world = await loadWorld(app, {
    unitIds: [city.id],
    years: years.length > 0 ? years : [year],
    registers: ['programmes'],
    elements: PROGRAMME_ELEMENTS,
  })
  const demand = await asProgram(app, year, (tx) => listDemand(tx, city.id))
  const counts = demand
    .filter((count) => count.year <= year)
    .map(
      ({ source, occupation, year: own, count }): DemandCount => ({
        source,
        occupation,
        year: own,
        count: decimal(count),
      }),
    )
  const schools = app.units.tree(year).schools(city.id)
  const programmes = schools.flatMap((school) => programmesAt(world, school, year))
  return {
    city,
    year,
    world,
    programmes,
    demands: demandByProgramme(app.catalog, counts),
    offering: offeringOf(programmes),
  }
}

function offeringOf(programmes: readonly ProgrammeAt[]): Map<string, readonly OrgUnitInYear[]> {
  const byCode = Map.groupBy(programmes.filter(isOffered), ({ code }) => code)
  return new Map([...byCode].map(([code, list]) => [code, list.map(({ school }) => school)]))
}

export function isOffered({ row }: ProgrammeAt): boolean {
  return row === undefined || OFFERED.has(String(row.status ?? ''))
}

function programmesAt(world: World, school: OrgUnitInYear, year: ReportingYear): ProgrammeAt[] {
  const rows = [...(world.values.rows(school.id, year, 'programmes') ?? [])]
  const codes = new Set(rows.map((row) => String(row.programme ?? '')))
  // A programme of which students are on file and no row is one as well, until somebody says what it is.
  for (const [cell, { observed }] of world.values.cells(school.id, year, 'enrolment_full_time')) {
    const [part] = cellParts(cell)
    if (part?.dimension === 'programme' && isKnown(observed) && !observed.value.isZero()) codes.add(part.code)
  }
  codes.delete('')
  return [...codes].sort().map((code) => {
    const own = rows.filter((row) => row.programme === code)
    return {
      school,
      code,
      row: own.find((row) => row.direction === NO_DIRECTION || row.direction === null),
      directions: own.filter((row) => row.direction !== NO_DIRECTION && row.direction !== null),
    }
  })
}

/** The forecast of demand for a programme, from its longest series; too short where there is none. */
export function forecastFor(
  city: CityProgrammes,
  programme: string,
): { series: ProgrammeDemand | undefined; forecast: Forecast } {
  const series = mainSeries(city.demands, programme)
  return { series, forecast: forecastOf(series ? yearCounts(series) : [], HORIZON) }
}

/**
 * Demand for the year after, as rules use it: the estimate of the better forecast, in whole people. Missing where the
 * series is too short; not applicable where no occupation of the table leads to the programme.
 */
export function expectedDemand(app: AppContext, city: CityProgrammes, programme: string): Observed {
  const { series, forecast } = forecastFor(city, programme)
  if (!series) {
    const isMapped = [...app.catalog.occupations.values()].some(({ programmes }) =>
      programmes.some((entry) => entry.programme === programme),
    )
    return isMapped ? MISSING : NOT_APPLICABLE
  }
  const last = Math.max(...series.byYear.keys())
  const estimate = bestEstimate(forecast, last + 1)
  return estimate ? known(decimal(Math.round(estimate.value))) : MISSING
}

export function figuresFor(app: AppContext, city: CityProgrammes, programme: ProgrammeAt): Figures {
  const about: CityFigures = {
    cityId: city.city.id,
    demand: expectedDemand(app, city, programme.code),
    schoolsOffering: city.offering.get(programme.code)?.length ?? 0,
  }
  return figuresOf(city.world, programme.school.id, city.year, programme.code, programme.row, about)
}
