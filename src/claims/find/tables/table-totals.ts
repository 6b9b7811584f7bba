import type { Draft, Tie } from '../../judge/claim.ts'
import { of, sum } from '../../judge/expression.ts'
import type { Grid } from '../../read/grid.ts'
import { likeness } from '../../read/names.ts'
import type { Quantity } from '../../read/quantities.ts'
import { addFloats, floats, operand, operands, statedAs } from '../context.ts'
import { changeWords, meets, notAdditive, partsOf, totalWords } from './table-cells.ts'

/** A total row against the rows below or above it; the columns that hold vouch for those that do not. */
export function columnTotals(grid: Grid, numeric: readonly number[]): Draft[] {
  const additive = numeric.filter((column) => !notAdditive.test(grid.columnHead(column)))
  const drafts: Draft[] = []
  for (const row of grid.body) {
    const label = grid.rowHead(row).replace(/\s/g, '')
    if (!totalWords.test(label)) continue
    const columns = additive.filter((column) => grid.at(row, column) !== undefined)
    const best = bestRows(grid, row, columns)
    if (best) drafts.push(...totalDrafts(grid, row, columns, best.rows, best.fits))
  }
  return drafts
}

function bestRows(
  grid: Grid,
  total: number,
  columns: readonly number[],
): { rows: number[]; fits: number } | undefined {
  const isTotal = (row: number) => totalWords.test(grid.rowHead(row).replace(/\s/g, ''))
  const isSub = (row: number) => /^(其中|#|＃|含)/.test(grid.rowHead(row).trim())
  const below = grid.body.filter((row) => row > total)
  const above = grid.body.filter((row) => row < total)
  const untilNext = (rows: readonly number[], from: 'below' | 'above'): number[] => {
    const list = from === 'below' ? rows : [...rows].reverse()
    const end = list.findIndex(isTotal)
    const cut = end < 0 ? [...list] : list.slice(0, end)
    return from === 'below' ? cut : [...cut].reverse()
  }
  const options = [
    below.filter((row) => !isTotal(row)),
    above.filter((row) => !isTotal(row)),
    untilNext(below, 'below'),
    untilNext(above, 'above'),
    below.filter(isTotal),
    above.filter(isTotal),
  ].flatMap((rows) => [rows, rows.filter((row) => !isSub(row))])
  let best: { rows: number[]; fits: number } | undefined
  for (const rows of options) {
    if (rows.length < 2) continue
    const fits = columns.filter((column) => columnFits(grid, total, column, rows)).length
    const closeness =
      fits > 0 ? fits : columns.some((column) => nearMiss(grid, total, column, rows)) ? 0.5 : 0
    if (closeness > 0 && (!best || closeness > best.fits)) best = { rows, fits: closeness }
  }
  return best
}

function columnFits(grid: Grid, total: number, column: number, rows: readonly number[]): boolean {
  const whole = grid.at(total, column)
  const parts = partsOf(grid, column, rows)
  return whole !== undefined && parts.length >= 2 && meets(addFloats(parts), floats(whole))
}

/** Off by less than a tenth: the rows may be meant, one digit may be wrong. */
function nearMiss(grid: Grid, total: number, column: number, rows: readonly number[]): boolean {
  const whole = grid.at(total, column)
  const parts = partsOf(grid, column, rows)
  if (!whole || parts.length < 2) return false
  const gap = Math.abs(addFloats(parts).low - whole.size)
  return gap > 0 && (gap <= Math.abs(whole.size) * 0.1 || (whole.size >= 1000 && isOneDigit(gap)))
}

function totalDrafts(
  grid: Grid,
  row: number,
  columns: readonly number[],
  rows: readonly number[],
  fits: number,
): Draft[] {
  const drafts: Draft[] = []
  for (const column of columns) {
    const whole = grid.at(row, column)
    const parts = partsOf(grid, column, rows)
    if (!whole || parts.length < 2) continue
    const holds = columnFits(grid, row, column, rows)
    const tie = holds ? 'named' : tieOfTotal(grid, row, columns.length, fits)
    drafts.push({
      kind: 'sum',
      rule: 'sum.table_column',
      expression: sum(parts.map(of)),
      relation: 'equals',
      stated: statedAs(whole),
      operands: [...operands(parts, 'part'), operand(whole, 'stated')],
      // A whole below one of its parts is a mean or a rate of them, whatever its row is called.
      tie:
        complete(grid, column, rows) && (holds || parts.every((part) => part.low <= whole.high))
          ? tie
          : 'loose',
      nearMiss: true,
      // Two other columns of a row called 合计 hold: this one is a sum as well, however far one digit has moved it.
      complete: fits >= 2 && isPlainTotal(grid, row),
    })
  }
  return drafts
}

/** A total row whose parts the table does not print in full: none of the rows below it is more. */
export function belowTotals(grid: Grid, numeric: readonly number[], known: readonly Draft[]): Draft[] {
  const told = new Set(known.map(({ stated }) => stated.quantity))
  const isTotal = (row: number) => totalWords.test(grid.rowHead(row).replace(/\s/g, ''))
  return grid.body.filter(isTotal).flatMap((row) => {
    const behind = grid.body.filter((other) => other > row)
    const end = behind.findIndex(isTotal)
    const rows = end < 0 ? behind : behind.slice(0, end)
    return numeric.flatMap((column) => {
      const whole = grid.at(row, column)
      const parts = partsOf(grid, column, rows)
      const isCount = !notAdditive.test(grid.columnHead(column)) && !changeWords.test(grid.columnHead(column))
      if (!whole || told.has(whole) || parts.length < 2 || !isCount) return []
      return [
        {
          kind: 'subset' as const,
          rule: 'subset.table_total',
          expression: { op: 'greatest' as const, of: parts.map(of) },
          relation: 'at_most' as const,
          stated: statedAs(whole),
          operands: [...operands(parts, 'part'), operand(whole, 'whole')],
          tie: 'loose' as const,
        },
      ]
    })
  })
}

const plainTotal = /^[（(【[]?(合计|总计|小计|共计)/

/** Several columns that hold vouch for the others; a row that calls itself 合计 needs one such, or is asked about. */
function tieOfTotal(grid: Grid, row: number, columns: number, fits: number): Tie {
  if (fits >= 2 && fits >= columns * 0.5) return 'named'
  if (!isPlainTotal(grid, row)) return 'loose'
  return fits >= 1 && columns <= 3 ? 'named' : 'likely'
}

function isPlainTotal(grid: Grid, row: number): boolean {
  return plainTotal.test(grid.rowHead(row).replace(/\s/g, ''))
}

/** An empty or dashed cell may hide a number. */
function complete(grid: Grid, column: number, rows: readonly number[]): boolean {
  return rows.every((row) => grid.at(row, column) !== undefined || /^[-—–/\s]*$/.test(grid.text(row, column)))
}

interface RowNode {
  readonly row: number
  /** Rows that this one is the sum of, with all that stands below them. */
  readonly parts: readonly RowNode[]
  /** How many of the nodes behind it make it in every column, in numbers too small to tell by themselves. */
  readonly weak?: number
}

/**
 * Rows of a yearbook are sums of the rows behind them without a word that says so. Read from the bottom: a row is the
 * sum of the next two or more nodes where that holds in several columns, or to the unit in one with large numbers.
 */
export function nestedTotals(grid: Grid, numeric: readonly number[]): Draft[] {
  const additive = numeric.filter(
    (column) => !notAdditive.test(grid.columnHead(column)) && !countsUp(grid, column),
  )
  if (additive.length === 0 || grid.body.length > 400) return []
  // A row that says how another changed is no part of it.
  if (grid.body.some((row) => changeWords.test(grid.rowHead(row)))) return []
  const drafts: Draft[] = []
  let below: readonly RowNode[] = []
  let marked: readonly RowNode[] = []
  const asides = asidesOf(grid)
  for (const row of [...grid.body].reverse()) {
    if (asides.has(row)) continue
    // 「其中：女」 is part of the row before it, and mostly none of the parts that make it.
    if (/^(其中|#|＃)/.test(grid.rowHead(row).trim())) {
      marked = [{ row, parts: [] }, ...marked]
      continue
    }
    const found = madeOf(grid, additive, row, below, marked)
    marked = []
    if (!found) {
      const weak = weakParts(grid, additive, row, below)
      below = [weak === undefined ? { row, parts: [] } : { row, parts: [], weak }, ...below]
      continue
    }
    const { nodes, larger } = found
    const parts = nodes.slice(0, larger.count)
    below = [{ row, parts }, ...nodes.slice(larger.count)]
    // What makes a larger whole is vouched for by it.
    for (const part of [...parts].reverse())
      if (part.weak !== undefined) drafts.push(...nestedDrafts(grid, additive, part.row, part.parts, 'loose'))
    const isSure = larger.fits >= 2 && larger.fits >= additive.length * 0.6
    drafts.push(...nestedDrafts(grid, additive, row, parts, isSure ? 'named' : 'loose'))
  }
  return drafts.reverse()
}

/** Rows of one label behind many others, 危房 under each kind of school: each is part of the row before it and of no sum. */
function asidesOf(grid: Grid): ReadonlySet<number> {
  const byLabel = Map.groupBy(grid.body, (row) => grid.rowHead(row).replace(/\s/g, ''))
  const repeated = [...byLabel].filter(([label, rows]) => label !== '' && rows.length >= 3)
  const [only] = repeated
  // Where several labels come again, they are the kinds that each block is made of.
  return new Set(repeated.length === 1 && only && only[1].length <= grid.body.length / 3 ? only[1] : [])
}

interface Made {
  /** The nodes of which the first few make the row. */
  readonly nodes: readonly RowNode[]
  readonly larger: { readonly count: number; readonly fits: number }
}

/** The nodes behind a row as they stand, with 「# 初中」 where it begins them, or with small sums among them folded. */
function madeOf(
  grid: Grid,
  columns: readonly number[],
  row: number,
  below: readonly RowNode[],
  marked: readonly RowNode[],
): Made | undefined {
  const withMarked = marked.length > 0 ? [...marked, ...below] : below
  for (const nodes of [below, withMarked]) {
    const plain = partsOfRow(grid, columns, row, nodes)
    if (plain) return { nodes, larger: plain }
  }
  const folded = fold(below)
  const larger = folded.length < below.length ? partsOfRow(grid, columns, row, folded) : undefined
  return larger && { nodes: folded, larger }
}

function nestedDrafts(
  grid: Grid,
  additive: readonly number[],
  row: number,
  parts: readonly RowNode[],
  tie: Tie,
): Draft[] {
  const drafts: Draft[] = []
  for (const column of additive) {
    const whole = grid.at(row, column)
    const cells = partsOf(
      grid,
      column,
      parts.map((part) => part.row),
    )
    if (!whole || !couldAdd(cells, whole)) continue
    if (!meets(addFloats(cells), floats(whole)) && !isNearSum(cells, whole)) continue
    drafts.push({
      kind: 'sum',
      rule: 'sum.table_nested',
      expression: sum(cells.map(of)),
      relation: 'equals',
      stated: statedAs(whole),
      operands: [...operands(cells, 'part'), operand(whole, 'stated')],
      tie: cells.length === parts.length ? tie : 'loose',
      nearMiss: true,
    })
  }
  return drafts
}

/** 59 = 53 + 6 and 61 = 53 + 8: the fewest nodes that make a row in each of two or more columns, though by small numbers. */
function weakParts(
  grid: Grid,
  columns: readonly number[],
  row: number,
  below: readonly RowNode[],
): number | undefined {
  for (let count = 2; count <= Math.min(8, below.length); count++) {
    const rows = below.slice(0, count).map((node) => node.row)
    const tested = columns.filter((column) => {
      const whole = grid.at(row, column)
      return whole !== undefined && couldAdd(partsOf(grid, column, rows), whole)
    })
    if (tested.length >= 2 && tested.every((column) => columnFits(grid, row, column, rows))) return count
  }
  return undefined
}

/** The nodes with all that may be sums taken for sums. */
function fold(nodes: readonly RowNode[]): readonly RowNode[] {
  const folded: RowNode[] = []
  for (let at = 0; at < nodes.length; ) {
    const node = nodes[at]
    if (!node) break
    const weak = node.weak ?? 0
    folded.push(weak > 0 ? { ...node, parts: nodes.slice(at + 1, at + 1 + weak) } : node)
    at += 1 + weak
  }
  return folded
}

/** Numbers that go up by one from row to row are no counts, wherever they begin. */
function countsUp(grid: Grid, column: number): boolean {
  const sizes = grid.body.map((row) => grid.at(row, column)?.size).filter((size) => size !== undefined)
  const steps = sizes.slice(1).filter((size, index) => size === (sizes[index] ?? 0) + 1).length
  return sizes.length >= 3 && steps >= (sizes.length - 1) * 0.75
}

/** Nothing says that the row is a sum but its other columns: a gap must look like a slip, not like another thing. */
function isNearSum(cells: readonly Quantity[], whole: Quantity): boolean {
  const gap = Math.abs(addFloats(cells).low - whole.size)
  return whole.size >= 20 && (gap <= whole.size * 0.2 || (whole.size >= 1000 && isOneDigit(gap)))
}

/** 70000, 300, 8: what one wrong digit of a whole number makes. */
function isOneDigit(gap: number): boolean {
  return gap > 0 && /^[1-9]0*$/.test(String(Math.round(gap))) && Number.isInteger(gap)
}

/** Nothing plus nothing makes nothing, and 100 plus nothing 100, in any table: that is no sum that anyone states. */
function couldAdd(cells: readonly Quantity[], whole: Quantity): boolean {
  return (
    whole.size !== 0 &&
    cells.filter((cell) => cell.size !== 0).length >= 2 &&
    cells.every(
      (cell) => cell.unit.text === whole.unit.text || cell.unit.text === '' || whole.unit.text === '',
    )
  )
}

function partsOfRow(
  grid: Grid,
  columns: readonly number[],
  row: number,
  below: readonly RowNode[],
): { count: number; fits: number } | undefined {
  let best: { count: number; fits: number } | undefined
  for (let count = 2; count <= Math.min(14, below.length); count++) {
    const rows = below.slice(0, count).map((node) => node.row)
    let fits = 0
    let telling = 0
    let tested = 0
    let slips = 0
    let weight = 0
    let digitSlips = 0
    for (const column of columns) {
      const whole = grid.at(row, column)
      const cells = partsOf(grid, column, rows)
      if (!whole || !couldAdd(cells, whole)) continue
      tested++
      if (!meets(addFloats(cells), floats(whole))) {
        if (isNearSum(cells, whole)) slips++
        if (isOneDigit(Math.abs(addFloats(cells).low - whole.size))) digitSlips++
        continue
      }
      fits++
      if (whole.size >= 20 || cells.length >= 3) telling++
      weight += placesOf(whole)
    }
    const sure =
      tested > 0 &&
      // This year's and last year's figures of schools side by side: small ones soon add up in both columns.
      // A column that holds vouches for its neighbour that one digit parts from its sum.
      weight >= (isKindred(grid, row, rows) ? 2.5 : digitSlips > 0 && tested === 2 ? 3 : 4) &&
      (telling >= 2 || (telling === 1 && tested - slips === 1 && digitsOfRow(grid, columns, row) >= 4))
    if (sure && fits >= tested * 0.5 && (!best || fits > best.fits)) best = { count, fits }
  }
  return best
}

/** 普通中等专业学校 over 中等技术学校 and 中等师范学校: heads that have words in common belong together. */
function isKindred(grid: Grid, row: number, parts: readonly number[]): boolean {
  return parts.every((part) => likeness(grid.rowHead(row), grid.rowHead(part)) >= 0.3)
}

/** How many digits have to meet by chance. */
function placesOf(whole: Quantity): number {
  return Math.log10(Math.max(1, whole.size * 10 ** whole.token.decimals))
}

function digitsOfRow(grid: Grid, columns: readonly number[], row: number): number {
  return Math.max(
    0,
    ...columns.map((column) => grid.at(row, column)?.token.digits.replace(/[-.]/g, '').length ?? 0),
  )
}
