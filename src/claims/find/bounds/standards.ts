import { Decimal, interval } from '../../../kernel/index.ts'
import type { Draft } from '../../judge/claim.ts'
import { minus, of, over, times } from '../../judge/expression.ts'
import type { Quantity } from '../../read/quantities.ts'
import { type Context, isLevel, isPresent, operand, operands, statedAs } from '../context.ts'

/**
 * 「按2000元/生标准投入1106.97万元，惠及学生5962人」: money by a standard for each head. The standard may be one of several or
 * that of a whole year; so a mismatch is only asked about.
 */
export function findStandards(context: Context): Draft[] {
  const drafts: Draft[] = []
  for (const sentence of context.sentences()) {
    for (const [index, first] of sentence.entries()) {
      if (!isStandard(first) || (index > 0 && isStandard(sentence[index - 1]))) continue
      const rates = runOfStandards(sentence, index)
      const [paid, heads] = sentence.slice(index + rates.length, index + rates.length + 2)
      if (!paid || !heads || !isPaid(paid) || !isHeads(heads) || heads.clause.index - first.clause.index > 3)
        continue
      drafts.push(rates.length === 1 ? product(first, paid, heads) : between(rates, paid, heads))
    }
  }
  return drafts
}

function isStandard(quantity: Quantity | undefined): quantity is Quantity {
  return (
    quantity !== undefined &&
    quantity.unit.dimension === 'money' &&
    /\/(生|人)/.test(quantity.unit.text) &&
    !quantity.frame.bound
  )
}

function runOfStandards(sentence: readonly Quantity[], index: number): Quantity[] {
  const end = sentence.findIndex((value, at) => at > index && !isStandard(value))
  return sentence.slice(index, end < 0 ? undefined : end)
}

function isPaid(quantity: Quantity): boolean {
  return isLevel(quantity) && isPresent(quantity) && quantity.unit.text === '元' && !quantity.frame.bound
}

function isHeads(quantity: Quantity): boolean {
  return (
    isLevel(quantity) && isPresent(quantity) && /^[人名]$/.test(quantity.unit.text) && !quantity.frame.bound
  )
}

function product(rate: Quantity, paid: Quantity, heads: Quantity): Draft {
  return {
    kind: 'per_head',
    rule: 'per_head.standard',
    expression: times(of(rate), of(heads)),
    relation: 'equals',
    stated: statedAs(paid),
    operands: [operand(rate, 'rate'), operand(heads, 'part'), operand(paid, 'stated')],
    tie: 'likely',
  }
}

/** Of two standards: what one head had lies between them. */
function between(rates: readonly Quantity[], paid: Quantity, heads: Quantity): Draft {
  const each = over(of(paid), of(heads))
  return {
    kind: 'per_head',
    rule: 'per_head.between',
    expression: {
      op: 'least',
      of: [
        minus(each, { op: 'least', of: rates.map(of) }),
        minus({ op: 'greatest', of: rates.map(of) }, each),
      ],
    },
    relation: 'at_least',
    stated: { text: '0', range: interval.exactly(new Decimal(0)) },
    operands: [...operands(rates, 'rate'), operand(heads, 'part'), operand(paid, 'item')],
    tie: 'loose',
  }
}
