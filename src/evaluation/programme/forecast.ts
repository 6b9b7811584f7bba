import { bisect, linearRegression, mean } from 'simple-statistics'

/** One year of a series: how many people were wanted. */
export interface YearCount {
  readonly year: number
  readonly count: number
}

/** An estimate with the interval in which the year's count lies with the stated probability. */
export interface Estimate {
  readonly year: number
  readonly value: number
  readonly low: number
  readonly high: number
}

export type Forecast =
  | {
      readonly state: 'known'
      /** Probability that the interval holds the year's count, if the years go on as they went. */
      readonly level: number
      /** Straight line through all years. */
      readonly trend: readonly Estimate[]
      /** Next year as this year: what any better forecast has to beat. */
      readonly naive: readonly Estimate[]
      /** Mean absolute error of both over past years, each forecast from the years before it alone. */
      readonly backTest: { readonly trend: number; readonly naive: number; readonly years: number }
      /** The one that erred less in the past; the naïve one where they erred alike. */
      readonly better: 'trend' | 'naive'
    }
  /** Too few years to say anything. */
  | { readonly state: 'too_short'; readonly years: number; readonly least: number }

const LEAST_YEARS = 6
/** A line needs this many years before its forecast is tried on the next. */
const FIRST_ORIGIN = 4
const LEVEL = 0.8

/**
 * Forecasts the years after the last by a straight line, beside the naïve forecast and with what both would have
 * missed in the past. Silent where the series is shorter than six years. Estimates, not published figures.
 */
export function forecastOf(series: readonly YearCount[], horizon: number): Forecast {
  const years = [...series].sort((a, b) => a.year - b.year)
  if (years.length < LEAST_YEARS) return { state: 'too_short', years: years.length, least: LEAST_YEARS }
  const backTest = tried(years)
  const steps = Array.from({ length: horizon }, (_, index) => index + 1)
  const last = years.at(-1)?.year ?? 0
  return {
    state: 'known',
    level: LEVEL,
    trend: steps.map((step) => trendEstimate(years, last + step)),
    naive: steps.map((step) => naiveEstimate(years, last + step)),
    backTest,
    better: backTest.trend < backTest.naive ? 'trend' : 'naive',
  }
}

/** The estimate that the better of the two forecasts gives for a year. */
export function bestEstimate(forecast: Forecast, year: number): Estimate | undefined {
  if (forecast.state !== 'known') return undefined
  return forecast[forecast.better].find((estimate) => estimate.year === year)
}

function tried(years: readonly YearCount[]): { trend: number; naive: number; years: number } {
  const errors = years.slice(FIRST_ORIGIN).map((actual, index) => {
    const known = years.slice(0, FIRST_ORIGIN + index)
    return {
      trend: Math.abs(actual.count - Math.max(0, lineThrough(known).at(actual.year))),
      naive: Math.abs(actual.count - (known.at(-1)?.count ?? 0)),
    }
  })
  return {
    trend: mean(errors.map((error) => error.trend)),
    naive: mean(errors.map((error) => error.naive)),
    years: errors.length,
  }
}

function lineThrough(years: readonly YearCount[]) {
  // Years counted from the first, so that squares of 2017 do not eat the digits.
  const start = years[0]?.year ?? 0
  const points = years.map(({ year, count }) => [year - start, count])
  const { m, b } = linearRegression(points)
  return { at: (year: number) => m * (year - start) + b }
}

/** Interval of a new observation around a regression line: t with n − 2 degrees of freedom. */
function trendEstimate(years: readonly YearCount[], year: number): Estimate {
  const line = lineThrough(years)
  const n = years.length
  const centre = mean(years.map((own) => own.year))
  const spreadOfYears = years.reduce((sum, own) => sum + (own.year - centre) ** 2, 0)
  const residuals = years.reduce((sum, own) => sum + (own.count - line.at(own.year)) ** 2, 0)
  const error = Math.sqrt((residuals / (n - 2)) * (1 + 1 / n + (year - centre) ** 2 / spreadOfYears))
  return around(year, line.at(year), studentQuantile(0.5 + LEVEL / 2, n - 2) * error)
}

/** Interval of a random walk: the yearly changes' mean square, growing with the root of the years ahead. */
function naiveEstimate(years: readonly YearCount[], year: number): Estimate {
  const last = years.at(-1) ?? { year, count: 0 }
  const changes = years.slice(1).map((own, index) => own.count - (years[index]?.count ?? 0))
  const error = Math.sqrt(mean(changes.map((change) => change ** 2)) * (year - last.year))
  return around(year, last.count, studentQuantile(0.5 + LEVEL / 2, changes.length) * error)
}

/** Nobody wants fewer than no people. */
function around(year: number, value: number, half: number): Estimate {
  return { year, value: Math.max(0, value), low: Math.max(0, value - half), high: Math.max(0, value + half) }
}

/** Quantile of Student's t for a probability above one half and whole degrees of freedom. */
export function studentQuantile(probability: number, freedom: number): number {
  return bisect((t) => studentProbability(t, freedom) - probability, 0, 700, 200, 1e-9)
}

/**
 * P(T ≤ t) for t ≥ 0 by the finite sums for whole degrees of freedom.
 * @source Abramowitz and Stegun, Handbook of Mathematical Functions, 26.7.3 and 26.7.4
 */
function studentProbability(t: number, freedom: number): number {
  const angle = Math.atan(t / Math.sqrt(freedom))
  const sine = Math.sin(angle)
  const cosine = Math.cos(angle)
  const isOdd = freedom % 2 === 1
  let term = isOdd ? cosine : 1
  let sum = freedom === 1 ? 0 : term
  for (let k = isOdd ? 3 : 2; k < freedom; k += 2) {
    term *= (cosine ** 2 * (k - 1)) / k
    sum += term
  }
  const inside = isOdd ? (2 / Math.PI) * (angle + sine * sum) : sine * sum
  return 0.5 + inside / 2
}
