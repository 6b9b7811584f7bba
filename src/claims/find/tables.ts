import { Decimal, interval } from '../../kernel/index.ts'
import type { Draft, Operand, Tie } from '../judge/claim.ts'
import { constant, type Expression, minus, of, over, sum, times } from '../judge/expression.ts'
import type { Grid } from '../read/grid.ts'
import type { Quantity } from '../read/quantities.ts'
import {
  addFloats,
  type Context,
  floats,
  isLevel,
  operand,
  operands,
  statedAs,
  statedConstant,
} from './context.ts'

/** The arithmetic of one table: serial numbers, totals of rows and columns, shares, changes and other relations. */
export function findTableClaims(grid: Grid, context: Context): Draft[] {
  if (grid.body.length < 2) return []
  const serial = serialColumn(grid)
  const numeric = columnsOf(grid, serial?.column)
  return [
    ...(serial ? serial.drafts : []),
    ...columnTotals(grid, numeric),
    ...nestedTotals(grid, numeric),
    ...rowRelations(grid, numeric),
    ...shareColumns(grid, numeric, wholesBefore(grid, context)),
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

const totalWords = /合计|总计|总数|共计|小计|^计$|^总$|总体|全市|全国|全省|全区|全县|全校|全州|总人口/
const notAdditive =
  /率|%|％|‰|比重|比例|占比|构成|平均|人均|生均|户均|师均|每百|每千|每万|指数|均值|密度|倍|增长|增速|增幅|生师比|性别比|名次|排名|年份/

/** A total row against the rows below or above it; the columns that hold vouch for those that do not. */
function columnTotals(grid: Grid, numeric: readonly number[]): Draft[] {
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

function partsOf(grid: Grid, column: number, rows: readonly number[]): Quantity[] {
  return rows.map((row) => grid.at(row, column)).filter((cell) => cell !== undefined)
}

function meets(a: { low: number; high: number }, b: { low: number; high: number }): boolean {
  const slack = Math.max(Math.abs(a.high), Math.abs(b.high)) * 1e-10
  return a.low <= b.high + slack && b.low <= a.high + slack
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
      tie: complete(grid, column, rows) ? tie : 'loose',
      nearMiss: true,
    })
  }
  return drafts
}

const plainTotal = /^[（(【[]?(合计|总计|小计|共计)/

/** Several columns that hold vouch for the others; a row that calls itself 合计 needs one such, or is asked about. */
function tieOfTotal(grid: Grid, row: number, columns: number, fits: number): Tie {
  if (fits >= 2 && fits >= columns * 0.5) return 'named'
  if (!plainTotal.test(grid.rowHead(row).replace(/\s/g, ''))) return 'loose'
  return fits >= 1 && columns <= 3 ? 'named' : 'likely'
}

/** An empty or dashed cell may hide a number. */
function complete(grid: Grid, column: number, rows: readonly number[]): boolean {
  return rows.every((row) => grid.at(row, column) !== undefined || /^[-—–/\s]*$/.test(grid.text(row, column)))
}

interface RowNode {
  readonly row: number
  /** Rows that this one is the sum of, with all that stands below them. */
  readonly parts: readonly RowNode[]
}

/**
 * Rows of a yearbook are sums of the rows behind them without a word that says so. Read from the bottom: a row is the
 * sum of the next two or more nodes where that holds in several columns, or to the unit in one with large numbers.
 */
function nestedTotals(grid: Grid, numeric: readonly number[]): Draft[] {
  const additive = numeric.filter(
    (column) => !notAdditive.test(grid.columnHead(column)) && !countsUp(grid, column),
  )
  if (additive.length === 0 || grid.body.length > 400) return []
  const drafts: Draft[] = []
  let below: RowNode[] = []
  for (const row of [...grid.body].reverse()) {
    const found = partsOfRow(grid, additive, row, below)
    if (!found) {
      below = [{ row, parts: [] }, ...below]
      continue
    }
    const parts = below.slice(0, found.count)
    below = [{ row, parts }, ...below.slice(found.count)]
    if (totalWords.test(grid.rowHead(row).replace(/\s/g, ''))) continue
    for (const column of additive) {
      const whole = grid.at(row, column)
      const cells = partsOf(
        grid,
        column,
        parts.map((part) => part.row),
      )
      if (!whole || cells.length < 2) continue
      if (!meets(addFloats(cells), floats(whole)) && !isNearSum(cells, whole)) continue
      drafts.push({
        kind: 'sum',
        rule: 'sum.table_nested',
        expression: sum(cells.map(of)),
        relation: 'equals',
        stated: statedAs(whole),
        operands: [...operands(cells, 'part'), operand(whole, 'stated')],
        tie:
          found.fits >= 2 && found.fits >= additive.length * 0.6 && cells.length === parts.length
            ? 'named'
            : 'loose',
        nearMiss: true,
      })
    }
  }
  return drafts.reverse()
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
    for (const column of columns) {
      const whole = grid.at(row, column)
      const cells = partsOf(grid, column, rows)
      if (!whole || cells.length < 2) continue
      tested++
      if (!meets(addFloats(cells), floats(whole))) {
        if (isNearSum(cells, whole)) slips++
        continue
      }
      fits++
      if (whole.size >= 20 || cells.length >= 3) telling++
    }
    const sure =
      tested > 0 &&
      (telling >= 2 || (telling === 1 && tested - slips === 1 && digitsOfRow(grid, columns, row) >= 4))
    if (sure && fits >= tested * 0.5 && (!best || fits > best.fits)) best = { count, fits }
  }
  return best
}

function digitsOfRow(grid: Grid, columns: readonly number[], row: number): number {
  return Math.max(
    0,
    ...columns.map((column) => grid.at(row, column)?.token.digits.replace(/[-.]/g, '').length ?? 0),
  )
}

/** A relation between columns that most rows obey: one is the sum of its neighbours, a difference, a quotient … */
interface Relation {
  readonly kind: Draft['kind']
  readonly rule: string
  readonly target: number
  readonly sources: readonly number[]
  readonly make: (cells: readonly Quantity[]) => Expression
  readonly compute: (values: readonly number[]) => number
  readonly spread: (ranges: readonly { low: number; high: number }[]) => { low: number; high: number }
}

function rowRelations(grid: Grid, numeric: readonly number[]): Draft[] {
  const drafts: Draft[] = []
  const explained = new Set<number>()
  for (const relation of [...sumRelations(grid, numeric), ...pairRelations(grid, numeric)]) {
    if (explained.has(relation.target)) continue
    const found = obeyed(grid, relation)
    if (!found) continue
    explained.add(relation.target)
    drafts.push(...found)
  }
  return drafts
}

/** 合计 before or behind the columns that make it. */
function sumRelations(grid: Grid, numeric: readonly number[]): Relation[] {
  const relations: Relation[] = []
  const additive = numeric.filter((column) => !notAdditive.test(grid.columnHead(column)))
  for (const [index, target] of additive.entries()) {
    for (let count = Math.min(12, additive.length - 1); count >= 2; count--) {
      const after = additive.slice(index + 1, index + 1 + count)
      const before = additive.slice(Math.max(0, index - count), index)
      if (after.length === count) relations.push(sumRelation(target, after))
      if (before.length === count) relations.push(sumRelation(target, before))
    }
  }
  return relations
}

function sumRelation(target: number, sources: readonly number[]): Relation {
  return {
    kind: 'sum',
    rule: 'sum.table_row',
    target,
    sources,
    make: (cells) => sum(cells.map(of)),
    compute: (values) => values.reduce((a, b) => a + b, 0),
    spread: (ranges) =>
      ranges.reduce((a, b) => ({ low: a.low + b.low, high: a.high + b.high }), { low: 0, high: 0 }),
  }
}

function pairRelations(grid: Grid, numeric: readonly number[]): Relation[] {
  if (numeric.length > 12) return []
  const relations: Relation[] = []
  for (const target of numeric) {
    for (const a of numeric) {
      for (const b of numeric) {
        if (a === b || a === target || b === target) continue
        relations.push(...relationsOf(grid, target, a, b))
      }
    }
  }
  return relations
}

function relationsOf(grid: Grid, target: number, a: number, b: number): Relation[] {
  const head = grid.columnHead(target)
  const sources = [a, b]
  const left = (cells: readonly Quantity[]) => of(cells[0] as Quantity)
  const right = (cells: readonly Quantity[]) => of(cells[1] as Quantity)
  const list: Relation[] = []
  if (/增减|增加|减少|变化|差|净|±|增量|比上年|较上年/.test(head) && !/%|率|幅/.test(head)) {
    list.push(
      binary(
        'change',
        'change.table',
        target,
        sources,
        (c) => minus(left(c), right(c)),
        (x, y) => x - y,
      ),
    )
  }
  if (/增长|增幅|增速|变化率|比上年|同比|%/.test(head)) {
    list.push(
      binary(
        'growth',
        'growth.table',
        target,
        sources,
        (c) => times(over(minus(left(c), right(c)), right(c)), constant(100)),
        (x, y) => ((x - y) / y) * 100,
      ),
    )
  }
  if (/率|占|比|%|构成/.test(head)) {
    list.push(
      binary(
        'share',
        'share.table_row',
        target,
        sources,
        (c) => times(over(left(c), right(c)), constant(100)),
        (x, y) => (x / y) * 100,
      ),
    )
  }
  if (/比|均|每|密度/.test(head))
    list.push(
      binary(
        'per_head',
        'per_head.table',
        target,
        sources,
        (c) => over(left(c), right(c)),
        (x, y) => x / y,
      ),
    )
  return list
}

function binary(
  kind: Draft['kind'],
  rule: string,
  target: number,
  sources: readonly number[],
  make: (cells: readonly Quantity[]) => Expression,
  compute: (a: number, b: number) => number,
): Relation {
  return {
    kind,
    rule,
    target,
    sources,
    make,
    compute: (values) => compute(values[0] ?? 0, values[1] ?? 0),
    spread: ([x, y]) => {
      if (!x || !y) return { low: 0, high: 0 }
      const corners = [
        compute(x.low, y.low),
        compute(x.low, y.high),
        compute(x.high, y.low),
        compute(x.high, y.high),
      ]
      return { low: Math.min(...corners), high: Math.max(...corners) }
    },
  }
}

/** The drafts of a relation that at least three rows in four (and three rows) obey; the rest are held against it. */
function obeyed(grid: Grid, relation: Relation): Draft[] | undefined {
  const rows = grid.body
    .map((row) => ({
      target: grid.at(row, relation.target),
      cells: relation.sources.map((column) => grid.at(row, column)),
    }))
    .filter(
      (row) =>
        row.target !== undefined &&
        row.cells.filter((cell) => cell !== undefined).length >= Math.min(2, row.cells.length),
    )
  if (rows.length < 2) return undefined
  let fits = 0
  let telling = 0
  const results = rows.map((row) => {
    const cells = row.cells.filter((cell) => cell !== undefined)
    const target = row.target as Quantity
    const whole = relation.kind === 'sum' || cells.length === relation.sources.length
    const range = relation.spread(cells.map(floats))
    const holds = whole && Number.isFinite(range.low) && meets(range, floats(target))
    if (holds) {
      fits++
      if (target.size !== 0 && cells.filter((cell) => cell.size !== 0).length >= 2) telling++
    }
    return { target, cells, whole, holds }
  })
  const headed = totalWords.test(grid.columnHead(relation.target).replace(/\s/g, ''))
  const enough = headed && relation.kind === 'sum' ? 2 : 3
  if (telling < enough || fits < rows.length * 0.7) return undefined
  const tie: Tie = telling >= 3 ? 'named' : 'likely'
  return results
    .filter((result) => result.whole)
    .map(({ target, cells }) => ({
      kind: relation.kind,
      rule: relation.rule,
      expression: relation.make(cells),
      relation: 'equals' as const,
      stated: statedAs(target),
      operands: [...sourceOperands(relation, cells), operand(target, 'stated')],
      tie,
      nearMiss: true,
    }))
}

function sourceOperands(relation: Relation, cells: readonly Quantity[]): Operand[] {
  if (relation.kind === 'sum') return operands(cells, 'part')
  const roles =
    relation.kind === 'share' || relation.kind === 'per_head'
      ? (['part', 'whole'] as const)
      : (['now', 'before'] as const)
  return cells.map((cell, index) => operand(cell, roles[index] ?? 'item'))
}

/** A column of shares of the column beside it: of its total row, or of all its rows. */
function shareColumns(grid: Grid, numeric: readonly number[], said: readonly Quantity[]): Draft[] {
  const drafts: Draft[] = []
  for (const column of numeric) {
    const head = grid.columnHead(column)
    const percent =
      /占|比重|比例|构成|%|％/.test(head) ||
      grid.body.every((row) => (grid.at(row, column)?.unit.dimension ?? 'percent') === 'percent')
    if (!percent || /增|率/.test(head)) continue
    const counts = numeric
      .filter((other) => other < column && !notAdditive.test(grid.columnHead(other)))
      .at(-1)
    drafts.push(...hundredColumn(grid, column))
    if (counts !== undefined) drafts.push(...sharesOfColumn(grid, column, counts, said))
  }
  return drafts
}

function hundredColumn(grid: Grid, column: number): Draft[] {
  const rows = grid.body.filter(
    (row) =>
      !totalWords.test(grid.rowHead(row).replace(/\s/g, '')) && !/^(其中|#)/.test(grid.rowHead(row).trim()),
  )
  const shares = partsOf(grid, column, rows)
  if (shares.length < 2) return []
  const total = addFloats(shares)
  if (total.low > 100 || total.high < 100) return []
  const unit = 10 ** -Math.min(...shares.map((share) => share.token.decimals))
  return [
    {
      kind: 'percent_sum',
      rule: 'percent_sum.table',
      expression: sum(shares.map(of)),
      relation: 'equals',
      stated: statedConstant(100, String(unit)),
      operands: operands(shares, 'item'),
      tie: 'loose',
    },
  ]
}

/** Amounts that the text printed shortly before the table. */
function wholesBefore(grid: Grid, context: Context): Quantity[] {
  const start = grid.table.cells[0]?.start ?? 0
  const before = context.before(start, 40).filter(isLevel)
  return before.slice(-16)
}

function sharesOfColumn(grid: Grid, column: number, counts: number, said: readonly Quantity[]): Draft[] {
  const pairs = grid.body
    .map((row) => ({ row, share: grid.at(row, column), part: grid.at(row, counts) }))
    .filter((pair) => pair.share !== undefined && pair.part !== undefined)
  const totalRow = pairs.find((pair) => totalWords.test(grid.rowHead(pair.row).replace(/\s/g, '')))
  const parts = pairs.filter((pair) => pair !== totalRow).map((pair) => pair.part as Quantity)
  const wholes: { expression: Expression; range: { low: number; high: number }; operands: Operand[] }[] = []
  if (totalRow?.part)
    wholes.push({
      expression: of(totalRow.part),
      range: floats(totalRow.part),
      operands: [operand(totalRow.part, 'whole')],
    })
  if (parts.length >= 2)
    wholes.push({
      expression: sum(parts.map(of)),
      range: addFloats(parts),
      operands: operands(parts, 'sibling'),
    })
  for (const quantity of said)
    wholes.push({ expression: of(quantity), range: floats(quantity), operands: [operand(quantity, 'whole')] })
  for (const whole of wholes) {
    const drafts: Draft[] = []
    let fits = 0
    let weight = 0
    let fitting = 0
    for (const { share, part } of pairs) {
      if (!share || !part || part === totalRow?.part) continue
      const value = {
        low: (floats(part).low / whole.range.high) * 100,
        high: (floats(part).high / whole.range.low) * 100,
      }
      const sharpness = Math.min(
        1,
        Math.max(0.05, Math.log10(Math.max(1, share.size * 10 ** share.token.decimals)) / 3),
      )
      weight += sharpness
      if (meets(value, floats(share))) {
        fits++
        fitting += sharpness
      }
      drafts.push({
        kind: 'share',
        rule: 'share.table_column',
        expression: times(over(of(part), whole.expression), constant(100)),
        relation: 'equals',
        stated: statedAs(share),
        operands: [operand(part, 'part'), ...whole.operands, operand(share, 'stated')],
        tie: 'named',
        nearMiss: true,
      })
    }
    if (drafts.length >= 2 && fits >= 2 && fitting >= weight * 0.7)
      return fits >= 3 ? drafts : drafts.map((draft) => ({ ...draft, tie: 'likely' as const }))
  }
  return []
}
