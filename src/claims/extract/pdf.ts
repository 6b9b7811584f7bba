import { AppError } from '../../kernel/index.ts'
import type { ExtractedText, ExtractionNote } from '../text.ts'
import type { ExtractLimits } from './limits.ts'
import type { Line } from './lines.ts'
import { type PdfItem, pageLines } from './pdf-lines.ts'
import { reflow } from './reflow.ts'

/** Where pdf.js finds its character maps and fonts; the caller knows, because a browser fetches and a server reads. */
export interface PdfAssets {
  readonly cMapUrl: string
  readonly standardFontDataUrl: string
  /** Loads pdf.js with its worker ready. */
  readonly load: () => Promise<PdfLibrary>
}

export interface PdfLibrary {
  getDocument(options: Record<string, unknown>): {
    readonly promise: Promise<PdfDocument>
    destroy(): Promise<void>
  }
}

interface PdfDocument {
  readonly numPages: number
  getPage(number: number): Promise<PdfPage>
}

interface PdfPage {
  getTextContent(options?: Record<string, unknown>): Promise<{ readonly items: readonly unknown[] }>
  cleanup(): void
}

/** Reads a PDF: lines of each page in reading order, joined to paragraphs over lines and pages. */
export async function extractPdf(
  bytes: Uint8Array,
  file: string,
  limits: ExtractLimits,
  assets: PdfAssets,
  progress?: (done: number, of: number) => void,
): Promise<ExtractedText> {
  const library = await assets.load()
  const task = library.getDocument({
    data: bytes.slice(),
    cMapUrl: assets.cMapUrl,
    cMapPacked: true,
    standardFontDataUrl: assets.standardFontDataUrl,
    useSystemFonts: false,
    disableFontFace: true,
    isEvalSupported: false,
    stopAtErrors: false,
    verbosity: 0,
  })
  try {
    return await readDocument(await open(task.promise, file), file, limits, progress)
  } finally {
    await task.destroy().catch(() => undefined)
  }
}

async function open(promise: Promise<PdfDocument>, file: string): Promise<PdfDocument> {
  try {
    return await promise
  } catch (cause) {
    const name = cause instanceof Error ? cause.name : ''
    if (name === 'PasswordException') throw new AppError('CLM-004', { file }, { cause })
    const detail = cause instanceof Error ? cause.message.slice(0, 80) : 'PDF'
    throw new AppError(/circular|cycl/i.test(detail) ? 'CLM-016' : 'CLM-003', { file, detail }, { cause })
  }
}

async function readDocument(
  document: PdfDocument,
  file: string,
  limits: ExtractLimits,
  progress: ((done: number, of: number) => void) | undefined,
): Promise<ExtractedText> {
  let text = ''
  const lines: Line[] = []
  const empty: number[] = []
  for (let number = 1; number <= document.numPages; number++) {
    const items = await itemsOf(document, number, file)
    const printed = pageLines(items)
    if (printed.length === 0) empty.push(number)
    for (const line of printed) {
      const start = text.length
      text += `${line.text}\n`
      lines.push({
        start,
        end: start + line.text.length,
        text: line.text,
        page: number,
        indent: line.indent,
        width: line.width,
      })
    }
    lines.push({ start: text.length, end: text.length, text: '', page: number, indent: 0, width: 0 })
    if (text.length > limits.characters)
      throw new AppError('CLM-012', { file, characters: text.length, limit: limits.characters })
    progress?.(number, document.numPages)
  }
  if (text.replace(/\s/g, '').length < document.numPages * 4)
    throw new AppError('CLM-005', { file, pages: document.numPages })
  const notes: ExtractionNote[] =
    empty.length > 0 ? [{ code: 'CLM-103', params: { pages: empty.slice(0, 20).join('、') } }] : []
  return { file, format: 'pdf', text, pages: document.numPages, ...reflow(text, lines), charts: [], notes }
}

async function itemsOf(document: PdfDocument, number: number, file: string): Promise<PdfItem[]> {
  try {
    const page = await document.getPage(number)
    const content = await page.getTextContent({ includeMarkedContent: false, disableNormalization: true })
    page.cleanup()
    return content.items.map(itemOf).filter((item) => item !== undefined)
  } catch (cause) {
    const detail = cause instanceof Error ? cause.message.slice(0, 80) : `page ${number}`
    throw new AppError(
      /circular|cycl/i.test(detail) ? 'CLM-016' : 'CLM-003',
      { file, detail: `p. ${number}: ${detail}` },
      { cause },
    )
  }
}

function itemOf(raw: unknown): PdfItem | undefined {
  if (typeof raw !== 'object' || raw === null || !('str' in raw) || !('transform' in raw)) return undefined
  const { str, transform } = raw
  if (typeof str !== 'string' || !Array.isArray(transform)) return undefined
  const [, b = 0, c = 0, d = 0, x = 0, y = 0] = transform.map(Number)
  const width = 'width' in raw ? Number(raw.width) : 0
  const size = Math.hypot(c, d) || Math.abs(d)
  if (str === '' || size === 0) return undefined
  return { text: str, x, y, width, size, upright: Math.abs(b) < 0.01 * size || size === 0 }
}
