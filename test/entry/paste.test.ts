import { describe, expect, test } from 'vitest'
import { readCatalog } from '../../src/catalog/files.ts'
import { EMPTY } from '../../src/web/entry/content.ts'
import { blockOf, pasted } from '../../src/web/entry/paste.ts'
import type { EntryRow } from '../../src/web/entry/rows.ts'
import { readTyped } from '../../src/web/entry/typed.ts'

const { catalog } = readCatalog()

const KEYS = ['first|', 'second|', 'third|'] as const
const lines = KEYS.flatMap((key): EntryRow[] => {
  const element = catalog.elements.inForce('public_budget_expense', 2018)
  return element ? [{ key, element, cell: '', before: undefined, counted: undefined }] : []
})

const title = { zh: '部分', en: 'Part' }
const [first = lineOf('none|')] = lines
const one = [{ title, rows: lines }]

function lineOf(key: string, part?: string): EntryRow {
  const [line] = lines
  if (!line) throw new Error('no line')
  return { ...line, key, ...(part === undefined ? {} : { part: { zh: part, en: part } }) }
}

describe('what is typed', () => {
  test.each([
    ['1,234.50', '1234.50'],
    ['１２，３４５', '12345'],
    [' 1 234 ', '1234'],
    ['-5', '-5'],
    ['', null],
  ])('%j is read as %j', (text, value) => {
    expect(readTyped(text)).toEqual({ value })
  })

  test.each([
    ['3万', 'magnitude'],
    ['1.2亿元', 'magnitude'],
    ['12.5%', 'magnitude'],
    ['40人', 'magnitude'],
    ['12,34', 'number'],
    ['一百', 'number'],
    ['1234567890123456', 'long'],
    ['0.1234567', 'long'],
  ])('%j is not taken: %s', (text, trouble) => {
    expect(readTyped(text)).toEqual({ trouble })
  })
})

describe('a block from a spreadsheet', () => {
  test('is read with its line ends and quoted cells', () => {
    expect(blockOf('1\t"a ""b""\nc"\r\n2\t\r\n')).toEqual([
      ['1', 'a "b"\nc'],
      ['2', ''],
    ])
  })

  test('of one column leaves what is there where its own cell is empty', () => {
    const result = pasted(catalog, [['1'], [''], ['3']], one, first, new Map())
    expect(result).toMatchObject({ unread: 0 })
    expect('cells' in result && [...result.cells.keys()]).toEqual(['first|', 'third|'])
  })

  test('of the four columns of the workbook takes the number and the reason', () => {
    const block = [
      ['1', '9', '0', ''],
      ['', '', '', '尚未统计出来'],
    ]
    const result = pasted(catalog, block, one, first, new Map())
    expect('cells' in result && [...result.cells.values()]).toEqual([
      { value: '1', reason: null },
      { value: null, reason: 'not_yet_available' },
    ])
  })

  test('keeps the value where what is pasted cannot be read', () => {
    const contents = new Map([['first|', { ...EMPTY, value: '7' }]])
    const result = pasted(catalog, [['约三千']], one, first, contents)
    expect('cells' in result && result.cells.get('first|')).toEqual({
      value: '7',
      reason: null,
      unread: { text: '约三千', trouble: 'number' },
    })
  })

  test('that does not fit changes nothing', () => {
    expect(pasted(catalog, [['1', '2', '3']], one, first, new Map())).toMatchObject({
      misfit: 'wide',
      has: 3,
    })
    const long = ['1', '2', '3', '4'].map((cell) => [cell])
    expect(pasted(catalog, long, one, first, new Map())).toMatchObject({
      misfit: 'long',
      has: 4,
      room: 3,
      outside: ['4'],
    })
  })
})

describe('a block over several parts of a form', () => {
  const rows = ['a|', 'b|', 'c|', 'd|'].map((key) => lineOf(key))
  const [a, b, c, d] = rows as [EntryRow, EntryRow, EntryRow, EntryRow]
  const share = lineOf('b|sex=1', '其中：男')
  const sections = [
    { title, rows: [a, b, share] },
    { title, rows: [c, d] },
  ]
  const laid = (block: string[][], from = a) => {
    const result = pasted(catalog, block, sections, from, new Map())
    return 'cells' in result
      ? Object.fromEntries([...result.cells].map(([key, { value }]) => [key, value]))
      : result
  }
  const column = (...cells: string[]) => cells.map((cell) => [cell])

  test('from the workbook has a blank row at the head of each part and none for breakdowns', () => {
    expect(laid(column('1', '2', '', '3', '4'))).toEqual({ 'a|': '1', 'b|': '2', 'c|': '3', 'd|': '4' })
    const wide = [
      ['1', '', '', ''],
      ['2', '', '', ''],
      ['', '', '', ''],
      ['3', '', '', ''],
    ]
    expect(laid(wide)).toEqual({ 'a|': '1', 'b|': '2', 'c|': '3' })
    expect(pasted(catalog, wide, sections, a, new Map())).toMatchObject({ parts: 2, last: { key: 'c|' } })
  })

  test('without blank rows is laid line by line, as the page shows them', () => {
    expect(laid(column('1', '2', '3', '4', '5'))).toEqual({
      'a|': '1',
      'b|': '2',
      'b|sex=1': '3',
      'c|': '4',
      'd|': '5',
    })
    expect(laid(column('1', '2', '3'))).toEqual({ 'a|': '1', 'b|': '2', 'b|sex=1': '3' })
  })

  test('that runs over the end of the form, or falls on heads, changes nothing and names what has no place', () => {
    expect(laid(column('1', '2', '3'), c)).toMatchObject({ misfit: 'long', has: 3, room: 2, outside: ['3'] })
    expect(laid(column('1', '2', '', '3', '4', '5', '6'))).toMatchObject({
      misfit: 'long',
      outside: ['5', '6'],
    })
    const askew = [1, 2, 3, 4].map((cell) => [String(cell), '', '', ''])
    expect(laid(askew)).toMatchObject({ misfit: 'askew', outside: ['3'] })
  })
})
