import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler'
import { Document, Packer, Paragraph } from 'docx'
import { fontFiles } from '../../src/reports/pdf/fonts.ts'

/** Paragraphs as a Word file. */
export async function docxOf(paragraphs: readonly string[]): Promise<Uint8Array> {
  const children = paragraphs.map((text) => new Paragraph(text))
  return new Uint8Array(await Packer.toBuffer(new Document({ sections: [{ children }] })))
}

/** Paragraphs as a PDF of A4 pages with page numbers and a running head, set by Typst. */
export function pdfOf(paragraphs: readonly string[]): Uint8Array {
  const compiler = NodeCompiler.create({ fontArgs: [{ fontPaths: [...fontFiles()] }] })
  const source = [
    '#set page(paper: "a4", numbering: "— 1 —", header: align(center)[某市中等职业教育质量年度报告])',
    '#set text(font: ("Noto Serif SC", "Noto Sans SC"), size: 12pt, lang: "zh")',
    '#set par(first-line-indent: (amount: 2em, all: true), justify: true)',
    ...paragraphs.map((text) => `#par[#text(${JSON.stringify(text)})]`),
  ].join('\n\n')
  return new Uint8Array(compiler.pdf({ mainFileContent: source }))
}
