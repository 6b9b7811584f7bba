import { sql } from 'kysely'
import type { ReportingYear } from '../kernel/index.ts'
import type { Database, Tx } from './database.ts'

/** Which years of which units are complete: every unit that was accepted, and every unit above one. */
export async function acceptedYears(db: Database | Tx): Promise<Map<number, ReportingYear[]>> {
  const { rows } = await sql<{ unit_id: number; years: number[] }>`
    select c.ancestor_id as unit_id, array_agg(distinct a.year order by a.year) as years
    from accepted_return a join org_closure c on c.descendant_id = a.org_unit_id and c.year = a.year
    group by c.ancestor_id`.execute(db)
  return new Map(rows.map((row) => [row.unit_id, row.years]))
}

/** Keeps a catalog whole under its hash, so that what rests on it can be computed again in any later year. */
export async function keepCatalog(
  db: Database | Tx,
  hash: string,
  content: unknown,
  at: Date,
): Promise<void> {
  await db
    .insertInto('catalog_version')
    .values({ hash, content: JSON.stringify(content), first_used: at })
    .onConflict((conflict) => conflict.column('hash').doNothing())
    .execute()
}

/** A text that changes whenever anything that a year's report rests on does. */
export async function contentRevision(db: Database | Tx, year: ReportingYear): Promise<string> {
  const { rows } = await sql<{ revision: string }>`select md5(
      coalesce((select string_agg(org_unit_id || ':' || year || ':' || content_hash, ',' order by org_unit_id, year)
        from accepted_return where year in (${year}::smallint, ${year - 1}::smallint)), '')
      || coalesce((select string_agg(md5(org_unit_id || check_code || input_key || text), ',' order by org_unit_id, check_code, input_key)
        from explanation where year = ${year}), '')
      || (select number from revision where name = 'org_unit')) as revision`.execute(db)
  return rows[0]?.revision ?? ''
}

/** Whether a unit's own return of a year was accepted. */
export async function hasAccepted(tx: Tx, unitId: number, year: ReportingYear): Promise<boolean> {
  const row = await tx
    .selectFrom('accepted_return')
    .select('org_unit_id')
    .where('org_unit_id', '=', unitId)
    .where('year', '=', year)
    .executeTakeFirst()
  return row !== undefined
}

/** Whether the program has noted that something was done once for all. */
export async function isMarked(db: Database | Tx, name: string): Promise<boolean> {
  const row = await db.selectFrom('revision').select('name').where('name', '=', name).executeTakeFirst()
  return row !== undefined
}

export async function keepMark(tx: Tx, name: string): Promise<void> {
  await tx
    .insertInto('revision')
    .values({ name, number: '1' })
    .onConflict((conflict) => conflict.column('name').doNothing())
    .execute()
}
