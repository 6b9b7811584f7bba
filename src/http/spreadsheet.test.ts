import { readXlsx } from 'hucre/xlsx'
import { expect, test } from 'vitest'
import type { Sheet } from '../app/index.ts'
import { toCsv, toXlsx } from './spreadsheet.ts'

const sheet: Sheet = {
  name: '数值',
  columns: [
    { title: '机构', width: 20 },
    { title: '数值', width: 10 },
  ],
  rows: [
    [
      { kind: 'text', text: '=HYPERLINK("http://x")' },
      { kind: 'number', value: '-0.80', decimals: 2 },
    ],
    [{ kind: 'text', text: '甲校，"乙"' }, { kind: 'blank' }],
  ],
}

test('a CSV begins with the mark by which Excel reads UTF-8 and ends its lines as RFC 4180 asks', () => {
  const csv = toCsv(sheet)
  expect(csv.startsWith('\uFEFF机构,数值\r\n')).toBe(true)
  expect(csv.endsWith('\r\n')).toBe(true)
})

test('a text that a spreadsheet would take for a formula is made harmless, a negative number is left alone', () => {
  expect(toCsv(sheet).split('\r\n')[1]).toBe(`"'=HYPERLINK(""http://x"")",-0.80`)
})

test.each(['=1', '+1', '-1', '@x', '\tx', '\rx'])('the text %j does not open as a formula', (text) => {
  const cell = toCsv({ ...sheet, rows: [[{ kind: 'text', text }]] }).split('\r\n')[1] ?? ''
  expect(cell.replace(/^"/, '').startsWith("'")).toBe(true)
})

test('quotes and commas survive, and what is not known is blank', () => {
  expect(toCsv(sheet).split('\r\n')[2]).toBe('"甲校，""乙""",')
})

test('a workbook holds texts as texts and numbers as numbers', async () => {
  const workbook = await readXlsx(await toXlsx([sheet]))
  const [read] = workbook.sheets
  expect(read?.name).toBe('数值')
  expect(read?.rows).toEqual([
    ['机构', '数值'],
    ['=HYPERLINK("http://x")', -0.8],
    ['甲校，"乙"', null],
  ])
  expect([...(read?.cells?.values() ?? [])].filter((cell) => cell.formula !== undefined)).toEqual([])
})
