import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler'
import type { ReportAssets } from '../assets.ts'
import { panelSvg } from '../charts/svg.ts'
import type { ReportDocument } from '../document/document.ts'
import { eachBlock } from '../document/inlines.ts'
import { fontBlobs } from './fonts.ts'
import { printTree } from './print-tree.ts'

const TEMPLATE = fileURLToPath(new URL('report.typ', import.meta.url))
/** The compiler sees a file system of its own, made of what is handed to it here. */
const ROOT = '/report'

let warm: NodeCompiler | undefined

function compiler(): NodeCompiler {
  warm ??= NodeCompiler.create({ fontArgs: [{ fontBlobs: fontBlobs() }], workspace: ROOT })
  return warm
}

/**
 * The report as a PDF/UA-1 document: tagged, vector charts, embedded fonts, outline, every figure a link to its entry
 * in the annex, the facts attached as JSON. The same document gives the same bytes.
 */
export function renderPdf(document: ReportDocument, assets: ReportAssets = new Map()): Uint8Array {
  const typst = compiler()
  const put = (path: string, content: string | Uint8Array) => {
    typst.mapShadow(`${ROOT}${path}`, Buffer.from(content as Uint8Array))
  }
  typst.resetShadow()
  eachBlock(document, (block) => {
    if (block.kind !== 'chart') return
    block.panels.forEach((panel, index) => {
      put(drawingFile(block.id, index), panelSvg(panel).svg)
    })
  })
  for (const [file, { bytes }] of assets) put(`/${file}`, bytes)
  put('/report.json', JSON.stringify(printTree(document, drawingFile)))
  typst.addSource(`${ROOT}/main.typ`, readFileSync(TEMPLATE, 'utf8'))
  try {
    return typst.pdf({ mainFilePath: `${ROOT}/main.typ` }, { pdfStandard: 'ua-1' })
  } finally {
    // Layout results of this document stay for the next ones; those unused for a while go.
    typst.evictCache(10)
  }
}

function drawingFile(chartId: string, panel: number): string {
  return `/${chartId}-${panel}.svg`
}
