import type { Draft } from '../../judge/claim.ts'
import { of, sum } from '../../judge/expression.ts'
import type { Grid } from '../../read/grid.ts'
import { addFloats, floats, operand, operands, statedAs } from '../context.ts'
import { meets, notAdditive, partsOf } from './table-cells.ts'

interface Blocks {
  /** The rows that begin a block: 总计, 城市, 县镇, 农村. */
  readonly heads: readonly number[]
  /** The rows of each kind over the blocks: 教育部门办 of 总计, of 城市 … */
  readonly kinds: readonly (readonly number[])[]
}

/**
 * A table of blocks with the same rows in each (总计, 城市, 县镇, 农村, each by who runs the schools): the first block is
 * the sum of the others, row by row, and each head the sum of its block.
 */
export function crossTotals(grid: Grid, numeric: readonly number[]): Draft[] {
  const blocks = blocksOf(grid)
  if (!blocks) return []
  const additive = numeric.filter((column) => !notAdditive.test(grid.columnHead(column)))
  const relations = [blocks.heads, ...blocks.kinds].map(([whole, ...parts]) => ({ whole, parts }))
  relations.push({ whole: blocks.heads[0], parts: blocks.kinds.map(([first]) => first as number) })
  return relations.flatMap(({ whole, parts }) =>
    whole === undefined ? [] : rowSums(grid, additive, whole, parts),
  )
}

/** Labels that stand in the table equally often, three times or more, and as many rows that stand there once. */
function blocksOf(grid: Grid): Blocks | undefined {
  const rows = new Map<string, number[]>()
  for (const row of grid.body) {
    const label = grid.rowHead(row).replace(/\s/g, '')
    rows.set(label, [...(rows.get(label) ?? []), row])
  }
  const heads = [...rows.values()].filter((own) => own.length === 1).flat()
  const kinds = [...rows.values()].filter((own) => own.length > 1)
  const count = kinds[0]?.length ?? 0
  if (count < 3 || kinds.length < 2 || heads.length !== count) return undefined
  return kinds.every((own) => own.length === count) ? { heads, kinds } : undefined
}

function rowSums(grid: Grid, columns: readonly number[], row: number, parts: readonly number[]): Draft[] {
  const found = columns.flatMap((column) => {
    const whole = grid.at(row, column)
    const cells = partsOf(grid, column, parts)
    return whole && cells.length >= 2 ? [{ whole, cells, fits: meets(addFloats(cells), floats(whole)) }] : []
  })
  const fits = found.filter((one) => one.fits).length
  if (fits === 0 || fits < found.length * 0.5) return []
  return found.map(({ whole, cells }) => ({
    kind: 'sum',
    rule: 'sum.table_cross',
    expression: sum(cells.map(of)),
    relation: 'equals',
    stated: statedAs(whole),
    operands: [...operands(cells, 'part'), operand(whole, 'stated')],
    tie: fits >= 2 ? 'likely' : 'loose',
    nearMiss: true,
    complete: true,
  }))
}
