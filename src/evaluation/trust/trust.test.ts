import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { krippendorffAlpha, type Metric } from './agreement.ts'
import { seededRandom, shuffled } from './random.ts'
import { ranksOf } from './ranks.ts'
import { stabilityOf, type TrustInput } from './stability.ts'

/** Krippendorff (2011), the example with four observers, twelve units and gaps; rows are observers, 0 is a gap. */
const observers = [
  [1, 2, 3, 3, 2, 1, 4, 1, 2, 0, 0, 0],
  [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, 0, 3],
  [0, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, 0],
  [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, 0],
]
const units = Array.from({ length: 12 }, (_, unit) =>
  observers.map((row) => row[unit] ?? 0).filter((value) => value > 0),
)

describe('agreement between experts', () => {
  test.each([
    ['nominal', '0.743'],
    ['ordinal', '0.815'],
    ['interval', '0.849'],
    ['ratio', '0.797'],
  ] as [Metric, string][])('Krippendorff’s own example gives the published α (%s)', (metric, expected) => {
    const agreement = krippendorffAlpha(units, metric)
    expect(agreement.state === 'known' && agreement.alpha.toFixed(3)).toBe(expected)
    expect(agreement).toMatchObject({ pairable: 40, units: 11 })
  })

  test('the two-observer example of the same paper: ten units, two values, α = 0.095', () => {
    const first = [0, 1, 0, 0, 0, 0, 0, 0, 1, 0]
    const second = [1, 1, 1, 0, 0, 1, 0, 0, 0, 0]
    const agreement = krippendorffAlpha(
      first.map((value, index) => [value, second[index] ?? 0]),
      'nominal',
    )
    expect(agreement.state === 'known' && agreement.alpha.toFixed(3)).toBe('0.095')
  })

  test('where everybody says the same there is nothing to measure against', () => {
    expect(
      krippendorffAlpha(
        [
          [2, 2],
          [2, 2],
        ],
        'ordinal',
      ).state,
    ).toBe('no_variation')
    expect(krippendorffAlpha([[2], [1]], 'ordinal').state).toBe('too_few')
  })

  test('α does not depend on who gave which value', () => {
    fc.assert(
      fc.property(
        fc.array(fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 6 }), { minLength: 1 }),
        fc.string(),
        (rows, seed) => {
          const random = seededRandom(seed)
          const other = krippendorffAlpha(
            shuffled(rows, random).map((row) => shuffled(row, random)),
            'ordinal',
          )
          const own = krippendorffAlpha(rows, 'ordinal')
          expect(other.state).toBe(own.state)
          if (own.state === 'known' && other.state === 'known') expect(other.alpha).toBeCloseTo(own.alpha, 9)
        },
      ),
    )
  })
})

test('equal totals share the better place', () => {
  expect([...ranksOf([70, 90, 70, 60])]).toEqual([2, 1, 2, 4])
})

test('the same seed draws the same members, another seed others', () => {
  const members = Array.from({ length: 20 }, (_, index) => index)
  expect(shuffled(members, seededRandom('清远 2017'))).toEqual(shuffled(members, seededRandom('清远 2017')))
  expect(shuffled(members, seededRandom('清远 2017'))).not.toEqual(
    shuffled(members, seededRandom('清远 2018')),
  )
})

describe('how a ranking holds', () => {
  const expert = (points: number, factors: readonly number[]) => ({
    points,
    possible: 50,
    experts: {
      share: 1,
      combine: 'mean' as const,
      factors: factors.map((factor, index) => ({ expert: `e${index}`, factor })),
    },
  })
  const input: TrustInput = {
    full: 100,
    leafIds: ['computed', 'judged'],
    spread: 0.2,
    draws: 1000,
    seed: 'test',
    subjects: [
      [{ points: 45, possible: 50 }, expert(45, [0.9, 0.9])],
      // 30 + 30 against 40 + 19.5: half a point apart, and one expert makes the difference.
      [{ points: 30, possible: 50 }, expert(30, [0.5, 0.7])],
      [{ points: 40, possible: 50 }, expert(19.5, [0.39, 0.39])],
    ],
  }
  const result = stabilityOf(input)

  test('a clear first stays first whatever the weights', () => {
    expect(result.places[0]).toMatchObject({ rank: 1, held: 1, interval: { best: 1, worst: 1 } })
  })

  test('a second place that hangs on the weights says so', () => {
    expect(result.places[1]?.rank).toBe(2)
    expect(result.places[1]?.byWeights).toEqual({ best: 2, worst: 3 })
    expect(result.sensitive.map(({ leaf }) => leaf).sort()).toEqual(['computed', 'judged'])
  })

  test('a place that hangs on one expert names the expert', () => {
    // Without e1 the judged leaf falls from 30 to 25 points: 55 against 59.5.
    expect(result.experts).toEqual([{ expert: 'e1', changed: 2 }])
    expect(result.places[1]?.total.low).toBeCloseTo(55, 9)
    expect(result.places[1]?.total.high).toBeCloseTo(65, 9)
  })
})
