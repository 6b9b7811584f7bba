import type { Draft, Stated, Tie } from '../../judge/claim.ts'
import { constant, type Expression, of, over, times } from '../../judge/expression.ts'
import type { Quantity } from '../../read/quantities.ts'
import { factorOf } from '../../read/units.ts'
import { type Context, floats, isLevel, isPresent, operand, statedAs } from '../context.ts'
import { digitsOf } from '../sums/sum-drafts.ts'

/** Two printed numbers of which a third is the quotient. */
export interface Pair {
  readonly part: Quantity
  readonly whole: Quantity
}

export function levelsNear(context: Context, quantity: Quantity, before: number): Quantity[] {
  return context
    .around(quantity, before, 2)
    .filter((value) => isLevel(value) && isPresent(value) && value.token.script === 'arabic')
}

export function pairThatFits(values: readonly Quantity[], stated: Quantity, scale: number): Pair | undefined {
  for (const whole of [...values].reverse()) {
    if (whole.size === 0 || digitsOf(whole) < 2) continue
    for (const part of [...values].reverse()) {
      if (
        part === whole ||
        digitsOf(part) < 2 ||
        (part.unit.text === whole.unit.text && part.name.keys[0] === whole.name.keys[0])
      )
        continue
      if (near((part.size / whole.size) * scale, stated) || roundedFits(part, whole, scale, stated))
        return { part, whole }
    }
  }
  return undefined
}

/** 3.09万人 over 13: what was cut off may matter to the mean, where it was printed finely enough to tell. */
function roundedFits(part: Quantity, whole: Quantity, scale: number, stated: Quantity): boolean {
  const width = (part.high - part.low) / part.size + (whole.high - whole.low) / whole.size
  if (width === 0 || width > 0.005 || whole.low <= 0) return false
  return (part.low / whole.high) * scale <= stated.high && (part.high / whole.low) * scale >= stated.low
}

export function near(value: number, stated: Quantity): boolean {
  const { low, high } = floats(stated)
  const slack = Math.max(Math.abs(value) * 1e-9, low === high ? Number(stated.token.scale) / 2 : 0)
  return value >= low - slack && value <= high + slack
}

export function quotient(
  stated: Quantity,
  pair: Pair,
  scale: number,
  kind: 'ratio' | 'per_head',
  rule: string,
  tie: Tie,
): Draft {
  const quotientOf = over(of(pair.part), of(pair.whole))
  return pairDraft(
    stated,
    pair,
    scale === 1 ? quotientOf : times(quotientOf, constant(scale)),
    kind,
    rule,
    tie,
  )
}

/** A mean that comes out as a whole number was rounded to one. */
function statedMean(stated: Quantity): Stated {
  const own = statedAs(stated)
  if (own.unit !== undefined) return own
  const unit = factorOf({ scale: stated.token.scale, unit: stated.unit })
  return {
    ...own,
    range: { low: own.range.low.minus(unit.div(2)), high: own.range.high.plus(unit.div(2)) },
    unit: unit.toString(),
  }
}

export function pairDraft(
  stated: Quantity,
  pair: Pair,
  expression: Expression,
  kind: Draft['kind'],
  rule: string,
  tie: Tie,
): Draft {
  return {
    kind,
    rule,
    expression,
    relation: 'equals',
    stated: kind === 'per_head' ? statedMean(stated) : statedAs(stated),
    operands: [operand(pair.part, 'part'), operand(pair.whole, 'whole'), operand(stated, 'stated')],
    tie,
  }
}
