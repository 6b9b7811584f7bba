import type { Row } from '../formula/index.ts'
import type { Decimal, OrgUnit, ReportingYear, UnknownState } from '../kernel/index.ts'

/** A world to show and to test with: organisational units, and what each of them returned in each year. */
export interface Demonstration {
  readonly units: readonly OrgUnit[]
  /** The units and years of which there is a return, in the order of `returns`. */
  index(): readonly { readonly unit: string; readonly year: ReportingYear }[]
  /** One return per unit and year, made one after the other so that memory stays flat. */
  returns(): Iterable<UnitReturn>
}

/** What one unit handed in for one year: typed values, register rows, written reasons. */
export interface UnitReturn {
  /** Code of the org unit. */
  readonly unit: string
  readonly year: ReportingYear
  readonly entered: readonly EnteredValue[]
  readonly rows: ReadonlyMap<string, readonly Row[]>
  readonly explanations: readonly Explanation[]
}

export interface EnteredValue {
  readonly element: string
  /** `` for the whole, `grade=1` for one cell of a breakdown. */
  readonly cell: string
  readonly value:
    | { readonly state: 'known'; readonly value: Decimal }
    | { readonly state: UnknownState; readonly reason: string }
}

/** A reason that a person wrote to a finding; the report takes it for its clause “主要原因是……”. */
export interface Explanation {
  readonly check: string
  readonly text: string
}
