import { Decimal } from '../../../kernel/index.ts'
import type { Draft } from '../../judge/claim.ts'
import { minus, of } from '../../judge/expression.ts'
import type { Clause } from '../../read/clauses.ts'
import type { Quantity } from '../../read/quantities.ts'
import { type Context, isPercentage, operand, sameMeasure, spanOf } from '../context.ts'
import { directionDraft, hasPairOf } from './changes.ts'
import { isValue } from './courses.ts'

const time =
  '(?:上(?:一)?(?:年度|学年|年|届|期)|去年|前一?年|(?:19|20)\\d\\d(?:年|届|级|学年)度?)(?:同期|末|底)?'
const above = '高于|大于|多于|超过|优于|好于'
const below = '低于|小于|少于|不及|不如'
/** 「比2016届」, 「与上年的」, 「高于去年同期的」: what leads to the value of another time. */
const leadsTo = new RegExp(
  `(?:比|较|与|同|和|相对于?|(${above})|(${below}))了?${time}的?(?:[、和及与]${time}的?)*(?:相比较?|比较)?$`,
)
/** 「略高」, 「相比有所下降」, 「有较大幅度的增长」: which way, with nothing behind it that says how much. */
const says =
  /^(?:[、和及与](?:19|20)\d\d(?:年|届|级|学年)度?)*的?(?:水平)?(?:相比较?|比较|对比|而言)?(?:,([\u4e00-\u9fff]{0,8}?))?(?:都|均|已|又|也|还|仍|基本|大致|大体|总体|整体|略|稍|更|偏|较|要|有|是|所|微|为|呈|现|出|逐|步|渐|日|趋|大幅度?|小幅度?|明显|显著|进一步|较大幅度的?|一定(?:程度|幅度)?的?|持续|继续|不断|稳步|稳中有)*(?:(高|多|上升|提高|提升|增加|增长|上涨|回升|扩大|增多|升高|攀升|升)|(低|少|下降|降低|减少|下滑|回落|缩小|下跌|减小|降)|(持平|相当|不变|接近|相同|一致|稳定)|(改善|优化|合理))(?:了|的?(?:趋势|态势|状态|水平))?[,。;]?$/

/**
 * A direction in words beside the value of another time that it speaks of: 「就业率为92.1%，比2016届（91.5%）略高」,
 * 「56项，比2017年的48项有较大幅度的增长」. Where an amount stands behind the word, it is told with the change.
 */
export function findComparedDirections(context: Context): Draft[] {
  const drafts: Draft[] = []
  for (const before of context.quantities) {
    if (!isValue(before) || before.frame.bound || before.frame.motion !== undefined) continue
    const words = wordsAround(context, before)
    const lead = words && leadsTo.exec(words.left)
    if (!words || !lead) continue
    const verb = lead[1] ? 1 : lead[2] ? -1 : undefined
    const said = verb === undefined ? says.exec(tailOf(context, words)) : null
    if (!said && verb === undefined) {
      drafts.push(...reachedBehind(context, before, words))
      continue
    }
    const now = presentFor(context, before, words.clause)
    if (!now || !isSameSubject(said?.[1], now)) continue
    const direction = verb ?? directionIn(said, now)
    drafts.push(
      direction === 0
        ? flatDraft(words.clause, now, before)
        : {
            ...directionDraft(now, before, direction, now, before.id - now.id === 1 ? 'likely' : 'loose'),
            rule: 'direction.compared',
            spans: [spanOf(words.clause)],
          },
    )
  }
  return drafts
}

interface WordsAround {
  /** The clause that speaks: that of the value, or the one around its parentheses. */
  readonly clause: Clause
  readonly left: string
  readonly right: string
}

function wordsAround(context: Context, { clause, token, frame }: Quantity): WordsAround | undefined {
  const around = clause.parent && context.reading.clauses[clause.parent.clause]
  if (clause.parent && around) {
    if (clause.numbers.length > 1) return undefined
    const { at } = clause.parent
    const next = around.numbers.find((number) => number.from >= at && !isYear(around, number))
    if (next) return undefined
    return { clause: around, left: around.text.slice(0, at), right: around.text.slice(at) }
  }
  const own = clause.numbers.find((number) => number.token === token)
  const last = clause.numbers.at(-1)
  const isLast = last?.token === token || (last !== undefined && frame.ratioWith.includes(last.token))
  if (!own || !last || !isLast) return undefined
  return { clause, left: clause.text.slice(0, own.from), right: clause.text.slice(last.unitTo) }
}

/** The 2015 of 「、2015届」 is no value. */
function isYear(clause: Clause, number: Clause['numbers'][number]): boolean {
  return /^(年|届|级|学年)/.test(clause.text.slice(number.to)) && number.to - number.from === 4
}

/** 「与2014届（79.2%）相比，有所下降」: the words behind the value, with the clause behind them where they only compare. */
function tailOf(context: Context, { clause, right }: WordsAround): string {
  if (!/^(的?(水平)?(相比较?|比较|对比))?$/.test(right)) return right
  const next = nextOf(context, clause)
  return next && next.sentence === clause.sentence && next.numbers.length === 0
    ? `${right},${next.text}`
    : right
}

/** 「与上年的92.3%相比，今年学生满意度上升至94.1%」: the value behind the comparison says itself which way it went. */
function reachedBehind(context: Context, before: Quantity, { clause, right }: WordsAround): Draft[] {
  if (!/^(相比较?|比较|对比)$/.test(right)) return []
  const now = context.quantities[before.id + 1]
  if (!now || now.sentence !== before.sentence || now.clause !== nextOf(context, clause)) return []
  const { motion, direction } = now.frame
  if (motion !== 'to' || direction === undefined || !isValue(now) || !sameMeasure(now, before)) return []
  return [{ ...directionDraft(now, before, direction, now, 'likely'), rule: 'direction.compared' }]
}

/** 「相比，生师比日趋合理」: what is said behind the comma is said of the value. */
function isSameSubject(subject: string | undefined, now: Quantity): boolean {
  if (!subject) return true
  const words = subject.replace(/^(今年|本年|我校|学校|该|其)/, '')
  return words.length < 2 || hasPairOf(words, now.name.text)
}

/** The clause behind it that hangs on no other. */
function nextOf(context: Context, clause: Clause): Clause | undefined {
  const { clauses } = context.reading
  let index = clause.index + 1
  while (clauses[index]?.parent) index++
  return clauses[index]
}

function directionIn(said: RegExpExecArray | null, now: Quantity): 1 | -1 | 0 {
  if (said?.[2]) return 1
  if (said?.[3]) return -1
  if (said?.[4]) return 0
  return isBetterSmall(now) ? -1 : 1
}

/** 「生师比日趋合理」: fewer pupils to a teacher are better, as are fewer that leave school. */
function isBetterSmall({ name, clause }: Quantity): boolean {
  return /生师比|班额|辍学|流失|失业|未就业/.test(`${name.text}${clause.text}`)
}

/** The present value of the same measure: the last one before the comparison, or the one it goes on to. */
function presentFor(context: Context, before: Quantity, clause: Clause): Quantity | undefined {
  const sentence = context.sentence(before.sentence)
  const fits = (value: Quantity) =>
    value !== before && isValue(value) && !value.frame.bound && sameMeasure(value, before)
  const isPast = (value: Quantity) =>
    value.period === 'prior' || value.comparison?.kind === 'prior' || value.comparison?.kind === 'year'
  const earlier = sentence.findLast(
    (value) =>
      value.token.start < before.token.start && fits(value) && !isPast(value) && !isOlder(value, before),
  )
  if (earlier) return earlier
  const behind = sentence.find((value) => value.token.start > before.token.start)
  return behind && fits(behind) && /^(仅|只)?(为|达到?)/.test(behind.clause.text) && behind.clause !== clause
    ? behind
    : undefined
}

function isOlder(value: Quantity, before: Quantity): boolean {
  return (
    typeof value.period === 'number' && typeof before.period === 'number' && value.period <= before.period
  )
}

/** 「就业率为91.6%，与2016届（91.8%）基本持平」: a point, or a part in thirty, is still about the same. */
export function flatDraft(clause: Clause, now: Quantity, before: Quantity): Draft {
  const width = isPercentage(now) ? 1 : Math.abs(before.size) / 30
  return {
    kind: 'direction',
    rule: 'direction.flat',
    expression: minus(of(now), of(before)),
    relation: 'equals',
    stated: { text: '持平', range: { low: new Decimal(-width), high: new Decimal(width) } },
    operands: [operand(now, 'now'), operand(before, 'before')],
    tie: 'loose',
    spans: [spanOf(clause)],
  }
}
