import { AppError } from '../../kernel/index.ts'

/** What a part of a workbook says, event by event. Names come without their prefix, attributes as written. */
export interface XmlHandler {
  open(name: string, attributes: string, isEmpty: boolean): void
  close(name: string): void
  text?(text: string): void
}

/** Longest tag or text that is waited for; a real one is a few hundred characters, a cell at most 32 767. */
const LONGEST = 4 * 1024 * 1024
const DEEPEST = 100

/**
 * Reads XML as it arrives, for files that strangers send: a document type (and with it every entity of its own) is
 * refused, nothing outside the text is ever fetched or unfolded.
 */
export class XmlReader {
  readonly #handler: XmlHandler
  readonly #part: string
  readonly #open: string[] = []
  #decoder: InstanceType<typeof TextDecoder> | undefined
  #rest = ''

  constructor(part: string, handler: XmlHandler) {
    this.#part = part
    this.#handler = handler
  }

  /** @throws AppError IMP-002 not well-formed, IMP-006 document type */
  write(piece: Uint8Array): void {
    this.#decoder ??= decoderFor(piece)
    let text: string
    try {
      text = this.#decoder.decode(piece, { stream: true })
    } catch (cause) {
      throw this.#broken(cause)
    }
    this.#rest = this.#read(this.#rest + text)
    if (this.#rest.length > LONGEST) throw this.#broken()
  }

  end(): void {
    if (this.#rest.trim() !== '' || this.#open.length > 0) throw this.#broken()
  }

  #read(text: string): string {
    let at = 0
    for (;;) {
      const tag = text.indexOf('<', at)
      if (tag < 0) {
        // Text outside the root is white space at most; inside, it waits for the tag that ends it.
        return text.slice(at)
      }
      if (tag > at && this.#open.length > 0) {
        this.#handler.text?.(unescapeXml(text.slice(at, tag), this.#part))
      } else if (tag > at && text.slice(at, tag).trim().replace('\uFEFF', '') !== '') throw this.#broken()
      const end = this.#tag(text, tag)
      if (end < 0) return text.slice(tag)
      at = end
    }
  }

  /** Reads one tag and returns where it ends, or -1 where its end has not arrived yet. */
  #tag(text: string, at: number): number {
    const second = text.charCodeAt(at + 1)
    if (Number.isNaN(second)) return -1
    if (second === 33 /* ! */) return this.#declaration(text, at)
    if (second === 63 /* ? */) return after(text, '?>', at)
    if (second === 47 /* / */) return this.#closing(text, at)
    const end = tagEnd(text, at + 1)
    if (end < 0) return -1
    const isEmpty = text.charCodeAt(end - 1) === 47
    const last = isEmpty ? end - 1 : end
    let space = at + 1
    while (space < last && text.charCodeAt(space) > 32) space += 1
    const written = text.slice(at + 1, space)
    const name = localName(written)
    if (name === '') throw this.#broken()
    this.#handler.open(name, space < last ? text.slice(space + 1, last) : '', isEmpty)
    if (isEmpty) this.#handler.close(name)
    else this.#open.push(written)
    if (this.#open.length > DEEPEST) throw this.#broken()
    return end + 1
  }

  #closing(text: string, at: number): number {
    const end = text.indexOf('>', at)
    if (end < 0) return -1
    const written = this.#open.pop()
    const from = at + 2
    const isMeant =
      written !== undefined &&
      text.startsWith(written, from) &&
      (end === from + written.length || text.slice(from + written.length, end).trim() === '')
    if (!isMeant) throw this.#broken()
    this.#handler.close(localName(written))
    return end + 1
  }

  #declaration(text: string, at: number): number {
    if (text.startsWith('<!--', at)) return after(text, '-->', at + 4)
    if (text.startsWith('<![CDATA[', at)) {
      const end = text.indexOf(']]>', at)
      if (end < 0) return -1
      this.#handler.text?.(text.slice(at + 9, end))
      return end + 3
    }
    if (text.length - at < 9) return -1
    throw new AppError('IMP-006', { part: this.#part })
  }

  #broken(cause?: unknown): AppError {
    return new AppError('IMP-002', { part: this.#part }, { cause })
  }
}

/** Reads a small part whole. */
export function readXml(part: string, bytes: Uint8Array, handler: XmlHandler): void {
  const reader = new XmlReader(part, handler)
  reader.write(bytes)
  reader.end()
}

/** The value of one attribute; undefined where the tag has none of that name. */
export function attribute(attributes: string, name: string): string | undefined {
  let at = -1
  for (;;) {
    at = attributes.indexOf(name, at + 1)
    if (at < 0) return undefined
    const before = at === 0 ? 32 : attributes.charCodeAt(at - 1)
    // A prefix may stand before the name (r:id); another name may end in it, which it must not.
    if (before > 32 && before !== 58) continue
    let next = at + name.length
    while (attributes.charCodeAt(next) <= 32) next += 1
    if (attributes.charCodeAt(next) !== 61) continue
    next += 1
    while (attributes.charCodeAt(next) <= 32) next += 1
    const quote = attributes.charAt(next)
    if (quote !== '"' && quote !== "'") return undefined
    const end = attributes.indexOf(quote, next + 1)
    return end < 0 ? undefined : unescapeXml(attributes.slice(next + 1, end), name)
  }
}

const named: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" }

function unescapeXml(text: string, part: string): string {
  if (!text.includes('&')) return text
  return text.replace(/&(#x[0-9a-f]+|#\d+|\w+);?/gi, (whole, name: string) => {
    const found = named[name]
    if (found !== undefined && whole.endsWith(';')) return found
    const code = name.startsWith('#x')
      ? Number.parseInt(name.slice(2), 16)
      : Number.parseInt(name.slice(1), 10)
    if (!name.startsWith('#') || Number.isNaN(code) || code > 0x10ffff)
      throw new AppError('IMP-002', { part })
    return String.fromCodePoint(code)
  })
}

/** Index of the `>` that ends the tag; a `>` inside quotes does not. -1 where it has not arrived yet. */
function tagEnd(text: string, from: number): number {
  let quote = 0
  for (let at = from; at < text.length; at += 1) {
    const code = text.charCodeAt(at)
    if (quote !== 0) {
      if (code === quote) quote = 0
    } else if (code === 34 || code === 39) quote = code
    else if (code === 62) return at
  }
  return -1
}

function after(text: string, mark: string, from: number): number {
  const at = text.indexOf(mark, from)
  return at < 0 ? -1 : at + mark.length
}

function localName(name: string): string {
  const colon = name.indexOf(':')
  return colon < 0 ? name : name.slice(colon + 1)
}

/** UTF-8, or UTF-16 where the first bytes say so: the two that the format allows. */
function decoderFor(first: Uint8Array): InstanceType<typeof TextDecoder> {
  const wide =
    first[0] === 0xff && first[1] === 0xfe
      ? 'utf-16le'
      : first[0] === 0xfe && first[1] === 0xff
        ? 'utf-16be'
        : undefined
  return new TextDecoder(wide ?? 'utf-8', { fatal: true })
}
