import type { Draft } from '../../judge/claim.ts'
import type { Quantity } from '../../read/quantities.ts'
import { comparable } from '../../read/units.ts'
import { type Context, isAmount, isPresent } from '../context.ts'
import { closes, digitsOf, totalDraft } from './sum-drafts.ts'

/** How far apart the same measure may stand in two blocks, and how many blocks may make a whole. */
const REACH = 40
/** How many values of one unit behind a whole may be its parts or theirs. */
const LOOKED_AT = 40
const MOST_PARTS = 6

/** A measure of a whole and the same measure of each of its parts, in the order of the text. */
interface Line {
  readonly total: Quantity
  readonly parts: readonly Quantity[]
}

/**
 * 「义务教育中小学5433所……校舍总面积4750.6万平方米；图书1.44亿册。——小学。校数3698所……——初中。……」: a block of measures for a whole and
 * behind it a block with the same measures for each part. Two measures that add up exactly give the blocks away; then
 * all that the blocks have in common are claims.
 */
export function blockTotals(context: Context): Draft[] {
  const amounts = context.quantities.filter(
    (value) =>
      isAmount(value) && isPresent(value) && !value.inParentheses && !value.cell && !value.frame.bound,
  )
  const drafts: Draft[] = []
  const evidence = linesThatClose(context, amounts)
  let from = 0
  while (from < evidence.length) {
    const group = groupFrom(evidence, from)
    if (group.length < 2) {
      from++
      continue
    }
    drafts.push(...draftsOf(context, amounts, group))
    from = evidence.findIndex(({ total }) => total.id > (group.at(-1)?.parts.at(-1)?.id ?? 0))
    if (from < 0) break
  }
  return drafts
}

/** Consecutive namesakes of which the first is the sum of the others. */
function linesThatClose(context: Context, amounts: readonly Quantity[]): Line[] {
  const lines: Line[] = []
  const byUnit = Map.groupBy(amounts, (value) => value.unit.dimension)
  for (const alike of byUnit.values()) {
    for (const [index, total] of alike.entries()) {
      if (digitsOf(total) < 3) continue
      const parts: Quantity[] = []
      const behind = alike
        .slice(index + 1, index + 1 + LOOKED_AT)
        .filter((part) => isSameMeasure(total, part) && !isAside(context, part))
      for (const part of withoutInner(behind)) {
        if (parts.length === MOST_PARTS || part.id - (parts.at(-1) ?? total).id > REACH) break
        if (part.size >= total.size || part.size <= total.high - total.low) break
        parts.push(part)
        if (parts.length >= 2 && areApart(total, parts) && closes(parts, total)) {
          lines.push({ total, parts: [...parts] })
          break
        }
      }
    }
  }
  return lines.sort((a, b) => a.total.id - b.total.id)
}

/** Values that are not themselves parts of the one before them: 义务教育 84036 and behind it 小学 60766, 初中 23270. */
function withoutInner(values: readonly Quantity[]): Quantity[] {
  const outer: Quantity[] = []
  for (let at = 0; at < values.length; at++) {
    const value = values[at] as Quantity
    outer.push(value)
    const inner = [4, 3, 2].find((count) => {
      const parts = values.slice(at + 1, at + 1 + count)
      return parts.length === count && parts.every((part) => weighs(part, value)) && closes(parts, value)
    })
    at += inner ?? 0
  }
  return outer
}

/** 「其中普通小学49所，……」: a paragraph that goes into the one before it. */
function isAside(context: Context, { paragraph }: Quantity): boolean {
  return /^其中/.test(context.reading.flows[paragraph]?.text ?? '')
}

/** 初中专任教师 is the 专任教师 of 初中; 在园幼儿 are the 在校生 of a kindergarten. */
function isSameMeasure(total: Quantity, part: Quantity): boolean {
  const [whole, own] = [measureOf(total), measureOf(part)]
  return (
    comparable(total.unit, part.unit) &&
    whole.length >= 2 &&
    (own.endsWith(whole) || (whole.endsWith(own) && own.length >= 2))
  )
}

function measureOf({ name }: Quantity): string {
  return (name.keys[0] ?? '').replace(/在园$/, '在校')
}

/** Each in a sentence of its own: what one sentence tells is told by other rules. */
function areApart(total: Quantity, parts: readonly Quantity[]): boolean {
  return parts.every((part, at) => part.sentence > (parts[at - 1] ?? total).sentence)
}

/** The lines whose numbers stand in the same blocks as those of the line at `from`. */
function groupFrom(evidence: readonly Line[], from: number): Line[] {
  const first = evidence[from] as Line
  const group = [first]
  for (const line of evidence.slice(from + 1)) {
    if (line.total.id >= (first.parts[0]?.id ?? 0)) break
    if (line.total.name.keys[0] === group.at(-1)?.total.name.keys[0]) continue
    if (line.parts.length === first.parts.length && isInOrder(group, line)) group.push(line)
  }
  return group
}

/** Whether all totals come before all first parts, those before all second parts, and so on. */
function isInOrder(group: readonly Line[], line: Line): boolean {
  const all = [...group, line]
  return line.parts.every((_, at) => {
    const before = all.map(({ total, parts }) => (at === 0 ? total : (parts[at - 1] as Quantity)).id)
    const behind = all.map(({ parts }) => (parts[at] as Quantity).id)
    return Math.max(...before) < Math.min(...behind)
  })
}

function draftsOf(context: Context, amounts: readonly Quantity[], group: readonly Line[]): Draft[] {
  const columns = [group.map(({ total }) => total)]
  for (const at of group[0]?.parts.keys() ?? []) columns.push(group.map(({ parts }) => parts[at] as Quantity))
  const starts = columns.map((column, at) => startOf(context, column, columns[at - 1]))
  const last = columns.at(-1) as readonly Quantity[]
  const end = Math.max(...last.map((value) => value.id)) + 1
  const [whole, ...blocks] = starts.map((start, at) => {
    const stop = starts[at + 1] ?? endOf(context, end)
    return amounts.filter((value) => value.id >= start && value.id < stop && !isAside(context, value))
  })
  const known = new Map(group.map((line) => [line.total, line]))
  const lines = (whole ?? []).flatMap((total) => known.get(total) ?? lineOf(total, whole ?? [], blocks) ?? [])
  // One line that does not close may be a slip; several tell of a part that the text leaves out.
  const apart = lines.filter(({ total, parts }) => !closes(parts, total))
  return lines
    .filter((line) => apart.length === 1 || !apart.includes(line))
    .map(({ total, parts }) => ({
      ...totalDraft(parts, total, 'sum.blocks', 'loose'),
      nearMiss: true,
      complete: true,
    }))
}

/** The same measure in each block, where each has it; the first things of a block are what it counts. */
function lineOf(
  total: Quantity,
  whole: readonly Quantity[],
  blocks: readonly (readonly Quantity[])[],
): Line | undefined {
  const isFirst = whole.find(({ unit }) => unit.text === total.unit.text) === total
  const parts = blocks.map(
    (block) =>
      block.find((part) => isSameMeasure(total, part)) ??
      (isFirst && total.unit.dimension === 'things' ? block.find(isOf(total)) : undefined),
  )
  return parts.every((part) => part !== undefined && weighs(part, total)) &&
    areApart(total, parts as Quantity[])
    ? { total, parts: parts as Quantity[] }
    : undefined
}

function isOf(total: Quantity): (part: Quantity) => boolean {
  return ({ unit }) => unit.text === total.unit.text
}

function weighs(part: Quantity, total: Quantity): boolean {
  return part.size < total.size && part.size > total.high - total.low
}

/** Where the block of some values begins: a paragraph, a heading of its own, or else their first sentence. */
function startOf(
  context: Context,
  column: readonly Quantity[],
  before: readonly Quantity[] | undefined,
): number {
  const first = Math.min(...column.map(({ id }) => id))
  const least = before ? Math.max(...before.map(({ id }) => id)) + 1 : Math.max(0, first - 12)
  const paragraph = context.quantities[first]?.paragraph
  let start = first
  for (let id = first; id >= least; id--) {
    const value = context.quantities[id]
    const previous = context.quantities[id - 1]
    if (!value || value.paragraph !== paragraph) return start
    start = id
    // A sentence without numbers between two others is the heading of what stands behind it: ——小学。
    if (!previous || previous.paragraph !== paragraph || value.sentence - previous.sentence >= 2) return id
  }
  return before ? firstOfSentence(context, first) : start
}

function firstOfSentence(context: Context, id: number): number {
  return context.sentence(context.quantities[id]?.sentence ?? -1)[0]?.id ?? id
}

/** The last block ends with its paragraph. */
function endOf(context: Context, from: number): number {
  const paragraph = context.quantities[from - 1]?.paragraph ?? -1
  return (context.paragraph(paragraph).at(-1)?.id ?? from) + 1
}
