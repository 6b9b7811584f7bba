import type { Draft } from '../../judge/claim.ts'
import { constant, type Expression, minus, of, over, sum, times } from '../../judge/expression.ts'
import type { Quantity } from '../../read/quantities.ts'
import { type Context, operand, statedAs } from '../context.ts'

interface Compound {
  readonly yearly: Quantity
  readonly growth: Quantity
  readonly years: number
}

/**
 * 「年均增长12.3%，2020年达到9410.76元，比2015年增长76.48%」: a yearly rate over the years that the text names makes the
 * whole growth. Where the other pairs of the paragraph hold, one that does not is wrong; alone it may be reckoned
 * otherwise.
 */
export function findCompoundGrowth(context: Context): Draft[] {
  const drafts: Draft[] = []
  for (const paragraph of context.paragraphs()) {
    const pairs = paragraph.flatMap((yearly) => pairOf(context, yearly) ?? [])
    const holding = pairs.filter(holds).length
    for (const pair of pairs) {
      const others = holding - (holds(pair) ? 1 : 0)
      drafts.push(draftOf(pair, others >= 2 && others >= (pairs.length - 1) * 0.6 ? 'named' : 'likely'))
    }
  }
  return drafts
}

/** The growth over several years that is said behind a yearly rate, before another one begins. */
function pairOf(context: Context, yearly: Quantity): Compound | undefined {
  if (yearly.role !== 'cagr' || yearly.frame.bound) return undefined
  for (let step = 1; step <= 3; step++) {
    const growth = context.quantities[yearly.id + step]
    if (!growth || growth.sentence !== yearly.sentence || growth.role === 'cagr') return undefined
    if (growth.role !== 'growth' || growth.comparison?.kind !== 'year') continue
    const from = growth.comparison.year
    const now = growth.year ?? context.quantities[growth.id - 1]?.year
    const years = from === undefined || now === undefined ? 0 : now - from
    if (years < 2 || years > 30 || growth.frame.bound || growth.frame.direction !== yearly.frame.direction)
      return undefined
    return { yearly, growth, years }
  }
  return undefined
}

function holds({ yearly, growth, years }: Compound): boolean {
  const sign = yearly.frame.direction ?? 1
  const grown = (rate: number) => sign * ((1 + (sign * rate) / 100) ** years - 1) * 100
  return grown(yearly.low) <= growth.high + 1e-9 && grown(yearly.high) >= growth.low - 1e-9
}

function draftOf({ yearly, growth, years }: Compound, tie: Draft['tie']): Draft {
  const sign = yearly.frame.direction ?? 1
  const rate = over(of(yearly), constant(100))
  const factor = sign === 1 ? sum([constant(1), rate]) : minus(constant(1), rate)
  let grown: Expression = factor
  for (let year = 1; year < years; year++) grown = times(grown, factor)
  const change = sign === 1 ? minus(grown, constant(1)) : minus(constant(1), grown)
  return {
    kind: 'growth',
    rule: 'growth.compound',
    expression: times(change, constant(100)),
    relation: 'equals',
    stated: statedAs(growth),
    operands: [operand(yearly, 'rate'), operand(growth, 'stated')],
    tie,
  }
}
