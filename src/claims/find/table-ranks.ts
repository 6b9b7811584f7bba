import type { Draft } from '../judge/claim.ts'
import { minus, of } from '../judge/expression.ts'
import type { Clause } from '../read/clauses.ts'
import type { Grid } from '../read/grid.ts'
import { type Context, operands, spanOf } from './context.ts'
import { zero } from './ranks.ts'
import { labelOf, totalWords } from './table-cells.ts'

/** How many characters before and behind a table speak of it. */
const REACH = 400

const greatest = /最[多高大好长快强]|居首|首位|第一/
const least = /最[少低小差短慢弱]|末位|垫底/

/** 「北部地区的生源人数和就业人数最多」 beside the table: the row by its head, the columns by theirs. */
export function ranksSaid(grid: Grid, numeric: readonly number[], context: Context): Draft[] {
  const rows = grid.body.filter((row) => !totalWords.test(labelOf(grid.rowHead(row))))
  if (rows.length < 3) return []
  const labels = rows.map((row) => ({ row, label: labelOf(grid.rowHead(row)) }))
  const drafts: Draft[] = []
  for (const clause of clausesAround(grid, context)) {
    const place = greatest.test(clause.text) ? 1 : least.test(clause.text) ? -1 : 0
    if (place === 0) continue
    const named = labels.filter(({ label }) => label.length >= 2 && clause.text.includes(label))
    // 「北部」 is named as well where 「北部沿海」 is.
    const longest = named.filter(
      ({ label }) => !named.some((other) => other.label !== label && other.label.includes(label)),
    )
    const [only] = longest
    if (!only || longest.length !== 1) continue
    for (const column of numeric) {
      if (!isNamedColumn(grid, column, numeric, clause.text.replace(only.label, ''))) continue
      const main = grid.at(only.row, column)
      const others = rows
        .filter((row) => row !== only.row)
        .map((row) => grid.at(row, column))
        .filter((cell) => cell !== undefined)
      if (!main || others.length < 2) continue
      drafts.push({
        kind: 'rank',
        rule: 'rank.table',
        expression:
          place === 1
            ? minus(of(main), { op: 'greatest', of: others.map(of) })
            : minus({ op: 'least', of: others.map(of) }, of(main)),
        relation: 'at_least',
        stated: zero(),
        operands: operands([main, ...others], 'item'),
        tie: 'loose',
        spans: [spanOf(clause)],
      })
    }
  }
  return drafts
}

function isNamedColumn(grid: Grid, column: number, numeric: readonly number[], words: string): boolean {
  const head = labelOf(grid.columnHead(column))
  if (numeric.length === 1) return true
  for (let at = 0; at + 2 <= head.length; at++) {
    const pair = head.slice(at, at + 2)
    if (pair !== '人数' && pair !== '比例' && words.includes(pair)) return true
  }
  return false
}

function clausesAround(grid: Grid, context: Context): Clause[] {
  const start = grid.table.cells[0]?.start ?? 0
  const end = grid.table.cells.at(-1)?.end ?? start
  return context.reading.clauses.filter((clause) => {
    if (clause.flow.block.kind === 'cell') return false
    const at = clause.flow.at[clause.at[0] ?? 0] ?? -1
    return (at >= start - REACH && at < start) || (at > end && at <= end + REACH)
  })
}
