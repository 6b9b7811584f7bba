import type { Draft } from '../../judge/claim.ts'
import { minus, of } from '../../judge/expression.ts'
import type { Quantity } from '../../read/quantities.ts'
import { isPercent } from '../../read/units.ts'
import {
  type Context,
  isPercentage,
  isPresent,
  operand,
  sameMeasure,
  statedAs,
  wordsBefore,
} from '../context.ts'
import { directionDraft, hasPairOf } from './changes.ts'
import { isValue } from './courses.ts'

/** How many numbers before and behind a difference its two values are looked for. */
const AROUND = 14

const apart = /(相差|差距|差异|之差)(了|为|是|达到?|仅)*$/
const compared = /^(.*?)(高于|高出|大于|快于|多于|超过|超出|低于|小于|慢于|少于|落后于?)了?(.*)$/
const comparedBy = /^(.*?)(?:比|较)(.*?)(?:要|还|均|都)?(高|多|大|快|低|少|小|慢)(?:出|了|于)*$/
const arrived = /^(净|新|共)(增|增加|增长|减|减少)了?$/

/**
 * Differences between two printed values, other than from one time to another: 「教育支出增长15.23%，财政经常性收入增长2.19%，
 * 教育支出增幅高于财政经常性收入增幅13.04个百分点」, 「91.81%，95.99%，两者相差4.18个百分点」.
 */
export function findDifferences(context: Context): Draft[] {
  const drafts: Draft[] = []
  for (const stated of context.quantities) {
    const { motion, bound } = stated.frame
    if (bound || (motion !== undefined && motion !== 'by')) continue
    const words = wordsBefore(stated)
    if (motion === 'by') {
      drafts.push(...byDraft(context, stated, words))
      continue
    }
    if (apart.test(words)) drafts.push(...gapDraft(context, stated))
    else if (arrived.test(words)) drafts.push(...arrivedDraft(context, stated))
    else if (stated.unit.dimension === 'point' || isPercent(stated.unit)) {
      const said = compared.exec(words)
      if (said) drafts.push(...comparedDraft(context, stated, sidesOf(said[1], said[3], said[2])))
    }
  }
  return drafts
}

/** 「本科生就业率为91.81%，专科生为95.99%，两者相差4.18个百分点」: of the two values before it, whichever is the greater. */
function gapDraft(context: Context, stated: Quantity): Draft[] {
  const values = context
    .sentence(stated.sentence)
    .filter((value) => value.id < stated.id && isValue(value) && measures(value, stated))
  const named = /[与和同比较]([^,与和同]{2,12})相差/.exec(wordsBefore(stated))?.[1]
  const other = named && values.slice(0, -1).find((value) => isCalled(context, value, named))
  // 「与教学工作相差6.6个百分点」
  const [one, two] = other ? [other, values.at(-1)] : values.slice(-2)
  const ends = endsOf(values, stated)
  if (ends) return [draft(ends[0], ends[1], stated)]
  if (!one || !two || !sameMeasure(one, two)) return []
  const [more, less] = one.size >= two.size ? [one, two] : [two, one]
  return [{ ...draft(more, less, stated), tie: values.length === 2 ? 'likely' : 'loose', nearMiss: true }]
}

/** 「满意度分别为97.4%、95.1%、96.6%和91.8%，……最高，……最低，两者相差5.6个百分点」 */
function endsOf(values: readonly Quantity[], stated: Quantity): [Quantity, Quantity] | undefined {
  const said = stated.token.flow.text.slice(Math.max(0, stated.token.start - 40), stated.token.start)
  if (values.length < 3 || !/最[高多大]/.test(said) || !/最[低少小]/.test(said)) return undefined
  const sorted = [...values].sort((a, b) => b.size - a.size)
  const [most, least] = [sorted[0], sorted.at(-1)]
  return most && least && fits(most, least, stated, 1) ? [most, least] : undefined
}

/** 「由2180万元增加到2356万元，新增176万元」 */
function arrivedDraft(context: Context, stated: Quantity): Draft[] {
  const now = context.quantities[stated.id - 1]
  const before = context.quantities[stated.id - 2]
  if (!now || !before || now.sentence !== stated.sentence || before.frame.motion !== 'from') return []
  if (now.frame.motion !== 'to' || !sameMeasure(now, stated) || !sameMeasure(now, before)) return []
  const [more, less] = now.size >= before.size ? [now, before] : [before, now]
  return [{ ...draft(more, less, stated), nearMiss: true }]
}

interface Sides {
  readonly left: string
  readonly right: string
  readonly direction: 1 | -1
}

function sidesOf(left = '', right = '', word = ''): Sides {
  return { left, right, direction: /高|大|快|多|超/.test(word) ? 1 : -1 }
}

/** 「中职比技工学校高0.7个百分点」, 「高于财政经常性收入增长幅度3.23个百分点」: no change from one time to another. */
function byDraft(context: Context, stated: Quantity, words: string): Draft[] {
  if (stated.comparison && stated.comparison.kind !== 'other') return []
  // 「95.25%，比上年的91.94%提高3.31个百分点」 is reckoned from what it prints.
  const before = context.quantities[stated.id - 1]
  if (before?.clause === stated.clause && !isPresent(before) && isOfMeasure(before, stated)) return []
  const by = comparedBy.exec(words)
  if (by) return comparedDraft(context, stated, sidesOf(by[1], by[2], by[3]))
  const said = stated.unit.dimension === 'point' ? compared.exec(words) : null
  return said ? comparedDraft(context, stated, sidesOf(said[1], said[3], said[2])) : []
}

/** 「X高于Y N个百分点」: two values of these names that are so far apart. */
function comparedDraft(context: Context, stated: Quantity, { left, right, direction }: Sides): Draft[] {
  const values = context
    .around(stated, AROUND, 3)
    .filter(
      (value) =>
        value.paragraph === stated.paragraph &&
        value !== stated &&
        isOfMeasure(value, stated) &&
        !value.frame.bound &&
        isPresent(value),
    )
  const subjects = values.filter((value) => value.id < stated.id && !isAside(value, stated))
  // 「总体就业率79.74%，其中交通运输类85.86%，比平均水平高6.12个百分点」: the mean is what was said of all.
  const isOfAll = /^(平均|总体|整体|全[市校省区县]|均值|水平|的)+$/.test(right)
  const others = values.filter(
    (value) =>
      isAside(value, stated) ||
      isCalled(context, value, right) ||
      (isOfAll && !value.among && value.id < stated.id),
  )
  const last = subjects.at(-1)
  for (const now of left.length < 2 ? subjects.slice(-1) : [...subjects].reverse()) {
    if (left.length >= 2 && now !== last && !isCalled(context, now, left)) continue
    const other = others.find(
      (value) => value !== now && value.role === now.role && fits(now, value, stated, direction),
    )
    if (other)
      return [
        direction === 1 ? draft(now, other, stated) : draft(other, now, stated),
        directionDraft(now, other, direction, stated, 'loose'),
      ]
  }
  const sides = onlySides(context, values, stated, left, right)
  if (sides) {
    const [now, other] = sides
    return [{ ...(direction === 1 ? draft(now, other, stated) : draft(other, now, stated)), tie: 'likely' }]
  }
  const apart = namedApart(values, left, right)
  if (apart) {
    const [now, other] = apart
    return [{ ...(direction === 1 ? draft(now, other, stated) : draft(other, now, stated)), nearMiss: true }]
  }
  // 「98.2%，高于全省平均水平（96.5%）1.7个百分点」: nothing else can be meant.
  const [aside] = others.filter((value) => isAside(value, stated))
  if (!aside || !last || left.length >= 2 || aside.role !== last.role) return []
  const told = direction === 1 ? draft(last, aside, stated) : draft(aside, last, stated)
  return [{ ...told, tie: 'likely' }]
}

/** 「男生就业率97.8%，女生就业率98.6%，女生高于男生……」: each side names one value of the sentence, and only one. */
function onlySides(
  context: Context,
  values: readonly Quantity[],
  stated: Quantity,
  left: string,
  right: string,
): [Quantity, Quantity] | undefined {
  if (left.length < 2 || right.length < 2) return undefined
  const before = values.filter((value) => value.sentence === stated.sentence && value.id < stated.id)
  const lefts = before.filter((value) => isCalled(context, value, left))
  const rights = before.filter((value) => isCalled(context, value, right))
  const [one, other] = [lefts[0], rights[0]]
  if (before.length !== 2 || lefts.length !== 1 || rights.length !== 1 || !one || !other || one === other)
    return undefined
  return one.role === other.role && sameMeasure(one, other) ? [one, other] : undefined
}

/** 「南岭县6727人、北湖区4757人……。南岭县比北湖区多1970人」: the one value that each name has in the text around. */
function namedApart(
  values: readonly Quantity[],
  left: string,
  right: string,
): [Quantity, Quantity] | undefined {
  const ofName = (words: string) => {
    const name = words.replace(/^(其中|而|且)/, '')
    const own = values.filter((value) => name.length >= 2 && value.name.text.endsWith(name))
    return new Set(own.map(({ size }) => size)).size === 1 ? own[0] : undefined
  }
  const [one, other] = [ofName(left), ofName(right)]
  return one && other && one !== other && one.role === other.role && sameMeasure(one, other)
    ? [one, other]
    : undefined
}

/** In the parentheses of the clause that says the difference: 「高于全省平均水平（96.5%）1.7个百分点」. */
function isAside(value: Quantity, stated: Quantity): boolean {
  return value.clause.parent?.clause === stated.clause.index
}

function isCalled(context: Context, value: Quantity, words: string): boolean {
  if (words.length < 2) return false
  const owner =
    value.role === 'growth' && !value.named
      ? context.around(value, 3, 0).findLast((other) => other.role === 'level' && isPresent(other))
      : undefined
  return hasPairOf(
    words.replace(/(增长|增幅|增速|就业率|比例|比率|幅度|水平|平均|的)/g, ''),
    `${value.name.text}${value.clause.text}${owner?.name.text ?? ''}`,
  )
}

function fits(now: Quantity, other: Quantity, stated: Quantity, direction: 1 | -1): boolean {
  const gap = (now.size - other.size) * direction
  const slack = 1e-9 * Math.max(1, Math.abs(now.size))
  return (
    stated.size > 0 &&
    Math.abs(gap - stated.size) <= (now.high - now.low) / 2 + (other.high - other.low) / 2 + slack
  )
}

function isOfMeasure(value: Quantity, stated: Quantity): boolean {
  if (stated.unit.dimension === 'point' || isPercent(stated.unit))
    return (isPercentage(value) || value.role === 'growth') && value.unit.dimension !== 'point'
  return isValue(value) && value.unit.text === stated.unit.text && stated.unit.text !== ''
}

function measures(value: Quantity, stated: Quantity): boolean {
  return stated.unit.dimension === 'point'
    ? isPercentage(value)
    : sameMeasure(value, stated) && stated.unit.text !== ''
}

function draft(more: Quantity, less: Quantity, stated: Quantity): Draft {
  return {
    kind: 'change',
    rule: 'change.gap',
    expression: minus(of(more), of(less)),
    relation: 'equals',
    stated: statedAs(stated),
    operands: [operand(more, 'now'), operand(less, 'before'), operand(stated, 'stated')],
    tie: 'loose',
  }
}
