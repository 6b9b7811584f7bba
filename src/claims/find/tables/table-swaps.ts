import { Decimal, interval } from '../../../kernel/index.ts'
import type { Draft } from '../../judge/claim.ts'
import type { Grid } from '../../read/grid.ts'
import type { Quantity } from '../../read/quantities.ts'
import { operands } from '../context.ts'
import { notAdditive } from './table-cells.ts'

/** How close the values of two rows are across the years, and how far apart along each row. */
const CLOSE = 0.08
const APART = 1.5

/**
 * 「初中 48313 25428」 over 「高中 25143 48029」 under two years: along its row each value jumps, across the rows they all but agree. Two numbers of one
 * column stand in each other's row.
 */
export function swappedRows(grid: Grid, numeric: readonly number[]): Draft[] {
  const [one, two] = numeric.filter((column) => !notAdditive.test(grid.columnHead(column)))
  const years = [one, two].map((column) => (column === undefined ? '' : grid.columnHead(column)))
  if (one === undefined || two === undefined || numeric.length !== 2) return []
  if (!years.every((head) => head.trim() === '' || /(19|20)\d\d/.test(head))) return []
  return grid.body.flatMap((row, at) => {
    const next = grid.body[at + 1]
    if (next === undefined) return []
    const [a, b, c, d] = [grid.at(row, one), grid.at(row, two), grid.at(next, one), grid.at(next, two)]
    if (!a || !b || !c || !d || Math.min(a.size, b.size, c.size, d.size) < 100) return []
    const isCrossed = areClose(a, d) && areClose(b, c) && areFar(a, b) && areFar(c, d)
    return isCrossed ? [draftOf([a, b, c, d])] : []
  })
}

function areClose(one: Quantity, other: Quantity): boolean {
  return Math.abs(one.size - other.size) <= Math.max(one.size, other.size) * CLOSE
}

function areFar(one: Quantity, other: Quantity): boolean {
  return Math.max(one.size, other.size) >= Math.min(one.size, other.size) * APART
}

function draftOf(cells: readonly Quantity[]): Draft {
  const [a, b, c, d] = cells.map((cell) => cell.token.digits)
  return {
    kind: 'alignment',
    rule: 'alignment.swapped_rows',
    expression: undefined,
    relation: 'equals',
    stated: { text: `${b} / ${d}`, range: interval.exactly(new Decimal(0)) },
    operands: operands(cells, 'item'),
    tie: 'loose',
    known: {
      verdict: 'base_unclear',
      severity: 'warning',
      reason: { code: 'rows_swapped', params: { upper: `${a}, ${b}`, lower: `${c}, ${d}` } },
    },
  }
}
