import type { Draft, Stated } from '../../judge/claim.ts'
import { constant, of, sum, times } from '../../judge/expression.ts'
import type { Grid } from '../../read/grid.ts'
import type { Quantity } from '../../read/quantities.ts'
import { type Context, isAmount, isPresent, operand, statedAs, wordsBefore } from '../context.ts'

/** How many numbers before the folded one its parts are looked for. */
const BEFORE = 12

const external = /外聘|校外|聘请|兼职|兼任|外兼/

/**
 * 「专任教师1237人、外聘教师241人，折合教师总数为1357.5人」: two external teachers count as one. (Source: Ministry of Education,
 * 教发〔2004〕2号, on the ratio of pupils to teachers.)
 */
export function findFoldedTeachers(context: Context): Draft[] {
  return context.quantities.flatMap((stated) => {
    if (!isPeople(stated) || !/折合.{0,4}教师/.test(wordsBefore(stated))) return []
    const before = context.around(stated, BEFORE, 0).filter((value) => value !== stated && isPeople(value))
    const own = before.findLast(({ name }) => /专任教师|教师/.test(name.text) && !external.test(name.text))
    const hired = before.findLast(({ name }) => external.test(name.text))
    if (!own || !hired || own.paragraph !== stated.paragraph || hired.paragraph !== stated.paragraph)
      return []
    return [
      {
        kind: 'sum' as const,
        rule: 'sum.folded',
        expression: sum([of(own), times(of(hired), constant('0.5'))]),
        relation: 'equals' as const,
        stated: rounded(statedAs(stated)),
        operands: [operand(own, 'part'), operand(hired, 'part'), operand(stated, 'stated')],
        tie: 'loose' as const,
      },
    ]
  })
}

function isPeople(value: Quantity): boolean {
  return isAmount(value) && isPresent(value) && value.unit.dimension === 'people' && !value.frame.bound
}

/** 1783.5 teachers are printed as 1784. */
function rounded(stated: Stated): Stated {
  const { low, high } = stated.range
  return low.eq(high) ? { ...stated, range: { low: low.minus('0.5'), high: high.plus('0.5') } } : stated
}

/** 「专任教师数 | 外聘教师数 | 折合教师总数」: the same in the columns of a table. */
export function foldedColumns(grid: Grid): Draft[] {
  const columnOf = (pattern: RegExp) => {
    for (let column = 0; column < grid.columns; column++)
      if (pattern.test(grid.columnHead(column))) return column
    return undefined
  }
  const [own, hired, folded] = [columnOf(/^专任教师/), columnOf(external), columnOf(/折合.*教师/)]
  if (own === undefined || hired === undefined || folded === undefined) return []
  return grid.body.flatMap((row) => {
    const [one, two, stated] = [grid.at(row, own), grid.at(row, hired), grid.at(row, folded)]
    if (!one || !two || !stated) return []
    return [
      {
        kind: 'sum' as const,
        rule: 'sum.folded',
        expression: sum([of(one), times(of(two), constant('0.5'))]),
        relation: 'equals' as const,
        stated: rounded(statedAs(stated)),
        operands: [operand(one, 'part'), operand(two, 'part'), operand(stated, 'stated')],
        tie: 'loose' as const,
        nearMiss: true,
      },
    ]
  })
}
