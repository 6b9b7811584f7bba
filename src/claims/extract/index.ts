import { AppError } from '../../kernel/index.ts'
import type { DocumentFormat, ExtractedText } from '../text.ts'
import type { ExtractLimits } from './limits.ts'
import type { PdfAssets } from './pdf.ts'
import { extractPlainText } from './plain-text.ts'

/**
 * Reads a file of any kind we know into one text with places. Runs where it is called: see host.ts for a bounded
 * worker. `progress` counts the pages of a PDF.
 */
export async function extractHere(
  bytes: Uint8Array,
  file: string,
  limits: ExtractLimits,
  assets: PdfAssets,
  progress?: (done: number, of: number) => void,
): Promise<ExtractedText> {
  if (bytes.length > limits.bytes) {
    throw new AppError('CLM-002', {
      file,
      size: (bytes.length / 1048576).toFixed(1),
      limit: Math.round(limits.bytes / 1048576),
    })
  }
  const extracted = await extractAs(formatOf(bytes, file), bytes, file, limits, assets, progress)
  if (extracted.text.length > limits.characters) {
    throw new AppError('CLM-012', { file, characters: extracted.text.length, limit: limits.characters })
  }
  if (extracted.text.trim() === '') throw new AppError('CLM-013', { file })
  return extracted
}

/** Each format has parsers of its own; a file loads only those that it needs. */
async function extractAs(
  format: DocumentFormat,
  bytes: Uint8Array,
  file: string,
  limits: ExtractLimits,
  assets: PdfAssets,
  progress: ((done: number, of: number) => void) | undefined,
): Promise<ExtractedText> {
  switch (format) {
    case 'txt':
    case 'md':
      return extractPlainText(bytes, file, format)
    case 'html':
      return (await import('./html.ts')).extractHtml(bytes, file, limits)
    case 'docx':
      return (await import('./docx.ts')).extractDocx(bytes, file, limits)
    case 'pdf':
      return (await import('./pdf.ts')).extractPdf(bytes, file, limits, assets, progress)
  }
}

/** The kind of a file by its first bytes, then by its name. */
export function formatOf(bytes: Uint8Array, file: string): DocumentFormat {
  const head = new TextDecoder('latin1').decode(bytes.subarray(0, 1024))
  if (head.includes('%PDF-')) return 'pdf'
  if (head.startsWith('PK\x03\x04') || head.startsWith('PK\x05\x06') || head.startsWith('\xd0\xcf\x11\xe0'))
    return 'docx'
  const ending = /\.([a-z0-9]+)$/i.exec(file)?.[1]?.toLowerCase() ?? ''
  switch (ending) {
    case 'txt':
    case 'text':
      return 'txt'
    case 'md':
    case 'markdown':
      return 'md'
    case 'html':
    case 'htm':
    case 'xhtml':
      return 'html'
    case 'docx':
    case 'pdf':
      return ending
    default:
      if (/^\s*(<!doctype html|<html)/i.test(head)) return 'html'
      throw new AppError('CLM-001', { file })
  }
}
