import type { Draft } from '../../judge/claim.ts'
import { constant, minus, of, over, percentOf, sum } from '../../judge/expression.ts'
import type { Quantity } from '../../read/quantities.ts'
import { type Context, operand, operands, statedAs, wordsBefore } from '../context.ts'
import { isPartition } from '../sums/partitions.ts'
import { closes, totalDraft } from '../sums/sum-drafts.ts'
import { type Course, signed } from './courses.ts'

/** Where numbers add up to a total, so do the changes that the text prints for each of them. */
export function findChangeSums(drafts: readonly Draft[], courses: readonly Course[]): Draft[] {
  const changeOf = new Map<Quantity, Quantity>()
  for (const course of courses) {
    const by = course.by[0]
    if (course.now && by && course.by.length === 1) changeOf.set(course.now, by)
  }
  const found: Draft[] = []
  for (const draft of drafts) {
    const total = draft.stated.quantity && changeOf.get(draft.stated.quantity)
    if (draft.kind !== 'sum' || !total) continue
    const parts = draft.operands.filter((o) => o.role === 'part').map((o) => changeOf.get(o.quantity))
    if (parts.some((part) => part === undefined)) continue
    const changes = parts.filter((part) => part !== undefined)
    found.push({
      kind: 'sum',
      rule: 'sum.changes',
      expression: signed(sum(changes.map((part) => signed(of(part), part))), total),
      relation: 'equals',
      stated: statedAs(total),
      operands: [...changes.map((part) => operand(part, 'part')), operand(total, 'stated')],
      // Parts that make their total leave no other reading for the changes said of them.
      tie:
        draft.tie === 'named' ||
        isPartition(draft.operands.filter((o) => o.role === 'part').map((o) => o.quantity.name.text))
          ? 'likely'
          : 'loose',
      nearMiss: true,
    })
  }
  return found
}

/**
 * 「仪器设备值13.25亿元，增长7.64%。小学……7.83亿元，增长6.89%；初中……5.42亿元，增长8.58%」: the growth of a whole, from its parts and
 * theirs.
 */
export function findGrowthMeans(drafts: readonly Draft[], courses: readonly Course[]): Draft[] {
  const growthOf = new Map<Quantity, Quantity>()
  for (const { now, growth } of courses) {
    const [rate] = growth
    if (now && rate && growth.length === 1 && !rate.frame.bound) growthOf.set(now, rate)
  }
  return drafts.flatMap((draft) => {
    const stated = draft.stated.quantity && growthOf.get(draft.stated.quantity)
    if (draft.kind !== 'sum' || !stated) return []
    const parts = draft.operands.filter(({ role }) => role === 'part').map(({ quantity }) => quantity)
    const rates = parts.map((part) => growthOf.get(part))
    if (rates.some((rate) => rate === undefined)) return []
    const known = rates as Quantity[]
    const total = draft.stated.quantity as Quantity
    const before = sum(parts.map((part, at) => over(of(part), factorOf(known[at] as Quantity))))
    return [
      {
        kind: 'mean' as const,
        rule: 'mean.growth',
        expression: signed(minus(percentOf(of(total), before), constant(100)), stated),
        relation: 'equals' as const,
        stated: statedAs(stated),
        operands: [
          operand(total, 'now'),
          ...operands(parts, 'part'),
          ...operands(known, 'rate'),
          operand(stated, 'stated'),
        ],
        tie: 'loose' as const,
      },
    ]
  })
}

function factorOf(rate: Quantity) {
  return over(sum([constant(100), signed(of(rate), rate)]), constant(100))
}

/** How many numbers around a change in all the changes that make it may stand. */
const REACH = 12

/** 「民办幼儿园、义务教育阶段学校共减少11438所。……减少11013所，……减少425所」: changes in a row that make what changed in all. */
export function findChangeTotals(context: Context): Draft[] {
  return context.quantities.flatMap((total) => {
    if (total.role !== 'by' || !/共|合计|累计/.test(wordsBefore(total)) || total.frame.bound) return []
    const changes = context
      .around(total, REACH, REACH * 2)
      .filter(
        (value) =>
          value !== total &&
          value.role === 'by' &&
          value.unit.text === total.unit.text &&
          value.frame.direction === total.frame.direction &&
          Math.abs(value.paragraph - total.paragraph) <= 4,
      )
    for (let from = 0; from < changes.length; from++) {
      for (let to = from + 2; to <= Math.min(changes.length, from + 6); to++) {
        const run = changes.slice(from, to)
        if (closes(run, total)) return [totalDraft(run, total, 'sum.change_total', 'loose')]
      }
    }
    return []
  })
}
