import type { Line } from './measure.ts'

const COLUMNS = [9, 9, 7, 6] as const

export function printHead(): void {
  process.stdout.write(`${cells('ours', 'theirs', 'ratio', 'bar')}  what, beside what\n`)
}

/** Prints a line of the table; false where it is over its bar. */
export function printLine(line: Line): boolean {
  if ('skipped' in line) {
    process.stdout.write(`${cells('—', '—', '—', '—')}  ${line.name}: ${line.skipped}\n`)
    return true
  }
  const ratio = line.ours / line.theirs
  const isMet = line.bar === undefined || ratio <= line.bar
  const mark = line.bar === undefined ? '' : `${isMet ? '≤' : '>'} ${line.bar}`
  const unit = line.unit ?? 'ms'
  process.stdout.write(
    `${cells(shown(line.ours, unit), shown(line.theirs, unit), ratio.toFixed(2), mark)}  ${line.name}, beside: ${line.against}${line.note ? ` (${line.note})` : ''}\n`,
  )
  return isMet
}

function shown(value: number, unit: string): string {
  if (unit === 'ms' && value >= 1000) return `${(value / 1000).toFixed(2)} s`
  return `${value >= 100 ? value.toFixed(0) : value.toFixed(1)} ${unit}`
}

function cells(...texts: readonly string[]): string {
  return texts.map((text, index) => text.padStart(COLUMNS[index] ?? 0)).join(' ')
}
