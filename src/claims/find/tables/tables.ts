import { Decimal, interval } from '../../../kernel/index.ts'
import type { Draft } from '../../judge/claim.ts'
import { type Grid, transposed } from '../../read/grid.ts'
import type { Quantity } from '../../read/quantities.ts'
import { type Context, isLevel, operands } from '../context.ts'
import { foldedColumns } from '../sums/folded-teachers.ts'
import { withoutRepeats } from '../sums/sums.ts'
import { rankColumns } from './rank-columns.ts'
import { changeRows, rateChanges } from './table-changes.ts'
import { changesSaid } from './table-changes-said.ts'
import { countedRows } from './table-counts.ts'
import { crossTotals } from './table-crosses.ts'
import { groupTotals } from './table-groups.ts'
import { majoritiesSaid } from './table-majorities.ts'
import { ranksSaid } from './table-ranks.ts'
import { ratioColumns } from './table-ratios.ts'
import { partitionColumns, rowRelations } from './table-relations.ts'
import { saidOfTable } from './table-restatements.ts'
import { runColumns } from './table-runs.ts'
import { hundredRows, shareColumns } from './table-shares.ts'
import { subsetsOfTable } from './table-subsets.ts'
import { swappedRows } from './table-swaps.ts'
import { belowTotals, columnTotals, nestedTotals } from './table-totals.ts'
import { captionYears, yearsSaid } from './table-years-said.ts'

/** The arithmetic of one table: serial numbers, rows that the text counts, totals of rows and columns, shares, changes and other relations. */
export function findTableClaims(grid: Grid, context: Context): Draft[] {
  const counts = countedRows(grid, context)
  if (grid.body.length < 2) {
    const all = columnsOf(grid, undefined)
    return [...counts, ...rowRelations(grid, all), ...saidOfTable(grid, all, context)]
  }
  const serial = serialColumn(grid)
  const numeric = columnsOf(grid, serial?.column)
  const related = [...rowRelations(grid, numeric), ...relationsOfRows(grid, numeric)]
  const totals = columnTotals(grid, numeric)
  const nested = withoutRepeats(nestedTotals(grid, numeric), totals)
  // 合计 over rows that are sums themselves is the sum of these alone.
  const told = new Set(nested.map(({ stated }) => stated.quantity))
  const crosses = withoutRepeats(crossTotals(grid, numeric), nested)
  return [
    ...counts,
    ...(serial ? serial.drafts : []),
    ...totals.filter(({ stated }) => !told.has(stated.quantity)),
    ...crosses,
    ...nested,
    ...withoutRepeats(runColumns(grid, numeric), [...related, ...crosses]),
    ...withoutRepeats(groupTotals(grid, numeric), [...totals, ...nested]),
    ...foldedColumns(grid),
    ...belowTotals(grid, numeric, [...totals, ...nested]),
    ...swappedRows(grid, numeric),
    ...changeRows(grid, numeric),
    ...rateChanges(grid, numeric),
    ...related,
    ...partitionColumns(grid, numeric, related),
    ...shareColumns(grid, numeric, wholesBefore(grid, context)),
    ...hundredRows(grid, numeric),
    ...ratioColumns(grid, numeric),
    ...saidOfTable(grid, numeric, context),
    ...changesSaid(grid, context),
    ...ranksSaid(grid, numeric, context),
    ...majoritiesSaid(grid, context),
    ...yearsSaid(grid, numeric, context),
    ...captionYears(grid, context),
    ...rankColumns(grid),
    ...subsetsOfTable(grid, numeric),
  ]
}

/** Tables of few rows: more would be looked through for too long, and are no rows of one thing each. */
const MOST_ROWS = 12

/** 毕业生数, 就业人数 and 就业率 one below the other, a year to each column: rates, shares and means of rows. */
function relationsOfRows(grid: Grid, numeric: readonly number[]): Draft[] {
  if (grid.body.length < 2 || grid.body.length > MOST_ROWS || numeric.length === 0) return []
  if (!grid.body.some((row) => /率|占|比|均|每|%/.test(grid.rowHead(row)))) return []
  const turned = transposed(grid, numeric)
  return [
    ...rowRelations(turned, grid.body).filter(({ kind }) => kind === 'share' || kind === 'per_head'),
    ...shareColumns(turned, grid.body, []),
  ]
}

/** 序号 1, 2, 3 …: a column that counts its rows. */
function serialColumn(grid: Grid): { column: number; drafts: Draft[] } | undefined {
  for (let column = 0; column < Math.min(2, grid.columns); column++) {
    const cells = grid.body.map((row) => grid.at(row, column))
    const numbers = cells.filter((cell) => cell !== undefined)
    const headed = /序号|编号|^号$|No/i.test(grid.columnHead(column))
    if (numbers.length < 3 || numbers.length < cells.length * 0.8) continue
    const steps = numbers.slice(1).filter((cell, i) => cell.size === (numbers[i]?.size ?? 0) + 1).length
    if (numbers[0]?.size !== 1 || steps < (numbers.length - 1) * (headed ? 0.5 : 0.75)) continue
    return { column, drafts: [serialDraft(numbers)] }
  }
  return undefined
}

function serialDraft(numbers: readonly Quantity[]): Draft {
  const slip = numbers.findIndex((cell, i) => i > 0 && cell.size !== (numbers[i - 1]?.size ?? 0) + 1)
  const frame = {
    kind: 'sequence' as const,
    rule: 'sequence.table',
    expression: undefined,
    relation: 'equals' as const,
    stated: {
      text: numbers.map((cell) => cell.token.digits).join(', '),
      range: interval.exactly(new Decimal(numbers.length)),
    },
    operands: operands(numbers, 'item'),
    tie: 'loose' as const,
  }
  if (slip < 0)
    return {
      ...frame,
      known: {
        verdict: 'consistent',
        severity: 'none',
        reason: { code: 'counts_up', params: { last: numbers.length } },
      },
    }
  const before = numbers[slip - 1]?.token.digits ?? ''
  const at = numbers[slip]?.token.digits ?? ''
  const repeated = Number(at) <= Number(before)
  return {
    ...frame,
    known: {
      verdict: 'contradicted',
      severity: 'warning',
      reason: { code: repeated ? 'number_repeated' : 'number_missing', params: { before, at } },
    },
  }
}

function columnsOf(grid: Grid, serial: number | undefined): number[] {
  const columns: number[] = []
  for (let column = 0; column < grid.columns; column++) {
    if (column === serial) continue
    const count = grid.body.filter((row) => grid.at(row, column)).length
    if (count >= Math.max(1, grid.body.length * 0.3)) columns.push(column)
  }
  return columns
}

/** Amounts that the text printed shortly before the table. */
function wholesBefore(grid: Grid, context: Context): Quantity[] {
  const start = grid.table.cells[0]?.start ?? 0
  const before = context.before(start, 40).filter(isLevel)
  return before.slice(-16)
}
