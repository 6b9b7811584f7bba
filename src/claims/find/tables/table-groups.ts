import type { Draft } from '../../judge/claim.ts'
import { of, sum } from '../../judge/expression.ts'
import type { Grid } from '../../read/grid.ts'
import type { Quantity } from '../../read/quantities.ts'
import { addFloats, operands, statedConstant } from '../context.ts'
import { totalDraft, withSumUnit } from '../sums/sum-drafts.ts'
import { changeWords, notAdditive, partsOf, totalWords } from './table-cells.ts'

/** Rows that divide one whole: by title, by degree, by age. */
interface Group {
  readonly rows: readonly number[]
}

/**
 * 「总计 | 1443」, 「职称 | 正高级 | 304 | 21.07」, 「副高级 | 570」 ……, 「学位 | 博士 | 967」 ……: a table that divides one whole several times. Each group
 * of rows makes the total, and its shares make 100.
 */
export function groupTotals(grid: Grid, numeric: readonly number[]): Draft[] {
  const groups = groupsOf(grid)
  if (groups.length < 2) return []
  const total = grid.body.find((row) => totalWords.test(grid.rowHead(row).replace(/\s/g, '')))
  return numeric.flatMap((column) => {
    const head = grid.columnHead(column)
    const cells = groups.map(({ rows }) => partsOf(grid, column, rows))
    if (/比例|占比|比重|构成|%|％/.test(head)) return cells.flatMap((parts) => hundred(parts))
    const whole = total === undefined ? undefined : grid.at(total, column)
    if (!whole || notAdditive.test(head) || changeWords.test(head)) return []
    return cells
      .filter((parts) => parts.length >= 2 && parts.every((part) => part.size <= whole.size))
      .map((parts) => ({ ...totalDraft(parts, whole, 'sum.table_group', 'loose'), nearMiss: true }))
  })
}

/** A row that has one label more than those behind it begins a group. */
function groupsOf(grid: Grid): Group[] {
  const labels = new Map<number, number>()
  for (const { row } of grid.table.cells) labels.set(row, (labels.get(row) ?? 0) + 1)
  const rows = grid.body.filter((row) => !totalWords.test(grid.rowHead(row).replace(/\s/g, '')))
  const most = Math.max(...rows.map((row) => labels.get(row) ?? 0))
  const groups: number[][] = []
  for (const row of rows) {
    if ((labels.get(row) ?? 0) === most) groups.push([row])
    else groups.at(-1)?.push(row)
  }
  const isGrouped = groups.length >= 2 && groups.every(({ length }) => length >= 2)
  return isGrouped ? groups.map((own) => ({ rows: own })) : []
}

function hundred(parts: readonly Quantity[]): Draft[] {
  const range = addFloats(parts)
  if (parts.length < 2 || range.high < 98 || range.low > 102) return []
  const stated = withSumUnit(statedConstant(100, undefined), parts)
  return [
    {
      kind: 'percent_sum',
      rule: 'percent_sum.table_group',
      expression: sum(parts.map(of)),
      relation: 'equals',
      stated,
      operands: operands(parts, 'item'),
      tie: 'loose',
    },
  ]
}
