import { sql } from 'kysely'
import type { ReportingYear } from '../kernel/index.ts'
import type { Database, Tx } from './database.ts'

/** The catalog that a hash names, as it was kept; undefined where none was. */
export async function readCatalogVersion(db: Database | Tx, hash: string): Promise<unknown> {
  const row = await db
    .selectFrom('catalog_version')
    .select('content')
    .where('hash', '=', hash)
    .executeTakeFirst()
  return row?.content
}

/** Content hashes of the accepted returns of some units in a year: what values taken from them rest on. */
export async function acceptedHashes(
  tx: Tx,
  unitIds: readonly number[],
  year: ReportingYear,
): Promise<Map<number, string>> {
  const rows = await tx
    .selectFrom('accepted_return')
    .select(['org_unit_id', 'content_hash'])
    .where('org_unit_id', '=', sql<number>`any(${[...unitIds]}::integer[])`)
    .where('year', '=', year)
    .execute()
  return new Map(rows.map((row) => [row.org_unit_id, row.content_hash]))
}
