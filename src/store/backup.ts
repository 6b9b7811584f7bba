import { sql } from 'kysely'
import type { Database, Tx } from './database.ts'

/** Tables that a backup leaves out: what only a running server needs. */
const PASSING = ['schema_migration', 'sign_in_session', 'sign_in_verification', 'job']
const BATCH = 2000

/** Works on one state of the whole database, whatever others write meanwhile. */
export function inSnapshot<T>(db: Database, work: (tx: Tx) => Promise<T>): Promise<T> {
  return db
    .transaction()
    .setIsolationLevel('repeatable read')
    .execute(async (tx) => {
      // Rather an error than a backup of what policies happen to show.
      await sql.raw('set local row_security = off').execute(tx)
      return work(tx)
    })
}

/** The tables that are kept, those that others refer to first. */
export async function keptTables(tx: Tx): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    select c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = 'public' and c.relkind in ('r', 'p') and c.relname <> all(${PASSING}::text[])
    order by c.relname`.execute(tx)
  return rows.map((row) => row.name)
}

/** All rows of a table as JSON texts, batch by batch; numbers stay exact. */
export async function* eachRowText(tx: Tx, table: string): AsyncGenerator<readonly string[]> {
  await sql`declare kept_rows no scroll cursor for select to_jsonb(t)::text as row from ${sql.table(table)} t`.execute(
    tx,
  )
  for (;;) {
    const { rows } = await sql<{ row: string }>`fetch ${sql.lit(BATCH)} from kept_rows`.execute(tx)
    if (rows.length === 0) break
    yield rows.map((row) => row.row)
  }
  await sql`close kept_rows`.execute(tx)
}

/** Whether nobody has put anything into the database yet. */
export async function isUntouched(tx: Tx): Promise<boolean> {
  const { rows } = await sql<{ untouched: boolean }>`
    select not exists (select from org_unit) and not exists (select from account)
      and not exists (select from observation) as untouched`.execute(tx)
  return rows[0]?.untouched ?? false
}

/** The migrations that were applied: two databases with the same list have the same tables. */
export async function appliedMigrations(tx: Tx): Promise<{ version: number; checksum: string }[]> {
  const { rows } = await sql<{ version: number; checksum: string }>`
    select version, checksum from schema_migration order by version`.execute(tx)
  return rows
}

/**
 * Empties the kept tables and lets rows come in whatever order; what they refer to is looked at when it is all there.
 * Everything is undone where the work fails.
 */
export async function refilling<T>(
  db: Database,
  tables: readonly string[],
  work: (tx: Tx) => Promise<T>,
): Promise<T> {
  return db.transaction().execute(async (tx) => {
    await sql.raw('set local row_security = off').execute(tx)
    const { rows: keys } = await sql<{ table: string; name: string; definition: string }>`
      select c.conrelid::regclass::text as table, c.conname as name, pg_get_constraintdef(c.oid) as definition
      from pg_constraint c join pg_namespace n on n.oid = c.connamespace
      where c.contype = 'f' and n.nspname = 'public'`.execute(tx)
    for (const { table, name } of keys)
      await sql.raw(`alter table ${table} drop constraint "${name}"`).execute(tx)
    await sql.raw(`truncate ${tables.map((table) => `"${table}"`).join(', ')}`).execute(tx)
    const result = await work(tx)
    for (const { table, name, definition } of keys)
      await sql.raw(`alter table ${table} add constraint "${name}" ${definition}`).execute(tx)
    await settleSequences(tx)
    return result
  })
}

export async function insertRowTexts(tx: Tx, table: string, rows: readonly string[]): Promise<void> {
  if (rows.length === 0) return
  await sql`insert into ${sql.table(table)} overriding system value
    select * from jsonb_populate_recordset(null::${sql.table(table)}, ${`[${rows.join(',')}]`}::jsonb)`.execute(
    tx,
  )
}

/** Numbers that the database gives out go on after the highest that is there. */
async function settleSequences(tx: Tx): Promise<void> {
  const { rows } = await sql<{ table: string; column: string }>`
    select table_name as table, column_name as column from information_schema.columns
    where table_schema = 'public' and is_identity = 'YES'`.execute(tx)
  for (const { table, column } of rows) {
    await sql`select setval(pg_get_serial_sequence(${table}, ${column}), greatest(1, (select max(${sql.ref(column)}) from ${sql.table(table)})))`.execute(
      tx,
    )
  }
}
