import { decimal } from '../../kernel/index.ts'
import { grouped } from './numbers.ts'

/** What a number changed by, with its sign; a dash where one of the two is not there. */
export function changeText(before: string | undefined, now: string | null | undefined): string {
  if (before === undefined || now == null) return '—'
  const change = decimal(now).minus(decimal(before))
  if (change.isZero()) return '0'
  return `${change.isPositive() ? '+' : ''}${grouped(change.toFixed())}`
}
