import { expect, test } from 'vitest'
import type { Quantity } from '../../http/contract-explore.ts'
import { byTopic, findQuantities } from './search.ts'

const quantity = (id: string, zh: string, en: string, topic: string, synonyms: string[] = []): Quantity => ({
  id,
  kind: 'indicator',
  name: { zh, en },
  topic: { id: topic, kind: 'topic', name: { zh: topic, en: topic } },
  unitLabel: { zh: '%', en: '%' },
  decimals: 2,
  isShare: true,
  isAdditive: false,
  style: 'plain',
  better: 'higher',
  hasStandard: false,
  synonyms,
})
const all = [
  quantity('employment_rate', '就业率', 'Employment rate', '就业质量'),
  quantity('further_study', '升入高一级学校人数', 'In further study', '就业质量', ['升学人数']),
  quantity('staff', '教职工数', 'Staff', '师资队伍'),
]
const ids = (text: string) => findQuantities(all, text).map(({ id }) => id)

test('a quantity is found by part of its Chinese or English name, by another name, by its topic', () => {
  expect(ids('就业率')).toEqual(['employment_rate'])
  expect(ids('EMPLOY')).toEqual(['employment_rate'])
  expect(ids('升学')).toEqual(['further_study'])
  expect(ids('就业质量')).toEqual(['employment_rate', 'further_study'])
})

test('every word must be found; no word finds all', () => {
  expect(ids('就业 升学')).toEqual(['further_study'])
  expect(ids('就业 食堂')).toEqual([])
  expect(ids('  ')).toHaveLength(3)
})

test('topics stand in the order in which they first occur', () => {
  expect(byTopic(all).map(({ topic, quantities }) => [topic.id, quantities.length])).toEqual([
    ['就业质量', 2],
    ['师资队伍', 1],
  ])
})
