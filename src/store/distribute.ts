import { sql } from 'kysely'
import { AppError } from '../kernel/index.ts'
import type { Database } from './database.ts'

/** What became of each table. */
export interface Distribution {
  /** Spread over the workers by org_unit_id. */
  readonly distributed: readonly string[]
  /** Whole on every worker. */
  readonly reference: readonly string[]
}

/**
 * Spreads the schema over a Citus cluster. The rule is the one that the schema is written by: a table whose key
 * begins with org_unit_id grows with schools and is distributed by it; every other one is small and whole everywhere.
 * Tables that are spread already stay as they are. Statement by statement, as Citus wants it.
 * @throws AppError DAT-020 where the server has no Citus extension
 */
export async function distribute(db: Database): Promise<Distribution> {
  const { rows: extension } = await sql`select 1 from pg_extension where extname = 'citus'`.execute(db)
  if (extension.length === 0) throw new AppError('DAT-020', {}, { kind: 'usage' })
  // The coordinator speaks to its workers as the role in force; without a password it can do so from there alone.
  await sql.raw('alter role vetted_app login').execute(db)
  const tables = await localTables(db)
  const isSpread = (table: { name: string; keyed: boolean }) => table.keyed && !ABOUT_UNITS.has(table.name)
  const distributed = tables.filter(isSpread).map((table) => table.name)
  const reference = tables.filter((table) => !isSpread(table)).map((table) => table.name)
  const foreignKeys = await dropForeignKeys(db, [...distributed, ...reference])
  for (const name of reference) await sql`select create_reference_table(${name})`.execute(db)
  for (const name of distributed)
    await sql`select create_distributed_table(${name}, 'org_unit_id')`.execute(db)
  for (const { table, name, definition } of foreignKeys) {
    await sql.raw(`alter table "${table}" add constraint "${name}" ${definition}`).execute(db)
  }
  return { distributed, reference }
}

/** The units themselves are looked up from everywhere, whoever they are about. */
const ABOUT_UNITS: ReadonlySet<string> = new Set(['org_unit_version', 'org_unit_alias'])

async function localTables(db: Database): Promise<{ name: string; keyed: boolean }[]> {
  const { rows } = await sql<{ name: string; keyed: boolean }>`
    select c.relname as name,
      coalesce((select a.attname = 'org_unit_id' from pg_index i
        join pg_attribute a on a.attrelid = c.oid and a.attnum = i.indkey[0]
        where i.indrelid = c.oid and i.indisprimary), false) as keyed
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = 'public' and c.relkind = 'r' and c.relname <> 'schema_migration'
      and not exists (select from pg_dist_partition p where p.logicalrelid = c.oid)
      and not exists (select from pg_depend d where d.objid = c.oid and d.deptype = 'e')
    order by c.relname`.execute(db)
  return rows
}

interface ForeignKey {
  readonly table: string
  readonly name: string
  readonly definition: string
}

/** Citus accepts foreign keys only once both tables are spread; they are taken off and put back. */
async function dropForeignKeys(db: Database, tables: readonly string[]): Promise<ForeignKey[]> {
  const { rows } = await sql<ForeignKey>`
    select c.conrelid::regclass::text as table, c.conname as name, pg_get_constraintdef(c.oid) as definition
    from pg_constraint c where c.contype = 'f' and c.conrelid::regclass::text = any(${[...tables]}::text[])
    order by c.conrelid::regclass::text, c.conname`.execute(db)
  for (const { table, name } of rows)
    await sql.raw(`alter table "${table}" drop constraint "${name}"`).execute(db)
  return rows
}
