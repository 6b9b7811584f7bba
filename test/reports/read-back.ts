import { strFromU8, unzipSync } from 'fflate'
import { type DefaultTreeAdapterTypes, parse } from 'parse5'
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs'
import type { PrintedFact } from '../../src/reports/index.ts'

/*
 * Renderings read again as a stranger would: the annex as it is printed, and the figures of the text with where they
 * lead. Only the long key of a fact comes from the part that machines read; all else is what the eye sees.
 */

export interface ReadBack {
  readonly facts: readonly PrintedFact[]
  /** Figures in the text: the fact (or, in print, the entry) that each leads to, and what is printed. */
  readonly figures: readonly string[]
  readonly text: string
}

type Node = DefaultTreeAdapterTypes.Node
type Element = DefaultTreeAdapterTypes.Element

export function readHtml(html: string): ReadBack {
  const facts: PrintedFact[] = []
  const figures: string[] = []
  const lines: string[] = []
  const visit = (node: Node, inAnnex: boolean, inChart: boolean): void => {
    if (!('childNodes' in node)) return
    const element = 'tagName' in node ? node : undefined
    if (element && ['script', 'style', 'svg', 'nav'].includes(element.tagName)) return
    const annex = inAnnex || (element !== undefined && attribute(element, 'id') === 'annex')
    const chart = inChart || element?.tagName === 'details'
    if (element?.tagName === 'data') {
      const printed = textOf(element)
      if (annex)
        facts.push({
          key: attribute(element, 'data-key') ?? '',
          exact: attribute(element, 'value') ?? '',
          printed,
        })
      else if (!chart) figures.push(`${attribute(element, 'data-fact')} ${printed}`)
    }
    if (element && /^(p|h[1-6]|li|th|td|caption|figcaption|dt|dd|summary)$/.test(element.tagName)) {
      const nested = element.childNodes.some(
        (child) => 'tagName' in child && ['ul', 'ol', 'table'].includes(child.tagName),
      )
      if (!nested) lines.push(textOf(element))
    }
    for (const child of node.childNodes) visit(child, annex, chart)
  }
  visit(parse(html), false, false)
  return { facts, figures, text: lines.join('\n') }
}

function attribute(element: Element, name: string): string | undefined {
  return element.attrs.find((attr) => attr.name === name)?.value
}

function textOf(node: Node): string {
  if ('value' in node) return node.value
  return 'childNodes' in node ? node.childNodes.map(textOf).join('') : ''
}

/** A Word document: rows of the annex by their bookmarks, figures by the bookmarks they lead to. */
export function readDocx(bytes: Uint8Array): ReadBack {
  const parts = unzipSync(bytes)
  const part = (name: string) => strFromU8(parts[name] ?? new Uint8Array())
  const xml = part('word/document.xml')
  const keys = new Map(
    [...part('customXml/item1.xml').matchAll(/<fact id="([^"]*)" key="([^"]*)"/g)].map(
      ([, id = '', key = '']) => [id, unescaped(key)],
    ),
  )
  const facts: PrintedFact[] = []
  for (const [row] of xml.matchAll(/<w:tr[ >][\s\S]*?<\/w:tr>/g)) {
    const id = /<w:bookmarkStart [^>]*w:name="(F\d+)"/.exec(row)?.[1]
    if (id === undefined) continue
    const cells = [...row.matchAll(/<w:tc>[\s\S]*?<\/w:tc>/g)].map(([cell]) => wordText(cell))
    const [printed = '', exact = '', name = ''] = cells.slice(-3)
    if (name !== id) throw new Error(`the row of ${id} is labelled ${name}`)
    facts.push({ key: keys.get(id) ?? '', exact, printed })
  }
  const figures = [
    ...xml.matchAll(/<w:hyperlink [^>]*w:anchor="(F\d+)"[^>]*>([\s\S]*?)<\/w:hyperlink>/g),
  ].map(([, id, content = '']) => `${id} ${wordText(content)}`)
  const text = [...xml.matchAll(/<w:p[ >][\s\S]*?<\/w:p>/g)].map(([paragraph]) => wordText(paragraph))
  return { facts, figures, text: text.filter((line) => line !== '').join('\n') }
}

function wordText(xml: string): string {
  return unescaped([...xml.matchAll(/<w:t(?: [^>]*)?>([^<]*)<\/w:t>/g)].map(([, text = '']) => text).join(''))
}

function unescaped(xml: string): string {
  return xml
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&apos;/g, "'")
    .replace(/&amp;/g, '&')
}

interface Piece {
  readonly text: string
  readonly x: number
  readonly y: number
  readonly width: number
}

/** Widths of the annex's last columns in points, as the typesetting template sets them. */
const ID_TO_EXACT = 88
const EXACT_TO_PRINTED = 54

export interface PdfReadBack extends ReadBack {
  readonly info: Readonly<Record<string, unknown>>
  readonly isTagged: boolean
  readonly outline: readonly string[]
  readonly pages: number
}

export async function readPdf(bytes: Uint8Array): Promise<PdfReadBack> {
  const document = await getDocument({ data: new Uint8Array(bytes), verbosity: 0 }).promise
  const keys = await attachedKeys(document)
  const pages: Piece[][] = []
  for (let number = 1; number <= document.numPages; number += 1) {
    pages.push(await piecesOf(await document.getPage(number)))
  }
  const facts = pages.flatMap((pieces) => annexRows(pieces, keys))
  const figures: string[] = []
  for (let number = 1; number <= document.numPages; number += 1) {
    const page = await document.getPage(number)
    for (const link of await page.getAnnotations()) {
      if (link.subtype !== 'Link' || !Array.isArray(link.dest)) continue
      const [ref, , , top] = link.dest
      const entry = entryAt(pages[await document.getPageIndex(ref)] ?? [], top)
      const text = areasOf(link).map((area) => inside(pages[number - 1] ?? [], area))
      if (entry !== undefined) figures.push(`${entry} ${text.join('')}`)
    }
  }
  const metadata = await document.getMetadata()
  const outline = (await document.getOutline()) ?? []
  const mark = await document.getMarkInfo()
  return {
    facts,
    figures,
    text: pages.map(linesOf).join('\n'),
    info: metadata.info as Record<string, unknown>,
    isTagged: JSON.stringify(mark instanceof Map ? [...mark] : mark).includes('"Marked"') && mark !== null,
    outline: outline.map(({ title }) => title),
    pages: document.numPages,
  }
}

type Pdf = Awaited<ReturnType<typeof getDocument>['promise']>
type Page = Awaited<ReturnType<Pdf['getPage']>>

async function attachedKeys(document: Pdf): Promise<Map<string, string>> {
  for (const [id, { filename }] of (await document.getAttachments()) ?? []) {
    if (filename !== 'facts.json') continue
    const content = await document.getAttachmentContent(id)
    const facts: { id: string; key: string }[] = JSON.parse(new TextDecoder().decode(content ?? undefined))
    return new Map(facts.map((fact) => [fact.id, fact.key]))
  }
  throw new Error('the PDF carries no facts.json')
}

async function piecesOf(page: Page): Promise<Piece[]> {
  const { items } = await page.getTextContent({ includeMarkedContent: true })
  return items.flatMap((item) => {
    if (!('str' in item) || item.str.trim() === '') return []
    const [, , , , x = 0, y = 0] = item.transform as number[]
    return [{ text: item.str, x, y, width: item.width }]
  })
}

function annexRows(pieces: readonly Piece[], keys: ReadonlyMap<string, string>): PrintedFact[] {
  return pieces
    .filter(({ text }) => /^F\d+$/.test(text) && keys.has(text))
    .map((id) => {
      const between = (from: number, to: number) =>
        pieces
          .filter(({ x, y }) => Math.abs(y - id.y) < 2 && x >= from && x < to)
          .sort((a, b) => a.x - b.x)
          .map(({ text }) => text)
          .join('')
          .replace(/\s/g, '')
      const exact = between(id.x - ID_TO_EXACT, id.x - 1)
      const printed = between(id.x - ID_TO_EXACT - EXACT_TO_PRINTED, id.x - ID_TO_EXACT)
      return { key: keys.get(id.text) ?? '', exact, printed }
    })
}

/** The number of the annex entry that begins at this height, at the left edge of the annex. */
function entryAt(pieces: readonly Piece[], top: number): string | undefined {
  const numbers = pieces.filter(({ text, x, y }) => /^\d+$/.test(text) && x < 90 && y <= top && top - y < 20)
  return numbers.sort((a, b) => b.y - a.y)[0]?.text
}

type Area = readonly [left: number, bottom: number, right: number, top: number]

/** A link that is broken over two lines has an area on each. */
function areasOf({ rect, quadPoints }: { rect: number[]; quadPoints?: ArrayLike<number> | null }): Area[] {
  const points = Array.from(quadPoints ?? [])
  if (points.length < 8) return [rect as unknown as Area]
  const areas: Area[] = []
  for (let at = 0; at < points.length; at += 8) {
    const xs = [0, 2, 4, 6].map((offset) => points[at + offset] ?? 0)
    const ys = [1, 3, 5, 7].map((offset) => points[at + offset] ?? 0)
    areas.push([Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)])
  }
  return areas
}

function inside(pieces: readonly Piece[], [left, bottom, right, top]: Area): string {
  return pieces
    .filter(({ x, y, width }) => y > bottom && y < top && x > left - 1 && x + width < right + 1)
    .map(({ text }) => text)
    .join('')
    .replace(/\s/g, '')
}

function linesOf(pieces: readonly Piece[]): string {
  const lines = new Map<number, Piece[]>()
  for (const piece of pieces) {
    const y = Math.round(piece.y)
    const line = lines.get(y) ?? lines.get(y + 1) ?? lines.get(y - 1)
    if (line) line.push(piece)
    else lines.set(y, [piece])
  }
  return [...lines.values()]
    .sort((a, b) => (b[0]?.y ?? 0) - (a[0]?.y ?? 0))
    .map((line) =>
      line
        .sort((a, b) => a.x - b.x)
        .map(({ text }) => text)
        .join('')
        .trim(),
    )
    .join('\n')
}
