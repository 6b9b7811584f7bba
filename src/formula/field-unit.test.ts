import { expect, test } from 'vitest'
import { decimal, known, MISSING, type Unit } from '../kernel/index.ts'
import { type EvaluationContext, evaluate, parse } from './index.ts'

const tenThousandYuan: Unit = { dimension: { yuan: 1 }, scale: decimal(10_000), kind: 'plain' }
const context: EvaluationContext = {
  reference: () => MISSING,
  cells: () => [],
  rows: () => [{ amount: '26.50' }, { amount: '0.5' }],
  attribute: () => undefined,
  unit: () => undefined,
  fieldUnit: (_, field) => (field === 'amount' ? tenThousandYuan : undefined),
  previous: () => undefined,
  panel: () => [],
}

test('amounts written in 万元 leave a formula in yuan', () => {
  expect(evaluate(parse('sum(gifts.amount)'), context)).toEqual(known(decimal(270_000)))
  expect(evaluate(parse('most(gifts.amount)'), context)).toEqual(known(decimal(265_000)))
})

test('the number of rows or of different amounts is no amount', () => {
  expect(evaluate(parse('count(gifts)'), context)).toEqual(known(decimal(2)))
  expect(evaluate(parse('count_distinct(gifts.amount)'), context)).toEqual(known(decimal(2)))
})
