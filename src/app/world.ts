import type { World } from '../indicators/index.ts'
import type { ReportingYear } from '../kernel/index.ts'
import { loadValues, readRows, withinScope } from '../store/index.ts'
import { type AppContext, wholeScope } from './context.ts'

export interface WorldQuery {
  readonly unitIds: readonly number[]
  readonly years: readonly ReportingYear[]
  /** Elements that are wanted; all where left out. */
  readonly elements?: readonly string[]
  /** Registers whose rows are wanted as well, of each unit. */
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
    for (const id of query.unitIds) {
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
  return withinScope(app.database.db, wholeScope(year, false), async (tx) => {
    const values = await loadValues(tx, {
      catalog: app.catalog,
      tree,
      unitIds: [...unitIds],
      years,
      ...(query.elements ? { elements: query.elements } : {}),
    })
    for (const register of query.registers ?? []) {
      for (const id of query.unitIds) {
        for (const wanted of query.years) {
          const rows = await readRows(tx, id, wanted, register)
          values.setRows(
            id,
            wanted,
            register,
            rows.map((row) => row.data),
          )
        }
      }
    }
    return { catalog: app.catalog, tree, values }
  })
}
