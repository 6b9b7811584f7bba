import { Decimal, type interval, ONE } from '../../kernel/index.ts'
import type { Draft } from '../judge/claim.ts'
import type { Expression } from '../judge/expression.ts'
import type { Quantity } from '../read/quantities.ts'
import { factorOf } from '../read/units.ts'

/** The number as the text prints it, with scale and unit. */
export function printedText(quantity: Quantity): string {
  const { token } = quantity
  return token.flow.text.slice(token.start, Math.max(token.end, token.unitEnd))
}

/** How many of the computed unit one of the stated unit is: 10 000 under 万人. */
function statedScale(draft: Draft): Decimal {
  const { quantity } = draft.stated
  return quantity ? factorOf({ scale: quantity.token.scale, unit: quantity.unit }) : ONE
}

/** Both ends of a computed range, written out. */
export type Computed = { readonly low: string; readonly high: string }

/** The computed range in the unit of the stated number, with some digits more than it prints. */
export function computedText(draft: Draft, computed: interval.Interval): Computed {
  const scale = statedScale(draft)
  const decimals = (draft.stated.quantity?.token.decimals ?? decimalsOfOperands(draft)) + 4
  const isPlain = scale.eq(1)
  const text = (value: Decimal) => writtenOut(isPlain ? value : value.div(scale), Math.min(12, decimals))
  const low = text(computed.low)
  return { low, high: computed.high === computed.low ? low : text(computed.high) }
}

function decimalsOfOperands(draft: Draft): number {
  return Math.max(0, ...draft.operands.map((operand) => operand.quantity.token.decimals))
}

function writtenOut(value: Decimal, decimals: number): string {
  return value.isInteger() ? value.toFixed(0) : trimZeros(value.toFixed(decimals))
}

function trimZeros(text: string): string {
  return text.includes('.') ? text.replace(/0+$/, '').replace(/\.$/, '') : text
}

/** One figure where the range is narrow enough to read as one, else both ends. */
export function rangeText(range: Computed): string {
  return range.low === range.high ? range.low : `${range.low}～${range.high}`
}

/** The computed value rounded to as many places as the stated number has. */
export function roundedLike(draft: Draft, computed: interval.Interval): string | undefined {
  const quantity = draft.stated.quantity
  if (!quantity) return undefined
  const middle = computed.low.plus(computed.high).div(2).div(statedScale(draft))
  return middle.toFixed(quantity.token.decimals, Decimal.ROUND_HALF_UP)
}

const longest = 9

/** `8482 ÷ 9129 × 100`; a long sum names its ends and how many terms it has. */
export function arithmeticText(expression: Expression): string {
  return write(expression, 0)
}

function write(expression: Expression, binding: number): string {
  const wrap = (text: string, own: number) => (own < binding ? `(${text})` : text)
  switch (expression.op) {
    case 'quantity':
      return printedNumber(expression.of)
    case 'constant':
      return trimZeros(expression.value.toString())
    case 'sum': {
      const terms = expression.of.map((part) => write(part, 1))
      const shown =
        terms.length > longest ? [...terms.slice(0, 4), `…（${terms.length}）…`, ...terms.slice(-2)] : terms
      return wrap(shown.join(' + '), 1)
    }
    case 'minus':
      return wrap(`${write(expression.left, 1)} − ${write(expression.right, 2)}`, 1)
    case 'times': {
      const negated = expression.right.op === 'constant' && expression.right.value.eq(-1)
      if (negated) return `−(${write(expression.left, 0)})`
      if (expression.right.op === 'constant' && expression.right.value.eq(1))
        return write(expression.left, binding)
      return wrap(`${write(expression.left, 2)} × ${write(expression.right, 2)}`, 2)
    }
    case 'over':
      return wrap(`${write(expression.left, 2)} ÷ ${write(expression.right, 3)}`, 2)
    case 'yearly':
      return wrap(
        `(${write(expression.left, 2)} ÷ ${write(expression.right, 3)})^(1/${expression.years}) − 1`,
        1,
      )
    case 'greatest':
      return expression.of.length === 1 && expression.of[0]
        ? write(expression.of[0], binding)
        : `max(${expression.of.map((part) => write(part, 0)).join(', ')})`
    case 'least':
      return expression.of.length === 1 && expression.of[0]
        ? write(expression.of[0], binding)
        : `min(${expression.of.map((part) => write(part, 0)).join(', ')})`
  }
}

function printedNumber(quantity: Quantity): string {
  const { token } = quantity
  if (token.form === 'fraction') return printedText(quantity)
  const unit = token.unit.dimension === 'percent' ? '%' : token.unit.dimension === 'permille' ? '‰' : ''
  return `${token.digits}${token.scaleText}${unit}`
}
