import type { Draft } from '../../judge/claim.ts'
import { of } from '../../judge/expression.ts'
import type { Clause } from '../../read/clauses.ts'
import { likeness, type Name, nameOf } from '../../read/names.ts'
import type { Quantity } from '../../read/quantities.ts'
import {
  type Context,
  isLevel,
  isPercentage,
  isPresent,
  matches,
  operand,
  operands,
  sameMeasure,
  spanOf,
  statedAs,
  statedConstant,
  wordsBefore,
} from '../context.ts'
import { isOfPlan, listAround } from '../shares/share-items.ts'

/** Numbers that other numbers are said to stay above or below: 「均保持在90%以上」. */
export function findThresholds(context: Context): Draft[] {
  const drafts: Draft[] = []
  for (const quantity of context.quantities) {
    const impossible = aboveHundred(quantity)
    if (impossible) drafts.push(impossible)
    if (!quantity.frame.bound || quantity.frame.bound === 'about') continue
    if (!(isLevel(quantity) || isPercentage(quantity))) continue
    const values = valuesUnder(context, quantity)
    const [value] = values
    if (!value) continue
    if (quantity.frame.bound === 'nearly') {
      drafts.push(nearly(value, quantity))
      continue
    }
    const above = quantity.frame.bound === 'over' || quantity.frame.bound === 'atLeast'
    drafts.push({
      kind: 'threshold',
      rule: above ? 'threshold.above' : 'threshold.below',
      expression: above ? { op: 'least', of: values.map(of) } : { op: 'greatest', of: values.map(of) },
      relation: above ? 'at_least' : 'at_most',
      stated: statedAs(quantity),
      operands: [...operands(values, 'item'), operand(quantity, 'stated')],
      tie: 'loose',
    })
  }
  return drafts
}

/** 「总金额近8亿元」 in a headline, 「资助总金额达7.95亿元」 in the text. */
function nearly(value: Quantity, bound: Quantity): Draft {
  return {
    kind: 'threshold',
    rule: 'threshold.nearly',
    expression: of(value),
    relation: 'equals',
    bound: 'nearly',
    stated: statedAs(bound),
    operands: [operand(value, 'item'), operand(bound, 'stated')],
    tie: 'loose',
  }
}

const majority =
  /(过半|半数以上|一半以上|超半数|超过半数|超过一半|大半|多数|大部分|主体|以[^,]{1,10}为主$|主要去向|主渠道|主要(渠道|来源|来自|集中|分布|流向|从事|选择|面向|在)|(比例|比重|占比)(较|很|最)[大高])/

/** 「占67.63%，……比例较大」: words for more than half, beside a printed share. */
export function findMajorities(context: Context): Draft[] {
  const drafts: Draft[] = []
  for (const clause of context.reading.clauses) {
    if (clause.parent || !majority.test(clause.text) || /不足|未|少数/.test(clause.text)) continue
    const shares = context
      .sentence(clause.sentence)
      .filter((value) => isPercentage(value) && isPresent(value))
    const own = shares.find((value) => value.clause.index === clause.index && !value.frame.bound)
    const before = shares.findLast((value) => value.clause.index === clause.index - 1)
    const behind = shares.find(
      (value) => value.clause.index > clause.index && value.clause.index <= clause.index + 2,
    )
    const share = own ?? before ?? behind ?? firstBehind(context, clause)
    if (!share || share.frame.bound || share.unit.dimension !== 'percent') continue
    drafts.push({
      kind: 'threshold',
      rule: 'threshold.majority',
      expression: of(share),
      relation: 'at_least',
      stated: statedConstant(50, undefined),
      operands: [operand(share, 'item')],
      tie: 'loose',
      spans: [spanOf(clause)],
    })
  }
  return drafts
}

/** 「为30000人招生计划的119.95%，超额完成招生计划」: more than was planned. */
export function findOverfulfilled(context: Context): Draft[] {
  return context.reading.clauses.flatMap((clause) => {
    if (clause.parent || !/超额完成|超计划|超预期完成/.test(clause.text)) return []
    const share = context
      .sentence(clause.sentence)
      .findLast(
        (value) =>
          isPercentage(value) && isPresent(value) && Math.abs(value.clause.index - clause.index) <= 2,
      )
    if (!share || share.frame.bound || share.unit.dimension !== 'percent') return []
    return [
      {
        kind: 'threshold' as const,
        rule: 'threshold.overfulfilled',
        expression: of(share),
        relation: 'at_least' as const,
        stated: statedConstant(100, undefined),
        operands: [operand(share, 'item')],
        tie: 'loose' as const,
        spans: [spanOf(clause)],
      },
    ]
  })
}

/** 「企业仍是就业主渠道。企业吸纳33.5万人，占总就业人数的72.2%」: the first share of the next sentence. */
function firstBehind(context: Context, clause: Clause): Quantity | undefined {
  if (clause.mark !== '。' || clause.numbers.length > 0) return undefined
  const share = context.sentence(clause.sentence + 1).find((value) => isPercentage(value))
  return share?.role === 'share' && isPresent(share) && share.paragraph === clause.flow.index
    ? share
    : undefined
}

/** The exact values of that name around it: of all named things where the words say 均, else of the same one. */
function valuesUnder(context: Context, bound: Quantity): Quantity[] {
  const own = context.sentence(bound.sentence).filter((value) => isExactNamesake(value, bound))
  if (own.length > 0) return own
  // 「占GDP比例为4.22%。“十三五”期间持续做到不低于4%」: the bound stands for the value that was said last.
  const isKept =
    /(做到?|保持|保持在|稳定在|维持在|达到|实现|始终)"?$/.test(`${bound.frame.left}${bound.name.text}`) ||
    /(保持|稳定|维持)在?"?$|连续第?[一二三四五六七八九十\d]+年(都|均)?(超过|高于|突破)?$/.test(
      wordsBefore(bound),
    )
  if (isKept) {
    const last = context
      .around(bound, 4, 0)
      .findLast((value) => value.id < bound.id && isPercentage(value) && !value.frame.bound)
    const near = last && bound.sentence - last.sentence <= 2 && bound.paragraph - last.paragraph <= 1
    if (near && isPercentage(last) && sameMeasure(last, bound) && !last.frame.bound && isPresent(last))
      return [last]
  }
  // 「首次突破1000万人，达到1006.63万人」
  const listed = listBehind(context, bound)
  if (listed.length > 0) return listed
  const next = context.quantities[bound.id + 1]
  if (next && next.sentence === bound.sentence && next.clause.index === bound.clause.index + 1) {
    const reached = /^(达到?|为|实现|增至)/.test(next.clause.text) && !next.frame.bound && isPresent(next)
    if (reached && sameMeasure(next, bound) && next.token.form === 'plain') return [next]
  }
  // 「平均起薪突破3100元」 in a headline, 「平均起薪为3105元」 in the text.
  const elsewhere = context
    .around(bound, 40, 60)
    .filter((value) => bound.named && isExactNamesake(value, bound))
  return elsewhere.slice(0, 1)
}

/** 「数量在70所以上的还有山东、安徽和湖南，分别为77、74和73所」 */
function listBehind(context: Context, bound: Quantity): Quantity[] {
  if (!/^(以上|以下)?的?(还|仅|只)?(有|是|为|包括)/.test(bound.frame.right)) return []
  const sentence = context.sentence(bound.sentence)
  const first = sentence.findIndex((value) => value.id > bound.id && value.frame.respectively)
  const list = first < 0 ? [] : listAround(sentence, first)
  const near = list[0] && list[0].clause.index - bound.clause.index <= 2
  const alike = list.every(
    ({ role, unit }) => role === bound.role && ['', bound.unit.text].includes(unit.text),
  )
  return near && list.length >= 2 && alike ? list : []
}

/** 「就业率连续5年保持在95%以上」: the words before the other number name the bound as well. */
function nameOfBound(bound: Quantity): Name {
  if (bound.named && !/连续|持续/.test(bound.name.text)) return bound.name
  const own = bound.clause.numbers.find((number) => number.token === bound.token)
  const words = bound.clause.text
    .slice(0, own?.from ?? 0)
    .replace(/(已|均)?(连续|持续|近|最近)\d+(个?年|届|次).*$/, '')
  const name = nameOf(words)
  return name.keys.length > 0 ? name : bound.name
}

function isExactNamesake(value: Quantity, bound: Quantity): boolean {
  if (value === bound || value.frame.bound || !isPresent(value) || !sameMeasure(value, bound)) return false
  if (value.frame.motion === 'from') return false
  if (!(isLevel(value) || isPercentage(value)) || value.token.form !== 'plain') return false
  const name = nameOfBound(bound)
  return (
    matches(value.name, name) >= 2 ||
    (value.named && likeness(value.name.keys[0] ?? '', name.keys[0] ?? '') >= 0.6)
  )
}

const capped =
  /(就业率|落实率|合格率|及格率|毕业率|巩固率|参保率|签约率|升学率|优秀率|通过率|入职率|对口率|达标率)$/

/** A share of a whole and a rate of people cannot pass 100 %. */
function aboveHundred(quantity: Quantity): Draft | undefined {
  const name = quantity.name.text.replace(/["'\s]/g, '')
  // 「完成年度培训任务8000人次的108.1%」 does more than was planned.
  if (
    /完成|计划|任务|目标|预算|定额|指标|达成|上年|去年|同期|往年|前年|涨幅|增幅|[为是占相当于](原来|过去)/.test(
      `${quantity.clause.text}${quantity.frame.base ?? ''}`,
    )
  )
    return undefined
  const counted =
    (quantity.role === 'share' && !isOfPlan(quantity)) || (quantity.role === 'rate' && capped.test(name))
  if (!counted || quantity.unit.dimension !== 'percent' || quantity.token.form === 'fraction')
    return undefined
  const more = quantity.size > 100 || (quantity.size === 100 && /^(及|或)?以上/.test(quantity.frame.right))
  if (!more || (quantity.role === 'share' && /毛入学|完成|增长|率$/.test(name))) return undefined
  return {
    kind: 'threshold',
    rule: 'threshold.hundred',
    expression: undefined,
    relation: 'at_most',
    stated: statedAs(quantity),
    operands: [operand(quantity, 'stated')],
    tie: 'likely',
    known: { verdict: 'contradicted', severity: 'warning', reason: { code: 'above_hundred' } },
  }
}
