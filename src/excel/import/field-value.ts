import type { Catalog, Field } from '../../catalog/index.ts'
import type { RowCell } from '../../formula/index.ts'
import type { Decimal } from '../../kernel/index.ts'
import { type AllCodeLabels, readFlag } from '../code-labels.ts'
import type { RawCell } from '../read/sheet.ts'
import { readDate } from './date.ts'
import type { Read } from './fault.ts'
import { exactNumber, type NumberWanted, readNumber } from './number.ts'
import { halfWidth, visible } from './text.ts'

/** Reads the cells of one field, as typed values of a register's row. */
export type FieldReader = (cell: RawCell) => Read<Exclude<RowCell, null>>

/** What a field's cells are read with; made once per column, used for every row. */
export function fieldReader(
  catalog: Pick<Catalog, 'units'>,
  field: Field,
  labels: AllCodeLabels,
  countsFrom1904: boolean,
): FieldReader {
  switch (field.type) {
    case 'integer':
    case 'decimal': {
      const wanted = numberWanted(catalog, field.unit)
      const isWhole = field.type === 'integer'
      return (cell) => {
        const read = readNumber(cell, wanted)
        if ('fault' in read || read.value === null) return read as Read<never>
        if (isWhole && !read.value.isInteger()) {
          return { fault: 'IMP-035', params: { value: read.value.toFixed() } }
        }
        return { value: numberCell(read.value) }
      }
    }
    case 'date':
      return (cell) => readDate(cell, countsFrom1904)
    case 'flag':
      return remembered(readFlagCell)
    case 'code': {
      const list = field.codelist === undefined ? undefined : labels.of(field.codelist)
      return remembered((cell) => {
        const text = textOf(cell)
        if ('fault' in text || text.value === null || !list) return text
        const code = list.read(text.value)
        return code === undefined ? { fault: 'IMP-040', params: { value: text.value } } : { value: code }
      })
    }
    case 'id_number':
      return (cell) => {
        const text = textOf(cell)
        if ('fault' in text || text.value === null) return text
        return { value: numberText(text.value).toUpperCase() }
      }
    case 'phone':
      return (cell) => {
        const text = textOf(cell)
        if ('fault' in text || text.value === null) return text
        return { value: numberText(text.value) }
      }
    default:
      return textOf
  }
}

/** The digits as one half-width word. The mark by which we leave out the middle of a number stays one mark. */
function numberText(text: string): string {
  return halfWidth(text).replace(/\s+/g, '').replace(/\.{3}/g, '…')
}

const REMEMBERED = 2_000

/** A column of codes says the same few things over and over: each is read once. */
function remembered(read: FieldReader): FieldReader {
  const known = new Map<string, ReturnType<FieldReader>>()
  return (cell) => {
    if (cell.kind !== 'text') return read(cell)
    const before = known.get(cell.text)
    if (before) return before
    const value = read(cell)
    if (known.size < REMEMBERED) known.set(cell.text, value)
    return value
  }
}

export function numberWanted(catalog: Pick<Catalog, 'units'>, unit: string | undefined): NumberWanted {
  if (unit === undefined) return { isPercent: false, units: [] }
  const definition = catalog.units.definition(unit)
  const units = [
    catalog.units.label(unit, 'zh'),
    catalog.units.label(unit, 'en'),
    definition?.symbol?.zh ?? '',
    definition?.name.zh ?? '',
  ]
  return { isPercent: catalog.units.parse(unit)?.kind === 'share', units: [...new Set(units)] }
}

/** Whole numbers are numbers, other decimals are decimal texts: so rows hold them. */
function numberCell(value: Decimal): string | number {
  return value.isInteger() && value.abs().lt('9007199254740992') ? value.toNumber() : value.toFixed()
}

function readFlagCell(cell: RawCell): Read<boolean> {
  if (cell.kind === 'flag') return { value: cell.value }
  const text = textOf(cell)
  if ('fault' in text || text.value === null) return text as Read<never>
  const value = readFlag(text.value)
  return value === undefined ? { fault: 'IMP-039', params: { value: text.value } } : { value }
}

/** The words of a cell. A number in a text column is its digits, as long as they are all there. */
function textOf(cell: RawCell): Read<string> {
  switch (cell.kind) {
    case 'text': {
      // An apostrophe keeps =, +, - and @ from being run in a spreadsheet; it is no part of the text.
      const text = visible(cell.text)
        .replace(/^'(?=[=+\-@])/, '')
        .replace(/\r\n?/g, '\n')
      if (CONTROL.test(text) || !text.isWellFormed()) return { fault: 'IMP-048', params: {} }
      return { value: text === '' ? null : text }
    }
    case 'number': {
      const value = exactNumber(cell.text)
      return value ? { value: value.toFixed() } : { fault: 'IMP-036', params: { value: cell.text } }
    }
    case 'flag':
      return { value: cell.value ? 'TRUE' : 'FALSE' }
    case 'error':
      return { fault: 'IMP-033', params: { value: cell.text } }
    case 'uncomputed':
      return { fault: 'IMP-034', params: {} }
  }
}

/** What no keyboard types and no database keeps. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the ones that are refused
const CONTROL = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F]/
