import { type Decimal, decimal, known, NOT_APPLICABLE, type Observed, ZERO } from '../kernel/index.ts'
import type { Aggregate } from './ast.ts'
import { compileCondition, type Row, rowNumber } from './row.ts'

/** An accumulator over rows that arrive one by one, so that a million rows need no more memory than one. */
export interface Reducer {
  add(row: Row): void
  result(): Observed
}

/** Which rows an aggregate takes in: those for which its condition is true, not those where a blank leaves it open. */
export function rowFilter(aggregate: Aggregate): (row: Row) => boolean {
  if (!aggregate.where) return () => true
  const holds = compileCondition(aggregate.where)
  return (row) => holds(row) === true
}

/** The accumulator of `count(…)`, `sum(…)` and their like, with its condition. */
export function reducer(aggregate: Aggregate): Reducer {
  const accumulate = accumulator(aggregate)
  const takes = rowFilter(aggregate)
  return {
    add: (row) => {
      if (takes(row)) accumulate.add(row)
    },
    result: accumulate.result,
  }
}

/**
 * The accumulator without the condition. Counts and sums of no rows are 0; a mean or an extreme of no rows is not
 * applicable.
 */
export function accumulator(aggregate: Aggregate): Reducer {
  const field = aggregate.field?.name ?? ''
  switch (aggregate.fn) {
    case 'count': {
      let rows = 0
      return {
        add: () => {
          rows += 1
        },
        result: () => known(decimal(rows)),
      }
    }
    case 'count_distinct': {
      const seen = new Set<unknown>()
      return {
        add: (row) => {
          const cell = row[field]
          if (cell !== null && cell !== undefined && cell !== '') seen.add(cell)
        },
        result: () => known(decimal(seen.size)),
      }
    }
    case 'sum':
    case 'mean': {
      let whole = 0
      let fraction = ZERO
      let rows = 0
      return {
        add: (row) => {
          const cell = row[field]
          // Whole numbers, by far the most, are added without a Decimal each; 2^53 leaves ample room.
          if (typeof cell === 'number') whole += cell
          else {
            const value = rowNumber(row, field)
            if (!value) return
            fraction = fraction.plus(value)
          }
          rows += 1
        },
        result: () => {
          const total = fraction.plus(whole)
          if (aggregate.fn === 'sum') return known(total)
          return rows === 0 ? NOT_APPLICABLE : known(total.div(rows))
        },
      }
    }
    case 'least':
    case 'most': {
      let extreme: Decimal | undefined
      const { fn } = aggregate
      return {
        add: (row) => {
          const value = rowNumber(row, field)
          if (!value) return
          if (!extreme || (fn === 'least' ? value.lt(extreme) : value.gt(extreme))) extreme = value
        },
        result: () => (extreme ? known(extreme) : NOT_APPLICABLE),
      }
    }
  }
}
