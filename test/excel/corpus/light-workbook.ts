import { strToU8, zipSync } from 'fflate'
import { cellName } from '../../../src/excel/read/sheet.ts'

/** One cell as it will stand in the file, written without any library so that it can be wrong in every way. */
export type LightCell =
  | { readonly text: string }
  | { readonly number: string; readonly style?: number }
  | { readonly error: string }
  | { readonly formula: string; readonly result?: string }
  | { readonly raw: string }
  | undefined

export interface LightSheet {
  readonly name: string
  readonly rows: LightCell[][]
  readonly merges?: readonly string[]
  /** Number of the first row; rows follow one another. */
  readonly first?: number
}

/** Styles by number: general, percent, date, text. */
export const PERCENT = 1
export const DATE = 2

/** The parts of a plain workbook. */
export function lightParts(sheets: readonly LightSheet[]): Record<string, string> {
  const list = sheets.map(
    ({ name }, index) => `<sheet name="${escaped(name)}" sheetId="${index + 1}" r:id="rId${index + 1}"/>`,
  )
  const rels = sheets.map(
    (_, index) =>
      `<Relationship Id="rId${index + 1}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet${index + 1}.xml"/>`,
  )
  const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
  return {
    '[Content_Types].xml': '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
    '_rels/.rels':
      '<Relationships><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    'xl/workbook.xml': `<workbook xmlns="${main}"><sheets>${list.join('')}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships>${rels.join('')}<Relationship Id="rId900" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/></Relationships>`,
    'xl/styles.xml': `<styleSheet xmlns="${main}"><cellXfs><xf numFmtId="0"/><xf numFmtId="10"/><xf numFmtId="14"/><xf numFmtId="49"/></cellXfs></styleSheet>`,
    ...Object.fromEntries(
      sheets.map((sheet, index) => [`xl/worksheets/sheet${index + 1}.xml`, sheetXml(sheet)]),
    ),
  }
}

export function zipped(parts: Readonly<Record<string, string | Uint8Array>>): Uint8Array {
  const files = Object.entries(parts).map(([name, content]) => [
    name,
    typeof content === 'string' ? strToU8(content) : content,
  ])
  return zipSync(Object.fromEntries(files), { level: 1 })
}

function sheetXml({ rows, merges = [], first = 1 }: LightSheet): string {
  const lines = rows.map((cells, index) => {
    const row = first + index
    const xml = cells.map((cell, column) => cellXml(cell, cellName(column, row))).join('')
    return xml === '' ? '' : `<row r="${row}">${xml}</row>`
  })
  const merged = merges.map((ref) => `<mergeCell ref="${ref}"/>`).join('')
  return `<worksheet><sheetData>${lines.join('')}</sheetData>${merged === '' ? '' : `<mergeCells>${merged}</mergeCells>`}</worksheet>`
}

function cellXml(cell: LightCell, name: string): string {
  if (cell === undefined) return ''
  if ('text' in cell) return `<c r="${name}" t="inlineStr"><is><t>${escaped(cell.text)}</t></is></c>`
  if ('number' in cell) return `<c r="${name}" s="${cell.style ?? 0}"><v>${cell.number}</v></c>`
  if ('error' in cell) return `<c r="${name}" t="e"><v>${cell.error}</v></c>`
  if ('raw' in cell) return cell.raw.replaceAll('{name}', name)
  const result = cell.result === undefined ? '' : `<v>${escaped(cell.result)}</v>`
  return `<c r="${name}"${cell.result === undefined || !Number.isNaN(Number(cell.result)) ? '' : ' t="str"'}><f>${escaped(cell.formula)}</f>${result}</c>`
}

function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replace(/[\n]/g, '&#10;')
}
