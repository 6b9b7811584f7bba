import { writeXlsx } from 'hucre/xlsx'
import type { Sheet, SheetCell } from '../app/index.ts'

/**
 * A table as CSV (RFC 4180): UTF-8 with the mark by which Excel recognises it. Texts that a spreadsheet would take
 * for a formula get an apostrophe in front; numbers are decimals of ours and stay bare.
 */
export function toCsv(sheet: Sheet): string {
  const lines = [
    sheet.columns.map((column) => csvText(column.title)),
    ...sheet.rows.map((row) => row.map(csvCell)),
  ]
  return `\uFEFF${lines.map((line) => `${line.join(',')}\r\n`).join('')}`
}

function csvCell(cell: SheetCell): string {
  switch (cell.kind) {
    case 'blank':
      return ''
    case 'number':
      return cell.value
    case 'text':
      return csvText(cell.text)
  }
}

function csvText(text: string): string {
  const harmless = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless
}

/** Tables as an Excel workbook: texts are stored as texts, so none of them can become a formula. */
export async function toXlsx(sheets: readonly Sheet[]): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = await writeXlsx({
    sheets: sheets.map((sheet) => ({
      name: sheet.name,
      columns: sheet.columns.map(({ width }) => ({ width })),
      rows: [
        sheet.columns.map((column) => column.title),
        ...sheet.rows.map((row) =>
          row.map((cell) => (cell.kind === 'number' ? Number(cell.value) : textOf(cell))),
        ),
      ],
      cells: cellStyles(sheet),
      freezePane: { rows: 1 },
    })),
    defaultFont: { name: 'Microsoft YaHei', size: 10 },
  })
  return new Uint8Array(bytes)
}

function textOf(cell: SheetCell): string | null {
  return cell.kind === 'text' ? cell.text : null
}

function cellStyles(sheet: Sheet) {
  const styles = new Map<string, { style: { numFmt?: string; font?: { bold: boolean } } }>()
  sheet.columns.forEach((_, column) => {
    styles.set(`0,${column}`, { style: { font: { bold: true } } })
  })
  sheet.rows.forEach((row, index) => {
    row.forEach((cell, column) => {
      if (cell.kind !== 'number') return
      const numFmt = cell.decimals > 0 ? `0.${'0'.repeat(cell.decimals)}` : '0'
      styles.set(`${index + 1},${column}`, { style: { numFmt } })
    })
  })
  return styles
}
