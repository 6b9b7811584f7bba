import type { Draft } from '../../judge/claim.ts'
import { of, percentOf } from '../../judge/expression.ts'
import { nameMatch, nameOf } from '../../read/names.ts'
import type { Quantity } from '../../read/quantities.ts'
import { comparable } from '../../read/units.ts'
import {
  addFloats,
  type Context,
  floats,
  isAmount,
  isPercentage,
  isPresent,
  operand,
  shareFitRange,
  statedAs,
} from '../context.ts'
import { listAround } from './share-items.ts'

/** How many numbers before the list its parts may stand. */
const BACK = 60

/**
 * 「总投入在学前教育、义务教育和高等教育间的占比分别为5.65%、7.21%和45.29%」: shares of things that are listed by name
 * and whose amounts the text printed before. Where the shares fit the amounts in another order than the names', the
 * list has slipped.
 */
export function findListedShares(context: Context): Draft[] {
  const drafts: Draft[] = []
  for (const sentence of context.sentences()) {
    for (const [index, first] of sentence.entries()) {
      if (!first.frame.respectively || first.frame.continues || !isPercentage(first)) continue
      const shares = listAround(sentence, index)
      const names = namesBefore(first)
      if (shares.length < 3 || names.length !== shares.length) continue
      const parts = names.map((name) => amountOf(context, first, name))
      const found = parts.filter((part) => part !== undefined)
      if (found.length < parts.length || new Set(found).size < found.length) continue
      const whole = wholeOf(context, found)
      if (whole) drafts.push(...draftsOf(shares, found, whole))
    }
  }
  return drafts
}

/** The items of the list in the clause before 分别, without the words that lead to it and behind it. */
function namesBefore(first: Quantity): string[] {
  const text = first.clause.text.slice(0, Math.max(0, first.clause.text.indexOf('分别')))
  const list = text
    .replace(/(的)?(所?占)?(分配|资金|人数)?(占比|比例|比重|份额)(为|是)?$/, '')
    .replace(/(各级教育|之间|间|中|方面)?的?(分配|分布)?$/, '')
  const items = list.split('、')
  const last = items.pop() ?? ''
  const [before, ...behind] = last.split(/[和与及](?=[^和与及]*$)/)
  const names = [...items, before ?? '', ...behind].filter((name) => name !== '')
  const lead = names[0]?.replace(/^.*[在中为于是对给用](?=.{2,}$)/, '') ?? ''
  return names.length < 3 ? [] : [lead, ...names.slice(1)]
}

/** The one amount before the list that begins or ends with a name of it. */
function amountOf(context: Context, first: Quantity, text: string): Quantity | undefined {
  const name = nameOf(text)
  if (name.keys.length === 0) return undefined
  const found = context
    .around(first, BACK, 0)
    .filter(
      (value) =>
        value.id < first.id && isAmount(value) && isPresent(value) && nameMatch(value.name, name) >= 2,
    )
  const beginning = found.filter((value) => (value.name.keys[0] ?? '').startsWith(name.keys[0] ?? ''))
  return (beginning.length > 0 ? beginning : found).at(-1)
}

/** A printed amount that the parts make, all but the last digit. */
function wholeOf(context: Context, parts: readonly Quantity[]): Quantity | undefined {
  const [one] = parts
  if (!one || parts.some((part) => !comparable(part.unit, one.unit))) return undefined
  const range = addFloats(parts)
  const slack = Math.max(...parts.map((part) => part.high - part.low), 0) / 2 + range.high * 1e-6
  return context
    .around(one, BACK, BACK)
    .find(
      (value) =>
        isAmount(value) &&
        isPresent(value) &&
        comparable(value.unit, one.unit) &&
        value.low - slack <= range.high &&
        range.low <= value.high + slack,
    )
}

function draftsOf(shares: readonly Quantity[], parts: readonly Quantity[], whole: Quantity): Draft[] {
  const fits = (part: Quantity, share: Quantity) => shareFitRange(floats(part), floats(whole), share) > 0
  const inOrder = parts.filter((part, index) => fits(part, shares[index] as Quantity)).length
  const left = new Set(parts)
  for (const share of shares) {
    const part = [...left].find((candidate) => fits(candidate, share))
    if (part) left.delete(part)
  }
  // All shares are those of the amounts, in whatever order; or most of them are in their place.
  if (left.size > 0 && inOrder < shares.length * 0.6) return []
  return shares.map((share, index) => {
    const part = parts[index] as Quantity
    return {
      kind: 'share',
      rule: 'share.listed',
      expression: percentOf(of(part), of(whole)),
      relation: 'equals',
      stated: statedAs(share),
      operands: [operand(part, 'part'), operand(whole, 'whole'), operand(share, 'stated')],
      tie: 'named',
    }
  })
}
