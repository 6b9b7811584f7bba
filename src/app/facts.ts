import type { ReportingYear } from '../kernel/index.ts'
import type { AppContext } from './context.ts'
import { unitWithData } from './find.ts'
import { type ShownValue, shownValue } from './values.ts'
import { loadWorld } from './world.ts'

export interface Facts {
  readonly org: { readonly code: string; readonly name: string; readonly level: string }
  readonly year: ReportingYear
  readonly catalog: string
  readonly facts: readonly ShownValue[]
}

/** Whether some indicator of a unit is the sum of its schools' own; all others need only what the unit itself holds. */
function addsSchools(app: AppContext, year: ReportingYear): boolean {
  return app.catalog.indicators.all(year).some(({ rollup }) => rollup === 'sum')
}

/** Every indicator and element of a unit in a year, with last year's value and the change. */
export async function factsOf(app: AppContext, name: string, year: ReportingYear): Promise<Facts> {
  const unit = await unitWithData(app, name, year)
  const world = await loadWorld(app, { unitIds: [unit.id], years: [year], schools: addsSchools(app, year) })
  const ids = [
    ...app.catalog.indicators.all(year).map((indicator) => indicator.id),
    ...app.catalog.elements.all(year).map((element) => element.id),
  ]
  return {
    org: { code: unit.code, name: unit.name, level: unit.level },
    year,
    catalog: app.catalog.hash,
    facts: ids.map((id) => shownValue(world, unit.id, year, id)),
  }
}
