import { type Decimal, decimal, parseDecimal } from '../../kernel/index.ts'
import type { RawCell } from '../read/sheet.ts'
import type { Read } from './fault.ts'
import { halfWidth } from './text.ts'

/** How a number may be written where it is wanted. */
export interface NumberWanted {
  /** The value is a share in per cent, so that 35% and 35 mean the same. */
  readonly isPercent: boolean
  /** Words that may stand behind the number: 人, 万元. */
  readonly units: readonly string[]
}

/** Spreadsheets keep 15 digits; what comes after them is no longer what was typed. */
const DIGITS_KEPT = 15

/**
 * The decimal that a cell writes: full-width digits, thousands separators and the unit's own word are read; a
 * percent cell is read in per cent where that is the unit and refused where it is not.
 */
export function readNumber(cell: RawCell, wanted: NumberWanted): Read<Decimal> {
  switch (cell.kind) {
    case 'number':
      return fromNumber(cell.text, cell.style, wanted)
    case 'text':
      return fromText(cell.text, wanted)
    case 'flag':
      return { fault: 'IMP-031', params: { value: cell.value ? 'TRUE' : 'FALSE' } }
    case 'error':
      return { fault: 'IMP-033', params: { value: cell.text } }
    case 'uncomputed':
      return { fault: 'IMP-034', params: {} }
  }
}

function fromNumber(text: string, style: 'plain' | 'date' | 'percent', wanted: NumberWanted): Read<Decimal> {
  const value = exactNumber(text)
  if (!value) return { fault: 'IMP-036', params: { value: text } }
  if (style === 'date') return { fault: 'IMP-037', params: { value: text } }
  if (style !== 'percent') return { value }
  return wanted.isPercent
    ? { value: value.times(100) }
    : { fault: 'IMP-032', params: { value: `${value.times(100).toFixed()}%` } }
}

function fromText(text: string, wanted: NumberWanted): Read<Decimal> {
  const written = halfWidth(text)
  if (written === '') return { value: null }
  let rest = written.replace(/^[¥￥]\s*/, '')
  const isPercent = rest.endsWith('%')
  if (isPercent) rest = rest.slice(0, -1).trim()
  const unit = wanted.units.find((word) => word !== '' && word !== '%' && rest.endsWith(halfWidth(word)))
  if (unit !== undefined && !isPercent) rest = rest.slice(0, -halfWidth(unit).length).trim()
  const plain = withoutSeparators(rest)
  const value = plain === undefined ? undefined : parseDecimal(plain)
  if (!value || plain === undefined) return { fault: 'IMP-031', params: { value: written } }
  if (plain.replace(/\D/g, '').length > 30) return { fault: 'IMP-036', params: { value: written } }
  if (isPercent && !wanted.isPercent) return { fault: 'IMP-032', params: { value: written } }
  return { value: decimal(value) }
}

/** 1,234,567 and 1 234 567 as 1234567; undefined where the separators do not stand by threes. */
function withoutSeparators(text: string): string | undefined {
  if (!/[,，\s']/.test(text)) return text
  return /^[+-]?\d{1,3}(?<mark>[,，\s'])\d{3}(?:\k<mark>\d{3})*(?:\.\d+)?$/.test(text)
    ? text.replace(/[,，\s']/g, '')
    : undefined
}

/**
 * The number of a spreadsheet cell. It is stored as a double: 9465.4 may stand there as 9465.3999999999996, and the
 * shortest text of that double is what was typed. Undefined where digits have been lost.
 */
export function exactNumber(text: string): Decimal | undefined {
  const number = Number(text)
  if (!Number.isFinite(number)) return undefined
  const shortest = decimal(String(number))
  if (shortest.isZero()) return shortest
  const isExact = shortest.isInteger()
    ? shortest.abs().lt(decimal(`1e${DIGITS_KEPT}`))
    : shortest.abs().lt(decimal('1e15')) && shortest.abs().gte(decimal('1e-15'))
  return isExact ? shortest : undefined
}
