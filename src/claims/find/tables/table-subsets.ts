import type { Draft } from '../../judge/claim.ts'
import { of } from '../../judge/expression.ts'
import type { Grid } from '../../read/grid.ts'
import type { Quantity } from '../../read/quantities.ts'
import { operand, statedAs } from '../context.ts'
import { notAdditive } from './table-cells.ts'

const among = /^(其中[:：]?|[#＃])/

/** A row or a column headed # or 其中 is part of the one before it: #普通中专 of 中等职业学校, #专任教师 of 教职工人数. */
export function subsetsOfTable(grid: Grid, numeric: readonly number[]): Draft[] {
  const additive = numeric.filter((column) => !notAdditive.test(grid.columnHead(column)))
  const drafts: Draft[] = []
  let whole: number | undefined
  for (const row of grid.body) {
    if (/率|人均|生均|平均|比例|指数|涨跌|增速/.test(grid.rowHead(row))) continue
    if (!among.test(grid.rowHead(row).trim())) {
      whole = row
      continue
    }
    for (const column of additive)
      drafts.push(...nested(grid.at(row, column), whole === undefined ? undefined : grid.at(whole, column)))
  }
  drafts.push(...subsetsOfOutline(grid, additive), ...staffRows(grid, additive))
  for (const [index, column] of additive.entries()) {
    const before = additive[index - 1]
    if (before === undefined || !among.test(grid.columnHead(column).trim())) continue
    for (const row of grid.body) drafts.push(...nested(grid.at(row, column), grid.at(row, before)))
  }
  return drafts
}

const outline = [/^[一二三四五六七八九十]+、/, /^[(（][一二三四五六七八九十]+[)）]/, /^\d{1,2}[.．、]/]

/** 「二、中等教育」 over 「(一)高中阶段教育」 over 「1.高中」: what stands under a heading is part of it. */
function subsetsOfOutline(grid: Grid, additive: readonly number[]): Draft[] {
  const drafts: Draft[] = []
  const open: number[] = []
  for (const row of grid.body) {
    const head = grid.rowHead(row).trim()
    const level = outline.findIndex((mark) => mark.test(head))
    if (level < 0) continue
    open.length = level + 1
    open[level] = row
    const parent = level > 0 ? open[level - 1] : undefined
    if (parent === undefined) continue
    for (const column of additive) drafts.push(...nested(grid.at(row, column), grid.at(parent, column)))
  }
  return drafts
}

/** 「各类学校专任教师数」 further down than 「各类学校教职工人数」: the one are among the other. */
function staffRows(grid: Grid, additive: readonly number[]): Draft[] {
  const labels = grid.body.map((row) => ({ row, label: grid.rowHead(row).replace(/[\s数人]/g, '') }))
  return labels.flatMap(({ row, label }) => {
    if (!label.includes('专任教师')) return []
    const staff = labels.find((other) => other.label === label.replace('专任教师', '教职工'))
    return staff ? additive.flatMap((column) => nested(grid.at(row, column), grid.at(staff.row, column))) : []
  })
}

function nested(part: Quantity | undefined, whole: Quantity | undefined): Draft[] {
  if (!part || !whole || part.unit.text !== whole.unit.text) return []
  // Rates, indices and changes are no parts of each other.
  if ([part, whole].some(({ token, size }) => size < 0 || (token.decimals > 0 && size <= 200))) return []
  return [
    {
      kind: 'subset',
      rule: 'subset.table',
      expression: of(part),
      relation: 'at_most',
      stated: statedAs(whole),
      operands: [operand(part, 'part'), operand(whole, 'whole')],
      // What the row above is, its head does not say: a second 其中 may go back to an earlier one.
      tie: 'loose',
    },
  ]
}
