import type { Catalog, DataElement } from '../catalog/index.ts'
import { accumulator, type Reducer, type Row, rowFilter } from '../formula/index.ts'
import { decimal, known, type Observed, ONE, type ReportingYear } from '../kernel/index.ts'
import { cellKey } from './world.ts'

/** The value of one element, or of one cell of its breakdown, as a return yields it. */
export interface ReducedValue {
  readonly element: string
  readonly cell: string
  readonly observed: Observed
  readonly origin: 'entered' | 'counted'
}

/**
 * Turns what one unit handed in for one year into values of elements. Rows pass through once and are not kept, so
 * a million of them need no more memory than the cells they are counted into.
 */
export class ReturnReducer {
  readonly #byRegister = new Map<string, ElementReducer[]>()
  readonly #handedIn = new Set<string>()
  readonly #entered: ReducedValue[] = []

  constructor(catalog: Catalog, year: ReportingYear) {
    for (const element of catalog.elements.all(year)) {
      if (!element.counted) continue
      const { register } = element.counted
      const reducers = this.#byRegister.get(register)
      const own = new ElementReducer(element)
      if (reducers) reducers.push(own)
      else this.#byRegister.set(register, [own])
    }
  }

  /** A register that was handed in counts 0 when it has no rows; one that was not is missing. */
  handIn(register: string): void {
    this.#handedIn.add(register)
  }

  add(register: string, row: Row): void {
    this.#handedIn.add(register)
    for (const reducer of this.#byRegister.get(register) ?? []) reducer.add(row)
  }

  enter(element: string, cell: string, observed: Observed): void {
    this.#entered.push({ element, cell, observed, origin: 'entered' })
  }

  /** Values counted from rows, and entered ones where nothing was counted. */
  result(): ReducedValue[] {
    const counted = this.counted()
    const elements = new Set(counted.map((value) => value.element))
    return [...counted, ...this.#entered.filter((value) => !elements.has(value.element))]
  }

  entered(): readonly ReducedValue[] {
    return this.#entered
  }

  counted(): ReducedValue[] {
    return [...this.#byRegister]
      .filter(([register]) => this.#handedIn.has(register))
      .flatMap(([, reducers]) => reducers.flatMap((reducer) => reducer.result()))
  }
}

/** One counted element: its total, and one accumulator per cell that occurs. */
class ElementReducer {
  readonly #element: DataElement
  readonly #takes: (row: Row) => boolean
  readonly #total: Reducer
  readonly #cells = new Map<string, Reducer>()
  readonly #breakdowns: readonly { dimension: string; field: string }[]

  constructor(element: DataElement) {
    if (!element.counted) throw new Error(`${element.id} is not counted from a register`)
    this.#element = element
    this.#takes = rowFilter(element.counted)
    this.#total = accumulator(element.counted)
    this.#breakdowns = element.breakdowns.map(({ dimension, field }) => ({
      dimension,
      field: field ?? dimension,
    }))
  }

  add(row: Row): void {
    if (!this.#takes(row)) return
    this.#total.add(row)
    for (const { dimension, field } of this.#breakdowns) {
      const code = row[field]
      if (code === null || code === undefined || code === '') continue
      const key = cellKey([{ dimension, code: String(code) }])
      let cell = this.#cells.get(key)
      if (!cell) {
        cell = this.#newCell()
        this.#cells.set(key, cell)
      }
      cell.add(row)
    }
  }

  result(): ReducedValue[] {
    const { id } = this.#element
    const value = (cell: string, observed: Observed): ReducedValue => ({
      element: id,
      cell,
      observed,
      origin: 'counted',
    })
    return [
      value('', this.#total.result()),
      ...[...this.#cells].map(([cell, reducer]) => value(cell, reducer.result())),
    ]
  }

  #newCell(): Reducer {
    // A member of a distinct count weighs one however many rows name it, so that levels above count it once.
    if (this.#element.rollup === 'distinct') return { add: () => undefined, result: () => known(ONE) }
    return accumulator(this.#element.counted ?? never(this.#element))
  }
}

function never(element: DataElement): never {
  throw new Error(`${element.id} is not counted from a register`)
}

/** A count of members at a level above: how many cells are not zero. */
export function distinctTotal(cells: Iterable<Observed>): Observed {
  let members = 0
  for (const cell of cells) if (cell.state === 'known' && !cell.value.isZero()) members += 1
  return known(decimal(members))
}
