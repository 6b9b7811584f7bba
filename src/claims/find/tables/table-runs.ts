import type { Draft } from '../../judge/claim.ts'
import type { Grid } from '../../read/grid.ts'
import type { Quantity } from '../../read/quantities.ts'
import { addFloats, floats } from '../context.ts'
import { totalDraft } from '../sums/sum-drafts.ts'
import { changeWords, meets, notAdditive } from './table-cells.ts'

/** Larger tables are not looked through: runs of columns grow with their square. */
const MOST_COLUMNS = 24
const MOST_ROWS = 120
const LONGEST_RUN = 10

/** How many digits of totals have to meet, over all rows, before neighbours are taken for their parts. */
const ENOUGH_DIGITS = 7

/** 「单位 | 全市 | 吴兴区 | 南浔区 | 德清县 | △市区」: a column that is the sum of neighbours in every row, whatever it is called. */
export function runColumns(grid: Grid, numeric: readonly number[]): Draft[] {
  if (numeric.length > MOST_COLUMNS || grid.body.length < 3 || grid.body.length > MOST_ROWS) return []
  const isCount = (column: number) =>
    !notAdditive.test(grid.columnHead(column)) && !changeWords.test(grid.columnHead(column))
  const columns = numeric.filter(isCount)
  const rows = grid.body.filter((row) => !notAdditive.test(grid.rowHead(row)))
  return columns.flatMap((whole) => {
    const run = runOf(grid, rows, columns, whole)
    return run ? draftsOf(grid, rows, whole, run) : []
  })
}

function runOf(
  grid: Grid,
  rows: readonly number[],
  columns: readonly number[],
  whole: number,
): readonly number[] | undefined {
  for (let from = 0; from < columns.length; from++) {
    for (let to = from + 2; to <= Math.min(columns.length, from + LONGEST_RUN); to++) {
      const run = columns.slice(from, to)
      if (run.includes(whole)) break
      if (isSumOf(grid, rows, whole, run)) return run
    }
  }
  return undefined
}

/** In every row; of five rows and more in all but one, which one wrong digit may have parted. */
function isSumOf(grid: Grid, rows: readonly number[], whole: number, run: readonly number[]): boolean {
  let [held, missed, digits] = [0, 0, 0]
  for (const row of rows) {
    const total = grid.at(row, whole)
    const parts = partsOfRow(grid, row, run)
    if (!total || parts.length < 2) continue
    if (meets(addFloats(parts), floats(total))) {
      held++
      digits += Math.log10(Math.max(1, total.size * 10 ** total.token.decimals))
    } else if (++missed > 1) return false
  }
  return held >= 3 && held >= missed * 4 && digits >= ENOUGH_DIGITS
}

function partsOfRow(grid: Grid, row: number, run: readonly number[]): Quantity[] {
  return run
    .map((column) => grid.at(row, column))
    .filter((cell) => cell !== undefined && cell.size !== 0) as Quantity[]
}

function draftsOf(grid: Grid, rows: readonly number[], whole: number, run: readonly number[]): Draft[] {
  return rows.flatMap((row) => {
    const total = grid.at(row, whole)
    const parts = partsOfRow(grid, row, run)
    return total && parts.length >= 2
      ? [{ ...totalDraft(parts, total, 'sum.table_run', 'loose'), nearMiss: true }]
      : []
  })
}
