import type { Draft } from '../../judge/claim.ts'
import { type Expression, minus, of } from '../../judge/expression.ts'
import type { Grid } from '../../read/grid.ts'
import type { Quantity } from '../../read/quantities.ts'
import { operands } from '../context.ts'
import { zero } from '../ranks/ranks.ts'
import { labelOf, totalWords } from './table-cells.ts'

/** No report ranks more of a kind. */
const MOST_PLACES = 400

/** Columns headed 名次 or 排名: the rows in this order go down in the column that they rank. */
export function rankColumns(grid: Grid): Draft[] {
  const drafts: Draft[] = []
  for (let column = 0; column < grid.columns; column++) {
    const head = labelOf(grid.columnHead(column))
    if (!/名次|排名|位次|排序|位序/.test(head)) continue
    const rows = grid.body
      .filter((row) => !totalWords.test(rowLabel(grid, row)))
      .map((row) => ({ row, rank: grid.at(row, column)?.size ?? 0 }))
      .filter(({ rank }) => Number.isInteger(rank) && rank >= 1 && rank <= MOST_PLACES)
      .sort((a, b) => a.rank - b.rank)
    if (rows.length < 3 || rows[0]?.rank === rows.at(-1)?.rank) continue
    const ranked = rankedColumn(grid, column, head)
    if (!ranked) continue
    const gaps: Expression[] = []
    const cells: Quantity[] = []
    let slips = 0
    for (const [at, { row, rank }] of rows.entries()) {
      const cell = grid.at(row, ranked.column)
      const before = cells.at(-1)
      if (!cell) break
      if (before && rows[at - 1]?.rank !== rank) {
        gaps.push(minus(of(before), of(cell)))
        if (cell.low > before.high) slips++
      }
      cells.push(cell)
    }
    if (cells.length !== rows.length) continue
    drafts.push({
      kind: 'rank',
      rule: 'rank.column',
      expression: { op: 'least', of: gaps },
      relation: 'at_least',
      stated: zero(),
      operands: operands(cells, 'item'),
      // 生师比排名 may begin with the lowest: that is not one slip but many.
      tie: ranked.named && slips * 3 <= rows.length ? 'likely' : 'loose',
    })
  }
  return drafts
}

/** The column that 「就业率排名」 names, else the one before it, or the only other one. */
function rankedColumn(
  grid: Grid,
  column: number,
  head: string,
): { readonly column: number; readonly named: boolean } | undefined {
  const own = head.replace(/名次|排名|位次|排序|位序|全[国省市区县校]|情况|的/g, '')
  const others: number[] = []
  for (let other = 0; other < grid.columns; other++) {
    const words = labelOf(grid.columnHead(other))
    if (other === column || /名次|排名|位次|排序|位序|序号|编号|年份|代码/.test(words)) continue
    if (grid.body.filter((row) => grid.at(row, other)).length < 3) continue
    if (own.length >= 2 && words === own) return { column: other, named: true }
    others.push(other)
  }
  if (own.length >= 2) return undefined
  const before = others.findLast((other) => other < column)
  const chosen = before ?? (others.length === 1 ? others[0] : undefined)
  return chosen === undefined ? undefined : { column: chosen, named: false }
}

function rowLabel(grid: Grid, row: number): string {
  for (let column = 0; column < grid.columns; column++)
    if (!grid.at(row, column)) return labelOf(grid.text(row, column))
  return ''
}
