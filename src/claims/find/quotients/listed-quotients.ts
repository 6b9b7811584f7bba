import type { Draft } from '../../judge/claim.ts'
import { constant, minus, of, over, times } from '../../judge/expression.ts'
import type { Quantity } from '../../read/quantities.ts'
import { type Context, isAmount, isPercentage, operand, statedAs } from '../context.ts'
import { listAround } from '../shares/share-items.ts'
import { digitsOf } from '../sums/sum-drafts.ts'
import { near } from './quotients.ts'

/** How many numbers before a list of rates the two lists that it divides may stand. */
const BEFORE = 24

/**
 * 「2002-2004年教育经费支出分别为13595万元、13563万元、16620万元。……拨款三年分别为8820万元、9137万元、10199万元，拨款占支出的比例分别为65%、67%、63%」: three lists as long as
 * each other, of which the third is the quotient of the others, number by number. Where all but one hold, the one is
 * doubted.
 */
export function findListedQuotients(context: Context): Draft[] {
  const lists = listsOf(context)
  return lists.flatMap((rates, at) => {
    const [first] = rates
    if (!first || !isPercentage(first) || first.frame.motion !== undefined) return []
    const before = lists
      .slice(0, at)
      .filter(
        (list) =>
          list.length === rates.length &&
          (list[0]?.id ?? 0) >= first.id - BEFORE &&
          list.every((value) => isAmount(value) && value.size > 0),
      )
    for (const parts of before) {
      for (const wholes of before) {
        if (parts === wholes || parts[0]?.unit.text !== wholes[0]?.unit.text) continue
        const drafts = quotients(parts, wholes, rates)
        if (drafts) return drafts
      }
    }
    return []
  })
}

/** The lists of a text that 分别 opens, in its order. */
function listsOf(context: Context): readonly Quantity[][] {
  const lists: Quantity[][] = []
  for (const sentence of context.sentences()) {
    for (const [index, value] of sentence.entries()) {
      if (!value.frame.respectively || value.frame.continues) continue
      const list = listAround(sentence, index)
      if (list.length >= 2) lists.push(list)
    }
  }
  return lists
}

function quotients(
  parts: readonly Quantity[],
  wholes: readonly Quantity[],
  rates: readonly Quantity[],
): Draft[] | undefined {
  const fits = rates.map((rate, k) => {
    const [part, whole] = [parts[k], wholes[k]]
    return part !== undefined && whole !== undefined && near((100 * part.size) / whole.size, rate)
  })
  const held = fits.filter(Boolean).length
  const isDoubtful = rates.length >= 3 && held === rates.length - 1
  if (held < rates.length && !isDoubtful) return undefined
  return rates.flatMap((rate, k) => {
    const [part, whole] = [parts[k], wholes[k]]
    if (!part || !whole) return []
    return [
      {
        kind: 'share' as const,
        rule: 'share.lists',
        expression: times(over(of(part), of(whole)), constant(100)),
        relation: 'equals' as const,
        stated: statedAs(rate),
        operands: [operand(part, 'part'), operand(whole, 'whole'), operand(rate, 'stated')],
        tie: fits[k] ? ('loose' as const) : ('likely' as const),
      },
    ]
  })
}

/**
 * 「就业率分别为97.06%、97.92%和98.44%，……三年累计提高1.38个百分点」, 「升学人数分别为……。2018年升学人数比2016年增加1980人，增长60.8%」: from the first to
 * the last of a list of years before it.
 */
export function findListSpans(context: Context): Draft[] {
  return context.quantities.flatMap((change) => {
    const sign = change.frame.direction
    const isGrowth = change.role === 'growth'
    if ((change.role !== 'by' && !isGrowth) || sign === undefined || change.frame.bound) return []
    const isWhole = /累计|共|总体|整体/.test(change.frame.left) || /累计/.test(change.clause.text)
    const isOfYears = change.comparison?.kind === 'year' || (isGrowth && digitsOf(change) >= 3)
    const isNext = digitsOf(change) >= 2 && change.unit.dimension === 'point'
    if (!isWhole && !isOfYears && !isNext) return []
    const before = context
      .around(change, BEFORE, 0)
      .filter(
        (value) =>
          value.id < change.id &&
          value.paragraph === change.paragraph &&
          value.frame.respectively &&
          !value.frame.continues &&
          (isGrowth ||
            (change.unit.dimension === 'point' ? isPercentage(value) : value.unit.text === change.unit.text)),
      )
    for (const open of before.reverse()) {
      const sentence = context.sentence(open.sentence)
      const list = listAround(sentence, sentence.indexOf(open))
      const [first, last] = [list[0], list.at(-1)]
      if (!first || !last || list.length < 2 || first.size <= 0) continue
      const gap = (last.size - first.size) * sign
      if (!near(isGrowth ? (100 * gap) / first.size : gap, change)) continue
      const difference = sign === 1 ? minus(of(last), of(first)) : minus(of(first), of(last))
      return [
        {
          kind: isGrowth ? ('growth' as const) : ('change' as const),
          rule: isGrowth ? 'growth.list_span' : 'change.list_span',
          expression: isGrowth ? times(over(difference, of(first)), constant(100)) : difference,
          relation: 'equals' as const,
          stated: statedAs(change),
          operands: [operand(last, 'now'), operand(first, 'before'), operand(change, 'stated')],
          tie: 'loose' as const,
        },
      ]
    }
    return []
  })
}
