import type { Draft } from '../judge/claim.ts'
import { constant, type Expression, of, sum, times } from '../judge/expression.ts'
import type { Grid } from '../read/grid.ts'
import { nameOf } from '../read/names.ts'
import type { Quantity } from '../read/quantities.ts'
import { isPercent } from '../read/units.ts'
import {
  addFloats,
  type Context,
  isAmount,
  isPercentage,
  matches,
  operand,
  operands,
  statedAs,
} from './context.ts'
import { digitsOf } from './sum-drafts.ts'
import { meets, notAdditive, partsOf, totalWords } from './table-cells.ts'

/** How many numbers of the running text before and behind a table speak of it. */
const BEFORE = 90
const AFTER = 60

/**
 * What the text around a table says of it: 「汉族毕业生共有8118人」 beside the row 汉族 | 8118, and the total of a column
 * that the table itself does not print.
 */
export function saidOfTable(grid: Grid, numeric: readonly number[], context: Context): Draft[] {
  const said = aroundTable(grid, context)
  return [...restatedCells(grid, numeric, said, context), ...totalsSaid(grid, numeric, said)]
}

function aroundTable(grid: Grid, context: Context): Quantity[] {
  const start = grid.table.cells[0]?.start ?? 0
  const end = grid.table.cells.at(-1)?.end ?? start
  const before = context.before(start, BEFORE)
  const last = before.at(-1)?.id ?? -1
  const after = context.quantities.slice(last + 1, last + 1 + AFTER)
  return [...before, ...after.filter((q) => (q.token.flow.at[q.token.start] ?? 0) >= end)].filter(
    (quantity) => (isAmount(quantity) || isPercentage(quantity)) && !quantity.frame.bound,
  )
}

function restatedCells(
  grid: Grid,
  numeric: readonly number[],
  said: readonly Quantity[],
  context: Context,
): Draft[] {
  const drafts: Draft[] = []
  const taken = new Set<Quantity>()
  for (const row of grid.body) {
    const label = labelOf(grid.rowHead(row))
    for (const column of numeric) {
      const cell = grid.at(row, column)
      if (!cell) continue
      const head = labelOf(grid.columnHead(column))
      const wanted = totalWords.test(label) ? [head] : [label]
      const quantity = said.find(
        (candidate) =>
          !taken.has(candidate) &&
          isSameNumber(candidate, cell, head) &&
          isCalled(candidate, wanted, context),
      )
      if (!quantity) continue
      taken.add(quantity)
      drafts.push({
        kind: 'restatement',
        rule: 'restatement.table',
        expression: inUnitOf(quantity, cell),
        relation: 'equals',
        stated: statedAs(quantity),
        operands: [operand(cell, 'before'), operand(quantity, 'stated')],
        tie: 'loose',
      })
    }
  }
  return drafts
}

/** A label without its unit, its number and its 「其中」. */
function labelOf(text: string): string {
  return text
    .replace(/[(（[].*?[)）\]]/g, '')
    .replace(/[\s#＃:：*]|^其中|^[一二三四五六七八九十\d]+[、.．]|^构成/g, '')
}

function isSameNumber(said: Quantity, cell: Quantity, head: string): boolean {
  const percent = isPercent(cell.unit) || (cell.unit.text === '' && /[%％率]|占比|比重|比例|构成/.test(head))
  if (isPercentage(said))
    return (
      (percent || cell.unit.text === '') && said.token.value.eq(cell.token.value) && said.token.decimals > 0
    )
  if (percent || digitsOf(said) < 2) return false
  if (said.token.digits === cell.token.digits && (cell.unit.text === '' || said.token.scaleText === ''))
    return digitsOf(said) >= 3
  // 0.51万人 in the text, 5061 in the table.
  const covers = said.token.scaleText !== '' && said.low <= cell.size && cell.size <= said.high
  return covers && (digitsOf(said) >= 3 || matches(nameOf(head), said.name) === 3)
}

/** 9510 under 「单位：万人」 is what the text writes as 9510万人. */
function inUnitOf(said: Quantity, cell: Quantity): Expression {
  const isBare = cell.unit.text === '' && cell.token.scaleText === ''
  const same = said.token.digits === cell.token.digits && !isPercentage(said)
  return isBare && same ? times(of(cell), constant(said.size / Number(said.token.digits))) : of(cell)
}

/** Whether the clause of a number, or what its part of the sentence spoke of before it, names the row. */
function isCalled(said: Quantity, wanted: readonly string[], context: Context): boolean {
  const before = context
    .sentence(said.sentence)
    .filter((other) => other.segment === said.segment && other.id < said.id)
  const names = before.map((other) => other.name.text).join('')
  const words = `${said.topic}${said.within}${names}${said.name.text}${said.clause.text}`.replace(/\s/g, '')
  return wanted.every(
    (label) =>
      label.length >= 2 &&
      (words.includes(label) || [...before, said].some((other) => matches(nameOf(label), other.name) >= 2)),
  )
}

/** A column without a total row that adds up to an amount of the text. */
function totalsSaid(grid: Grid, numeric: readonly number[], said: readonly Quantity[]): Draft[] {
  const drafts: Draft[] = []
  const rows = grid.body.filter(
    (row) => !/^(其中|#|＃)/.test(grid.rowHead(row).trim()) && !/^$/.test(grid.rowHead(row)),
  )
  if (rows.length < 3 || rows.some((row) => totalWords.test(labelOf(grid.rowHead(row))))) return []
  for (const column of numeric) {
    if (notAdditive.test(grid.columnHead(column))) continue
    const parts = partsOf(grid, column, rows)
    if (parts.length < 3 || parts.some((part) => isPercent(part.unit))) continue
    const range = addFloats(parts)
    const total = said.findLast(
      (quantity) =>
        isAmount(quantity) &&
        digitsOf(quantity) >= 3 &&
        quantity.token.scaleText === '' &&
        meets(range, quantity) &&
        parts.every((part) => part.size <= quantity.size),
    )
    if (total)
      drafts.push({
        kind: 'sum',
        rule: 'sum.table_said',
        expression: sum(parts.map(of)),
        relation: 'equals',
        stated: statedAs(total),
        operands: [...operands(parts, 'part'), operand(total, 'stated')],
        tie: 'loose',
        nearMiss: true,
      })
  }
  return drafts
}
