import { unzipSync, zipSync } from 'fflate'
import { AppError, type Language } from '../../kernel/index.ts'
import { type DocxAnchor, extractDocx, partText } from '../extract/docx.ts'
import type { DocxPiece } from '../extract/docx-reader.ts'
import { formatOf } from '../extract/index.ts'
import { DEFAULT_LIMITS } from '../extract/limits.ts'
import type { ClaimReport, FileVerdict } from '../report/document.ts'
import { findingsOf } from './summary.ts'
import { KIND_WORDS, SEVERITY_WORDS, VERDICT_WORDS } from './words.ts'

export interface CommentOptions {
  readonly language?: Language
  readonly author?: string
  /** ISO date and time that the comments carry; none where absent, since this code reads no clock. */
  readonly date?: string
}

const body = 'word/document.xml'
const commentsPart = 'word/comments.xml'
const relations = 'word/_rels/document.xml.rels'
const contentTypes = '[Content_Types].xml'
const namespace = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main'

/**
 * The user's own Word document with a comment at every finding. Only comments are added: every other part of the file
 * keeps its bytes. A file that is no .docx is refused (CLM-014).
 */
export function commentedDocx(
  bytes: Uint8Array,
  file: string,
  verdict: FileVerdict,
  options: CommentOptions = {},
): Uint8Array {
  if (formatOf(bytes, file) !== 'docx') throw new AppError('CLM-014', { file })
  const { anchors } = extractDocx(bytes, file, DEFAULT_LIMITS)
  const parts = unzipSync(bytes)
  const entries = new Map(Object.entries(parts))
  const text = (name: string) => partText(entries, name, file)
  const known = entries.has(commentsPart) ? text(commentsPart) : undefined
  const placed: { id: number; claim: ClaimReport }[] = []
  const edits: Edit[] = []
  let id = known ? highestId(known) + 1 : 0
  for (const claim of findingsOf(verdict)) {
    const range = rangeOfComment(claim)
    const own = range && markRange(anchors, range, id)
    if (!own) continue
    edits.push(...own)
    placed.push({ id, claim })
    id++
  }
  if (placed.length === 0) return bytes
  const put = (name: string, content: string) => {
    parts[name] = new TextEncoder().encode(content)
  }
  put(body, applyEdits(text(body), edits))
  const written = placed.map(({ id: own, claim }) => commentXml(own, claim, options)).join('')
  put(
    commentsPart,
    known ? known.replace(/<\/w:comments>\s*$/, `${written}</w:comments>`) : newComments(written),
  )
  if (!known) {
    put(relations, addRelation(entries.has(relations) ? text(relations) : undefined))
    put(contentTypes, addContentType(text(contentTypes)))
  }
  return zipSync(parts, { level: 6, mtime: new Date(Date.UTC(1990, 0, 1)) })
}

function highestId(comments: string): number {
  let highest = -1
  for (const match of comments.matchAll(/<w:comment\b[^>]*?\bw:id="(\d+)"/g))
    highest = Math.max(highest, Number(match[1]))
  return highest
}

/** The clause of the stated number; the number alone where the clause is long. */
function rangeOfComment(claim: ClaimReport): readonly [number, number] | undefined {
  const stated = claim.stated_at
  if (!stated) return claim.spans.at(-1)
  const span = claim.spans.find(([start, end]) => start <= stated[0] && stated[1] <= end)
  return span && span[1] - span[0] <= 60 ? span : stated
}

/** Text to put at a place of the XML. Ends sort before starts where they meet. */
interface Edit {
  readonly at: number
  readonly order: number
  readonly kind: 'before_run' | 'inside'
  readonly marks: string
  readonly piece: DocxPiece
}

function markRange(
  anchors: readonly DocxAnchor[],
  [start, end]: readonly [number, number],
  id: number,
): Edit[] | undefined {
  const first = anchors.find((anchor) => anchor.start <= start && start < anchor.end)
  const last = anchors.findLast((anchor) => anchor.start < end && end <= anchor.end) ?? first
  const from = first && pieceAt(first, start, false)
  const to = last && pieceAt(last, end, true)
  if (!from || !to) return undefined
  return [
    edit(from, 1, `<w:commentRangeStart w:id="${id}"/>`),
    edit(to, 0, `<w:commentRangeEnd w:id="${id}"/><w:r><w:commentReference w:id="${id}"/></w:r>`),
  ]
}

interface Point {
  readonly piece: DocxPiece
  readonly offset: number
}

/** The run text that holds an offset; at a boundary, the one before for an end and the one behind for a start. */
function pieceAt(anchor: DocxAnchor, offset: number, isEnd: boolean): Point | undefined {
  const at = offset - anchor.start
  const inside = anchor.pieces.find((piece) =>
    isEnd
      ? piece.offset < at && at <= piece.offset + piece.text.length
      : piece.offset <= at && at < piece.offset + piece.text.length,
  )
  if (inside) return { piece: inside, offset: at - inside.offset }
  const nearest = isEnd
    ? anchor.pieces.findLast((piece) => piece.offset < at)
    : anchor.pieces.find((piece) => piece.offset >= at)
  return nearest && { piece: nearest, offset: isEnd ? nearest.text.length : 0 }
}

function edit({ piece, offset }: Point, order: number, marks: string): Edit {
  if (offset === 0 && piece.first) return { at: piece.runStart, order, kind: 'before_run', marks, piece }
  return { at: offset, order, kind: 'inside', marks, piece }
}

function applyEdits(xml: string, edits: readonly Edit[]): string {
  const placed = edits
    .map((own) => ({ ...own, at: own.kind === 'inside' ? rawOffset(xml, own.piece, own.at) : own.at }))
    .sort((a, b) => a.at - b.at || a.order - b.order)
  let result = ''
  let from = 0
  for (const [index, own] of placed.entries()) {
    result += xml.slice(from, own.at)
    from = own.at
    if (own.kind === 'before_run') {
      result += own.marks
      continue
    }
    const joinsBefore = placed[index - 1]?.kind === 'inside' && placed[index - 1]?.at === own.at
    const joinsNext = placed[index + 1]?.kind === 'inside' && placed[index + 1]?.at === own.at
    const properties = xml.slice(own.piece.propertiesStart, own.piece.propertiesEnd)
    result += `${joinsBefore ? '' : '</w:t></w:r>'}${own.marks}${joinsNext ? '' : `<w:r>${properties}<w:t xml:space="preserve">`}`
  }
  return preserveBlanks(result + xml.slice(from))
}

/** A text that was cut may now end in a blank, which Word drops unless told to keep it. */
function preserveBlanks(xml: string): string {
  return xml
    .replace(/<w:t>([^<]*\s)<\/w:t>/g, '<w:t xml:space="preserve">$1</w:t>')
    .replace(/<w:t>(\s[^<]*)<\/w:t>/g, '<w:t xml:space="preserve">$1</w:t>')
}

/** Where the n-th character of a text stands in its XML, in which `&amp;` is one character. */
function rawOffset(xml: string, piece: DocxPiece, offset: number): number {
  let at = piece.contentStart
  for (let count = 0; count < offset && at < piece.contentEnd; count++) {
    if (xml.charAt(at) === '&') {
      const end = xml.indexOf(';', at)
      at = end < 0 || end > piece.contentEnd ? at + 1 : end + 1
    } else at++
  }
  return at
}

function commentXml(id: number, claim: ClaimReport, options: CommentOptions): string {
  const language = options.language ?? 'zh'
  const head = `【${SEVERITY_WORDS[claim.severity][language]}】${VERDICT_WORDS[claim.verdict][language]} · ${KIND_WORDS[claim.kind][language]}`
  const lines = [
    head,
    claim.message[language],
    ...claim.repairs.slice(0, 3).map((repair) => repair.message[language]),
  ]
  const paragraphs = lines
    .map((line) => `<w:p><w:r><w:t xml:space="preserve">${escapeXml(line)}</w:t></w:r></w:p>`)
    .join('')
  const author = escapeXml(options.author ?? '有据 Vetted')
  const date = options.date ? ` w:date="${escapeXml(options.date)}"` : ''
  return `<w:comment w:id="${id}" w:author="${author}" w:initials="V"${date}>${paragraphs}</w:comment>`
}

function newComments(written: string): string {
  return `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<w:comments xmlns:w="${namespace}">${written}</w:comments>`
}

function addRelation(known: string | undefined): string {
  const relation =
    '<Relationship Id="rIdVettedComments" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments" Target="comments.xml"/>'
  if (known) return known.replace(/<\/Relationships>\s*$/, `${relation}</Relationships>`)
  return `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${relation}</Relationships>`
}

function addContentType(known: string): string {
  const override =
    '<Override PartName="/word/comments.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"/>'
  return known.replace(/<\/Types>\s*$/, `${override}</Types>`)
}

function escapeXml(text: string): string {
  return [...text]
    .filter((char) => char >= ' ' || char === '\n' || char === '\t')
    .join('')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
}
