import type { Row } from '../formula/index.ts'
import type { ReportingYear } from '../kernel/index.ts'
import { type Held, NOT_HELD, type ValueSource } from './world.ts'

/** Values in memory: filled by the store from a query, by the browser from a form, by a test by hand. */
export class ValueTable implements ValueSource {
  /** By unit and year, then element, then cell: a run asks for millions, and joining texts would be most of its time. */
  readonly #held = new Map<number, Map<string, Map<string, Held>>>()
  readonly #byOrigin = new Map<string, Held>()
  readonly #rows = new Map<string, readonly Row[]>()

  set(unitId: number, year: ReportingYear, element: string, cell: string, held: Held): void {
    const key = unitYear(unitId, year)
    const elements = this.#held.get(key) ?? new Map<string, Map<string, Held>>()
    this.#held.set(key, elements)
    const cells = elements.get(element)
    if (cells) cells.set(cell, held)
    else elements.set(element, new Map([[cell, held]]))
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
    if (origin) {
      return this.#byOrigin.get(`${elementKey(unitId, year, element)}|${cell}|${origin}`) ?? NOT_HELD
    }
    return this.#held.get(unitYear(unitId, year))?.get(element)?.get(cell) ?? NOT_HELD
  }

  cells(unitId: number, year: ReportingYear, element: string): ReadonlyMap<string, Held> {
    const cells = new Map(this.#held.get(unitYear(unitId, year))?.get(element))
    cells.delete('')
    return cells
  }

  rows(unitId: number, year: ReportingYear, register: string): Iterable<Row> | undefined {
    return this.#rows.get(elementKey(unitId, year, register))
  }
}

/** Years have four digits, so that no two pairs share a number. */
function unitYear(unitId: number, year: ReportingYear): number {
  return unitId * 10_000 + year
}

function elementKey(unitId: number, year: ReportingYear, id: string): string {
  return `${unitId}|${year}|${id}`
}
