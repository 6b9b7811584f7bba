import type { Draft } from '../../judge/claim.ts'
import { type Expression, minus, of } from '../../judge/expression.ts'
import type { Grid } from '../../read/grid.ts'
import type { Quantity } from '../../read/quantities.ts'
import { type Context, operands, spanOf } from '../context.ts'
import { zero } from '../ranks/ranks.ts'
import { labelOf } from './table-cells.ts'
import { clausesAround } from './table-ranks.ts'

const majority =
  /([男女])(?:生|性|教师|学生)?(?:人数)?(?:为主|居多|占多数|较多|占优|明显多于[男女]生?|多于[男女]生?)/g

/** 「管理学、文学女生为主，工学、理学男生为主」 beside a table with a column for each sex: of each row that the words name. */
export function majoritiesSaid(grid: Grid, context: Context): Draft[] {
  const [men, women] = [columnOf(grid, '男'), columnOf(grid, '女')]
  if (men === undefined || women === undefined) return []
  const labels = grid.body.map((row) => ({ row, label: labelOf(grid.rowHead(row)) }))
  return clausesAround(grid, context).flatMap((clause) => {
    let from = 0
    return [...clause.text.matchAll(majority)].flatMap((match) => {
      const words = clause.text.slice(from, match.index)
      from = match.index + match[0].length
      const [more, less] = match[1] === '男' ? [men, women] : [women, men]
      const pairs = namedIn(labels, words)
        .map(({ row }) => [grid.at(row, more), grid.at(row, less)] as const)
        .filter((pair): pair is readonly [Quantity, Quantity] => pair.every((cell) => cell !== undefined))
      return pairs.length > 0 ? [{ ...draftOf(pairs), spans: [spanOf(clause)] }] : []
    })
  })
}

/** Of 管理学 and 理学 the longer one, where a name of the list holds both. */
function namedIn<T extends { readonly label: string }>(rows: readonly T[], words: string): T[] {
  const names = words.split(/[、,和与及]/)
  return rows.filter(
    ({ label }) =>
      label.length >= 2 &&
      names.some(
        (name) =>
          name.includes(label) &&
          !rows.some((other) => other.label.length > label.length && name.includes(other.label)),
      ),
  )
}

function columnOf(grid: Grid, sex: '男' | '女'): number | undefined {
  for (let column = 0; column < grid.columns; column++) {
    const head = labelOf(grid.columnHead(column))
    if (
      head.length <= 4 &&
      head.includes(sex) &&
      !/比|率|%/.test(head) &&
      !(head.includes('男') && head.includes('女'))
    )
      return column
  }
  return undefined
}

function draftOf(pairs: readonly (readonly [Quantity, Quantity])[]): Draft {
  const gaps: Expression[] = pairs.map(([more, less]) => minus(of(more), of(less)))
  return {
    kind: 'rank',
    rule: 'rank.table_majority',
    expression: { op: 'least', of: gaps },
    relation: 'at_least',
    stated: zero(),
    operands: operands(pairs.flat(), 'item'),
    tie: 'likely',
  }
}
