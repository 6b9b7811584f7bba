import type { ChromeWords } from '../words.ts'
import type { AnnexEntry, Fact, ReportDocument } from './document.ts'

/** 就业率（%）, with the unit's name before it where it is not the report's own. */
export function annexTitle(document: ReportDocument, entry: AnnexEntry): string {
  const unit = entry.unit.code === document.unit.code ? '' : `${entry.unit.name}：`
  const measure = entry.unitText.zh === '' ? '' : `（${entry.unitText.zh}）`
  return `${unit}${entry.label.zh}${measure}`
}

/** What an entry tells besides its values, a line each: formula with its inputs, source, coverage, reasons. */
export function annexLines(entry: AnnexEntry, words: ChromeWords): string[] {
  const lines: string[] = []
  if (entry.formula) lines.push(`＝ ${entry.formula.zh}`)
  const inputs = entry.inputs.filter((input) => input.depth === 1)
  if (inputs.length > 0) {
    lines.push(
      inputs
        .map(({ label, shown, unitText, year }) => {
          const when = year === entry.year ? '' : words.year(year)
          return `${when}${label.zh} ${shown.text}${shown.state === 'known' ? unitText.zh : ''}`
        })
        .join('；'),
    )
  }
  const tail = [words.origin[entry.origin]]
  if (entry.schools.length > 0) tail.push(words.coverage(entry.coverage.reported, entry.coverage.expected))
  if (entry.source !== undefined) tail.push(entry.source)
  if (entry.synthetic) tail.push(words.syntheticTag)
  lines.push(tail.join('；'))
  if (entry.missing.length > 0) lines.push(`${words.missing}：${entry.missing.join('、')}`)
  for (const reason of entry.reasons) lines.push(`${words.reason}：${reason}`)
  lines.push(`${entry.unit.code}.${entry.name}${entry.cell === '' ? '' : `[${entry.cell}]`}`)
  return lines
}

/** 2017年, 2017年变化, 2017年增幅. */
export function factItem(fact: Fact, words: ChromeWords): string {
  return `${words.year(fact.year)}${words.measure[fact.measure]}`
}
