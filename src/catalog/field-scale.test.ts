import { expect, test } from 'vitest'
import { assembleCatalog, CatalogError } from './index.ts'

const name = (zh: string) => ({ zh, en: zh })

function load(elementUnit: string) {
  return assembleCatalog({
    hash: '',
    chapters: {},
    files: [
      {
        file: 'units.yaml',
        kind: 'units',
        content: [
          { id: 'yuan', name: name('元') },
          { id: 'item', name: name('项') },
          { id: 'ten_thousand_yuan', name: name('万元'), base: 'yuan', scale: '10000' },
        ],
      },
      {
        file: 'registers/gifts.yaml',
        kind: 'registers',
        content: [
          {
            id: 'gifts',
            name: name('捐赠'),
            definition: name('一笔一行'),
            kept_by: 'school',
            counts: 'item',
            key: ['no'],
            fields: [
              { id: 'no', name: name('编号'), type: 'text' },
              { id: 'amount', name: name('金额'), type: 'decimal', unit: 'ten_thousand_yuan' },
            ],
          },
        ],
      },
      {
        file: 'elements/gifts.yaml',
        kind: 'elements',
        content: [
          {
            id: 'given',
            name: name('捐赠额'),
            definition: name('合计'),
            unit: elementUnit,
            counted: 'sum(gifts.amount)',
          },
        ],
      },
    ],
  })
}

test('an element is counted in the unit in which its field is written', () => {
  expect(() => load('ten_thousand_yuan')).not.toThrow()
})

test('adding 万元 up into 元 stops the load with its place', () => {
  try {
    load('yuan')
    expect.fail('was loaded')
  } catch (error) {
    expect(error).toBeInstanceOf(CatalogError)
    const [problem] = (error as CatalogError).problems
    expect(problem?.detail.zh).toContain('单位大小不同')
    expect(problem?.path).toEqual([0, 'counted'])
  }
})
