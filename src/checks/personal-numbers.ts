const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
const CHECK_DIGITS = '10X98765432'

/** A citizen's identity number (GB 11643): 17 digits with a possible birth date, and the check digit that fits them. */
export function isValidIdNumber(text: string): boolean {
  if (!/^\d{17}[\dXx]$/.test(text)) return false
  const birth = `${text.slice(6, 10)}-${text.slice(10, 12)}-${text.slice(12, 14)}`
  const date = new Date(`${birth}T00:00:00Z`)
  if (Number.isNaN(date.getTime()) || !date.toISOString().startsWith(birth)) return false
  return text.charAt(17).toUpperCase() === idNumberCheckDigit(text.slice(0, 17))
}

/** The 18th character for 17 digits. */
export function idNumberCheckDigit(digits: string): string {
  const sum = WEIGHTS.reduce((total, weight, index) => total + weight * Number(digits.charAt(index)), 0)
  return CHECK_DIGITS.charAt(sum % 11)
}

export function isValidPhone(text: string): boolean {
  return /^(1\d{10}|0\d{2,3}-?\d{7,8}|\d{7,8})$/.test(text)
}
