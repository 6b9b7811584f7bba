import type { Dice } from './random.ts'

/**
 * Splits a whole number over parts by weight: integers that add up to `total` exactly, none above its cap.
 * Largest remainders decide the last units; a part at its cap leaves its rest to the others.
 * @throws RangeError where the caps together hold less than the total
 */
export function apportion(total: number, weights: readonly number[], caps?: readonly number[]): number[] {
  const cap = (index: number) => caps?.[index] ?? Number.POSITIVE_INFINITY
  const result = weights.map(() => 0)
  let open = weights.map((_, index) => index).filter((index) => weight(weights, index) > 0 && cap(index) > 0)
  let left = total
  for (;;) {
    const sum = open.reduce((all, index) => all + weight(weights, index), 0)
    const full = open.filter((index) => (left * weight(weights, index)) / sum >= cap(index))
    if (full.length === 0) break
    for (const index of full) {
      result[index] = Math.min(cap(index), left)
      left -= Math.min(cap(index), left)
    }
    open = open.filter((index) => !full.includes(index))
  }
  if (left > 0 && open.length === 0) {
    // Only parts without weight have room: they share what is left evenly.
    const room = weights.map((_, index) => cap(index) - (result[index] ?? 0))
    if (room.reduce((sum, value) => sum + value, 0) < left) {
      throw new RangeError(`${total} does not fit into the parts`)
    }
    const rest = apportion(
      left,
      room.map((value) => (value > 0 ? 1 : 0)),
      room,
    )
    return result.map((value, index) => value + (rest[index] ?? 0))
  }
  return largestRemainders(left, open, weights, result)
}

function largestRemainders(
  left: number,
  open: readonly number[],
  weights: readonly number[],
  result: number[],
): number[] {
  const sum = open.reduce((all, index) => all + weight(weights, index), 0)
  const quotas = open.map((index) => ({ index, quota: (left * weight(weights, index)) / sum }))
  let rest = left
  for (const { index, quota } of quotas) {
    result[index] = Math.floor(quota)
    rest -= Math.floor(quota)
  }
  const byRemainder = [...quotas].sort(
    (a, b) => b.quota - Math.floor(b.quota) - (a.quota - Math.floor(a.quota)) || a.index - b.index,
  )
  for (const { index } of byRemainder.slice(0, rest)) result[index] = (result[index] ?? 0) + 1
  return result
}

function weight(weights: readonly number[], index: number): number {
  return weights[index] ?? 0
}

export type Counts = Readonly<Record<string, number>>

/**
 * Splits categories over parts of fixed size: each category adds up to its total, and the categories of a part to
 * its size. `tilt` makes a category likelier in a part.
 */
export function allocate(
  totals: Counts,
  sizes: readonly number[],
  tilt: (category: string, part: number) => number = () => 1,
): Record<string, number>[] {
  const categories = Object.entries(totals)
  const sum = (numbers: Iterable<number>) => [...numbers].reduce((all, value) => all + value, 0)
  if (sum(sizes) !== sum(Object.values(totals))) {
    throw new RangeError(`categories hold ${sum(Object.values(totals))}, parts ${sum(sizes)}`)
  }
  const left = [...sizes]
  const parts: Record<string, number>[] = sizes.map(() => ({}))
  categories.forEach(([category, total], position) => {
    const last = position === categories.length - 1
    const counts = last
      ? [...left]
      : apportion(
          total,
          left.map((room, part) => room * tilt(category, part)),
          left,
        )
    counts.forEach((count, part) => {
      left[part] = (left[part] ?? 0) - count
      const own = parts[part]
      if (own) own[category] = count
    })
  })
  return parts
}

/**
 * Deals categories to members: so many of each, who gets which decided by dice thrown at the member's own number.
 * A member with a low throw stands at the head of the list in every year, so that a master's degree stays with its
 * holder while the totals move.
 */
export function deal(counts: Counts, members: readonly number[], dice: Dice): string[] {
  const order = members
    .map((member, index) => ({ index, throw: dice.at(member) }))
    .sort((a, b) => a.throw - b.throw || a.index - b.index)
  const dealt: string[] = members.map(() => '')
  let at = 0
  for (const [category, count] of Object.entries(counts)) {
    for (const { index } of order.slice(at, at + count)) dealt[index] = category
    at += count
  }
  if (at !== members.length) throw new RangeError(`dealt ${at} cards to ${members.length} members`)
  return dealt
}

/** Marks so many members. */
export function mark(count: number, members: readonly number[], dice: Dice): boolean[] {
  if (count > members.length) throw new RangeError(`cannot mark ${count} of ${members.length}`)
  return deal({ yes: count, no: members.length - count }, members, dice).map((card) => card === 'yes')
}
