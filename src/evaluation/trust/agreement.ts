/** How far apart two values are: by name only, by rank, by distance, or in proportion. */
export type Metric = 'nominal' | 'ordinal' | 'interval' | 'ratio'

/** Agreement between assessors over one item. */
export type Agreement =
  | { readonly state: 'known'; readonly alpha: number; readonly pairable: number; readonly units: number }
  /** All values are the same: agreement is complete, and α has nothing to measure it against. */
  | { readonly state: 'no_variation'; readonly pairable: number; readonly units: number }
  /** No unit was valued by two assessors. */
  | { readonly state: 'too_few'; readonly pairable: number; readonly units: number }

/**
 * Krippendorff's α over units (rows), each with the values that the assessors gave; who gave which plays no part.
 * A unit with fewer than two values cannot be paired and is left out. 1 is full agreement, 0 what chance would give,
 * below 0 less than chance.
 * @source K. Krippendorff, Computing Krippendorff's Alpha-Reliability (2011)
 */
export function krippendorffAlpha(units: readonly (readonly number[])[], metric: Metric): Agreement {
  const paired = units.filter((values) => values.length >= 2)
  const pairable = paired.reduce((sum, values) => sum + values.length, 0)
  const about = { pairable, units: paired.length }
  if (paired.length === 0) return { state: 'too_few', ...about }
  const values = [...new Set(paired.flat())].sort((a, b) => a - b)
  if (values.length === 1) return { state: 'no_variation', ...about }
  const place = new Map(values.map((value, index) => [value, index]))
  const size = values.length
  const coincidence = new Float64Array(size * size)
  for (const unit of paired) {
    const counts = new Map<number, number>()
    for (const value of unit) {
      const index = place.get(value) ?? 0
      counts.set(index, (counts.get(index) ?? 0) + 1)
    }
    const weight = 1 / (unit.length - 1)
    for (const [a, countA] of counts) {
      for (const [b, countB] of counts) {
        const pairs = a === b ? countA * (countA - 1) : countA * countB
        coincidence[a * size + b] = (coincidence[a * size + b] ?? 0) + pairs * weight
      }
    }
  }
  const totals = values.map((_, index) => {
    let sum = 0
    for (let other = 0; other < size; other += 1) sum += coincidence[index * size + other] ?? 0
    return sum
  })
  const difference = squaredDifference(metric, values, totals)
  let observed = 0
  let expected = 0
  for (let a = 0; a < size; a += 1) {
    for (let b = a + 1; b < size; b += 1) {
      const squared = difference(a, b)
      observed += (coincidence[a * size + b] ?? 0) * squared
      expected += (totals[a] ?? 0) * (totals[b] ?? 0) * squared
    }
  }
  return { state: 'known', alpha: 1 - ((pairable - 1) * observed) / expected, ...about }
}

function squaredDifference(
  metric: Metric,
  values: readonly number[],
  totals: readonly number[],
): (a: number, b: number) => number {
  const value = (index: number) => values[index] ?? 0
  const total = (index: number) => totals[index] ?? 0
  switch (metric) {
    case 'nominal':
      return () => 1
    case 'interval':
      return (a, b) => (value(a) - value(b)) ** 2
    case 'ratio':
      return (a, b) => ((value(a) - value(b)) / (value(a) + value(b))) ** 2
    case 'ordinal':
      return (a, b) => {
        let between = 0
        for (let index = a; index <= b; index += 1) between += total(index)
        return (between - (total(a) + total(b)) / 2) ** 2
      }
  }
}
