import type { Quantity } from '../../read/quantities.ts'
import { isPartition } from './partitions.ts'

/**
 * Whether one number can be part of another by what they count: pupils of pupils, items of items; no prizes of schools,
 * no men of women, no spending per head of another.
 */
export function couldBePartOf(part: Quantity, whole: Quantity): boolean {
  if (isPartition([part.name.text, whole.name.text])) return false
  if (isPerHead(part)) return false
  if (part.unit.dimension !== 'things' || whole.unit.dimension !== 'things') return true
  if (part.unit.text !== whole.unit.text) return false
  const [one, two] = [part.name.keys, whole.name.keys]
  // Behind 个 stands what is counted: 81个分赛项 holds no 11个专业类.
  if (one.length < 2 || two.length < 2) return true
  const ends = (keys: readonly string[]) => new Set(keys.map((key) => key.at(-1)))
  const others = ends(two)
  return [...ends(one)].some((end) => others.has(end))
}

/** 7681.02元: no sum of money that a city spends is printed to the cent without 万. */
function isPerHead({ unit, token, size }: Quantity): boolean {
  return unit.text === '元' && token.scaleText === '' && token.decimals > 0 && size < 200_000
}
