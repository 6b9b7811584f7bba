import type { Draft } from '../../judge/claim.ts'
import { minus, of, sum } from '../../judge/expression.ts'
import type { Grid } from '../../read/grid.ts'
import { nameOf } from '../../read/names.ts'
import type { Quantity } from '../../read/quantities.ts'
import { isPercent } from '../../read/units.ts'
import { addFloats, type Context, isAmount, matches, operand, operands, statedAs } from '../context.ts'
import { closes, digitsOf, totalDraft } from '../sums/sum-drafts.ts'
import { labelOf, meets, notAdditive, partsOf, totalWords } from './table-cells.ts'

/**
 * A column without a total row, and the amount of the text that it adds up to: one that is called as the column is
 * headed, under the same heading (「专任教师数 1613人」), or one with a word for the whole (「毕业生共有8636人」).
 */
export function totalsSaid(
  grid: Grid,
  numeric: readonly number[],
  said: readonly Quantity[],
  context: Context,
): Draft[] {
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
    const year = /^(?:19|20)\d\d/.exec(labelOf(grid.columnHead(column)))?.[0]
    const totals = said.filter(
      (quantity) =>
        isAmount(quantity) &&
        isOfYear(quantity, year) &&
        digitsOf(quantity) >= 3 &&
        quantity.token.scaleText === '' &&
        parts.every((part) => part.size <= Math.max(quantity.size, range.high)),
    )
    const called = totals.filter((total) => isCalledLike(total, grid, column, context))
    const worded = totals.filter((total) => isWorded(total) && digitsOf(total) >= 4)
    const candidates = called.length > 0 ? called : worded
    const total =
      candidates.findLast((candidate) => meets(range, candidate)) ??
      candidates.findLast((candidate) => isNear(candidate, range.high))
    if (total)
      drafts.push({
        kind: 'sum',
        rule: 'sum.table_said',
        expression: sum(parts.map(of)),
        relation: 'equals',
        stated: statedAs(total),
        operands: [...operands(parts, 'part'), operand(total, 'stated')],
        // Firms that several schools count are counted once in all: no sum, though it has the name of one.
        tie: 'loose',
        nearMiss: true,
        complete: called.length > 0,
      })
  }
  return drafts
}

/** 从1235人（2018年）is no total of the column 2020. */
function isOfYear({ period, year, frame }: Quantity, column: string | undefined): boolean {
  if (column === undefined) return true
  const own = typeof period === 'number' ? period : year
  return frame.motion !== 'from' && period !== 'prior' && (own === undefined || own === Number(column))
}

/** 「普通中专29所、成人中专11所、职业高中46所、技工学校27所」 beside the row 总计 | 113: parts that the text says, a total that the table prints. */
export function totalOfSaid(grid: Grid, restated: readonly Draft[]): Draft[] {
  const rowOf = new Map<Quantity, number>()
  for (const { operands } of restated) {
    const [cell, said] = [operands[0]?.quantity.cell, operands[1]?.quantity]
    if (cell && said && isAmount(said) && said.unit.text !== '') rowOf.set(said, cell.row)
  }
  const totals = grid.body.filter((row) => totalWords.test(labelOf(grid.rowHead(row))))
  return [...Map.groupBy(rowOf.keys(), ({ sentence }) => sentence).values()].flatMap((parts) => {
    if (parts.length < 3) return []
    for (let column = 0; column < grid.columns; column++) {
      const isColumn = parts.every((part) => grid.at(rowOf.get(part) ?? -1, column)?.size === part.size)
      const whole = totals
        .map((row) => grid.at(row, column))
        .find((total) => total !== undefined && closes(parts, total))
      if (isColumn && whole) return [totalDraft(parts, whole, 'sum.table_said', 'loose')]
    }
    return []
  })
}

/** 「汉族毕业生共2017人，……；少数民族毕业生共1237人」 over a table with the row 小计 | 3254: two or more of a sentence that make the total. */
export function totalsOfSentences(grid: Grid, said: readonly Quantity[]): Draft[] {
  const totals = grid.body
    .filter((row) => totalWords.test(labelOf(grid.rowHead(row))))
    .flatMap((row) => Array.from({ length: grid.columns }, (_, column) => grid.at(row, column) ?? []).flat())
    .filter((cell) => digitsOf(cell) >= 4 && !isPercent(cell.unit))
  const amounts = said.filter((value) => isAmount(value) && value.unit.text !== '' && !value.frame.bound)
  return [...Map.groupBy(amounts, ({ sentence }) => sentence).values()].flatMap((own) => {
    const parts = own.filter(({ unit }) => unit.text === own[0]?.unit.text)
    if (parts.length < 2 || parts.length > 8) return []
    const total = totals.find((cell) => closes(parts, cell) && parts.every(({ size }) => size < cell.size))
    return total ? [totalDraft(parts, total, 'sum.table_said', 'loose')] : []
  })
}

const without = /不含|不包括|不计|除去?|扣除/

/** 「中职学校（不含成人中专）招生20586人」 beside the rows 总计 | 24642 and 成人中专 | 4056. */
export function restsSaid(grid: Grid, said: readonly Quantity[], context: Context): Draft[] {
  const labels = grid.body.map((row) => ({ row, label: labelOf(grid.rowHead(row)) }))
  const totals = labels.filter(({ label }) => totalWords.test(label))
  if (totals.length === 0) return []
  return said
    .filter((value) => isAmount(value) && digitsOf(value) >= 3)
    .flatMap((value) => {
      const words = clausesOf(context, value)
      if (!without.test(words)) return []
      const left = labels.filter(
        ({ label }) => label.length >= 3 && new RegExp(`(${without.source})${patternOf(label)}`).test(words),
      )
      const [one] = left
      if (!one || left.length !== 1) return []
      for (const { row } of totals) {
        for (let column = 0; column < grid.columns; column++) {
          const [whole, part] = [grid.at(row, column), grid.at(one.row, column)]
          if (whole && part && meets({ low: whole.low - part.high, high: whole.high - part.low }, value))
            return [restDraft(value, whole, part)]
        }
      }
      return []
    })
}

/** The clause of a number with what hangs on it in parentheses. */
function clausesOf({ reading }: Context, { clause }: Quantity): string {
  const aside = reading.clauses.slice(clause.index + 1, clause.index + 4)
  return [clause, ...aside.filter(({ parent }) => parent?.clause === clause.index)]
    .map(({ text }) => text)
    .join(' ')
}

function patternOf(label: string): string {
  return label.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
}

function restDraft(value: Quantity, whole: Quantity, part: Quantity): Draft {
  return {
    kind: 'sum',
    rule: 'sum.table_rest',
    expression: minus(of(whole), of(part)),
    relation: 'equals',
    stated: statedAs(value),
    operands: [operand(whole, 'whole'), operand(part, 'part'), operand(value, 'stated')],
    tie: 'loose',
  }
}

/** Under the heading of the table, and by the name that heads the column. */
function isCalledLike(total: Quantity, grid: Grid, column: number, context: Context): boolean {
  const head = labelOf(grid.columnHead(column))
  const table = grid.at(grid.body[0] ?? 0, column) ?? grid.at(grid.body[1] ?? 0, column)
  return (
    head.length >= 2 &&
    total.named &&
    table !== undefined &&
    context.reading.sections[table.paragraph] === context.reading.sections[total.paragraph] &&
    matches(nameOf(head), total.name) === 3
  )
}

function isWorded(total: Quantity): boolean {
  return total.frame.total || /合计|共计|总计|总数|总额|共|总/.test(total.frame.left.slice(-14))
}

/** A slip of one digit, not another thing. */
function isNear(total: Quantity, sum: number): boolean {
  const gap = Math.abs(total.size - sum)
  return gap > 0 && (gap <= sum * 0.1 || /^[1-9]0*$/.test(String(gap)))
}
