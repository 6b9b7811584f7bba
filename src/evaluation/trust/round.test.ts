import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { HEAD, schemeFrom, smallCatalog } from '../../../test/evaluation/small-catalog.ts'
import { ValueTable } from '../../indicators/index.ts'
import {
  decimal,
  known,
  MISSING,
  NOT_APPLICABLE,
  type Observed,
  OrgTree,
  type OrgUnit,
} from '../../kernel/index.ts'
import type { SubjectInput } from '../scheme/evaluate.ts'
import { evaluateSubject } from '../scheme/evaluate.ts'
import { leafValues } from '../scheme/values.ts'
import { movementOf } from './movement.ts'
import { type RoundSubject, resultOf } from './round.ts'

const leaf = (id: string, weight: string, rule: string) =>
  `{ id: ${id}, name: { zh: ${id}, en: ${id} }, weight: '${weight}', ${rule} }`
const line = 'computed: { value: student_teacher_ratio, score: { function: linear, none: "0", full: "100" } }'
const tree = (land: string) => `
  criteria:
    - id: resources
      name: { zh: 资源, en: Resources }
      weight: '60'
      criteria:
        - ${leaf('staff', '20', line)}
        - ${leaf('land', land, line)}
        - ${leaf('library', String(40 - Number(land)), line)}
    - ${leaf('teaching', '40', 'judged: {}')}
`
const scheme = schemeFrom(HEAD + tree('25'))

function subject(id: string, values: readonly Observed[], marks: readonly string[]): RoundSubject {
  const input: SubjectInput = {
    values: new Map(['staff', 'land', 'library'].map((name, index) => [name, values[index] ?? MISSING])),
    compared: new Map(),
    bounds: new Map(),
    evidence: new Set(),
    marks: marks.map((mark, index) => ({ kind: 'expert', assessor: `e${index}`, leaf: 'teaching', mark })),
    rulings: new Map(),
  }
  return { id, input }
}

describe('a round', () => {
  const value = fc.oneof(
    fc.integer({ min: 0, max: 100 }).map((n) => known(decimal(n))),
    fc.constant(NOT_APPLICABLE as Observed),
  )
  const subjects = fc.array(
    fc.tuple(
      fc.array(value, { minLength: 3, maxLength: 3 }),
      fc.array(fc.constantFrom('a', 'b'), { minLength: 1, maxLength: 5 }),
    ),
    { minLength: 1, maxLength: 8 },
  )

  test('the figures of trust start from the totals of the sheets, excluded leaves or not', () => {
    fc.assert(
      fc.property(subjects, (list) => {
        const round = list.map(([values, marks], index) => subject(`s${index}`, values, marks))
        const { sheets, stability, ranked } = resultOf(scheme, round, { seed: 'test', draws: 20 })
        // The branch of excluded leaves alone has its weight redistributed too: every total is out of 100.
        ranked.forEach((id, index) => {
          const total = sheets.get(id)?.total.points.toNumber() ?? -1
          const place = stability.places[index]
          expect(
            Math.abs((place?.total.low ?? 0) - total) < 50 && (place?.total.low ?? 0) <= total + 0.02,
          ).toBe(true)
          expect((place?.total.high ?? 0) >= total - 0.02).toBe(true)
          expect(place && place.interval.best <= place.rank && place.rank <= place.interval.worst).toBe(true)
        })
      }),
    )
  })

  test('one expert alone leaves nothing to leave out: low and high are the total', () => {
    const round = [subject('s', [known(decimal(50)), NOT_APPLICABLE, known(decimal(80))], ['b'])]
    const { sheets, stability } = resultOf(scheme, round, { seed: 'test', draws: 20 })
    // (20 × 0.5 + 15 × 0.8) of 35, scaled to 60: 37.71; and 32 of 40.
    expect(sheets.get('s')?.total.points.toFixed()).toBe('69.71')
    expect(stability.places[0]?.total.low).toBeCloseTo(69.71, 1)
    expect(stability.places[0]?.total.high).toBeCloseTo(69.71, 1)
  })

  test('experts who agree by half have an α of their own for every item', () => {
    const marks = [
      ['a', 'a'],
      ['a', 'b'],
      ['b', 'b'],
      ['b', 'a'],
    ]
    const round = marks.map((pair, index) => subject(`s${index}`, [MISSING, MISSING, MISSING], pair))
    const { agreement, ranked } = resultOf(scheme, round, { seed: 'test', draws: 20 })
    expect(ranked).toEqual([])
    expect(agreement.map(({ leaf: id }) => id)).toEqual(['teaching'])
    // Four units of two values, four of each: Dₒ = ½, Dₑ = 4/7, α = 1/8.
    expect(agreement[0]?.ordinal).toMatchObject({ state: 'known', alpha: expect.closeTo(0.125, 9) })
  })
})

describe('what moved a total since last year', () => {
  const sheetOf = (own: typeof scheme, values: readonly Observed[], mark: string) => ({
    scheme: own,
    sheet: evaluateSubject(own, subject('s', values, [mark]).input),
  })
  const half = known(decimal(50))
  const most = known(decimal(90))

  test('the leaves add up to the difference, the largest first', () => {
    const { change, leaves, redistribution } = movementOf(
      sheetOf(scheme, [half, half, half], 'a'),
      sheetOf(scheme, [most, half, half], 'b'),
    )
    expect(change.toFixed()).toBe('0')
    expect(leaves.map((own) => [own.leaf, own.change.toFixed()])).toEqual([
      ['staff', '8'],
      ['teaching', '-8'],
    ])
    expect(redistribution.toFixed()).toBe('0')
  })

  test('a changed weight is told apart from a changed performance', () => {
    const other = schemeFrom(HEAD + tree('30'))
    const { leaves } = movementOf(
      sheetOf(scheme, [half, half, half], 'a'),
      sheetOf(other, [half, most, half], 'a'),
    )
    const land = leaves.find((own) => own.leaf === 'land')
    // From 12.5 to 27: 2.5 of it because the weight rose by 5 at last year's half.
    expect([land?.change.toFixed(), land?.fromWeight.toFixed()]).toEqual(['14.5', '2.5'])
  })
})

test('values of leaves come from accepted data, in the unit of the scheme, for the programme that is asked about', () => {
  const catalog = smallCatalog(
    `${HEAD.replace('subject: school', 'subject: programme')}
  criteria:
    - id: share
      name: { zh: 占比, en: Share }
      weight: '100'
      computed: { value: "students[programme = '{subject}'] / students", unit: percent, score: { function: linear, none: '0', full: '100' } }
`,
  )
  const own = catalog.schemes.every()[0]
  if (!own) throw new Error('no scheme')
  const school: OrgUnit = {
    id: 1,
    code: 's',
    level: 'school',
    aliases: [],
    versions: [{ inForce: {}, name: '校', nameEn: '', parentId: undefined, status: 'open', attributes: {} }],
  }
  const values = new ValueTable()
  const held = (value: number) => ({
    observed: known(decimal(value)),
    coverage: { reported: 1, expected: 1 },
    origin: 'counted' as const,
  })
  values.set(1, 2017, 'students', '', held(200))
  values.set(1, 2017, 'students', 'programme=051300', held(50))
  const world = { catalog, values, tree: (year: number) => new OrgTree([school], year) }
  const of = (key: string) => leafValues(world, own, { unitId: 1, key }, 2017).get('share')?.observed
  expect(of('051300')).toEqual(known(decimal(25)))
  expect(of('100100')?.state).toBe('missing')
  expect(() => of("051300'] + 1 + students['")).toThrow('EVA-001')
})
