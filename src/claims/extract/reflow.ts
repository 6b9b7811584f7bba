import type { Block, ExtractedText, Range, Table } from '../text.ts'
import { cellBlocks, tableAt } from './grid.ts'
import {
  bareNumbersThatCount,
  beginsNumbered,
  displayWidth,
  isBareNumber,
  isCaption,
  isHeading,
  isPageNumber,
  isTerminal,
  type Line,
  type LineKind,
  runningLines,
} from './lines.ts'

/** Joins printed lines into paragraphs and finds the tables between them. */
export function reflow(source: string, lines: readonly Line[]): Pick<ExtractedText, 'blocks' | 'tables'> {
  const blocks: Block[] = []
  const tables: Table[] = []
  const running = runningLines(lines)
  const counting = bareNumbersThatCount(lines)
  const full = fullWidth(lines)
  const margin = marginOf(lines)
  let open: { ranges: Range[]; last: Line; page: number | undefined } | undefined
  let caption: Range | undefined
  let broken = false
  const close = () => {
    if (open)
      blocks.push({ kind: kindOfParagraph(source, open.ranges), ranges: open.ranges, ...page(open.page) })
    open = undefined
  }
  for (let i = 0; i < lines.length; i++) {
    const line = lines[i]
    if (!line || line.text === '') continue
    const range: Range = [line.start, line.end]
    const furniture = furnitureKind(
      lines,
      i,
      running,
      counting,
      open !== undefined && !isTerminal(open.last.text),
    )
    if (furniture) {
      blocks.push({ kind: furniture, ranges: [range], ...page(line.page) })
      if (furniture === 'caption') caption = range
      else broken = true
      continue
    }
    const found = tableAt(lines, i, source, caption)
    if (found) {
      close()
      caption = undefined
      blocks.push(...cellBlocks(found.table, tables.length))
      tables.push(found.table)
      i += found.lines - 1
      continue
    }
    const goesOn =
      open &&
      (broken
        ? goesOnOverPage(open.last, line)
        : continues(open.last, line, full, blankBetween(lines, i), margin))
    broken = false
    if (open && goesOn) {
      open.ranges.push(range)
      open.last = line
      continue
    }
    close()
    if (isHeading(line.text)) {
      blocks.push({ kind: 'heading', ranges: [range], ...page(line.page) })
      continue
    }
    open = { ranges: [range], last: line, page: line.page }
  }
  close()
  blocks.sort((a, b) => (a.ranges[0]?.[0] ?? 0) - (b.ranges[0]?.[0] ?? 0))
  return { blocks, tables }
}

function page(number: number | undefined): { page?: number } {
  return number === undefined ? {} : { page: number }
}

function furnitureKind(
  lines: readonly Line[],
  at: number,
  running: ReadonlySet<number>,
  counting: ReadonlySet<number>,
  inSentence: boolean,
): Exclude<LineKind, 'blank'> | undefined {
  const text = lines[at]?.text ?? ''
  if (isPageNumber(text) || counting.has(at)) return 'page_number'
  if (running.has(at)) return 'header'
  if (isCaption(text)) return 'caption'
  if (isBareNumber(text) && inSentence && !isBareNumber(nextText(lines, at))) return 'page_number'
  return undefined
}

function nextText(lines: readonly Line[], at: number): string {
  for (let i = at + 1; i < lines.length; i++) {
    const text = lines[i]?.text ?? ''
    if (text !== '') return text
  }
  return ''
}

function blankBetween(lines: readonly Line[], at: number): boolean {
  return at > 0 && lines[at - 1]?.text === ''
}

/** The left edge that most lines stand at, where paragraphs begin further in. */
function marginOf(lines: readonly Line[]): number {
  const counts = new Map<number, number>()
  for (const { indent, text } of lines) if (text !== '') counts.set(indent, (counts.get(indent) ?? 0) + 1)
  const most = [...counts].sort((a, b) => b[1] - a[1]).slice(0, 2)
  return Math.min(...most.map(([indent]) => indent), Number.MAX_SAFE_INTEGER)
}

/** Where lines are broken: the width that many lines come close to; none where paragraphs run on. */
function fullWidth(lines: readonly Line[]): number | undefined {
  const widths = lines.filter((line) => line.text !== '').map((line) => line.width)
  if (widths.length < 6) return undefined
  const sorted = [...widths].sort((a, b) => a - b)
  const high = sorted[Math.floor(sorted.length * 0.9)] ?? 0
  if (high < 24 || high > 140) return undefined
  const close = widths.filter((width) => width >= high * 0.85 && width <= high * 1.15).length
  return close >= widths.length * 0.3 ? high : undefined
}

/** A sentence that a page number or a running header cuts through. */
function goesOnOverPage(before: Line, line: Line): boolean {
  return (
    !isTerminal(before.text) && !isHeading(before.text) && !isHeading(line.text) && !startsNew(line, before)
  )
}

function continues(
  before: Line,
  line: Line,
  full: number | undefined,
  blank: boolean,
  margin: number,
): boolean {
  // A line that fills its measure says nothing by ending in a mark: the paragraph may go on.
  const filled = full !== undefined && before.width >= full * 0.94
  if (isTerminal(before.text) && !filled) return false
  if (filled && isTerminal(before.text) && (blank || line.indent >= Math.min(before.indent, margin) + 2))
    return false
  if (isHeading(before.text) && !(full !== undefined && before.width >= full * 0.85)) return false
  if (startsNew(line, before)) return false
  if (full !== undefined && before.width >= full * 0.7) return true
  if (full === undefined && before.width > 160) return /[，,、]$/.test(before.text)
  if (/^[，,、；;。）)％%：:]/.test(line.text) || isUnfinished(before.text)) return true
  if (blank) return false
  return !isHeading(line.text) && !isTitle(before, line)
}

/** A line that breaks off inside a phrase: at a comma, a number, a word that wants another, an open parenthesis. */
function isUnfinished(text: string): boolean {
  if (/[，,、（(《“\d的和与及或为是有占比达至到由从将在对共]$/.test(text)) return true
  const open = Math.max(text.lastIndexOf('（'), text.lastIndexOf('('))
  return open >= 0 && open > Math.max(text.lastIndexOf('）'), text.lastIndexOf(')'))
}

/** Where paragraphs are not broken into lines, a short line without an end stands alone above a longer one. */
function isTitle(before: Line, line: Line): boolean {
  return before.width <= 60 && line.width > before.width * 1.3
}

function startsNew(line: Line, before: Line): boolean {
  const deeper = line.indent >= before.indent + 2 && line.indent >= 2
  if (deeper && !/[，,、\d]$/.test(before.text)) return true
  if (!beginsNumbered(line.text)) return false
  // 「……共有学校」 + 「13所」: a line that begins with a number of the sentence is no new point.
  if (/^\d/.test(line.text) && !/^\d{1,2}([.．]\d{1,2}){0,3}[、.．)）]?\s*[\u4e00-\u9fff]/.test(line.text))
    return false
  if (/^\d/.test(line.text) && /^\d+(\.\d+)?\s*[人名所个项家年月日万亿元册台件次期届%％㎡平]/.test(line.text))
    return false
  return !/[，,、为是有达共占比增加减少到至由从的]$/.test(before.text)
}

function kindOfParagraph(source: string, ranges: readonly Range[]): Block['kind'] {
  const only = ranges.length === 1 ? ranges[0] : undefined
  return only && isHeading(source.slice(only[0], only[1]).trim()) ? 'heading' : 'paragraph'
}

export function linesOf(source: string): Line[] {
  const lines: Line[] = []
  let start = 0
  for (let i = 0; i <= source.length; i++) {
    const char = source.charAt(i)
    if (i < source.length && char !== '\n' && char !== '\r' && char !== '\f') continue
    lines.push(lineOf(source, start, i))
    if (char === '\r' && source.charAt(i + 1) === '\n') i++
    start = i + 1
  }
  return lines
}

function lineOf(
  source: string,
  start: number,
  end: number,
  more: { page?: number; indent?: number } = {},
): Line {
  const raw = source.slice(start, end)
  const text = raw.trim()
  const lead = raw.length - raw.trimStart().length
  const indent = more.indent ?? displayWidth(raw.slice(0, lead))
  return {
    start: start + lead,
    end: start + lead + text.length,
    text,
    indent,
    width: indent + displayWidth(text),
    ...(more.page === undefined ? {} : { page: more.page }),
  }
}
