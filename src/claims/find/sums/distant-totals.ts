import type { Draft } from '../../judge/claim.ts'
import type { Quantity } from '../../read/quantities.ts'
import { comparable } from '../../read/units.ts'
import { addFloats, type Context, isAmount, isPercentage, isPresent } from '../context.ts'
import { isPartition } from './partitions.ts'
import { closes, digitsOf, totalDraft } from './sum-drafts.ts'

const windowSize = 40

/**
 * A total whose parts stand in other sentences: numbers of the same thing (在校生 of each kind of school) that add up
 * exactly. Found by arithmetic among namesakes, so it is only said where it holds.
 */
export function distantTotals(context: Context): Draft[] {
  const drafts: Draft[] = []
  const levels = context.quantities.filter(
    (quantity) =>
      isAmount(quantity) &&
      isPresent(quantity) &&
      digitsOf(quantity) >= 3 &&
      quantity.token.script === 'arabic',
  )
  const heads = levels.map(headOf)
  for (const [index, total] of levels.entries()) {
    const head = heads[index]
    if (!head) continue
    const isAlike = (part: Quantity, at: number) =>
      heads[at] === head && part.size < total.size && comparable(part.unit, total.unit)
    const from = Math.max(0, index - windowSize)
    const alike = levels
      .slice(from, index)
      .filter((part, offset) => isAlike(part, from + offset) && weighs(part, total))
    const after = levels
      .slice(index + 1, index + 12)
      .filter((part, offset) => isAlike(part, index + 1 + offset))
    const parts = subsetThatCloses(dedupe(alike), total) ?? subsetThatCloses(dedupe(after), total)
    if (parts && parts.length >= 2) drafts.push(totalDraft(parts, total, 'sum.distant', 'loose'))
    else {
      // A wrong digit may make a part larger than its whole.
      const kin = levels
        .slice(from, index)
        .filter(
          (part, at) => heads[from + at] === head && comparable(part.unit, total.unit) && weighs(part, total),
        )
      if (isGrandTotal(total)) drafts.push(...nearTotal(dedupe(kin), total))
      drafts.push(...nearTotalBefore(after, total))
    }
  }
  return drafts
}

/** 就业 = 直接就业 + 升学, wherever the three stand: the one identity of the trade that its prose leaves unsaid. */
export function employmentTotals(context: Context, groups: readonly (readonly Quantity[])[]): Draft[] {
  const amounts = context.quantities.filter(
    (quantity) => isAmount(quantity) && isPresent(quantity) && digitsOf(quantity) >= 3,
  )
  // The directly employed as one number, or as parts whose shares make 100.
  const direct = [
    ...amounts.filter((quantity) => /直接就业/.test(quantity.name.text)).map((quantity) => [quantity]),
    ...groups,
  ]
  const further = amounts.filter((quantity) =>
    /升学|升入|升读|深造/.test(`${quantity.name.text}${quantity.frame.right}`),
  )
  const totals = amounts.filter(
    (quantity) => /就业|落实/.test(quantity.name.text) && !/直接|对口|产业|地|个体/.test(quantity.name.text),
  )
  for (const total of totals.slice(0, 60)) {
    for (const one of direct.slice(0, 6)) {
      const two = further
        .slice(0, 60)
        .find(
          (candidate) =>
            !one.includes(candidate) &&
            comparable(candidate.unit, total.unit) &&
            closes([...one, candidate], total),
        )
      if (two && one.every((part) => comparable(part.unit, total.unit)))
        return [totalDraft([...one, two], total, 'sum.employment', 'loose')]
    }
  }
  return employmentSlip(direct, further, totals)
}

/** 「就业率98.40%。……直接就业的占90.71%，升学的占7.69%」: the same identity in shares of one whole. */
export function employmentShares(context: Context): Draft[] {
  const drafts: Draft[] = []
  const percentages = context.quantities.filter(
    (value) => isPercentage(value) && isPresent(value) && !value.frame.bound && value.token.decimals > 0,
  )
  for (const [index, total] of percentages.entries()) {
    if (!/就业率$|落实率$/.test(total.name.text) || /对口|直接|创业/.test(total.name.text)) continue
    const near = percentages
      .slice(Math.max(0, index - 6), index + 7)
      .filter((value) => value.paragraph === total.paragraph && value !== total)
    const further = near.filter((value) => /升学|升入|升读|深造/.test(`${value.name.text}${value.topic}`))
    const pair = further
      .flatMap((one) => near.filter((two) => !further.includes(two)).map((two) => [two, one]))
      .find((parts) => closes(parts, total))
    if (pair) drafts.push(totalDraft(pair, total, 'sum.employment', 'loose'))
    const [one, ...others] = near.filter((value) => value.role === 'share' && value.id > total.id)
    const isTold = one && others.length === 1 && further.includes(others[0] as Quantity)
    if (!pair && isTold && sameBase(one, others[0] as Quantity))
      drafts.push({
        ...totalDraft([one, others[0] as Quantity], total, 'sum.employment', 'loose'),
        nearMiss: true,
      })
  }
  return drafts
}

function sameBase(one: Quantity, other: Quantity): boolean {
  return (one.frame.base ?? '') === (other.frame.base ?? '') && /毕业/.test(one.frame.base ?? '')
}

/** The three in one sentence, the only ones of their kind there, where a digit parts them. */
function employmentSlip(
  direct: readonly (readonly Quantity[])[],
  further: readonly Quantity[],
  totals: readonly Quantity[],
): Draft[] {
  for (const total of totals.slice(0, 60)) {
    const beside = (values: readonly Quantity[]) =>
      values.filter((value) => value.sentence === total.sentence && value !== total)
    const ones = beside(direct.flat())
    const twos = beside(further)
    const [one, two] = [ones[0], twos[0]]
    if (!one || !two || ones.length > 1 || twos.length > 1 || beside(totals).length > 0) continue
    return [{ ...totalDraft([one, two], total, 'sum.employment', 'loose'), nearMiss: true }]
  }
  return []
}

function isGrandTotal(total: Quantity): boolean {
  return (
    total.frame.total ||
    total.among ||
    total.name.scope !== '' ||
    /各级各类|各类|所有|全部/.test(total.frame.left)
  )
}

/** All namesakes under one heading that together miss the total by one digit. */
function nearTotal(alike: readonly Quantity[], total: Quantity): Draft[] {
  const parts = alike.filter((part) => !part.inParentheses && !part.among && part.section === total.section)
  const isPair = parts.length === 2 && parts.every((part) => total.sentence - part.sentence <= 1)
  if (!(parts.length >= 3 || isPair) || digitsOf(total) < 4) return []
  return [{ ...totalDraft(parts, total, 'sum.distant', 'loose'), nearMiss: true }]
}

/** 「本专科共招生1042.22万人。其中，普通本科招生478.16万人，……职业本科招生8.99万人，……高职（专科）招生555.07万人」 */
function nearTotalBefore(after: readonly Quantity[], total: Quantity): Draft[] {
  const parts = after.filter((part) => part.paragraph === total.paragraph && !part.inParentheses)
  const [first] = parts
  if (!first?.among || first.sentence - total.sentence > 1 || digitsOf(total) < 4) return []
  const run = parts.slice(0, 3)
  if (!isPartition(run.map((part) => part.name.text))) return []
  return [{ ...totalDraft(run, total, 'sum.distant', 'loose'), nearMiss: true, complete: true }]
}

/** A part below the last printed place of its total would fit any sum. */
function weighs(part: Quantity, total: Quantity): boolean {
  return part.size > total.high - total.low
}

/** The last characters of a name say what is counted: 专任教师, 在校, 招生, 毕业生. */
export function headOf(quantity: Quantity): string | undefined {
  const key = quantity.name.keys[0]
  return key && key.length >= 2 ? key.slice(-2) : undefined
}

function dedupe(parts: readonly Quantity[]): Quantity[] {
  const seen = new Set<string>()
  return parts.filter((part) => {
    const key = `${part.name.keys[0]} ${part.size}`
    if (seen.has(key)) return false
    seen.add(key)
    return true
  })
}

function pairThatCloses(parts: readonly Quantity[], total: Quantity): Quantity[] | undefined {
  const bySize = new Map(parts.map((part) => [part.size, part]))
  for (const part of parts) {
    const other = bySize.get(total.size - part.size)
    if (other && other !== part && other.id > part.id) return [part, other]
  }
  return undefined
}

/**
 * Parts that add up to the total: all of them, a run of neighbours, or all but a few. Few tries, so that a chance
 * hit stays unlikely; counted numbers must meet to the unit.
 */
function subsetThatCloses(parts: readonly Quantity[], total: Quantity): readonly Quantity[] | undefined {
  if (parts.length < 2) return undefined
  const run = runThatCloses(parts, total)
  if (run) return run
  if (digitsOf(total) < 4) return undefined
  const pair = digitsOf(total) >= 5 ? pairThatCloses(parts, total) : undefined
  return pair ?? restThatCloses(parts, total)
}

/** Neighbours that add up to the total, the longest run first. */
function runThatCloses(parts: readonly Quantity[], total: Quantity): readonly Quantity[] | undefined {
  const low = [0]
  const high = [0]
  for (const [i, part] of parts.entries()) {
    low.push((low[i] ?? 0) + part.low)
    high.push((high[i] ?? 0) + part.high)
  }
  for (let length = parts.length; length >= 2; length--) {
    for (let from = 0; from + length <= parts.length; from++) {
      const sumLow = (low[from + length] ?? 0) - (low[from] ?? 0)
      const sumHigh = (high[from + length] ?? 0) - (high[from] ?? 0)
      const slack = Math.abs(sumHigh) * 1e-12
      if (sumLow - slack <= total.high && sumHigh + slack >= total.low)
        return parts.slice(from, from + length)
    }
  }
  return undefined
}

/** All parts but one, two or (of few) three: those that a second count of the same things holds too much. */
function restThatCloses(parts: readonly Quantity[], total: Quantity): readonly Quantity[] | undefined {
  const sum = addFloats(parts)
  const least = sum.low - total.high - Math.abs(sum.high) * 1e-12
  const most = sum.high - total.low + Math.abs(sum.high) * 1e-12
  if (most <= 0) return undefined
  const fits = (removed: readonly Quantity[]) => {
    const size = removed.reduce((a, part) => a + part.size, 0)
    return size >= least && size <= most && parts.length - removed.length >= 2
  }
  for (const [i, one] of parts.entries()) {
    if (fits([one])) return parts.filter((part) => part !== one)
    for (let j = i + 1; j < parts.length; j++) {
      const two = parts[j] as Quantity
      if (fits([one, two])) return parts.filter((part) => part !== one && part !== two)
      if (parts.length > 14) continue
      for (let k = j + 1; k < parts.length; k++) {
        const three = parts[k] as Quantity
        if (fits([one, two, three]))
          return parts.filter((part) => part !== one && part !== two && part !== three)
      }
    }
  }
  return undefined
}
