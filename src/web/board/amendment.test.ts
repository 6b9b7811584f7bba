import { describe, expect, test } from 'vitest'
import {
  bodyOf,
  type CellChange,
  countOf,
  NOTHING,
  type RowChange,
  withCell,
  withoutCell,
  withoutRow,
  withRow,
} from './amendment.ts'

const books: CellChange = {
  form: 'general',
  element: 'books',
  cell: '',
  name: '图书',
  before: '30,000',
  value: '32100',
  reason: '',
}
const days: RowChange = {
  register: 'staff',
  kind: 'changed',
  rowNo: 2,
  name: '第 2 行',
  cells: { days: '41' },
  lines: ['天数：40 → 41'],
}

describe('an amendment that is being written', () => {
  test('has one change for a cell and for a row, the latest', () => {
    const first = withRow(withCell(NOTHING, books), days)
    const second = withRow(withCell(first, { ...books, value: '32200' }), {
      ...days,
      kind: 'deleted',
      cells: {},
    })
    expect(countOf(second)).toBe(2)
    expect(bodyOf(second, '盘点后更正')).toEqual({
      reason: '盘点后更正',
      cells: [{ form: 'general', element: 'books', cell: '', value: '32200', revision: 0 }],
      rows: [{ register: 'staff', added: [], changed: [], deleted: [2] }],
    })
    expect(withoutRow(withoutCell(second, books), days)).toEqual(NOTHING)
  })

  test('says why there is no value where one is taken away, and sends rows of several registers apart', () => {
    const draft = [
      days,
      { ...days, kind: 'added' as const, rowNo: -1, cells: { staff_no: 'T9' } },
      { ...days, register: 'clubs', kind: 'deleted' as const, rowNo: 1, cells: {} },
    ].reduce(withRow, withCell(NOTHING, { ...books, value: ' ', reason: 'suppressed' }))
    expect(bodyOf(draft, '学校来函')).toEqual({
      reason: '学校来函',
      cells: [
        { form: 'general', element: 'books', cell: '', value: null, reason: 'suppressed', revision: 0 },
      ],
      rows: [
        {
          register: 'staff',
          added: [{ staff_no: 'T9' }],
          changed: [{ rowNo: 2, cells: { days: '41' } }],
          deleted: [],
        },
        { register: 'clubs', added: [], changed: [], deleted: [1] },
      ],
    })
  })
})
