import { sql } from 'kysely'
import type { Tx } from './database.ts'
import type { RowOf } from './schema.ts'

export type StoredFiling = RowOf<'programme_filing'>
export type StoredApplication = RowOf<'programme_application'>
export type StoredObjection = RowOf<'application_objection'>
export type StoredWindow = RowOf<'application_window'>
export type StoredDemand = RowOf<'demand_count'>

/** Filings of some units, of one year or of all. */
export async function listFilings(
  tx: Tx,
  unitIds: readonly number[],
  year?: number,
): Promise<StoredFiling[]> {
  let query = tx
    .selectFrom('programme_filing')
    .selectAll()
    .where('org_unit_id', '=', sql<number>`any(${[...unitIds]}::integer[])`)
    .orderBy('org_unit_id')
    .orderBy('year')
    .orderBy('programme')
  if (year !== undefined) query = query.where('year', '=', year)
  return query.execute()
}

export async function saveFilings(tx: Tx, filings: readonly StoredFiling[]): Promise<void> {
  for (const filing of filings) {
    const values = { ...filing, verdict: JSON.stringify(filing.verdict) }
    await tx
      .insertInto('programme_filing')
      .values(values)
      .onConflict((conflict) => conflict.columns(['org_unit_id', 'year', 'programme']).doUpdateSet(values))
      .execute()
  }
}

/** Filing numbers in use that begin with a prefix. */
export async function numbersWith(tx: Tx, prefix: string): Promise<string[]> {
  const { rows } = await sql<{ number: string }>`
    select number from programme_filing where starts_with(number, ${prefix})
    union select filing_number from programme_application where starts_with(filing_number, ${prefix})`.execute(
    tx,
  )
  return rows.map((row) => row.number)
}

export async function readWindow(tx: Tx, unitId: number, year: number): Promise<StoredWindow | undefined> {
  return tx
    .selectFrom('application_window')
    .selectAll()
    .where('org_unit_id', '=', unitId)
    .where('year', '=', year)
    .executeTakeFirst()
}

export async function saveWindow(tx: Tx, window: StoredWindow): Promise<void> {
  await tx
    .insertInto('application_window')
    .values(window)
    .onConflict((conflict) => conflict.columns(['org_unit_id', 'year']).doUpdateSet(window))
    .execute()
}

export async function writeApplication(
  tx: Tx,
  application: Omit<StoredApplication, 'parts' | 'opinion'> & { readonly parts: unknown },
): Promise<void> {
  await tx
    .insertInto('programme_application')
    .values({ ...application, parts: JSON.stringify(application.parts), opinion: null })
    .execute()
}

export async function readApplication(
  tx: Tx,
  unitId: number,
  id: string,
): Promise<StoredApplication | undefined> {
  return tx
    .selectFrom('programme_application')
    .selectAll()
    .where('org_unit_id', '=', unitId)
    .where('id', '=', id)
    .executeTakeFirst()
}

/** Applications of some units that may be seen, the newest first. */
export async function listApplications(
  tx: Tx,
  unitIds: readonly number[],
  year?: number,
): Promise<StoredApplication[]> {
  let query = tx
    .selectFrom('programme_application')
    .selectAll()
    .where('org_unit_id', '=', sql<number>`any(${[...unitIds]}::integer[])`)
    .orderBy('year', 'desc')
    .orderBy('created_at', 'desc')
    .orderBy('id')
  if (year !== undefined) query = query.where('year', '=', year)
  return query.execute()
}

export type ApplicationChange = Partial<
  Pick<
    StoredApplication,
    | 'submitted_hash'
    | 'submitted_at'
    | 'panel_id'
    | 'notice_from'
    | 'notice_until'
    | 'filing_number'
    | 'decision_reason'
    | 'direction'
  > & { readonly opinion: string }
>

export async function changeApplication(
  tx: Tx,
  unitId: number,
  id: string,
  change: ApplicationChange,
): Promise<void> {
  await tx
    .updateTable('programme_application')
    .set(change)
    .where('org_unit_id', '=', unitId)
    .where('id', '=', id)
    .execute()
}

/** @returns whether the parts were written: the revision was the expected one and the application a draft */
export async function saveParts(
  tx: Tx,
  unitId: number,
  id: string,
  parts: unknown,
  expectedRevision: number,
): Promise<boolean> {
  const result = await tx
    .updateTable('programme_application')
    .set({ parts: JSON.stringify(parts), revision: expectedRevision + 1 })
    .where('org_unit_id', '=', unitId)
    .where('id', '=', id)
    .where('revision', '=', expectedRevision)
    .where('state', '=', 'draft')
    .executeTakeFirst()
  return Number(result.numUpdatedRows) === 1
}

export async function writeObjection(tx: Tx, objection: StoredObjection): Promise<void> {
  await tx.insertInto('application_objection').values(objection).execute()
}

export async function listObjections(
  tx: Tx,
  unitId: number,
  applicationId: string,
): Promise<StoredObjection[]> {
  return tx
    .selectFrom('application_objection')
    .selectAll()
    .where('org_unit_id', '=', unitId)
    .where('application_id', '=', applicationId)
    .orderBy('raised_at')
    .orderBy('id')
    .execute()
}

/** @returns whether there was such an objection and it was open */
export async function answerObjection(
  tx: Tx,
  unitId: number,
  applicationId: string,
  id: string,
  answer: { readonly text: string; readonly upheld: boolean; readonly by: string; readonly at: Date },
): Promise<boolean> {
  const result = await tx
    .updateTable('application_objection')
    .set({ answer: answer.text, upheld: answer.upheld, answered_by: answer.by, answered_at: answer.at })
    .where('org_unit_id', '=', unitId)
    .where('application_id', '=', applicationId)
    .where('id', '=', id)
    .where('answer', 'is', null)
    .executeTakeFirst()
  return Number(result.numUpdatedRows) === 1
}

export async function listDemand(tx: Tx, unitId: number): Promise<StoredDemand[]> {
  return tx
    .selectFrom('demand_count')
    .selectAll()
    .where('org_unit_id', '=', unitId)
    .orderBy('source')
    .orderBy('occupation')
    .orderBy('year')
    .execute()
}

export async function saveDemand(tx: Tx, counts: readonly StoredDemand[]): Promise<void> {
  if (counts.length === 0) return
  await tx
    .insertInto('demand_count')
    .values([...counts])
    .onConflict((conflict) =>
      conflict.columns(['org_unit_id', 'source', 'occupation', 'year']).doUpdateSet((eb) => ({
        count: eb.ref('excluded.count'),
        sample: eb.ref('excluded.sample'),
        document: eb.ref('excluded.document'),
        is_synthetic: eb.ref('excluded.is_synthetic'),
        changed_by: eb.ref('excluded.changed_by'),
        changed_at: eb.ref('excluded.changed_at'),
      })),
    )
    .execute()
}
