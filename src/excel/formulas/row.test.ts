import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { interpret } from '../../../test/excel/formula-interpreter.ts'
import type { CodeList, Field } from '../../catalog/index.ts'
import { compileCondition, parse, type Row } from '../../formula/index.ts'
import { AllCodeLabels, NO, YES } from '../code-labels.ts'
import { countFormula } from './count.ts'
import { rowCondition } from './row.ts'

const list = (id: string, codes: readonly (readonly [string, string])[]): CodeList => ({
  id,
  name: { zh: id, en: id },
  codes: codes.map(([code, zh]) => ({ code, name: { zh, en: code } })),
})

const codeLists = new Map([
  [
    'programmes',
    list('programmes', [
      ['051300', '数控技术应用'],
      ['051400', '汽车运用与维修'],
      ['090100', '计算机应用'],
    ]),
  ],
  [
    'modes',
    list('modes', [
      ['full_time', '全日制'],
      ['part_time', '非全日制'],
    ]),
  ],
  [
    'grades',
    list('grades', [
      ['1', '一年级'],
      ['2', '二年级'],
      ['3', '三年级'],
    ]),
  ],
])
const labels = new AllCodeLabels({ codeLists }, 2018)

const field = (id: string, type: Field['type'], codelist?: string): Field => ({
  id,
  name: { zh: id, en: id },
  type,
  personal: 'none',
  ...(codelist === undefined ? {} : { codelist }),
})
const fields = [
  field('programme', 'code', 'programmes'),
  field('mode', 'code', 'modes'),
  field('grade', 'code', 'grades'),
  field('waived', 'flag'),
  field('grant', 'flag'),
  field('days', 'integer'),
  field('hours', 'decimal'),
  field('from', 'date'),
  field('to', 'date'),
  field('place', 'text'),
]
const find = (id: string) => {
  const index = fields.findIndex((candidate) => candidate.id === id)
  const found = fields[index]
  if (!found) throw new Error(id)
  return { field: found, cell: `$${String.fromCharCode(65 + index)}5` }
}

/** The row as the sheet shows it. */
function shown(row: Row, index: number): number | string | undefined {
  const here = fields[index]
  const value = here && row[here.id]
  if (!here || value === null || value === undefined) return undefined
  if (typeof value === 'boolean') return value ? YES : NO
  if (here.codelist !== undefined) return labels.of(here.codelist).label(String(value))
  if (here.type === 'date') return Date.parse(`${value}T00:00:00Z`) / 86_400_000 + 25_569
  return here.type === 'text' ? String(value) : Number(value)
}

const inEngine = (formula: string, row: Row) => compileCondition(withFields(formula))(row)

/** Names are fields inside a register's condition; parsed alone they are references. */
function withFields(formula: string) {
  const aggregate = parse(`count(students where ${formula})`)
  if (aggregate.kind !== 'aggregate' || !aggregate.where) throw new Error(formula)
  return aggregate.where
}

const blankOr = <T>(value: fc.Arbitrary<T>) =>
  fc.oneof({ weight: 1, arbitrary: fc.constant(null) }, { weight: 4, arbitrary: value })
const day = fc.constantFrom('2016-09-01', '2017-07-31', '2017-09-01', '2018-02-28')
const rows: fc.Arbitrary<Row> = fc.record({
  programme: blankOr(fc.constantFrom('051300', '051400', '090100')),
  mode: blankOr(fc.constantFrom('full_time', 'part_time')),
  grade: blankOr(fc.constantFrom('1', '2', '3')),
  waived: blankOr(fc.boolean()),
  grant: blankOr(fc.boolean()),
  days: blankOr(fc.integer({ min: 0, max: 400 })),
  hours: blankOr(fc.integer({ min: 0, max: 100 }).map((n) => (n % 4 === 0 ? n / 4 : String(n / 4)))),
  from: blankOr(day),
  to: blankOr(day),
  place: blankOr(fc.constantFrom('香港', '清远', '—')),
})

const number = fc.constantFrom(
  'days',
  'hours',
  'days + hours',
  'days - 2 * hours',
  'year(from)',
  '365',
  '12.5',
  'days / hours',
)
const conditions = fc.letrec<{ condition: string }>((tie) => ({
  condition: fc.oneof(
    { maxDepth: 3, depthSize: 'small' },
    fc.constantFrom(
      'waived',
      'grant',
      'not grant',
      "mode = 'full_time'",
      "mode != 'full_time'",
      "grade in ('1', '2')",
      "grade not in ('1', '2')",
      "grade < '3'",
      "starts_with(programme, '05')",
      "place = '香港'",
      "place != '—'",
      "place in ('香港', '—')",
      "place not in ('香港')",
      'from <= to',
      'from = to',
      "from >= '2017-09-01'",
      'known(place)',
      'known(days)',
      'waived = grant',
      'waived = true',
      'days in (0, 30)',
    ),
    fc.tuple(number, fc.constantFrom('=', '!=', '<', '<=', '>', '>='), number).map((p) => `(${p.join(' ')})`),
    fc.tuple(tie('condition'), fc.constantFrom('and', 'or'), tie('condition')).map((p) => `(${p.join(' ')})`),
    tie('condition').map((c) => `not (${c})`),
  ),
}))

describe('a condition over a row as a formula of a workbook', () => {
  test('says true, false or not known exactly where the engine does, with codes shown by their labels', () => {
    fc.assert(
      fc.property(conditions.condition, rows, (formula, row) => {
        const translated = interpret(rowCondition(withFields(formula), { field: find, labels }), {
          cell: (_, letter) => shown(row, letter.charCodeAt(0) - 65),
        })
        expect(translated === 0.5 ? undefined : translated === 1).toBe(inEngine(formula, row))
      }),
      { numRuns: 1500, seed: 20_180_921 },
    )
  })

  test('a programme is recognised by the beginning of its number', () => {
    const formula = rowCondition(withFields("starts_with(programme, '05')"), { field: find, labels })
    expect(formula).toBe('IF($A5="",0.5,IF(EXACT($A5,"090100 计算机应用"),0,1))')
  })
})

describe('counting rows as a formula of a workbook', () => {
  const columns = {
    field: (id: string) => ({ field: find(id).field, range: `${id}_range` }),
    keyRange: 'key_range',
    labels,
  }
  const counted = (formula: string) => {
    const aggregate = parse(formula)
    if (aggregate.kind !== 'aggregate') throw new Error(formula)
    return countFormula(aggregate, columns)
  }

  test('a list of conditions is one COUNTIFS', () => {
    expect(counted("count(students where mode = 'full_time' and waived)")).toBe(
      'COUNTIFS(mode_range,"=全日制",waived_range,"=是")',
    )
  })

  test('an in list is the sum over its codes', () => {
    expect(counted("sum(students.days where grade in ('1', '2'))")).toBe(
      'SUMIFS(days_range,grade_range,"=一年级")+SUMIFS(days_range,grade_range,"=二年级")',
    )
  })

  test('rows are counted by their key', () => {
    expect(counted('count(students)')).toBe('COUNTIFS(key_range,"<>")')
  })

  test('a blank is neither a code nor another one', () => {
    expect(counted("count(students where place != '—')")).toBe('COUNTIFS(place_range,"<>",place_range,"<>—")')
  })

  test('a wildcard in a label is a character', () => {
    expect(counted("count(students where place = '5*')")).toBe('COUNTIFS(place_range,"=5~*")')
  })
})
