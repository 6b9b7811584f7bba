import { isCalendarDay } from '../../kernel/index.ts'
import type { RawCell } from '../read/sheet.ts'
import type { Read } from './fault.ts'
import { halfWidth } from './text.ts'

const DAY = 86_400_000
/** Serial days that no one can mean as anything but a date: from 1927 to 2099. 2017 alone is a year. */
const FIRST_PLAIN_SERIAL = 10_000
const LAST_SERIAL = 73_050

/** The day that a cell names, as 2017-09-01; days of the month before the year (1/9/2017) are not guessed at. */
export function readDate(cell: RawCell, countsFrom1904: boolean): Read<string> {
  switch (cell.kind) {
    case 'number':
      return fromNumber(cell.text, cell.style === 'date', countsFrom1904)
    case 'text':
      return fromText(cell.text)
    case 'flag':
      return { fault: 'IMP-038', params: { value: cell.value ? 'TRUE' : 'FALSE' } }
    case 'error':
      return { fault: 'IMP-033', params: { value: cell.text } }
    case 'uncomputed':
      return { fault: 'IMP-034', params: {} }
  }
}

function fromNumber(text: string, isDate: boolean, countsFrom1904: boolean): Read<string> {
  const number = Number(text)
  if (Number.isInteger(number) && number >= 19_000_101 && number <= 21_001_231) return fromText(text)
  const least = isDate ? 1 : FIRST_PLAIN_SERIAL
  if (number < least || number > LAST_SERIAL || (!isDate && !Number.isInteger(number))) {
    return { fault: 'IMP-038', params: { value: text } }
  }
  return { value: serialDate(Math.floor(number), countsFrom1904) }
}

/**
 * The day with that serial number. 1900 counts from 1 January 1900 and believes that year a leap year, so that from
 * March on the count is one too high; 1904 counts from 0.
 */
export function serialDate(serial: number, countsFrom1904: boolean): string {
  const start = countsFrom1904
    ? Date.UTC(1904, 0, 1)
    : serial < 60
      ? Date.UTC(1899, 11, 31)
      : Date.UTC(1899, 11, 30)
  return new Date(start + serial * DAY).toISOString().slice(0, 10)
}

function fromText(text: string): Read<string> {
  const written = halfWidth(text)
  if (written === '') return { value: null }
  const parts =
    /^(\d{4})\s*(?:[-/.]|年)\s*(\d{1,2})\s*(?:[-/.]|月)\s*(\d{1,2})\s*日?(?:[T\s]+\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?)?$/.exec(
      written,
    ) ?? /^(\d{4})(\d{2})(\d{2})$/.exec(written)
  if (!parts) return { fault: 'IMP-038', params: { value: written } }
  const [, year = '', month = '', day = ''] = parts
  const iso = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
  return isCalendarDay(iso) ? { value: iso } : { fault: 'IMP-038', params: { value: written } }
}
