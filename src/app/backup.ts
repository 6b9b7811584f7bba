import { createHash, type Hash } from 'node:crypto'
import { createReadStream, createWriteStream, existsSync, renameSync, rmSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGunzip, createGzip } from 'node:zlib'
import { z } from 'zod'
import { AppError } from '../kernel/index.ts'
import {
  appliedMigrations,
  contentDigest,
  eachRowText,
  inSnapshot,
  insertRowTexts,
  isUntouched,
  keptTables,
  refilling,
  type Tx,
} from '../store/index.ts'
import { FilesReader, fileLines } from './backup-files.ts'
import type { AppContext } from './context.ts'

/*
 * A backup is one file of lines, compressed (zcat shows them): a head that says what made it, then for every table its
 * name, its rows as JSON, and how many there were with the SHA-256 over them; then the files of evidence that a bucket
 * keeps; at the end the digest of all that figures rest on. Sensitive fields stay encrypted; the key is no part of it and is kept elsewhere.
 */

const FORMAT = 'vetted-backup/2'

const head = z.object({
  // The first kind has no files.
  format: z.enum(['vetted-backup/1', FORMAT]),
  created_at: z.string(),
  migrations: z.array(z.object({ version: z.int(), checksum: z.string() })),
  key: z.string(),
})
const opening = z.object({ table: z.string() })
const closing = z.object({ end: z.string(), rows: z.int(), sha256: z.string() })
const foot = z.object({
  complete: z.literal(true),
  tables: z.int(),
  rows: z.int(),
  files: z.int().default(0),
  missing: z.int().default(0),
  digest: z.string(),
})

export interface BackupSummary {
  readonly file: string
  readonly tables: number
  readonly rows: number
  /** Files of evidence from the bucket that the settings name. */
  readonly files: number
  /** Files on record that the bucket did not have, or not with these bytes. */
  readonly missing: number
  /** Over all that figures rest on: the same before and after. */
  readonly digest: string
}

export type BackupProgress = (step: { readonly table: string; readonly rows: number }) => void

/**
 * Writes all that the database and its bucket keep into a file, as it is at one moment. Others may go on working.
 * @throws AppError BAK-001 the file is there already, EVD-006 the bucket is not reached
 */
export async function backup(
  app: AppContext,
  file: string,
  progress: BackupProgress = () => undefined,
): Promise<BackupSummary> {
  if (existsSync(file)) throw new AppError('BAK-001', { file }, { kind: 'usage' })
  // Under another name until it is whole: nobody takes a half for a backup.
  const partial = `${file}.part`
  try {
    const summary = await inSnapshot(app.database.db, async (tx) => {
      const counted = { tables: 0, rows: 0, files: 0, missing: 0, digest: '' }
      const lines = Readable.from(backupLines(app, tx, counted, progress))
      await pipeline(lines, createGzip({ level: 6 }), createWriteStream(partial, { mode: 0o600 }))
      return counted
    })
    renameSync(partial, file)
    return { file, ...summary }
  } catch (error) {
    rmSync(partial, { force: true })
    throw error
  }
}

async function* backupLines(
  app: AppContext,
  tx: Tx,
  counted: { tables: number; rows: number; files: number; missing: number; digest: string },
  progress: BackupProgress,
): AsyncGenerator<string> {
  yield line({
    format: FORMAT,
    created_at: app.clock().toISOString(),
    migrations: await appliedMigrations(tx),
    key: keyMark(app),
  })
  for (const table of await keptTables(tx)) {
    yield line({ table })
    const hash = createHash('sha256')
    let rows = 0
    for await (const batch of eachRowText(tx, table)) {
      for (const row of batch) hash.update(row).update('\n')
      rows += batch.length
      progress({ table, rows })
      yield `${batch.join('\n')}\n`
    }
    yield line({ end: table, rows, sha256: hash.digest('hex') })
    counted.tables += 1
    counted.rows += rows
  }
  yield* fileLines(app, tx, counted, (rows) => progress({ table: 'evidence', rows }))
  counted.digest = await contentDigest(tx)
  yield line({ complete: true, ...counted })
}

function line(content: object): string {
  return `${JSON.stringify(content)}\n`
}

/** Tells one key from another, and nothing of the key. */
function keyMark(app: AppContext): string {
  return app.secrets.derive('backup').slice(0, 16)
}

/**
 * Puts a backup into a database that nobody has used yet: all of it, or nothing.
 * @throws AppError BAK-002 there are data already, BAK-003 not a backup, BAK-004 of a newer or older release,
 * BAK-005 broken, BAK-006 encrypted with another key, EVD-006 the bucket is not reached
 */
export async function restore(
  app: AppContext,
  file: string,
  progress: BackupProgress = () => undefined,
): Promise<BackupSummary> {
  if (!existsSync(file)) throw new AppError('BAK-003', { file }, { kind: 'usage' })
  const { db } = app.database
  const tables = await inSnapshot(db, async (tx) => {
    if (!(await isUntouched(tx))) throw new AppError('BAK-002', {}, { kind: 'refused' })
    return keptTables(tx)
  })
  const reader = new BackupReader(app, file, tables)
  return refilling(db, tables, async (tx) => {
    try {
      for await (const text of linesOf(file)) await reader.take(tx, text, progress)
    } catch (error) {
      throw reader.asRefusal(error)
    }
    return reader.end(tx)
  })
}

/** Lines of a compressed file. What is read before somebody asks for it is lost: ask at once. */
function linesOf(file: string): AsyncIterable<string> {
  const input = createReadStream(file).pipe(createGunzip())
  return createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })
}

const BATCH = 2000

/** Reads a backup line by line and holds every part against what the file says of it. */
class BackupReader {
  readonly #app: AppContext
  readonly #file: string
  readonly #known: ReadonlySet<string>
  #hasHead = false
  #table: string | undefined
  #hash: Hash = createHash('sha256')
  #rows = 0
  #tables = 0
  #all = 0
  #waiting: string[] = []
  #foot: z.output<typeof foot> | undefined
  readonly #files: FilesReader

  constructor(app: AppContext, file: string, tables: readonly string[]) {
    this.#app = app
    this.#file = file
    this.#known = new Set(tables)
    this.#files = new FilesReader(app)
  }

  async take(tx: Tx, text: string, progress: BackupProgress): Promise<void> {
    if (!this.#hasHead) return this.#begin(tx, text)
    if (this.#foot) throw this.#broken()
    if (this.#files.isInside) {
      if (!(await this.#files.take(tx, text))) throw this.#broken()
      progress({ table: 'evidence', rows: this.#files.files })
      return
    }
    if (this.#table === undefined) {
      const content = this.#parsed(text)
      const table = opening.safeParse(content)
      if (table.success) return this.#open(table.data.table)
      if (this.#files.begins(content)) return
      this.#foot = this.#shaped(foot, content)
      return
    }
    if (text.startsWith('{"end":')) {
      const end = closing.safeParse(this.#parsed(text))
      if (end.success && end.data.end === this.#table) return this.#close(tx, end.data)
    }
    this.#hash.update(text).update('\n')
    this.#rows += 1
    this.#waiting.push(text)
    if (this.#waiting.length < BATCH) return
    await this.#flush(tx)
    progress({ table: this.#table, rows: this.#rows })
  }

  /** A file that cannot be unpacked, or not to its end, is none or a broken one; anything else stays what it is. */
  asRefusal(error: unknown): unknown {
    const { code } = error as { code?: unknown }
    if (typeof code !== 'string' || !code.startsWith('Z_')) return error
    return this.#hasHead
      ? this.#broken(error)
      : new AppError('BAK-003', { file: this.#file }, { kind: 'usage' })
  }

  /** @throws AppError BAK-005 where it breaks off, or what is there now differs from what was */
  async end(tx: Tx): Promise<BackupSummary> {
    const end = this.#foot
    if (!end || end.tables !== this.#tables || end.rows !== this.#all) throw this.#broken()
    const { files, missing } = this.#files
    if (end.files !== files || end.missing !== missing) throw this.#broken()
    const digest = await contentDigest(tx)
    if (digest !== end.digest) throw this.#broken()
    return { file: this.#file, tables: this.#tables, rows: this.#all, files, missing, digest }
  }

  async #begin(tx: Tx, text: string): Promise<void> {
    const content = head.safeParse(tryJson(text))
    if (!content.success) throw new AppError('BAK-003', { file: this.#file }, { kind: 'usage' })
    const own = await appliedMigrations(tx)
    const theirs = content.data.migrations
    const newest = (list: typeof own) => list.at(-1)?.version ?? 0
    const isSame =
      own.length === theirs.length &&
      own.every(
        (each, index) => each.checksum === theirs[index]?.checksum && each.version === theirs[index]?.version,
      )
    if (!isSame) {
      const params = { file: this.#file, has: newest(theirs), wants: newest(own) }
      throw new AppError('BAK-004', params, { kind: 'refused' })
    }
    if (content.data.key !== keyMark(this.#app)) throw new AppError('BAK-006', {}, { kind: 'refused' })
    this.#hasHead = true
  }

  #open(table: string): void {
    if (!this.#known.has(table)) throw this.#broken()
    this.#table = table
    this.#hash = createHash('sha256')
    this.#rows = 0
  }

  async #close(tx: Tx, end: z.output<typeof closing>): Promise<void> {
    await this.#flush(tx)
    if (end.rows !== this.#rows || end.sha256 !== this.#hash.digest('hex')) throw this.#broken()
    this.#table = undefined
    this.#tables += 1
    this.#all += this.#rows
  }

  async #flush(tx: Tx): Promise<void> {
    const rows = this.#waiting
    this.#waiting = []
    if (this.#table === undefined || rows.length === 0) return
    try {
      await insertRowTexts(tx, this.#table, rows)
    } catch (cause) {
      // A value that the table does not take: bits have changed on the way.
      throw this.#broken(cause)
    }
  }

  #parsed(text: string): unknown {
    const content = tryJson(text)
    if (content === undefined) throw this.#broken()
    return content
  }

  #shaped<T>(schema: z.ZodType<T>, content: unknown): T {
    const result = schema.safeParse(content)
    if (!result.success) throw this.#broken()
    return result.data
  }

  #broken(cause?: unknown): AppError {
    return new AppError(
      'BAK-005',
      { file: this.#file, table: this.#table ?? '—' },
      { kind: 'refused', cause },
    )
  }
}

function tryJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
