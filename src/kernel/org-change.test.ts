import { describe, expect, test } from 'vitest'
import { changedUnits, type OrgChange } from './org-change.ts'
import { OrgTree, type OrgUnit } from './org-tree.ts'

const unit = (id: number, level: OrgUnit['level'], name: string, parentId?: number): OrgUnit => ({
  id,
  code: `u${id}`,
  level,
  aliases: [],
  versions: [
    { inForce: {}, name, nameEn: '', parentId, status: 'open', attributes: { ownership: 'public' } },
  ],
})
const before = [
  unit(1, 'city', '东城'),
  unit(2, 'county', '南县', 1),
  unit(3, 'school', '一职', 1),
  unit(4, 'school', '二职', 2),
]

function changed(change: OrgChange): readonly OrgUnit[] {
  const touched = changedUnits(before, change, 9)
  const kept = before.filter((each) => !touched.some((other) => other.id === each.id))
  return [...kept, ...touched]
}
const inYear = (units: readonly OrgUnit[], year: number) => new OrgTree(units, year)

describe('a change of units from a year on', () => {
  test('leaves the years before as they were', () => {
    const units = changed({ kind: 'rename', from: 2018, unitId: 3, name: '职教中心', nameEn: 'Centre' })
    expect(inYear(units, 2017).unit(3)?.name).toBe('一职')
    expect(inYear(units, 2018).unit(3)?.name).toBe('职教中心')
    expect(inYear(units, 2018).resolve('一职')?.id).toBe(3)
  })

  test('a school that moves is summed elsewhere from then on', () => {
    const units = changed({ kind: 'move', from: 2018, unitId: 3, parentId: 2 })
    expect(
      inYear(units, 2017)
        .children(2)
        .map((child) => child.id),
    ).toEqual([4])
    expect(
      inYear(units, 2018)
        .children(2)
        .map((child) => child.id),
    ).toEqual([4, 3])
  })

  test('merged schools are gone, and their names mean the one that they became part of', () => {
    const units = changed({ kind: 'merge', from: 2018, unitIds: [4], intoId: 3 })
    expect(
      inYear(units, 2017)
        .schools(1)
        .map((school) => school.id),
    ).toEqual([4, 3])
    expect(
      inYear(units, 2018)
        .schools(1)
        .map((school) => school.id),
    ).toEqual([3])
    expect(inYear(units, 2018).resolve('二职')?.id).toBe(3)
    expect(inYear(units, 2017).resolve('二职')?.id).toBe(4)
  })

  test('a new school is there from its first year', () => {
    const change = {
      kind: 'open',
      from: 2018,
      code: 'u9',
      level: 'school',
      name: '三职',
      nameEn: '',
    } as const
    const units = changed({ ...change, parentId: 2, attributes: {}, aliases: [] })
    expect(inYear(units, 2017).unit(9)).toBeUndefined()
    expect(inYear(units, 2018).unit(9)?.parentId).toBe(2)
  })

  test('attributes change one by one', () => {
    const units = changed({ kind: 'describe', from: 2018, unitId: 3, attributes: { level: 'key' } })
    expect(inYear(units, 2017).unit(3)?.attributes).toEqual({ ownership: 'public' })
    expect(inYear(units, 2018).unit(3)?.attributes).toEqual({ ownership: 'public', level: 'key' })
  })

  test('a unit with units below it cannot close, and none can come under itself', () => {
    expect(() => changed({ kind: 'close', from: 2018, unitId: 2 })).toThrow('ORG-011')
    expect(() => changed({ kind: 'move', from: 2018, unitId: 1, parentId: 2 })).toThrow('ORG-012')
    expect(() => changed({ kind: 'rename', from: 2018, unitId: 3, name: '二职', nameEn: '' })).toThrow(
      'ORG-013',
    )
    const closed = changed({ kind: 'close', from: 2018, unitId: 4 })
    expect(() => changedUnits(closed, { kind: 'close', from: 2019, unitId: 4 }, 9)).toThrow('ORG-010')
  })
})
