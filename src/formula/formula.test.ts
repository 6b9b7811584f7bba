import fc from 'fast-check'
import { expect, describe as group, test } from 'vitest'
import {
  decimal,
  isKnown,
  known,
  MISSING,
  type Observed,
  PURE,
  SHARE,
  type Unit,
  UnitSystem,
} from '../kernel/index.ts'
import {
  describe,
  type EvaluationContext,
  type Expr,
  evaluate,
  evaluateCondition,
  FormulaError,
  functions,
  parse,
  type Row,
  type Scope,
  typeOf,
  write,
} from './index.ts'

const one = decimal(1)
const units = new UnitSystem([
  { id: 'person', name: { zh: '人', en: 'people' }, scale: one, kind: 'plain' },
  { id: 'square_metre', name: { zh: '平方米', en: 'square metres' }, scale: one, kind: 'plain' },
  { id: 'percent', name: { zh: '%', en: '%' }, scale: decimal('0.01'), kind: 'share' },
])
const person = units.parse('person') ?? PURE
const squareMetre = units.parse('square_metre') ?? PURE

const elements: Record<string, Unit> = {
  graduates: person,
  employed: person,
  land: squareMetre,
  毕业生数: person,
  rate: SHARE,
}
const scope: Scope = {
  reference: (name) => {
    const unit = elements[name]
    return unit && { kind: 'element', unit, dimensions: { sector: new Set(['1', '2', '3']) } }
  },
  register: (name) =>
    name === 'leavers'
      ? {
          counts: person,
          field: (field) => {
            if (field === 'sector')
              return { type: { kind: 'text', codes: new Set(['1', '2', '3']) }, counts: PURE }
            if (field === 'wage') return { type: { kind: 'number', unit: PURE }, counts: PURE }
            if (field === 'matched') return { type: { kind: 'flag' }, counts: PURE }
            return undefined
          },
        }
      : undefined,
  unit: (text) => units.parse(text),
  attribute: (name) => (name === 'ownership' ? new Set(['public', 'private']) : undefined),
}

function context(values: Record<string, string>, more: Partial<EvaluationContext> = {}): EvaluationContext {
  const look = (name: string): Observed =>
    values[name] === undefined ? MISSING : known(decimal(values[name]))
  return {
    reference: (reference) => look(reference.name),
    cells: () => [],
    rows: () => undefined,
    attribute: () => undefined,
    unit: (text) => units.parse(text),
    previous: () => undefined,
    panel: () => [],
    ...more,
  }
}

const value = (formula: string, at: EvaluationContext): string => {
  const result = evaluate(parse(formula), at)
  return isKnown(result) ? result.value.toString() : result.state
}

group('reading', () => {
  test('multiplication binds before addition, and brackets before both', () => {
    expect(value('1 + 2 * 3', context({}))).toBe('7')
    expect(value('(1 + 2) * 3', context({}))).toBe('9')
    expect(value('8 - 4 - 2', context({}))).toBe('2')
  })

  test('Chinese names and Chinese arithmetic marks are read', () => {
    expect(value('毕业生数 ÷ 2 × （3 − 1）', context({ 毕业生数: '10' }))).toBe('10')
  })

  test.each([
    ['1 +', '公式不完整', 3],
    ['graduates employed', '此处不应有“employed”', 10],
    ['count(leavers where count(leavers) > 1)', '台账条件里不能再计数', 26],
    ['1 < 2 < 3', '比较不能连写，请用 and 连接', 6],
    ['1.2.3', '“1.2.3”不是数字', 0],
    ["'open", '缺少右引号', 0],
    ['a ; b', '不认识的符号“;”', 2],
  ])('%s is refused with its place', (formula, zh, at) => {
    try {
      parse(formula)
      expect.fail('was read')
    } catch (error) {
      expect(error).toBeInstanceOf(FormulaError)
      expect((error as FormulaError).detail.zh).toBe(zh)
      expect((error as FormulaError).at).toBe(at)
    }
  })

  test('nesting beyond any real formula is refused, not overflowed', () => {
    expect(() => parse('('.repeat(100_000))).toThrow(FormulaError)
  })
})

group('units', () => {
  const refusal = (formula: string): string => {
    try {
      typeOf(parse(formula), scope)
      return 'accepted'
    } catch (error) {
      return (error as FormulaError).detail.zh
    }
  }

  test('people and square metres cannot be added or compared', () => {
    expect(refusal('graduates + land')).toBe('单位不合：person 与 square_metre')
    expect(refusal('graduates <= land')).toBe('单位不合：person 与 square_metre')
  })

  test('a share minus a share is in percentage points', () => {
    const type = typeOf(parse('rate - previous(rate)'), scope)
    expect(type.kind === 'number' && type.unit.kind).toBe('point')
  })

  test('square metres per person is a unit of its own', () => {
    const type = typeOf(parse('land / graduates'), scope)
    expect(type.kind === 'number' && type.unit.dimension).toEqual({ square_metre: 1, person: -1 })
  })

  test('unknown names, codes, fields and functions are named', () => {
    expect(refusal('nothing + 1')).toBe('没有数据项、指标或参数“nothing”')
    expect(refusal("graduates[sector = '9']")).toBe('“sector”没有代码“9”')
    expect(refusal("count(leavers where sector = '9')")).toBe('代码表没有代码“9”')
    expect(refusal('count(leavers where age > 1)')).toBe('台账没有字段“age”')
    expect(refusal('eval(graduates)')).toBe('没有函数“eval”')
    expect(refusal("attribute('ownership') = 'royal'")).toBe('代码表没有代码“royal”')
  })
})

group('values', () => {
  test('a rate without a base is not applicable; one with a missing part is missing; neither is zero', () => {
    expect(value('employed / graduates', context({ employed: '0', graduates: '0' }))).toBe('not_applicable')
    expect(value('employed / graduates', context({ graduates: '120' }))).toBe('missing')
  })

  test('a condition over something missing is neither true nor false', () => {
    const truth = evaluateCondition(parse('employed <= graduates'), context({ graduates: '1' }))
    expect(truth).toEqual({ state: 'missing' })
  })

  test('what is false stays false whatever is missing beside it', () => {
    expect(evaluateCondition(parse('1 > 2 and employed > 0'), context({}))).toBe(false)
    expect(evaluateCondition(parse('1 < 2 or employed > 0'), context({}))).toBe(true)
    expect(evaluateCondition(parse('1 > 2 or employed > 0'), context({}))).toEqual(MISSING)
  })

  test('growth compares with the year before', () => {
    const last = context({ graduates: '80' })
    expect(value('growth(graduates)', context({ graduates: '100' }, { previous: () => last }))).toBe('0.25')
    expect(value('previous(graduates)', context({ graduates: '100' }))).toBe('missing')
  })

  test('the panel median leaves out schools without a value', () => {
    const panel = ['1', '5', '100'].map((graduates) => context({ graduates })).concat(context({}))
    const at = context({ graduates: '5' }, { panel: () => panel })
    expect(value('panel_median(graduates)', at)).toBe('5')
    expect(value('panel_mad(graduates)', at)).toBe('4')
    expect(value('panel_size(graduates)', at)).toBe('3')
  })

  const rows: Row[] = [
    { sector: '1', wage: 3000, matched: true },
    { sector: '2', wage: '2500.5', matched: null },
    { sector: '2', wage: null, matched: false },
  ]
  const withRows = context({}, { rows: () => rows })

  test.each([
    ['count(leavers)', '3'],
    ["count(leavers where sector in ('2', '3'))", '2'],
    ['count(leavers where matched)', '1'],
    ['count(leavers where not matched)', '1'],
    ['sum(leavers.wage)', '5500.5'],
    ['mean(leavers.wage)', '2750.25'],
    ['most(leavers.wage)', '3000'],
    ['count_distinct(leavers.sector)', '2'],
    ["mean(leavers.wage where sector = '3')", 'not_applicable'],
    ["count(leavers where wage > 2600 or sector = '2')", '3'],
  ])('%s is %s', (formula, expected) => {
    expect(value(formula, withRows)).toBe(expected)
  })

  test('rows that were not handed in are missing, not zero', () => {
    expect(value('count(leavers)', context({}))).toBe('missing')
  })

  test('every function of the language is evaluated by some test', () => {
    const last = context({ graduates: '4', employed: '2' })
    const cells = [known(decimal(3)), known(decimal(0)), known(decimal(4))]
    const panel = [context({ graduates: '1' }), context({ graduates: '3' })]
    const at = context(
      { graduates: '6', employed: '5' },
      { previous: () => last, panel: () => panel, cells: () => cells, attribute: () => 'public' },
    )
    const cases: Record<string, [string, string]> = {
      previous: ['previous(graduates)', '4'],
      growth: ['growth(graduates)', '0.5'],
      if: ['if(graduates > 5, 1, 2)', '1'],
      or_else: ['or_else(nothing, 7)', '7'],
      known: ['if(known(nothing), 1, 2)', '2'],
      abs: ['abs(-3)', '3'],
      min: ['min(3, graduates)', '3'],
      max: ['max(3, graduates)', '6'],
      sum_cells: ['sum_cells(graduates)', '7'],
      count_cells: ['count_cells(graduates)', '2'],
      entered: ['entered(graduates)', '6'],
      counted: ['counted(graduates)', '6'],
      panel_median: ['panel_median(graduates)', '2'],
      panel_mad: ['panel_mad(graduates)', '1'],
      panel_size: ['panel_size(graduates)', '2'],
      attribute: ["if(attribute('ownership') = 'public', 1, 2)", '1'],
      starts_with: ["if(starts_with('abc', 'ab'), 1, 2)", '1'],
      length: ["length('职业')", '2'],
      year: ['count(leavers where year(day) = 2017)', '1'],
    }
    expect(Object.keys(cases).sort()).toEqual([...functions.keys()].sort())
    const dated = { ...at, rows: () => [{ day: '2017-06-01' }, { day: '2016-06-01' }, { day: null }] }
    for (const [formula, expected] of Object.values(cases))
      expect(value(formula, dated), formula).toBe(expected)
  })
})

const span = { start: 0, end: 0 }
const name = fc.constantFrom('graduates', 'employed', '毕业生数')
const numeric: fc.Arbitrary<Expr> = fc.letrec<{ expr: Expr }>((tie) => ({
  expr: fc.oneof(
    { depthSize: 'small' },
    name.map((id): Expr => ({ kind: 'reference', name: id, cell: [], span })),
    name.map(
      (id): Expr => ({ kind: 'reference', name: id, cell: [{ dimension: 'sector', code: '2' }], span }),
    ),
    fc
      .nat(9999)
      .map((n): Expr => ({ kind: 'number', value: decimal(n), unit: undefined, text: String(n), span })),
    fc
      .tuple(fc.constantFrom('+', '-', '*', '/'), tie('expr'), tie('expr'))
      .map(([op, left, right]): Expr => ({ kind: 'binary', op: op as '+', left, right, span })),
    tie('expr').map((arg): Expr => ({ kind: 'unary', op: '-', arg, span })),
    tie('expr').map((arg): Expr => ({ kind: 'call', fn: 'previous', args: [arg], span })),
  ),
})).expr
const condition: fc.Arbitrary<Expr> = fc.letrec<{ expr: Expr }>((tie) => ({
  expr: fc.oneof(
    { depthSize: 'small' },
    fc
      .tuple(fc.constantFrom('=', '<', '>='), numeric, numeric)
      .map(([op, left, right]): Expr => ({ kind: 'binary', op: op as '=', left, right, span })),
    fc
      .tuple(fc.constantFrom('and', 'or'), tie('expr'), tie('expr'))
      .map(([op, left, right]): Expr => ({ kind: 'binary', op: op as 'and', left, right, span })),
    tie('expr').map((arg): Expr => ({ kind: 'unary', op: 'not', arg, span })),
    fc
      .tuple(numeric, fc.boolean())
      .map(([arg, negated]): Expr => ({ kind: 'in', arg, options: [arg], negated, span })),
  ),
})).expr

function withoutPlaces(expr: Expr): unknown {
  return JSON.parse(JSON.stringify(expr, (key, part) => (key === 'span' ? undefined : part)))
}

group('writing', () => {
  test('writing a formula and reading it gives the same tree', () => {
    fc.assert(
      fc.property(fc.oneof(numeric, condition), (expr) => {
        expect(withoutPlaces(parse(write(expr)))).toEqual(withoutPlaces(expr))
      }),
    )
  })

  test('a formula described with its ids in Chinese marks reads back to the same tree', () => {
    const names = {
      reference: (id: string, cell: readonly { dimension: string; code: string }[]) =>
        cell.length ? `${id}[${cell.map((part) => `${part.dimension} = '${part.code}'`).join(', ')}]` : id,
      register: (id: string) => id,
      field: (_: string, id: string) => id,
      code: (_r: string, _f: string, code: string) => code,
      unit: (text: string) => text,
      attribute: (id: string) => id,
    }
    const plain = numeric.filter((expr) => !write(expr).includes('previous'))
    fc.assert(
      fc.property(plain, (expr) => {
        expect(withoutPlaces(parse(describe(expr, names, 'zh')))).toEqual(withoutPlaces(expr))
      }),
    )
    expect(describe(parse('previous(graduates) * 2'), names, 'zh')).toBe('上年graduates × 2')
  })
})
