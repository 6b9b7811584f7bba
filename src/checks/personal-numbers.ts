import { isCalendarDay } from '../kernel/index.ts'

const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
const CHECK_DIGITS = '10X98765432'
const ZERO = '0'.charCodeAt(0)

/** A citizen's identity number (GB 11643): 17 digits with a possible birth date, and the check digit that fits them. */
export function isValidIdNumber(text: string): boolean {
  if (!/^\d{17}[\dXx]$/.test(text)) return false
  const birth = `${text.slice(6, 10)}-${text.slice(10, 12)}-${text.slice(12, 14)}`
  if (!isCalendarDay(birth)) return false
  return text.charAt(17).toUpperCase() === idNumberCheckDigit(text.slice(0, 17))
}

/** The 18th character for 17 digits. */
export function idNumberCheckDigit(digits: string): string {
  let sum = 0
  for (let index = 0; index < WEIGHTS.length; index += 1) {
    sum += (WEIGHTS[index] ?? 0) * (digits.charCodeAt(index) - ZERO)
  }
  return CHECK_DIGITS.charAt(sum % 11)
}

export function isValidPhone(text: string): boolean {
  return /^(1\d{10}|0\d{2,3}-?\d{7,8}|\d{7,8})$/.test(text)
}
