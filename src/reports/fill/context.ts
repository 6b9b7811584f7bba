import type { Register } from '../../catalog/index.ts'
import { UnitContext, type World } from '../../indicators/index.ts'
import type { ReportingYear } from '../../kernel/index.ts'

/** Conditions of a template count rows over all schools of a city, where a formula sees one unit's own. */
export class ReportContext extends UnitContext {
  readonly #world: World

  constructor(world: World, unitId: number, year: ReportingYear) {
    super(world, unitId, year)
    this.#world = world
  }

  override rows(register: string) {
    const definition = this.#world.catalog.registers.inForce(register, this.year)
    if (!definition) return undefined
    const below = rowsOf(this.#world, this.unitId, this.year, definition)
    return below.length > 0 ? below : super.rows(register)
  }
}

function rowsOf(world: World, unitId: number, year: ReportingYear, register: Register) {
  return world
    .tree(year)
    .subtree(unitId)
    .filter((unit) => unit.level === register.kept_by)
    .flatMap((unit) => [...(world.values.rows(unit.id, year, register.id) ?? [])])
}
