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
    .filter(({ row, column }) => !isCount(headOf(table, text, row, column)))
    .map(({ start }) => start)
}

/** 「师资总数 | 1946」: the head of the column says that people are counted. */
function isCount(head: string): boolean {
  return /人数|总数|数量|合计|总计|金额|面积|[万亿]?元/.test(head) && !/年份|年度|年$|届/.test(head)
}

function headOf(table: Table, text: string, row: number, column: number): string {
  return table.cells
    .filter((cell) => cell.row < row && cell.column <= column && column < cell.column + cell.columnSpan)
    .map(({ start, end }) => text.slice(start, end))
    .join('')
}
