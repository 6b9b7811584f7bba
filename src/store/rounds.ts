import { sql } from 'kysely'
import type { ReportingYear } from '../kernel/index.ts'
import type { Tx } from './database.ts'
import type { RowOf } from './schema.ts'
import type { NoticeKind, SubmissionState } from './schema-desk.ts'

export type StoredCollectionRound = RowOf<'collection_round'>
export type StoredSubmission = RowOf<'submission'>
export type StoredNotice = RowOf<'round_notice'>

export async function insertCollectionRound(tx: Tx, round: StoredCollectionRound): Promise<void> {
  await tx.insertInto('collection_round').values(round).execute()
}

export async function readCollectionRound(
  tx: Tx,
  unitId: number,
  year: ReportingYear,
): Promise<StoredCollectionRound | undefined> {
  return tx
    .selectFrom('collection_round')
    .selectAll()
    .where('org_unit_id', '=', unitId)
    .where('year', '=', year)
    .executeTakeFirst()
}

/** Rounds that any of these units opened, the latest year first. */
export async function collectionRoundsOf(
  tx: Tx,
  unitIds: readonly number[],
): Promise<StoredCollectionRound[]> {
  return tx
    .selectFrom('collection_round')
    .selectAll()
    .where('org_unit_id', '=', sql<number>`any(${[...unitIds]}::integer[])`)
    .orderBy('year', 'desc')
    .execute()
}

export async function updateCollectionRound(
  tx: Tx,
  unitId: number,
  year: ReportingYear,
  change: { deadline?: Date; state?: 'open' | 'closed' },
): Promise<number> {
  const result = await tx
    .updateTable('collection_round')
    .set(change)
    .where('org_unit_id', '=', unitId)
    .where('year', '=', year)
    .executeTakeFirst()
  return Number(result.numUpdatedRows)
}

/** A unit's place in a round; those that have one already keep it. @returns units that were added */
export async function addToRound(
  tx: Tx,
  round: { readonly unitId: number; readonly year: ReportingYear; readonly at: Date },
  unitIds: readonly number[],
): Promise<number[]> {
  if (unitIds.length === 0) return []
  const rows = await tx
    .insertInto('submission')
    .values(
      unitIds.map((id) => ({
        org_unit_id: id,
        year: round.year,
        round_unit_id: round.unitId,
        state: 'draft' as const,
        deadline: null,
        handed_over_by: null,
        handed_over_at: null,
        changed_by: null,
        changed_at: round.at,
        note: null,
        counted_at: null,
      })),
    )
    .onConflict((conflict) => conflict.columns(['org_unit_id', 'year']).doNothing())
    .returning('org_unit_id')
    .execute()
  return rows.map((row) => row.org_unit_id)
}

export async function submissionsOf(
  tx: Tx,
  roundUnitId: number,
  year: ReportingYear,
): Promise<StoredSubmission[]> {
  return tx
    .selectFrom('submission')
    .selectAll()
    .where('round_unit_id', '=', roundUnitId)
    .where('year', '=', year)
    .orderBy('org_unit_id')
    .execute()
}

export async function readSubmission(
  tx: Tx,
  unitId: number,
  year: ReportingYear,
  lock: 'none' | 'share' | 'update' = 'none',
): Promise<StoredSubmission | undefined> {
  return tx
    .selectFrom('submission')
    .selectAll()
    .where('org_unit_id', '=', unitId)
    .where('year', '=', year)
    .$if(lock === 'share', (query) => query.forShare())
    .$if(lock === 'update', (query) => query.forUpdate())
    .executeTakeFirst()
}

/** Years in which a unit stands in a round, the latest first. */
export async function submissionYears(
  tx: Tx,
  unitId: number,
): Promise<{ year: number; state: SubmissionState; round_unit_id: number; deadline: Date | null }[]> {
  return tx
    .selectFrom('submission')
    .select(['year', 'state', 'round_unit_id', 'deadline'])
    .where('org_unit_id', '=', unitId)
    .orderBy('year', 'desc')
    .execute()
}

export type SubmissionChange = Partial<
  Pick<
    StoredSubmission,
    | 'state'
    | 'deadline'
    | 'version'
    | 'handed_over_by'
    | 'handed_over_at'
    | 'changed_by'
    | 'changed_at'
    | 'note'
    | 'filled'
    | 'expected'
    | 'errors'
    | 'to_explain'
    | 'notes'
    | 'counted_at'
  >
>

/** @returns how many were changed: none where the policies let no such change through */
export async function updateSubmission(
  tx: Tx,
  unitId: number,
  year: ReportingYear,
  change: SubmissionChange,
): Promise<number> {
  const result = await tx
    .updateTable('submission')
    .set(change)
    .where('org_unit_id', '=', unitId)
    .where('year', '=', year)
    .executeTakeFirst()
  return Number(result.numUpdatedRows)
}

export async function writeNotice(
  tx: Tx,
  notice: {
    unitId: number
    year: ReportingYear
    kind: NoticeKind
    text: string
    authorName: string
    at: Date
  },
): Promise<void> {
  await tx
    .insertInto('round_notice')
    .values({
      org_unit_id: notice.unitId,
      year: notice.year,
      kind: notice.kind,
      text: notice.text,
      author_name: notice.authorName,
      at: notice.at,
    })
    .execute()
}

export async function noticesOf(tx: Tx, unitId: number, year: ReportingYear): Promise<StoredNotice[]> {
  return tx
    .selectFrom('round_notice')
    .selectAll()
    .where('org_unit_id', '=', unitId)
    .where('year', '=', year)
    .orderBy('at', 'desc')
    .execute()
}

export interface Effort {
  readonly unitId: number
  readonly form: string
  readonly seconds: number
  readonly lastAt: Date
}

/** How long people were busy with each form of some units, and when last. */
export async function effortOf(tx: Tx, unitIds: readonly number[], year: ReportingYear): Promise<Effort[]> {
  const rows = await tx
    .selectFrom('form_effort')
    .select(({ fn }) => [
      'org_unit_id',
      'form',
      fn.sum<string>('seconds').as('seconds'),
      fn.max('last_at').as('last_at'),
    ])
    .where('org_unit_id', '=', sql<number>`any(${[...unitIds]}::integer[])`)
    .where('year', '=', year)
    .groupBy(['org_unit_id', 'form'])
    .execute()
  return rows.map((row) => ({
    unitId: row.org_unit_id,
    form: row.form,
    seconds: Number(row.seconds),
    lastAt: row.last_at,
  }))
}

/** Notes that someone is at work on a form. */
export async function noteEffort(
  tx: Tx,
  work: { unitId: number; year: ReportingYear; form: string; account: string; at: Date },
): Promise<void> {
  await sql`insert into form_effort as f (org_unit_id, year, form, account, seconds, last_at)
    values (${work.unitId}, ${work.year}, ${work.form}, ${work.account}, 0, ${work.at})
    on conflict (org_unit_id, year, form, account) do update set
      seconds = f.seconds + ${sql.raw(ADDED_SECONDS)}, last_at = greatest(f.last_at, excluded.last_at)`.execute(
    tx,
  )
}

/** A pause of more than five minutes was no work on the form. */
export const ADDED_SECONDS = `case when excluded.last_at > f.last_at and excluded.last_at - f.last_at <= interval '5 minutes'
    then extract(epoch from excluded.last_at - f.last_at)::integer else 0 end`
