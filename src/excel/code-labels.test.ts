import { expect, test } from 'vitest'
import { readCatalog } from '../catalog/files.ts'
import { CodeLabels, readFlag } from './code-labels.ts'

const programmes = new CodeLabels(
  {
    id: 'programmes',
    name: { zh: '专业', en: 'Programmes' },
    codes: [
      { code: '011300', name: { zh: '观光农业经营', en: 'Tourist farming' } },
      { code: '051300', name: { zh: '数控技术应用', en: 'CNC' }, synonyms: ['数控'] },
      { code: '710205', name: { zh: '大数据技术应用', en: 'Big data' }, in_force: { from: 2021 } },
    ],
  },
  2018,
)

test('official numbers stand before the name', () => {
  expect(programmes.label('051300')).toBe('051300 数控技术应用')
})

test('a code is recognised by number, name, label, English name and synonym', () => {
  for (const text of [
    '051300',
    '数控技术应用',
    '051300 数控技术应用',
    '051300数控技术应用',
    'cnc',
    '数控',
    '051300 CNC',
    '０５１３００',
  ]) {
    expect(programmes.read(text)).toBe('051300')
  }
})

test('a leading zero that a spreadsheet dropped is put back', () => {
  expect(programmes.read('11300')).toBe('011300')
})

test('a code of another year is not in the list', () => {
  expect(programmes.read('710205')).toBeUndefined()
  expect(programmes.read('大数据技术应用')).toBeUndefined()
})

test('a synonym that two codes share means neither', () => {
  const labels = new CodeLabels(
    {
      id: 'titles',
      name: { zh: '职务', en: 'Titles' },
      codes: [
        { code: 'a', name: { zh: '高级讲师', en: 'A' }, synonyms: ['高级'] },
        { code: 'b', name: { zh: '高级实习指导教师', en: 'B' }, synonyms: ['高级'] },
      ],
    },
    2018,
  )
  expect(labels.read('高级')).toBeUndefined()
  expect(labels.read('高级讲师')).toBe('a')
})

test('yes and no come in many shapes', () => {
  expect(['是', '有', '√', 'Y', '１'].map(readFlag)).toEqual([true, true, true, true, true])
  expect(['否', '无', '×', 'no', '0'].map(readFlag)).toEqual([false, false, false, false, false])
  expect(readFlag('大概')).toBeUndefined()
})

test('every label of every list of the catalog is read as its code, in a workbook of either language', () => {
  for (const list of readCatalog().catalog.codeLists.values()) {
    const reader = new CodeLabels(list, 2018)
    for (const language of ['zh', 'en'] as const) {
      for (const [code, label] of new CodeLabels(list, 2018, language).entries()) {
        expect([list.id, label, reader.read(label)]).toEqual([list.id, label, code])
      }
    }
  }
})
