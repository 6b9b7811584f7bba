import type { Draft } from '../judge/claim.ts'
import { minus, of } from '../judge/expression.ts'
import type { Clause } from '../read/clauses.ts'
import { nameOf } from '../read/names.ts'
import type { Quantity } from '../read/quantities.ts'
import { type Context, isPresent, matches, operands, sameMeasure, spanOf } from './context.ts'
import { isValue, zero } from './ranks.ts'

const more = '快于|高于|多于|大于|优于|强于|好于|长于|超过'
const less = '慢于|低于|少于|小于|短于|不及|不如'
const compared = new RegExp(`(${more}|${less})了?`)

/** Two printed values and a word that says which is the greater. */
export function findComparisons(context: Context): Draft[] {
  const drafts: Draft[] = []
  for (const clause of context.reading.clauses) {
    const word = clause.parent ? null : compared.exec(clause.text)
    if (!word) continue
    const aside = asides(context, clause, word.index)
    const pair = aside ?? saidElsewhere(context, clause, word)
    if (!pair) continue
    const [first, second] = pair
    const above = new RegExp(more).test(word[0])
    drafts.push({
      kind: 'rank',
      rule: 'rank.compared',
      expression: above ? minus(of(first), of(second)) : minus(of(second), of(first)),
      relation: 'above',
      stated: zero(),
      operands: operands([first, second], 'item'),
      tie: aside ? 'likely' : 'loose',
      spans: [spanOf(clause)],
    })
  }
  return drafts
}

type PairOfValues = readonly [Quantity, Quantity]

/** 「一线城市的就业满意度（72%）略高于“新一线”城市（68%）」: two values in parentheses and the word between them. */
function asides(context: Context, clause: Clause, at: number): PairOfValues | undefined {
  const aside = context
    .sentence(clause.sentence)
    .filter((value) => value.clause.parent?.clause === clause.index && isValue(value) && !value.frame.bound)
  const placeOf = (value: Quantity) => value.clause.parent?.at ?? 0
  const first = aside.findLast((value) => placeOf(value) <= at)
  const second = aside.find((value) => placeOf(value) > at)
  return first && second && sameMeasure(first, second) ? [first, second] : undefined
}

/** 「外出农民工……增长1.5%；本地农民工……增长2.0%，增速仍快于外出农民工增速」: both values stand before the word. */
function saidElsewhere(context: Context, clause: Clause, word: RegExpExecArray): PairOfValues | undefined {
  if (clause.numbers.length > 0) return undefined
  const other = clause.text.slice(word.index + word[0].length)
  const kind = /(增速|增幅|涨幅|降幅|增长率)/.test(clause.text) ? 'growth' : undefined
  const name = nameOf(other.replace(/的?(增速|增幅|涨幅|降幅|增长率|水平)+$/, ''))
  if (name.keys.length === 0) return undefined
  const before = context
    .sentence(clause.sentence)
    .filter((value) => value.clause.index < clause.index && isOfKind(value, kind))
  const first = before.at(-1)
  if (!first) return undefined
  const second = context
    .around(first, 30, 0)
    .findLast(
      (value) =>
        value.id < first.id &&
        isOfKind(value, kind) &&
        value.role === first.role &&
        sameMeasure(value, first) &&
        matches(nameOfOwner(context, value), name) >= 2,
    )
  return second && [first, second]
}

function isOfKind(value: Quantity, kind: 'growth' | undefined): boolean {
  if (value.frame.bound || !isPresent(value)) return false
  return kind === 'growth' ? value.role === 'growth' : isValue(value)
}

/** A rate of growth is that of the amount before it. */
function nameOfOwner(context: Context, value: Quantity): Quantity['name'] {
  if (value.role !== 'growth' || value.named) return value.name
  const owner = context.around(value, 3, 0).findLast((other) => other.role === 'level' && isPresent(other))
  return owner && owner.sentence === value.sentence ? owner.name : value.name
}
