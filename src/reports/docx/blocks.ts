import {
  AlignmentType,
  Bookmark,
  BorderStyle,
  ImageRun,
  InternalHyperlink,
  Paragraph,
  type ParagraphChild,
  Table,
  TableCell,
  TableRow,
  TextRun,
  VerticalAlignTable,
  WidthType,
} from 'docx'
import type { ReportAssets } from '../assets.ts'
import type { Block, Fact, Inline, Table as ReportTable } from '../document/document.ts'
import { plainText } from '../document/inlines.ts'
import { numbered } from './caption.ts'
import { chartParagraphs } from './chart.ts'
import { HEADING_NUMBERS, HEI, LIST_NUMBERS, TEXT_WIDTH } from './style.ts'

/** Writes blocks as Word paragraphs and tables; every figure is a link to its row in the annex. */
export class BlockWriter {
  readonly #facts: ReadonlyMap<string, Fact>
  readonly #assets: ReportAssets
  #lists = 0

  constructor(facts: readonly Fact[], assets: ReportAssets) {
    this.#facts = new Map(facts.map((fact) => [fact.key, fact]))
    this.#assets = assets
  }

  blocks(blocks: readonly Block[]): (Paragraph | Table)[] {
    return blocks.flatMap((block) => this.#block(block))
  }

  heading(text: readonly ParagraphChild[], style: string, level: number, id: string): Paragraph {
    return new Paragraph({
      style,
      numbering: { reference: HEADING_NUMBERS, level },
      children: this.bookmarked(id, text),
    })
  }

  /** Content that links and the contents can lead to. */
  bookmarked(name: string, content: readonly ParagraphChild[]): ParagraphChild[] {
    return [new Bookmark({ id: bookmarkName(name), children: [...content] })]
  }

  runs(inlines: readonly Inline[], bold = false): ParagraphChild[] {
    return inlines.flatMap((inline): ParagraphChild[] => {
      if (inline.kind === 'strong') return this.runs(inline.inlines, true)
      if (inline.kind !== 'figure') return [new TextRun({ text: inline.text, bold })]
      const fact = this.#facts.get(inline.fact)
      const text = new TextRun({ text: `${inline.number}${inline.unit}`, bold })
      return fact ? [new InternalHyperlink({ anchor: fact.id, children: [text] })] : [text]
    })
  }

  #block(block: Block): (Paragraph | Table)[] {
    switch (block.kind) {
      case 'heading':
        return [this.heading(this.runs(block.inlines), `Heading${block.level}`, block.level - 1, block.id)]
      case 'paragraph':
        return [new Paragraph({ style: 'ReportText', children: this.runs(block.inlines) })]
      case 'list':
        return this.#list(block)
      case 'table':
        return this.#table(block)
      case 'chart':
        return chartParagraphs(block, this)
      case 'case':
        return [
          new Paragraph({
            style: 'ReportCase',
            children: this.bookmarked(block.id, [
              new TextRun({ text: `${block.number}　` }),
              ...this.runs(block.title),
            ]),
          }),
          ...this.blocks(block.blocks),
        ]
      case 'image':
        return this.#image(block)
      case 'note':
        return [new Paragraph({ style: 'ReportNote', children: this.runs(block.inlines) })]
    }
  }

  #list(block: Extract<Block, { kind: 'list' }>): Paragraph[] {
    if (!block.ordered) {
      return block.items.map((item) => new Paragraph({ style: 'ReportText', children: this.runs(item) }))
    }
    this.#lists += 1
    const instance = this.#lists
    return block.items.map(
      (item) =>
        new Paragraph({
          style: 'ReportText',
          numbering: { reference: LIST_NUMBERS, level: 0, instance },
          children: this.runs(item),
        }),
    )
  }

  #image(block: Extract<Block, { kind: 'image' }>): Paragraph[] {
    const asset = this.#assets.get(block.file)
    if (!asset || asset.mime === 'image/svg+xml') return []
    const width = Math.min(560, asset.width)
    const name = plainText(block.caption)
    return [
      new Paragraph({
        style: 'ReportChart',
        alignment: AlignmentType.CENTER,
        children: [
          new ImageRun({
            type: asset.mime === 'image/png' ? 'png' : 'jpg',
            data: asset.bytes,
            transformation: { width, height: Math.round((asset.height * width) / asset.width) },
            altText: { name: block.id, description: name, title: name },
          }),
        ],
      }),
      new Paragraph({ style: 'ReportCaption', keepNext: false, children: this.runs(block.caption) }),
    ]
  }

  #table(table: ReportTable): (Paragraph | Table)[] {
    const widths = columnWidths(table)
    const cell = (inlines: readonly Inline[], column: number, bold: boolean, head: boolean) =>
      new TableCell({
        width: { size: widths[column] ?? 1000, type: WidthType.DXA },
        verticalAlign: VerticalAlignTable.CENTER,
        ...(head ? { borders: headBorders } : {}),
        children: [
          new Paragraph({
            style: 'ReportCell',
            ...(table.numeric.includes(column) ? { alignment: AlignmentType.RIGHT } : {}),
            children: head
              ? [new TextRun({ text: plainText(inlines), font: HEI })]
              : this.runs(inlines, bold),
          }),
        ],
      })
    const head = new TableRow({
      tableHeader: true,
      cantSplit: true,
      children: table.head.map((inlines, column) => cell(inlines, column, false, true)),
    })
    const rows = table.rows.map(
      (row) =>
        new TableRow({
          cantSplit: true,
          children: row.cells.map((inlines, column) => cell(inlines, column, row.total, false)),
        }),
    )
    return [
      new Paragraph({
        style: 'ReportCaption',
        children: this.bookmarked(table.id, [...numbered(table.number), ...this.runs(table.caption)]),
      }),
      new Table({
        rows: [head, ...rows],
        columnWidths: widths,
        width: { size: TEXT_WIDTH, type: WidthType.DXA },
        borders: threeLines,
      }),
      ...table.notes.map((note) => new Paragraph({ style: 'ReportSmall', children: this.runs(note) })),
      ...(table.notes.length === 0 ? [gap()] : []),
    ]
  }
}

function gap(): Paragraph {
  return new Paragraph({ style: 'ReportSmall', children: [] })
}

/** Word's bookmarks know letters, digits and low lines. */
export function bookmarkName(id: string): string {
  return id.replace(/[^A-Za-z0-9]/g, '_')
}

const none = { style: BorderStyle.NONE, size: 0, color: 'auto' }
const thick = { style: BorderStyle.SINGLE, size: 12, color: '000000' }
const thin = { style: BorderStyle.SINGLE, size: 4, color: 'A0A8B0' }
const threeLines = {
  top: thick,
  bottom: thick,
  left: none,
  right: none,
  insideHorizontal: thin,
  insideVertical: none,
}
const headBorders = { bottom: { style: BorderStyle.SINGLE, size: 8, color: '000000' } }

/** Columns by their longest text, at least four characters, within the type area. */
export function columnWidths(table: ReportTable): number[] {
  const longest = table.head.map((head, column) => {
    const texts = [head, ...table.rows.map((row) => row.cells[column] ?? [])]
    return Math.min(26, Math.max(3, ...texts.map((text) => plainText(text).length)))
  })
  const total = longest.reduce((sum, length) => sum + length, 0)
  return longest.map((length) => Math.floor((length / total) * TEXT_WIDTH))
}
