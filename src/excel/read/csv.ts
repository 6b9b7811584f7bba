import { isUtf8 } from 'node:buffer'
import { AppError } from '../../kernel/index.ts'
import type { ImportLimits } from '../limits.ts'
import type { RawBook, RawCell, SheetRow } from './sheet.ts'

const PIECE = 256 * 1024
const DELIMITERS = [',', '\t', ';'] as const

/**
 * Opens a text table: UTF-8 with or without its mark, GB18030 (what Excel in China saves as CSV), UTF-16 with its
 * mark; commas, tabs or semicolons.
 * @throws AppError IMP-012 unknown encoding, IMP-013 a quotation mark without its partner
 */
export function readCsv(name: string, bytes: Uint8Array, limits: ImportLimits): RawBook {
  const encoding = encodingOf(bytes)
  const delimiter = delimiterOf(new TextDecoder(encoding).decode(bytes.subarray(0, PIECE)))
  let read = 0
  const onRead = (upTo: number) => {
    read = upTo
  }
  return {
    kind: 'csv',
    countsFrom1904: false,
    sheets: [
      {
        name: name.replace(/\.[^.]*$/, ''),
        isHidden: false,
        rows: () => rowsOfPieces(name, piecesOf(bytes, onRead), encoding, delimiter, limits),
        merges: () => [],
        bytes: bytes.length,
        bytesRead: () => read,
      },
    ],
  }
}

/** How the bytes write characters. GB18030 takes in GBK and GB 2312. */
function encodingOf(bytes: Uint8Array): 'utf-8' | 'gb18030' | 'utf-16le' | 'utf-16be' {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le'
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be'
  // A zero byte is in no text table but UTF-16 without its mark, and in every kind of binary file.
  if (bytes.includes(0)) throw new AppError('IMP-012')
  if (isUtf8(bytes)) return 'utf-8'
  try {
    const decoder = new TextDecoder('gb18030', { fatal: true })
    for (let at = 0; at < bytes.length; at += PIECE) {
      decoder.decode(bytes.subarray(at, at + PIECE), { stream: true })
    }
    decoder.decode()
    return 'gb18030'
  } catch (cause) {
    throw new AppError('IMP-012', {}, { cause })
  }
}

/** The mark that separates most in the first lines, outside quotation marks. */
function delimiterOf(start: string): string {
  const counts = new Map<string, number>(DELIMITERS.map((mark) => [mark, 0]))
  let isQuoted = false
  let lines = 0
  for (const char of start) {
    if (char === '"') isQuoted = !isQuoted
    else if (!isQuoted && char === '\n') lines += 1
    else if (!isQuoted && counts.has(char)) counts.set(char, (counts.get(char) ?? 0) + 1)
    if (lines >= 10) break
  }
  return [...counts].reduce((best, entry) => (entry[1] > best[1] ? entry : best))[0]
}

function* piecesOf(
  bytes: Uint8Array,
  onRead: (upTo: number) => void,
): Generator<Uint8Array, void, undefined> {
  for (let at = 0; at < bytes.length; at += PIECE) {
    onRead(Math.min(bytes.length, at + PIECE))
    yield bytes.subarray(at, at + PIECE)
  }
}

/** Rows of a text table that arrives in pieces: no more of it is held than a piece and the row it ends in. */
export async function* rowsOfPieces(
  name: string,
  pieces: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  encoding: string,
  delimiter: string,
  limits: ImportLimits,
): AsyncGenerator<readonly SheetRow[], void, undefined> {
  const decoder = new TextDecoder(encoding)
  const parser = new CsvParser(name, delimiter, limits)
  for await (const piece of pieces) {
    parser.write(decoder.decode(piece, { stream: true }))
    const rows = parser.take()
    if (rows.length > 0) yield rows
  }
  parser.write(decoder.decode())
  parser.end()
  const rows = parser.take()
  if (rows.length > 0) yield rows
}

class CsvParser {
  readonly #name: string
  readonly #limits: ImportLimits
  readonly #breaks: RegExp
  #rows: SheetRow[] = []
  #count = 0
  #number = 1
  #cells: (RawCell | undefined)[] = []
  #column = 0
  #value = ''
  /** bare: outside quotation marks; quoted: inside; ended: after the closing one. */
  #state: 'bare' | 'quoted' | 'ended' = 'bare'
  #afterReturn = false

  constructor(name: string, delimiter: string, limits: ImportLimits) {
    this.#name = name
    this.#limits = limits
    this.#breaks = new RegExp(`["\\r\\n${delimiter}]`, 'g')
  }

  take(): SheetRow[] {
    const rows = this.#rows
    this.#rows = []
    return rows
  }

  write(text: string): void {
    let at = 0
    while (at < text.length) {
      if (this.#state === 'quoted') {
        const quote = text.indexOf('"', at)
        this.#append(text.slice(at, quote < 0 ? text.length : quote))
        if (quote < 0) return
        this.#state = 'ended'
        at = quote + 1
        continue
      }
      this.#breaks.lastIndex = at
      const end = this.#breaks.exec(text)?.index ?? text.length
      if (end > at) this.#bare(text.slice(at, end))
      if (end >= text.length) return
      this.#mark(text.charAt(end))
      at = end + 1
    }
  }

  end(): void {
    if (this.#state === 'quoted') throw this.#broken()
    this.#closeRow()
  }

  #bare(text: string): void {
    this.#afterReturn = false
    if (this.#state === 'ended' && text.trim() !== '') throw this.#broken()
    this.#append(text)
  }

  #mark(mark: string): void {
    const followsReturn = this.#afterReturn
    this.#afterReturn = mark === '\r'
    if (mark === '"') {
      // A doubled mark inside quotation marks is one mark of the text.
      if (this.#state === 'ended') this.#append('"')
      else if (this.#value.trim() !== '') throw this.#broken()
      else this.#value = ''
      this.#state = 'quoted'
    } else if (mark === '\n' && followsReturn) {
      return
    } else if (mark === '\n' || mark === '\r') this.#closeRow()
    else this.#closeCell()
  }

  #append(text: string): void {
    this.#value += text
    if (this.#value.length > this.#limits.cellCharacters) {
      throw new AppError('IMP-010', {
        sheet: this.#name,
        cell: `${this.#number}`,
        most: this.#limits.cellCharacters,
      })
    }
  }

  #closeCell(): void {
    if (this.#value.trim() !== '') {
      if (this.#column >= this.#limits.columns) {
        throw new AppError('IMP-008', { sheet: this.#name, most: this.#limits.columns })
      }
      this.#cells[this.#column] = { kind: 'text', text: this.#value, isFormula: false }
    }
    this.#column += 1
    this.#value = ''
    this.#state = 'bare'
  }

  #closeRow(): void {
    this.#closeCell()
    if (this.#cells.length > 0) {
      this.#rows.push({ number: this.#number, cells: this.#cells })
      this.#count += 1
      if (this.#count > this.#limits.rows) {
        throw new AppError('IMP-007', { sheet: this.#name, most: this.#limits.rows })
      }
    }
    this.#number += 1
    this.#cells = []
    this.#column = 0
  }

  #broken(): AppError {
    return new AppError('IMP-013', { file: this.#name, line: this.#number })
  }
}
