import type { FileVerdict } from '../report/document.ts'
import type { ExtractedText } from '../text.ts'
export function markedHtml(_extracted: ExtractedText, _verdict: FileVerdict): string {
  return ''
}
