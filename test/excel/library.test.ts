import { describe, expect, test } from 'vitest'
import { DEFAULT_LIMITS } from '../../src/excel/limits.ts'
import { readBook } from '../../src/excel/read/book.ts'
import type { RawCell } from '../../src/excel/read/sheet.ts'
import { ZipFile } from '../../src/excel/read/zip.ts'
import { annotateWorkbook, SheetDraft, streamWorkbook, writeWorkbook } from '../../src/excel/workbook.ts'
import { officeMissing, reSaved } from './libreoffice.ts'

/*
 * What we need of the spreadsheet library, whichever it is: a template with everything in it, read again as it
 * stands, after remarks were added, and after another office program has opened and saved it.
 */

const input = { fill: 'FFFBE6', format: '#,##0', isUnlocked: true } as const

async function template(): Promise<Uint8Array> {
  const sheet = new SheetDraft('学生台账')
  sheet.put(0, 0, { value: '性别', note: '从列表选择' })
  sheet.put(0, 1, { value: '人数' })
  sheet.put(1, 0, { value: '男', look: { isUnlocked: true } })
  sheet.put(1, 1, { value: 3, look: input })
  sheet.put(2, 1, { value: 4, look: input })
  sheet.fill(2, 1, 2, '$B2*2', {})
  sheet.put(3, 1, { formula: 'SUM(B2:B3)' })
  sheet.put(4, 0, { value: '=1+1' })
  sheet.choices.push(
    { area: 'A2:A9', kind: 'list', list: 'list_sexes', title: '性别', message: '从列表选择' },
    { area: 'B2:B9', kind: 'whole', least: '0', most: '100', title: '人数', message: '整数' },
  )
  sheet.highlights.push({ area: 'B2:B9', formula: '$B2>3', ink: '9B1C1C', fill: 'FBD5D5' })
  sheet.frozen = { rows: 1, columns: 1 }
  sheet.widths.push(12, 14)
  const lists = new SheetDraft('_lists')
  lists.visibility = 'veryHidden'
  lists.put(0, 0, { value: '男' })
  lists.put(1, 0, { value: '女' })
  return writeWorkbook({
    sheets: [sheet, lists],
    names: [{ name: 'list_sexes', range: "'_lists'!$A$1:$A$2" }],
    title: '试',
    creator: 'Vetted',
    created: new Date('2018-09-20T00:00:00Z'),
  })
}

function part(bytes: Uint8Array, name: string): string {
  const found = new ZipFile(bytes, DEFAULT_LIMITS).bytes(name)
  return found ? new TextDecoder().decode(found) : ''
}

function parts(bytes: Uint8Array, pattern: RegExp): string {
  const zip = new ZipFile(bytes, DEFAULT_LIMITS)
  return zip
    .names()
    .filter((name) => pattern.test(name))
    .map((name) => part(bytes, name))
    .join('\n')
}

async function cells(bytes: Uint8Array): Promise<Map<string, RawCell | undefined>> {
  const book = await readBook('a.xlsx', bytes, DEFAULT_LIMITS)
  const found = new Map<string, RawCell | undefined>()
  for await (const rows of book.sheets[0]?.rows() ?? []) {
    for (const { number, cells: row } of rows) {
      for (const [column, cell] of row.entries()) found.set(`${number},${column}`, cell)
    }
  }
  return found
}

/** Without a window an office program keeps no frozen panes. */
function expectWhole(bytes: Uint8Array, keepsPanes = true): void {
  const sheet = part(bytes, 'xl/worksheets/sheet1.xml')
  const book = part(bytes, 'xl/workbook.xml')
  const styles = part(bytes, 'xl/styles.xml')
  expect(sheet).toMatch(/<sheetProtection [^>]*sheet="(1|true)"/)
  expect(sheet).toMatch(/<dataValidation [^>]*type="list"/)
  expect(sheet).toMatch(/<formula1>list_sexes<\/formula1>/)
  expect(sheet).toMatch(/<dataValidation [^>]*type="whole"/)
  expect(sheet).toMatch(/<conditionalFormatting sqref="B2:B9"/)
  if (keepsPanes) expect(sheet).toMatch(/<pane [^>]*state="frozen"/)
  expect(sheet).toMatch(/SUM\(B2:B3\)/)
  expect(book).toMatch(/name="list_sexes"/)
  expect(book).toMatch(
    /<sheet [^>]*name="_lists"[^>]*state="(veryHidden|hidden)"|<sheet [^>]*state="(veryHidden|hidden)"[^>]*name="_lists"/,
  )
  expect(styles).toMatch(/<protection [^>]*locked="(0|false)"/)
  expect(parts(bytes, /comments.*\.xml$/i)).toContain('从列表选择')
}

const remark = { sheet: '学生台账', row: 1, column: 1, text: '✗ STU-001 应为 0', fill: 'FBD5D5' }

test('a text that looks like a formula stays a text', async () => {
  expect((await cells(await template())).get('5,0')).toEqual({ kind: 'text', text: '=1+1', isFormula: false })
})

test('drop-downs, protection, unlocked cells, comments, formulas, highlights, panes and names are in the file', async () => {
  expectWhole(await template())
})

test('a remark is added to a cell and everything else stays', async () => {
  const bytes = await annotateWorkbook(await template(), [remark])
  expectWhole(bytes)
  const comments = parts(bytes, /comments.*\.xml$/i)
  expect(comments).toContain('STU-001')
  expect(comments).toContain('从列表选择')
  expect((await cells(bytes)).get('2,1')).toMatchObject({ kind: 'number', text: '3' })
  expect((await cells(bytes)).get('3,2')).toMatchObject({ kind: 'uncomputed' })
})

test('remarks of an earlier round go when the workbook comes again', async () => {
  const once = await annotateWorkbook(await template(), [remark])
  const again = await annotateWorkbook(once, [{ ...remark, row: 2, text: '✗ STU-002' }], 'FFFBE6')
  const comments = parts(again, /comments.*\.xml$/i)
  expect(comments).not.toContain('STU-001')
  expect(comments).toContain('STU-002')
  expectWhole(again)
})

test('a stream of rows is a workbook in which texts stay texts', async () => {
  const stream = streamWorkbook(
    '导出',
    [{ title: '姓名', width: 10 }],
    [['=HYPERLINK("x")'], ['张三'], [null]],
  )
  const bytes = new Uint8Array(await new Response(stream).arrayBuffer())
  expect((await cells(bytes)).get('2,0')).toEqual({ kind: 'text', text: '=HYPERLINK("x")', isFormula: false })
})

const missing = await officeMissing()
if (missing) console.warn(`files saved by another office program are not tried: ${missing}`)

describe.skipIf(missing !== undefined)('saved by another office program', () => {
  test('a template is whole, computed, and takes remarks', async () => {
    const saved = await reSaved(await template())
    expectWhole(saved, false)
    const found = await cells(saved)
    expect(found.get('4,1')).toMatchObject({ kind: 'number', text: '7' })
    expect(found.get('3,2')).toMatchObject({ kind: 'number', text: '8' })
    const annotated = await annotateWorkbook(saved, [remark])
    expectWhole(annotated, false)
    expect(parts(annotated, /comments.*\.xml$/i)).toContain('STU-001')
    expectWhole(await reSaved(annotated), false)
  }, 240_000)
})
