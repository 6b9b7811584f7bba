import { decimal } from '../../../kernel/index.ts'
import type { KnownFact } from '../../facts.ts'
import type { Draft } from '../../judge/claim.ts'
import { type Interval, printedContains } from '../../judge/verdict.ts'
import { type Name, nameOf } from '../../read/names.ts'
import type { Quantity } from '../../read/quantities.ts'
import { comparable, readUnit, type UnitWord } from '../../read/units.ts'
import {
  type Context,
  isInSentence,
  isLevel,
  isPercentage,
  isPresent,
  matches,
  operand,
  statedAs,
} from '../context.ts'

/** Named quantities of the text against values that are known from elsewhere. */
export function findFacts(context: Context, facts: readonly KnownFact[]): Draft[] {
  const drafts: Draft[] = []
  for (const fact of facts) {
    const names = fact.names.map(nameOf)
    const unit = readUnit(fact.unit, 0)
    const value = decimal(fact.value).times(unit.scale)
    for (const quantity of [...context.quantities, ...context.reading.cells]) {
      if (!isStatedFact(quantity, names, fact)) continue
      const percent = unit.unit.dimension === 'percent'
      if (percent !== isPercentage(quantity) || (!percent && !isSameUnit(unit.unit, quantity.unit))) continue
      if (isQualified(quantity) || !isTold(quantity, context)) continue
      drafts.push(factDraft(quantity, fact, { low: value, high: value }))
    }
  }
  return drafts
}

function isStatedFact(quantity: Quantity, names: readonly Name[], fact: KnownFact): boolean {
  if (
    !quantity.named ||
    !(isLevel(quantity) || isPercentage(quantity)) ||
    !isPresent(quantity) ||
    quantity.frame.motion === 'by'
  )
    return false
  if (fact.year !== undefined && quantity.year !== undefined && quantity.year !== fact.year) return false
  return names.some((name) => matches(name, quantity.name) === 3)
}

/** A number without a unit may be a serial number or a page; it is not taken for the value that its line names. */
function isSameUnit(known: UnitWord, printed: UnitWord): boolean {
  return printed.text !== '' && comparable(known, printed)
}

/** In a sentence, or in a cell of its own. */
function isTold(quantity: Quantity, context: Context): boolean {
  const { cell, token } = quantity
  if (!cell) return isInSentence(quantity, context)
  return token.flow.text.length - (Math.max(token.unitEnd, token.end) - token.start) <= 2
}

/** 中等职业学校数（中心区域）: a part of what the name means. */
function isQualified({ name, topic, cell }: Quantity): boolean {
  return cell !== undefined && /[（(]/.test(`${topic}${name.text}`)
}

function factDraft(quantity: Quantity, fact: KnownFact, value: Interval): Draft {
  const holds = printedContains(quantity, value) || isRounded(quantity, value)
  const params = { name: fact.names[0] ?? '', value: `${fact.value}${fact.unit}` }
  return {
    kind: 'restatement',
    rule: 'restatement.fact',
    expression: undefined,
    relation: 'equals',
    stated: statedAs(quantity),
    operands: [operand(quantity, 'stated')],
    tie: 'likely',
    known: holds
      ? { verdict: 'consistent', severity: 'none', reason: { code: 'fact_agrees', params } }
      : { verdict: 'contradicted', severity: 'warning', reason: { code: 'fact_differs', params } },
  }
}

/** An average of people is printed in whole people: 2379 for 2379.23. */
function isRounded(quantity: Quantity, { low }: Interval): boolean {
  return !low.isInteger() && quantity.token.decimals === 0 && low.minus(quantity.size).abs().lte('0.5')
}
