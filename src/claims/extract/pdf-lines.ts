/** A run of text as the page paints it; `y` grows upwards. */
export interface PdfItem {
  readonly text: string
  readonly x: number
  readonly y: number
  readonly width: number
  readonly size: number
  readonly upright: boolean
}

export interface PdfLine {
  readonly text: string
  /** Left edge and right edge, in half characters of the page's usual size. */
  readonly indent: number
  readonly width: number
}

interface Row {
  readonly y: number
  readonly size: number
  readonly items: PdfItem[]
}

/** The lines of a page from top to bottom. Cells of a table, which stand apart in aligned columns, are set apart by tabs. */
export function pageLines(items: readonly PdfItem[]): PdfLine[] {
  const upright = items.filter((item) => item.upright)
  const rows = rowsOf(upright)
  const unit = usualSize(upright) / 2 || 6
  const left = Math.min(...upright.map((item) => item.x), Number.POSITIVE_INFINITY)
  const segmented = rows.map((row) => ({ row, segments: segmentsOf(row) }))
  const lines: PdfLine[] = []
  for (let i = 0; i < segmented.length; ) {
    const region = tableRegion(segmented, i)
    if (region > i) {
      lines.push(...tableLines(segmented.slice(i, region), left, unit))
      i = region
      continue
    }
    const line = segmented[i]
    if (line) lines.push(plainLine(line.segments, left, unit))
    i++
  }
  return lines.filter((line) => line.text.trim() !== '')
}

function usualSize(items: readonly PdfItem[]): number {
  const weights = new Map<number, number>()
  for (const item of items) {
    const size = Math.round(item.size * 2) / 2
    weights.set(size, (weights.get(size) ?? 0) + item.text.length)
  }
  return [...weights].sort((a, b) => b[1] - a[1])[0]?.[0] ?? 12
}

/** Items on one base line, raised and lowered signs included, from top to bottom. */
function rowsOf(items: readonly PdfItem[]): Row[] {
  const sorted = [...items].sort((a, b) => b.y - a.y || a.x - b.x)
  const rows: Row[] = []
  for (const item of sorted) {
    const row = rows.at(-1)
    if (row && row.y - item.y < Math.min(row.size, item.size) * 0.5) row.items.push(item)
    else rows.push({ y: item.y, size: item.size, items: [item] })
  }
  for (const row of rows) row.items.sort((a, b) => a.x - b.x)
  return rows
}

/** Words of a line that stand together; a gap of more than one and a half characters parts them. */
interface Segment {
  text: string
  readonly from: number
  to: number
  readonly size: number
}

function segmentsOf(row: Row): Segment[] {
  const segments: Segment[] = []
  for (const item of row.items) {
    const blank = item.text.trim() === ''
    const last = segments.at(-1)
    if (blank) {
      if (last && item.x - last.to < item.size * 0.6 && !last.text.endsWith(' ')) last.text += ' '
      continue
    }
    const gap = last ? item.x - last.to : Number.POSITIVE_INFINITY
    if (last && gap < item.size * 1.5) {
      const apart = gap > item.size * 0.25 && !last.text.endsWith(' ')
      last.text += (apart && isLatin(last.text.at(-1)) && isLatin(item.text.at(0)) ? ' ' : '') + item.text
      last.to = Math.max(last.to, item.x + item.width)
    } else segments.push({ text: item.text, from: item.x, to: item.x + item.width, size: item.size })
  }
  for (const segment of segments) segment.text = segment.text.trim()
  return segments.filter((segment) => segment.text !== '')
}

function isLatin(char: string | undefined): boolean {
  return char !== undefined && char.charCodeAt(0) < 0x2e80 && char !== ' '
}

function plainLine(segments: readonly Segment[], left: number, unit: number): PdfLine {
  const first = segments[0]
  const last = segments.at(-1)
  return {
    text: segments.map((segment) => segment.text).join(segments.length > 1 ? '  ' : ''),
    indent: first ? Math.round((first.from - left) / unit) : 0,
    width: last ? Math.round((last.to - left) / unit) : 0,
  }
}

type Segmented = { readonly row: Row; readonly segments: readonly Segment[] }

/** Where a run of rows with aligned segments ends that begins at `from`; `from` itself where there is none. */
function tableRegion(rows: readonly Segmented[], from: number): number {
  const first = rows[from]
  if (!first || first.segments.length < 2) return from
  let end = from
  let wide = 0
  let previous = first
  for (let i = from; i < rows.length; i++) {
    const row = rows[i]
    if (!row) break
    if (i > from && previous.row.y - row.row.y > Math.max(previous.row.size, row.row.size) * 3.2) break
    if (row.segments.length >= 2) {
      if (row.segments.some((segment) => segment.text.length > 40)) break
      wide++
      end = i + 1
    } else if (!isCellLine(row, first) || i - end >= 2) break
    previous = row
  }
  return wide >= 2 ? end : from
}

/** A line with one short segment inside a table: a cell whose words run over two lines. */
function isCellLine(row: Segmented, first: Segmented): boolean {
  const only = row.segments[0]
  const last = first.segments.at(-1)
  return (
    only !== undefined &&
    last !== undefined &&
    only.text.length <= 24 &&
    !/[。；，：]$/.test(only.text) &&
    only.from <= last.to
  )
}

interface Column {
  from: number
  to: number
}

function tableLines(rows: readonly Segmented[], left: number, unit: number): PdfLine[] {
  const columns = columnsOf(rows)
  return rows.map(({ segments }) => {
    const cells = columns.map(() => '')
    for (const segment of segments) {
      const column = nearestColumn(columns, segment)
      cells[column] = cells[column] ? `${cells[column]} ${segment.text}` : segment.text
    }
    const first = segments[0]
    const last = segments.at(-1)
    return {
      text: cells.join('\t').replace(/\t+$/, (tabs) => (segments.length > 1 ? '' : tabs)),
      indent: first ? Math.round((first.from - left) / unit) : 0,
      width: last ? Math.round((last.to - left) / unit) : 0,
    }
  })
}

/** Bands of the page that segments of different rows share. */
function columnsOf(rows: readonly Segmented[]): Column[] {
  const most = Math.max(...rows.map((row) => row.segments.length))
  const full = rows.filter((row) => row.segments.length === most)
  const columns: Column[] = (full[0]?.segments ?? []).map((segment) => ({
    from: segment.from,
    to: segment.to,
  }))
  for (const { segments } of full) {
    for (const [index, segment] of segments.entries()) {
      const column = columns[index]
      if (!column) continue
      column.from = Math.min(column.from, segment.from)
      column.to = Math.max(column.to, segment.to)
    }
  }
  return columns
}

function nearestColumn(columns: readonly Column[], segment: Segment): number {
  const middle = (segment.from + segment.to) / 2
  let best = 0
  let distance = Number.POSITIVE_INFINITY
  for (const [index, column] of columns.entries()) {
    const overlap = Math.min(column.to, segment.to) - Math.max(column.from, segment.from)
    const apart = overlap > 0 ? -overlap : Math.abs((column.from + column.to) / 2 - middle)
    if (apart < distance) {
      distance = apart
      best = index
    }
  }
  return best
}
