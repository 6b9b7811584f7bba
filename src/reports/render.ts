import type { ReportDocument } from './document/document.ts'
import type { HtmlOptions } from './html/html.ts'

export const reportFormats = ['html', 'docx', 'pdf'] as const
export type ReportFormat = (typeof reportFormats)[number]

export type RenderOptions = HtmlOptions

export interface RenderedReport {
  readonly format: ReportFormat
  readonly mediaType: string
  /** `qingyuan-2017.pdf` */
  readonly fileName: string
  readonly bytes: Uint8Array
}

const mediaTypes: Readonly<Record<ReportFormat, string>> = {
  html: 'text/html; charset=utf-8',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  pdf: 'application/pdf',
}

/**
 * Writes a report in one format; the same document and options give the same bytes. The renderers are loaded when
 * they are first asked for, so that a program that never prints does not carry them.
 */
export async function renderReport(
  document: ReportDocument,
  format: ReportFormat,
  options: RenderOptions = {},
): Promise<RenderedReport> {
  return {
    format,
    mediaType: mediaTypes[format],
    fileName: `${document.unit.code}-${document.year}.${format}`,
    bytes: await bytesOf(document, format, options),
  }
}

async function bytesOf(
  document: ReportDocument,
  format: ReportFormat,
  options: RenderOptions,
): Promise<Uint8Array> {
  switch (format) {
    case 'html': {
      const { renderHtml } = await import('./html/html.ts')
      return new TextEncoder().encode(renderHtml(document, options))
    }
    case 'docx': {
      const { renderDocx } = await import('./docx/docx.ts')
      return renderDocx(document, options.assets)
    }
    case 'pdf': {
      const { renderPdf } = await import('./pdf/pdf.ts')
      return renderPdf(document, options.assets)
    }
  }
}
