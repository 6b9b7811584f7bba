import type { FileVerdict } from '../report/document.ts'
export function summaryText(_verdict: FileVerdict, _language: 'zh' | 'en'): string {
  return ''
}
