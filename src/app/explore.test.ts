import { expect, test } from 'vitest'
import { smallCatalog } from '../../test/evaluation/small-catalog.ts'
import { type Held, ValueTable, type World } from '../indicators/index.ts'
import { decimal, known, MISSING, OrgTree, type OrgUnit } from '../kernel/index.ts'
import { groupingsOf } from './explore-breakdown.ts'
import { quantitiesOf, quantityOf } from './explore-definitions.ts'
import { elementsBehind } from './explore-inputs.ts'
import { standardInputs, standardLines } from './explore-standards.ts'
import { shownValue } from './values.ts'

const catalog = smallCatalog('[]', {
  indicators: `
- id: student_teacher_ratio
  name: { zh: 生师比, en: Students per teacher }
  topic: staff
  unit: one
  decimals: 2
  formula: students / teachers
  rollup: ratio_of_sums
  better: lower
  style: to_one
  source: { document: 测试, certainty: ours }
  examples: [{ name: 例, given: { values: { students: '200', teachers: '10' } }, expect: '20.00' }]
- id: teacher_student_share
  name: { zh: 教师与学生之比, en: Teachers against students }
  topic: staff
  unit: percent
  decimals: 1
  formula: teachers / students
  rollup: ratio_of_sums
  source: { document: 测试, certainty: ours }
  examples: [{ name: 例, given: { values: { students: '200', teachers: '10' } }, expect: '5.0' }]
- id: crowding_ratio
  name: { zh: 拥挤程度, en: Crowding }
  topic: staff
  unit: one
  decimals: 2
  formula: student_teacher_ratio / 20
  rollup: own
  source: { document: 测试, certainty: ours }
  examples: [{ name: 例, given: { values: { students: '200', teachers: '10' } }, expect: '1.00' }]
`,
  standards: `
- id: setting
  name: { zh: 设置标准, en: Setting standard }
  source: { document: 《设置标准》, section: 第六条, certainty: verified }
  variants:
    - { id: large, name: { zh: 大校, en: Large }, when: 'students >= 1000' }
    - { id: small, name: { zh: 小校, en: Small }, when: 'students < 1000', certainty: remembered }
  items:
    - { id: ratio, name: { zh: 生师比, en: Ratio }, value: students / teachers, unit: one, decimals: 1, comparison: at_most, bounds: { large: '20', small: '22' } }
    - { id: teachers, name: { zh: 教师数, en: Teachers }, value: teachers, unit: person, decimals: 0, comparison: at_least, bounds: { large: '60' } }
    - { id: share, name: { zh: 师生比, en: Share }, value: teacher_student_share, unit: one, decimals: 2, comparison: at_least, bounds: { large: '0.05', small: '0.05' } }
  verdicts: { met: { zh: 达标, en: met }, nearly: { zh: 基本达标, en: nearly }, missed: { zh: 未达标, en: missed }, nearly_when_missing: 1 }
`,
})

const school = (id: number): OrgUnit => ({
  id,
  code: `s${id}`,
  level: 'school',
  aliases: [],
  versions: [{ inForce: {}, name: `学校${id}`, nameEn: '', parentId: 1, status: 'open', attributes: {} }],
})
const city: OrgUnit = {
  ...school(1),
  level: 'city',
  versions: [{ ...versionOf(school(1)), parentId: undefined }],
}

function versionOf(unit: OrgUnit) {
  const [version] = unit.versions
  if (!version) throw new Error('a unit has a version')
  return version
}

/** Values of schools by id: students, teachers; undefined is missing. */
function worldOf(values: Readonly<Record<number, readonly [number, number | undefined]>>): World {
  const table = new ValueTable()
  const held = (value: number | undefined): Held => ({
    observed: value === undefined ? MISSING : known(decimal(value)),
    coverage: { reported: value === undefined ? 0 : 1, expected: 1 },
    origin: 'entered',
  })
  for (const [id, [students, teachers]] of Object.entries(values)) {
    table.set(Number(id), 2017, 'students', '', held(students))
    table.set(Number(id), 2017, 'teachers', '', held(teachers))
  }
  const tree = new OrgTree([city, ...Object.keys(values).map((id) => school(Number(id)))], 2017)
  return { catalog, tree: () => tree, values: table }
}

test('a value rests on the elements of its formula, through every indicator in between', () => {
  expect(elementsBehind(catalog, ['crowding_ratio']).sort()).toEqual(['students', 'teachers'])
  expect(elementsBehind(catalog, ['area'])).toEqual(['area'])
  expect(elementsBehind(catalog, ['no_such_thing'])).toEqual([])
})

test('indicators come under their topic, elements under the form on which they are typed', () => {
  const topics = quantitiesOf(catalog, 2017).map(({ id, topic }) => [id, topic.kind, topic.id])
  expect(topics).toContainEqual(['student_teacher_ratio', 'topic', 'staff'])
  expect(topics).toContainEqual(['students', 'form', 'basics'])
})

test('a sum of schools is marked as one, a ratio is not', () => {
  expect(quantityOf(catalog, 'students', 2017).isAdditive).toBe(true)
  expect(quantityOf(catalog, 'student_teacher_ratio', 2017).isAdditive).toBe(false)
})

test('an id that is neither indicator nor element is refused', () => {
  expect(() => quantityOf(catalog, 'nothing', 2017)).toThrow('IND-001')
})

test('a standard that writes out the indicator’s own formula is about the indicator', () => {
  expect(quantityOf(catalog, 'student_teacher_ratio', 2017).hasStandard).toBe(true)
  expect(quantityOf(catalog, 'crowding_ratio', 2017).hasStandard).toBe(false)
  expect([...new Set(standardInputs(catalog, 'student_teacher_ratio', 2017))].sort()).toEqual([
    'students',
    'teachers',
  ])
})

test('each school is held to the bound of its own variant; the bound itself is met', () => {
  const world = worldOf({ 2: [1200, 60], 3: [900, 40], 4: [900, undefined] })
  const [line] = standardLines(world, 2017, 'student_teacher_ratio', [2, 3, 4])
  expect(line?.verdicts).toEqual([
    { unitId: 2, bound: '20', met: true },
    { unitId: 3, bound: '22', met: false },
    { unitId: 4, bound: '22' },
  ])
  expect(line?.bounds.map((bound) => bound.printed)).toEqual(['20', '22'])
})

test('a bound that one variant remembers is not shown as verified', () => {
  const world = worldOf({ 2: [1200, 60], 3: [900, 40] })
  expect(standardLines(world, 2017, 'student_teacher_ratio', [2])[0]?.certainty).toBe('verified')
  expect(standardLines(world, 2017, 'student_teacher_ratio', [2, 3])[0]?.certainty).toBe('remembered')
})

test('a variant that does not ask for an item leaves the school unjudged', () => {
  const world = worldOf({ 2: [1200, 60], 3: [900, 10] })
  expect(standardLines(world, 2017, 'teachers', [2, 3])[0]?.verdicts).toEqual([
    { unitId: 2, bound: '60', met: true },
  ])
})

test('a bound is shown in the unit of the quantity, not in that of the standard', () => {
  const [line] = standardLines(worldOf({ 2: [1200, 60] }), 2017, 'teacher_student_share', [2])
  expect(line?.bounds[0]).toMatchObject({ value: '5', printed: '5' })
  expect(line?.verdicts[0]?.met).toBe(true)
})

test('a ratio is displayed as readers write it, beside its exact value', () => {
  const value = shownValue(worldOf({ 2: [1130, 60] }), 2, 2017, 'student_teacher_ratio')
  expect(value).toMatchObject({ printed: '18.83', display: '18.83:1' })
})

test('the parts of an element come in the order of the code list, with shares of their sum', () => {
  const world = worldOf({ 2: [300, 10] })
  const table = world.values as ValueTable
  const part = (cell: string, count: number) =>
    table.set(2, 2017, 'students', cell, {
      observed: known(decimal(count)),
      coverage: { reported: 1, expected: 1 },
      origin: 'entered',
    })
  part('programme=100100', 200)
  part('programme=051300', 100)
  const element = catalog.elements.inForce('students', 2017)
  if (!element) throw new Error('students is in the catalog')
  const [grouping] = groupingsOf(catalog, world, 2, 2017, element)
  expect(grouping?.parts.map(({ code, printed, share }) => [code, printed, share])).toEqual([
    ['051300', '100', '33.33'],
    ['100100', '200', '66.67'],
  ])
})

test('a grouping without any value is not shown', () => {
  const element = catalog.elements.inForce('students', 2017)
  if (!element) throw new Error('students is in the catalog')
  expect(groupingsOf(catalog, worldOf({ 2: [300, 10] }), 2, 2017, element)).toEqual([])
})
