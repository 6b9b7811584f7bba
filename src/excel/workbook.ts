import {
  type Cell,
  type CellStyle,
  type CellValue,
  type DataValidation,
  openXlsx,
  saveXlsx,
  type WriteSheet,
  writeXlsx,
  writeXlsxStream,
} from 'hucre/xlsx'
import { cellName } from './read/sheet.ts'

/*
 * The one module that knows the spreadsheet library. What we need of it is written here in our own words and tested
 * in test/excel/library.test.ts, so that it can be replaced.
 */

/** How a cell looks; colours are RRGGBB. */
export interface Look {
  readonly bold?: boolean
  readonly italic?: boolean
  readonly size?: number
  readonly ink?: string
  readonly fill?: string
  readonly border?: string
  readonly align?: 'left' | 'center' | 'right'
  readonly wrap?: boolean
  readonly indent?: number
  readonly format?: string
  /** Cells are locked on a protected sheet unless this says otherwise. */
  readonly isUnlocked?: boolean
}

export interface SheetCell {
  readonly value?: string | number | boolean | Date
  readonly formula?: string
  /** The formula belongs to a column of like ones and is written once, in the first of them. */
  readonly shared?: { readonly index: number; readonly area: string | undefined }
  readonly look?: Look
  readonly note?: string
  /** A place in this workbook: `'学生台账'!A1`. */
  readonly link?: string
}

export interface Choice {
  readonly area: string
  readonly kind: 'list' | 'whole' | 'decimal' | 'date' | 'length'
  /** For list: the name of a range. Otherwise the bounds; one of them may be left out. */
  readonly list?: string
  readonly least?: string
  readonly most?: string
  readonly title: string
  readonly message: string
  /** Shown when the cell is entered. */
  readonly hint?: string
}

export interface Highlight {
  readonly area: string
  /** Relative to the first cell of the area. */
  readonly formula: string
  readonly ink: string
  readonly fill: string
}

/** A sheet in the making. Rows and columns count from 0 here. */
export class SheetDraft {
  readonly name: string
  readonly cells = new Map<string, SheetCell>()
  readonly widths: number[] = []
  readonly hiddenColumns = new Set<number>()
  readonly hiddenRows = new Set<number>()
  readonly heights = new Map<number, number>()
  readonly merges: { row: number; column: number; rows: number; columns: number }[] = []
  readonly choices: Choice[] = []
  readonly highlights: Highlight[] = []
  visibility: 'shown' | 'hidden' | 'veryHidden' = 'shown'
  frozen: { rows: number; columns: number } | undefined
  filter: string | undefined
  isProtected = true
  tab: string | undefined
  titleRow: number | undefined
  isLandscape = true

  constructor(name: string) {
    this.name = name
  }

  #shared = 0

  put(row: number, column: number, cell: SheetCell): void {
    this.cells.set(`${row},${column}`, cell)
  }

  /** The same formula down a column, each row's own: relative parts move along as they do when a person copies it. */
  fill(column: number, first: number, last: number, formula: string, look: Look): void {
    const index = this.#shared
    this.#shared += 1
    const area = `${cellName(column, first + 1)}:${cellName(column, last + 1)}`
    this.put(first, column, { formula, look, shared: { index, area } })
    for (let row = first + 1; row <= last; row += 1) {
      this.put(row, column, { formula: '', look, shared: { index, area: undefined } })
    }
  }
}

export interface WorkbookDraft {
  readonly sheets: readonly SheetDraft[]
  readonly names: readonly { readonly name: string; readonly range: string }[]
  readonly title: string
  readonly creator: string
  readonly created: Date
}

const FONT = '微软雅黑'
const FONT_SIZE = 10

/** The bytes of an .xlsx file. Formulas are computed by the program that opens it. */
export async function writeWorkbook(draft: WorkbookDraft): Promise<Uint8Array> {
  const { title, creator, created } = draft
  return writeXlsx({
    sheets: draft.sheets.map(toSheet),
    namedRanges: draft.names.map(({ name, range }) => ({ name, range })),
    properties: { title, creator, created, modified: created },
    defaultFont: { name: FONT, size: FONT_SIZE },
  })
}

/** Rows as a workbook of one sheet, flat in memory: rows are written as they come. Texts stay texts. */
export function streamWorkbook(
  name: string,
  columns: readonly { readonly title: string; readonly width: number }[],
  rows: AsyncIterable<readonly (string | number | null)[]> | Iterable<readonly (string | number | null)[]>,
): ReadableStream<Uint8Array> {
  return writeXlsxStream(copies(rows), {
    name,
    columns: columns.map(({ title, width }) => ({ header: title, width })),
    freezePane: { rows: 1 },
  })
}

async function* copies(
  rows: AsyncIterable<readonly (string | number | null)[]> | Iterable<readonly (string | number | null)[]>,
): AsyncGenerator<CellValue[]> {
  for await (const row of rows) yield [...row]
}

/** A remark on one cell of a workbook that goes back to its sender. Rows and columns count from 0. */
export interface CellRemark {
  readonly sheet: string
  readonly row: number
  readonly column: number
  readonly text: string
  readonly fill: string
}

/** By the author we know our remarks of an earlier round, which go when the workbook comes again. */
const REMARK_AUTHOR = '有据校验'
const REMARK_RULE = '\n————\n'

/**
 * The workbook with a comment and a fill in each of the cells named. Everything else stays, protection too; remarks
 * of an earlier round are taken away, and `usualFill` is what was under them.
 */
export async function annotateWorkbook(
  bytes: Uint8Array,
  remarks: readonly CellRemark[],
  usualFill?: string | undefined,
): Promise<Uint8Array> {
  const workbook = await openXlsx(bytes, { readStyles: true })
  const bySheet = Map.groupBy(remarks, (remark) => remark.sheet)
  for (const sheet of workbook.sheets) {
    sheet.cells ??= new Map()
    for (const [key, cell] of sheet.cells) {
      if (cell.comment?.author === REMARK_AUTHOR) sheet.cells.set(key, withoutRemark(cell, usualFill))
    }
    for (const { row, column, text, fill } of bySheet.get(sheet.name) ?? []) {
      const key = `${row},${column}`
      const value = sheet.rows[row]?.[column] ?? null
      const cell = sheet.cells.get(key) ?? { value, type: typeOfValue(value) }
      const other = cell.comment?.text
      sheet.cells.set(key, {
        ...cell,
        style: { ...cell.style, fill: solid(fill) },
        comment: {
          author: REMARK_AUTHOR,
          text: other === undefined ? text : `${other}${REMARK_RULE}${text}`,
        },
      })
    }
  }
  return saveXlsx(workbook)
}

function withoutRemark(cell: Cell, fill: string | undefined): Cell {
  const { comment, style, ...rest } = cell
  const { fill: _, ...look } = style ?? {}
  const own = comment?.text.split(REMARK_RULE) ?? []
  const [kept] = own.length > 1 ? own : []
  return {
    ...rest,
    style: fill === undefined ? look : { ...look, fill: solid(fill) },
    ...(kept === undefined ? {} : { comment: { text: kept } }),
  }
}

function solid(rgb: string): NonNullable<CellStyle['fill']> {
  return { type: 'pattern', pattern: 'solid', fgColor: { rgb } }
}

function typeOfValue(value: CellValue): 'string' | 'number' | 'boolean' | 'date' | 'empty' {
  if (value === null) return 'empty'
  if (value instanceof Date) return 'date'
  return typeof value as 'string' | 'number' | 'boolean'
}

function toSheet(draft: SheetDraft): WriteSheet {
  let lastRow = -1
  for (const key of draft.cells.keys()) lastRow = Math.max(lastRow, Number(key.slice(0, key.indexOf(','))))
  const cells: NonNullable<WriteSheet['cells']> = new Map()
  for (const [key, cell] of draft.cells) cells.set(key, toCell(cell))
  const rowDefs = new Map<number, { height?: number; hidden?: boolean }>()
  for (const [row, height] of draft.heights) rowDefs.set(row, { height })
  for (const row of draft.hiddenRows) rowDefs.set(row, { ...rowDefs.get(row), hidden: true })
  return {
    name: draft.name,
    rows: Array.from({ length: lastRow + 1 }, () => []),
    cells,
    columns: draft.widths.map((width, column) => ({
      width,
      ...(draft.hiddenColumns.has(column) ? { hidden: true } : {}),
    })),
    rowDefs,
    merges: draft.merges.map(({ row, column, rows: height, columns: width }) => ({
      startRow: row,
      startCol: column,
      endRow: row + height - 1,
      endCol: column + width - 1,
    })),
    dataValidations: draft.choices.map(toValidation),
    conditionalRules: draft.highlights.map(({ area, formula, ink, fill }, index) => ({
      type: 'expression',
      priority: index + 1,
      formula,
      range: area,
      style: {
        font: { color: { rgb: ink } },
        fill: { type: 'pattern', pattern: 'solid', bgColor: { rgb: fill } },
      },
    })),
    ...(draft.frozen ? { freezePane: draft.frozen } : {}),
    ...(draft.filter ? { autoFilter: { range: draft.filter } } : {}),
    ...(draft.isProtected ? { protection: PROTECTION } : {}),
    ...(draft.visibility === 'hidden' ? { hidden: true } : {}),
    ...(draft.visibility === 'veryHidden' ? { veryHidden: true } : {}),
    view: { showGridLines: false, ...(draft.tab ? { tabColor: { rgb: draft.tab } } : {}) },
    pageSetup: {
      paperSize: 'a4',
      orientation: draft.isLandscape ? 'landscape' : 'portrait',
      fitToPage: true,
      fitToWidth: 1,
      fitToHeight: 0,
      margins: { top: 0.6, bottom: 0.6, left: 0.5, right: 0.5, header: 0.3, footer: 0.3 },
      ...(draft.titleRow === undefined
        ? {}
        : { printTitlesRow: `$${draft.titleRow + 1}:$${draft.titleRow + 1}` }),
    },
    headerFooter: { oddFooter: '&L&A&R&P / &N' },
  }
}

/**
 * Guards against slips, not against people: no password, and rows can be inserted, deleted, sorted and filtered.
 * Whatever comes back is checked anyway.
 */
const PROTECTION = {
  sheet: true,
  formatCells: true,
  formatColumns: true,
  formatRows: true,
  insertRows: true,
  deleteRows: true,
  sort: true,
  autoFilter: true,
} as const

function toCell({ value, formula, shared, look, note, link }: SheetCell): Partial<Cell> {
  return {
    value: value ?? null,
    ...(formula === undefined ? {} : { formula, type: 'formula' as const }),
    ...(shared === undefined ? {} : { formulaType: 'shared' as const, formulaSharedIndex: shared.index }),
    ...(shared?.area === undefined ? {} : { formulaRef: shared.area }),
    ...(look === undefined ? {} : { style: toStyle(look) }),
    ...(note === undefined ? {} : { comment: { author: '有据', text: note } }),
    ...(link === undefined ? {} : { hyperlink: { target: '', location: link } }),
  }
}

const styles = new WeakMap<Look, CellStyle>()

function toStyle(look: Look): CellStyle {
  const made = styles.get(look)
  if (made) return made
  const side = look.border ? { style: 'thin' as const, color: { rgb: look.border } } : undefined
  const style: CellStyle = {
    font: {
      name: FONT,
      size: look.size ?? FONT_SIZE,
      ...(look.bold ? { bold: true } : {}),
      ...(look.italic ? { italic: true } : {}),
      ...(look.ink ? { color: { rgb: look.ink } } : {}),
    },
    alignment: {
      vertical: 'center',
      ...(look.align ? { horizontal: look.align } : {}),
      ...(look.wrap ? { wrapText: true } : {}),
      ...(look.indent ? { indent: look.indent, horizontal: 'left' } : {}),
    },
    ...(look.fill ? { fill: { type: 'pattern', pattern: 'solid', fgColor: { rgb: look.fill } } } : {}),
    ...(side ? { border: { top: side, right: side, bottom: side, left: side } } : {}),
    ...(look.format ? { numFmt: look.format } : {}),
    ...(look.isUnlocked ? { protection: { locked: false } } : {}),
  }
  styles.set(look, style)
  return style
}

function toValidation(choice: Choice): DataValidation {
  const type = choice.kind === 'length' ? 'textLength' : choice.kind
  const bounds =
    choice.kind === 'list'
      ? { formula1: choice.list ?? '' }
      : choice.least !== undefined && choice.most !== undefined
        ? { operator: 'between' as const, formula1: choice.least, formula2: choice.most }
        : choice.least !== undefined
          ? { operator: 'greaterThanOrEqual' as const, formula1: choice.least }
          : { operator: 'lessThanOrEqual' as const, formula1: choice.most ?? '' }
  return {
    type,
    range: choice.area,
    allowBlank: true,
    showErrorMessage: true,
    errorStyle: 'stop',
    // Excel cuts titles at 32 and messages at 255 characters, and refuses a file with longer ones.
    errorTitle: cut(choice.title, 32),
    errorMessage: cut(choice.message, 225),
    ...(choice.hint === undefined
      ? {}
      : { showInputMessage: true, inputTitle: cut(choice.title, 32), inputMessage: cut(choice.hint, 255) }),
    ...bounds,
  }
}

function cut(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, most - 1)}…`
}

/**
 * One line of a CSV file. A text that a spreadsheet would run as a formula (= + - @, or a tab or return before them)
 * gets an apostrophe, which our import takes off again; a plain number needs none.
 */
export function csvLine(cells: readonly (string | number | null)[]): string {
  return `${cells.map(csvCell).join(',')}\r\n`
}

function csvCell(cell: string | number | null): string {
  if (cell === null) return ''
  const text = String(cell)
  const isFormula = /^[=+\-@\t\r]/.test(text) && !/^[+-]?\d+(\.\d+)?$/.test(text)
  const safe = isFormula ? `'${text}` : text
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
