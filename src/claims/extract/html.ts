import { type DefaultTreeAdapterMap, parse } from 'parse5'
import { AppError } from '../../kernel/index.ts'
import type { BlockKind, ExtractedText } from '../text.ts'
import { type CellText, TextComposer } from './compose.ts'
import { decodeText } from './decode.ts'
import type { ExtractLimits } from './limits.ts'
import { isCaption, isHeading } from './lines.ts'

type Node = DefaultTreeAdapterMap['node']
type Element = DefaultTreeAdapterMap['element']

const skipped = new Set([
  'script',
  'style',
  'noscript',
  'template',
  'head',
  'svg',
  'math',
  'iframe',
  'object',
  'select',
  'button',
])
const blocks = new Set(
  'p div section article main header footer aside nav ul ol li dl dt dd blockquote figure figcaption form fieldset pre address details summary h1 h2 h3 h4 h5 h6 body html tbody thead'.split(
    ' ',
  ),
)

/** Reads a web page: paragraphs, headings and tables with merged cells; scripts and styles are left out. */
export function extractHtml(bytes: Uint8Array, file: string, limits: ExtractLimits): ExtractedText {
  const { text } = decodeText(bytes, charsetOf(bytes))
  const composer = new TextComposer()
  new Walker(composer, file, limits).walk(parse(text))
  return composer.done(file, 'html', [])
}

/** The charset that the page declares in its first bytes. */
function charsetOf(bytes: Uint8Array): string | undefined {
  const head = new TextDecoder('latin1').decode(bytes.subarray(0, 2048))
  return /charset\s*=\s*["']?([\w-]{3,20})/i.exec(head)?.[1]
}

class Walker {
  readonly #composer: TextComposer
  readonly #file: string
  readonly #limits: ExtractLimits
  #line = ''
  #caption: readonly [number, number] | undefined

  constructor(composer: TextComposer, file: string, limits: ExtractLimits) {
    this.#composer = composer
    this.#file = file
    this.#limits = limits
  }

  walk(root: Node): void {
    this.#visit(root, 'paragraph', 0)
    this.#flush('paragraph')
  }

  #visit(node: Node, kind: BlockKind, depth: number): void {
    if (depth > this.#limits.depth * 2)
      throw new AppError('CLM-008', { file: this.#file, limit: this.#limits.depth * 2 })
    if (node.nodeName === '#text' && 'value' in node) {
      this.#line += node.value.replace(/\s+/g, ' ')
      return
    }
    if (!('childNodes' in node)) return
    const name = node.nodeName
    if (skipped.has(name)) return
    if (name === 'br') {
      this.#flush(kind)
      return
    }
    if (name === 'table') {
      this.#flush(kind)
      this.#table(node as Element, depth)
      return
    }
    const own: BlockKind = /^h[1-6]$/.test(name)
      ? 'heading'
      : name === 'figcaption' || name === 'caption'
        ? 'caption'
        : kind
    const isBlock = blocks.has(name)
    if (isBlock) this.#flush(kind)
    for (const child of node.childNodes) this.#visit(child, own, depth + 1)
    if (isBlock) this.#flush(own)
  }

  #flush(kind: BlockKind): void {
    const text = this.#line.trim()
    this.#line = ''
    if (text === '') return
    const own =
      kind === 'paragraph' ? (isCaption(text) ? 'caption' : isHeading(text) ? 'heading' : 'paragraph') : kind
    const start = this.#composer.paragraph(text, own)
    if (own === 'caption') this.#caption = [start, start + text.length]
  }

  #table(table: Element, depth: number): void {
    const cells: CellText[] = []
    const taken = new Set<number>()
    const width = 4096
    let row = 0
    let columns = 0
    for (const line of this.#rows(table, depth)) {
      let column = 0
      for (const cell of line) {
        while (taken.has(row * width + column)) column++
        const rowSpan = spanOf(cell, 'rowspan', 1000)
        const columnSpan = spanOf(cell, 'colspan', 200)
        for (let r = row; r < row + rowSpan; r++)
          for (let c = column; c < column + columnSpan; c++) taken.add(r * width + c)
        cells.push({
          row,
          column,
          rowSpan,
          columnSpan,
          text: textOf(cell, this.#limits.depth * 2, this.#file),
        })
        column += columnSpan
        columns = Math.max(columns, column)
      }
      row++
    }
    if (cells.length === 0) return
    if (columns === 1 || row === 1) {
      for (const cell of cells) if (cell.text !== '') this.#composer.paragraph(cell.text, 'paragraph')
      return
    }
    this.#composer.table(cells, row, columns, this.#caption)
    this.#caption = undefined
  }

  #rows(node: Element, depth: number): Element[][] {
    if (depth > this.#limits.depth * 2)
      throw new AppError('CLM-008', { file: this.#file, limit: this.#limits.depth * 2 })
    const rows: Element[][] = []
    for (const child of node.childNodes) {
      if (!('tagName' in child)) continue
      if (child.tagName === 'tr')
        rows.push(
          child.childNodes.filter(
            (cell): cell is Element => 'tagName' in cell && (cell.tagName === 'td' || cell.tagName === 'th'),
          ),
        )
      else if (child.tagName === 'caption') {
        const text = textOf(child, this.#limits.depth * 2, this.#file)
        const start = this.#composer.paragraph(text, 'caption')
        this.#caption = [start, start + text.length]
      } else if (/^t(body|head|foot)$/.test(child.tagName)) rows.push(...this.#rows(child, depth + 1))
    }
    return rows
  }
}

function spanOf(cell: Element, name: string, most: number): number {
  const value = Number(cell.attrs.find((attr) => attr.name === name)?.value ?? 1)
  return Number.isInteger(value) && value >= 1 ? Math.min(value, most) : 1
}

function textOf(node: Node, depth: number, file: string): string {
  const parts: string[] = []
  const visit = (inner: Node, level: number): void => {
    if (level > depth) throw new AppError('CLM-008', { file, limit: depth })
    if (inner.nodeName === '#text' && 'value' in inner) parts.push(inner.value)
    else if ('childNodes' in inner && !skipped.has(inner.nodeName))
      for (const child of inner.childNodes) visit(child, level + 1)
  }
  visit(node, 0)
  return parts.join('').replace(/\s+/g, ' ').trim()
}
