/** A part of one of our formulas has no counterpart in a workbook: other schools, counting of different values … */
export class Untranslatable extends Error {
  override readonly name = 'Untranslatable'
}

/** What a condition is in a workbook: 1 holds, 0 does not, 0.5 not known. `and` is then MIN, `or` is MAX. */
export const UNKNOWN = '0.5'

/** Excel ends a formula at 8 192 characters and 64 levels of brackets; we stay clear of both. */
const LONGEST = 8000
const DEEPEST = 60

export function quoted(text: string): string {
  return `"${text.replaceAll('"', '""')}"`
}

/** 'Name of a sheet'!; the name is always quoted, as Chinese names must be in some programs. */
export function sheetPrefix(sheet: string): string {
  return `'${sheet.replaceAll("'", "''")}'!`
}

/** A criterion of COUNTIFS that means exactly this text: no wildcard, no comparison. */
export function criterion(text: string): string {
  return quoted(`=${text.replace(/[~*?]/g, (mark) => `~${mark}`)}`)
}

/** @throws Untranslatable when the formula would be longer or deeper than a workbook can hold */
export function withinBounds(formula: string): string {
  let depth = 0
  let deepest = 0
  let isQuoted = false
  for (const char of formula) {
    if (char === '"') isQuoted = !isQuoted
    else if (!isQuoted && char === '(') deepest = Math.max(deepest, ++depth)
    else if (!isQuoted && char === ')') depth -= 1
  }
  if (formula.length > LONGEST || deepest > DEEPEST) throw new Untranslatable('too long for a workbook')
  return formula
}

/** Both sides compared; doubles that differ in their last bits alone are the same decimal. */
export function compared(op: string, left: string, right: string): string {
  const difference = `ROUND((${left})-(${right}),9)`
  const comparison = op === '!=' ? '<>' : op
  return `IFERROR(IF(${difference}${comparison}0,1,0),${UNKNOWN})`
}
