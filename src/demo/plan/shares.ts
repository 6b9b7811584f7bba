import { allocate, apportion, type Counts } from '../apportion.ts'
import type { Dice } from '../random.ts'
import type { SchoolSeed } from '../seed.ts'

/** One city in one year while its totals are being split: the schools in operation and how large each is. */
export interface Split {
  readonly year: number
  readonly schools: readonly SchoolSeed[]
  readonly sizes: readonly number[]
  readonly dice: Dice
}

/** Splits a total by the size of the schools, with some variety between them that stays from year to year. */
export function bySize(split: Split, total: number, purpose: string, spread = 0.12): number[] {
  return apportion(
    total,
    weights(split, purpose, (_, index) => split.sizes[index] ?? 0, spread),
  )
}

/** Splits a total over parts that cannot hold more than their size: women among the students. */
export function within(
  split: Split,
  total: number,
  caps: readonly number[],
  purpose: string,
  spread = 0.06,
): number[] {
  return apportion(
    total,
    weights(split, purpose, (_, index) => caps[index] ?? 0, spread),
    caps,
  )
}

/**
 * Splits categories over parts, each school leaning a little its own way. Small categories are dealt first: the
 * largest takes what is left, and what leaning does to it does not show.
 */
export function categories(
  split: Split,
  totals: Counts,
  sizes: readonly number[],
  purpose: string,
  spread = 0.15,
): Record<string, number>[] {
  const dice = split.dice.of(purpose)
  const ascending = Object.fromEntries(Object.entries(totals).sort(([, a], [, b]) => a - b))
  return allocate(ascending, sizes, (category, part) => dice.of(category).factor(keyOf(split, part), spread))
}

export function weights(
  split: Split,
  purpose: string,
  base: (school: SchoolSeed, index: number) => number,
  spread: number,
): number[] {
  const dice = split.dice.of(purpose)
  return split.schools.map((school, index) => base(school, index) * dice.factor(keyOf(split, index), spread))
}

/** A number of the school that does not depend on which other schools are open. */
function keyOf(split: Split, index: number): number {
  const code = split.schools[index]?.code ?? ''
  let key = 0
  for (const char of code) key = (Math.imul(key, 31) + char.charCodeAt(0)) | 0
  return key
}

/** Hundredths of a decimal text: 626.30 → 62630. Money is split in whole hundredths and stays exact. */
export function hundredths(text: string): number {
  return Number(text.replace('.', ''))
}

export function fromHundredths(value: number): string {
  const digits = String(value).padStart(3, '0')
  return `${digits.slice(0, -2)}.${digits.slice(-2)}`
}

/** The value of an array at a place that is known to be there. */
export function at<T>(items: readonly T[], index: number): T {
  const item = items[index]
  if (item === undefined) throw new RangeError(`nothing at ${index}`)
  return item
}

export function total(values: Iterable<number>): number {
  let sum = 0
  for (const value of values) sum += value
  return sum
}
