import { openXlsx, saveXlsx } from 'hucre/xlsx'
import { parseCell } from '../../src/excel/read/sheet.ts'

/** The workbook as a person leaves it who has typed into some of its cells; null clears one. */
export async function filled(
  bytes: Uint8Array,
  sheet: string,
  cells: Readonly<Record<string, string | number | null>>,
): Promise<Uint8Array> {
  const workbook = await openXlsx(bytes, { readStyles: true })
  const found = workbook.sheets.find((candidate) => candidate.name === sheet)
  if (!found) throw new Error(`no sheet ${sheet}: ${workbook.sheets.map(({ name }) => name).join(', ')}`)
  for (const [name, value] of Object.entries(cells)) {
    const at = parseCell(name)
    if (!at) throw new Error(name)
    const key = `${at.row - 1},${at.column}`
    const cell = found.cells?.get(key)
    const type = value === null ? 'empty' : typeof value === 'number' ? 'number' : 'string'
    found.cells?.set(key, { ...cell, value, type })
    while (found.rows.length < at.row) found.rows.push([])
    const row = found.rows[at.row - 1]
    if (row) row[at.column] = value
  }
  return saveXlsx(workbook)
}
