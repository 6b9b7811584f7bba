import type { Register } from '../../catalog/index.ts'
import { compileCondition, type Expr, type Row, rowNumber } from '../../formula/index.ts'
import type { World } from '../../indicators/index.ts'
import type { OrgUnitInYear, ReportingYear } from '../../kernel/index.ts'

/** A register row with the unit that keeps it. */
export interface KeptRow {
  readonly row: Row
  readonly keeper: OrgUnitInYear
}

/** Rows of a register below a unit, and how many of its keepers handed the register in. */
export interface RowsBelow {
  readonly rows: readonly KeptRow[]
  readonly handedIn: readonly OrgUnitInYear[]
  readonly expected: readonly OrgUnitInYear[]
}

/** A city's own register, or a school's; above them, those of all units below that keep it. */
export function rowsBelow(world: World, unitId: number, year: ReportingYear, register: Register): RowsBelow {
  const tree = world.tree(year)
  const expected = tree
    .subtree(unitId)
    .filter((unit) => unit.level === register.kept_by)
    .sort((a, b) => a.id - b.id)
  const handedIn: OrgUnitInYear[] = []
  const rows: KeptRow[] = []
  for (const keeper of expected) {
    const own = world.values.rows(keeper.id, year, register.id)
    if (!own) continue
    handedIn.push(keeper)
    for (const row of own) rows.push({ row, keeper })
  }
  return { rows, handedIn, expected }
}

export function rowsWhere(rows: readonly KeptRow[], where: Expr | undefined): readonly KeptRow[] {
  if (!where) return rows
  const holds = compileCondition(where)
  return rows.filter(({ row }) => holds(row) === true)
}

/** Rows by a field: codes in the order given, numbers by size, texts by their characters; blanks last. Equals stay put. */
export function sortedBy(
  rows: readonly KeptRow[],
  field: string,
  descending: boolean,
  order?: ReadonlyMap<string, number>,
): readonly KeptRow[] {
  const sign = descending ? -1 : 1
  return [...rows].sort((a, b) => {
    const left = a.row[field] ?? ''
    const right = b.row[field] ?? ''
    if (left === '' || right === '') return (left === '' ? 1 : 0) - (right === '' ? 1 : 0)
    if (order) return sign * ((order.get(String(left)) ?? 0) - (order.get(String(right)) ?? 0))
    const x = rowNumber(a.row, field)
    const y = rowNumber(b.row, field)
    if (x && y) return sign * x.cmp(y)
    return sign * (String(left) < String(right) ? -1 : String(left) > String(right) ? 1 : 0)
  })
}

/** Schools below a unit in the order of their entry in the register of units, whatever county they lie in. */
export function schoolsOf(world: World, unitId: number, year: ReportingYear): OrgUnitInYear[] {
  return world
    .tree(year)
    .schools(unitId)
    .sort((a, b) => a.id - b.id)
}

export function groupedBy(rows: readonly KeptRow[], field: string): KeptRow[][] {
  const groups = new Map<unknown, KeptRow[]>()
  for (const kept of rows) {
    const value = kept.row[field]
    const group = groups.get(value)
    if (group) group.push(kept)
    else groups.set(value, [kept])
  }
  return [...groups.values()]
}

/** What names a row among its keeper's: the values of its key fields. */
export function rowName(register: Register, row: Row): string {
  return register.key.map((field) => String(row[field] ?? '')).join('.')
}
