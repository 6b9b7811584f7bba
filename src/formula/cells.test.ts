import { expect, test } from 'vitest'
import { decimal, known, MISSING, PURE } from '../kernel/index.ts'
import { type EvaluationContext, evaluate, FormulaError, parse, type Scope, typeOf } from './index.ts'

const scope: Scope = {
  reference: (name) => ({
    kind: 'element',
    unit: PURE,
    dimensions:
      name === 'members'
        ? { kind: new Set(['school', 'hospital']), city: new Set(['4418']) }
        : name === 'students'
          ? { grade: new Set(['1']) }
          : {},
  }),
  register: () => undefined,
  unit: () => PURE,
  attribute: () => undefined,
}

test('where groupings overlap, adding up says which one', () => {
  expect(() => typeOf(parse('sum_cells(members)'), scope)).toThrow(FormulaError)
  expect(() => typeOf(parse("sum_cells(members, 'kind') = 0"), scope)).not.toThrow()
  expect(() => typeOf(parse("sum_cells(members, 'colour')"), scope)).toThrow(FormulaError)
  expect(() => typeOf(parse('sum_cells(students)'), scope)).not.toThrow()
})

test('an element without groups has none to add up', () => {
  expect(() => typeOf(parse('sum_cells(land)'), scope)).toThrow(FormulaError)
})

test('only the cells of the named grouping are added up', () => {
  const context: EvaluationContext = {
    reference: () => MISSING,
    cells: (_, dimension) => [known(decimal(dimension === 'kind' ? 10 : 99)), known(decimal(7))],
    rows: () => undefined,
    attribute: () => undefined,
    unit: () => undefined,
    previous: () => undefined,
    panel: () => [],
  }
  expect(evaluate(parse("sum_cells(members, 'kind')"), context)).toEqual(known(decimal(17)))
})
