import type { Draft } from '../../judge/claim.ts'
import { of } from '../../judge/expression.ts'
import { comparable } from '../../read/units.ts'
import { type Context, isLevel, operand, statedAs } from '../context.ts'

/** 「占地面积40.2万平方米（603亩）」: one amount in two units. */
export function findConversions(context: Context): Draft[] {
  const drafts: Draft[] = []
  for (const other of context.quantities) {
    const first = context.quantities[other.id - 1]
    if (!first || !other.inParentheses || first.inParentheses || other.clause.numbers.length !== 1) continue
    if (!isLevel(other) || !isLevel(first) || first.unit.text === other.unit.text) continue
    if (!comparable(first.unit, other.unit) || !['area', 'length'].includes(first.unit.dimension)) continue
    const isAlone = /^(约|合|折合|即|相当于)*[\d.,]+[万亿]?\D{1,4}$/.test(other.clause.text)
    if (!isAlone || other.clause.parent?.clause !== first.clause.index) continue
    drafts.push({
      kind: 'restatement',
      rule: 'restatement.units',
      expression: of(first),
      relation: 'equals',
      stated: statedAs(other),
      operands: [operand(first, 'before'), operand(other, 'stated')],
      tie: 'likely',
      bound: other.frame.bound ?? first.frame.bound,
    })
  }
  return drafts
}
