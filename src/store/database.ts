import { Kysely, PostgresDialect, type PostgresPool, sql, type Transaction } from 'kysely'
import pg from 'pg'
import { AppError, isRole, type Role } from '../kernel/index.ts'
import { Cluster } from './cluster/cluster.ts'
import type { Tables } from './schema.ts'

export type Database = Kysely<Tables>
export type Tx = Transaction<Tables>

/** On whose behalf a transaction works: the database shows and takes only what lies inside. */
export interface Scope {
  /** Ids of the units that may be seen; `all` for what concerns the whole tree. */
  readonly units: 'all' | readonly number[]
  /** The latest year that may be seen: who lost a school to another city keeps its past and not its present. */
  readonly year: number
  readonly mayWrite: boolean
  /** As whom: the database knows roles as well as units. */
  readonly role: ScopeRole
}

/** A role of the trade, the reader who did not sign in, or the program itself. */
export type ScopeRole = Role | 'public' | 'program'

export interface OpenDatabase {
  readonly db: Database
  readonly pool: pg.Pool
  /** A connection of the pool, for work that Kysely has no words for; the embedded server is started again where it died. */
  connect(): Promise<pg.PoolClient>
  /** One statement on such a connection. */
  query<R extends pg.QueryResultRow>(statement: pg.QueryConfig): Promise<pg.QueryResult<R>>
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
  // So would one that breaks between two statements of a transaction; the next statement of it fails by itself.
  pool.on('connect', (client) => client.on('error', () => undefined))
  pool.on('connect', planOnce)
  const connect = cluster ? revived(pool, cluster) : () => pool.connect()
  const query = async <R extends pg.QueryResultRow>(statement: pg.QueryConfig) => {
    const client = await connect()
    try {
      return await client.query<R>(statement)
    } finally {
      client.release()
    }
  }
  const connections: PostgresPool = { connect, end: () => pool.end(), options: pool.options }
  const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool: connections }) })
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
  return { db, pool, connect, query, cluster, close }
}

/** Connections that start the database again where it died under us; those who wait at the same time start it once. */
function revived(pool: pg.Pool, cluster: Cluster): () => Promise<pg.PoolClient> {
  let starting: Promise<void> | undefined
  const start = () => {
    starting ??= cluster.ensureRunning().finally(() => {
      starting = undefined
    })
    return starting
  }
  return async () => {
    try {
      return await pool.connect()
    } catch (error) {
      if (!isInterrupted(error)) throw error
      await start()
      return pool.connect()
    }
  }
}

const GONE: ReadonlySet<unknown> = new Set([
  ...['ECONNREFUSED', 'ECONNRESET', 'ENOENT', 'EPIPE', 'ETIMEDOUT'],
  // Shut down by an administrator, by a crash, not yet ready, or given up in the middle of a statement.
  ...['57P01', '57P02', '57P03', '08000', '08003', '08006'],
])

/** Whether the database went away under a statement, or is not there to be asked. */
export function isInterrupted(error: unknown): boolean {
  const { code, message } = (error ?? {}) as { code?: unknown; message?: unknown }
  return GONE.has(code) || /^Connection terminated/.test(String(message))
}

const NAMED = /^\s*\/\* once: (\w+) \*\//

/**
 * A statement that begins with a comment `once: name` is planned once per connection instead of with every call: where
 * every clerk sends the same one, planning would be most of its time.
 */
function planOnce(client: pg.PoolClient): void {
  const send = client.query.bind(client) as (...args: unknown[]) => unknown
  const query = (text: unknown, values: unknown, ...rest: unknown[]): unknown => {
    const name = typeof text === 'string' ? NAMED.exec(text)?.[1] : undefined
    return name === undefined
      ? send(text, values, ...rest)
      : send({ name: `vetted_${name}`, text, values }, ...rest)
  }
  Object.assign(client, { query })
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
  const settings = scopeSettings(scope).join('; ')
  return db.transaction().execute(async (tx) => {
    await sql.raw(settings).execute(tx)
    return work(tx)
  })
}

/** Goes on in the same transaction on another's behalf: the reviewer accepts, the program carries the sums up. */
export async function changeScope(tx: Tx, scope: Scope): Promise<void> {
  await sql.raw(scopeSettings(scope).join('; ')).execute(tx)
}

/** Goes on in the same transaction as the owner of the tables: what signing in keeps is closed to every scope. */
export async function leaveScope(tx: Tx): Promise<void> {
  await sql.raw('reset role').execute(tx)
}

/** The statements that narrow a transaction to a scope; each scope names every setting, in the same order. */
export function scopeSettings({ units, year, mayWrite, role }: Scope): readonly string[] {
  if (!isRole(role) && role !== 'public' && role !== 'program') {
    throw new TypeError(`a scope needs a role, not ${role}`)
  }
  return [
    // Without Citus this names a setting that nobody reads.
    "set local citus.propagate_set_commands = 'local'",
    'set local role vetted_app',
    `set local vetted.scope = '${units === 'all' ? 'all' : 'units'}'`,
    `set local vetted.units = '${units === 'all' ? '' : units.map(wholeNumber).join(',')}'`,
    `set local vetted.year = '${wholeNumber(year)}'`,
    `set local vetted.may_write = '${mayWrite ? 'on' : 'off'}'`,
    `set local vetted.role = '${role}'`,
  ]
}

function wholeNumber(value: number): number {
  if (!Number.isSafeInteger(value)) throw new TypeError(`a scope is made of whole numbers, not ${value}`)
  return value
}

/** Whether a policy or a missing grant of the database refused a statement: the second wall spoke. */
export function isRefusedByDatabase(error: unknown): boolean {
  return (error as { code?: unknown } | null)?.code === '42501'
}

/** Whether a row was refused because its key is there already. */
export function isDuplicate(error: unknown): boolean {
  return (error as { code?: unknown } | null)?.code === '23505'
}
