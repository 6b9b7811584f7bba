import type { Catalog } from '../catalog/index.ts'
import type { Row } from '../formula/index.ts'
import { distinctTotal, type Held, ReturnReducer, ValueTable, type World } from '../indicators/index.ts'
import { isKnown, known, type Observed, OrgTree, type ReportingYear } from '../kernel/index.ts'
import type { Demonstration, UnitReturn } from './demonstration.ts'

/** Looks at each return as it passes: rows are not kept. */
export type Onlooker = (content: UnitReturn) => void

/**
 * The demonstration as a world in memory, without a database: values of every unit, sums above. Rows are kept for
 * the registers asked for only.
 */
export function memoryWorld(
  catalog: Catalog,
  demonstration: Demonstration,
  keep: (unit: string, register: string) => boolean = () => false,
  onlooker: Onlooker = () => undefined,
): World {
  const trees = new Map<ReportingYear, OrgTree>()
  const tree = (year: ReportingYear) => {
    const found = trees.get(year) ?? new OrgTree(demonstration.units, year)
    trees.set(year, found)
    return found
  }
  const values = new ValueTable()
  const sums = new Sums()
  for (const content of demonstration.returns()) {
    onlooker(content)
    const { year } = content
    const unit = tree(year).resolve(content.unit)
    if (!unit) throw new RangeError(`${content.unit} is no unit of ${year}`)
    const reducer = new ReturnReducer(catalog, year)
    for (const [register, rows] of content.rows) {
      reducer.handIn(register)
      for (const row of rows) reducer.add(register, row)
      if (keep(content.unit, register)) values.setRows(unit.id, year, register, rows as readonly Row[])
    }
    for (const { element, cell, value } of content.entered) {
      reducer.enter(element, cell, value.state === 'known' ? known(value.value) : { state: value.state })
    }
    for (const { element, cell, observed, origin } of [...reducer.entered(), ...reducer.counted()]) {
      values.setOrigin(unit.id, year, element, cell, { observed, coverage: WHOLE, origin })
    }
    for (const { element, cell, observed, origin } of reducer.result()) {
      if (unit.level === 'school')
        values.set(unit.id, year, element, cell, { observed, coverage: WHOLE, origin })
      for (const above of tree(year).lineage(unit.id)) {
        if (above.level !== 'school') sums.add(above.id, year, element, cell, observed)
      }
    }
  }
  sums.write(catalog, values)
  return { catalog, tree, values }
}

const WHOLE: Held['coverage'] = { reported: 1, expected: 1 }

/** Sums of units above schools. A total of members is the number of cells that are not zero. */
class Sums {
  readonly #byElement = new Map<
    string,
    { unit: number; year: number; element: string; cells: Map<string, Observed> }
  >()

  add(unit: number, year: number, element: string, cell: string, observed: Observed): void {
    const key = `${unit}|${year}|${element}`
    const entry = this.#byElement.get(key) ?? { unit, year, element, cells: new Map() }
    this.#byElement.set(key, entry)
    const old = entry.cells.get(cell)
    if (!old || !isKnown(old)) entry.cells.set(cell, observed)
    else if (isKnown(observed)) entry.cells.set(cell, known(old.value.plus(observed.value)))
  }

  write(catalog: Catalog, values: ValueTable): void {
    for (const { unit, year, element, cells } of this.#byElement.values()) {
      if (catalog.elements.inForce(element, year)?.rollup === 'distinct') {
        cells.set('', distinctTotal([...cells].filter(([cell]) => cell !== '').map(([, value]) => value)))
      }
      for (const [cell, observed] of cells)
        values.set(unit, year, element, cell, { observed, coverage: WHOLE, origin: 'rolled_up' })
    }
  }
}
