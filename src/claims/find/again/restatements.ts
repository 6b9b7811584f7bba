import type { Draft, Stated } from '../../judge/claim.ts'
import { of } from '../../judge/expression.ts'
import { lastPlace } from '../../judge/verdict.ts'
import type { Quantity } from '../../read/quantities.ts'
import { type Context, isLevel, isPercentage, matches, operand, sameMeasure, statedAs } from '../context.ts'
import { digitsOf } from '../sums/sum-drafts.ts'
import { yearsListed } from './listed-years.ts'
import { oddOnes } from './odd-ones.ts'
import { medalsAgain, saidAgain, schoolSlips } from './said-again.ts'
import { isHeadline, isOtherTime, isStated, Twins } from './twins.ts'

/** 「就业率98.37%，比2016年提高0.11」 twice: the same change of the same value, said again. */
export function findRestatedChanges(context: Context): Draft[] {
  const drafts: Draft[] = []
  const said = new Map<string, { value: Quantity; change: Quantity }>()
  for (const change of context.quantities) {
    if (change.role !== 'by' && change.role !== 'growth') continue
    const value = context.quantities[change.id - 1]
    if (!value?.named || value.sentence !== change.sentence || !(isLevel(value) || isPercentage(value)))
      continue
    const measures = [value.role, value.unit.text, change.role, change.unit.text].join(' ')
    const byName = `${value.name.keys[0]} ${measures} ${change.frame.direction}`
    const byValue = `${value.size} ${measures} ${change.frame.direction} ${change.size}`
    // Called otherwise the second time: the value or the change is still the same.
    const keys = [
      byValue,
      byName,
      `${value.size} ${measures} ${change.frame.direction}`,
      `${measures} ${change.frame.direction} ${change.size}`,
    ]
    const earlier = keys
      .map((key, index) => ({ found: said.get(key), isSure: index < 2 }))
      .find(
        ({ found, isSure }) =>
          found && (isSure || (digitsOf(value) >= 4 && matches(found.value.name, value.name) >= 2)),
      )?.found
    for (const key of keys) said.set(key, { value, change })
    if (!earlier || earlier.change.sentence === change.sentence) continue
    const rounded = canBeSame(earlier.value, value)
    const isTelling = digitsOf(value) >= 3
    if (
      (isTelling && earlier.value.size === value.size) ||
      (rounded && value.unit.dimension !== 'time' && matches(earlier.value.name, value.name) >= 2)
    )
      drafts.push(...changesBehind(context, earlier.change, change))
    if (earlier.value.size === value.size) {
      if (earlier.change.size === change.size && isTelling)
        drafts.push(restatement(earlier.value, value, 'restatement.value', true))
    } else if (
      !rounded &&
      earlier.change.size === change.size &&
      digitsOf(value) >= 3 &&
      earlier.value.token.digits.length === value.token.digits.length &&
      earlier.value.token.scaleText === value.token.scaleText
    )
      drafts.push(restatement(earlier.value, value, 'restatement.value', true))
  }
  return drafts
}

/** All changes that are said of a value behind the first one, each time: 增加481万人，增长1.7%，增速提高0.2个百分点. */
function changesBehind(context: Context, earlier: Quantity, later: Quantity): Draft[] {
  const drafts: Draft[] = []
  for (let step = 0; step < 4; step++) {
    const [one, two] = [context.quantities[earlier.id + step], context.quantities[later.id + step]]
    if (!one || !two || one.sentence !== earlier.sentence || two.sentence !== later.sentence) break
    if (one.role !== two.role || one.unit.text !== two.unit.text) break
    if (one.role !== 'by' && one.role !== 'growth') break
    if (step > 0 && one.size !== two.size) break
    drafts.push(restatement(one, two, 'restatement.change', true))
  }
  return drafts
}

/** The same quantity printed twice: in the summary and in the chapter, in a sentence and in a list of figures. */
export function findRestatements(context: Context): Draft[] {
  const drafts: Draft[] = []
  const taken = new Set<string>()
  const twins = new Twins(context)
  for (const quantity of twins.quantities) {
    const same = twins.sameBefore(quantity)
    const found = same ?? twins.nearlySame(quantity)
    if (!found) continue
    const [earlier, later] = found.id < quantity.id ? [found, quantity] : [quantity, found]
    const key = `${earlier.id} ${later.id}`
    if (taken.has(key)) continue
    taken.add(key)
    drafts.push(restatement(earlier, later, same ? 'restatement.same' : 'restatement.near', !same))
  }
  for (const quantity of context.quantities) {
    if (!isCoarse(quantity) && (!isStated(quantity) || twins.sameBefore(quantity))) continue
    const rounded = roundedBefore(context, quantity)
    if (rounded) drafts.push(restatement(rounded, quantity, 'restatement.rounded', false))
  }
  for (const quantity of context.quantities) {
    const slip = slipOfHeadline(context, quantity)
    if (slip) drafts.push({ ...restatement(slip, quantity, 'restatement.headline', false), tie: 'likely' })
  }
  const known = new Set(drafts.flatMap((draft) => draft.stated.quantity ?? []))
  for (const { earlier, later } of saidAgain(context, (quantity) => known.has(quantity)))
    drafts.push(restatement(earlier, later, 'restatement.again', false))
  const near = new Set(
    drafts
      .filter(({ rule }) => rule === 'restatement.near')
      .flatMap(({ operands: all }) => all.map((o) => o.quantity)),
  )
  for (const { earlier, later } of oddOnes(context))
    if (!near.has(earlier) && !near.has(later))
      drafts.push(restatement(earlier, later, 'restatement.near', true))
  for (const { earlier, later } of yearsListed(context))
    if (!near.has(earlier) && !near.has(later) && (earlier.size !== later.size || !known.has(later)))
      drafts.push({ ...restatement(earlier, later, 'restatement.near', true), complete: true })
  for (const { earlier, later } of schoolSlips(context))
    if (!known.has(later))
      drafts.push({ ...restatement(earlier, later, 'restatement.schools', true), complete: true })
  for (const { earlier, later } of medalsAgain(context))
    if (!known.has(later)) drafts.push(restatement(earlier, later, 'restatement.again', false))
  return drafts
}

/** 56% and 56.23%, 2.8亿人 and 28652万人: the same figure printed with fewer places, before or behind. */
function roundedBefore(context: Context, quantity: Quantity): Quantity | undefined {
  if (!(isPercentage(quantity) || isLevel(quantity)) || !quantity.named) return undefined
  return context
    .around(quantity, 40, 0)
    .findLast(
      (earlier) =>
        earlier !== quantity &&
        earlier.sentence !== quantity.sentence &&
        (isPercentage(earlier) || isLevel(earlier)) &&
        sameMeasure(earlier, quantity) &&
        !earlier.frame.bound &&
        earlier.token.form === 'plain' &&
        isOtherwisePrinted(earlier, quantity) &&
        canBeSame(earlier, quantity) &&
        !isOtherTime(earlier, quantity) &&
        matches(earlier.name, quantity.name) >= 2,
    )
}

/** 「升学比例为51%」 over a text that says 「升学比例为56.23%」: a digit of the headline is another. */
function slipOfHeadline(context: Context, headline: Quantity): Quantity | undefined {
  if (!isLineAbove(headline) || !isPercentage(headline) || !headline.named) return undefined
  if (headline.token.form === 'fraction') return undefined
  const said = context
    .around(headline, 0, 40)
    .filter(
      (value) =>
        value.sentence !== headline.sentence &&
        value.role === headline.role &&
        value.named &&
        !value.frame.bound &&
        !isLineAbove(value) &&
        !isOtherTime(value, headline) &&
        matches(value.name, headline.name) === 3,
    )
  const [first] = said
  if (!first || said.some((value) => value.size !== first.size)) return undefined
  const { digits, decimals } = headline.token
  if (first.token.decimals <= decimals) return undefined
  const rounded = first.size.toFixed(decimals)
  const others = [...rounded].filter((char, at) => char !== digits.charAt(at)).length
  return rounded.length === digits.length && others === 1 && !canBeSame(first, headline) ? first : undefined
}

/** A headline, or a short line without an end that stands over a paragraph. */
function isLineAbove(quantity: Quantity): boolean {
  const { text } = quantity.token.flow
  return isHeadline(quantity) || (text.length <= 30 && !/[。；;：:|]/.test(text))
}

/** Whether two printed figures can stand for one value, rounded or cut off: 28652万 is 2.9亿 or 2.8亿. */
function canBeSame(a: Quantity, b: Quantity): boolean {
  const cut = isPercentage(a) ? 0 : Math.max(a.high - a.low, b.high - b.low) / 2
  return a.low <= b.high + cut && b.low <= a.high + cut
}

/** Percentages with other places; amounts of which one is printed at least ten times as coarsely as the other. */
function isOtherwisePrinted(a: Quantity, b: Quantity): boolean {
  if (isPercentage(a)) return a.token.decimals !== b.token.decimals
  const [fine, coarse] = a.high - a.low < b.high - b.low ? [a, b] : [b, a]
  if (coarse.token.scaleText === '' || Math.min(digitsOf(a), digitsOf(b)) < 2) return false
  return coarse.high - coarse.low >= 10 * (fine.high - fine.low)
}

/** 2.8亿人: too short to be told by its digits alone. */
function isCoarse(quantity: Quantity): boolean {
  return (
    isLevel(quantity) &&
    !quantity.frame.bound &&
    quantity.frame.motion !== 'by' &&
    quantity.token.form === 'plain' &&
    quantity.token.scaleText !== '' &&
    digitsOf(quantity) === 2
  )
}

/** Of an amount printed twice the coarser place counts: 2.8亿 is 28652万 cut off. */
function statedNoFiner(later: Quantity, earlier: Quantity): Stated {
  const stated = statedAs(later)
  const unit = lastPlace(earlier.token)
  if (isPercentage(later) || unit === undefined || Number(unit) <= Number(stated.unit ?? 0)) return stated
  return { ...stated, unit }
}

function restatement(earlier: Quantity, later: Quantity, rule: string, near: boolean): Draft {
  return {
    kind: 'restatement',
    rule,
    expression: of(earlier),
    relation: 'equals',
    stated: statedNoFiner(later, earlier),
    operands: [operand(earlier, 'before'), operand(later, 'stated')],
    tie: 'loose',
    nearMiss: near,
  }
}
