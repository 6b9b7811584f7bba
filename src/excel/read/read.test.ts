import { strToU8, zipSync } from 'fflate'
import { describe, expect, test } from 'vitest'
import type { AppError } from '../../kernel/index.ts'
import { DEFAULT_LIMITS } from '../limits.ts'
import { readBook } from './book.ts'
import type { RawBook, RawCell, SheetRow } from './sheet.ts'
import { cellName, columnName, parseCell } from './sheet.ts'

async function rowsOf(book: RawBook, sheet = 0): Promise<SheetRow[]> {
  const rows: SheetRow[] = []
  for await (const piece of book.sheets[sheet]?.rows() ?? []) rows.push(...piece)
  return rows
}

const shown = (cell: RawCell | undefined) =>
  cell === undefined
    ? undefined
    : cell.kind === 'flag'
      ? cell.value
      : cell.kind === 'uncomputed'
        ? '?'
        : cell.kind === 'number'
          ? `${cell.style}:${cell.text}`
          : cell.text

async function code(work: Promise<unknown>): Promise<string> {
  return work.then(
    () => 'accepted',
    (error: AppError) => error.code ?? String(error),
  )
}

const parts = (sheet: string, more: Readonly<Record<string, string>> = {}) => ({
  '[Content_Types].xml': '<Types xmlns="x"/>',
  '_rels/.rels':
    '<Relationships><Relationship Id="r1" Type="http://x/officeDocument" Target="xl/workbook.xml"/></Relationships>',
  'xl/workbook.xml': '<workbook><sheets><sheet name="表一" sheetId="1" r:id="rId1"/></sheets></workbook>',
  'xl/_rels/workbook.xml.rels':
    '<Relationships><Relationship Id="rId1" Type="http://x/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="http://x/styles" Target="styles.xml"/><Relationship Id="rId3" Type="http://x/sharedStrings" Target="sharedStrings.xml"/></Relationships>',
  'xl/worksheets/sheet1.xml': `<worksheet><sheetData>${sheet}</sheetData></worksheet>`,
  'xl/styles.xml':
    '<styleSheet><numFmts><numFmt numFmtId="170" formatCode="yyyy&quot;年&quot;m&quot;月&quot;"/><numFmt numFmtId="171" formatCode="[Red]0.0%;-0.0%"/><numFmt numFmtId="172" formatCode="#,##0&quot;days&quot;"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="9"/><xf numFmtId="14"/><xf numFmtId="170"/><xf numFmtId="171"/><xf numFmtId="172"/></cellXfs></styleSheet>',
  'xl/sharedStrings.xml':
    '<sst><si><t>学号</t></si><si><r><t>张</t></r><r><t>三</t></r><rPh><t>zhang</t></rPh></si></sst>',
  ...more,
})

const workbook = (content: Readonly<Record<string, string>>) =>
  zipSync(Object.fromEntries(Object.entries(content).map(([name, text]) => [name, strToU8(text)])))

const open = (sheet: string, more = {}) => readBook('a.xlsx', workbook(parts(sheet, more)), DEFAULT_LIMITS)

describe('a workbook', () => {
  test('gives each cell with its kind and how it shows its number', async () => {
    const sheet =
      '<row r="3"><c r="A3" t="s"><v>0</v></c><c r="B3" t="s"><v>1</v></c><c r="D3"><v>0.35</v></c><c r="E3" s="1"><v>0.35</v></c><c r="F3" s="2"><v>42979</v></c><c r="G3" s="3"><v>42979</v></c><c r="H3" s="4"><v>0.1</v></c><c r="I3" s="5"><v>3</v></c><c r="J3" t="b"><v>1</v></c><c r="K3" t="e"><v>#N/A</v></c><c r="L3"><f>SUM(A1)</f></c><c r="M3" t="str"><f>A1</f><v>文&amp;字</v></c><c r="N3" t="inlineStr"><is><t>行_x000A_内</t></is></c></row>'
    const [row] = await rowsOf(await open(sheet))
    expect(row?.number).toBe(3)
    expect(row?.cells.map(shown)).toEqual([
      '学号',
      '张三',
      undefined,
      'plain:0.35',
      'percent:0.35',
      'date:42979',
      'date:42979',
      'percent:0.1',
      'plain:3',
      true,
      '#N/A',
      '?',
      '文&字',
      '行\n内',
    ])
  })

  test.each([0, 6] as const)('says how many of its bytes are read, packed at level %i', async (level) => {
    const rows = Array.from(
      { length: 20_000 },
      (_, at) => `<row r="${at + 1}"><c r="A${at + 1}"><v>${at * 7919}</v></c></row>`,
    )
    const files = Object.entries(parts(rows.join(''))).map(([name, text]) => [name, strToU8(text)])
    const book = await readBook('a.xlsx', zipSync(Object.fromEntries(files), { level }), DEFAULT_LIMITS)
    const [sheet] = book.sheets
    const seen: number[] = []
    for await (const _ of sheet?.rows() ?? []) seen.push(sheet?.bytesRead() ?? 0)
    expect(seen.length).toBeGreaterThan(2)
    expect(seen[0]).toBeLessThan(sheet?.bytes ?? 0)
    expect(seen).toEqual([...seen].sort((a, b) => a - b))
    expect(seen.at(-1)).toBe(sheet?.bytes)
  })

  test('tells of merged cells once its rows are read', async () => {
    const book = await open('<row r="1"><c r="A1"><v>1</v></c></row>', {
      'xl/worksheets/sheet1.xml':
        '<worksheet><sheetData><row r="1"><c r="A1"><v>1</v></c></row></sheetData><mergeCells><mergeCell ref="A1:A3"/></mergeCells></worksheet>',
    })
    await rowsOf(book)
    expect(book.sheets[0]?.merges()).toEqual([{ top: 1, left: 0, bottom: 3, right: 0 }])
  })

  test('with macros is refused', async () => {
    expect(await code(open('', { 'xl/vbaProject.bin': 'x' }))).toBe('IMP-003')
  })

  test('whose XML brings entities of its own is refused before any of them unfolds', async () => {
    const bomb =
      '<!DOCTYPE sst [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><sst><si><t>&b;</t></si></sst>'
    expect(await code(open('', { 'xl/sharedStrings.xml': bomb }))).toBe('IMP-006')
  })

  test('that unfolds to far more than it says is stopped on the way', async () => {
    const rows = '<row></row>'.repeat(3 * 1024 * 1024)
    const book = await open('', {
      'xl/worksheets/sheet1.xml': `<worksheet><sheetData>${rows}</sheetData></worksheet>`,
    })
    expect(await code(rowsOf(book))).toBe('IMP-005')
  })

  test('whose parts share their bytes is refused', async () => {
    const bytes = workbook(parts('<row r="1"><c r="A1"><v>1</v></c></row>'))
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    const end = bytes.length - 22
    const first = view.getUint32(end + 16, true)
    const second =
      first +
      46 +
      view.getUint16(first + 28, true) +
      view.getUint16(first + 30, true) +
      view.getUint16(first + 32, true)
    view.setUint32(second + 42, view.getUint32(first + 42, true), true)
    expect(await code(readBook('a.xlsx', bytes, DEFAULT_LIMITS))).toMatch(/IMP-00[25]/)
  })

  test('that ends too early is refused', async () => {
    const bytes = workbook(parts('<row r="1"><c r="A1"><v>1</v></c></row>'))
    expect(await code(readBook('a.xlsx', bytes.subarray(0, bytes.length - 40), DEFAULT_LIMITS))).toBe(
      'IMP-002',
    )
  })

  test('with two cells in one place is refused: nobody can say which a person saw', async () => {
    const book = await open('<row r="1"><c r="B1"><v>1</v></c><c r="B1"><v>2</v></c></row>')
    expect(await code(rowsOf(book))).toBe('IMP-002')
  })

  test('of more rows or columns than allowed is refused with the bound', async () => {
    const rows = Array.from(
      { length: 30 },
      (_, index) => `<row r="${index + 1}"><c r="A${index + 1}"><v>1</v></c></row>`,
    )
    const bytes = workbook(parts(rows.join('')))
    const few = await readBook('a.xlsx', bytes, { ...DEFAULT_LIMITS, rows: 20 })
    expect(await code(rowsOf(few))).toBe('IMP-007')
    const wide = await open('<row r="1"><c r="XFD1"><v>1</v></c></row>')
    expect(await code(rowsOf(wide))).toBe('IMP-008')
  })
})

describe('a file that is no workbook', () => {
  test.each([
    ['an old .xls', new Uint8Array([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, 0, 0, 0, 0]), 'IMP-009'],
    [
      'a workbook with a password',
      new Uint8Array([0xd0, 0xcf, 0x11, 0xe0, ...Buffer.from('EncryptedPackage', 'utf16le')]),
      'IMP-004',
    ],
    ['a web page named .xls', strToU8('<html><table><tr><td>学号</td></tr></table></html>'), 'IMP-009'],
    ['a PDF', strToU8('%PDF-1.7'), 'IMP-009'],
    ['nothing', new Uint8Array(), 'IMP-014'],
    ['binary', new Uint8Array([1, 2, 0, 3, 4]), 'IMP-012'],
    ['a zip of something else', zipSync({ 'a.txt': strToU8('x') }), 'IMP-002'],
  ])('%s is refused with what to do', async (_, bytes, expected) => {
    expect(await code(readBook('a', bytes, DEFAULT_LIMITS))).toBe(expected)
  })

  test('larger than allowed is refused unread', async () => {
    expect(await code(readBook('a', new Uint8Array(20), { ...DEFAULT_LIMITS, fileBytes: 10 }))).toBe(
      'IMP-001',
    )
  })
})

describe('a text table', () => {
  const table = '学号,姓名\r\n"0001","张""三"\r\n\r\n0002,"李\n四"\r\n'
  const texts = async (bytes: Uint8Array) => {
    const rows = await rowsOf(await readBook('a.csv', bytes, DEFAULT_LIMITS))
    return rows.map(({ number, cells }) => [number, ...cells.map(shown)])
  }
  const expected = [
    [1, '学号', '姓名'],
    [2, '0001', '张"三'],
    [4, '0002', '李\n四'],
  ]

  test('is read in UTF-8, with its mark and without, and in UTF-16', async () => {
    expect(await texts(strToU8(table))).toEqual(expected)
    expect(await texts(strToU8(`\uFEFF${table}`))).toEqual(expected)
    expect(await texts(new Uint8Array([0xff, 0xfe, ...Buffer.from(table, 'utf16le')]))).toEqual(expected)
  })

  test('is read in GB18030, what Excel in China saves', async () => {
    const gb = Buffer.from('d1a7bac52cd0d5c3fb0a303030312cd5c5c8fd0a', 'hex')
    expect(await texts(gb)).toEqual([
      [1, '学号', '姓名'],
      [2, '0001', '张三'],
    ])
  })

  test('is read with tabs and with semicolons', async () => {
    expect(await texts(strToU8('学号\t姓名\n1\t张，三\n'))).toEqual([
      [1, '学号', '姓名'],
      [2, '1', '张，三'],
    ])
    expect(await texts(strToU8('学号;姓名\n1;张,三\n'))).toEqual([
      [1, '学号', '姓名'],
      [2, '1', '张,三'],
    ])
  })

  test('with a quotation mark that is never closed is refused with its line', async () => {
    expect(await code(texts(strToU8('学号,姓名\n1,"张三\n2,李四\n')))).toBe('IMP-013')
    expect(await code(texts(strToU8('学号,姓名\n1,"张"三\n')))).toBe('IMP-013')
  })
})

test('cells and columns have the names that programs show', () => {
  expect([columnName(0), columnName(25), columnName(26), columnName(701), columnName(702)]).toEqual([
    'A',
    'Z',
    'AA',
    'ZZ',
    'AAA',
  ])
  expect(cellName(2, 5)).toBe('C5')
  expect(parseCell('$AB$12')).toEqual({ column: 27, row: 12 })
  expect([parseCell('A0'), parseCell('12'), parseCell('A1B')]).toEqual([undefined, undefined, undefined])
})
