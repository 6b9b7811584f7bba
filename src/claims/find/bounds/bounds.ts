import { Decimal } from '../../../kernel/index.ts'
import type { Draft, Stated } from '../../judge/claim.ts'
import { of } from '../../judge/expression.ts'
import type { Quantity } from '../../read/quantities.ts'
import { hasPairOf } from '../changes/changes.ts'
import { isValue } from '../changes/courses.ts'
import {
  type Context,
  isPercentage,
  isPresent,
  operand,
  operands,
  sameMeasure,
  statedAs,
  wordsBefore,
} from '../context.ts'

/** How many numbers behind a headline the value that it speaks of may stand. */
const BEHIND = 8

const ofAll = /均|都|各|全部|所有|皆|一直|始终|连续|历年|保持|稳定|维持/
const standard =
  /(不低于|不少于|高于|超过|超出|优于|大于|多于|达到)了?[^,]*(规定|标准|要求|底线|指标|目标)(值|线)?的?(为|是)?$/
const standardBelow =
  /(不高于|不超过|低于|小于|少于)了?[^,]*(规定|标准|要求|上限|指标|目标)(值|线)?的?(为|是)?$/

/**
 * Bounds that are said of the values right before them or, from a headline, of the value behind: 「2003年95.6%，2004年96.1%，
 * 基本保持在95%以上」, 「就业率超九成。2018届就业率为96.4%」, 「生师比18.2:1，低于国家规定的20:1」.
 */
export function findBounds(context: Context): Draft[] {
  const drafts: Draft[] = []
  for (const bound of context.quantities) {
    const side = sideOf(bound)
    if (side === undefined || !isBoundOfValues(bound)) continue
    const before = valuesBefore(context, bound)
    const values =
      before.length > 0 ? before : [...valuesBehind(context, bound), ...headlineOf(context, bound)]
    if (values.length === 0 || !values.every((value) => keeps(value, bound, side))) {
      drafts.push(...broken(bound, before, side))
      continue
    }
    drafts.push(draft(bound, values, side, 'loose'))
  }
  for (const spoken of context.quantities) drafts.push(...spokenShare(context, spoken))
  return drafts
}

/**
 * 「近九成毕业生在珠三角就业，占89.4%」, 「三分之二的毕业生在本地就业，占比为66.9%」: a share in round words, and right behind it
 * the same one in figures.
 */
function spokenShare(context: Context, spoken: Quantity): Draft[] {
  if (spoken.unit.dimension !== 'tenths' && spoken.token.form !== 'fraction') return []
  const figure = context
    .sentence(spoken.sentence)
    .find(
      (value) => value.token.start > spoken.token.start && (isPercentLike(value) || value.role === 'level'),
    )
  if (!figure || !isPercentage(figure) || figure.token.form === 'fraction' || !isExact(figure)) return []
  const isOwn = figure.inParentheses
    ? figure.clause.parent?.clause === spoken.clause.index
    : figure.clause.index - spoken.clause.index === 1 &&
      /^(占比?|比例|比重|达到?|为)/.test(figure.clause.text)
  const size = spoken.size * inPercent(spoken)
  const side = sideOf(spoken)
  // 「超四成学生在中职学校学习，中职在校生占高中阶段的40.1%」
  const isClose =
    side !== undefined &&
    figure.role === 'share' &&
    figure.clause.index - spoken.clause.index === 1 &&
    Math.abs(figure.size - size) <= 6
  if (!isOwn && !isClose) return []
  const holds = side === undefined ? Math.abs(figure.size - size) <= 3 : keeps(figure, spoken, side)
  if (!holds) return []
  return [{ ...draft(spoken, [figure], figure.size >= size ? 'above' : 'below', 'loose') }]
}

type Side = 'above' | 'below' | 'nearly'

function sideOf(quantity: Quantity): Side | undefined {
  switch (quantity.frame.bound) {
    case 'over':
    case 'atLeast':
      return 'above'
    case 'under':
    case 'atMost':
      return 'below'
    case 'nearly':
      return isPercentLike(quantity) ? 'nearly' : undefined
    case 'about':
      return undefined
    case undefined: {
      const words = wordsBefore(quantity)
      if (standardBelow.test(words)) return 'below'
      return standard.test(words) ? 'above' : undefined
    }
  }
}

function isBoundOfValues(quantity: Quantity): boolean {
  return (
    (isValue(quantity) || isPercentLike(quantity)) &&
    quantity.unit.dimension !== 'time' &&
    quantity.frame.motion !== 'by'
  )
}

function isPercentLike(quantity: Quantity): boolean {
  return isPercentage(quantity) || quantity.unit.dimension === 'tenths'
}

/** 六成 is 60 %. */
function inPercent(quantity: Quantity): number {
  return quantity.unit.dimension === 'tenths' ? 10 : 1
}

function areComparable(value: Quantity, bound: Quantity): boolean {
  if (isPercentLike(bound)) return isPercentage(value)
  return (
    value.role === bound.role &&
    sameMeasure(value, bound) &&
    (value.unit.text !== '' || value.role === 'ratio')
  )
}

function isExact(value: Quantity): boolean {
  return !value.frame.bound && isPresent(value) && value.frame.motion !== 'by'
}

/** The last value before it, or all of the list where the words speak of all. */
function valuesBefore(context: Context, bound: Quantity): Quantity[] {
  const before = context
    .sentence(bound.sentence)
    .filter((value) => value.token.start < bound.token.start && value.unit.dimension !== 'time')
  const last = before.at(-1)
  if (!last || !isExact(last) || !areComparable(last, bound) || !isOfName(bound, before)) return []
  if (!ofAll.test(bound.clause.text)) return [last]
  const run: Quantity[] = []
  for (const value of [...before].reverse()) {
    if (!areComparable(value, bound) || !isExact(value) || value.role !== last.role) break
    run.unshift(value)
  }
  return run
}

/** 「各专业就业率均在95%以上，制造类98.1%，信息类97.6%」 */
function valuesBehind(context: Context, bound: Quantity): Quantity[] {
  if (!/各|均|都|所有|全部/.test(bound.clause.text)) return []
  const behind = context.sentence(bound.sentence).filter((value) => value.token.start > bound.token.start)
  const isList = behind.length >= 2 && behind.every((value) => isExact(value) && areComparable(value, bound))
  return isList && behind.every((value) => value.role === bound.role) ? behind : []
}

/** 「就业率超九成。2018届毕业生就业率为96.4%」: by the name that both carry. */
function headlineOf(context: Context, bound: Quantity): Quantity[] {
  if (!bound.named || !isPercentLike(bound)) return []
  const sentence = context.sentence(bound.sentence)
  if (sentence.some((value) => value !== bound && isPercentLike(value))) return []
  const value = context
    .around(bound, 0, BEHIND)
    .find((other) => other !== bound && isPercentLike(other) && other.paragraph - bound.paragraph <= 1)
  if (!value || value.sentence - bound.sentence > 2 || !isExact(value) || !areComparable(value, bound))
    return []
  const words = (quantity: Quantity) => `${quantity.name.text}${quantity.clause.text}`
  return tailOf(bound).length === 2 &&
    words(value).includes(tailOf(bound)) &&
    hasPairOf(bound.name.text, words(value))
    ? [value]
    : []
}

function tailOf({ name }: Quantity): string {
  return (name.keys[0] ?? name.text).slice(-2)
}

const generic =
  /^(基本|总体|整体|全部|平均|均|都|各项?|连续|一直|始终|保持|稳定|已经?|达|低|高|国家|规定|标准|要求|省|设置)*$/

/** Named like the values before it, or by words that name nothing. */
function isOfName(bound: Quantity, before: readonly Quantity[]): boolean {
  const own = bound.name.text.replace(/(高|低|超过|优|大|小|多|少)于?.*$/, '')
  if (!bound.named || own.length < 2 || generic.test(own)) return true
  return hasPairOf(own, before.map((value) => `${value.name.text}${value.clause.text}`).join(' '))
}

function keeps(value: Quantity, bound: Quantity, side: Side): boolean {
  const size = bound.size * inPercent(bound)
  if (side === 'above') return value.high >= size
  if (side === 'below') return value.low <= size
  return value.low <= size && value.high >= size * 0.93
}

/** Right behind the value and without a name of its own: 「合格率为88.2%，达到90%以上」. */
function broken(bound: Quantity, before: readonly Quantity[], side: Side): Draft[] {
  const [value] = before
  const isBeside =
    value && before.length === 1 && bound.id - value.id === 1 && bound.clause.index - value.clause.index <= 1
  const isBare = !bound.named && side !== 'nearly' && bound.frame.bound !== undefined
  if (!isBeside || value.frame.motion !== undefined || isOfAnother(value, bound)) return []
  return isBare && !/占|有/.test(bound.clause.text) ? [draft(bound, [value], side, 'likely')] : []
}

/** 「造成2人死亡，30多人受伤」, 「10月1日接待9502人，10月2日突破16000人」: another thing, or another time. */
function isOfAnother(value: Quantity, bound: Quantity): boolean {
  const behind = /^[^,。;]{2,}/.exec(bound.frame.right)?.[0] ?? ''
  const isOtherNoun =
    behind !== '' && !/^(以上|以下|以内|左右|的?(水平|标准|规模|大关|目标|要求))/.test(behind)
  const isOtherTime =
    /[\d一二三四五六七八九十](年|月|日|季度)/.test(wordsBefore(bound)) || bound.period !== value.period
  const isGrown = /新增|净增|新设|增加/.test(`${value.name.text}${wordsBefore(value)}`)
  const isFarApart =
    bound.unit.dimension === 'things' && (bound.size > 100 * value.size || value.size > 100 * bound.size)
  return isOtherNoun || isOtherTime || isGrown || isFarApart
}

function draft(bound: Quantity, values: readonly Quantity[], side: Side, tie: 'loose' | 'likely'): Draft {
  const above = side === 'above'
  return {
    kind: 'threshold',
    rule: above ? 'threshold.above' : 'threshold.below',
    expression: above ? { op: 'least', of: values.map(of) } : { op: 'greatest', of: values.map(of) },
    relation: above ? 'at_least' : 'at_most',
    stated: statedInPercent(bound),
    operands: [...operands(values, 'item'), operand(bound, 'stated')],
    tie,
  }
}

function statedInPercent(bound: Quantity): Stated {
  const stated = statedAs(bound)
  if (bound.unit.dimension !== 'tenths') return stated
  const { low, high } = stated.range
  return { ...stated, range: { low: new Decimal(low).times(10), high: new Decimal(high).times(10) } }
}
