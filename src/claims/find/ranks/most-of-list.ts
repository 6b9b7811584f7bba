import type { Draft } from '../../judge/claim.ts'
import { minus, of } from '../../judge/expression.ts'
import type { Clause } from '../../read/clauses.ts'
import type { Quantity } from '../../read/quantities.ts'
import { type Context, operands, spanOf } from '../context.ts'
import { isValue, zero } from './ranks.ts'

const most = /最[多大高快好强长]/
const fewest = /最[少小低慢差弱短]/
const ofGrowth = /增长|增幅|增速|涨幅|升幅|提高|上升/

/** How many clauses behind the words their value may stand. */
const REACH = 4

/**
 * 「选择留沪工作的人数最多，共3191人，占比66.84%；……东部其他地区（1139人）……，中西部地区（444人）……」, 「增长幅度最大的是高级技师，……增长270.4%；技师……增长47.56%」: what is said to
 * be the most, against the values of its kind that the sentence goes on with. Told only where it holds.
 */
export function findMostOfList(context: Context): Draft[] {
  return context.reading.clauses.flatMap((clause) => {
    const pair = highAndLow(context, clause)
    if (pair) return [pair]
    const isMost = most.test(clause.text)
    if (
      clause.parent ||
      (!isMost && !fewest.test(clause.text)) ||
      /之一|有史|历史|历年|以来/.test(clause.text)
    )
      return []
    const sentence = context.sentence(clause.sentence)
    const main = mainValue(sentence, clause)
    if (!main) return []
    const others = sentence.filter((value) => value.id > main.id && isAlike(value, main))
    if (others.length === 0) return []
    const isTrue = others.every(({ size }) => (isMost ? size <= main.size : size >= main.size))
    return isTrue ? [draftOf(clause, main, others, isMost)] : []
  })
}

/** 「落实率较高的是教师教育学院、美术学院（均为100.00%），较低的是生态旅游学院（52.50%）」: all of the one list above all of the other. */
function highAndLow(context: Context, clause: Clause): Draft | undefined {
  if (clause.parent || !/[最较][高多大]的/.test(clause.text)) return undefined
  const following = context.reading.clauses.slice(clause.index + 1, clause.index + 13)
  const low = following.find(
    (other) => other.sentence === clause.sentence && !other.parent && /[最较][低少小]的/.test(other.text),
  )
  if (!low) return undefined
  const values = context
    .sentence(clause.sentence)
    .filter((value) => isValue(value) && !value.frame.bound && value.unit.dimension !== 'time')
  const at = (value: Quantity) => value.clause.parent?.clause ?? value.clause.index
  const high = values.filter((value) => at(value) >= clause.index && at(value) < low.index)
  const [top] = high
  const behind = values.filter(
    (value) => at(value) >= low.index && value.unit.text === top?.unit.text && value.role === top.role,
  )
  const above = high.filter((value) => value.unit.text === top?.unit.text && value.role === top.role)
  const least = Math.min(...above.map(({ size }) => size))
  if (!top || behind.length === 0 || behind.some(({ size }) => size > least)) return undefined
  return {
    ...draftOf(clause, top, behind, true),
    rule: 'rank.high_and_low',
    expression: minus({ op: 'least', of: above.map(of) }, { op: 'greatest', of: behind.map(of) }),
    operands: operands([...above, ...behind], 'item'),
  }
}

/** The first value of the clause and of those behind it up to a semicolon. */
function mainValue(sentence: readonly Quantity[], clause: Clause): Quantity | undefined {
  const isGrowth = ofGrowth.test(clause.text)
  const isShare = /率|比例|占比|比重/.test(clause.text)
  return sentence.find(
    (value) =>
      (value.clause.parent?.clause ?? value.clause.index) >= clause.index &&
      value.clause.index - clause.index <= REACH &&
      value.segment === clause.segment &&
      !value.frame.bound &&
      (isGrowth ? value.role === 'growth' : isValue(value)) &&
      (!isShare || isGrowth || value.unit.dimension === 'percent') &&
      value.unit.dimension !== 'time',
  )
}

function isAlike(value: Quantity, main: Quantity): boolean {
  return (
    value.role === main.role &&
    value.unit.text === main.unit.text &&
    !value.frame.bound &&
    value.period === main.period &&
    value.clause.index !== main.clause.index &&
    !/共|合计|总|全[市省国校]|平均/.test(value.frame.left)
  )
}

function draftOf(clause: Clause, main: Quantity, others: readonly Quantity[], isMost: boolean): Draft {
  return {
    kind: 'rank',
    rule: 'rank.most_of_list',
    expression: isMost
      ? minus(of(main), { op: 'greatest', of: others.map(of) })
      : minus({ op: 'least', of: others.map(of) }, of(main)),
    relation: 'at_least',
    stated: zero(),
    operands: operands([main, ...others], 'item'),
    tie: 'loose',
    spans: [spanOf(clause)],
  }
}
