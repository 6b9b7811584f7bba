import type { Catalog } from '../../catalog/index.ts'
import { type Content, type Contents, EMPTY } from './content.ts'
import type { EntryRow } from './rows.ts'
import { readReason, readTyped } from './typed.ts'

/** What a pasted block comes to: the cells it changes, or why it does not fit where it was put. */
export type Pasted =
  | { readonly cells: ReadonlyMap<string, Content>; readonly unread: number }
  | { readonly misfit: 'wide' | 'long'; readonly has: number; readonly room: number }

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
 * Lays a block over the lines that begin at a cell. An empty cell of the block leaves what is there; one that cannot be
 * read is shown with what is wrong and not kept. A block that does not fit changes nothing.
 */
export function pasted(
  catalog: Catalog,
  block: readonly (readonly string[])[],
  lines: readonly EntryRow[],
  contents: Contents,
): Pasted {
  const width = Math.max(...block.map((row) => row.length))
  if (!(width in REASON_COLUMN)) return { misfit: 'wide', has: width, room: 4 }
  if (block.length > lines.length) return { misfit: 'long', has: block.length, room: lines.length }
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
  return { cells, unread }
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
