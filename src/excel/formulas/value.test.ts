import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { CellError, interpret } from '../../../test/excel/formula-interpreter.ts'
import { type EvaluationContext, evaluateCondition, parse } from '../../formula/index.ts'
import { decimal, isKnown, known, MISSING, type Observed, toBase, type Unit } from '../../kernel/index.ts'
import { Untranslatable } from './syntax.ts'
import { type ValuePlaces, valueCondition } from './value.ts'

const names = ['staff', 'teachers', 'students', 'area', 'share'] as const
const percent: Unit = { dimension: {}, scale: decimal('0.01'), kind: 'share' }
const one: Unit = { dimension: {}, scale: decimal('1'), kind: 'plain' }
const unitOf = (name: string) => (name === 'share' ? percent : one)

/** Values of this year (row 1) and last year (row 2); a column for each name, as the hidden sheet has them. */
type Sheet = Readonly<Record<string, readonly [string | null, string | null]>>

const column = (name: string) => String.fromCharCode(65 + names.indexOf(name as (typeof names)[number]))

const places: ValuePlaces = {
  hadYearBefore: true,
  element: ({ name }, back) => (back > 1 ? undefined : `$${column(name)}$${back + 1}`),
  sumOfCells: () => undefined,
  parameter: (name) => (name === 'most_share' ? decimal('0.3') : undefined),
  indicator: (name) => (name === 'teacher_ratio' ? parse('students / teachers') : undefined),
  attribute: (name) => (name === 'ownership' ? 'public' : undefined),
  scale: (unit) => (unit === 'percent' ? decimal('0.01') : decimal('1')),
}

function context(sheet: Sheet, back = 0): EvaluationContext {
  const held = (name: string): Observed => {
    const text = sheet[name]?.[back]
    return text == null ? MISSING : known(toBase(decimal(text), unitOf(name)))
  }
  return {
    reference: ({ name }) => {
      if (name === 'most_share') return known(decimal('0.3'))
      if (name !== 'teacher_ratio') return held(name)
      const [a, b] = [held('students'), held('teachers')]
      if (!isKnown(a) || !isKnown(b)) return MISSING
      return b.value.isZero() ? { state: 'not_applicable' } : known(a.value.div(b.value))
    },
    cells: () => [],
    rows: () => undefined,
    attribute: (name) => (name === 'ownership' ? 'public' : undefined),
    unit: () => one,
    previous: () => (back === 0 ? context(sheet, 1) : undefined),
    panel: () => [],
  }
}

/** What the workbook says: true, false, or undefined for not known. */
function inWorkbook(formula: string, sheet: Sheet): boolean | undefined {
  const truth = interpret(valueCondition(parse(formula), places), {
    cell: (_, letter, row) => {
      const name = names[letter.charCodeAt(0) - 65] ?? ''
      const text = sheet[name]?.[row - 1]
      return text == null ? new CellError('#N/A') : toBase(decimal(text), unitOf(name)).toNumber()
    },
  })
  return truth === 0.5 ? undefined : truth === 1
}

function inEngine(formula: string, sheet: Sheet): boolean | undefined {
  const truth = evaluateCondition(parse(formula), context(sheet))
  return typeof truth === 'boolean' ? truth : undefined
}

function orUntranslatable<T>(work: () => T): T | 'untranslatable' {
  try {
    return work()
  } catch (error) {
    if (error instanceof Untranslatable) return 'untranslatable'
    throw error
  }
}

const amount = fc.oneof(
  { weight: 1, arbitrary: fc.constant(null) },
  { weight: 4, arbitrary: fc.integer({ min: 0, max: 40 }).map((n) => String(n)) },
  { weight: 2, arbitrary: fc.integer({ min: 0, max: 4000 }).map((n) => decimal(n).div(100).toFixed()) },
)
const sheets: fc.Arbitrary<Sheet> = fc.record(
  Object.fromEntries(names.map((name) => [name, fc.tuple(amount, amount)])) as Record<
    (typeof names)[number],
    fc.Arbitrary<[string | null, string | null]>
  >,
)

const formulas = fc.letrec<{ number: string; condition: string }>((tie) => ({
  number: fc.oneof(
    { maxDepth: 3, depthSize: 'small' },
    fc.constantFrom('staff', 'teachers', 'students', 'share', 'teacher_ratio'),
    fc.constantFrom('0', '1', '2.5', '10', '30%'),
    fc
      .tuple(tie('number'), fc.constantFrom('+', '-', '*', '/'), tie('number'))
      .map((p) => `(${p.join(' ')})`),
    tie('number').map((n) => `previous(${n})`),
    tie('number').map((n) => `abs(${n})`),
    fc.tuple(tie('number'), tie('number')).map(([a, b]) => `min(${a}, ${b})`),
    fc.tuple(tie('number'), tie('number')).map(([a, b]) => `or_else(${a}, ${b})`),
    fc.tuple(tie('condition'), tie('number'), tie('number')).map(([c, a, b]) => `if(${c}, ${a}, ${b})`),
  ),
  condition: fc.oneof(
    { maxDepth: 3, depthSize: 'small' },
    fc
      .tuple(tie('number'), fc.constantFrom('=', '!=', '<', '<=', '>', '>='), tie('number'))
      .map((p) => `(${p.join(' ')})`),
    fc.tuple(tie('condition'), fc.constantFrom('and', 'or'), tie('condition')).map((p) => `(${p.join(' ')})`),
    tie('condition').map((c) => `not (${c})`),
    tie('number').map((n) => `known(${n})`),
    fc.tuple(tie('number'), fc.boolean()).map(([n, no]) => `(${n} ${no ? 'not in' : 'in'} (1, 2, 10))`),
    fc.constantFrom("attribute('ownership') = 'public'", "attribute('ownership') in ('private')"),
  ),
}))

describe('a condition as a formula of a workbook', () => {
  test('says true, false or not known exactly where the engine does', () => {
    let compared = 0
    fc.assert(
      fc.property(formulas.condition, sheets, (formula, sheet) => {
        const truth = orUntranslatable(() => inWorkbook(formula, sheet))
        // Two years back a workbook has no column; such checks run on the platform.
        if (truth === 'untranslatable') return
        compared += 1
        expect(truth).toBe(inEngine(formula, sheet))
      }),
      { numRuns: 1500, seed: 20_180_920 },
    )
    expect(compared).toBeGreaterThan(1000)
  })

  test('a sum of decimals equals its parts although doubles do not', () => {
    const sheet = {
      staff: ['0.1', null],
      teachers: ['0.2', null],
      students: ['0.3', null],
      area: [null, null],
      share: [null, null],
    } as const
    expect(inWorkbook('students = staff + teachers', sheet)).toBe(true)
  })

  test('a blank operand is not known, and decides nothing that another operand decides', () => {
    const sheet = {
      staff: ['5', null],
      teachers: [null, null],
      students: ['3', null],
      area: [null, null],
      share: [null, null],
    } as const
    expect(inWorkbook('teachers <= staff', sheet)).toBeUndefined()
    expect(inWorkbook('teachers <= staff and students > staff', sheet)).toBe(false)
    expect(inWorkbook('teachers <= staff or students < staff', sheet)).toBe(true)
  })

  test('a share is compared in the unit of its formula', () => {
    const sheet = {
      staff: [null, null],
      teachers: [null, null],
      students: [null, null],
      area: [null, null],
      share: ['35', null],
    } as const
    expect(inWorkbook('share >= most_share', sheet)).toBe(true)
    expect(inWorkbook('share > 35%', sheet)).toBe(false)
  })

  test('what needs other schools has no formula', () => {
    expect(() => valueCondition(parse('staff <= 3 * panel_median(staff)'), places)).toThrow(Untranslatable)
  })
})
