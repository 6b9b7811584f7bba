import { sql } from 'kysely'
import { type Catalog, type DataElement, definitionOf } from '../catalog/index.ts'
import { distinctTotal, type Held, ValueTable } from '../indicators/index.ts'
import {
  decimal,
  known,
  MISSING,
  NOT_APPLICABLE,
  type Observed,
  type OrgTree,
  type ReportingYear,
  SUPPRESSED,
} from '../kernel/index.ts'
import type { Database, Tx } from './database.ts'
import { keepsOwnRollup, toObserved } from './observations.ts'

export interface ValueQuery {
  readonly catalog: Catalog
  readonly tree: (year: ReportingYear) => OrgTree
  readonly unitIds: readonly number[]
  readonly years: readonly ReportingYear[]
  /** All elements where left out. */
  readonly elements?: readonly string[]
}

/** Loads values of units and years into memory: schools from their observations, units above from their sums. */
export async function loadValues(db: Database | Tx, query: ValueQuery): Promise<ValueTable> {
  const table = new ValueTable()
  const wanted = query.elements
  const ids = [...query.unitIds]
  const years = [...query.years]
  const own = ids.filter((id) => years.some((year) => !sumsStandFor(query, id, year)))
  const observed =
    own.length === 0
      ? []
      : await db
          .selectFrom('observation')
          .select(['org_unit_id', 'year', 'element', 'cell', 'state', 'value', 'origin'])
          .where('org_unit_id', '=', sql<number>`any(${own}::integer[])`)
          .where('year', '=', sql<number>`any(${years}::smallint[])`)
          .$if(wanted !== undefined, (qb) =>
            qb.where('element', '=', sql<string>`any(${[...(wanted ?? [])]}::text[])`),
          )
          .execute()
  for (const row of observed) {
    if (sumsStandFor(query, row.org_unit_id, row.year)) continue
    const state = toObserved(row.state, row.value)
    table.set(row.org_unit_id, row.year, row.element, row.cell, {
      observed: state,
      coverage: { reported: state.state === 'missing' || state.state === 'suppressed' ? 0 : 1, expected: 1 },
      origin: row.origin,
    })
  }
  await loadSums(db, query, table)
  return table
}

/** Units above schools are read from their sums; units that a year does not have are not read at all. */
function sumsStandFor({ tree }: ValueQuery, unitId: number, year: ReportingYear): boolean {
  const unit = tree(year).unit(unitId)
  return unit === undefined || keepsOwnRollup(unit.level)
}

async function loadSums(db: Database | Tx, query: ValueQuery, table: ValueTable): Promise<void> {
  const ids = [...query.unitIds]
  const years = [...query.years]
  const wanted = query.elements
  const sums = await db
    .selectFrom('rollup')
    .selectAll()
    .where('org_unit_id', '=', sql<number>`any(${ids}::integer[])`)
    .where('year', '=', sql<number>`any(${years}::smallint[])`)
    .$if(wanted !== undefined, (qb) =>
      qb.where('element', '=', sql<string>`any(${[...(wanted ?? [])]}::text[])`),
    )
    .execute()
  const expected = new ExpectedUnits(query)
  const distinct = new Map<
    string,
    { unitId: number; year: number; element: string; cells: Observed[]; reported: number }
  >()
  for (const row of sums) {
    const definition = definitionOf(query.catalog, row.element, row.year)
    if (definition?.kind !== 'element') continue
    const element = definition.definition
    const reported = row.known + row.not_applicable
    const held: Held = {
      observed: sumState(row, expected.of(row.org_unit_id, row.year, element)),
      coverage: {
        reported: row.cell === '' ? reported : 1,
        expected: row.cell === '' ? expected.of(row.org_unit_id, row.year, element) : 1,
      },
      origin: 'rolled_up',
    }
    table.set(row.org_unit_id, row.year, row.element, row.cell, held)
    if (element.rollup === 'distinct') {
      const key = `${row.org_unit_id}|${row.year}|${row.element}`
      const entry = distinct.get(key) ?? {
        unitId: row.org_unit_id,
        year: row.year,
        element: row.element,
        cells: [],
        reported: 0,
      }
      if (row.cell === '') entry.reported = reported
      else entry.cells.push(held.observed)
      distinct.set(key, entry)
    }
  }
  for (const { unitId, year, element, cells, reported } of distinct.values()) {
    const definition = definitionOf(query.catalog, element, year)
    if (definition?.kind !== 'element') continue
    table.set(unitId, year, element, '', {
      observed: distinctTotal(cells),
      coverage: { reported, expected: expected.of(unitId, year, definition.definition) },
      origin: 'rolled_up',
    })
  }
}

/** A sum is known as soon as one unit reported; how many did not is said beside it, never hidden in a zero. */
function sumState(
  row: { value: string; known: number; not_applicable: number; suppressed: number },
  expected: number,
): Observed {
  if (row.known > 0) return known(decimal(row.value))
  if (row.suppressed > 0) return SUPPRESSED
  return row.not_applicable > 0 && row.not_applicable >= expected ? NOT_APPLICABLE : MISSING
}

/** How many units below (and at) a unit should report an element: schools for what schools keep, cities for theirs. */
class ExpectedUnits {
  readonly #query: ValueQuery
  readonly #counts = new Map<string, number>()

  constructor(query: ValueQuery) {
    this.#query = query
  }

  of(unitId: number, year: ReportingYear, element: DataElement): number {
    const keeper = keeperOf(this.#query.catalog, element, year)
    const key = `${unitId}|${year}|${keeper}`
    const counted = this.#counts.get(key)
    if (counted !== undefined) return counted
    const tree = this.#query.tree(year)
    const count = tree.subtree(unitId).filter((unit) => unit.level === keeper).length
    this.#counts.set(key, count)
    return count
  }
}

export function keeperOf(catalog: Catalog, element: DataElement, year: ReportingYear): 'school' | 'city' {
  if (element.collected) return element.collected.by
  const register = element.counted && catalog.registers.inForce(element.counted.register, year)
  return register?.kept_by ?? 'school'
}
