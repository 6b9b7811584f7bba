import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { HEAD, schemeFrom, smallCatalog } from '../../../test/evaluation/small-catalog.ts'
import { CatalogError, type Scoring } from '../../catalog/index.ts'
import { decimal, known, MISSING, NOT_APPLICABLE, type Observed } from '../../kernel/index.ts'
import { evaluateSubject, openLeaves, type SubjectInput } from './evaluate.ts'
import { scoreValue } from './score-value.ts'
import { factorOf } from './share.ts'

const TREE = `
  criteria:
    - id: resources
      name: { zh: 资源条件, en: Resources }
      weight: '60'
      criteria:
        - id: staff
          name: { zh: 师资, en: Staff }
          weight: '35'
          computed:
            value: student_teacher_ratio
            score:
              function: bands
              bands: [{ at_most: '18', factor: '1' }, { at_most: '20', factor: '0.8' }]
              otherwise: '0.5'
        - id: land
          name: { zh: 占地, en: Land }
          weight: '25'
          computed:
            value: area_per_student
            score: { function: linear, none: '3', full: '33' }
    - id: management
      name: { zh: 学校管理, en: Management }
      weight: '40'
      criteria:
        - { id: teaching, name: { zh: 教学管理, en: Teaching }, weight: '30', judged: {} }
        - id: charter
          name: { zh: 学校章程, en: Charter }
          weight: '10'
          evidence: { ask: { zh: 现行章程, en: The charter in force } }
`
const scheme = schemeFrom(HEAD + TREE)

const input = (details: Partial<SubjectInput> = {}): SubjectInput => ({
  values: new Map<string, Observed>([
    ['staff', known(decimal('18.84'))],
    ['land', known(decimal('13'))],
  ]),
  compared: new Map(),
  bounds: new Map(),
  evidence: new Set(['charter']),
  marks: [
    ...['b', 'b', 'c'].map((mark, index) => ({
      kind: 'expert',
      assessor: `e${index}`,
      leaf: 'teaching',
      mark,
    })),
    { kind: 'expert', assessor: 'e0', leaf: 'charter', mark: 'present' },
  ],
  rulings: new Map(),
  ...details,
})

describe('a total by hand', () => {
  test('bands, a line, marks of three experts and evidence add up to the last digit', () => {
    const sheet = evaluateSubject(scheme, input())
    // 18.84 lies in the second band: 35 × 0.8 = 28. Land (13 − 3) ÷ (33 − 3) = ⅓ of 25 = 8.33.
    expect(sheet.leaves.get('staff')?.points.toFixed()).toBe('28')
    expect(sheet.leaves.get('land')?.points.toFixed()).toBe('8.33')
    // (0.8 + 0.8 + 0.65) ÷ 3 = 0.75 of 30 = 22.5.
    expect(sheet.leaves.get('teaching')?.points.toFixed()).toBe('22.5')
    expect(sheet.branches.get('resources')?.points.toFixed()).toBe('36.33')
    expect(sheet.total.points.toFixed()).toBe('68.83')
    expect(sheet.rating).toBe('fair')
  })

  test('the printed points of the leaves add up to the printed total', () => {
    const sheet = evaluateSubject(scheme, input())
    const sum = [...sheet.leaves.values()].reduce((total, leaf) => total.plus(leaf.points), decimal(0))
    expect(sum.toFixed()).toBe(sheet.total.points.toFixed())
  })

  test('a value that does not apply leaves its weight to its siblings', () => {
    const sheet = evaluateSubject(
      scheme,
      input({
        values: new Map<string, Observed>([
          ['staff', known(decimal('18'))],
          ['land', NOT_APPLICABLE],
        ]),
      }),
    )
    expect(sheet.leaves.get('land')?.state).toBe('excluded')
    // 35 of 35 become 60 of 60: 60 + 22.5 + 10.
    expect(sheet.total.points.toFixed()).toBe('92.5')
    expect(sheet.rating).toBe('good')
  })

  test('redistributed points are rounded once, where the branch is scaled', () => {
    const marks = input().marks.filter((mark) => mark.leaf !== 'teaching')
    const sheet = evaluateSubject(
      scheme,
      input({
        values: new Map<string, Observed>([
          ['staff', known(decimal('25'))],
          ['land', NOT_APPLICABLE],
        ]),
        marks: [...marks, { kind: 'expert', assessor: 'e0', leaf: 'teaching', mark: 'a' }],
      }),
    )
    // 17.5 of 35, scaled to 60: exactly 30.
    expect(sheet.branches.get('resources')?.points.toFixed()).toBe('30')
    expect(sheet.total.points.toFixed()).toBe('70')
  })
})

describe('what is not known', () => {
  test('a missing value withholds the total and is not counted as nought', () => {
    const sheet = evaluateSubject(
      scheme,
      input({
        values: new Map<string, Observed>([
          ['staff', MISSING],
          ['land', known(decimal('33'))],
        ]),
      }),
    )
    expect(sheet.total.state).toBe('incomplete')
    expect(sheet.rating).toBeUndefined()
    expect(openLeaves(sheet).map(({ leaf, state }) => [leaf, state])).toEqual([['staff', 'withheld']])
  })

  test('without evidence there is nothing to mark: the leaf earns nought', () => {
    const sheet = evaluateSubject(scheme, input({ evidence: new Set() }))
    expect(sheet.leaves.get('charter')).toMatchObject({ state: 'scored', by: 'absence' })
    expect(sheet.total.points.toFixed()).toBe('58.83')
  })

  test('marks of the subject itself alone give its own view and no final score', () => {
    const marks = [
      { kind: 'self', assessor: 'school', leaf: 'teaching', mark: 'a' },
      { kind: 'self', assessor: 'school', leaf: 'charter', mark: 'present' },
    ]
    expect(evaluateSubject(scheme, input({ marks }), { kind: 'self' }).total.points.toFixed()).toBe('76.33')
    expect(evaluateSubject(scheme, input({ marks })).total.state).toBe('incomplete')
  })
})

describe('experts who differ', () => {
  const marks = [
    { kind: 'expert', assessor: 'e0', leaf: 'teaching', mark: 'a' },
    { kind: 'expert', assessor: 'e1', leaf: 'teaching', mark: 'c' },
    { kind: 'expert', assessor: 'e0', leaf: 'charter', mark: 'present' },
  ]

  test('beyond the limit the leaf waits for the chief', () => {
    const sheet = evaluateSubject(scheme, input({ marks }))
    expect(sheet.leaves.get('teaching')?.state).toBe('disputed')
    expect(sheet.leaves.get('teaching')?.spread.toFixed()).toBe('0.35')
  })

  test('at the limit exactly they are taken as they are', () => {
    const closer = marks.map((mark) => (mark.mark === 'c' ? { ...mark, mark: 'b' } : mark))
    expect(
      evaluateSubject(scheme, input({ marks: closer }))
        .leaves.get('teaching')
        ?.points.toFixed(),
    ).toBe('27')
  })

  test('the ruling of the chief takes the place of their marks', () => {
    const sheet = evaluateSubject(scheme, input({ marks, rulings: new Map([['teaching', 'b']]) }))
    expect(sheet.leaves.get('teaching')).toMatchObject({ state: 'scored', by: 'ruling' })
    expect(sheet.leaves.get('teaching')?.points.toFixed()).toBe('24')
  })
})

describe('laws', () => {
  const mark = fc.constantFrom('a', 'b', 'c', 'd')

  test('the order of the experts plays no part', () => {
    fc.assert(
      fc.property(fc.array(mark, { minLength: 1, maxLength: 9 }), fc.nat(), (marks, turn) => {
        const given = marks.map((id, index) => ({
          kind: 'expert',
          assessor: `e${index}`,
          leaf: 'teaching',
          mark: id,
        }))
        const at = turn % given.length
        const turned = [...given.slice(at), ...given.slice(0, at)].reverse()
        const points = (list: typeof given) =>
          evaluateSubject(scheme, input({ marks: list }))
            .leaves.get('teaching')
            ?.points.toFixed()
        expect(points(turned)).toBe(points(given))
      }),
    )
  })

  const value = fc.integer({ min: -5000, max: 5000 }).map((n) => decimal(n).div(100))
  const rising: Scoring[] = [
    { function: 'threshold', at_least: decimal(3), otherwise: decimal('0.2') },
    {
      function: 'bands',
      bands: [
        { at_least: decimal(20), factor: decimal(1) },
        { at_least: decimal(5), factor: decimal('0.6') },
      ],
      otherwise: decimal(0),
    },
    { function: 'linear', none: decimal(-10), full: decimal(30) },
    { function: 'rank', better: 'higher', last: decimal('0.4') },
  ]

  test.each(rising.map((score) => [score.function, score] as const))(
    'a better value never earns less: %s',
    (_, score) => {
      fc.assert(
        fc.property(value, value, fc.array(value, { maxLength: 12 }), (a, b, others) => {
          const context = (own: typeof a) => ({ compared: [own, ...others], bound: undefined })
          const earned = (own: typeof a) => {
            const share = scoreValue(score, own, context(own))
            return share ? factorOf(share) : decimal(-1)
          }
          const [low, high] = a.lte(b) ? [a, b] : [b, a]
          expect(earned(low).lte(earned(high))).toBe(true)
          expect(earned(high).gte(0) && earned(high).lte(1)).toBe(true)
        }),
      )
    },
  )

  test('ranks: the first takes all, the last what the scheme leaves it, ties share', () => {
    const score: Scoring = { function: 'rank', better: 'lower', last: decimal('0.4') }
    const compared = ['18', '20', '20', '25'].map((text) => decimal(text))
    const earned = (own: string) => {
      const share = scoreValue(score, decimal(own), { compared, bound: undefined })
      return share && factorOf(share).toDecimalPlaces(4).toFixed()
    }
    expect(earned('18')).toBe('1')
    // Leaves one behind and ties with one of three others: ½ of the way from 0.4 to 1.
    expect(earned('20')).toBe('0.7')
    expect(earned('25')).toBe('0.4')
  })
})

describe('a scheme that is wrong does not load, and the place is named', () => {
  const problems = (text: string) => {
    try {
      smallCatalog(text)
    } catch (error) {
      if (error instanceof CatalogError)
        return error.problems.map(({ path, detail }) => `${path.join('.')}: ${detail.en}`)
      throw error
    }
    return []
  }

  test('weights that do not add up', () => {
    expect(problems(HEAD + TREE.replace("weight: '25'", "weight: '24.5'"))).toEqual([
      '0.criteria.0.criteria: the weights add up to 59.5, not to 60 (short by 0.5)',
    ])
  })

  test('a leaf without a rule', () => {
    expect(problems(HEAD + TREE.replace(', judged: {}', ''))).toEqual([
      '0.criteria.1.criteria.0: the criterion "Teaching" has no rule: write one of computed, judged, evidence, or list criteria below it',
    ])
  })

  test('a band that earns less than a worse one', () => {
    expect(
      problems(HEAD + TREE.replace("at_most: '18', factor: '1'", "at_most: '18', factor: '0.7'")),
    ).toEqual([
      '0.criteria.0.criteria.0.computed.score.bands: bands go from the best to the worst, and a better one earns no less',
    ])
  })

  test('an indicator that does not exist', () => {
    expect(problems(HEAD + TREE.replace('value: area_per_student', 'value: area_per_pupil')).length).toBe(1)
  })

  test('rows of a register, which are not accepted data', () => {
    const text = TREE.replace('value: area_per_student', 'value: count(students)\n            unit: person')
    expect(problems(HEAD + text).length).toBeGreaterThan(0)
  })

  test('two versions that are issued in the same year', () => {
    const second = (HEAD + TREE).replace("version: '1'", "version: '2'")
    expect(problems(HEAD + TREE + second)).toEqual([
      '1.in_force: versions 1 and 2 of the scheme "sample" are both issued in the same years',
    ])
    expect(problems(HEAD + TREE + second.replace('stage: issued', 'stage: draft'))).toEqual([])
  })
})
