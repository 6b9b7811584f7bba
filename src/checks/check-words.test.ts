import { expect, test } from 'vitest'
import { readCatalog } from '../catalog/files.ts'
import { checkWords, elementsOfCheck } from './check-words.ts'

const { catalog } = readCatalog()
const YEAR = 2018

const wordsOf = (code: string, inputs: Record<string, string>) =>
  checkWords(catalog, { code, at: { year: YEAR }, inputs }, 'zh')

test('a check is told in words, and with the values of its finding', () => {
  expect(wordsOf('FIN-002', { public_budget_public_funds: '2300', public_budget_expense: '90.5' })).toEqual({
    rule: '公共财政预算公用经费 ≤ 公共财政预算教育事业费',
    filled: '2,300 万元 ≤ 90.5 万元',
  })
})

test('last year’s value stands where the formula asks for last year', () => {
  const inputs = { partner_enterprises: '20', 'previous.partner_enterprises': '50' }
  expect(wordsOf('CHG-110', inputs)?.filled).toBe('20 家 ≥ 0.5 × 50 家')
})

test('growth is told as the division that it is', () => {
  const inputs = { land_area: '1235', 'previous.land_area': '148146' }
  expect(wordsOf('CHG-105', inputs)?.filled).toMatch(/^（\(1,235 ㎡ − 148,146 ㎡\) ÷ 148,146 ㎡）的绝对值/)
})

test('a value that the finding does not know keeps its name', () => {
  const inputs = { enrolment_full_time: '30930', 'previous.enrolment_full_time': '—' }
  expect(wordsOf('CHG-009', inputs)?.filled).toBe('30,930 人 ≥ 上年全日制在校生数')
})

test('what stands behind an indicator belongs to the check that speaks of the indicator', () => {
  const check = catalog.checks.inForce('FIN-008', YEAR)
  expect(check && elementsOfCheck(catalog, check, YEAR)).toEqual(['public_budget_expense', 'budget_students'])
})

test('a finding that no check of the catalog made has no formula', () => {
  expect(wordsOf('ENT-101', {})).toBeUndefined()
})
