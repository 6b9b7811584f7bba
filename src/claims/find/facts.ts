import { decimal } from '../../kernel/index.ts'
import type { KnownFact } from '../facts.ts'
import type { Draft } from '../judge/claim.ts'
import { type Interval, printedContains } from '../judge/verdict.ts'
import { type Name, nameOf } from '../read/names.ts'
import type { Quantity } from '../read/quantities.ts'
import { comparable, readUnit } from '../read/units.ts'
import { type Context, isLevel, isPercentage, isPresent, matches, operand, statedAs } from './context.ts'

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
      if (percent !== isPercentage(quantity) || (!percent && !comparable(unit.unit, quantity.unit))) continue
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

function factDraft(quantity: Quantity, fact: KnownFact, value: Interval): Draft {
  const holds = printedContains(quantity, value)
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
