import type { Draft } from '../../judge/claim.ts'
import { minus, of } from '../../judge/expression.ts'
import type { Clause } from '../../read/clauses.ts'
import type { Quantity } from '../../read/quantities.ts'
import { type Context, isPercentage, operands, spanOf } from '../context.ts'
import { isValue, zero } from '../ranks/ranks.ts'

/** How many numbers before the words an average is looked for. */
const BEFORE = 16
const FAR_BEFORE = 60

const overall = '平均|全省|全市|全国|全区|全县|全校|本省|本市|我省|我市|总体|整体|均值'
const above = new RegExp(`(?:高于|超过|优于|好于|超出|大于|多于|高出)[^,\\d]{0,14}(?:${overall})`)
const below = new RegExp(`(?:低于|少于|小于|不及|不如|未达到?|落后于)[^,\\d]{0,14}(?:${overall})`)
/** 「薪资较高，分别为6858元、6145元」 behind the average of all. */
const higher = /(?:率|收入|薪资|起薪|月薪|比例|水平|满意度)(?:相对|比)?[较偏][高大]$/
const lower = /(?:率|收入|薪资|起薪|月薪|比例|水平|满意度)(?:相对|比)?[较偏][低小]$/
const isOverall = new RegExp(overall)

/** 「对口就业率为75.60%。……均超过平均对口就业率，其中能源类高达81.60%」: values that are said to lie above or below an average that is printed. */
export function findAverages(context: Context): Draft[] {
  return context.reading.clauses.flatMap((clause) => {
    if (clause.parent) return []
    const isAbove = above.test(clause.text) || higher.test(clause.text)
    const isBelow = below.test(clause.text) || lower.test(clause.text)
    if (isAbove === isBelow) return []
    const sentence = context.sentence(clause.sentence).filter(isPlain)
    const average = averageFor(context, clause, sentence)
    if (!average) return []
    const isCompared = above.test(clause.text) || below.test(clause.text)
    const values = sentence.filter(
      (value) =>
        value !== average &&
        isAlike(value, average) &&
        !(isCompared && isOverall.test(wordsOf(value))) &&
        isOwn(value, clause),
    )
    if (values.length === 0) return []
    return [draftOf(clause, values, average, isAbove)]
  })
}

function isPlain(value: Quantity): boolean {
  return isValue(value) && !value.frame.bound && value.unit.dimension !== 'time' && value.unit.text !== ''
}

function isAlike(a: Quantity, b: Quantity): boolean {
  return isPercentage(a) ? isPercentage(b) && a.unit.text === b.unit.text : a.unit.text === b.unit.text
}

/** Not a value of another part of the sentence far away. */
function isOwn(value: Quantity, clause: Clause): boolean {
  return Math.abs(value.clause.index - clause.index) <= 6
}

function wordsOf({ frame, name }: Quantity): string {
  return `${frame.left}${name.text}`
}

/** The one in parentheses behind the words, else the last before them that is called an average or like what they compare. */
function averageFor(context: Context, clause: Clause, sentence: readonly Quantity[]): Quantity | undefined {
  const aside = sentence.find((value) => value.clause.parent?.clause === clause.index)
  // 「低于平均水平的有艺术系（93.2%）」 names those that lie below.
  const names = /的(有|是|为)/.test(clause.text)
  if (aside && !names && (above.test(clause.text) || below.test(clause.text))) return aside
  const before = context
    .before(clause.flow.at[clause.at[0] ?? 0] ?? 0, BEFORE)
    .filter((value) => isPlain(value) && value.paragraph >= clause.flow.index - 1)
  const called = before.findLast((value) => isOverall.test(wordsOf(value)) && isAbout(value, clause))
  const outside = before.filter((value) => value.sentence !== clause.sentence)
  return called ?? outside.findLast((value) => isAbout(value, clause)) ?? ofScope(context, clause, sentence)
}

/** 「全省……落实率为88.76%。……」 some paragraphs before 「落实率为90.28%，高于全省平均水平」. */
function ofScope(context: Context, clause: Clause, sentence: readonly Quantity[]): Quantity | undefined {
  const scope = /全国|全省|全市|全区|全县/.exec(clause.text)?.[0]
  const own = sentence.findLast((value) => value.clause.index < clause.index)
  if (!scope || !own) return undefined
  return context
    .before(clause.flow.at[clause.at[0] ?? 0] ?? 0, FAR_BEFORE)
    .findLast(
      (value) =>
        isPlain(value) &&
        value.sentence !== own.sentence &&
        value.role === own.role &&
        value.name.keys[0] === own.name.keys[0] &&
        context.reading.flows[value.paragraph]?.text.includes(scope) === true,
    )
}

/** 对口就业率 of 「均超过平均对口就业率」, 收入 of 「薪资较高，平均月收入分别为」. */
function isAbout(value: Quantity, clause: Clause): boolean {
  const tail = (value.name.keys[0] ?? '').slice(-3)
  const words = clause.text.replace(/薪资|起薪|月薪/g, '收入')
  return tail.length >= 2 && words.includes(tail.slice(-2).replace(/薪资|起薪|月薪/, '收入'))
}

function draftOf(clause: Clause, values: readonly Quantity[], average: Quantity, isAbove: boolean): Draft {
  const all = values.map(of)
  return {
    kind: 'threshold',
    rule: 'threshold.average',
    expression: isAbove
      ? minus({ op: 'least', of: all }, of(average))
      : minus(of(average), { op: 'greatest', of: all }),
    relation: 'at_least',
    stated: zero(),
    operands: operands([...values, average], 'item'),
    tie: 'loose',
    spans: [spanOf(clause)],
  }
}

const little = /(?:仅仅?|只|才)(?:有|为|占|达|是)?$/
const much = /(?:高达|多达|则达|竟达)$/

/** 「东部地区覆盖率达78%，西部仅为49%」: the adverb says which of two neighbours is the less. */
export function findEmphasis(context: Context): Draft[] {
  const drafts: Draft[] = []
  for (const value of context.quantities) {
    const words = value.clause.text.slice(
      0,
      value.clause.numbers.find(({ token }) => token === value.token)?.from ?? 0,
    )
    const isLittle = little.test(words)
    if ((!isLittle && !much.test(words)) || !isPlain(value)) continue
    const before = context.quantities[value.id - 1]
    if (!before || before.sentence !== value.sentence || value.clause.index - before.clause.index !== 1)
      continue
    const isContrast = isLittle || /^(而|但)/.test(value.clause.text)
    const sameKind = before.role === value.role && before.unit.text === value.unit.text
    if (!sameKind || !isContrast || before.frame.bound || value.clause.parent || before.clause.parent)
      continue
    drafts.push({
      kind: 'rank',
      rule: 'rank.emphasis',
      expression: isLittle ? minus(of(before), of(value)) : minus(of(value), of(before)),
      relation: 'at_least',
      stated: zero(),
      operands: operands([before, value], 'item'),
      tie: 'loose',
      spans: [spanOf(value.clause)],
    })
  }
  return drafts
}
