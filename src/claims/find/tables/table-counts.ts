import type { Draft } from '../../judge/claim.ts'
import { constant } from '../../judge/expression.ts'
import type { Grid } from '../../read/grid.ts'
import type { Quantity } from '../../read/quantities.ts'
import { type Context, isInTableLine, isPresent, operand, statedAs } from '../context.ts'
import { totalWords } from './table-cells.ts'

/** How many numbers of the running text before and behind a table may say how many rows it has. */
const BEFORE = 16
const BEHIND = 6

/** Fewer rows are counted by chance. */
const FEWEST = 4

/** How many kinds of a thing a column tells apart, so that their rows may be counted. */
const MOST_KINDS = 8

/**
 * 「全市中等职业学校14所，其中公办13所，民办1所」 above a table with a row for each school: the rows, and those of each kind.
 * A table may leave some out, so that this is only ever said where it holds.
 */
export function countedRows(grid: Grid, context: Context): Draft[] {
  const column = labelColumn(grid)
  if (column === undefined) return []
  const rows = itemRows(grid, column)
  if (rows.length < FEWEST) return []
  const heads = `${grid.text(0, column)} ${captionOf(grid, context)} ${grid.text(rows[0] ?? 0, column)}`
  const drafts: Draft[] = []
  for (const quantity of saidAround(grid, context)) {
    const noun = nounOf(quantity)
    if (noun === undefined || !heads.includes(noun)) continue
    if (quantity.size === rows.length) drafts.push(counted(quantity))
    else if (kindsOf(grid, rows, quantity) === quantity.size) drafts.push(counted(quantity))
  }
  return drafts
}

/** The first column of words of which hardly any stands twice. */
function labelColumn(grid: Grid): number | undefined {
  for (let column = 0; column < Math.min(3, grid.columns); column++) {
    const labels = Array.from({ length: grid.rows }, (_, row) => grid.text(row, column).trim())
    const words = labels.filter((label) => /\p{Script=Han}{2}/u.test(label))
    if (words.length >= labels.length * 0.8 && new Set(words).size >= words.length * 0.8) return column
  }
  return undefined
}

function itemRows(grid: Grid, column: number): number[] {
  const head = grid.text(0, column).trim()
  return Array.from({ length: grid.rows }, (_, row) => row).filter((row) => {
    const label = grid.text(row, column).trim()
    return row > 0 && label !== '' && label !== head && !totalWords.test(label.slice(0, 4))
  })
}

function captionOf(grid: Grid, context: Context): string {
  const { caption } = grid.table
  return caption ? context.reading.extracted.text.slice(...caption) : ''
}

function saidAround(grid: Grid, context: Context): Quantity[] {
  const start = grid.table.cells[0]?.start ?? 0
  const before = context.before(start, BEFORE)
  const next = (before.at(-1)?.id ?? -1) + 1
  const section = context.reading.sections[before.at(-1)?.paragraph ?? 0]
  return [...before, ...context.quantities.slice(next, next + BEHIND)].filter(
    (quantity) =>
      quantity.unit.dimension === 'things' &&
      quantity.role === 'level' &&
      quantity.token.decimals === 0 &&
      quantity.token.scaleText === '' &&
      !quantity.frame.bound &&
      isPresent(quantity) &&
      quantity.section === section &&
      !isInTableLine(quantity, context),
  )
}

/** 学校 of 「中等职业学校14所」, 民族 of 「24个民族」. */
function nounOf({ unit, name, frame }: Quantity): string | undefined {
  const behind = /^\p{Script=Han}{2,8}/u.exec(frame.right)?.[0]
  const noun = unit.text === '个' && behind ? behind.slice(0, 2) : name.text.slice(-2)
  if (/\p{Script=Han}{2}/u.test(noun)) return noun
  return unit.text === '所' ? '学校' : undefined
}

/** How many rows are of the kind that the name of a number begins with: 公办, 国家级. */
function kindsOf(grid: Grid, rows: readonly number[], { name }: Quantity): number {
  for (let column = 0; column < grid.columns; column++) {
    const kinds = rows.map((row) => grid.text(row, column).trim())
    if (new Set(kinds).size > MOST_KINDS) continue
    const own = kinds.filter((kind) => kind.length >= 2 && name.text.includes(kind.slice(0, 2)))
    if (own.length > 0 && own.length < rows.length) return own.length
  }
  return -1
}

function counted(quantity: Quantity): Draft {
  return {
    kind: 'list_count',
    rule: 'list_count.table',
    expression: constant(quantity.size),
    relation: 'equals',
    stated: statedAs(quantity),
    operands: [operand(quantity, 'stated')],
    tie: 'loose',
  }
}
