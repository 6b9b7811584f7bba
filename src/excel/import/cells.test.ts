import { describe, expect, test } from 'vitest'
import { decimal } from '../../kernel/index.ts'
import type { RawCell } from '../read/sheet.ts'
import { readDate, serialDate } from './date.ts'
import { readNumber } from './number.ts'
import { headKeys, nearest } from './text.ts'

const text = (value: string): RawCell => ({ kind: 'text', text: value, isFormula: false })
const number = (value: string, style: 'plain' | 'date' | 'percent' = 'plain'): RawCell => ({
  kind: 'number',
  text: value,
  style,
  isFormula: false,
})
const people = { isPercent: false, units: ['人'] }
const share = { isPercent: true, units: ['%'] }

const value = (cell: RawCell, wanted = people) => {
  const read = readNumber(cell, wanted)
  return 'fault' in read ? read.fault : read.value?.toFixed()
}

describe('a number in a cell', () => {
  test.each([
    ['120', '120'],
    ['１２０', '120'],
    ['1,234,567', '1234567'],
    ['１，２３４', '1234'],
    ['1 234', '1234'],
    ['120人', '120'],
    ['120 人', '120'],
    ['-3.50', '-3.5'],
    ['¥1,200.50', '1200.5'],
  ])('%s is read as %s', (written, expected) => {
    expect(value(text(written))).toBe(decimal(expected).toFixed())
  })

  test.each([
    '12,34',
    '1.234.567',
    '1,23',
    '约120',
    '无',
    '—',
    '120多',
    '1e3',
    '12/3',
    '0x10',
    'NaN',
    'Infinity',
  ])('%s is refused, not guessed at', (written) => {
    expect(value(text(written))).toBe('IMP-031')
  })

  test('the double that a spreadsheet keeps is the decimal that was typed', () => {
    expect(value(number('9465.3999999999996'))).toBe('9465.4')
    expect(value(number('1.0000000000000001E-2'))).toBe('0.01')
    expect(value(number('1.2E3'))).toBe('1200')
  })

  test('a number longer than a spreadsheet keeps is refused, as its last digits are gone', () => {
    expect(value(number('4.4182319020304E+17'))).toBe('IMP-036')
  })

  test('35% is 35 where per cent is the unit, and refused where people are counted', () => {
    expect(value(number('0.35', 'percent'), share)).toBe('35')
    expect(value(text('35%'), share)).toBe('35')
    expect(value(text('35'), share)).toBe('35')
    expect(value(number('0.35', 'percent'))).toBe('IMP-032')
    expect(value(text('35%'))).toBe('IMP-032')
  })

  test('a number that Excel has made a date of is refused', () => {
    expect(value(number('43009', 'date'))).toBe('IMP-037')
  })

  test('formula errors and formulas never computed are refused', () => {
    expect(value({ kind: 'error', text: '#REF!', isFormula: true })).toBe('IMP-033')
    expect(value({ kind: 'uncomputed', isFormula: true })).toBe('IMP-034')
  })
})

const day = (cell: RawCell, countsFrom1904 = false) => {
  const read = readDate(cell, countsFrom1904)
  return 'fault' in read ? read.fault : read.value
}

describe('a date in a cell', () => {
  test.each([
    ['2017-09-01', '2017-09-01'],
    ['2017/9/1', '2017-09-01'],
    ['2017.9.1', '2017-09-01'],
    ['2017年9月1日', '2017-09-01'],
    ['２０１７年９月１日', '2017-09-01'],
    ['20170901', '2017-09-01'],
    ['2017-09-01 08:30', '2017-09-01'],
  ])('%s is %s', (written, expected) => {
    expect(day(text(written))).toBe(expected)
  })

  test.each(['2017-04-31', '2017-13-01', '2017年9月', '201709', '1/9/2017', '17-9-1', '去年', '2017'])(
    '%s is no complete date',
    (written) => {
      expect(day(text(written))).toBe('IMP-038')
    },
  )

  test('serial days count from 1900, with the leap day that never was', () => {
    expect(serialDate(1, false)).toBe('1900-01-01')
    expect(serialDate(59, false)).toBe('1900-02-28')
    expect(serialDate(61, false)).toBe('1900-03-01')
    expect(serialDate(42_979, false)).toBe('2017-09-01')
  })

  test('workbooks of old Macs count from 1904', () => {
    expect(day(number('41517', 'date'), true)).toBe('2017-09-01')
  })

  test('a bare number is a date only where it cannot be a year', () => {
    expect(day(number('42979'))).toBe('2017-09-01')
    expect(day(number('20170901'))).toBe('2017-09-01')
    expect(day(number('2017'))).toBe('IMP-038')
    expect(day(number('42979.5'))).toBe('IMP-038')
    expect(day(number('42979.5', 'date'))).toBe('2017-09-01')
  })
})

describe('a column’s head', () => {
  test('is the same with its unit, its mark for required and without', () => {
    expect(headKeys('起薪（元/月） *')).toEqual(['起薪(元/月)', '起薪'])
    expect(headKeys(' 身份 证号＊')).toEqual(['身份证号'])
  })

  test('that is nearly one of ours is recognised as such, and a strange one is not', () => {
    expect(nearest('身份正号', ['身份证号', '姓名'])).toBe('身份证号')
    expect(nearest('宿舍楼栋', ['身份证号', '姓名'])).toBeUndefined()
  })
})
