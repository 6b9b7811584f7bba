import { Kysely, PostgresDialect, sql, type Transaction } from 'kysely'
import pg from 'pg'
import { AppError } from '../kernel/index.ts'
import { Cluster } from './cluster/cluster.ts'
import type { Tables } from './schema.ts'

export type Database = Kysely<Tables>
export type Tx = Transaction<Tables>

/** On whose behalf a transaction works: the database shows and takes only what lies under the unit. */
export interface Scope {
  /** Id of the org unit under which everything visible lies. */
  readonly unitId: number
  readonly mayWrite: boolean
}

export interface OpenDatabase {
  readonly db: Database
  readonly pool: pg.Pool
  /** Undefined for a server of the user's own. */
  readonly cluster: Cluster | undefined
  close(): Promise<void>
}

/** Where the database is: an own server by URL, or the embedded one in a data folder. */
export type DatabasePlace = { readonly url: string } | { readonly folder: string }

const LEAST_VERSION = 150000

/**
 * Opens the database; does not migrate.
 * @throws AppError DAT-001 … DAT-008
 */
export async function openDatabase(place: DatabasePlace): Promise<OpenDatabase> {
  const cluster = 'folder' in place ? await Cluster.open(place.folder) : undefined
  const pool = new pg.Pool({
    ...(cluster ? cluster.connection : { connectionString: (place as { url: string }).url }),
    max: 20,
    connectionTimeoutMillis: 10_000,
    application_name: 'vetted',
  })
  // A connection that breaks while idle is replaced on next use; without a listener it would end the program.
  pool.on('error', () => undefined)
  const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) })
  const close = async () => {
    await db.destroy()
    await cluster?.close()
  }
  try {
    await refuseOldServer(db)
  } catch (cause) {
    await close()
    if (cause instanceof AppError) throw cause
    throw new AppError('DAT-007', { reason: (cause as Error).message }, { kind: 'unavailable', cause })
  }
  return { db, pool, cluster, close }
}

async function refuseOldServer(db: Database): Promise<void> {
  const { rows } = await sql<{
    version: string
  }>`select current_setting('server_version_num') as version`.execute(db)
  const version = Number(rows[0]?.version)
  if (version < LEAST_VERSION) {
    throw new AppError(
      'DAT-008',
      { have: Math.floor(version / 10000), least: LEAST_VERSION / 10000 },
      { kind: 'unavailable' },
    )
  }
}

/**
 * Runs work as the application's role within a scope. Settings are written literally, as Citus passes on nothing
 * else to its workers; the values are checked to be what they must be.
 */
export async function withinScope<T>(db: Database, scope: Scope, work: (tx: Tx) => Promise<T>): Promise<T> {
  const unitId = Number(scope.unitId)
  if (!Number.isSafeInteger(unitId)) throw new TypeError(`a scope needs a unit id, not ${scope.unitId}`)
  return db.transaction().execute(async (tx) => {
    await sql.raw('set local role vetted_app').execute(tx)
    await sql.raw(`set local vetted.scope = '${unitId}'`).execute(tx)
    await sql.raw(`set local vetted.may_write = '${scope.mayWrite ? 'on' : 'off'}'`).execute(tx)
    return work(tx)
  })
}
