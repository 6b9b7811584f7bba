import { decimalsOf, type interval } from '../../kernel/index.ts'
import type { Quantity } from '../read/quantities.ts'
import { unitSize } from '../read/units.ts'
import type { Draft } from './claim.ts'
import { type Expression, repeats } from './expression.ts'

/** A range in floating point: for looking only, never for a verdict. */
export interface Floats {
  readonly low: number
  readonly high: number
}

/** A range that surely holds the exact one; neither end of the exact one lies further inside than `error`. */
interface Computed extends Floats {
  readonly error: number
}

type FloatsOf = (quantity: Quantity) => Floats

/** What a sum or difference may be off by in floating point, as a share of its largest term. */
const ERROR = 1e-12

/**
 * How a claim surely stands when its numbers have other ranges; undefined where only the exact computation (`fitWith`)
 * can tell. With `room`, a claim that misses by no more than that is not apart.
 */
export function floatFit(draft: Draft, at: FloatsOf, room: number): 'fits' | 'apart' | undefined {
  const { expression, stated, relation } = draft
  if (!expression || draft.known || (draft.bound && relation === 'equals')) return undefined
  const computed = floatRange(expression, at)
  if (!computed) return undefined
  const own = stated.quantity ? at(stated.quantity) : floatsOf(stated.range)
  const slack =
    1e-9 *
    Math.max(1e-9, Math.abs(computed.low), Math.abs(computed.high), Math.abs(own.low), Math.abs(own.high))
  const isOver = computed.low > own.high + room + slack
  const isUnder = computed.high < own.low - room - slack
  // Where a number stands twice in the expression, the exact range is narrower than this one.
  const inner = repeats(expression) ? Number.POSITIVE_INFINITY : computed.error + slack
  const isDown = computed.low + inner < own.high - slack
  const isUp = computed.high - inner > own.low + slack
  switch (relation) {
    case 'equals':
      return isOver || isUnder ? 'apart' : isDown && isUp ? 'fits' : undefined
    case 'at_most':
    case 'below':
      return isOver ? 'apart' : isDown ? 'fits' : undefined
    case 'at_least':
    case 'above':
      return isUnder ? 'apart' : isUp ? 'fits' : undefined
  }
}

const known = new WeakMap<interval.Interval, Floats>()

/** An exact range in floating point; asked for once per try of every repair. */
export function floatsOf(range: interval.Interval): Floats {
  const already = known.get(range)
  if (already) return already
  const floats = { low: range.low.toNumber(), high: range.high.toNumber() }
  known.set(range, floats)
  return floats
}

/**
 * A range that surely holds the exact one (`rangeOf`): wider where floating point rounds, and where an operand stands
 * in the expression twice. Undefined where only the exact computation can tell.
 */
function floatRange(expression: Expression, at: FloatsOf): Computed | undefined {
  switch (expression.op) {
    case 'quantity': {
      const { low, high } = at(expression.of)
      return { low, high, error: 2 * ERROR * Math.max(Math.abs(low), Math.abs(high)) }
    }
    case 'constant':
      return { low: expression.size, high: expression.size, error: ERROR * Math.abs(expression.size) }
    case 'sum': {
      let low = 0
      let high = 0
      let error = 0
      let largest = 0
      for (const part of expression.of) {
        const range = floatRange(part, at)
        if (!range) return undefined
        low += range.low
        high += range.high
        error += range.error
        largest = Math.max(largest, Math.abs(range.low), Math.abs(range.high), Math.abs(low), Math.abs(high))
      }
      return widened(low, high, largest, error)
    }
    case 'greatest':
    case 'least': {
      const pick = expression.op === 'greatest' ? Math.max : Math.min
      let found: Computed | undefined
      for (const part of expression.of) {
        const range = floatRange(part, at)
        if (!range) return undefined
        found = found
          ? {
              low: pick(found.low, range.low),
              high: pick(found.high, range.high),
              error: Math.max(found.error, range.error),
            }
          : range
      }
      return found
    }
    case 'minus': {
      const left = floatRange(expression.left, at)
      const right = left && floatRange(expression.right, at)
      if (!left || !right) return undefined
      const largest = Math.max(sizeOf(left), sizeOf(right))
      return widened(left.low - right.high, left.high - right.low, largest, left.error + right.error)
    }
    case 'times': {
      const left = floatRange(expression.left, at)
      const right = left && floatRange(expression.right, at)
      if (!left || !right) return undefined
      const error = left.error * sizeOf(right) + right.error * sizeOf(left)
      return hull(
        left.low * right.low,
        left.low * right.high,
        left.high * right.low,
        left.high * right.high,
        error,
      )
    }
    case 'over': {
      const left = floatRange(expression.left, at)
      const right = left && floatRange(expression.right, at)
      if (!left || !right || (right.low <= 0 && right.high >= 0)) return undefined
      const least = Math.min(Math.abs(right.low), Math.abs(right.high))
      const error = (left.error + (sizeOf(left) / least) * right.error) / least
      return hull(
        left.low / right.low,
        left.low / right.high,
        left.high / right.low,
        left.high / right.high,
        error,
      )
    }
    case 'yearly':
      return undefined
  }
}

function sizeOf({ low, high }: Floats): number {
  return Math.max(Math.abs(low), Math.abs(high))
}

function widened(low: number, high: number, largest: number, error: number): Computed {
  const off = ERROR * largest
  return { low: low - off, high: high + off, error: error + 2 * off }
}

function hull(a: number, b: number, c: number, d: number, error: number): Computed {
  const low = Math.min(a, b, c, d)
  const high = Math.max(a, b, c, d)
  return widened(low, high, Math.max(Math.abs(low), Math.abs(high)), error)
}

/** The range of a quantity if other digits were printed in its place, as `lastPlaceRange` has it exactly. */
export function lastPlaceFloats(quantity: Quantity, digits: string): Floats {
  const { token } = quantity
  const places = decimalsOf(digits)
  const value = Number(digits)
  const isExact = quantity.low === quantity.high && places === 0
  const scale = token.scaleSize * unitSize(token.unit)
  const half = isExact ? 0 : 0.5 / 10 ** places
  const off = ERROR * Math.abs(value * scale)
  return { low: (value - half) * scale - off, high: (value + half) * scale + off }
}
