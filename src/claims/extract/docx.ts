import { AppError } from '../../kernel/index.ts'
import type { BlockKind, ExtractedText, ExtractionNote } from '../text.ts'
import { TextComposer } from './compose.ts'
import { readChart } from './docx-chart.ts'
import { type DocxCell, type DocxItem, type DocxParagraph, DocxReader } from './docx-reader.ts'
import type { ExtractLimits } from './limits.ts'
import { isCaption, isHeading } from './lines.ts'
import { readXml } from './xml.ts'
import { unzipWithin, zipNames } from './zip.ts'

const body = 'word/document.xml'

/** Where a stretch of the extracted text stands in word/document.xml: comments are anchored there. */
export interface DocxAnchor {
  readonly start: number
  readonly end: number
  readonly pieces: DocxParagraph['pieces']
}

export interface DocxText extends ExtractedText {
  readonly anchors: readonly DocxAnchor[]
}

/** Reads a Word document: paragraphs, tables, text boxes, footnotes, charts; headers and footers apart at the end. */
export function extractDocx(bytes: Uint8Array, file: string, limits: ExtractLimits): DocxText {
  const parts = openDocx(bytes, file, limits)
  const composer = new TextComposer()
  const anchors: DocxAnchor[] = []
  const xml = partText(parts, body, file)
  const reader = new DocxReader(xml)
  readXml(xml, file, limits, reader)
  composeItems(reader.items, composer, anchors)
  for (const name of sorted(parts, /^word\/(footnotes|endnotes)\.xml$/))
    addPart(parts, name, 'footnote', composer, file, limits)
  for (const name of sorted(parts, /^word\/charts\/chart[^/]*\.xml$/))
    readChart(partText(parts, name, file), file, limits, composer)
  for (const name of sorted(parts, /^word\/header\d*\.xml$/))
    addPart(parts, name, 'header', composer, file, limits)
  for (const name of sorted(parts, /^word\/footer\d*\.xml$/))
    addPart(parts, name, 'footer', composer, file, limits)
  const notes: ExtractionNote[] = []
  if (reader.pictures > 0) notes.push({ code: 'CLM-102', params: { count: reader.pictures } })
  if (reader.changes) notes.push({ code: 'CLM-104', params: {} })
  return { ...composer.done(file, 'docx', notes), anchors }
}

/** The XML parts of a Word document; refuses macros, encryption and what is no Word document. */
function openDocx(bytes: Uint8Array, file: string, limits: ExtractLimits): Map<string, Uint8Array> {
  if (bytes[0] === 0xd0 && bytes[1] === 0xcf) {
    const head = new TextDecoder('utf-16le').decode(bytes.subarray(0, Math.min(bytes.length, 65536)))
    throw new AppError(
      head.includes('EncryptedPackage') || head.includes('EncryptionInfo') ? 'CLM-004' : 'CLM-015',
      { file },
    )
  }
  const macro = zipNames(bytes).find((name) => /vbaProject\.bin$|vbaData\.xml$/i.test(name))
  if (macro) throw new AppError('CLM-011', { file, detail: macro })
  const parts = unzipWithin(bytes, file, limits, (name) =>
    /^(word\/(document|footnotes|endnotes|header\d*|footer\d*)\.xml|word\/charts\/chart[^/]*\.xml)$/.test(
      name,
    ),
  )
  if (zipNames(bytes).some((name) => name.startsWith('xl/') || name.startsWith('ppt/')))
    throw new AppError('CLM-001', { file })
  if (!parts.has(body)) throw new AppError('CLM-003', { file, detail: body })
  return parts
}

export function partText(parts: ReadonlyMap<string, Uint8Array>, name: string, file: string): string {
  const bytes = parts.get(name)
  if (!bytes) throw new AppError('CLM-003', { file, detail: name })
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes.subarray(2))
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes.subarray(2))
  return new TextDecoder('utf-8').decode(bytes)
}

function sorted(parts: ReadonlyMap<string, Uint8Array>, pattern: RegExp): string[] {
  return [...parts.keys()]
    .filter((name) => pattern.test(name))
    .sort((a, b) => a.localeCompare(b, 'en', { numeric: true }))
}

function addPart(
  parts: ReadonlyMap<string, Uint8Array>,
  name: string,
  kind: BlockKind,
  composer: TextComposer,
  file: string,
  limits: ExtractLimits,
): void {
  const xml = partText(parts, name, file)
  const reader = new DocxReader(xml)
  readXml(xml, file, limits, reader)
  for (const item of reader.items) {
    if (item.type === 'paragraph' && item.text.trim() !== '') composer.paragraph(item.text, kind)
    else if (item.type === 'table')
      for (const cell of item.cells) if (textOf(cell).trim() !== '') composer.paragraph(textOf(cell), kind)
  }
}

function composeItems(items: readonly DocxItem[], composer: TextComposer, anchors: DocxAnchor[]): void {
  let caption: readonly [number, number] | undefined
  for (const item of items) {
    if (item.type === 'table') {
      composeTable(item, composer, anchors, caption)
      caption = undefined
      continue
    }
    const kind = kindOf(item)
    const start = composer.paragraph(item.text, kind)
    anchors.push({ start, end: start + item.text.length, pieces: item.pieces })
    if (item.text.trim() !== '') caption = kind === 'caption' ? [start, start + item.text.length] : undefined
  }
}

function kindOf(paragraph: DocxParagraph): BlockKind {
  if (paragraph.box) return 'textbox'
  const text = paragraph.text.trim()
  if (isCaption(text) || /caption|题注/i.test(paragraph.style)) return 'caption'
  if (paragraph.outline || /^(heading|标题|title)\s*\d*$/i.test(paragraph.style) || isHeading(text))
    return 'heading'
  return 'paragraph'
}

function composeTable(
  table: Extract<DocxItem, { type: 'table' }>,
  composer: TextComposer,
  anchors: DocxAnchor[],
  caption: readonly [number, number] | undefined,
): void {
  if (table.rows === 1 || table.columns === 1) {
    for (const cell of table.cells) {
      for (const paragraph of cell.paragraphs) {
        const start = composer.paragraph(paragraph.text, kindOf(paragraph))
        anchors.push({ start, end: start + paragraph.text.length, pieces: paragraph.pieces })
      }
    }
    return
  }
  const cells = table.cells.map((cell) => ({
    row: cell.row,
    column: cell.column,
    rowSpan: cell.rowSpan,
    columnSpan: cell.columnSpan,
    text: textOf(cell),
  }))
  const ranges = composer.table(cells, table.rows, table.columns, caption)
  for (const [index, cell] of table.cells.entries()) {
    let start = ranges[index]?.[0] ?? 0
    for (const paragraph of cell.paragraphs) {
      anchors.push({ start, end: start + paragraph.text.length, pieces: paragraph.pieces })
      start += paragraph.text.length + 1
    }
  }
}

function textOf(cell: DocxCell): string {
  return cell.paragraphs
    .map((paragraph) => paragraph.text.replaceAll('\t', ' ').replaceAll('\n', ' '))
    .join(' ')
}
