/** One cell as the file holds it, before anyone asks what it should be. */
export type RawCell =
  | {
      readonly kind: 'number'
      readonly text: string
      readonly style: NumberStyle
      readonly isFormula: boolean
    }
  | { readonly kind: 'text'; readonly text: string; readonly isFormula: boolean }
  | { readonly kind: 'flag'; readonly value: boolean; readonly isFormula: boolean }
  /** #REF!, #N/A …: the formula in the cell does not work out. */
  | { readonly kind: 'error'; readonly text: string; readonly isFormula: boolean }
  /** A formula that no program has computed yet. */
  | { readonly kind: 'uncomputed'; readonly isFormula: true }

/** How the cell shows its number: 0.35 in a percent cell is what a person typed as 35%. */
export type NumberStyle = 'plain' | 'date' | 'percent'

export interface SheetRow {
  /** As the program shows it, from 1. */
  readonly number: number
  /** By column from 0; blank cells are absent. */
  readonly cells: readonly (RawCell | undefined)[]
}

/** One sheet of a workbook, or the one table of a CSV file. Rows come in pieces so that none need be kept. */
export interface RawSheet {
  readonly name: string
  readonly isHidden: boolean
  rows(): AsyncIterable<readonly SheetRow[]>
  /** Merged areas, known once the rows have been read: `A5:A9`. */
  merges(): readonly CellArea[]
  /** Bytes that the sheet takes up in the file, and how many of them have been read. */
  readonly bytes: number
  bytesRead(): number
}

export interface CellArea {
  readonly top: number
  readonly left: number
  readonly bottom: number
  readonly right: number
}

export interface RawBook {
  readonly kind: 'xlsx' | 'csv'
  readonly sheets: readonly RawSheet[]
  /** Days are counted from 1904 in workbooks of old Macs. */
  readonly countsFrom1904: boolean
}

/** A, B … Z, AA for columns from 0. */
export function columnName(column: number): string {
  let name = ''
  for (let rest = column + 1; rest > 0; rest = Math.floor((rest - 1) / 26)) {
    name = String.fromCharCode(65 + ((rest - 1) % 26)) + name
  }
  return name
}

/** `C5` for the third column of row 5. */
export function cellName(column: number, row: number): string {
  return `${columnName(column)}${row}`
}

/** Column (from 0) and row (from 1) of `$C$5`; undefined where the text names no cell. */
export function parseCell(name: string): { column: number; row: number } | undefined {
  let column = 0
  let row = 0
  let at = name.charCodeAt(0) === 36 ? 1 : 0
  const start = at
  for (; at < name.length; at += 1) {
    const code = name.charCodeAt(at) & ~32
    if (code < 65 || code > 90) break
    column = column * 26 + code - 64
  }
  if (at === start) return undefined
  if (name.charCodeAt(at) === 36) at += 1
  const digits = at
  for (; at < name.length; at += 1) {
    const digit = name.charCodeAt(at) - 48
    if (digit < 0 || digit > 9) return undefined
    row = row * 10 + digit
  }
  return at === digits || row === 0 ? undefined : { column: column - 1, row }
}
