import { expect, test } from 'vitest'
import { type Asked, addressOf, askedBy } from './asked.ts'

test('an address says again which rows were looked at', () => {
  const asked: Asked = {
    search: '汽车',
    findings: 'error',
    filters: [
      { field: 'role', operator: 'is', values: ['manager'] },
      { field: 'note', operator: 'contains', values: ['8:30'] },
      { field: 'title', operator: 'blank', values: [] },
    ],
    sort: { field: 'entered_on', descending: true },
    page: 3,
    size: 100,
    around: 234,
  }
  expect(askedBy(addressOf(asked))).toEqual(asked)
})

test('an address that says nothing asks for the first page of all rows', () => {
  expect(askedBy('')).toEqual({ filters: [], page: 1, size: 100 })
  expect(addressOf(askedBy(''))).toBe('')
})

test('what an address says wrongly is not asked for', () => {
  expect(askedBy('?findings=all&page=-2&row=two&where=role:like:x&where=:is:x')).toEqual(askedBy(''))
})
