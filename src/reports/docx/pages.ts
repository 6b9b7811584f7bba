import type { Block, Chart, Inline, ReportDocument, Table } from '../document/document.ts'
import { plainText } from '../document/inlines.ts'
import { columnWidths } from './blocks.ts'
import { chartHeight } from './chart.ts'
import { LINE, SMALL_LINES } from './style.ts'

/*
 * On which page each heading will stand. GB/T 9704 makes that a matter of counting: 22 lines of 28 characters, exact
 * lines for all small print. What Word sets may differ by a line where a number breaks; it corrects the contents when
 * its fields are updated.
 */

/** Heights are in points. */
const PAGE_HEIGHT = 637.8
const TEXT_WIDTH = 442.2
const LINE_HEIGHT = LINE / 20
const CHARACTER = 15.75

interface Piece {
  /** Heights of its lines; it can break between any two, but for one line alone. */
  readonly lines: readonly number[]
  readonly before: number
  readonly after: number
  readonly keepsNext: boolean
  readonly id?: string
  /** A table's head, which stands again where its rows go on. */
  readonly headAgain?: number
}

/** Page of each chapter, section and case by its id; `annex` for the annex. */
export function headingPages(document: ReportDocument): ReadonlyMap<string, number> {
  const pages = new Map<string, number>()
  const pieces = document.chapters.flatMap((chapter) => [
    ...(chapter.title === '' ? [] : [heading(`一、${chapter.title}`, 14.45, chapter.id)]),
    ...chapter.blocks.flatMap(piecesOf),
  ])
  let page = 1
  let used = 0
  const turn = () => {
    page += 1
    used = 0
  }
  pieces.forEach((piece, index) => {
    if (used > 0 && used + roomFor(pieces, index) > PAGE_HEIGHT) {
      turn()
      used = piece.headAgain ?? 0
    }
    if (piece.id !== undefined) pages.set(piece.id, page)
    used += used === 0 ? 0 : piece.before
    let rest = piece.lines
    while (rest.length > 0) {
      const fitting = linesThatFit(rest, PAGE_HEIGHT - used)
      used += sum(rest.slice(0, fitting))
      rest = rest.slice(fitting)
      if (rest.length > 0) turn()
    }
    used += piece.after
  })
  pages.set('annex', page + 1)
  return pages
}

/** What a piece needs to begin on a page: its first two lines, and those of all it keeps with. */
function roomFor(pieces: readonly Piece[], from: number): number {
  let needed = 0
  for (const piece of pieces.slice(from)) {
    const shown = piece.keepsNext || piece.lines.length < 4 ? piece.lines : piece.lines.slice(0, 2)
    needed += piece.before + sum(shown)
    if (!piece.keepsNext) break
    needed += piece.after
  }
  return needed
}

/** No line of a paragraph stands alone at the foot or head of a page. */
function linesThatFit(lines: readonly number[], room: number): number {
  let fitting = 0
  let height = 0
  while (fitting < lines.length && height + (lines[fitting] ?? 0) <= room + 0.5) {
    height += lines[fitting] ?? 0
    fitting += 1
  }
  return lines.length - fitting === 1 && fitting > 2 ? fitting - 1 : Math.max(1, fitting)
}

function piecesOf(block: Block): Piece[] {
  switch (block.kind) {
    case 'heading':
      return [heading(`（一）${plainText(block.inlines)}`, 0, block.id)]
    case 'paragraph':
      return [text(block.inlines)]
    case 'list':
      return block.items.map(text)
    case 'note':
      return [small(block.inlines, 10.5, SMALL_LINES.note, 6, 6, false)]
    case 'case':
      return [
        heading(`${block.number}　${plainText(block.title)}`, 14.45, block.id),
        ...block.blocks.flatMap(piecesOf),
      ]
    case 'table':
      return tablePieces(block)
    case 'chart':
      return chartPieces(block)
    case 'image':
      return []
  }
}

function heading(words: string, before: number, id: string): Piece {
  const count = lineCount(words, 16, TEXT_WIDTH, 32)
  return { lines: repeat(count, LINE_HEIGHT), before, after: 0, keepsNext: true, id }
}

function text(inlines: readonly Inline[]): Piece {
  const count = lineCount(plainText(inlines), CHARACTER, TEXT_WIDTH, 32)
  return { lines: repeat(count, LINE_HEIGHT), before: 0, after: 0, keepsNext: false }
}

function small(
  inlines: readonly Inline[],
  size: number,
  line: number,
  before: number,
  after: number,
  keepsNext: boolean,
): Piece {
  const count = lineCount(plainText(inlines), size, TEXT_WIDTH, 0)
  return { lines: repeat(count, line / 20), before, after, keepsNext }
}

function tablePieces(table: Table): Piece[] {
  const widths = columnWidths(table).map((width) => width / 20 - 10.8)
  const rowHeight = (cells: readonly (readonly Inline[])[]) =>
    Math.max(...cells.map((cell, column) => lineCount(plainText(cell), 10.5, widths[column] ?? 50, 0))) *
      (SMALL_LINES.cell / 20) +
    3.5
  const head: Piece = { lines: [rowHeight(table.head)], before: 0, after: 0, keepsNext: true }
  const rows = table.rows.map(
    ({ cells }, index): Piece => ({
      lines: [rowHeight(cells)],
      before: 0,
      after: 0,
      keepsNext: false,
      ...(index > 0 ? { headAgain: sum(head.lines) } : {}),
    }),
  )
  return [
    small(table.caption, 12, SMALL_LINES.caption, 8, 4, true),
    head,
    ...rows,
    ...(table.notes.length > 0 ? table.notes : [[]]).map((note) =>
      small(note, 9, SMALL_LINES.small, 2, 6, false),
    ),
  ]
}

function chartPieces(chart: Chart): Piece[] {
  const height = Math.max(...chart.panels.map(chartHeight)) * 0.75 + 4
  return [
    ...(chart.finding.length > 0 ? [small(chart.finding, 12, SMALL_LINES.caption, 10, 2, true)] : []),
    { lines: [height], before: 0, after: 0, keepsNext: true },
    small(chart.caption, 12, SMALL_LINES.caption, 8, 4, true),
    small(chart.foot, 9, SMALL_LINES.small, 2, 6, false),
  ]
}

/** Lines that a text fills at a size, breaking anywhere but inside numbers and words and before closing marks. */
function lineCount(words: string, size: number, width: number, indent: number): number {
  const tokens = words.match(/[A-Za-z0-9.,%:/-]+|[\s\S]/gu) ?? []
  let lines = 1
  let used = indent
  tokens.forEach((token, index) => {
    const isLatin = /^[A-Za-z0-9.,%:/-]/.test(token)
    const gap = isLatin && /[\u4e00-\u9fff]/.test(tokens[index - 1] ?? '') ? size / 4 : 0
    const behind = isLatin && /[\u4e00-\u9fff]/.test(tokens[index + 1] ?? '') ? size / 4 : 0
    const own = (isLatin ? latinWidth(token, size) : size) + gap
    const hangs = /[，。、；：）》”！？]/.test(token)
    if (used + own > width + 0.5 && !(hangs && used <= width + 0.5)) {
      lines += 1
      used = own - gap
    } else used += own
    used += behind
  })
  return lines
}

function latinWidth(token: string, size: number): number {
  return [...token].reduce(
    (total, char) => total + size * (/[.,:]/.test(char) ? 0.25 : char === '%' ? 0.83 : 0.5),
    0,
  )
}

function repeat(count: number, height: number): number[] {
  return Array.from({ length: count }, () => height)
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}
