import { expect, test } from 'vitest'
import type { ListedUnit } from '../../http/contract.ts'
import { matching, orgForest, pathTo, yearsOfAll } from './org-forest.ts'

const unit = (code: string, parent?: string, years: number[] = [2017]): ListedUnit => ({
  id: 1,
  code,
  name: `${code}学校`,
  nameEn: `School ${code}`,
  level: 'school',
  depth: 0,
  parent,
  attributes: {},
  years,
  wholeYears: years,
})
const units = [unit('city'), unit('a', 'city'), unit('b', 'city', [2016]), unit('stray', 'elsewhere')]

test('each unit stands under its parent; one whose parent is not listed stands at the top', () => {
  const [city, stray] = orgForest(units)
  expect(city?.children.map((child) => child.unit.code)).toEqual(['a', 'b'])
  expect(stray?.unit.code).toBe('stray')
})

test('the path leads from a unit up to the top', () => {
  expect([...pathTo(units, 'a')]).toEqual(['a', 'city'])
  expect([...pathTo(units, 'nowhere')]).toEqual([])
})

test('units are found by either name or code, whatever the case and the blanks', () => {
  expect(matching(units, ' SCHOOL A ').map((found) => found.code)).toEqual(['a'])
  expect(matching(units, 'b学').map((found) => found.code)).toEqual(['b'])
  expect(matching(units, '')).toEqual([])
})

test('years with data come latest first, each once', () => {
  expect(yearsOfAll(units)).toEqual([2017, 2016])
})
