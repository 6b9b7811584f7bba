import type { Draft } from '../judge/claim.ts'
import { constant, type Expression, of, times } from '../judge/expression.ts'
import type { Grid } from '../read/grid.ts'
import { nameOf } from '../read/names.ts'
import type { Quantity } from '../read/quantities.ts'
import { isPercent } from '../read/units.ts'
import { type Context, isAmount, isInTableLine, isPercentage, matches, operand, statedAs } from './context.ts'
import { digitsOf, isOneDigitApart } from './sum-drafts.ts'
import { labelOf, totalWords } from './table-cells.ts'
import { totalsSaid } from './table-said-totals.ts'

/** How many numbers of the running text before and behind a table speak of it. */
const BEFORE = 90
const AFTER = 60

/**
 * What the text around a table says of it: 「汉族毕业生共有8118人」 beside the row 汉族 | 8118, and the total of a column
 * that the table itself does not print.
 */
export function saidOfTable(grid: Grid, numeric: readonly number[], context: Context): Draft[] {
  const said = aroundTable(grid, context)
  return [...restatedCells(grid, numeric, said, context), ...totalsSaid(grid, numeric, said, context)]
}

function aroundTable(grid: Grid, context: Context): Quantity[] {
  const start = grid.table.cells[0]?.start ?? 0
  const end = grid.table.cells.at(-1)?.end ?? start
  const before = context.before(start, BEFORE)
  const last = before.at(-1)?.id ?? -1
  const after = context.quantities.slice(last + 1, last + 1 + AFTER)
  return [...before, ...after.filter((q) => (q.token.flow.at[q.token.start] ?? 0) >= end)].filter(
    (quantity) =>
      (isAmount(quantity) || isPercentage(quantity) || quantity.role === 'ratio') &&
      !quantity.frame.bound &&
      !isInTableLine(quantity, context),
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
      // 「818名毕业生」 is the total of a column that says no more than 人数.
      const isPlain = /^(毕业生)?(人数|数量|合计)$/.test(head)
      const isTotal = totalWords.test(label) || grid.body.length === 1 || timeOfRow.test(label)
      // 「在校生 | 2015年 | 2016年」: what the columns count stands in the corner.
      const corner = timeOfRow.test(head) ? labelOf(grid.columnHead(0)) : head
      const wanted = isTotal ? (isPlain ? [] : [corner]) : [label]
      const quantity = said.find(
        (candidate) =>
          !taken.has(candidate) &&
          (isSameNumber(candidate, cell, head) || isShortOf(candidate, cell, label)) &&
          isOfRow(candidate, label) &&
          isOfRow(candidate, head) &&
          isCalled(candidate, wanted, context),
      )
      const near =
        quantity ??
        said.find(
          (candidate) =>
            !taken.has(candidate) &&
            isNearlySame(candidate, cell, head) &&
            isOfRow(candidate, label) &&
            isOfRow(candidate, head) &&
            isCalled(candidate, wanted, context) &&
            !isPrintedIn(grid, candidate),
        )
      if (!near) continue
      taken.add(near)
      drafts.push({
        kind: 'restatement',
        rule: 'restatement.table',
        expression: inUnitOf(near, cell),
        relation: 'equals',
        stated: statedAs(near),
        operands: [operand(cell, 'before'), operand(near, 'stated')],
        tie: 'loose',
        nearMiss: quantity === undefined,
      })
    }
  }
  return drafts
}

const timeOfRow = /^(本|当|今)(学?年度?)$|^(19|20)\d\d(年度?|学年度?|届|级)?$/

/** A row headed 2017年 tells what the text says of that year. */
function isOfRow(said: Quantity, label: string): boolean {
  const year = timeOfRow.test(label) ? /^\d{4}/.exec(label)?.[0] : undefined
  return year === undefined || said.year === undefined || said.year === Number(year)
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

/** 「普通中专29所」 beside the row 普通中专: two digits are enough under the very name. */
function isShortOf(said: Quantity, cell: Quantity, label: string): boolean {
  return (
    digitsOf(said) === 2 &&
    said.token.digits === cell.token.digits &&
    said.unit.text !== '' &&
    cell.unit.text === '' &&
    label.length >= 3 &&
    matches(nameOf(label), said.name) === 3
  )
}

/** The number of the row, but for one digit. */
function isNearlySame(said: Quantity, cell: Quantity, head: string): boolean {
  const percent = isPercent(cell.unit) || (cell.unit.text === '' && /[%％率]|占比|比重|比例|构成/.test(head))
  return (
    (isPercentage(said) ? percent || cell.unit.text === '' : !percent) &&
    (isNearlyRounded(said, cell, head) ||
      (said.token.scaleText === cell.token.scaleText &&
        Math.min(digitsOf(said), digitsOf(cell)) >= 4 &&
        isOneDigitApart(said.token.digits, cell.token.digits)))
  )
}

/** 1.72万人 in the text and 17798 in the table: rounded as the text rounds, they are one digit apart. */
function isNearlyRounded(said: Quantity, cell: Quantity, head: string): boolean {
  const { token } = said
  if (token.scaleText === '' || cell.token.scaleText !== '' || digitsOf(said) < 2) return false
  if (matches(nameOf(head), said.name) < 3) return false
  const rounded = (cell.size / token.scaleSize).toFixed(token.decimals)
  return isOneDigitApart(rounded, token.digits)
}

/** Whether the table prints the very number in another of its cells. */
function isPrintedIn(grid: Grid, said: Quantity): boolean {
  return grid.body.some((row) => {
    for (let column = 0; column < grid.columns; column++)
      if (grid.at(row, column)?.token.digits === said.token.digits) return true
    return false
  })
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
