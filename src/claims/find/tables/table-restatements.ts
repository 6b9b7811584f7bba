import type { Draft } from '../../judge/claim.ts'
import { constant, type Expression, of, times } from '../../judge/expression.ts'
import type { Grid } from '../../read/grid.ts'
import { likeness, nameOf } from '../../read/names.ts'
import type { Quantity } from '../../read/quantities.ts'
import { isPercent } from '../../read/units.ts'
import {
  type Context,
  isAmount,
  isInTableLine,
  isPercentage,
  matches,
  operand,
  statedAs,
} from '../context.ts'
import { listAround } from '../shares/share-items.ts'
import { digitsOf, isOneDigitApart } from '../sums/sum-drafts.ts'
import { labelOf, totalWords } from './table-cells.ts'
import { restsSaid, totalOfSaid, totalsOfSentences, totalsSaid } from './table-said-totals.ts'
import { toldOfTable } from './table-told.ts'

/** How many numbers of the running text before and behind a table speak of it. */
const BEFORE = 90
const AFTER = 60

/**
 * What the text around a table says of it: 「汉族毕业生共有8118人」 beside the row 汉族 | 8118, and the total of a column
 * that the table itself does not print.
 */
export function saidOfTable(grid: Grid, numeric: readonly number[], context: Context): Draft[] {
  const said = aroundTable(grid, context)
  const cells = restatedCells(grid, numeric, said, context)
  return [
    ...cells,
    ...slipsInLists(grid, cells, context),
    ...totalOfSaid(grid, cells),
    ...restsSaid(grid, said, context),
    ...totalsSaid(grid, numeric, said, context),
    ...totalsOfSentences(grid, said),
    ...toldOfTable(grid, numeric, saidAround(grid, context), context),
  ]
}

/**
 * 「A、B、C分别占34.14%、25.17%、23.57%」: where the others of a list stand in the rows of their names, so should this one; its row
 * prints another number.
 */
function slipsInLists(grid: Grid, restated: readonly Draft[], context: Context): Draft[] {
  const cellOf = new Map<Quantity, Quantity>()
  for (const { operands } of restated) {
    const [cell, said] = operands
    if (cell && said) cellOf.set(said.quantity, cell.quantity)
  }
  const seen = new Set<Quantity>()
  return [...cellOf.keys()].flatMap((one) => {
    const sentence = context.sentence(one.sentence)
    const list = listAround(sentence, sentence.indexOf(one))
    const missing = list.filter((value) => !cellOf.has(value))
    const [slip] = missing
    if (!slip || missing.length !== 1 || list.length < 3 || seen.has(slip)) return []
    seen.add(slip)
    const columns = new Set(
      list.map((value) => cellOf.get(value)?.cell?.column).filter((at) => at !== undefined),
    )
    const [column] = columns
    const names = namesOfList(context, one, list.length)
    const row = grid.body.find((at) => labelOf(grid.rowHead(at)) === names?.[list.indexOf(slip)])
    const cell =
      columns.size !== 1 || column === undefined || row === undefined ? undefined : grid.at(row, column)
    if (!cell || cell.token.decimals !== slip.token.decimals) return []
    return [
      {
        kind: 'restatement' as const,
        rule: 'restatement.table_list',
        expression: of(cell),
        relation: 'equals' as const,
        stated: statedAs(slip),
        operands: [operand(cell, 'before'), operand(slip, 'stated')],
        tie: 'likely' as const,
      },
    ]
  })
}

/** The names that a list of numbers goes with: those of the last clause before it that has as many. */
function namesOfList(context: Context, first: Quantity, count: number): readonly string[] | undefined {
  for (let index = first.clause.index; index >= first.clause.index - 2; index--) {
    const clause = context.reading.clauses[index]
    if (!clause || clause.sentence !== first.sentence) return undefined
    const words = clause.text.replace(
      /(的?(人数|数量|占比|比例|规模)?较?[多高大]?|的?(占比|比例)?分别.*)$/,
      '',
    )
    const names = words.replace(/^(其中|以)/, '').split(/[、和与及]/)
    if (names.length === count) return names
  }
  return undefined
}

function aroundTable(grid: Grid, context: Context): Quantity[] {
  return saidAround(grid, context).filter(
    (quantity) =>
      (isAmount(quantity) || isPercentage(quantity) || quantity.role === 'ratio') && !quantity.frame.bound,
  )
}

/** All numbers of the running text before and behind a table. */
function saidAround(grid: Grid, context: Context): Quantity[] {
  const start = grid.table.cells[0]?.start ?? 0
  const end = grid.table.cells.at(-1)?.end ?? start
  const before = context.before(start, BEFORE)
  const last = before.at(-1)?.id ?? -1
  const after = context.quantities.slice(last + 1, last + 1 + AFTER)
  return [...before, ...after.filter((q) => (q.token.flow.at[q.token.start] ?? 0) >= end)].filter(
    (quantity) => !isInTableLine(quantity, context),
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
      // 「指标 | 2020年」 over 「学校总数」: a corner that counts nothing leaves the name to the row.
      const isBlank = /^(指标|项目|内容|名称|)$/.test(corner) && !timeOfRow.test(label)
      const wanted = isTotal && !isBlank ? (isPlain ? [] : [corner]) : [label]
      const quantity = said.find(
        (candidate) =>
          !taken.has(candidate) &&
          (isSameNumber(candidate, cell, head) || isShortOf(candidate, cell, label)) &&
          isOfRow(candidate, label) &&
          isOfRow(candidate, head) &&
          isCalled(candidate, wanted, context, digitsOf(candidate) >= 4),
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
  // 「生师比18.64:1」, and 18.64 in the column 生师比.
  if (said.role === 'ratio')
    return (cell.role === 'ratio' || /比/.test(head)) && said.size === cell.size && digitsOf(said) >= 2
  if (cell.role === 'ratio') return false
  if (percent || digitsOf(said) < 2) return false
  if (said.token.digits === cell.token.digits && (cell.unit.text === '' || said.token.scaleText === ''))
    return digitsOf(said) >= 3
  // 1784人 in the text, 1783.5 converted ones in the table.
  if (cell.token.decimals > 0 && said.token.decimals === 0 && said.token.scaleText === '')
    return digitsOf(said) >= 4 && Math.abs(cell.size - said.size) <= 0.5
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
function isCalled(said: Quantity, wanted: readonly string[], context: Context, isExact = false): boolean {
  const before = context
    .sentence(said.sentence)
    .filter((other) => other.segment === said.segment && other.id < said.id)
  const names = before.map((other) => other.name.text).join('')
  const words = `${said.topic}${said.within}${names}${said.name.text}${said.clause.text}`.replace(/\s/g, '')
  // 8517所 in the text and 8517 in the row 学校总数: of four digits and more, a word in common will do.
  if (isExact && wanted.every((label) => hasWordOf(words, label))) return true
  return wanted.every((label) =>
    (isExact || said.token.scaleText !== '') && likeness(said.name.text, label) >= 0.6
      ? true
      : label.length >= 2 &&
        (words.includes(label) || [...before, said].some((other) => matches(nameOf(label), other.name) >= 2)),
  )
}

function hasWordOf(words: string, label: string): boolean {
  const noun = label.replace(/总数|人数|数量|情况|合计|总计|指标/g, '')
  for (let at = 0; at + 2 <= noun.length; at++) if (words.includes(noun.slice(at, at + 2))) return true
  return false
}
