import type { ExtractedText, Table } from '../text.ts'

/**
 * Cells that hold a year: 2016 and 2017 at the head of columns, or down a column of years. A count that happens to
 * look like a year (在校生 2045) stands among counts that do not.
 */
export function yearCells({ text, tables }: Pick<ExtractedText, 'text' | 'tables'>): ReadonlySet<number> {
  const years = new Set<number>()
  for (const table of tables) for (const start of yearsOf(table, text)) years.add(start)
  return years
}

function yearsOf(table: Table, text: string): number[] {
  const numbers = table.cells
    .map(({ row, column, start, end }) => ({ row, column, start, words: text.slice(start, end).trim() }))
    .filter(({ words }) => /^[\d,.，]+$/.test(words))
    .map((cell) => ({ ...cell, isYear: /^(19|20)\d\d$/.test(cell.words) || cell.words === '2100' }))
  if (!numbers.some(({ isYear }) => isYear)) return []
  const firstCount = Math.min(...numbers.filter(({ isYear }) => !isYear).map(({ row }) => row), table.rows)
  const counted = new Set(numbers.filter(({ isYear }) => !isYear).map(({ column }) => column))
  return numbers
    .filter(({ isYear, row, column }) => isYear && (row < firstCount || !counted.has(column)))
    .map(({ start }) => start)
}
