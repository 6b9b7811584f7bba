import { sql } from 'kysely'
import type { ReportingYear } from '../kernel/index.ts'
import type { Tx } from './database.ts'
import type { RowOf } from './schema.ts'

/** A file that was sent: its bytes and what was found in it are sealed by whoever keeps them here. */
export type StoredImport = RowOf<'import_file'>

export async function insertImport(tx: Tx, file: StoredImport): Promise<void> {
  await tx
    .insertInto('import_file')
    .values({ ...file, options: JSON.stringify(file.options), marks: JSON.stringify(file.marks) })
    .execute()
}

export async function readImport(tx: Tx, unitId: number, id: string): Promise<StoredImport | undefined> {
  return tx
    .selectFrom('import_file')
    .selectAll()
    .where('org_unit_id', '=', unitId)
    .where('id', '=', id)
    .executeTakeFirst()
}

/** Takes a file for importing: of two who confirm at once, one does. */
export async function lockImport(tx: Tx, unitId: number, id: string): Promise<StoredImport | undefined> {
  return tx
    .selectFrom('import_file')
    .selectAll()
    .where('org_unit_id', '=', unitId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
}

export async function settleImport(
  tx: Tx,
  unitId: number,
  id: string,
  change: Pick<StoredImport, 'state' | 'report'>,
): Promise<void> {
  await tx
    .updateTable('import_file')
    .set(change)
    .where('org_unit_id', '=', unitId)
    .where('id', '=', id)
    .execute()
}

export async function deleteImport(tx: Tx, unitId: number, id: string): Promise<void> {
  await tx.deleteFrom('import_file').where('org_unit_id', '=', unitId).where('id', '=', id).execute()
}

/** Takes away a unit's files that were sent before a time. */
export async function pruneImports(tx: Tx, unitId: number, before: Date): Promise<void> {
  await tx.deleteFrom('import_file').where('org_unit_id', '=', unitId).where('at', '<', before).execute()
}

/** Runs work and undoes it again: what would come of it is known, and nothing has changed. */
export async function undone<T>(tx: Tx, work: () => Promise<T>, keeps: (result: T) => boolean): Promise<T> {
  await sql.raw('savepoint trial').execute(tx)
  const result = await work()
  if (!keeps(result)) await sql.raw('rollback to savepoint trial').execute(tx)
  return result
}

/** How many rows each register of a unit had in a year. */
export async function registerRowCounts(
  tx: Tx,
  unitId: number,
  year: ReportingYear,
): Promise<Map<string, number>> {
  const { rows } = await sql<{ register: string; count: number }>`
    select register, count(*)::integer as count from register_row
    where org_unit_id = ${unitId} and year = ${year} group by register`.execute(tx)
  return new Map(rows.map(({ register, count }) => [register, count]))
}
