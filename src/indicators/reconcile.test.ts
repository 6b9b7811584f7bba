import { expect, describe as group, test } from 'vitest'
import { decimal, known, MISSING, PURE, SHARE, toBase, type Unit, UnitSystem } from '../kernel/index.ts'
import { type Lookup, parseFigures, parseMapping, reconcile, rowsNeeded, withFigures } from './index.ts'

const units = new UnitSystem([
  { id: 'yuan', name: { zh: '元', en: 'yuan' }, scale: decimal(1), kind: 'plain' },
  {
    id: 'hundred_million_yuan',
    name: { zh: '亿元', en: '' },
    base: 'yuan',
    scale: decimal(100_000_000),
    kind: 'plain',
  },
])

/** Our side of one fact: this year's value, last year's, in declared units. */
function ours(now: string | undefined, before?: string, measure: Unit = PURE): Lookup {
  return {
    value: (_, { yearsBack }) => {
      const text = yearsBack === 0 ? now : before
      return { observed: text === undefined ? MISSING : known(toBase(decimal(text), measure)), measure }
    },
    holds: () => now === 'true',
  }
}

function check(fact: object, side: Lookup) {
  const mapping = parseMapping({
    document: { title: '年报', org: 'qingyuan', year: '2017' },
    facts: [{ id: 'F001', key: 'k', name: '某数', element: 'x', ...fact }],
  })
  return reconcile(mapping, side, units)
}

const printed = (value: string, more: object = {}) => ({
  printed: { value, numbers: [value], unit: '%', ...more },
})
const verdictOf = (fact: object, side: Lookup) => check(fact, side).facts[0]?.verdict

group('a value', () => {
  test('is equal, equal where the printed digits end, or different', () => {
    expect(verdictOf(printed('9846'), ours('9846'))).toBe('equal')
    expect(verdictOf(printed('98.9'), ours('98.9031', undefined, SHARE))).toBe('equal_after_rounding')
    expect(verdictOf(printed('13.06'), ours('12.9572', undefined, SHARE))).toBe('different')
  })

  test('that we do not hold is unknown, not different', () => {
    expect(verdictOf(printed('9846'), ours(undefined))).toBe('unknown')
  })

  test('in 亿元 is compared with yuan of ours', () => {
    expect(verdictOf({ ...printed('1.2'), unit: 'hundred_million_yuan' }, ours('120000000'))).toBe('equal')
  })

  test.each([
    ['近', '1000', '983', 'matches_word'],
    ['近', '1000', '1003', 'different'],
    ['近', '1000', '850', 'different'],
    ['多', '40', '43', 'matches_word'],
    ['多', '40', '40', 'different'],
    ['多', '40', '50', 'different'],
    ['多', '8600', '8642', 'matches_word'],
    ['多', '8600', '8701', 'different'],
    ['以上', '92', '92.5', 'matches_word'],
    ['以上', '92', '91.9', 'different'],
    ['不少于', '5', '5', 'matches_word'],
  ])('“%s %s” and %s: %s', (qualifier, number, value, verdict) => {
    expect(verdictOf(printed(number, { qualifier }), ours(value))).toBe(verdict)
  })
})

group('a change', () => {
  const fall = (amount: string, word = '下降') => ({
    ...printed('8.37'),
    prior: { value: '13.9', number: '13.9' },
    change: { amount, unit: '百分点', word },
  })

  test('worked out from rounded figures may differ in what they leave open', () => {
    // 13.9 stands for 13.85 to 13.95: the change may be 5.475 to 5.585.
    const part = check(fall('5.53'), ours('8.3695', '13.9224', SHARE)).facts[0]?.parts[2]
    expect(part).toMatchObject({ what: 'change', verdict: 'equal_after_rounding' })
    expect(check(fall('5.53'), ours('8.3695', '13.6', SHARE)).facts[0]?.parts[2]?.verdict).toBe('different')
  })

  test('in the wrong direction is different whatever its size', () => {
    expect(verdictOf(fall('5.55', '上升'), ours('8.3695', '13.9224', SHARE))).toBe('different')
  })

  test('an amount that the printed figures exclude is different', () => {
    // 76.71 − 77.02 is −0.31: no rounding makes it a rise of 0.5.
    expect(verdictOf(fall('6.5'), ours('8.3695', '13.9224', SHARE))).toBe('different')
  })

  test('growth follows the direction of the change', () => {
    const fact = {
      ...printed('32.45'),
      prior: { value: '33.09', number: '33.09', derived: 'true' },
      change: { amount: '0.64', unit: '册', word: '减少' },
      growth: { amount: '1.93' },
    }
    expect(verdictOf(fact, ours('32.45', '33.09'))).toBe('equal_after_rounding')
    expect(verdictOf({ ...fact, change: { ...fact.change, word: '增加' } }, ours('32.45', '33.09'))).toBe(
      'different',
    )
  })
})

group('what is no number', () => {
  test('a statement holds or does not', () => {
    const fact = {
      element: undefined,
      holds: 'x > 50%',
      printed: { value: '半数以上', numbers: [], unit: '' },
    }
    expect(verdictOf(fact, ours('true'))).toBe('matches_word')
    expect(verdictOf(fact, ours('false'))).toBe('different')
  })

  test('a class is named and not compared', () => {
    const fact = { element: undefined, class: 'number_in_name', ...printed('365') }
    expect(verdictOf(fact, ours(undefined))).toBe('class')
  })

  test('a fact with two meanings, or none, is refused', () => {
    expect(() => check({ ...printed('1'), indicator: 'y' }, ours('1'))).toThrow()
    expect(() => check({ ...printed('1'), element: undefined }, ours('1'))).toThrow()
  })
})

test('a difference that the published figures force is explained, any other is ours to mend', () => {
  const note = { zh: '9129 − 5994 = 3135', en: '9129 − 5994 = 3135' }
  const forced = { ...printed('3115'), note, differs: ['value'] }
  expect(check(forced, ours('3135')).unexplained).toEqual([])
  // A note on how a base was read forgives no difference.
  expect(check({ ...printed('3115'), note }, ours('3135')).unexplained).toEqual(['F001'])
  const withPrior = { ...forced, prior: { value: '3000', number: '3000' } }
  expect(check(withPrior, ours('3135', '2900')).unexplained).toEqual(['F001'])
  expect(() => check({ ...printed('3115'), differs: ['value'] }, ours('3135'))).toThrow()
})

test('a reader’s own figures take the place of ours, and facts that we do not know are named', () => {
  const mapping = parseMapping({
    document: { title: '年报', org: 'qingyuan', year: '2017' },
    facts: [{ id: 'F001', key: 'k', name: '某数', element: 'x', ...printed('9846') }],
  })
  const figures = parseFigures({
    facts: [
      { id: 'F001', value: 9847, value_printed: '9847', unit: '人' },
      { id: 'F900', value: '多数', value_printed: '多数', value_numeric: null, unit: '' },
    ],
  })
  const joined = withFigures(mapping, figures)
  expect(joined.unmapped).toEqual(['F900'])
  expect(reconcile(joined.mapping, ours('9846'), units).facts[0]?.verdict).toBe('different')
})

test('the mapping says whose rows a count needs', () => {
  const mapping = parseMapping({
    document: { title: '年报', org: 'qingyuan', year: '2017' },
    facts: [
      { id: 'A', key: 'a', name: 'a', count: 'count(problems)', ...printed('4') },
      { id: 'B', key: 'b', name: 'b', count: "count(rules where topic = 'x')", at: 'qy-a', ...printed('11') },
    ],
  })
  expect(rowsNeeded(mapping)).toEqual(
    new Map([
      ['', new Set(['problems'])],
      ['qy-a', new Set(['rules'])],
    ]),
  )
})
