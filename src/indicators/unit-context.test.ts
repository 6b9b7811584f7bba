import { expect, test } from 'vitest'
import { assembleCatalog } from '../catalog/index.ts'
import { evaluate, parse } from '../formula/index.ts'
import { decimal, isKnown, known, OrgTree, SUPPRESSED } from '../kernel/index.ts'
import { UnitContext, ValueTable } from './index.ts'

const name = (zh: string) => ({ zh, en: zh })
const catalog = assembleCatalog({
  hash: '',
  chapters: {},
  files: [
    { file: 'units.yaml', kind: 'units', content: [{ id: 'person', name: name('人') }] },
    {
      file: 'codelists/a.yaml',
      kind: 'codelists',
      content: [{ id: 'sectors', name: name('产业'), codes: [{ code: '1', name: name('一') }] }],
    },
    {
      file: 'registers/a.yaml',
      kind: 'registers',
      content: [
        {
          id: 'graduates',
          name: name('毕业生'),
          definition: name('一人一行'),
          kept_by: 'school',
          counts: 'person',
          key: ['no'],
          fields: [
            { id: 'no', name: name('学号'), type: 'text' },
            { id: 'sector', name: name('产业'), type: 'code', codelist: 'sectors' },
          ],
        },
      ],
    },
    {
      file: 'elements/a.yaml',
      kind: 'elements',
      content: [
        {
          id: 'employed',
          name: name('就业人数'),
          definition: name('就业'),
          unit: 'person',
          counted: 'count(graduates)',
          breakdowns: [{ dimension: 'sector', codelist: 'sectors', field: 'sector' }],
        },
      ],
    },
  ],
})
const tree = new OrgTree(
  [
    {
      id: 1,
      code: 'a',
      level: 'school',
      aliases: [],
      versions: [
        { inForce: {}, name: 'A', nameEn: 'A', parentId: undefined, status: 'open', attributes: {} },
      ],
    },
  ],
  2017,
)
const held = (value: ReturnType<typeof known> | typeof SUPPRESSED) => ({
  observed: value,
  coverage: { reported: 1, expected: 1 },
  origin: 'counted' as const,
})

function sector(values: ValueTable) {
  const context = new UnitContext({ catalog, tree: () => tree, values }, 1, 2017)
  const result = evaluate(parse("employed[sector = '1']"), context)
  return isKnown(result) ? result.value.toString() : result.state
}

test('a group into which no row fell holds 0 where the whole was counted', () => {
  const values = new ValueTable()
  values.set(1, 2017, 'employed', '', held(known(decimal(12))))
  expect(sector(values)).toBe('0')
})

test('a group of a register that was not handed in is missing', () => {
  expect(sector(new ValueTable())).toBe('missing')
})

test('a suppressed group stays suppressed', () => {
  const values = new ValueTable()
  values.set(1, 2017, 'employed', '', held(known(decimal(12))))
  values.set(1, 2017, 'employed', 'sector=1', held(SUPPRESSED))
  expect(sector(values)).toBe('suppressed')
})
