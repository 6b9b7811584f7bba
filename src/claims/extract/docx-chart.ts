import type { TextComposer } from './compose.ts'
import type { ExtractLimits } from './limits.ts'
import { readXml } from './xml.ts'

interface Series {
  name: string
  readonly categories: Map<number, string>
  readonly values: Map<number, string>
}

/** Writes the data that a chart keeps (categories, series, values) as a table at the end of the text. */
export function readChart(xml: string, file: string, limits: ExtractLimits, composer: TextComposer): void {
  const series: Series[] = []
  const path: string[] = []
  let title = ''
  let index = 0
  let inValue = false
  let value = ''
  readXml(xml, file, limits, {
    open(name, attributes) {
      path.push(name)
      if (name === 'c:ser') series.push({ name: '', categories: new Map(), values: new Map() })
      if (name === 'c:pt') index = Number(attributes.idx ?? 0)
      if (name === 'c:v' || name === 'a:t') {
        inValue = true
        value = ''
      }
    },
    text(text) {
      if (inValue) value += text
    },
    close(name) {
      path.pop()
      if (name !== 'c:v' && name !== 'a:t') return
      inValue = false
      const last = series.at(-1)
      if (name === 'a:t') {
        if (path.includes('c:title') && !path.includes('c:valAx') && !path.includes('c:catAx')) title += value
      } else if (path.includes('c:tx')) {
        if (last) last.name = value
      } else if (path.includes('c:cat')) last?.categories.set(index, value)
      else if (path.includes('c:val')) last?.values.set(index, value)
    },
  })
  const filled = series.filter((one) => one.values.size > 0)
  if (filled.length === 0) return
  write(title, filled, composer)
}

function write(title: string, series: readonly Series[], composer: TextComposer): void {
  const start = composer.length
  const at = composer.paragraph(title || '图表数据', 'caption')
  const categories = [...new Set(series.flatMap((one) => [...one.values.keys()]))].sort((a, b) => a - b)
  const cells = [
    ...series.map((one, i) => ({ row: 0, column: i + 1, text: one.name })),
    ...categories.flatMap((category, r) => [
      {
        row: r + 1,
        column: 0,
        text: series.find((one) => one.categories.has(category))?.categories.get(category) ?? '',
      },
      ...series.map((one, i) => ({
        row: r + 1,
        column: i + 1,
        text: plainNumber(one.values.get(category) ?? ''),
      })),
    ]),
  ].map((cell) => ({ ...cell, rowSpan: 1, columnSpan: 1 }))
  composer.table(cells, categories.length + 1, series.length + 1, [at, at + (title || '图表数据').length])
  composer.charts.push({ title, start, end: composer.length })
}

/** Charts keep floats: 98.900000000000006 is 98.9. */
function plainNumber(text: string): string {
  const value = Number(text)
  return text !== '' && Number.isFinite(value) ? String(Number(value.toPrecision(12))) : text
}
