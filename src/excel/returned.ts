import { AppError, type Language } from '../kernel/index.ts'
import { DEFAULT_LIMITS } from './limits.ts'
import { readBook } from './read/book.ts'
import type { RawCell } from './read/sheet.ts'
import * as looks from './template/looks.ts'
import { hiddenSheets } from './template/plan.ts'
import { annotateWorkbook, type CellRemark, SheetDraft, writeWorkbook } from './workbook.ts'

/** What is to be said of one cell, with how much it weighs. Rows and columns count from 0. */
export interface Remark {
  readonly sheet: string
  readonly row: number
  readonly column: number
  readonly severity: 'error' | 'explain' | 'note'
  readonly code: string
  readonly message: Readonly<Record<Language, string>>
}

/** More remarks than a person reads; the first ones are in the order of the file. */
const MOST_REMARKS = 5000

const marks = { error: '✗', explain: '?', note: '·' } as const
const weights = { error: 2, explain: 1, note: 0 } as const

/** One comment for each cell, the worst first, filled in the colour of the worst. */
export function remarksByCell(remarks: readonly Remark[], language: Language): CellRemark[] {
  const byCell = Map.groupBy(remarks, ({ sheet, row, column }) => `${row},${column},${sheet}`)
  return [...byCell.values()].slice(0, MOST_REMARKS).flatMap((here) => {
    const sorted = here.toSorted((a, b) => weights[b.severity] - weights[a.severity])
    const [worst] = sorted
    if (!worst) return []
    const texts = sorted.map(
      ({ severity, code, message }) => `${marks[severity]} ${code} ${message[language]}`,
    )
    const { sheet, row, column } = worst
    return [
      { sheet, row, column, text: [...new Set(texts)].join('\n'), fill: looks.signals[worst.severity].fill },
    ]
  })
}

/**
 * The file as it was sent, with a comment in every cell at fault. A text table comes back as a workbook.
 * @throws AppError IMP-0xx where the file itself cannot be read
 */
export async function returnedFile(
  name: string,
  bytes: Uint8Array,
  remarks: readonly CellRemark[],
): Promise<Uint8Array> {
  const book = await readBook(name, bytes, DEFAULT_LIMITS)
  if (book.kind === 'xlsx') {
    // Cells of our own workbook are pale yellow again once what was wrong with them is mended.
    const isOurs = book.sheets.some((candidate) => candidate.name === hiddenSheets.meta)
    return annotateWorkbook(bytes, remarks, isOurs ? looks.INPUT : undefined)
  }
  const [sheet] = book.sheets
  if (!sheet) throw new AppError('IMP-014')
  const draft = new SheetDraft(sheetName(sheet.name))
  draft.isProtected = false
  for await (const rows of sheet.rows()) {
    for (const { number, cells } of rows) {
      for (const [column, cell] of cells.entries()) {
        if (cell) draft.put(number - 1, column, { value: textOf(cell) })
      }
    }
  }
  const plain = await writeWorkbook({
    sheets: [draft],
    names: [],
    title: name,
    creator: 'Vetted',
    created: new Date(0),
  })
  return annotateWorkbook(
    plain,
    remarks.map((remark) => ({ ...remark, sheet: draft.name })),
  )
}

function textOf(cell: RawCell): string {
  return cell.kind === 'text' || cell.kind === 'error' || cell.kind === 'number' ? cell.text : ''
}

function sheetName(name: string): string {
  const bare = name
    .replace(/^.*[\\/]/, '')
    .replace(/[[\]:*?/\\']/g, ' ')
    .trim()
  return bare === '' ? 'CSV' : bare.slice(0, 31)
}
