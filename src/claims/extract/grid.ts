import type { Block, Table, TableCell } from '../text.ts'
import { isTerminal, type Line } from './lines.ts'

/** A cell as the source shows it; `column` is known where bars or tabs rule the table. */
interface Atom {
  readonly start: number
  readonly end: number
}

interface RawRow {
  readonly cells: readonly Atom[]
  /** Ruled by bars or tabs: empty cells keep their place. */
  readonly ruled: boolean
}

export interface FoundTable {
  readonly table: Table
  readonly lines: number
}

/** A table that begins at a line: rows ruled by bars or tabs, rows of figures in columns, or one cell to a line. */
export function tableAt(
  lines: readonly Line[],
  from: number,
  source: string,
  caption: readonly [number, number] | undefined,
): FoundTable | undefined {
  return (
    ruledTable(lines, from, source, caption) ??
    streamTable(lines, from, source, caption) ??
    columnTable(lines, from, source, caption)
  )
}

function isNumeric(text: string): boolean {
  return (
    /^[-+−(（]?\d[\d,，]*(\.\d+)?\s*[%％‰]?[)）]?$/.test(text) ||
    /^([-—–/…]{1,4}|\.\.\.)$/.test(text) ||
    /^\d+(\.\d+)?[:：∶]\d+(\.\d+)?$/.test(text)
  )
}

/** The lines of a Markdown table that only rule it. */
function isRule(text: string): boolean {
  return /^[\s|:+\-─━┼├┤┌┐└┘┬┴═=]+$/.test(text) && /[-─━═]/.test(text)
}

function isBar(char: string): boolean {
  return char === '|' || char === '│' || char === '┃'
}

function barCount(text: string): number {
  let count = 0
  for (let i = 0; i < text.length; i++) if (isBar(text.charAt(i))) count++
  return count
}

/** Rows of a line each, with bars or tabs between the cells. */
function ruledTable(
  lines: readonly Line[],
  from: number,
  source: string,
  caption: readonly [number, number] | undefined,
): FoundTable | undefined {
  const rows: RawRow[] = []
  let i = from
  for (; i < lines.length; i++) {
    const line = lines[i]
    if (!line || line.text === '') break
    if (isRule(line.text)) continue
    const raw = source.slice(line.start, line.end)
    const bars = barCount(raw)
    const tabs = raw.includes('\t')
    if (bars === 0 && !tabs) break
    if (bars > 0 && raw.replace(/[|│┃]/g, '').trim() === '') break
    const cells = bars > 0 ? splitAtBars(raw, line.start) : splitAtTabs(source, line)
    if (cells.length < 2) break
    rows.push({ cells, ruled: true })
  }
  if (rows.length < 2) return undefined
  return { table: ruledGrid(rows, caption, lines[from]?.page, source), lines: i - from }
}

function splitAtBars(raw: string, offset: number): Atom[] {
  const cells: Atom[] = []
  let start = 0
  for (let i = 0; i <= raw.length; i++) {
    if (i < raw.length && !isBar(raw.charAt(i))) continue
    cells.push(trimmed(raw, start, i, offset))
    start = i + 1
  }
  return cells
}

/** Bars at the edges of most rows frame the table; one at the edge of a single row is an empty cell. */
function withoutFrame(rows: readonly RawRow[]): RawRow[] {
  const isEmpty = (cell: Atom | undefined) => cell !== undefined && cell.start === cell.end
  const framed = (at: (row: RawRow) => Atom | undefined) =>
    rows.filter((row) => isEmpty(at(row))).length >= rows.length * 0.7
  const left = framed((row) => row.cells[0])
  const trimmedRows = rows.map((row) => {
    const cells = left && isEmpty(row.cells[0]) ? row.cells.slice(1) : [...row.cells]
    while (cells.length > 0 && isEmpty(cells.at(-1))) cells.pop()
    return { ...row, cells }
  })
  return trimmedRows.filter((row) => row.cells.length > 0)
}

/**
 * 「升学 | 出国 | 3 | 0.08%」 and below it 「专升本 | 703 | 18.13%」: the cell that both share was printed once, and the
 * numbers of the second row stand too far to the left by it.
 */
function underMergedCells(rows: readonly RawRow[], source: string): RawRow[] {
  const maskOf = (row: RawRow) =>
    row.cells.map((cell) => (isNumeric(source.slice(cell.start, cell.end)) ? '1' : '0')).join('')
  const masks = rows.map(maskOf)
  const full = masks.filter((mask) => /^0{2,}1+$/.test(mask))
  const usual = full[0]
  if (usual === undefined || full.length < 2 || full.some((mask) => mask !== usual)) return [...rows]
  const isShort = (mask: string) => mask.startsWith('0') && `0${mask}` === usual
  // One short row may be a total without its second label; several are rows under a shared cell.
  if (masks.filter(isShort).length < 2) return [...rows]
  return rows.map((row, at) => {
    const [first] = row.cells
    if (at === 0 || !first || !isShort(masks[at] ?? '')) return row
    return { ...row, cells: [{ start: first.start, end: first.start }, ...row.cells] }
  })
}

/** Tabs keep empty cells; the blanks that `Line` trimmed away may have been tabs, too. */
function splitAtTabs(source: string, line: Line): Atom[] {
  let start = line.start
  while (start > 0 && source.charAt(start - 1) === '\t') start--
  const raw = source.slice(start, line.end)
  const cells: Atom[] = []
  let from = 0
  for (let i = 0; i <= raw.length; i++) {
    if (i < raw.length && raw.charAt(i) !== '\t') continue
    cells.push(trimmed(raw, from, i, start))
    from = i + 1
  }
  return cells
}

function trimmed(raw: string, start: number, end: number, offset: number): Atom {
  let a = start
  let b = end
  while (a < b && /\s/.test(raw.charAt(a))) a++
  while (b > a && /\s/.test(raw.charAt(b - 1))) b--
  return { start: offset + a, end: offset + b }
}

function ruledGrid(
  rawRows: readonly RawRow[],
  caption: readonly [number, number] | undefined,
  page: number | undefined,
  source: string,
): Table {
  const rows = underMergedCells(withoutFrame(rawRows), source)
  const columns = Math.max(1, ...rows.map((row) => row.cells.length))
  const cells: TableCell[] = []
  for (const [r, row] of rows.entries()) {
    for (const [c, cell] of row.cells.entries()) {
      if (cell.end > cell.start) cells.push({ row: r, column: c, rowSpan: 1, columnSpan: 1, ...cell })
    }
  }
  return tableOf(cells, rows.length, columns, caption, page)
}

function tableOf(
  cells: readonly TableCell[],
  rows: number,
  columns: number,
  caption: readonly [number, number] | undefined,
  page: number | undefined,
): Table {
  return { cells, rows, columns, ...(caption ? { caption } : {}), ...(page === undefined ? {} : { page }) }
}

/** A line of figures in columns: words that name it, then numbers apart from each other by blanks. */
interface Figures {
  readonly label: Atom | undefined
  readonly numbers: readonly Atom[]
  /** Numbers with a gap before them that is wide enough for a missing one. */
  readonly gaps: readonly number[]
}

function figuresOf(line: Line, source: string): Figures | undefined {
  const raw = source.slice(line.start, line.end)
  const atoms: Atom[] = []
  let i = 0
  while (i < raw.length) {
    while (i < raw.length && /\s/.test(raw.charAt(i))) i++
    const start = i
    while (i < raw.length && !/\s/.test(raw.charAt(i))) i++
    if (i > start) atoms.push({ start: line.start + start, end: line.start + i })
  }
  let first = atoms.length
  while (first > 0) {
    const atom = atoms[first - 1]
    if (!atom || !isNumeric(source.slice(atom.start, atom.end))) break
    first--
  }
  const numbers = atoms.slice(first)
  if (numbers.length === 0) return undefined
  const words = atoms.slice(0, first)
  const head = words[0]
  const tail = words.at(-1)
  const label = head && tail ? { start: head.start, end: tail.end } : undefined
  const gaps: number[] = []
  for (const [index, atom] of numbers.entries()) {
    const before = index > 0 ? numbers[index - 1]?.end : tail?.end
    if (before !== undefined && atom.start - before >= 3) gaps.push(index)
  }
  return { label, numbers, gaps }
}

/** Rows of one label and as many numbers as most rows have; rows with fewer cannot be placed and stay words. */
function columnTable(
  lines: readonly Line[],
  from: number,
  source: string,
  caption: readonly [number, number] | undefined,
): FoundTable | undefined {
  const first = lines[from]
  const opening = first && figuresOf(first, source)
  if (!first || !opening || !isRowOfFigures(first, opening)) return undefined
  const rows: { line: Line; figures: Figures }[] = []
  let i = from
  for (; i < lines.length; i++) {
    const line = lines[i]
    const figures = line && line.text !== '' ? figuresOf(line, source) : undefined
    if (!line || !figures || !isRowOfFigures(line, figures)) break
    rows.push({ line, figures })
  }
  if (rows.length < 2) return undefined
  const counts = rows.map((row) => row.figures.numbers.length)
  const usual = mode(counts)
  if (usual < 1 || (usual === 1 && rows.length < 4) || counts.filter((count) => count === usual).length < 2)
    return undefined
  const heads = headLines(lines, from, source, usual)
  const cells: TableCell[] = []
  for (const [c, head] of heads.entries())
    cells.push({ row: 0, column: usual + 1 - heads.length + c, rowSpan: 1, columnSpan: 1, ...head })
  const decimals = usualDecimals(rows, usual, source)
  for (const [index, { line, figures }] of rows.entries()) {
    const row = index + 1
    const places = placesOf(figures, usual) ?? placesByDecimals(figures, decimals, source)
    const placed = places !== undefined
    const label = placed ? figures.label : { start: line.start, end: line.end }
    if (label) cells.push({ row, column: 0, rowSpan: 1, columnSpan: 1, ...label })
    for (const [index, column] of (places ?? []).entries()) {
      const atom = figures.numbers[index]
      if (atom) cells.push({ row, column, rowSpan: 1, columnSpan: 1, ...atom })
    }
  }
  return { table: tableOf(cells, rows.length + 1, usual + 1, caption, first.page), lines: i - from }
}

/** The columns of a row's numbers; a row with too few is placed only where wide gaps stand for all that miss. */
function placesOf(figures: Figures, usual: number): number[] | undefined {
  const { numbers, gaps } = figures
  if (numbers.length === usual) return numbers.map((_, index) => index + 1)
  if (numbers.length > usual || numbers.length + gaps.length !== usual) return undefined
  return numbers.map((_, index) => index + 1 + gaps.filter((gap) => gap <= index).length)
}

/** How many decimals each column has, where the full rows agree; undefined where they do not. */
function usualDecimals(
  rows: readonly { readonly figures: Figures }[],
  usual: number,
  source: string,
): number[] | undefined {
  const full = rows.filter(({ figures }) => figures.numbers.length === usual)
  if (full.length < 3) return undefined
  const columns = Array.from({ length: usual }, (_, column) =>
    full.map(({ figures }) => decimalsOf(figures.numbers[column], source)),
  )
  const found = columns.map((values) => {
    const digits = mode(values)
    return values.filter((value) => value === digits).length >= values.length * 0.8 ? digits : -1
  })
  return found.includes(-1) ? undefined : found
}

function decimalsOf(atom: Atom | undefined, source: string): number {
  const text = atom ? source.slice(atom.start, atom.end) : ''
  return /\.(\d+)/.exec(text)?.[1]?.length ?? 0
}

/** 7615512 3867556 50.79 6025122 in columns of 0, 0, 2, 0, 0 and 2 decimals: the only place where they can begin. */
function placesByDecimals(
  { numbers }: Figures,
  usual: readonly number[] | undefined,
  source: string,
): number[] | undefined {
  if (!usual || numbers.length < 3 || numbers.length >= usual.length) return undefined
  const own = numbers.map((atom) => decimalsOf(atom, source))
  if (own.every((digits) => digits === own[0])) return undefined
  const starts = Array.from({ length: usual.length - own.length + 1 }, (_, start) => start).filter((start) =>
    own.every((digits, index) => digits === usual[start + index]),
  )
  const [start] = starts
  return starts.length === 1 && start !== undefined ? own.map((_, index) => start + index + 1) : undefined
}

function isRowOfFigures(line: Line, figures: Figures): boolean {
  if (line.text.length > 160 || /[。；！？]/.test(line.text)) return false
  if (isTerminal(line.text) && !/[%％)）]$/.test(line.text)) return false
  const label = figures.label ? figures.label.end - figures.label.start : 0
  // Labels in two languages are long; three figures behind them leave no doubt.
  if (label > (figures.numbers.length >= 3 ? 72 : 40)) return false
  return figures.numbers.length >= 2 || (label > 0 && label <= 16 && /\s/.test(line.text))
}

function mode(values: readonly number[]): number {
  const counts = new Map<number, number>()
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1)
  return [...counts].sort((a, b) => b[1] - a[1] || b[0] - a[0])[0]?.[0] ?? 0
}

/** The words above a table of figures, where there are as many as columns. */
function headLines(lines: readonly Line[], from: number, source: string, columns: number): Atom[] {
  for (let back = 1; back <= 2; back++) {
    const line = lines[from - back]
    if (!line || line.text === '') continue
    const words: Atom[] = []
    for (const match of source.slice(line.start, line.end).matchAll(/\S+/g)) {
      words.push({ start: line.start + match.index, end: line.start + match.index + match[0].length })
    }
    if (words.length === columns || words.length === columns + 1) return words
  }
  return []
}

/** One cell to a line, bars between them: how tables of web pages arrive in plain text. */
function streamTable(
  lines: readonly Line[],
  from: number,
  source: string,
  caption: readonly [number, number] | undefined,
): FoundTable | undefined {
  const cells: Atom[] = []
  let i = from
  let bars = 0
  let pending: Atom | undefined
  const flush = () => {
    cells.push(pending ?? { start: lines[i]?.start ?? 0, end: lines[i]?.start ?? 0 })
    pending = undefined
  }
  for (; i < lines.length; i++) {
    const line = lines[i]
    if (!line || line.text === '') {
      if (
        lines[i + 1] &&
        (lines[i + 1]?.text ?? '') !== '' &&
        bars > 0 &&
        barCount(lines[i + 1]?.text ?? '') > 0
      )
        continue
      break
    }
    const count = barCount(line.text)
    const words = line.text.replace(/[|│┃]/g, '').trim()
    if (count > 1 && words !== '') break
    if (count === 0 && (line.text.length > 40 || isTerminal(line.text))) break
    if (count === 0 && bars > 0 && !nextIsBar(lines, i)) break
    if (words !== '') {
      if (pending && count === 0) {
        if (bars === 0) pending = undefined
        else break
      }
      pending = trimmed(
        line.text,
        line.text.indexOf(words),
        line.text.indexOf(words) + words.length,
        line.start,
      )
    }
    for (let bar = 0; bar < count; bar++) {
      flush()
      bars++
    }
    if (bars === 0 && i - from >= 2) return undefined
  }
  if (pending) cells.push(pending)
  if (bars < 6) return undefined
  const grid = gridOfStream(cells, source, caption, lines[from]?.page)
  return grid && { table: grid, lines: i - from }
}

function nextIsBar(lines: readonly Line[], at: number): boolean {
  const next = lines[at + 1]?.text ?? ''
  return next !== '' && isBar(next.charAt(0)) && next.replace(/[|│┃\s]/g, '') === ''
}

/** A stream of cells falls into rows where runs of numbers of one length follow a cell without a number. */
function gridOfStream(
  cells: readonly Atom[],
  source: string,
  caption: readonly [number, number] | undefined,
  page: number | undefined,
): Table | undefined {
  const isNumber = (cell: Atom | undefined) =>
    cell !== undefined && cell.end > cell.start && isNumeric(source.slice(cell.start, cell.end))
  const runs: { at: number; length: number }[] = []
  for (let i = 0; i < cells.length; i++) {
    if (!isNumber(cells[i])) continue
    let length = 1
    while (isNumber(cells[i + length])) length++
    runs.push({ at: i, length })
    i += length
  }
  const usual = mode(runs.map((run) => run.length))
  const rows = runs.filter((run) => run.length === usual)
  if (rows.length < 2 || usual < 1 || rows.length < runs.length * 0.6) return undefined
  const placed: TableCell[] = []
  const first = runs[0]
  const heads = first
    ? cells
        .slice(0, first.at)
        .filter((cell) => cell.end > cell.start)
        .slice(-(usual + 2))
    : []
  const own = heads.slice(-(usual + (labelBefore(cells, first?.at ?? 0, source) ? 1 : 0)))
  const headRow = own.slice(0, usual)
  for (const [c, head] of headRow.entries())
    placed.push({ row: 0, column: c + 1, rowSpan: 1, columnSpan: 1, ...head })
  for (const [index, run] of rows.entries()) {
    const label = labelBefore(cells, run.at, source)
    if (label) placed.push({ row: index + 1, column: 0, rowSpan: 1, columnSpan: 1, ...label })
    for (let c = 0; c < usual; c++) {
      const cell = cells[run.at + c]
      if (cell) placed.push({ row: index + 1, column: c + 1, rowSpan: 1, columnSpan: 1, ...cell })
    }
  }
  const known = new Set(placed.map((cell) => cell.start))
  for (const cell of cells) {
    if (cell.end > cell.start && !known.has(cell.start))
      placed.push({ row: rows.length + 1, column: 0, rowSpan: 1, columnSpan: 1, ...cell })
  }
  return tableOf(placed, rows.length + 2, usual + 1, caption, page)
}

/** The words right before a run of numbers; an empty cell leaves the row without a name. */
function labelBefore(cells: readonly Atom[], at: number, source: string): Atom | undefined {
  const cell = cells[at - 1]
  if (!cell || cell.end === cell.start || isNumeric(source.slice(cell.start, cell.end))) return undefined
  return cell
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
