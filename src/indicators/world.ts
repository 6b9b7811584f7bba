import type { Catalog } from '../catalog/index.ts'
import type { Row } from '../formula/index.ts'
import { MISSING, type Observed, type OrgTree, type ReportingYear } from '../kernel/index.ts'

/** Everything a computation may look at: definitions, the tree of each year, and the values held. */
export interface World {
  readonly catalog: Catalog
  tree(year: ReportingYear): OrgTree
  readonly values: ValueSource
}

/** Values of elements, a school's own or rolled up, in the units the catalog declares. */
export interface ValueSource {
  /** `cell` is empty for the whole, `grade=1` for one cell of a breakdown. */
  element(
    unitId: number,
    year: ReportingYear,
    element: string,
    cell: string,
    origin?: 'entered' | 'counted',
  ): Held
  cells(unitId: number, year: ReportingYear, element: string): ReadonlyMap<string, Held>
  /** Rows of the unit's own register; undefined where it was not handed in or is not loaded. */
  rows(unitId: number, year: ReportingYear, register: string): Iterable<Row> | undefined
}

/** A value with how much of what should be in it is in it. */
export interface Held {
  readonly observed: Observed
  readonly coverage: Coverage
  readonly origin: 'entered' | 'counted' | 'rolled_up'
}

/** How many units reported of how many that should have. */
export interface Coverage {
  readonly reported: number
  readonly expected: number
}

export const NOT_HELD: Held = { observed: MISSING, coverage: { reported: 0, expected: 1 }, origin: 'entered' }

export function isComplete(coverage: Coverage): boolean {
  return coverage.reported >= coverage.expected
}

/** `grade=1` for `[grade = '1']`; parts in the order of their dimensions, so that one cell has one key. */
export function cellKey(parts: readonly { readonly dimension: string; readonly code: string }[]): string {
  const [only] = parts
  if (parts.length < 2) return only ? `${only.dimension}=${only.code}` : ''
  return [...parts]
    .sort((a, b) => (a.dimension < b.dimension ? -1 : 1))
    .map((part) => `${part.dimension}=${part.code}`)
    .join('&')
}

export function cellParts(key: string): { dimension: string; code: string }[] {
  if (key === '') return []
  return key.split('&').map((part) => {
    const at = part.indexOf('=')
    return { dimension: part.slice(0, at), code: part.slice(at + 1) }
  })
}
