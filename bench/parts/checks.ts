import { readCatalog } from '../../src/catalog/files.ts'
import type { Catalog } from '../../src/catalog/index.ts'
import { type RowChecker, rowChecker, runChecksOver } from '../../src/checks/index.ts'
import { demonstration, type UnitReturn } from '../../src/demo/index.ts'
import type { Row } from '../../src/formula/index.ts'
import {
  type Held,
  type ReducedValue,
  ReturnReducer,
  type ValueSource,
  ValueTable,
  type World,
} from '../../src/indicators/index.ts'
import {
  isKnown,
  known,
  type Observed,
  OrgTree,
  type OrgUnit,
  type ReportingYear,
  ZERO,
} from '../../src/kernel/index.ts'
import { type Line, medianOf } from '../measure.ts'

const SCHOOLS = 500
/** Checked are the last three; the first is there because checks look back. */
const YEARS: readonly ReportingYear[] = [2016, 2017, 2018, 2019]
const CHECKED = YEARS.slice(1)
const ROWS_OF_A_REGISTER = 4
const TEMPLATE_YEAR = 2017
const FIRST_CITY = 10
const FIRST_SCHOOL = 1000
/** Sets of values that the schools share. */
const VARIANTS = 100
const LIMIT = 5000

const { catalog } = readCatalog()

/** Every check of the catalog over 500 made-up schools and three years: in cities of 25 schools, and all in one city. */
export async function checks(): Promise<Line[]> {
  const templates = schoolTemplates(catalog)
  const lines: Line[] = []
  for (const cities of [20, 1]) {
    const world = seededWorld(templates, cities)
    let ran = { value: 0, row: 0, findings: 0, decided: 0, rows: 0 }
    let processor = 0
    const ours = await medianOf(3, () => {
      const before = process.cpuUsage().user
      ran = fullRun(world, templates, cities)
      processor = (process.cpuUsage().user - before) / 1e6
    })
    lines.push({
      name:
        `full run over ${SCHOOLS} synthetic schools in ${cities === 1 ? 'one city' : `${cities} cities`} × ${CHECKED.length} years: ` +
        `${ran.value} value checks and ${ran.row} row checks (${ran.rows.toLocaleString('en')} rows)`,
      ours,
      against: 'limit',
      theirs: LIMIT,
      bar: 1,
      note: `${ran.decided.toLocaleString('en')} value checks decided, ${ran.findings.toLocaleString('en')} findings; ${processor.toFixed(1)} s of processor time in the last run`,
    })
  }
  return lines
}

/** What one school handed in, as values, and some rows of each of its registers. */
interface Template {
  readonly values: readonly ReducedValue[]
  readonly entered: readonly ReducedValue[]
  readonly rows: ReadonlyMap<string, readonly Row[]>
}

function schoolTemplates(from: Catalog): Template[] {
  const { units, returns } = demonstration()
  const levels = new Map(units.map((unit) => [unit.code, unit.level]))
  const templates: Template[] = []
  for (const content of returns()) {
    if (content.year === TEMPLATE_YEAR && levels.get(content.unit) === 'school') {
      templates.push(templateOf(from, content))
    }
  }
  return templates
}

/** What a return comes to: values of elements, and typed and counted ones apart. */
function returnedValues(from: Catalog, content: UnitReturn): Pick<Template, 'values' | 'entered'> {
  const reducer = new ReturnReducer(from, content.year)
  for (const [register, rows] of content.rows) {
    reducer.handIn(register)
    for (const row of rows) reducer.add(register, row)
  }
  for (const { element, cell, value } of content.entered) {
    reducer.enter(element, cell, value.state === 'known' ? known(value.value) : { state: value.state })
  }
  return {
    values: reducer.result(),
    entered: [...reducer.entered(), ...reducer.counted()],
  }
}

function templateOf(from: Catalog, content: UnitReturn): Template {
  return {
    ...returnedValues(from, content),
    rows: new Map([...content.rows].map(([register, rows]) => [register, rows.slice(0, ROWS_OF_A_REGISTER)])),
  }
}

/**
 * Schools grown from the demonstration's: so many variants of their values, which schools share to spare memory. About
 * one value in fifty is off, so that checks find something.
 */
function seededWorld(templates: readonly Template[], cities: number): World {
  const units = unitsOf(cities)
  const trees = new Map(YEARS.map((year) => [year, new OrgTree(units, year)]))
  const table = new ValueTable()
  for (let variant = 0; variant < VARIANTS; variant += 1) {
    for (const year of YEARS) fillVariant(table, templates, variant, year)
  }
  for (const year of YEARS) fillCities(table, cities, year)
  const tree = (year: ReportingYear) => trees.get(year) ?? new OrgTree([], year)
  return { catalog, tree, values: new SharedValues(table) }
}

/** Asks the table for the variant that stands for a school. */
class SharedValues implements ValueSource {
  readonly #table: ValueTable

  constructor(table: ValueTable) {
    this.#table = table
  }

  element(
    unit: number,
    year: ReportingYear,
    element: string,
    cell: string,
    origin?: 'entered' | 'counted',
  ): Held {
    return this.#table.element(variantOf(unit), year, element, cell, origin)
  }

  cells(unit: number, year: ReportingYear, element: string): ReadonlyMap<string, Held> {
    return this.#table.cells(variantOf(unit), year, element)
  }

  rows(): undefined {
    return undefined
  }
}

function variantOf(unit: number): number {
  return unit < FIRST_SCHOOL ? unit : FIRST_SCHOOL + ((unit - FIRST_SCHOOL) % VARIANTS)
}

function fillVariant(
  table: ValueTable,
  templates: readonly Template[],
  variant: number,
  year: ReportingYear,
): void {
  const { values, entered } = templateFor(templates, variant)
  const unit = FIRST_SCHOOL + variant
  values.forEach(({ element, cell, observed, origin }, at) => {
    const held = { observed: scaled(observed, variant, year, at), coverage: WHOLE, origin }
    table.set(unit, year, element, cell, held)
  })
  entered.forEach(({ element, cell, observed, origin }, at) => {
    const held = { observed: scaled(observed, variant, year, at), coverage: WHOLE, origin }
    table.setOrigin(unit, year, element, cell, held)
  })
}

/** What a city's sums over its schools are. */
function fillCities(table: ValueTable, cities: number, year: ReportingYear): void {
  for (let city = 0; city < cities; city += 1) {
    for (const { id } of catalog.elements.all(year)) {
      const own = schoolsOf(city, cities).map(
        (school) => table.element(variantOf(school), year, id, '').observed,
      )
      const observed = own.filter(isKnown).reduce((sum, { value }) => sum.plus(value), ZERO)
      table.set(FIRST_CITY + city, year, id, '', {
        observed: known(observed),
        coverage: WHOLE,
        origin: 'rolled_up',
      })
    }
  }
}

function schoolsOf(city: number, cities: number): number[] {
  const schools: number[] = []
  for (let index = city; index < SCHOOLS; index += cities) schools.push(FIRST_SCHOOL + index)
  return schools
}

function templateFor(templates: readonly Template[], index: number): Template {
  const template = templates[(index % VARIANTS) % templates.length]
  if (!template) throw new Error('the demonstration has no schools')
  return template
}

const WHOLE: Held['coverage'] = { reported: 1, expected: 1 }

function unitsOf(cities: number): OrgUnit[] {
  const unit = (id: number, level: OrgUnit['level'], parentId?: number): OrgUnit => {
    const name = `${level} ${id}`
    const version = { inForce: {}, name, nameEn: name, parentId, status: 'open' as const, attributes: {} }
    return { id, code: `${level}-${id}`, level, aliases: [], versions: [version] }
  }
  return [
    unit(1, 'nation'),
    unit(2, 'province', 1),
    ...Array.from({ length: cities }, (_, index) => unit(FIRST_CITY + index, 'city', 2)),
    ...Array.from({ length: SCHOOLS }, (_, index) =>
      unit(FIRST_SCHOOL + index, 'school', FIRST_CITY + (index % cities)),
    ),
  ]
}

function scaled(observed: Observed, school: number, year: ReportingYear, at: number): Observed {
  if (!isKnown(observed)) return observed
  const own = 80 + ((school * 37) % 41) + (year - TEMPLATE_YEAR) * 2
  const slip = (school * 131 + year * 17 + at * 29) % 50 === 0 ? 140 : 100
  return known(
    observed.value
      .times(own * slip)
      .div(10_000)
      .toDecimalPlaces(observed.value.decimalPlaces()),
  )
}

/** All checks over all units: values of schools and cities, and the rows of every school. */
function fullRun(world: World, templates: readonly Template[], cities: number) {
  const value = new Set<string>()
  const row = new Set<string>()
  let findings = 0
  let decided = 0
  let rows = 0
  for (const year of CHECKED) {
    for (const check of world.catalog.checks.all(year)) value.add(check.code)
    const units = [
      ...Array.from({ length: cities }, (_, index) => FIRST_CITY + index),
      ...Array.from({ length: SCHOOLS }, (_, index) => FIRST_SCHOOL + index),
    ]
    for (const run of runChecksOver(world, units, year).values()) {
      findings += run.findings.length
      decided += run.findings.length + run.passed
    }
    for (let index = 0; index < SCHOOLS; index += 1) {
      const place = { orgUnit: String(FIRST_SCHOOL + index), year }
      for (const register of world.catalog.registers.all(year)) {
        for (const check of register.checks) row.add(check.code)
        const own = templateFor(templates, index).rows.get(register.id) ?? []
        if (own.length === 0) continue
        const checker: RowChecker = rowChecker(world.catalog, register, place)
        for (const [at, each] of own.entries()) findings += checker.check(each, String(at + 1)).length
        rows += own.length
      }
    }
  }
  return { value: value.size, row: row.size, findings, decided, rows }
}
