import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { sql } from 'kysely'
import { AppError } from '../kernel/index.ts'
import type { Database } from './database.ts'

export interface Migration {
  readonly version: number
  readonly name: string
  readonly text: string
  readonly checksum: string
}

const FOLDER = fileURLToPath(new URL('./migrations/', import.meta.url))

/** The numbered SQL files of this release, in order. A file that was released is never edited. */
function migrations(): Migration[] {
  return readdirSync(FOLDER)
    .filter((file) => /^\d{4}-.*\.sql$/.test(file))
    .sort()
    .map((file) => {
      const text = readFileSync(new URL(file, new URL('./migrations/', import.meta.url)), 'utf8')
      const checksum = createHash('sha256').update(text).digest('hex')
      return { version: Number(file.slice(0, 4)), name: file.slice(5, -4), text, checksum }
    })
}

/**
 * Brings the schema up to date, each migration in one transaction. Two programs that start together take turns.
 * @returns versions applied now
 * @throws AppError DAT-009 when the database is newer than this program, DAT-010 when a migration was edited
 */
export async function migrate(db: Database): Promise<number[]> {
  const wanted = migrations()
  return db.connection().execute(async (connection) => {
    await sql`select pg_advisory_lock(${MIGRATION_LOCK})`.execute(connection)
    try {
      await sql`create table if not exists schema_migration (
        version integer primary key, name text not null, checksum text not null, applied_at timestamptz not null default now())`.execute(
        connection,
      )
      const { rows } = await sql<{
        version: number
        checksum: string
      }>`select version, checksum from schema_migration`.execute(connection)
      const applied = new Map(rows.map((row) => [row.version, row.checksum]))
      refuseForeign(applied, wanted)
      const missing = wanted.filter((migration) => !applied.has(migration.version))
      for (const migration of missing) {
        await connection.transaction().execute(async (tx) => {
          await sql.raw(migration.text).execute(tx)
          await sql`insert into schema_migration (version, name, checksum)
            values (${migration.version}, ${migration.name}, ${migration.checksum})`.execute(tx)
        })
      }
      return missing.map((migration) => migration.version)
    } finally {
      await sql`select pg_advisory_unlock(${MIGRATION_LOCK})`.execute(connection)
    }
  })
}

const MIGRATION_LOCK = 5_620_171

function refuseForeign(applied: ReadonlyMap<number, string>, wanted: readonly Migration[]): void {
  const newest = wanted.at(-1)?.version ?? 0
  for (const [version, checksum] of applied) {
    const own = wanted.find((migration) => migration.version === version)
    if (!own) throw new AppError('DAT-009', { have: version, newest }, { kind: 'unavailable' })
    if (own.checksum !== checksum) throw new AppError('DAT-010', { version }, { kind: 'unavailable' })
  }
}
