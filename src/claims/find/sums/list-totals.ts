import type { Draft } from '../../judge/claim.ts'
import type { Quantity } from '../../read/quantities.ts'
import { type Context, isAmount, isPresent } from '../context.ts'
import { closes, measureOf, totalDraft } from './sum-drafts.ts'

const closing = /^(以上)?(各项|各类|几项|三项|四项|五项|两项)?(合计|共计|总计|总共|累计)/

/**
 * 「甲资助620人，金额60.9万元；乙资助231人，金额23.48万元。合计资助851人次，总金额84.38万元。」: a sentence that begins with 合计
 * adds up all of its kind that its paragraph printed since the last such sentence.
 */
export function closingTotals(context: Context): Draft[] {
  const drafts: Draft[] = []
  for (const paragraph of context.paragraphs()) {
    let open: Quantity[] = []
    for (const sentence of sentencesOf(paragraph)) {
      const first = sentence[0]
      const isClosing = first !== undefined && closing.test(first.clause.text)
      const amounts = sentence.filter(isPlainAmount)
      if (!isClosing) {
        open.push(...amounts)
        continue
      }
      for (const total of amounts) {
        const parts = open.filter((part) => measureOf(part) === measureOf(total))
        if (parts.length >= 2)
          drafts.push(totalDraft(parts, total, 'sum.closing', isLikely(parts, total) ? 'likely' : 'loose'))
      }
      open = []
    }
  }
  return drafts
}

/** Numbers that come near their total: others are hardly what it adds up. */
function isLikely(parts: readonly Quantity[], total: Quantity): boolean {
  const sum = parts.reduce((at, part) => at + part.size, 0)
  const isAlike = parts.every(
    (part) => part.unit.text === total.unit.text || ['people', 'visits'].includes(part.unit.dimension),
  )
  return isAlike && sum > total.size / 2 && sum < total.size * 2
}

function sentencesOf(paragraph: readonly Quantity[]): Quantity[][] {
  const sentences: Quantity[][] = []
  for (const quantity of paragraph) {
    const last = sentences.at(-1)
    if (last?.[0]?.sentence === quantity.sentence) last.push(quantity)
    else sentences.push([quantity])
  }
  return sentences
}

function isPlainAmount(quantity: Quantity): boolean {
  return isAmount(quantity) && isPresent(quantity) && !quantity.inParentheses && !quantity.frame.bound
}

/** A line of a list with what it prints. */
interface Line {
  readonly mark: string
  readonly text: string
  readonly amounts: readonly Quantity[]
}

/**
 * 「共资助851人次。分别是：/ 一、甲：620人 / 二、乙：231人」, 「二、乙：231人；/ 其中：丙：200人 / 丁：31人」: lines that make what the
 * line before them announced.
 */
export function lineTotals(context: Context): Draft[] {
  const lines = linesOf(context)
  const drafts: Draft[] = []
  for (const [index, head] of lines.entries()) {
    const next = lines[index + 1]
    if (!head || !next || head.amounts.length === 0) continue
    const items = next.text.startsWith('其中')
      ? untilMark(lines.slice(index + 1), head.mark)
      : /[:：]$/.test(head.text) && next.mark !== ''
        ? itemsOf(lines.slice(index + 1), next.mark)
        : []
    if (items.length < 2) continue
    for (const total of lastOfEachMeasure(head.amounts)) {
      const parts = items.flatMap((item) => {
        const own = item.amounts.filter((part) => measureOf(part) === measureOf(total))
        return own.length === 1 ? own : []
      })
      if (parts.length !== items.length) continue
      const tie = closes(parts, total) ? 'likely' : 'loose'
      drafts.push({ ...totalDraft(parts, total, 'sum.lines', tie), nearMiss: true })
    }
  }
  return drafts
}

function linesOf(context: Context): (Line | undefined)[] {
  return context.reading.flows.map((flow) => {
    const text = flow.text.trim()
    const amounts = context.paragraph(flow.index).filter(isPlainAmount)
    if (flow.block.kind === 'cell' || (amounts.length === 0 && text.length > 40)) return undefined
    const mark =
      /^([一二三四五六七八九十]+|\([一二三四五六七八九十\d]+\)|\d{1,2})[、.)]?/.exec(text)?.[0] ?? ''
    return { mark: mark.replace(/[一二三四五六七八九十]+|\d+/, '#'), text, amounts }
  })
}

/** The lines up to the next one that is numbered like the head. */
function untilMark(lines: readonly (Line | undefined)[], mark: string): Line[] {
  const found: Line[] = []
  for (const line of lines) {
    if (!line || line.amounts.length === 0 || (line.mark !== '' && line.mark === mark)) break
    if (line.text.length > 80 || found.length >= 30) break
    found.push(line)
  }
  return found
}

/** The lines that are numbered alike, without those that stand between them. */
function itemsOf(lines: readonly (Line | undefined)[], mark: string): Line[] {
  const found: Line[] = []
  for (const line of lines.slice(0, 60)) {
    if (!line || line.amounts.length === 0) break
    if (line.mark === mark) found.push(line)
  }
  return found
}

function lastOfEachMeasure(amounts: readonly Quantity[]): Quantity[] {
  return [...new Map(amounts.map((amount) => [measureOf(amount), amount])).values()]
}
