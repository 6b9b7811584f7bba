import type { ExtractedText } from '../text.ts'
import { decodeText } from './decode.ts'
import { linesOf, reflow } from './reflow.ts'

/** Reads .txt and .md: lines joined to paragraphs, tables made of bars, tabs or columns of figures. */
export function extractPlainText(
  bytes: Uint8Array,
  file: string,
  format: 'txt' | 'md' = 'txt',
): ExtractedText {
  const { text, encoding } = decodeText(bytes)
  return {
    ...textDocument(text, file, format),
    notes: encoding === 'UTF-8' ? [] : [{ code: 'CLM-101', params: { encoding } }],
  }
}

export function textDocument(text: string, file: string, format: 'txt' | 'md' = 'txt'): ExtractedText {
  const source = text.charCodeAt(0) === 0xfeff ? text.slice(1) : text
  const lines = linesOf(source)
  return { file, format, text: source, ...reflow(source, lines), charts: [], notes: [] }
}
