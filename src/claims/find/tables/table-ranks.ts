import { parseChineseNumber } from '../../../kernel/index.ts'
import type { Draft } from '../../judge/claim.ts'
import { minus, of } from '../../judge/expression.ts'
import type { Clause } from '../../read/clauses.ts'
import type { Grid } from '../../read/grid.ts'
import type { Quantity } from '../../read/quantities.ts'
import { type Context, operands, spanOf } from '../context.ts'
import { atPlace } from '../ranks/ordinals.ts'
import { zero } from '../ranks/ranks.ts'
import { labelOf, partsOf, totalWords } from './table-cells.ts'

/** How many characters before and behind a table speak of it. */
const REACH = 400

const greatest = /最[多高大好长快强]|居首|首位|榜首|第一(?!产业|季|年|批|届)/
const least = /最[少低小差短慢弱]|末位|垫底/
const place =
  /(?:位居|位列|名列|排名|排在|排|居|列)[^,第]{0,4}第([二三四五六七八九十]|\d{1,2})(?!产业|季|年|批|届)/
/** 「毕业生最多的三个专业」, 「排名前三的专业」 */
const several = /(?:最[多高大好少低小]的前?|前)([二三四五六七八九十]|\d{1,2})/

/** 「北部地区的生源人数和就业人数最多」 beside the table: the row by its head, the columns by theirs. */
export function ranksSaid(grid: Grid, numeric: readonly number[], context: Context): Draft[] {
  const rows = grid.body.filter((row) => !totalWords.test(labelOf(grid.rowHead(row))))
  if (rows.length < 3) return []
  const labels = rows.map((row) => ({ row, label: labelOf(grid.rowHead(row)) }))
  const drafts: Draft[] = []
  for (const clause of clausesAround(grid, context)) {
    const said = saidOf(clause.text)
    if (!said) continue
    const own = labels.filter(({ label }) => label.length >= 2 && clause.text.includes(label))
    // 「东部地区虽然学校占比最低，但在校生比例最高」: the subject of the clause before.
    const named = own.length > 0 || said.things !== 1 ? own : subjectBefore(context, clause, labels)
    // 「北部」 is named as well where 「北部沿海」 is.
    const longest = named.filter(
      ({ label }) => !named.some((other) => other.label !== label && other.label.includes(label)),
    )
    const things = said.things || longest.length
    if (things === 0 || longest.length !== things) continue
    const words = longest.reduce((text, { label }) => text.replace(label, ''), clause.text)
    const chosen = new Set(longest.map(({ row }) => row))
    for (const column of numeric) {
      if (!isNamedColumn(grid, column, numeric, words)) continue
      const cells = partsOf(grid, column, [...chosen])
      const others = partsOf(
        grid,
        column,
        rows.filter((row) => !chosen.has(row)),
      )
      if (cells.length !== things || others.length < (things > 1 ? 1 : 2)) continue
      drafts.push(rankOf(clause, said, cells, others))
    }
  }
  return drafts
}

interface Labelled {
  readonly row: number
  readonly label: string
}

function subjectBefore(context: Context, clause: Clause, labels: readonly Labelled[]): readonly Labelled[] {
  for (let index = clause.index - 1; index >= clause.index - 3; index--) {
    const before = context.reading.clauses[index]
    if (!before || before.sentence !== clause.sentence) return []
    const named = labels.filter(({ label }) => label.length >= 2 && before.text.includes(label))
    if (named.length > 0) return named
  }
  return []
}

interface Said {
  /** Whether the words count from the greatest down. */
  readonly falls: boolean
  readonly place: number
  /** How many rows the words rank together; 0 for as many as they name. */
  readonly things: number
}

function saidOf(text: string): Said | undefined {
  if (/(人数|数量|占比|比例|规模|率)[较比]较?[多高大]$/.test(text))
    return { falls: true, place: 1, things: 0 }
  if (!/最|首|第|末|垫|前/.test(text)) return undefined
  const nth = place.exec(text)?.[1]
  if (nth) return { falls: true, place: numberOf(nth), things: 1 }
  const falls = !least.test(text)
  const count = several.exec(text)?.[1]
  if (count) return { falls: greatest.test(text) || falls, place: 1, things: numberOf(count) }
  return greatest.test(text) || least.test(text)
    ? { falls: greatest.test(text), place: 1, things: 1 }
    : undefined
}

function numberOf(text: string): number {
  return /^\d/.test(text) ? Number(text) : (parseChineseNumber(text) ?? 0)
}

function rankOf(clause: Clause, said: Said, cells: readonly Quantity[], others: readonly Quantity[]): Draft {
  const [main] = cells
  const falling = [...others].sort((a, b) => b.size - a.size)
  if (main && said.place > 1) return { ...atPlace(clause, main, falling, said.place), rule: 'rank.table' }
  return {
    kind: 'rank',
    rule: 'rank.table',
    expression: said.falls
      ? minus({ op: 'least', of: cells.map(of) }, { op: 'greatest', of: others.map(of) })
      : minus({ op: 'least', of: others.map(of) }, { op: 'greatest', of: cells.map(of) }),
    relation: 'at_least',
    stated: zero(),
    operands: operands([...cells, ...others], 'item'),
    tie: 'loose',
    spans: [spanOf(clause)],
  }
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

/** The clauses of the running text that stand near enough to a table to speak of it. */
export function clausesAround(grid: Grid, context: Context): Clause[] {
  const start = grid.table.cells[0]?.start ?? 0
  const end = grid.table.cells.at(-1)?.end ?? start
  return context.reading.clauses.filter((clause) => {
    if (clause.flow.block.kind === 'cell') return false
    const at = clause.flow.at[clause.at[0] ?? 0] ?? -1
    return (at >= start - REACH && at < start) || (at > end && at <= end + REACH)
  })
}
