import type { Draft } from '../../judge/claim.ts'
import { constant, minus, of, over, times } from '../../judge/expression.ts'
import type { Grid } from '../../read/grid.ts'
import type { Quantity } from '../../read/quantities.ts'
import { type Context, operand, statedAs } from '../context.ts'
import { labelOf } from './table-cells.ts'

/** How many numbers of the running text behind a table speak of its rows. */
const AFTER = 24

/**
 * 「生均校舍面积较全省中位数低0.6平方米」, 「设备值实现年度增长20%」 behind a table with that row and columns for both values: what the
 * text says of two cells is reckoned from them.
 */
export function changesSaid(grid: Grid, context: Context): Draft[] {
  const end = grid.table.cells.at(-1)?.end ?? 0
  const from = (context.before(end, 1)[0]?.id ?? -1) + 1
  const section = context.quantities[from]?.section
  return context.quantities
    .slice(from, from + AFTER)
    .filter((quantity) => quantity.section === section && isChange(quantity))
    .flatMap((change) => draftOf(grid, change) ?? [])
}

function isChange({ role, frame }: Quantity): boolean {
  return (role === 'by' || role === 'growth') && frame.direction !== undefined && !frame.bound
}

function draftOf(grid: Grid, change: Quantity): Draft | undefined {
  const row = rowOf(grid, change.clause.text)
  if (row === undefined) return undefined
  const numeric = Array.from({ length: grid.columns }, (_, column) => column).filter((column) =>
    grid.at(row, column),
  )
  const years = numeric.filter((column) => yearOf(grid, column) !== undefined)
  const latest = years.reduce(
    (a, b) => ((yearOf(grid, b) ?? 0) > (yearOf(grid, a) ?? 0) ? b : a),
    years[0] ?? -1,
  )
  const other = comparedColumn(grid, numeric, change, latest)
  const [now, before] = [grid.at(row, latest), other === undefined ? undefined : grid.at(row, other)]
  if (!now || !before || !isInUnit(grid, row, change)) return undefined
  const gap = change.frame.direction === -1 ? minus(of(before), of(now)) : minus(of(now), of(before))
  const expression = change.role === 'growth' ? times(over(gap, of(before)), constant(100)) : gap
  return {
    kind: change.role === 'growth' ? 'growth' : 'change',
    rule: 'change.table_said',
    expression,
    relation: 'equals',
    stated: statedAs(change),
    operands: [operand(now, 'now'), operand(before, 'before'), operand(change, 'stated')],
    tie: 'likely',
  }
}

/** The one row whose label the clause holds, were it without the first word of it: 实训设备值 for 生均实训设备值. */
function rowOf(grid: Grid, text: string): number | undefined {
  const rows = grid.body.filter((row) => {
    const label = labelOf(grid.rowHead(row))
    return label.length >= 4 && (text.includes(label) || (label.length >= 6 && text.includes(label.slice(2))))
  })
  return rows.length === 1 ? rows[0] : undefined
}

/** The column that the words compare with: one that they name, else that of the year before. */
function comparedColumn(
  grid: Grid,
  numeric: readonly number[],
  change: Quantity,
  latest: number,
): number | undefined {
  const { text } = change.clause
  const named = numeric.find((column) => {
    const head = labelOf(grid.columnHead(column))
    return column !== latest && head.length >= 3 && yearOf(grid, column) === undefined && text.includes(head)
  })
  if (named !== undefined) return change.comparison?.kind === 'other' ? named : undefined
  if (!/年度|同比|[比较](上|去|前一)年|[比较]上年度/.test(text)) return undefined
  return numeric.find((column) => yearOf(grid, column) === (yearOf(grid, latest) ?? 0) - 1)
}

function yearOf(grid: Grid, column: number): number | undefined {
  const year = /(?:19|20)\d\d/.exec(grid.columnHead(column))?.[0]
  return year === undefined ? undefined : Number(year)
}

/** An amount in 万元 is one of cells under 万元 only. */
function isInUnit(grid: Grid, row: number, change: Quantity): boolean {
  const { scaleText } = change.token
  return change.role === 'growth' || scaleText === '' || grid.rowHead(row).includes(scaleText)
}
