import type { Draft } from '../../judge/claim.ts'
import type { Flow } from '../../read/flow.ts'
import { nameOf } from '../../read/names.ts'
import type { Quantity } from '../../read/quantities.ts'
import { comparable } from '../../read/units.ts'
import { addFloats, type Context, isAmount, isPresent, matches } from '../context.ts'
import { isPartition, isPartOfPartition } from './partitions.ts'
import { closes, digitsOf, isOneDigitOff, measureOf, totalDraft } from './sum-drafts.ts'

/*
 * Totals whose parts stand in other sentences or paragraphs, one to each. The form of the text says which numbers
 * belong together; the arithmetic says whether they were meant so.
 */

/** How many paragraphs behind a total may hold its parts. */
const PARAGRAPHS = 16
/** How many numbers before a pair like 男 and 女 their whole may stand. */
const BACK = 90

export function subtotals(context: Context): Draft[] {
  const byParagraph = [...context.paragraphs()].map((paragraph) => paragraph.filter(isCounted))
  const paragraphs = byParagraph.filter((paragraph) => paragraph.length > 0)
  const amounts = paragraphs.flat()
  return [
    ...paragraphs.flatMap(closingTotals),
    ...paragraphs.flatMap((paragraph, index) =>
      itemTotals(paragraph, paragraphs.slice(index + 1, index + 1 + PARAGRAPHS)),
    ),
    ...prefixTotals(amounts),
    ...listTotals(context),
    ...partitionTotals(amounts),
    ...parallelTotals(amounts, paragraphs),
  ]
}

function isCounted(quantity: Quantity): boolean {
  return isAmount(quantity) && isPresent(quantity) && !quantity.frame.bound
}

/** 共, 合计, 总 in the words before a number. */
function isWordedTotal(quantity: Quantity): boolean {
  return quantity.frame.total || /合计|共计|总计|总数|总额|共|总/.test(quantity.frame.left.slice(-14))
}

/** 「甲94人……；乙882人……。合计资助3723人次」: a total behind the sentences of its paragraph. */
function closingTotals(paragraph: readonly Quantity[]): Draft[] {
  const drafts: Draft[] = []
  for (const [index, total] of paragraph.entries()) {
    if (!isWordedTotal(total) || digitsOf(total) < 2) continue
    const before = paragraph
      .slice(0, index)
      .filter((part) => part.sentence < total.sentence && measureOf(part) === measureOf(total))
    const from = before.findLastIndex(isWordedTotal) + 1
    const parts = before.slice(from)
    if (parts.length < 2 || parts.some((part) => part.size > total.size * 2)) continue
    drafts.push({ ...totalDraft(parts, total, 'sum.closing', 'loose'), nearMiss: parts.length >= 3 })
  }
  return drafts
}

/** 「共需为16350人次发放资助金。分别是：一、学前：386人，……二、义务：7074人」: a total before paragraphs of its parts. */
function itemTotals(paragraph: readonly Quantity[], following: readonly (readonly Quantity[])[]): Draft[] {
  const drafts: Draft[] = []
  const last = paragraph.at(-1)?.sentence
  for (const total of paragraph) {
    if (total.sentence !== last || digitsOf(total) < 2 || total.among) continue
    const numbered = following[0] && isNumbered(following[0]) ? following.filter(isNumbered) : []
    const items = numbered.length >= 2 ? numbered : following
    const parts: Quantity[] = []
    for (const item of items) {
      if (item[0]?.section !== total.section && !isNumbered(item)) break
      const part = partOf(item, total, isNumbered(item))
      if (part && part.size > total.size) break
      if (part) parts.push(part)
    }
    const run = longestClosing(parts, total)
    if (run) drafts.push(totalDraft(run, total, 'sum.items', 'loose'))
    else if (isWordedTotal(total)) {
      const slip = numbered.length >= 3 ? parts : nearlyClosing(parts, total)
      if (slip && slip.length >= 3)
        drafts.push({ ...totalDraft(slip, total, 'sum.items', 'loose'), nearMiss: true })
    }
  }
  return drafts
}

const numberedFlows = new WeakMap<Flow, boolean>()

function isNumbered(paragraph: readonly Quantity[]): boolean {
  const flow = paragraph[0]?.token.flow
  const known = flow && numberedFlows.get(flow)
  if (known !== undefined) return known
  const is = startsWithNumber(paragraph)
  if (flow) numberedFlows.set(flow, is)
  return is
}

function startsWithNumber(paragraph: readonly Quantity[]): boolean {
  const text = paragraph[0]?.token.flow.text ?? ''
  return /^[([]?([一二三四五六七八九十]+|\d{1,2})[)\]、.．]/.test(text)
}

/** What a paragraph adds to a total: its own total, or its only number of that kind, or the first of a list's item. */
function partOf(paragraph: readonly Quantity[], total: Quantity, numbered: boolean): Quantity | undefined {
  const alike = paragraph.filter(
    (part) =>
      measureOf(part) === measureOf(total) && comparable(part.unit, total.unit) && !part.inParentheses,
  )
  const own = alike.findLast(isWordedTotal)
  if (own) return own
  return alike.length === 1 || numbered ? alike[0] : undefined
}

/** The first parts that miss a total by nothing but one digit. */
function nearlyClosing(parts: readonly Quantity[], total: Quantity): readonly Quantity[] | undefined {
  return [...parts.keys()]
    .map((last) => parts.slice(0, last + 1))
    .find((run) => {
      const gap = Math.abs(run.reduce((sum, part) => sum + part.size, 0) - total.size)
      return run.length >= 3 && /^[1-9]0*$/.test(String(Math.round(gap * 1e4)))
    })
}

function longestClosing(parts: readonly Quantity[], total: Quantity): readonly Quantity[] | undefined {
  for (let count = parts.length; count >= 2; count--) {
    const run = parts.slice(0, count)
    if (closes(run, total) && (count >= 3 || digitsOf(total) >= 3)) return run
  }
  return undefined
}

/** 「男性毕业生24.17万人……男性研究生1.20万人，女性研究生……，男性本科生」: parts that begin as their whole is called. */
function prefixTotals(amounts: readonly Quantity[]): Draft[] {
  const drafts: Draft[] = []
  for (const [index, total] of amounts.entries()) {
    const prefix = total.name.keys[0]?.replace(/^有/, '').slice(0, 2)
    if (!total.named || prefix?.length !== 2 || digitsOf(total) < 3) continue
    const parts = amounts
      .slice(index + 1, index + 15)
      .filter(
        (part) =>
          part.named &&
          part.section === total.section &&
          part.size < total.size &&
          measureOf(part) === measureOf(total) &&
          (part.name.keys[0] ?? '').startsWith(prefix),
      )
    if (parts.length < 2 || parts.length > 8) continue
    if (closes(parts, total)) drafts.push(totalDraft(parts, total, 'sum.prefix', 'loose'))
    else if (isOneDigitOff(parts, total))
      drafts.push({ ...totalDraft(parts, total, 'sum.prefix', 'loose'), nearMiss: true })
  }
  return drafts
}

/** 「毕业生216856名。……博士1590人，硕士17647人，本科125802人，专科71817人」: a sentence that lists amounts, and their sum. */
function listTotals(context: Context): Draft[] {
  const drafts: Draft[] = []
  for (const sentence of context.sentences()) {
    const list = sentence.filter((value) => isCounted(value) && !value.inParentheses)
    const [first] = list
    if (!first || list.length < 3 || list.length > 12 || list.length < sentence.length) continue
    if (list.some((value) => value.unit.text !== first.unit.text || !value.named)) continue
    const range = addFloats(list)
    const whole = context
      .around(first, BACK, BACK)
      .findLast(
        (value) =>
          isCounted(value) &&
          value.sentence !== first.sentence &&
          digitsOf(value) >= 4 &&
          measureOf(value) === measureOf(first) &&
          range.low <= value.high &&
          value.low <= range.high,
      )
    const told = whole ? undefined : wholeOfDivision(context, list)
    if (whole) drafts.push(totalDraft(list, whole, 'sum.listed', 'loose'))
    else if (told)
      drafts.push({ ...totalDraft(list, told, 'sum.listed', 'loose'), nearMiss: true, complete: true })
  }
  return drafts
}

/** 「高校毕业生中，博士……，硕士……，本科……，专科……」: the number that the words before a whole division name. */
function wholeOfDivision(context: Context, list: readonly Quantity[]): Quantity | undefined {
  const [first] = list
  if (!first || !isPartition(list.map((part) => part.name.text)) || first.within === '') return undefined
  const name = nameOf(first.within)
  return context
    .around(first, BACK, 0)
    .findLast(
      (value) =>
        value.id < first.id &&
        isCounted(value) &&
        digitsOf(value) >= 4 &&
        measureOf(value) === measureOf(first) &&
        matches(value.name, name) >= 2 &&
        isOneDigitOff(list, value),
    )
}

/** 「全国人口共141178万人。……男性人口72334万人……；女性人口68844万人」: a division that leaves nothing out, and its whole. */
function partitionTotals(amounts: readonly Quantity[]): Draft[] {
  const drafts: Draft[] = []
  for (const [index, first] of amounts.entries()) {
    if (!isPartOfPartition(first.name)) continue
    for (const count of [2, 3]) {
      const near = amounts.slice(index, index + 6).filter((part) => belongs(part, first))
      // 「专职教师28名，其中……4名，……17名，……14名。兼职教师3名」: other numbers may stand between two halves.
      const half = near.find((part) => part !== first && isPartition([first.name.text, part.name.text]))
      const parts = count === 2 && half ? [first, half] : near.slice(0, count)
      if (parts.length < count || !isPartition(parts.map((part) => part.name.text))) continue
      const range = addFloats(parts)
      const whole = amounts
        .slice(Math.max(0, index - BACK), index)
        .findLast(
          (candidate) =>
            range.low <= candidate.high &&
            candidate.low <= range.high &&
            (digitsOf(candidate) >= 4 || isSaidTotal(candidate, first)) &&
            measureOf(candidate) === measureOf(first),
        )
      const slip = whole
        ? undefined
        : (wholeBeside(amounts, index, parts) ?? wholeNearlyMade(amounts, index, parts))
      if (whole) drafts.push(totalDraft(parts, whole, 'sum.partition', 'loose'))
      else if (slip) drafts.push({ ...totalDraft(parts, slip, 'sum.partition', 'loose'), nearMiss: true })
    }
  }
  return drafts
}

/** 「专兼职教师共计31名。专职教师28名，……兼职教师3名」: a short total that says that it is one, right before its parts. */
function isSaidTotal(total: Quantity, first: Quantity): boolean {
  return total.frame.total && digitsOf(total) >= 2 && first.sentence - total.sentence <= 1
}

/** A paragraph of the men and one of the women, in the same order: what they say of each adds up to what was said of all. */
function parallelTotals(amounts: readonly Quantity[], paragraphs: readonly (readonly Quantity[])[]): Draft[] {
  return paragraphs.flatMap((one, index) => {
    const two = paragraphs[index + 1]
    const [first, second] = [one[0], two?.[0]]
    if (!two || !first || !second || one.length !== two.length || one.length < 2) return []
    if (!isPartition([first.name.text, second.name.text])) return []
    const from = amounts.indexOf(first)
    const before = amounts.slice(Math.max(0, from - BACK), from)
    return one.flatMap((part, at) => {
      const other = two[at]
      if (!other || measureOf(part) !== measureOf(other) || part.unit.text !== other.unit.text) return []
      const range = addFloats([part, other])
      const whole = before.findLast(
        (candidate) =>
          range.low <= candidate.high &&
          candidate.low <= range.high &&
          digitsOf(candidate) >= 4 &&
          measureOf(candidate) === measureOf(part),
      )
      return whole ? [totalDraft([part, other], whole, 'sum.parallel', 'loose')] : []
    })
  })
}

/** 「春季招生1200人，秋季招生9948人，全年招生11148人」: the larger number beside a division that is called like its parts. */
function wholeBeside(
  amounts: readonly Quantity[],
  index: number,
  parts: readonly Quantity[],
): Quantity | undefined {
  const tail = (quantity: Quantity) => (quantity.name.keys[0] ?? '').slice(-2)
  const [first] = parts
  const beside = amounts
    .slice(Math.max(0, index - 3), index + parts.length + 2)
    .filter(
      (candidate) =>
        first !== undefined &&
        !parts.includes(candidate) &&
        digitsOf(candidate) >= 4 &&
        tail(candidate).length === 2 &&
        parts.every((part) => tail(part) === tail(candidate) && part.size < candidate.size) &&
        Math.abs(candidate.sentence - first.sentence) <= 1 &&
        measureOf(candidate) === measureOf(first),
    )
  return beside.length === 1 ? beside[0] : undefined
}

/** 「全市常住人口751389人。……家庭户人口703095人，集体户人口48394人」: a whole further back that one digit parts from a division. */
function wholeNearlyMade(
  amounts: readonly Quantity[],
  index: number,
  parts: readonly Quantity[],
): Quantity | undefined {
  const [first] = parts
  const tail = (quantity: Quantity) => (quantity.name.keys[0] ?? '').slice(-2)
  return amounts
    .slice(Math.max(0, index - BACK), index)
    .findLast(
      (whole) =>
        first !== undefined &&
        measureOf(whole) === measureOf(first) &&
        tail(whole) === tail(first) &&
        parts.every((part) => part.size < whole.size) &&
        isOneDigitOff(parts, whole),
    )
}

function belongs(part: Quantity, first: Quantity): boolean {
  return (
    part === first ||
    (part.paragraph === first.paragraph &&
      part.sentence - first.sentence <= 1 &&
      measureOf(part) === measureOf(first) &&
      part.unit.text === first.unit.text)
  )
}
