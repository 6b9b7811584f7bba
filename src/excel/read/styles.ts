import type { NumberStyle } from './sheet.ts'
import { attribute, readXml } from './xml.ts'

/** For each cell style of a workbook, how it shows numbers. */
export function numberStyles(part: string, bytes: Uint8Array): readonly NumberStyle[] {
  const formats = new Map<number, string>()
  const styles: NumberStyle[] = []
  let inCellFormats = false
  readXml(part, bytes, {
    open: (name, attributes) => {
      if (name === 'numFmt') {
        formats.set(Number(attribute(attributes, 'numFmtId')), attribute(attributes, 'formatCode') ?? '')
      } else if (name === 'cellXfs') inCellFormats = true
      else if (name === 'xf' && inCellFormats) {
        const id = Number(attribute(attributes, 'numFmtId') ?? 0)
        styles.push(styleOf(id, formats.get(id)))
      }
    },
    close: (name) => {
      if (name === 'cellXfs') inCellFormats = false
    },
  })
  return styles
}

/** Built-in formats by number: 14–22 and 45–47 are dates and times, 27–36 and 50–58 those of East Asia. */
function styleOf(id: number, code: string | undefined): NumberStyle {
  if (code !== undefined) return styleOfCode(code)
  if (id === 9 || id === 10) return 'percent'
  const isDate =
    (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 45 && id <= 47) || (id >= 50 && id <= 58)
  return isDate ? 'date' : 'plain'
}

function styleOfCode(code: string): NumberStyle {
  // Quoted words, escaped characters and [colours] say nothing about the number.
  const bare = code.replace(/"[^"]*"|\\.|_.|\*./g, '').replace(/\[(?!h+\]|m+\]|s+\])[^\]]*\]/gi, '')
  const first = bare.split(';')[0] ?? ''
  if (first.includes('%')) return 'percent'
  if (/general/i.test(first)) return 'plain'
  return /[ymdhs]/i.test(first) ? 'date' : 'plain'
}
