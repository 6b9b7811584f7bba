import type { Catalog } from '../../catalog/index.ts'
import { type Content, type Contents, EMPTY } from './content.ts'
import type { EntryRow, EntrySection } from './rows.ts'
import { readReason, readTyped } from './typed.ts'

/** What a pasted block comes to: the cells it changes, or why it does not fit where it was put. */
export type Pasted =
  | {
      readonly cells: ReadonlyMap<string, Content>
      readonly unread: number
      /** Parts of the form that it lies over, and the line that it ends at. */
      readonly parts: number
      readonly last: EntryRow | undefined
    }
  | {
      readonly misfit: 'wide' | 'long' | 'askew'
      readonly has: number
      readonly room: number
      /** Cells of the block that have no place, as they were written. */
      readonly outside: readonly string[]
    }

/** Columns of a block that comes from the workbook: a line more between two parts, and no lines of breakdowns. */
const OF_WORKBOOK = 4

/** The value alone, the value and the reason, or from the value to the reason as the workbook has them. */
const REASON_COLUMN: Readonly<Record<number, number | undefined>> = { 1: undefined, 2: 1, 4: 3 }

/** A block as spreadsheets put it on the clipboard: rows of cells, those in quotes with what they hold. */
export function blockOf(text: string): string[][] {
  const rows: string[][] = [['']]
  let isQuoted = false
  for (let at = 0; at < text.length; at += 1) {
    const mark = text[at] ?? ''
    const row = rows.at(-1) ?? []
    const cell = row.at(-1) ?? ''
    if (isQuoted && mark === '"' && text[at + 1] === '"') {
      row[row.length - 1] = `${cell}"`
      at += 1
    } else if (mark === '"' && (isQuoted || cell === '')) isQuoted = !isQuoted
    else if (!isQuoted && mark === '\t') row.push('')
    else if (!isQuoted && (mark === '\n' || mark === '\r')) {
      if (mark === '\r' && text[at + 1] === '\n') at += 1
      rows.push([''])
    } else row[row.length - 1] = cell + mark
  }
  while (rows.length > 1 && rows.at(-1)?.every((cell) => cell.trim() === '')) rows.pop()
  return rows
}

/**
 * Lays a block over the lines that begin at one, over several parts of the form where it reaches so far. An empty cell
 * of the block leaves what is there; one that cannot be read is shown with what is wrong and not kept. A block that
 * does not fit changes nothing, and what of it has no place is told.
 */
export function pasted(
  catalog: Catalog,
  block: readonly (readonly string[])[],
  sections: readonly EntrySection[],
  from: EntryRow,
  contents: Contents,
): Pasted {
  const width = Math.max(...block.map((row) => row.length))
  if (!(width in REASON_COLUMN)) return { misfit: 'wide', has: width, room: 4, outside: [] }
  const lines = linesFor(block, width, sections, from)
  const size = { has: block.length, room: lines.length }
  const outside = textsOf(block.slice(lines.length))
  if (outside.length > 0) return { misfit: 'long', ...size, outside }
  const onTitles = textsOf(block.filter((_, index) => lines[index] === null))
  if (onTitles.length > 0) return { misfit: 'askew', ...size, outside: onTitles }
  const reasonColumn = REASON_COLUMN[width]
  const cells = new Map<string, Content>()
  let unread = 0
  for (const [index, row] of block.entries()) {
    const line = lines[index]
    const content =
      line &&
      contentOf(
        catalog,
        row[0] ?? '',
        reasonColumn === undefined ? '' : (row[reasonColumn] ?? ''),
        contents.get(line.key) ?? EMPTY,
      )
    if (!line || !content) continue
    cells.set(line.key, content)
    if (content.unread) unread += 1
  }
  const taken = lines.slice(0, block.length).filter((line) => line !== null)
  const parts = sections.filter(({ rows }) => taken.some((line) => rows.includes(line))).length
  return { cells, unread, parts, last: taken.at(-1) }
}

/**
 * The line of the form that each row of a block belongs to; null for the head of a part, which has a row of its own in
 * the workbook and none on the page. A block of four columns comes from the workbook; a narrower one that reaches into
 * the next part does where its rows at the heads are blank.
 */
function linesFor(
  block: readonly (readonly string[])[],
  width: number,
  sections: readonly EntrySection[],
  from: EntryRow,
): readonly (EntryRow | null)[] {
  const onPage = sections.flatMap(({ rows }) => rows)
  const here = sections.find(({ rows }) => rows.includes(from))?.rows ?? []
  const plain = onPage.slice(onPage.indexOf(from))
  const inWorkbook = sections.flatMap(({ rows }) => [
    null,
    ...rows.filter((row) => row.part === undefined || row === from),
  ])
  const spaced = inWorkbook.slice(inWorkbook.indexOf(from))
  if (width === OF_WORKBOOK) return spaced
  if (block.length <= here.length - here.indexOf(from)) return plain
  const heads = block.filter((_, index) => spaced[index] === null)
  return heads.length > 0 && textsOf(heads).length === 0 ? spaced : plain
}

function textsOf(rows: readonly (readonly string[])[]): string[] {
  return rows.flat().flatMap((cell) => (cell.trim() === '' ? [] : [cell.trim()]))
}

function contentOf(catalog: Catalog, typed: string, because: string, now: Content): Content | undefined {
  const read = readTyped(typed)
  if ('trouble' in read) {
    // Who has no number often writes so where the number would stand.
    const reason = readReason(catalog, typed)
    if (reason !== undefined) return { value: null, reason }
    return { value: now.value, reason: now.reason, unread: { text: typed.trim(), trouble: read.trouble } }
  }
  if (read.value !== null) return { value: read.value, reason: null }
  if (because.trim() === '') return undefined
  const reason = readReason(catalog, because)
  if (reason !== undefined) return { value: null, reason }
  return { value: now.value, reason: now.reason, unread: { text: because.trim(), trouble: 'reason' } }
}
