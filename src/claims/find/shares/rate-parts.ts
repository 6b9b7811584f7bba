import type { Draft } from '../../judge/claim.ts'
import { constant, of, over, sum, times } from '../../judge/expression.ts'
import type { Quantity } from '../../read/quantities.ts'
import {
  type Context,
  isAmount,
  isPercentage,
  isPresent,
  operand,
  operands,
  sameMeasure,
  statedAs,
} from '../context.ts'
import { near } from '../quotients/quotients.ts'
import { closes, digitsOf } from '../sums/sum-drafts.ts'

/**
 * 「有10.3%的人升学，其中6.7%在国内，1.1%在国外，2.5%读本科」, 「在总就业率87.14%中，协议就业率72.17%，升学率11.87%，灵活就业率3.1%」: the
 * percentages behind one that names them its parts make it.
 */
export function findRateParts(context: Context): Draft[] {
  const drafts: Draft[] = []
  for (const sentence of context.sentences()) {
    const rates = sentence.filter(
      (value) =>
        isPercentage(value) && isPresent(value) && !value.frame.bound && value.unit.dimension === 'percent',
    )
    for (const [index, whole] of rates.entries()) {
      const [first, second] = rates.slice(index + 1)
      if (!first || !second || !announces(context, whole, first)) continue
      const behind = rates.slice(index + 1)
      const parts = partsOf(whole, behind)
      if (parts) drafts.push(made(parts, whole))
      else drafts.push(...slipOf(behind, whole))
    }
  }
  return drafts
}

/**
 * 「选择深造的2058名毕业生中，一流大学深造率达96.21%，其中本校1789人，其他学校191人」: the amounts behind a rate make it, of the amount before it.
 */
export function findRatesOfParts(context: Context): Draft[] {
  return context.quantities.flatMap((rate) => {
    if (!isPercentage(rate) || !isPresent(rate) || rate.frame.bound || digitsOf(rate) < 3) return []
    const sentence = context.sentence(rate.sentence)
    const behind = sentence.filter((value) => value.id > rate.id && isAmount(value) && value.among)
    const [first] = behind
    if (!first || behind.length < 2 || behind.some(({ unit }) => unit.text !== first.unit.text)) return []
    const whole = sentence.findLast(
      (value) => value.id < rate.id && isAmount(value) && isPresent(value) && sameMeasure(value, first),
    )
    if (!whole || whole.size <= 0) return []
    for (let count = 2; count <= Math.min(6, behind.length); count++) {
      const parts = behind.slice(0, count)
      const size = parts.reduce((all, part) => all + part.size, 0)
      if (size > whole.size) break
      if (near((100 * size) / whole.size, rate)) return [rateOf(parts, whole, rate)]
    }
    return []
  })
}

function rateOf(parts: readonly Quantity[], whole: Quantity, rate: Quantity): Draft {
  return {
    kind: 'share',
    rule: 'share.parts_behind',
    expression: times(over(sum(parts.map(of)), of(whole)), constant(100)),
    relation: 'equals',
    stated: statedAs(rate),
    operands: [...operands(parts, 'part'), operand(whole, 'whole'), operand(rate, 'stated')],
    tie: 'loose',
  }
}

function announces(context: Context, whole: Quantity, first: Quantity): boolean {
  if (context.reading.clauses[first.clause.index - 1]?.text === '其中') return true
  if (/^(之)?[中里]$/.test(whole.frame.right)) return true
  return first.among && (!whole.among || first.clause.text.startsWith('其中'))
}

/** The percentages up to where they reach the whole. */
function partsOf(whole: Quantity, behind: readonly Quantity[]): readonly Quantity[] | undefined {
  for (let count = 2; count <= behind.length; count++) {
    const parts = behind.slice(0, count)
    if (closes(parts, whole)) return parts.some((part) => part.token.decimals > 0) ? parts : undefined
  }
  return undefined
}

/** All that stand behind the whole up to a semicolon, or to where the sentence ends, where one digit parts them from it. */
function slipOf(behind: readonly Quantity[], whole: Quantity): Draft[] {
  const parts = behind.filter((part) => part.segment === behind[0]?.segment)
  const isFine = [whole, ...parts].every((value) => value.token.decimals > 0)
  if (parts.length < 3 || !isFine) return []
  return [{ ...made(parts, whole), nearMiss: true, complete: true }]
}

function made(parts: readonly Quantity[], whole: Quantity): Draft {
  return {
    kind: 'sum',
    rule: 'sum.rate_parts',
    expression: sum(parts.map(of)),
    relation: 'equals',
    stated: statedAs(whole),
    operands: [...operands(parts, 'part'), operand(whole, 'stated')],
    tie: 'loose',
  }
}
