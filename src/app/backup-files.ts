import { createHash, type Hash } from 'node:crypto'
import { z } from 'zod'
import { contentsElsewhere, keepContent, type Tx } from '../store/index.ts'
import type { AppContext } from './context.ts'
import { evidenceBucket } from './evaluation/evidence-store.ts'

/*
 * The bytes of evidence that lie in a bucket, as lines of a backup: a head with unit and hash, the bytes in pieces as
 * Base64, and the end with the hash of what was read. Those in the database are in its tables.
 */

const opening = z.object({
  file: z.string(),
  unit: z.int(),
  year: z.int(),
})
const closing = z.object({ end_file: z.string(), sha256: z.string(), is_missing: z.boolean() })

export interface FilesCounted {
  /** Files that were read from the bucket whole. */
  files: number
  /** Files on record that are not in the bucket, or are there with other bytes. */
  missing: number
}

/** Every file of the bucket that is on record, read piece by piece. @throws AppError EVD-006 */
export async function* fileLines(
  app: AppContext,
  tx: Tx,
  counted: FilesCounted,
  progress: (files: number) => void,
): AsyncGenerator<string> {
  const bucket = evidenceBucket(app)
  for (const { unitId, year, sha256 } of await contentsElsewhere(tx)) {
    yield line({ file: sha256, unit: unitId, year })
    const hash = createHash('sha256')
    for await (const piece of (await bucket?.stream(unitId, sha256)) ?? []) {
      if (piece.length === 0) continue
      hash.update(piece)
      yield `${Buffer.from(piece).toString('base64')}\n`
    }
    const found = hash.digest('hex')
    const isMissing = found !== sha256
    yield line({ end_file: sha256, sha256: found, is_missing: isMissing })
    if (isMissing) counted.missing += 1
    else counted.files += 1
    progress(counted.files)
  }
}

/**
 * Takes the lines of files back and keeps each file once it is whole: in the bucket that the settings name, in the
 * database where they name none. A file is at most as large as one that may be handed in.
 */
export class FilesReader implements FilesCounted {
  readonly #app: AppContext
  #open: (z.output<typeof opening> & { readonly pieces: Buffer[]; readonly hash: Hash }) | undefined
  files = 0
  missing = 0

  constructor(app: AppContext) {
    this.#app = app
  }

  get isInside(): boolean {
    return this.#open !== undefined
  }

  /** Whether a line of its own begins a file. */
  begins(content: unknown): boolean {
    const head = opening.safeParse(content)
    if (head.success) this.#open = { ...head.data, pieces: [], hash: createHash('sha256') }
    return head.success
  }

  /** Takes the next line of a file. @returns false where it is not what belongs there */
  async take(tx: Tx, text: string): Promise<boolean> {
    const file = this.#open
    if (!file) return false
    if (!text.startsWith('{')) {
      const piece = Buffer.from(text, 'base64')
      file.hash.update(piece)
      file.pieces.push(piece)
      return true
    }
    const end = closing.safeParse(tryJson(text))
    if (!end.success || end.data.end_file !== file.file || end.data.sha256 !== file.hash.digest('hex'))
      return false
    this.#open = undefined
    if (end.data.is_missing) {
      this.missing += 1
      return true
    }
    if (end.data.sha256 !== file.file) return false
    const { unit: unitId, year, file: sha256 } = file
    const bytes = Buffer.concat(file.pieces)
    const bucket = evidenceBucket(this.#app)
    if (bucket) await bucket.keep(unitId, year, sha256, bytes)
    else await keepContent(tx, { unitId, year, sha256, bytes })
    this.files += 1
    return true
  }
}

function line(content: object): string {
  return `${JSON.stringify(content)}\n`
}

function tryJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
