import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  chineseNumber,
  decimal,
  differenceUnit,
  interval,
  OrgTree,
  type OrgUnit,
  parseChineseNumber,
  printed,
  sumUnit,
  UnitSystem,
} from './index.ts'

test('halves are rounded away from zero, once, where a number is printed', () => {
  expect(printed(decimal('2.345'), 2)).toBe('2.35')
  expect(printed(decimal('-0.5'), 0)).toBe('-1')
  expect(printed(decimal('-0.004'), 2)).toBe('0.00')
  expect(printed(decimal('84'), 2)).toBe('84.00')
})

test('a float cannot become a published number', () => {
  expect(() => decimal(0.1)).toThrow(RangeError)
})

test('a printed number is an interval closed at both ends', () => {
  const share = interval.asPrinted('31.4')
  expect(interval.contains(share, decimal('31.35'))).toBe(true)
  expect(interval.contains(share, decimal('31.45'))).toBe(true)
  expect(interval.contains(share, decimal(47).div(153).times(100))).toBe(false)
})

test('a quotient whose divisor may be zero has no interval', () => {
  expect(interval.over(interval.asPrinted('5'), interval.asPrinted('0.0'))).toBeUndefined()
})

test('every integer up to a hundred million survives Chinese numerals and back', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 99_999_999 }), (value) => {
      expect(parseChineseNumber(chineseNumber(value))).toBe(value)
    }),
  )
  expect(parseChineseNumber('二〇一七')).toBe(2017)
  expect(parseChineseNumber('两')).toBe(2)
  expect(parseChineseNumber('二亿七千八百零九万三千一百')).toBe(278_093_100)
  expect(parseChineseNumber('一万亿')).toBe(1e12)
  expect(parseChineseNumber('八百二十万亿')).toBe(8.2e14)
  expect(chineseNumber(11)).toBe('十一')
  expect(chineseNumber(20010)).toBe('二万零一十')
  expect(parseChineseNumber('三心')).toBeUndefined()
})

const units = new UnitSystem([
  { id: 'person', name: { zh: '人', en: 'people' }, scale: decimal(1), kind: 'plain' },
  { id: 'square_metre', name: { zh: '平方米', en: 'square metre' }, scale: decimal(1), kind: 'plain' },
  { id: 'yuan', name: { zh: '元', en: 'yuan' }, scale: decimal(1), kind: 'plain' },
  {
    id: 'ten_thousand_yuan',
    name: { zh: '万元', en: '10,000 yuan' },
    base: 'yuan',
    scale: decimal(10000),
    kind: 'plain',
  },
  { id: 'percent', name: { zh: '%', en: '%' }, scale: decimal('0.01'), kind: 'share' },
])

test('people and square metres cannot be added; yuan and ten thousand yuan can', () => {
  const unit = (text: string) => units.parse(text) ?? expect.fail(`no unit ${text}`)
  expect(sumUnit(unit('person'), unit('square_metre'))).toBeUndefined()
  expect(sumUnit(unit('yuan'), unit('ten_thousand_yuan'))).toBeDefined()
  expect(unit('ten_thousand_yuan/person').scale.toString()).toBe('10000')
})

test('the difference of two percentages is in percentage points', () => {
  const percent = units.parse('percent') ?? expect.fail('no percent')
  expect(differenceUnit(percent, percent)?.kind).toBe('point')
  expect(sumUnit(percent, percent)?.kind).toBe('share')
})

const version = { name: '', nameEn: '', parentId: undefined, status: 'open', attributes: {} } as const
const registry: OrgUnit[] = [
  { id: 1, code: 'city', level: 'city', aliases: [], versions: [{ ...version, inForce: {}, name: '某市' }] },
  {
    id: 2,
    code: 'old',
    level: 'school',
    aliases: ['老校'],
    versions: [{ ...version, inForce: { to: 2016 }, name: '旧职校', parentId: 1 }],
  },
  {
    id: 3,
    code: 'new',
    level: 'school',
    aliases: [],
    versions: [
      { ...version, inForce: { to: 2016 }, name: '第一职校', parentId: 1 },
      { ...version, inForce: { from: 2017 }, name: '市 职校', parentId: 1 },
    ],
  },
]

test('a school that closed belongs to its last year and not to the next', () => {
  expect(new OrgTree(registry, 2016).schools(1).map((school) => school.code)).toEqual(['old', 'new'])
  expect(new OrgTree(registry, 2017).schools(1).map((school) => school.code)).toEqual(['new'])
})

test('names of other years and aliases find the unit; blanks do not matter', () => {
  const tree = new OrgTree(registry, 2017)
  expect(tree.resolve('市职校')?.id).toBe(3)
  expect(tree.resolve('第一职校')?.id).toBe(3)
  expect(tree.resolve('老校')).toBeUndefined()
})
