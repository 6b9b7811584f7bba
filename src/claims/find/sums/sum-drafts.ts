import type { Draft, Stated } from '../../judge/claim.ts'
import { constant, type Expression, of, sum, times } from '../../judge/expression.ts'
import { lastPlace } from '../../judge/verdict.ts'
import type { Quantity } from '../../read/quantities.ts'
import { operand, operands, statedAs } from '../context.ts'
import { timesOf } from './each.ts'

export function totalDraft(
  parts: readonly Quantity[],
  total: Quantity,
  rule: string,
  tie: Draft['tie'],
): Draft {
  return {
    kind: 'sum',
    rule,
    expression: sum(parts.map(eachOf)),
    relation: 'equals',
    stated: withSumUnit(statedAs(total), parts),
    operands: [...operands(parts, 'part'), operand(total, 'stated')],
    tie,
    bound: total.frame.bound,
  }
}

/** Rounded parts may miss their total by one unit of the last place. */
export function withSumUnit(stated: Stated, parts: readonly Quantity[]): Stated {
  const rounded = parts.map((part) => lastPlace(part.token)).filter((unit) => unit !== undefined)
  const coarsest = rounded.sort((a, b) => Number(b) - Number(a))[0]
  return coarsest === undefined || stated.unit !== undefined ? stated : { ...stated, unit: coarsest }
}

/** A part as often as it counts: 「甲校、乙校各8人」 are 16. */
function eachOf(part: Quantity): Expression {
  const count = timesOf(part)
  return count === 1 ? of(part) : times(of(part), constant(count))
}

export function closes(parts: readonly Quantity[], total: Quantity): boolean {
  let low = 0
  let high = 0
  for (const part of parts) {
    const count = timesOf(part)
    low += part.low * count
    high += part.high * count
  }
  const slack = Math.abs(high) * 1e-12
  return low - slack <= total.high && high + slack >= total.low
}

/** What can be added up: people and visits, things of one word of measure, amounts of one dimension. */
export function measureOf({ unit }: Quantity): string {
  if (unit.dimension === 'visits') return 'people'
  return unit.dimension === 'things' ? unit.text : unit.dimension
}

/**
 * Whether one wrong digit explains how far parts are from their total: a gap of 3, 20 or 7000 units of the last place.
 * Of numbers with five digits hardly any pair is so by chance.
 */
export function isOneDigitOff(parts: readonly Quantity[], total: Quantity): boolean {
  if (digitsOf(total) < 5) return false
  const place = Math.min(
    ...[...parts, total].map((value) => value.token.scaleSize * 10 ** -value.token.decimals),
  )
  const gap = Math.abs(parts.reduce((sum, part) => sum + part.size, 0) - total.size) / place
  return /^[1-9]0*$/.test(gap.toFixed(0)) && Math.abs(gap - Math.round(gap)) < 1e-6
}

/** How many digits a number has that say something: 3 of 0.307. */
export function digitsOf({ token }: Quantity): number {
  return token.places
}

/** 8865 and 1865: as many digits, one of them another. */
export function isOneDigitApart(a: string, b: string): boolean {
  return (
    a.length === b.length && a.length >= 3 && [...a].filter((char, i) => char !== b.charAt(i)).length === 1
  )
}
