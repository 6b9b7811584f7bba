import type { Quantity } from '../read/quantities.ts'
import { type Context, isInTableLine, isLevel, isPercentage, matches } from './context.ts'
import { digitsOf } from './sum-drafts.ts'
import { isOtherScope, isOtherTime } from './twins.ts'

/** How many earlier figures of the same value are asked whether they are the same thing. */
const LOOKED_AT = 8

export interface Pair {
  readonly earlier: Quantity
  readonly later: Quantity
}

/**
 * Short figures that a text says again: 「四川省成都市的71所中等职业学校」, later 「被调查的71所中等职业学校」. Too short for their
 * digits to tell a slip, so that they are only ever said where they agree in value, unit, time and words: the fewer
 * digits, the more words.
 */
export function saidAgain(context: Context, isKnown: (later: Quantity) => boolean): Pair[] {
  const pairs: Pair[] = []
  const byValue = new Map<string, Quantity[]>()
  for (const later of context.quantities) {
    if (!canBeSaidAgain(later)) continue
    const key = `${measureOf(later)} ${later.size}`
    const list = byValue.get(key) ?? []
    byValue.set(key, list)
    if (list.length > 0 && !isKnown(later) && !isInTableLine(later, context)) {
      const earlier = list.slice(-LOOKED_AT).findLast((one) => isSame(one, later))
      if (earlier && !isInTableLine(earlier, context)) pairs.push({ earlier, later })
    }
    list.push(later)
  }
  return pairs
}

function canBeSaidAgain(quantity: Quantity): boolean {
  const { frame, token, unit } = quantity
  if (frame.bound || token.form !== 'plain' || token.start === 0 || tellingDigits(quantity) < 2) return false
  if (unit.text === '' || unit.dimension === 'time' || unit.dimension === 'age') return false
  return isLevel(quantity) ? frame.motion !== 'by' : isPercentage(quantity) || quantity.role === 'growth'
}

/** Without the noughts at the end of a whole number: 2000 is as soon said by chance as 2. */
function tellingDigits(quantity: Quantity): number {
  const { digits, decimals } = quantity.token
  return decimals > 0 ? digitsOf(quantity) : digits.replace(/0+$/, '').length
}

function measureOf(quantity: Quantity): string {
  if (isLevel(quantity)) return quantity.unit.text
  return quantity.role === 'growth' ? `growth ${quantity.frame.direction ?? 1}` : 'share'
}

function isSame(a: Quantity, b: Quantity): boolean {
  if (a.sentence === b.sentence || isOtherTime(a, b) || isOtherScope(a, b)) return false
  const match = matches(a.name, b.name)
  const places = tellingDigits(a)
  if (match >= 2) return places >= 3 || (a.named && b.named && keyLength(a, b) >= 3)
  if (places < 3) return false
  return wordsInCommon(a, b) >= (places >= 5 ? 2 : places === 4 ? 3 : 4)
}

function keyLength(a: Quantity, b: Quantity): number {
  return Math.min(a.name.keys[0]?.length ?? 0, b.name.keys[0]?.length ?? 0)
}

/** The longest run of characters that the clauses of two figures have in common. */
function wordsInCommon(a: Quantity, b: Quantity): number {
  const [one, other] = [clauseWords(a), clauseWords(b)]
  let longest = 0
  for (let at = 0; at < one.length; at++) {
    while (at + longest < one.length && other.includes(one.slice(at, at + longest + 1))) longest++
  }
  return longest
}

function clauseWords({ clause, name, token }: Quantity): string {
  const own = clause.numbers.find((number) => number.token === token)
  const words = own ? clause.text.slice(0, own.from) + clause.text.slice(own.unitTo) : clause.text
  return `${name.text} ${words}`.replace(/[\d.%]+/g, ' ')
}
