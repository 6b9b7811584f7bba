import type { Row } from '../formula/index.ts'
import type { ValueTable, World } from '../indicators/index.ts'
import type { ReportingYear } from '../kernel/index.ts'
import { loadValues, readRowsOf, type Tx, withinScope } from '../store/index.ts'
import { type AppContext, programScope, wholeScope } from './context.ts'

export interface WorldQuery {
  readonly unitIds: readonly number[]
  readonly years: readonly ReportingYear[]
  /** Elements that are wanted; all where left out. */
  readonly elements?: readonly string[]
  /** Whether the schools behind a city or county, or beside a school, are wanted as well; they are where left out. */
  readonly schools?: boolean
  /** Registers whose rows are wanted as well, of every unit and year that is loaded. */
  readonly registers?: readonly string[]
}

/**
 * What computations about some units in some years may look at: their values, those of the year before, and those
 * of the schools they are compared with or made of.
 */
export async function loadWorld(app: AppContext, query: WorldQuery): Promise<World> {
  const tree = (year: ReportingYear) => app.units.tree(year)
  const years = [...new Set(query.years.flatMap((year) => [year, year - 1]))]
  const unitIds = new Set(query.unitIds)
  for (const year of query.years) {
    for (const id of query.schools === false ? [] : query.unitIds) {
      const unit = tree(year).unit(id)
      if (!unit) continue
      const isSchool = unit.level === 'school' || unit.level === 'class_provider'
      // Above a city the sums stand for the schools: a country's thousands are not read one by one.
      const seesSchools = unit.level === 'city' || unit.level === 'county'
      const others = isSchool ? tree(year).peers(id) : seesSchools ? tree(year).schools(id) : []
      for (const other of others) unitIds.add(other.id)
    }
  }
  const year = Math.max(...query.years)
  const scope = query.registers ? programScope(year) : wholeScope(year, false)
  return withinScope(app.database.db, scope, async (tx) => {
    const values = await loadValues(tx, {
      catalog: app.catalog,
      tree,
      unitIds: [...unitIds],
      years,
      ...(query.elements ? { elements: query.elements } : {}),
    })
    if (query.registers) await loadRows(app, tx, values, query.registers, [...unitIds], years)
    return { catalog: app.catalog, tree, values }
  })
}

/** Names, identity numbers and telephones stay where they are: no computation and no report needs them. */
async function loadRows(
  app: AppContext,
  tx: Tx,
  values: ValueTable,
  registers: readonly string[],
  unitIds: readonly number[],
  years: readonly ReportingYear[],
): Promise<void> {
  for (const { unitId, year, register, rows } of await readRowsOf(tx, unitIds, years, registers)) {
    const personal = app.catalog.registers
      .inForce(register, year)
      ?.fields.filter((field) => field.personal !== 'none')
      .map((field) => field.id)
    values.setRows(
      unitId,
      year,
      register,
      personal?.length ? rows.map((row) => without(row, personal)) : rows,
    )
  }
}

function without(row: Row, fields: readonly string[]): Row {
  return Object.fromEntries(Object.entries(row).filter(([field]) => !fields.includes(field)))
}
