import { Decimal, interval } from '../../kernel/index.ts'
import type { Bound } from '../read/frames.ts'
import type { NumberToken } from '../read/numbers.ts'
import type { Quantity } from '../read/quantities.ts'
import type { Draft, Judged, Other, Relation, Stated } from './claim.ts'
import { printedRange, type RangeOf, rangeOf } from './expression.ts'

export type Interval = interval.Interval

/** How a computed range stands to a stated one: inside what the print allows, one unit of the last place off, or apart. */
export type Fit = 'fits' | 'last_digit' | 'apart'

/**
 * Judges a claim by the figures as printed. A tie that is only loose yields no verdict unless the arithmetic holds:
 * what we are not sure to have read is not held against the text.
 */
export function judge(draft: Draft): Judged | undefined {
  if (draft.known) {
    const { verdict, severity, reason } = draft.known
    const computed = draft.expression && rangeOf(draft.expression)
    return { draft, verdict, severity, computed, reason }
  }
  if (!draft.expression) return undefined
  const computed = rangeOf(draft.expression)
  if (!computed) return undefined
  const fit = fitOf(computed, draft.stated, draft.relation, draft.bound)
  if (fit === 'fits') {
    return {
      draft,
      verdict: 'consistent',
      severity: 'none',
      computed,
      reason: draft.note ?? { code: 'holds' },
    }
  }
  if (fit === 'last_digit') {
    return { draft, verdict: 'last_digit', severity: 'info', computed, reason: { code: 'last_digit' } }
  }
  const tie = draft.operands.some((o) => o.role !== 'stated' && isVague(o.quantity)) ? 'loose' : draft.tie
  const other = draft.others?.find((candidate) => fitsOther(candidate, draft))
  if (other?.excuses) {
    return { draft, verdict: 'base_unclear', severity: 'warning', computed, reason: other.what, fits: other }
  }
  const fits = other ? { fits: other } : {}
  if (tie === 'named') {
    const severity = draft.bound ? 'warning' : 'error'
    return {
      draft,
      verdict: 'contradicted',
      severity,
      computed,
      reason: other?.what ?? { code: 'apart' },
      ...fits,
    }
  }
  if (tie === 'likely') {
    return {
      draft,
      verdict: 'base_unclear',
      severity: 'warning',
      computed,
      reason: other?.what ?? { code: 'unclear' },
      ...fits,
    }
  }
  return undefined
}

/** 约3000, 3000多: the figure is not exact enough to hold anything against. */
function isVague(quantity: Quantity): boolean {
  return quantity.frame.bound !== undefined || quantity.token.more
}

function fitsOther(other: Other, draft: Draft): boolean {
  const range = rangeOf(other.expression)
  return range !== undefined && fitOf(range, draft.stated, draft.relation, draft.bound) === 'fits'
}

/** Whether the claim holds when its operands have other ranges: what a repair would do to it. */
export function fitWith(draft: Draft, range: RangeOf): Fit | undefined {
  if (!draft.expression || draft.known) return undefined
  const computed = rangeOf(draft.expression, range)
  if (!computed) return undefined
  const own = draft.stated.quantity
  const stated = own && range !== printedRange ? { ...draft.stated, range: range(own) } : draft.stated
  return fitOf(computed, stated, draft.relation, draft.bound)
}

function fitOf(computed: Interval, stated: Stated, relation: Relation, bound: Bound | undefined): Fit {
  if (relation !== 'equals') return holds(computed, stated.range, relation) ? 'fits' : 'apart'
  if (bound) return withinBound(computed, stated.range, bound) ? 'fits' : 'apart'
  if (interval.meets(computed, stated.range)) return 'fits'
  const unit = new Decimal(stated.unit ?? 0)
  if (unit.isZero()) return 'apart'
  const wider = { low: stated.range.low.minus(unit), high: stated.range.high.plus(unit) }
  return interval.meets(computed, wider) ? 'last_digit' : 'apart'
}

function holds(computed: Interval, stated: Interval, relation: Exclude<Relation, 'equals'>): boolean {
  switch (relation) {
    case 'at_most':
      return computed.low.lte(stated.high)
    case 'at_least':
      return computed.high.gte(stated.low)
    case 'below':
      return computed.low.lt(stated.high)
    case 'above':
      return computed.high.gt(stated.low)
  }
}

/** 约 and 左右 allow a tenth, 近 a fifth below; 超过, 以上, 多 want at least, 不足, 以下 at most the number. */
function withinBound(computed: Interval, stated: Interval, bound: Bound): boolean {
  const middle = stated.low.plus(stated.high).div(2)
  const slack = middle.abs().times(bound === 'nearly' ? '0.2' : '0.1')
  switch (bound) {
    case 'about':
      return interval.meets(computed, { low: stated.low.minus(slack), high: stated.high.plus(slack) })
    case 'nearly':
      return interval.meets(computed, { low: stated.low.minus(slack), high: stated.high })
    case 'over':
    case 'atLeast':
      return computed.high.gte(stated.low)
    case 'under':
    case 'atMost':
      return computed.low.lte(stated.high)
  }
}

/** Whether a printed quantity can stand for a value, rounded to its places or cut off. */
export function printedContains(quantity: Quantity, value: Interval): boolean {
  const { bound } = quantity.frame
  if (bound) return withinBound(value, quantity.range, bound)
  return (
    interval.meets(value, quantity.range) ||
    interval.meets(value, {
      low: quantity.range.low,
      high: quantity.range.high.plus(lastPlace(quantity.token) ?? 0),
    })
  )
}

/** One unit of the last printed place of a number, in its own scale: 0.01 for 12.34, 100 for 1.23 万. */
export function lastPlace(token: NumberToken): string | undefined {
  if (token.form === 'fraction') return undefined
  if (token.unit.exact && token.scaleText === '' && token.decimals === 0) return undefined
  const key = `${token.decimals} ${token.scaleSize}`
  const known = places.get(key)
  if (known !== undefined) return known
  const place = new Decimal(10).pow(-token.decimals).times(token.scale).toString()
  places.set(key, place)
  return place
}

/** A report prints with a handful of places and scales. */
const places = new Map<string, string>()
