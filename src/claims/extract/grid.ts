import type { Block, Table, TableCell } from '../text.ts'
import type { Line } from './lines.ts'

/** Cells of one printed row, as offsets of the text. */
export type Row = readonly { readonly start: number; readonly end: number }[]

/** Splits a line into cells at bars, tabs or wide gaps; single blanks separate only numbers. */
export function cellsOf(line: Line, source: string): Row | undefined {
  const raw = source.slice(line.start, line.end)
  if (raw.includes('|') || raw.includes('│') || raw.includes('┃'))
    return splitAt(raw, line.start, /[|│┃]/g, true)
  if (raw.includes('\t')) return splitAt(raw, line.start, /\t+/g, false)
  const wide = splitAt(raw, line.start, /[ \u00a0]{2,}|\u3000+/g, false)
  if (wide.length >= 2) return wide
  const single = splitAt(raw, line.start, /[ \u00a0]+/g, false)
  if (single.length >= 3 && single.slice(1).every((cell) => isNumeric(source.slice(cell.start, cell.end))))
    return single
  return undefined
}

function splitAt(raw: string, offset: number, pattern: RegExp, bars: boolean): Row {
  const cells: { start: number; end: number }[] = []
  let from = 0
  const push = (start: number, end: number) => {
    let a = start
    let b = end
    while (a < b && /\s/.test(raw.charAt(a))) a++
    while (b > a && /\s/.test(raw.charAt(b - 1))) b--
    cells.push({ start: offset + a, end: offset + b })
  }
  for (const match of raw.matchAll(pattern)) {
    push(from, match.index)
    from = match.index + match[0].length
  }
  push(from, raw.length)
  const isEmpty = (cell: { start: number; end: number } | undefined) => !cell || cell.start === cell.end
  if (bars) {
    if (isEmpty(cells[0])) cells.shift()
    if (isEmpty(cells.at(-1))) cells.pop()
    return cells
  }
  return cells.filter((cell) => !isEmpty(cell))
}

export function isNumeric(text: string): boolean {
  return (
    /^[-+−(（]?\d[\d,，.]*\s*[%％‰]?[)）]?$/.test(text) ||
    /^([-—–/…]{1,4}|\.\.\.)$/.test(text) ||
    /^\d+(\.\d+)?[:：∶]\d+(\.\d+)?$/.test(text)
  )
}

/** The lines of a Markdown table that only rule it. */
export function isRule(text: string): boolean {
  return /^[\s|:+\-─━┼├┤┌┐└┘┬┴═=]+$/.test(text) && /[-─━═]/.test(text)
}

/** Whether the lines from `from` begin a table; the lines that belong to it, or none. */
export function tableAt(
  lines: readonly Line[],
  from: number,
  source: string,
): { rows: Row[]; lines: number } | undefined {
  const rows: Row[] = []
  let numeric = 0
  let i = from
  let bars = false
  for (; i < lines.length; i++) {
    const line = lines[i]
    if (!line || line.text === '') break
    if (isRule(line.text)) continue
    const cells = cellsOf(line, source)
    if (!cells || cells.length < 2) break
    const texts = cells.map((cell) => source.slice(cell.start, cell.end))
    bars ||= /[|│┃\t]/.test(source.slice(line.start, line.end))
    if (texts.some((text) => text.length > 60)) break
    const count = texts.filter(isNumeric).length
    if (!bars && rows.length > 0 && count === 0 && numeric > 0) break
    if (!bars && texts.some((text) => /[。；]/.test(text))) break
    numeric += count > 0 ? 1 : 0
    rows.push(cells)
  }
  if (rows.length < 2 || (numeric < 2 && !bars)) return undefined
  return { rows, lines: i - from }
}

/** A grid from ragged rows: rows with fewer cells than the widest keep theirs to the right, where the numbers are. */
export function gridOf(
  rows: readonly Row[],
  source: string,
  caption: readonly [number, number] | undefined,
  page: number | undefined,
): Table {
  const columns = Math.max(...rows.map((row) => row.length))
  const cells: TableCell[] = []
  for (const [r, row] of rows.entries()) {
    const missing = columns - row.length
    const numericStart = row.findIndex((cell) => isNumeric(source.slice(cell.start, cell.end)))
    for (const [c, cell] of row.entries()) {
      const shift = missing > 0 && numericStart >= 0 && c >= numericStart ? missing : 0
      cells.push({ row: r, column: c + shift, rowSpan: 1, columnSpan: 1, start: cell.start, end: cell.end })
    }
  }
  return {
    cells,
    rows: rows.length,
    columns,
    ...(caption ? { caption } : {}),
    ...(page === undefined ? {} : { page }),
  }
}

export function cellBlocks(table: Table, index: number): Block[] {
  return table.cells
    .filter((cell) => cell.end > cell.start)
    .map((cell) => ({
      kind: 'cell' as const,
      ranges: [[cell.start, cell.end]] as const,
      cell: { table: index, row: cell.row, column: cell.column },
      ...(table.page === undefined ? {} : { page: table.page }),
    }))
}
