import { crc32, createInflateRaw, inflateRawSync } from 'node:zlib'
import { AppError } from '../../kernel/index.ts'
import type { ImportLimits } from '../limits.ts'

interface ZipEntry {
  readonly name: string
  readonly method: number
  readonly packed: Uint8Array
  /** Checksum of what it unfolds to: a byte that changed on the way is seen. */
  readonly checksum: number
}

const STORED = 0
const DEFLATED = 8
const END_OF_DIRECTORY = 0x06054b50
const DIRECTORY_ENTRY = 0x02014b50
const LOCAL_ENTRY = 0x04034b50
const MEGABYTE = 1024 * 1024
const PIECE = MEGABYTE / 4

/**
 * The parts of a workbook's container, found through its directory at the end. What a part unfolds to is counted
 * while it unfolds: the sizes that a file claims are not believed.
 */
export class ZipFile {
  readonly #entries: ReadonlyMap<string, ZipEntry>
  readonly #limits: ImportLimits
  #inflated = 0

  /** @throws AppError IMP-002 broken, IMP-005 too much inside */
  constructor(bytes: Uint8Array, limits: ImportLimits) {
    this.#limits = limits
    this.#entries = directory(bytes, limits)
  }

  names(): string[] {
    return [...this.#entries.values()].map((entry) => entry.name)
  }

  has(name: string): boolean {
    return this.#entries.has(partKey(name))
  }

  /** A small part, whole; undefined where there is none. */
  bytes(name: string): Uint8Array | undefined {
    const entry = this.#entries.get(partKey(name))
    if (!entry) return undefined
    if (entry.method === STORED) {
      this.#count(entry, entry.packed.length, entry.packed.length)
      if (crc32(entry.packed) !== entry.checksum) throw broken(entry.name)
      return entry.packed
    }
    try {
      const room = Math.max(1, this.#limits.inflatedBytes - this.#inflated)
      const inflated = inflateRawSync(entry.packed, { maxOutputLength: room })
      this.#count(entry, inflated.length, inflated.length)
      if (crc32(inflated) !== entry.checksum) throw broken(entry.name)
      return inflated
    } catch (error) {
      throw zipProblem(error, entry)
    }
  }

  /** Bytes that a part takes up in the file, as it stands there. */
  packedBytes(name: string): number {
    return this.#entries.get(partKey(name))?.packed.length ?? 0
  }

  /** A large part, piece by piece; `onRead` is told how many of its packed bytes lie behind. */
  async *stream(
    name: string,
    onRead: (packed: number) => void = () => undefined,
  ): AsyncGenerator<Uint8Array, void, undefined> {
    const entry = this.#entries.get(partKey(name))
    if (!entry) return
    if (entry.method === STORED) {
      const whole = this.bytes(name) ?? new Uint8Array()
      for (let at = 0; at < whole.length; at += PIECE) {
        onRead(Math.min(whole.length, at + PIECE))
        yield whole.subarray(at, at + PIECE)
      }
      return
    }
    const inflate = createInflateRaw({ chunkSize: PIECE })
    let unfolded = 0
    let checksum = 0
    try {
      inflate.end(entry.packed)
      for await (const piece of inflate) {
        unfolded += piece.length
        this.#count(entry, piece.length, unfolded)
        checksum = crc32(piece, checksum)
        onRead(inflate.bytesWritten)
        yield piece
      }
      if (checksum !== entry.checksum) throw broken(entry.name)
    } catch (error) {
      throw zipProblem(error, entry)
    } finally {
      inflate.destroy()
    }
  }

  #count(entry: ZipEntry, more: number, unfolded: number): void {
    this.#inflated += more
    const { inflatedBytes, expansion } = this.#limits
    const tooDense = unfolded > MEGABYTE && unfolded > entry.packed.length * expansion
    if (this.#inflated > inflatedBytes || tooDense) throw bomb(entry.name)
  }
}

function directory(bytes: Uint8Array, limits: ImportLimits): Map<string, ZipEntry> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const end = endOfDirectory(view)
  const count = view.getUint16(end + 10, true)
  if (count > limits.parts) throw new AppError('IMP-005', { part: `${count}` })
  const entries = new Map<string, ZipEntry>()
  const taken: { from: number; to: number }[] = []
  let at = view.getUint32(end + 16, true)
  for (let index = 0; index < count; index += 1) {
    if (at + 46 > bytes.length || view.getUint32(at, true) !== DIRECTORY_ENTRY) throw broken('directory')
    const flags = view.getUint16(at + 8, true)
    const method = view.getUint16(at + 10, true)
    const checksum = view.getUint32(at + 16, true)
    const packedSize = view.getUint32(at + 20, true)
    const nameLength = view.getUint16(at + 28, true)
    const extraLength = view.getUint16(at + 30, true)
    const commentLength = view.getUint16(at + 32, true)
    const start = view.getUint32(at + 42, true)
    const name = new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + nameLength))
    at += 46 + nameLength + extraLength + commentLength
    if ((flags & 1) !== 0) throw new AppError('IMP-004')
    if (method !== STORED && method !== DEFLATED) throw broken(name)
    const packed = packedBytes(bytes, view, start, packedSize, name)
    taken.push({ from: start, to: packed.byteOffset - bytes.byteOffset + packedSize })
    // Two parts under one name: which of them another program shows nobody can say.
    if (entries.has(partKey(name))) throw broken(name)
    entries.set(partKey(name), { name, method, packed, checksum })
  }
  refuseOverlap(taken)
  return entries
}

/** Parts that share their bytes are how a small file unfolds without end; no spreadsheet program writes them. */
function refuseOverlap(taken: { from: number; to: number }[]): void {
  taken.sort((a, b) => a.from - b.from)
  for (const [index, { from }] of taken.entries()) {
    const before = taken[index - 1]
    if (before && from < before.to) throw bomb('zip')
  }
}

function packedBytes(
  bytes: Uint8Array,
  view: DataView,
  start: number,
  size: number,
  name: string,
): Uint8Array {
  if (start + 30 > bytes.length || view.getUint32(start, true) !== LOCAL_ENTRY) throw broken(name)
  const from = start + 30 + view.getUint16(start + 26, true) + view.getUint16(start + 28, true)
  if (from + size > bytes.length) throw broken(name)
  return bytes.subarray(from, from + size)
}

function endOfDirectory(view: DataView): number {
  const last = view.byteLength - 22
  for (let at = last; at >= 0 && at >= last - 65_535; at -= 1) {
    if (view.getUint32(at, true) === END_OF_DIRECTORY) return at
  }
  throw broken('zip')
}

/** Names in the container differ in case between programs and mean the same part. */
function partKey(name: string): string {
  return name.replace(/^\//, '').toLowerCase()
}

function zipProblem(error: unknown, entry: ZipEntry): unknown {
  if (error instanceof AppError) return error
  const { code } = error as { code?: string }
  if (code === 'ERR_BUFFER_TOO_LARGE') return bomb(entry.name)
  return broken(entry.name, error)
}

function bomb(part: string): AppError {
  return new AppError('IMP-005', { part })
}

function broken(part: string, cause?: unknown): AppError {
  return new AppError('IMP-002', { part }, { cause })
}
