import { expect, test } from 'vitest'
import { decimal, UnitSystem } from '../../kernel/index.ts'
import type { Measured } from './measure.ts'
import { PLAIN, print } from './print.ts'

const plain = { kind: 'plain', scale: decimal(1) } as const
const units = new UnitSystem([
  { id: 'one', name: { zh: '无', en: 'one' }, symbol: { zh: '', en: '' }, ...plain },
  { id: 'person', name: { zh: '人', en: 'people' }, ...plain },
  { id: 'yuan', name: { zh: '元', en: 'yuan' }, ...plain },
  {
    id: 'ten_thousand_yuan',
    name: { zh: '万元', en: '' },
    base: 'yuan',
    kind: 'plain',
    scale: decimal(10000),
  },
  { id: 'percent', name: { zh: '%', en: '%' }, kind: 'share', scale: decimal('0.01') },
])
const what: Measured = {
  kind: 'element',
  name: 'x',
  cell: '',
  label: { zh: 'x', en: 'x' },
  unit: 'person',
  decimals: 0,
  isShare: false,
  style: 'plain',
  better: 'neutral',
}
const shown = (value: string, about: Partial<Measured>, options = {}) => {
  const { number, unit } = print(units, { ...what, ...about }, decimal(value), { ...PLAIN, ...options })
  return number + unit
}

test('money stands in 万 and 亿 where a reader would write them', () => {
  expect(shown('94654000', { unit: 'yuan' })).toBe('9465.4万元')
  expect(shown('12000', { unit: 'ten_thousand_yuan', decimals: 2 })).toBe('1.2亿元')
  expect(shown('626.30', { unit: 'ten_thousand_yuan', decimals: 2 })).toBe('626.3万元')
  expect(shown('0.35', { unit: 'ten_thousand_yuan', decimals: 2 })).toBe('3500元')
})

test('money per head stays in yuan, with the decimals of its definition', () => {
  expect(shown('9075.764', { unit: 'yuan/person', decimals: 2 })).toBe('9075.76元')
})

test('counts of people stay plain up to a million', () => {
  expect(shown('30930', {})).toBe('30930人')
  expect(shown('13000000', {})).toBe('1300万人')
})

test('an approximate number names a bound that holds', () => {
  expect(shown('8634', {}, { approx: 100 })).toBe('8600多人')
  expect(shown('993', {}, { approx: 100 })).toBe('近1000人')
  expect(shown('60321', {}, { approx: 10000 })).toBe('6万多人')
  expect(shown('400', {}, { approx: 100 })).toBe('400人')
  expect(shown('40', {}, { approx: 100 })).toBe('不到100人')
})

test('ratios are written to one, pairs to a hundred', () => {
  expect(shown('18.844', { unit: 'one', decimals: 2, style: 'to_one' })).toBe('18.84:1')
  expect(shown('55', { unit: 'percent', style: 'pair' })).toBe('55:45')
})

test('small counts can be written in Chinese numerals', () => {
  expect(shown('2', {}, { words: true })).toBe('两人')
  expect(shown('11', {}, { words: true })).toBe('十一人')
})
