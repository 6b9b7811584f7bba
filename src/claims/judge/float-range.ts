import { decimalsOf } from '../../kernel/index.ts'
import type { Quantity } from '../read/quantities.ts'
import { unitFactor } from '../read/units.ts'
import type { Expression } from './expression.ts'

/** A range in floating point: for looking only, never for a verdict. */
export interface Floats {
  readonly low: number
  readonly high: number
}

/** What a sum or difference may be off by in floating point, as a share of its largest term. */
const ERROR = 1e-12

/**
 * A range that surely holds the exact one (`rangeOf`): wider where floating point rounds, and where an operand stands
 * in the expression twice. Undefined where only the exact computation can tell.
 */
export function floatRange(expression: Expression, at: (quantity: Quantity) => Floats): Floats | undefined {
  switch (expression.op) {
    case 'quantity':
      return at(expression.of)
    case 'constant':
      return { low: expression.size, high: expression.size }
    case 'sum': {
      let low = 0
      let high = 0
      let largest = 0
      for (const part of expression.of) {
        const range = floatRange(part, at)
        if (!range) return undefined
        low += range.low
        high += range.high
        largest = Math.max(largest, Math.abs(range.low), Math.abs(range.high), Math.abs(low), Math.abs(high))
      }
      return widened(low, high, largest)
    }
    case 'greatest':
    case 'least': {
      const pick = expression.op === 'greatest' ? Math.max : Math.min
      let found: Floats | undefined
      for (const part of expression.of) {
        const range = floatRange(part, at)
        if (!range) return undefined
        found = found ? { low: pick(found.low, range.low), high: pick(found.high, range.high) } : range
      }
      return found
    }
    case 'minus': {
      const left = floatRange(expression.left, at)
      const right = left && floatRange(expression.right, at)
      if (!left || !right) return undefined
      const largest = Math.max(
        Math.abs(left.low),
        Math.abs(left.high),
        Math.abs(right.low),
        Math.abs(right.high),
      )
      return widened(left.low - right.high, left.high - right.low, largest)
    }
    case 'times': {
      const left = floatRange(expression.left, at)
      const right = left && floatRange(expression.right, at)
      if (!left || !right) return undefined
      return hull(left.low * right.low, left.low * right.high, left.high * right.low, left.high * right.high)
    }
    case 'over': {
      const left = floatRange(expression.left, at)
      const right = left && floatRange(expression.right, at)
      if (!left || !right || (right.low <= 0 && right.high >= 0)) return undefined
      return hull(left.low / right.low, left.low / right.high, left.high / right.low, left.high / right.high)
    }
    case 'yearly':
      return undefined
  }
}

function widened(low: number, high: number, largest: number): Floats {
  return { low: low - ERROR * largest, high: high + ERROR * largest }
}

function hull(a: number, b: number, c: number, d: number): Floats {
  const low = Math.min(a, b, c, d)
  const high = Math.max(a, b, c, d)
  return widened(low, high, Math.max(Math.abs(low), Math.abs(high)))
}

/** The range of a quantity if other digits were printed in its place, as `lastPlaceRange` has it exactly. */
export function lastPlaceFloats(quantity: Quantity, digits: string): Floats {
  const { token } = quantity
  const places = decimalsOf(digits)
  const value = Number(digits)
  const isExact = quantity.low === quantity.high && places === 0
  const scale = token.scale.toNumber() * unitFactor(token.unit).toNumber()
  const half = isExact ? 0 : 0.5 / 10 ** places
  return widened((value - half) * scale, (value + half) * scale, Math.abs(value * scale))
}
