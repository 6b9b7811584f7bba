import { Decimal, interval, parseChineseNumber } from '../../../kernel/index.ts'
import type { Draft } from '../../judge/claim.ts'
import { constant } from '../../judge/expression.ts'
import type { Quantity } from '../../read/quantities.ts'
import { type Context, operand, statedAs } from '../context.ts'

/** 「2011届至2014届……连续四届」: as many years as the span of years has, both ends counted or not. */
export function findDates(context: Context): Draft[] {
  const drafts: Draft[] = []
  for (const quantity of context.quantities) {
    const draft = spanCount(context, quantity) ?? yearsSince(context, quantity)
    if (draft) drafts.push(draft)
  }
  return [...drafts, ...inARow(context)]
}

const row =
  /(?<![-~至到、])((?:19|20)\d\d)年(?:以来|起|开始|首次|第一次|实现|突破)?[^。]{0,40}?连续第?([一二两三四五六七八九十]{1,3}|\d{1,2})(?:年|届|次)/g

/** 「2018年……自2012年以来已经连续七年发布」: as many as there are years from then to a year that the text speaks of. */
function inARow(context: Context): Draft[] {
  const drafts: Draft[] = []
  const { flows } = context.reading
  for (const [index, flow] of flows.entries()) {
    for (const match of flow.text.matchAll(row)) {
      const [text, from = '', said = ''] = match
      const count = /^\d/.test(said) ? Number(said) : parseChineseNumber(said)
      if (count === undefined || count < 2) continue
      const around = flows.slice(Math.max(0, index - 4), index + 1).map((near) => near.text)
      const years = around.flatMap((near) => near.match(/(?<!\d)(19|20)\d\d(?=年|届|学年|中国|全国)/g) ?? [])
      const last = [Number(from) + count - 1, Number(from) + count].find((year) =>
        years.includes(String(year)),
      )
      if (last === undefined) continue
      drafts.push({
        kind: 'date',
        rule: 'date.in_a_row',
        expression: constant(count),
        relation: 'equals',
        stated: { text: said, range: interval.exactly(new Decimal(count)) },
        operands: [],
        tie: 'loose',
        spans: [{ flow: flow.index, start: match.index, end: match.index + text.length }],
      })
    }
  }
  return drafts
}

function spanCount(context: Context, count: Quantity): Draft | undefined {
  const { token, clause } = count
  if (!/^(年|届|个年度|学年|年度)$/.test(token.unit.text) || token.value.lt(2) || token.value.gt(40))
    return undefined
  const left = count.frame.left
  const near =
    /(连续|近|过去|最近|历时|为期)$/.test(left) ||
    count.frame.bound === 'nearly' ||
    /^来/.test(count.frame.right)
  if (!near) return undefined
  const stated = token.value.toNumber()
  const fits = (candidate: YearSpan | undefined) =>
    candidate && [stated, stated + 1].includes(candidate.to - candidate.from + 1) ? candidate : undefined
  const span =
    fits(spanNear(context, clause.flow.index, clause.at[0] ?? 0)) ?? fits(yearsBehind(context, count))
  if (!span) return undefined
  const years = span.to - span.from + 1
  return {
    kind: 'date',
    rule: 'date.span',
    expression: constant(stated === years ? years : years - 1),
    relation: 'equals',
    stated: { ...statedAs(count), range: { low: new Decimal(stated), high: new Decimal(stated) } },
    operands: [operand(count, 'stated')],
    tie: 'loose',
    spans: [{ flow: clause.flow.index, start: span.start, end: span.end }],
  }
}

/** 「与2010年相比，十年共增加」 in a text of 2020. */
function yearsSince(context: Context, count: Quantity): Draft | undefined {
  const { token, clause } = count
  if (
    token.unit.text !== '年' ||
    token.value.lt(2) ||
    token.value.gt(60) ||
    !/^(共|来|间|里)/.test(count.frame.right)
  )
    return undefined
  const text = context.reading.flows[clause.flow.index]?.text ?? ''
  const at = clause.at[0] ?? 0
  const since = /((?:19|20)\d\d)年?[^。]{0,40}$/.exec(text.slice(Math.max(0, at - 80), at))
  if (!since?.[1]) return undefined
  const years = token.value.toNumber()
  const start = Math.max(0, at - 80) + since.index
  const now = Number(since[1]) + years
  const said = context.reading.flows
    .slice(Math.max(0, clause.flow.index - 6), clause.flow.index + 1)
    .some((flow) => flow.text.includes(`${now}年`))
  if (!said) return undefined
  return {
    kind: 'date',
    rule: 'date.since',
    expression: constant(years),
    relation: 'equals',
    stated: { ...statedAs(count), range: { low: token.value, high: token.value } },
    operands: [operand(count, 'stated')],
    tie: 'loose',
    spans: [{ flow: clause.flow.index, start, end: start + 5 }],
  }
}

interface YearSpan {
  readonly from: number
  readonly to: number
  /** Where the years stand in the text of the flow. */
  readonly start: number
  readonly end: number
}

/** 「近5年来……（2013年……，2017年……）」: the first and the last year that the sentence behind the count names. */
function yearsBehind(context: Context, count: Quantity): YearSpan | undefined {
  const { clause, token } = count
  const text = context.reading.flows[clause.flow.index]?.text ?? ''
  const rest = /^[^。;]{0,120}/.exec(text.slice(token.end))?.[0] ?? ''
  const found = [...rest.matchAll(/(?<!\d)((?:19|20)\d\d)(?=年|届|学年)/g)]
  const years = found.map((match) => Number(match[1]))
  const last = found.at(-1)
  const first = found[0]
  if (!first || !last || found.length < 2) return undefined
  const start = token.end + first.index
  return { from: Math.min(...years), to: Math.max(...years), start, end: token.end + last.index + 4 }
}

/** The span of years nearest to a place in its paragraph, at most some sentences away. */
function spanNear(context: Context, flowIndex: number, at: number): YearSpan | undefined {
  const text = context.reading.flows[flowIndex]?.text ?? ''
  const from = Math.max(0, at - 240)
  const window = text.slice(from, at + 240)
  const pattern = /((19|20)\d\d)(年|届|级|学年|年度)?[-~至到]((19|20)\d\d)(年|届|级|学年|年度)?/g
  let best: YearSpan | undefined
  for (const match of window.matchAll(pattern)) {
    const a = Number(match[1])
    const b = Number(match[4])
    const start = from + match.index
    if (b <= a || b - a > 40) continue
    if (!best || Math.abs(start - at) < Math.abs(best.start - at))
      best = { from: a, to: b, start, end: start + match[0].length }
  }
  return best
}
