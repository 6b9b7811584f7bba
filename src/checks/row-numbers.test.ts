import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readCatalog } from '../catalog/files.ts'
import { rowChecker } from './index.ts'

const { catalog } = readCatalog()
const YEAR = 2017
const numeric = catalog.registers
  .all(YEAR)
  .flatMap((register) => register.fields.map((field) => ({ register, field })))
  .filter(({ field }) => field.type === 'integer' || field.type === 'decimal')

test('a number is judged alike whether a row holds it as a number or as its text', () => {
  const near = numeric
    .flatMap(({ field }) => [field.min, field.max])
    .flatMap((bound) =>
      bound === undefined ? [] : [-1, 0, 1].map((step) => Math.trunc(Number(bound)) + step),
    )
  const number = fc.oneof(
    fc.constantFrom(...near),
    fc.maxSafeInteger(),
    fc.integer({ min: -5, max: 5000 }),
    fc.double({ noNaN: true, noDefaultInfinity: true }),
  )
  fc.assert(
    fc.property(fc.constantFrom(...numeric), number, ({ register, field }, value) => {
      const checker = rowChecker(catalog, register, { orgUnit: 'qy-zhixiao', year: YEAR })
      const ofField = (cell: string | number) =>
        checker.check({ [field.id]: cell }, '1').filter(({ at }) => at.fields?.[0] === field.id)
      expect(ofField(value)).toEqual(ofField(String(value)))
    }),
    { numRuns: 2000 },
  )
})
