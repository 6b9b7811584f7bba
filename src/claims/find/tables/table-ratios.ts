import type { Draft } from '../../judge/claim.ts'
import { constant, of, over, sum, times } from '../../judge/expression.ts'
import type { Grid } from '../../read/grid.ts'
import type { Quantity } from '../../read/quantities.ts'
import { operand, statedAs, statedConstant } from '../context.ts'
import { near } from '../quotients/quotients.ts'
import { ratioParts } from '../quotients/ratios.ts'

/** 「2020 | 4.5 | 2.22 | 66.96:33.04」: a column that divides a hundred as two other columns of its row do, in all rows. */
export function ratioColumns(grid: Grid, numeric: readonly number[]): Draft[] {
  return numeric.flatMap((column) => {
    const rows = grid.body.flatMap((row) => {
      const first = grid.at(row, column)
      const second = first?.role === 'ratio' ? ratioParts(first)[0] : undefined
      const isHundred = first && second && Math.abs(first.size + second.size - 100) < 1
      return isHundred && first.size > 1 && second.size > 1 ? [{ row, first, second }] : []
    })
    if (rows.length === 0) return []
    const others = numeric.filter((other) => other !== column)
    for (const one of others) {
      for (const two of others) {
        if (one === two) continue
        const made = rows.flatMap(({ row, first, second }) => {
          const [a, b] = [grid.at(row, one), grid.at(row, two)]
          return a && b && a.size + b.size > 0 ? [{ first, second, a, b }] : []
        })
        const fits = made.filter(({ first, a, b }) => near((100 * a.size) / (a.size + b.size), first)).length
        if (fits === 0 || fits < made.length * 0.7) continue
        return made.flatMap(({ first, second, a, b }) => [
          partDraft(first, a, b),
          partDraft(second, b, a),
          hundred(first, second),
        ])
      }
    }
    return []
  })
}

function partDraft(stated: Quantity, part: Quantity, other: Quantity): Draft {
  return {
    kind: 'ratio',
    rule: 'ratio.table_parts',
    expression: times(over(of(part), sum([of(part), of(other)])), constant(100)),
    relation: 'equals',
    stated: statedAs(stated),
    operands: [operand(part, 'part'), operand(other, 'sibling'), operand(stated, 'stated')],
    tie: 'likely',
  }
}

function hundred(first: Quantity, second: Quantity): Draft {
  const places = Math.min(first.token.decimals, second.token.decimals)
  return {
    kind: 'percent_sum',
    rule: 'percent_sum.ratio',
    expression: sum([of(first), of(second)]),
    relation: 'equals',
    stated: statedConstant(100, places > 0 ? String(10 ** -places) : undefined),
    operands: [operand(first, 'item')],
    tie: 'loose',
  }
}
