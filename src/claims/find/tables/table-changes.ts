import type { Draft } from '../../judge/claim.ts'
import { constant, type Expression, minus, of, over, times } from '../../judge/expression.ts'
import type { Grid } from '../../read/grid.ts'
import type { Quantity } from '../../read/quantities.ts'
import { comparable, isPercent } from '../../read/units.ts'
import { operand, statedAs } from '../context.ts'

/** The rows of a table that tell one thing in two years, and how it changed. */
interface ChangeRows {
  readonly now: number
  readonly before: number
  readonly by: number | undefined
  readonly growth: number | undefined
}

/**
 * 「2017年 11148；2017年变化 −695；2017年增幅 −5.87%；2016年 11843」: rows whose heads say that they are a value, the value
 * of the year before and the change between them. The heads leave no other reading.
 */
export function changeRows(grid: Grid, numeric: readonly number[]): Draft[] {
  const rows = rowsOf(grid)
  if (!rows) return []
  const drafts: Draft[] = []
  for (const column of numeric) {
    const now = grid.at(rows.now, column)
    const before = grid.at(rows.before, column)
    if (!now || !before || !(comparable(now.unit, before.unit) || now.unit.text === before.unit.text))
      continue
    const by = rows.by === undefined ? undefined : grid.at(rows.by, column)
    const growth = rows.growth === undefined ? undefined : grid.at(rows.growth, column)
    if (by) drafts.push(draft('change', minus(of(now), of(before)), [now, before, by]))
    if (growth && before.size !== 0) {
      const rate = times(over(minus(of(now), of(before)), of(before)), constant(100))
      drafts.push(draft('growth', rate, [now, before, growth]))
    }
  }
  return drafts
}

/** 「达标率 | 83.2% | 91.5% | +8.3%」 under 2020年, 2023年 and 变化幅度: of rates the difference is printed, in % where 百分点 is meant. */
export function rateChanges(grid: Grid, numeric: readonly number[]): Draft[] {
  const years = numeric
    .map((column) => ({ column, year: Number(/(?:19|20)\d\d/.exec(grid.columnHead(column))?.[0]) }))
    .filter(({ year }) => !Number.isNaN(year))
    .sort((a, b) => b.year - a.year)
  const [later, earlier] = years
  const by = numeric.filter((column) => /变化|增减|增幅|变动/.test(grid.columnHead(column)))
  const [change] = by
  if (!later || !earlier || years.length !== 2 || change === undefined || by.length !== 1) return []
  return grid.body.flatMap((row) => {
    const [now, before, stated] = [later.column, earlier.column, change].map((column) => grid.at(row, column))
    if (!now || !before || !stated || !isPercent(now.unit) || !isPercent(before.unit)) return []
    const gap = Math.abs(now.size - before.size)
    if (Math.abs(gap - Math.abs(stated.size)) > 1e-9 + (stated.high - stated.low)) return []
    return [
      {
        ...draft('change', minus(of(now), of(before)), [now, before, stated]),
        rule: 'change.table_rates',
        tie: 'loose' as const,
      },
    ]
  })
}

function rowsOf(grid: Grid): ChangeRows | undefined {
  if (grid.body.length > 6) return undefined
  const heads = grid.body.map((row) => ({ row, head: grid.rowHead(row).replace(/\s/g, '') }))
  const only = (pattern: RegExp) => {
    const found = heads.filter(({ head }) => pattern.test(head))
    return found.length === 1 ? found[0] : undefined
  }
  const by = only(/^(\d{4}年)?(比上年|较上年|同比)?(变化|增减|增减量|增减数|变化量)$|^(同比|比上年|较上年)$/)
  const growth = only(/^(\d{4}年)?(比上年|较上年)?(增幅|增长率|增速|变化率)$/)
  if (!by && !growth) return undefined
  const years = heads.flatMap(({ row, head }) => {
    const year = /^(\d{4})(?:年|年度|届|级|学年|学年度)$/.exec(head)?.[1]
    return year === undefined ? [] : [{ row, year: Number(year) }]
  })
  const [one, two] = years.sort((a, b) => b.year - a.year)
  if (!one || !two || years.length !== 2 || one.year - two.year !== 1) return undefined
  return { now: one.row, before: two.row, by: by?.row, growth: growth?.row }
}

function draft(
  kind: 'change' | 'growth',
  expression: Expression,
  [now, before, stated]: readonly [Quantity, Quantity, Quantity],
): Draft {
  // 「变化 695人」 leaves out which way, where the value fell.
  const turned = stated.size > 0 && now.size < before.size
  return {
    kind,
    rule: `${kind}.table_rows`,
    expression: turned ? times(expression, constant(-1)) : expression,
    relation: 'equals',
    stated: statedAs(stated),
    operands: [operand(now, 'now'), operand(before, 'before'), operand(stated, 'stated')],
    tie: 'likely',
  }
}
