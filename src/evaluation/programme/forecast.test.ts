import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { bestEstimate, forecastOf, studentQuantile, type YearCount } from './forecast.ts'

const series = (...counts: number[]): YearCount[] =>
  counts.map((count, index) => ({ year: 2010 + index, count }))

test.each([
  [0.9, 1, 3.0777],
  [0.9, 4, 1.5332],
  [0.975, 10, 2.2281],
  [0.95, 5, 2.015],
  [0.9, 30, 1.3104],
])(
  'quantiles of Student’s t are those of the tables: %d with %d degrees',
  (probability, freedom, expected) => {
    expect(studentQuantile(probability, freedom)).toBeCloseTo(expected, 3)
  },
)

describe('a forecast of demand', () => {
  test('five years are too few to say anything', () => {
    expect(forecastOf(series(100, 110, 120, 130, 140), 3)).toEqual({ state: 'too_short', years: 5, least: 6 })
  })

  test('a textbook regression: the interval by hand', () => {
    // x = 1…6, y = 2, 4, 5, 4, 5, 7 → slope 27 ÷ 35, intercept 1.8; Σ residuals² = 2.3429… over 4 degrees of freedom.
    const forecast = forecastOf(series(2, 4, 5, 4, 5, 7), 1)
    if (forecast.state !== 'known') throw new Error('six years are enough')
    const [next] = forecast.trend
    expect(next?.value).toBeCloseTo(1.8 + (27 / 35) * 7, 9)
    const residuals = [2, 4, 5, 4, 5, 7].map((y, index) => y - (1.8 + (27 / 35) * (index + 1)))
    const variance = residuals.reduce((sum, own) => sum + own * own, 0) / 4
    const half = 1.5332 * Math.sqrt(variance * (1 + 1 / 6 + 3.5 ** 2 / 17.5))
    expect((next?.high ?? 0) - (next?.value ?? 0)).toBeCloseTo(half, 3)
  })

  test('where the past followed a line, the line beats next year as this year', () => {
    const forecast = forecastOf(series(100, 120, 140, 160, 180, 200, 220), 1)
    expect(forecast).toMatchObject({
      better: 'trend',
      backTest: { trend: expect.closeTo(0, 6), naive: 20, years: 3 },
    })
    expect(bestEstimate(forecast, 2017)?.value).toBeCloseTo(240, 6)
  })

  test('where the past went up and down, the naïve forecast is the better one and is used', () => {
    const forecast = forecastOf(series(10, 200, 10, 210, 200, 190, 195, 190), 1)
    expect(forecast).toMatchObject({ better: 'naive' })
    expect(bestEstimate(forecast, 2018)?.value).toBe(190)
  })

  test('the order of the years in the data plays no part; intervals hold their value and are never below nought', () => {
    const counts = fc.array(fc.integer({ min: 0, max: 5000 }), { minLength: 6, maxLength: 15 })
    fc.assert(
      fc.property(counts, (values) => {
        const forecast = forecastOf(series(...values), 3)
        expect(forecastOf(series(...values).reverse(), 3)).toEqual(forecast)
        if (forecast.state !== 'known') throw new Error('long enough')
        for (const { value, low, high } of [...forecast.trend, ...forecast.naive]) {
          expect(low).toBeGreaterThanOrEqual(0)
          expect(low).toBeLessThanOrEqual(value)
          expect(value).toBeLessThanOrEqual(high)
        }
      }),
    )
  })
})
