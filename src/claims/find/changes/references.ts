import type { Draft } from '../../judge/claim.ts'
import { constant, minus, of, times } from '../../judge/expression.ts'
import { nameOf } from '../../read/names.ts'
import type { Quantity } from '../../read/quantities.ts'
import {
  type Context,
  isLevel,
  isPercentage,
  isPresent,
  matches,
  operand,
  sameMeasure,
  statedAs,
} from '../context.ts'
import { directionDraft } from './changes.ts'

/**
 * 「就业率98.65%，比全市平均就业率高0.28个百分点」: a difference from another printed value, not from another time. Said
 * only where a value of that name makes it hold, or misses it by one digit.
 */
export function findReferences(context: Context): Draft[] {
  const drafts: Draft[] = []
  for (const by of context.quantities) {
    const { direction } = by.frame
    if (by.role !== 'by' || direction === undefined) continue
    drafts.push(...formerAndLatter(context, by))
    if (by.comparison?.kind !== 'other') continue
    const now = valueBefore(context, by)
    if (!now) {
      drafts.push(...namedSides(context, by, direction))
      continue
    }
    const candidates = referencesFor(context, by, now)
    const only = meant(candidates, by)
    const fitting = candidates.find((value) => fits(now, value, by, direction)) ?? only ?? candidates[0]
    if (!fitting) continue
    drafts.push({
      kind: 'change',
      rule: 'change.reference',
      expression:
        direction === 1 ? minus(of(now), of(fitting)) : times(minus(of(now), of(fitting)), constant(-1)),
      relation: 'equals',
      stated: statedAs(by),
      operands: [operand(now, 'now'), operand(fitting, 'before'), operand(by, 'stated')],
      tie: fitting === only ? 'likely' : 'loose',
      bound: by.frame.bound,
      nearMiss: true,
    })
    if (fits(now, fitting, by, direction)) drafts.push(directionDraft(now, fitting, direction, by, 'loose'))
  }
  return drafts
}

/** 「学生满意度92.3%，教师满意度90.1%，前者高出2.2个百分点」. */
function formerAndLatter(context: Context, by: Quantity): Draft[] {
  const word = /^(前者|后者)/.exec(by.clause.text)?.[1]
  if (!word || by.comparison !== undefined) return []
  const [former, latter] = context
    .sentence(by.sentence)
    .filter((value) => value.id < by.id && isPresent(value) && measures(value, by))
    .slice(-2)
  if (!former || !latter) return []
  const [now, other] = word === '前者' ? [former, latter] : [latter, former]
  const { direction = 1 } = by.frame
  return [
    {
      kind: 'change',
      rule: 'change.reference',
      expression: direction === 1 ? minus(of(now), of(other)) : minus(of(other), of(now)),
      relation: 'equals',
      stated: statedAs(by),
      operands: [operand(now, 'now'), operand(other, 'before'), operand(by, 'stated')],
      tie: 'likely',
      bound: by.frame.bound,
    },
    directionDraft(now, other, direction, by, 'likely'),
  ]
}

/** 「机电系1120人，……汽车系564人。机电系人数最多，比汽车系多556人」: both sides by their names, told in another sentence. */
function namedSides(context: Context, by: Quantity, direction: 1 | -1): Draft[] {
  const subject = context.reading.clauses
    .slice(Math.max(0, by.clause.index - 1), by.clause.index + 1)
    .filter(({ sentence }) => sentence === by.sentence)
    .map(({ text }) => text)
    .join(',')
  const other = nameOf(referenceName(by))
  if (other.keys.length === 0) return []
  const values = context
    .around(by, 40, 0)
    .filter(
      (value) =>
        value.id < by.id && value.named && isPresent(value) && !value.frame.bound && measures(value, by),
    )
  const others = values.filter((value) => matches(value.name, other) >= 2)
  const owned = values.filter(
    (value) =>
      !others.includes(value) && value.name.keys.some((key) => key.length >= 2 && subject.includes(key)),
  )
  const [single] = others
  const isOnly = single !== undefined && others.length === 1 && owned.length === 1
  for (const now of owned.reverse()) {
    const before =
      others.findLast((value) => fits(now, value, by, direction)) ?? (isOnly ? single : undefined)
    if (!before) continue
    return [
      {
        nearMiss: isOnly,
        kind: 'change',
        rule: 'change.reference',
        expression: direction === 1 ? minus(of(now), of(before)) : minus(of(before), of(now)),
        relation: 'equals',
        stated: statedAs(by),
        operands: [operand(now, 'now'), operand(before, 'before'), operand(by, 'stated')],
        tie: 'loose',
      },
    ]
  }
  return []
}

/** The value of the sentence that the difference is said of. */
function valueBefore(context: Context, by: Quantity): Quantity | undefined {
  return context
    .sentence(by.sentence)
    .findLast((value) => value.id < by.id && isPresent(value) && !value.frame.bound && measures(value, by))
}

function measures(value: Quantity, by: Quantity): boolean {
  if (by.unit.dimension === 'point') return isPercentage(value)
  return isLevel(value) && value.unit.text === by.unit.text && value.unit.text !== ''
}

/** Values that carry the name behind 比: 全市平均就业率, or for 全国平均水平 the same thing for 全国. */
function referencesFor(context: Context, by: Quantity, now: Quantity): Quantity[] {
  const name = nameOf(referenceName(by))
  const attribute = (now.name.keys[0] ?? '').slice(-3)
  return context
    .around(now, 60, 60)
    .filter(
      (value) =>
        value !== now &&
        isPresent(value) &&
        !value.frame.bound &&
        value.role === now.role &&
        sameMeasure(value, now) &&
        (name.keys.length > 0
          ? matches(value.name, name) >= 2 &&
            (name.scope === '' || value.name.scope === '' || value.name.scope === name.scope)
          : name.scope !== '' &&
            value.clause.text.includes(name.scope) &&
            (value.name.keys[0] ?? '').endsWith(attribute)),
    )
    .sort((a, b) => Math.abs(a.id - now.id) - Math.abs(b.id - now.id))
}

/** The value that the words mean without doubt: the only one of that name and of the scope that they name. */
function meant(candidates: readonly Quantity[], by: Quantity): Quantity | undefined {
  const name = nameOf(referenceName(by))
  if (name.scope === '') return undefined
  const own = candidates.filter(
    (value) => value.name.scope === name.scope || (value.name.scope === '' && isLocal(name.scope)),
  )
  const exact = own.filter((value) => matches(value.name, name) === 3)
  const named = exact.length > 0 ? exact : own
  return new Set(named.map((value) => value.size)).size === 1 ? named[0] : undefined
}

/** 全市 and 本校 name what the text is about; 全国 and 全省 something else. */
function isLocal(scope: string): boolean {
  return /市|校|我|本/.test(scope)
}

/** What stands behind 比, without the word of comparison and the word 平均. */
function referenceName(by: Quantity): string {
  return (by.comparison?.text ?? '')
    .replace(/(要|还|分别|均|都)*(高出?|低|多出?|少|增加|减少|提高|上升|下降|快|慢)+$/, '')
    .replace(/(的)?(平均水平|平均值|整体水平|总体水平|水平|平均)/g, '')
    .replace(/的$/, '')
}

function fits(now: Quantity, reference: Quantity, by: Quantity, direction: 1 | -1): boolean {
  const low = (now.low - reference.high) * direction
  const high = (now.high - reference.low) * direction
  const slack = 1e-9 * Math.max(1, Math.abs(now.high))
  return Math.min(low, high) - slack <= by.high && Math.max(low, high) + slack >= by.low
}
