import type { Row } from '../formula/index.ts'
import type { ReportingYear } from '../kernel/index.ts'
import { type Held, NOT_HELD, type ValueSource } from './world.ts'

/** Values in memory: filled by the store from a query, by the browser from a form, by a test by hand. */
export class ValueTable implements ValueSource {
  readonly #held = new Map<string, Map<string, Held>>()
  readonly #byOrigin = new Map<string, Held>()
  readonly #rows = new Map<string, readonly Row[]>()

  set(unitId: number, year: ReportingYear, element: string, cell: string, held: Held): void {
    const key = elementKey(unitId, year, element)
    const cells = this.#held.get(key)
    if (cells) cells.set(cell, held)
    else this.#held.set(key, new Map([[cell, held]]))
  }

  /** Keeps the entered and the counted value apart, for the checks that compare them. */
  setOrigin(unitId: number, year: ReportingYear, element: string, cell: string, held: Held): void {
    this.#byOrigin.set(`${elementKey(unitId, year, element)}|${cell}|${held.origin}`, held)
  }

  setRows(unitId: number, year: ReportingYear, register: string, rows: readonly Row[]): void {
    this.#rows.set(elementKey(unitId, year, register), rows)
  }

  element(
    unitId: number,
    year: ReportingYear,
    element: string,
    cell: string,
    origin?: 'entered' | 'counted',
  ): Held {
    const key = elementKey(unitId, year, element)
    if (origin) return this.#byOrigin.get(`${key}|${cell}|${origin}`) ?? NOT_HELD
    return this.#held.get(key)?.get(cell) ?? NOT_HELD
  }

  cells(unitId: number, year: ReportingYear, element: string): ReadonlyMap<string, Held> {
    const cells = new Map(this.#held.get(elementKey(unitId, year, element)))
    cells.delete('')
    return cells
  }

  rows(unitId: number, year: ReportingYear, register: string): Iterable<Row> | undefined {
    return this.#rows.get(elementKey(unitId, year, register))
  }
}

function elementKey(unitId: number, year: ReportingYear, id: string): string {
  return `${unitId}|${year}|${id}`
}
