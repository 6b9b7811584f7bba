import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import type { PdfAssets, PdfLibrary } from './pdf.ts'

/** pdf.js as Node loads it: its legacy build, with its own worker code in this thread. */
export function nodePdfAssets(): PdfAssets {
  const root = dirname(createRequire(import.meta.url).resolve('pdfjs-dist/package.json'))
  return {
    cMapUrl: `${join(root, 'cmaps')}/`,
    standardFontDataUrl: `${join(root, 'standard_fonts')}/`,
    load: async () => {
      const pdf = await import('pdfjs-dist/legacy/build/pdf.mjs')
      return pdf as unknown as PdfLibrary
    },
  }
}
