import type { Remark } from '../../excel/index.ts'
import type { RowCell } from '../../formula/index.ts'
import type { Bilingual, ReportingYear, Severity } from '../../kernel/index.ts'
import type { FindingSummary } from '../desk/findings.ts'

/** What a file changes, or would change, and what is wrong with it. */
export interface ImportOutcome {
  /** Set where the file is kept for confirming. */
  readonly id?: string
  readonly org: { readonly code: string; readonly name: string }
  readonly year: ReportingYear
  readonly file: string
  /** previewed: nothing has changed yet; refused: nothing will; imported: all of it is there. */
  readonly state: 'previewed' | 'refused' | 'imported'
  readonly forms: readonly FormChange[]
  readonly registers: readonly RegisterChange[]
  /** Registers of the workbook that were left blank and stay as they are. */
  readonly untouched: readonly string[]
  readonly faults: { readonly count: number; readonly shown: readonly ShownFault[] }
  /** What somebody has changed since the workbook was downloaded; it is imported over only when that is confirmed. */
  readonly conflicts: readonly Bilingual[]
  readonly notes: readonly { readonly code: string; readonly message: Bilingual }[]
  /** What the checks say of the draft with the file in it; absent where the file was refused. */
  readonly findings?: { readonly summary: FindingSummary; readonly shown: readonly ShownFinding[] }
}

export interface FormChange {
  readonly form: string
  readonly name: Bilingual
  readonly entered: number
  readonly changed: number
  readonly cleared: number
  readonly same: number
  /** Cells that another has changed and this file has not: they keep the other's value. */
  readonly kept: number
  readonly samples: readonly CellChange[]
}

export interface CellChange {
  readonly element: string
  readonly name: Bilingual
  /** Values as texts, or the name of the reason why there is none; null for blank. */
  readonly from: string | null
  readonly to: string | null
  readonly place: string
}

export interface RegisterChange {
  readonly register: string
  readonly name: Bilingual
  readonly sheet: string
  readonly rows: number
  readonly added: number
  readonly changed: number
  readonly removed: number
  readonly same: number
  /** The unit says that there is nothing to enter. */
  readonly isDeclaredEmpty: boolean
  readonly samples: readonly RowChange[]
}

export interface RowChange {
  readonly kind: 'added' | 'changed' | 'removed'
  readonly key: string
  /** Row of the file. */
  readonly number?: number
  /** Fields that differ, personal ones masked. */
  readonly cells: readonly { readonly field: string; readonly from: RowCell; readonly to: RowCell }[]
}

export interface ShownFault {
  readonly code: string
  readonly sheet: string
  /** C5; the row alone, or nothing, where it is of no one cell. */
  readonly cell: string
  readonly message: Bilingual
}

export interface ShownFinding extends ShownFault {
  readonly severity: Severity
}

/** The outcome with a remark for each cell, from which the file that goes back is made. */
export interface ImportReport {
  readonly outcome: ImportOutcome
  readonly remarks: readonly Remark[]
}

/** How a file is to be taken. */
export interface ImportOptions {
  /** The register of a single table, where its columns leave a doubt. */
  readonly register?: string | undefined
  /** merge: rows that the file does not have stay; replace: they go. */
  readonly mode: 'replace' | 'merge'
  /** Whether the file holds against what was changed since it was downloaded. */
  readonly overwrite: boolean
}

export const SAMPLES = 20
export const SHOWN = 200
