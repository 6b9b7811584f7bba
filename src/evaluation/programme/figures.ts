import type { Catalog } from '../../catalog/index.ts'
import type { Row } from '../../formula/index.ts'
import { cellKey, type World } from '../../indicators/index.ts'
import {
  combine,
  type Decimal,
  decimal,
  HUNDRED,
  isInForce,
  isKnown,
  known,
  MISSING,
  NOT_APPLICABLE,
  type Observed,
  ONE,
  type ReportingYear,
  ZERO,
} from '../../kernel/index.ts'
import type { Figures } from './rules.ts'

/** What the figures of a programme rest on besides the school's own accepted data. */
export interface CityFigures {
  /** Forecast demand for the following year; missing where the series is too short. */
  readonly demand: Observed
  /** Schools of the city that offer the programme. */
  readonly schoolsOffering: number
  readonly cityId: number
}

/** The value of an element for one programme: 0 where the element is there and the programme has no cell. */
export function programmeValue(
  world: World,
  unitId: number,
  year: ReportingYear,
  element: string,
  programme: string,
): Observed {
  const held = world.values.element(
    unitId,
    year,
    element,
    cellKey([{ dimension: 'programme', code: programme }]),
  )
  if (isKnown(held.observed)) return held.observed
  const whole = world.values.element(unitId, year, element, '')
  return isKnown(whole.observed) ? known(ZERO) : whole.observed
}

/** The elements that figures of programmes and the offer rest on: what is judged by them loads no others. */
export const PROGRAMME_ELEMENTS: readonly string[] = [
  'entrants',
  'planned_entrants',
  'enrolment_full_time',
  'graduates',
  'employed',
  'directly_employed',
  'matched_employed',
  'professional_teachers',
  'base_stations',
  'programmes_offered',
]

/** All figures of one programme at one school in one year. */
export function figuresOf(
  world: World,
  unitId: number,
  year: ReportingYear,
  programme: string,
  row: Row | undefined,
  city: CityFigures,
): Figures {
  const value = (element: string, unit = unitId, at = year) =>
    programmeValue(world, unit, at, element, programme)
  const ratio = (top: Observed, bottom: Observed, factor: Decimal = ONE) =>
    combine([top, bottom], ([a = ZERO, b = ZERO]) =>
      b.isZero() ? NOT_APPLICABLE : known(a.times(factor).div(b)),
    )
  const supply = value('graduates', city.cityId)
  return new Map<string, Observed>([
    ['in_catalogue', flag(isInCatalogue(world.catalog, programme, year))],
    ['years_open', yearsOpen(row, year)],
    [
      'is_recruiting',
      row === undefined ? MISSING : flag(row.status === 'recruiting' || row.status === 'new'),
    ],
    ['entrants', value('entrants')],
    ['planned_entrants', value('planned_entrants')],
    ['plan_completion', ratio(value('entrants'), value('planned_entrants'), HUNDRED)],
    ['years_without_intake', yearsWithoutIntake(world, unitId, year, programme, row)],
    ['enrolment', value('enrolment_full_time')],
    ['graduates', value('graduates')],
    ['employment_rate', ratio(value('employed'), value('graduates'), HUNDRED)],
    ['matched_employment_rate', ratio(value('matched_employed'), value('directly_employed'), HUNDRED)],
    ['teachers', value('professional_teachers')],
    ['students_per_teacher', ratio(value('enrolment_full_time'), value('professional_teachers'))],
    ['stations_per_student', ratio(value('base_stations'), value('enrolment_full_time'))],
    [
      'serves_leading_industry',
      row === undefined ? MISSING : flag(row.leading_industry !== 'none' && row.leading_industry !== null),
    ],
    ['schools_offering', known(decimal(city.schoolsOffering))],
    ['supply', supply],
    ['demand', city.demand],
    ['supply_share', ratio(supply, city.demand, HUNDRED)],
  ])
}

function flag(yes: boolean): Observed {
  return known(yes ? ONE : ZERO)
}

/** Whether the catalogue in force has the programme. */
export function isInCatalogue(catalog: Catalog, programme: string, year: ReportingYear): boolean {
  const code = catalog.codeLists.get('programmes')?.codes.find((entry) => entry.code === programme)
  return code !== undefined && isInForce(code.in_force, year)
}

function yearsOpen(row: Row | undefined, year: ReportingYear): Observed {
  const opened = row?.opened_year
  return typeof opened === 'number' ? known(decimal(Math.max(1, year - opened + 1))) : MISSING
}

/**
 * How many years in a row, this one last, had no entrants. Unknown where the years on file are fewer than the run
 * could be long: two years without entrants and none before them on file may be two or ten.
 */
function yearsWithoutIntake(
  world: World,
  unitId: number,
  year: ReportingYear,
  programme: string,
  row: Row | undefined,
): Observed {
  const opened = typeof row?.opened_year === 'number' ? row.opened_year : undefined
  for (let back = 0; ; back += 1) {
    const at = year - back
    if (opened !== undefined && at < opened) return known(decimal(back))
    const entrants = world.tree(at).unit(unitId)
      ? programmeValue(world, unitId, at, 'entrants', programme)
      : MISSING
    if (!isKnown(entrants)) return back >= LONG_ENOUGH || back === 0 ? knownOrMissing(back) : MISSING
    if (entrants.value.gt(0)) return known(decimal(back))
  }
}

/** From three years on it makes no difference to any rule how much longer it has been. */
const LONG_ENOUGH = 3

function knownOrMissing(years: number): Observed {
  return years === 0 ? MISSING : known(decimal(years))
}
