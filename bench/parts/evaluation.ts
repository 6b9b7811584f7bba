import { rows } from '../evaluation.ts'
import type { Line } from '../measure.ts'

/** Rounds of evaluation with totals, agreement and all stability figures, beside their limits. */
export function evaluation(): Line[] {
  return rows().map(({ name, ours, limit }) => ({ name, ours, against: 'limit', theirs: limit, bar: 1 }))
}
