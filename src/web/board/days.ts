import { dayText, inDays } from '../quality/parts/dates.ts'

const DAY = 86_400_000

/** A day that moves a deadline back and never forward: some days after it, or after today where it is over. */
export function laterThan(deadline: string, days: number): string {
  const after = dayText(new Date(Date.parse(deadline) + days * DAY).toISOString())
  return [after, inDays(days)].toSorted().at(-1) ?? after
}

/** The deadline's own day, but no sooner than some days from today. */
export function atLeast(deadline: string, days: number): string {
  return [dayText(deadline), inDays(days)].toSorted().at(-1) ?? inDays(days)
}
