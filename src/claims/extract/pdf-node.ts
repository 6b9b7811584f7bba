import { createRequire, Module } from 'node:module'
import { dirname, join } from 'node:path'
import type { PdfAssets, PdfLibrary } from './pdf.ts'

/** pdf.js as Node loads it: its legacy build, with its own worker code in this thread. */
export function nodePdfAssets(): PdfAssets {
  const installed = createRequire(import.meta.url)
  const root = dirname(installed.resolve('pdfjs-dist/package.json'))
  return {
    cMapUrl: `${join(root, 'cmaps')}/`,
    standardFontDataUrl: `${join(root, 'standard_fonts')}/`,
    load: async () => {
      withoutCanvas(createRequire(join(root, 'package.json')))
      const pdf = await import('pdfjs-dist/legacy/build/pdf.mjs')
      return pdf as unknown as PdfLibrary
    },
  }
}

/**
 * pdf.js loads a canvas to draw pages on, where one is installed: 40 MB and a tenth of a second in every thread. Text is
 * read without drawing; an empty module in its place is never called.
 */
function withoutCanvas(library: NodeJS.Require): void {
  const name = '@napi-rs/canvas'
  try {
    const path = library.resolve(name)
    const empty = new Module(path)
    empty.exports = { DOMMatrix: class {}, Path2D: class {} }
    library.cache[path] ??= empty
  } catch {
    // Not installed, and so not loaded.
  }
}
