import type { Draft, Operand } from '../../judge/claim.ts'
import { constant, type Expression, of, over, sum, times } from '../../judge/expression.ts'
import type { Grid } from '../../read/grid.ts'
import type { Quantity } from '../../read/quantities.ts'
import { addFloats, floats, operand, operands, statedAs, statedConstant } from '../context.ts'
import { meets, notAdditive, partsOf, totalWords } from './table-cells.ts'

/** A column of shares of the column beside it: of its total row, or of all its rows. */
export function shareColumns(grid: Grid, numeric: readonly number[], said: readonly Quantity[]): Draft[] {
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

/** 100.0 | 44.7 | 55.3: neighbours that make a hundred in three rows of four, whether the hundred is printed or not. */
export function hundredRows(grid: Grid, numeric: readonly number[]): Draft[] {
  for (let count = Math.min(10, numeric.length); count >= 2; count--) {
    for (let from = 0; from + count <= numeric.length; from++) {
      const columns = numeric.slice(from, from + count)
      const rows = grid.body
        .map((row) => columns.map((column) => grid.at(row, column)).filter((cell) => cell !== undefined))
        .filter((cells) => cells.length === count)
      if (rows.length < 3 || !rows.some((cells) => cells.some((cell) => cell.token.decimals > 0))) continue
      const fits = rows.filter((cells) => makeHundred(cells)).length
      if (fits >= Math.max(3, rows.length * 0.75)) return rows.map((cells) => hundredDraft(cells))
    }
  }
  return []
}

function makeHundred(cells: readonly Quantity[]): boolean {
  const range = addFloats(cells)
  return cells.every((cell) => cell.size > 0 && cell.size < 100) && range.low <= 100 && range.high >= 100
}

function hundredDraft(cells: readonly Quantity[]): Draft {
  const unit = 10 ** -Math.min(...cells.map((cell) => cell.token.decimals))
  return {
    kind: 'percent_sum',
    rule: 'percent_sum.table_row',
    expression: sum(cells.map(of)),
    relation: 'equals',
    stated: statedConstant(100, String(unit)),
    operands: operands(cells, 'item'),
    tie: 'likely',
  }
}

interface Whole {
  readonly expression: Expression
  readonly range: { readonly low: number; readonly high: number }
  readonly operands: readonly Operand[]
}

/** How many rows must agree on a whole that nobody printed. */
const AGREEING = 5
/** Fewer rows will do where none of them disagrees. */
const FEWEST = 3

/** The whole that the row with the finest share gives, where the others agree: a table that leaves rows out has no sum. */
function impliedWhole(
  pairs: readonly { share: Quantity | undefined; part: Quantity | undefined }[],
): Whole | undefined {
  const fine = pairs
    .filter(({ share, part }) => share && part && share.size > 0 && part.size > 0)
    .sort((a, b) => (b.share?.size ?? 0) - (a.share?.size ?? 0))
  if (fine.length < FEWEST) return undefined
  for (const { share, part } of fine.slice(0, 2)) {
    if (!share || !part) continue
    const range = { low: (part.low / share.high) * 100, high: (part.high / share.low) * 100 }
    const agreeing = fine.filter(
      (other) =>
        other.part &&
        other.share &&
        meets(
          { low: (other.part.low / range.high) * 100, high: (other.part.high / range.low) * 100 },
          floats(other.share),
        ),
    )
    const isMost = agreeing.length >= AGREEING && agreeing.length >= fine.length * 0.8
    if (isMost || agreeing.length === fine.length)
      return {
        expression: times(over(of(part), of(share)), constant(100)),
        range,
        operands: [operand(part, 'sibling'), operand(share, 'sibling_share')],
      }
  }
  return undefined
}

function sharesOfColumn(grid: Grid, column: number, counts: number, said: readonly Quantity[]): Draft[] {
  const pairs = grid.body
    .map((row) => ({ row, share: grid.at(row, column), part: grid.at(row, counts) }))
    .filter((pair) => pair.share !== undefined && pair.part !== undefined)
  const totalRow = pairs.find((pair) => totalWords.test(grid.rowHead(pair.row).replace(/\s/g, '')))
  const parts = pairs.filter((pair) => pair !== totalRow).map((pair) => pair.part as Quantity)
  const wholes: Whole[] = []
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
  const implied = impliedWhole(pairs)
  if (implied) wholes.push(implied)
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
      return fits >= 3 && whole !== implied
        ? drafts
        : drafts.map((draft) => ({ ...draft, tie: 'likely' as const }))
  }
  return []
}
