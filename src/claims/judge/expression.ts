import { Decimal, interval } from '../../kernel/index.ts'
import type { Quantity } from '../read/quantities.ts'

type Interval = interval.Interval

/** The arithmetic of a claim: what the printed figures say the stated one should be. */
export type Expression =
  | { readonly op: 'quantity'; readonly of: Quantity }
  /** `size` is the value in floating point, for looking only. */
  | { readonly op: 'constant'; readonly value: Decimal; readonly size: number }
  | { readonly op: 'sum'; readonly of: readonly Expression[] }
  | { readonly op: 'minus'; readonly left: Expression; readonly right: Expression }
  | { readonly op: 'times'; readonly left: Expression; readonly right: Expression }
  | { readonly op: 'over'; readonly left: Expression; readonly right: Expression }
  /** Mean growth per year: (left / right)^(1/years) − 1. */
  | { readonly op: 'yearly'; readonly left: Expression; readonly right: Expression; readonly years: number }
  | { readonly op: 'greatest' | 'least'; readonly of: readonly Expression[] }

export function of(quantity: Quantity): Expression {
  return { op: 'quantity', of: quantity }
}

export function constant(value: Decimal | number | string): Expression {
  const exact = new Decimal(value)
  return { op: 'constant', value: exact, size: exact.toNumber() }
}

const HUNDRED = constant(100)

export function sum(parts: readonly Expression[]): Expression {
  return parts.length === 1 && parts[0] ? parts[0] : { op: 'sum', of: parts }
}

export function minus(left: Expression, right: Expression): Expression {
  return { op: 'minus', left, right }
}

export function times(left: Expression, right: Expression): Expression {
  return { op: 'times', left, right }
}

export function over(left: Expression, right: Expression): Expression {
  return { op: 'over', left, right }
}

export function percentOf(part: Expression, whole: Expression): Expression {
  return times(over(part, whole), HUNDRED)
}

/** The quantities of an expression, each once, and those that stand in it more than once (a part and its whole). */
interface Members {
  readonly all: readonly Quantity[]
  readonly repeated: readonly Quantity[]
}

/** The search for repairs computes one expression many times; what takes part in it never changes. */
const membersOf = new WeakMap<Expression, Members>()

function members(expression: Expression): Members {
  const known = membersOf.get(expression)
  if (known) return known
  const counted = countMembers(expression)
  membersOf.set(expression, counted)
  return counted
}

const NONE: readonly Quantity[] = []

/** The quantities that take part, each once. */
export function quantitiesIn(expression: Expression): readonly Quantity[] {
  return expression.op === 'quantity' ? [expression.of] : members(expression).all
}

/** Whether a quantity stands in an expression more than once, so that intervals alone would be too wide. */
export function repeats(expression: Expression): boolean {
  return expression.op !== 'quantity' && members(expression).repeated.length > 0
}

function countMembers(expression: Expression): Members {
  const all = new Set<Quantity>()
  const repeated = new Set<Quantity>()
  const visit = (part: Expression): void => {
    switch (part.op) {
      case 'quantity':
        if (all.has(part.of)) repeated.add(part.of)
        else all.add(part.of)
        return
      case 'constant':
        return
      case 'sum':
      case 'greatest':
      case 'least':
        for (const inner of part.of) visit(inner)
        return
      default:
        visit(part.left)
        visit(part.right)
    }
  }
  visit(expression)
  return { all: [...all], repeated: repeated.size > 0 ? [...repeated] : NONE }
}

/** What a quantity can stand for; a repair passes another range in place of the printed one. */
export type RangeOf = (quantity: Quantity) => Interval

export const printedRange: RangeOf = (quantity) => quantity.range

/**
 * The values that the expression can take while its operands move within their ranges; undefined where a divisor
 * may be zero. Where an operand stands in it twice, the corners are tried: intervals alone would be too wide.
 */
export function rangeOf(expression: Expression, range: RangeOf = printedRange): Interval | undefined {
  if (!repeats(expression)) return spread(expression, range)
  const isLoose = (quantity: Quantity) => {
    const { low, high } = range(quantity)
    return !low.eq(high)
  }
  const { all, repeated } = members(expression)
  if (!repeated.some(isLoose)) return spread(expression, range)
  const loose = all.filter(isLoose)
  if (loose.length > 4) return spread(expression, range)
  let result: Interval | undefined
  for (let corner = 0; corner < 1 << loose.length; corner++) {
    const at: RangeOf = (quantity) => {
      const index = loose.indexOf(quantity)
      if (index < 0) return range(quantity)
      const own = range(quantity)
      return interval.exactly((corner >> index) & 1 ? own.high : own.low)
    }
    const value = spread(expression, at)
    if (!value) return undefined
    result = result
      ? { low: Decimal.min(result.low, value.low), high: Decimal.max(result.high, value.high) }
      : value
  }
  return result
}

function spread(expression: Expression, range: RangeOf): Interval | undefined {
  switch (expression.op) {
    case 'quantity':
      return range(expression.of)
    case 'constant':
      return interval.exactly(expression.value)
    case 'sum':
      return combine(expression.of, range, interval.plus)
    case 'greatest':
      return combine(expression.of, range, (a, b) => ({
        low: Decimal.max(a.low, b.low),
        high: Decimal.max(a.high, b.high),
      }))
    case 'least':
      return combine(expression.of, range, (a, b) => ({
        low: Decimal.min(a.low, b.low),
        high: Decimal.min(a.high, b.high),
      }))
    case 'minus':
      return pair(expression, range, interval.minus)
    case 'times':
      return pair(expression, range, interval.times)
    case 'over':
      return pair(expression, range, interval.over)
    case 'yearly':
      return pair(expression, range, (a, b) => yearly(a, b, expression.years))
  }
}

function combine(
  parts: readonly Expression[],
  range: RangeOf,
  join: (a: Interval, b: Interval) => Interval,
): Interval | undefined {
  let result: Interval | undefined
  for (const part of parts) {
    const value = spread(part, range)
    if (!value) return undefined
    result = result ? join(result, value) : value
  }
  return result
}

function pair(
  expression: { readonly left: Expression; readonly right: Expression },
  range: RangeOf,
  join: (a: Interval, b: Interval) => Interval | undefined,
): Interval | undefined {
  const left = spread(expression.left, range)
  const right = spread(expression.right, range)
  return left && right ? join(left, right) : undefined
}

function yearly(a: Interval, b: Interval, years: number): Interval | undefined {
  const ratio = interval.over(a, b)
  if (!ratio || ratio.low.lte(0) || years <= 0) return undefined
  const root = (value: Decimal) => value.pow(new Decimal(1).div(years)).minus(1)
  return { low: root(ratio.low), high: root(ratio.high) }
}
