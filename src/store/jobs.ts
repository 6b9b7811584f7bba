import { sql } from 'kysely'
import type { ReportingYear } from '../kernel/index.ts'
import type { Tx } from './database.ts'
import type { RowOf } from './schema.ts'

/** Long work: what it is about, how far it is, what came of it. */
export type StoredJob = RowOf<'job'>

export interface NewJob {
  readonly unitId: number
  readonly id: string
  readonly year: ReportingYear
  readonly kind: string
  readonly input: unknown
  readonly content: Buffer | undefined
  readonly actor: string
  readonly at: Date
}

export async function insertJob(tx: Tx, job: NewJob): Promise<void> {
  await tx
    .insertInto('job')
    .values({
      org_unit_id: job.unitId,
      id: job.id,
      year: job.year,
      kind: job.kind,
      state: 'queued',
      input: JSON.stringify(job.input),
      content: job.content ?? null,
      percent: null,
      stop_asked_at: null,
      actor: job.actor,
      created_at: job.at,
      updated_at: job.at,
    })
    .execute()
}

/** A job by its id, wherever it belongs. */
export async function jobById(tx: Tx, id: string): Promise<StoredJob | undefined> {
  return tx.selectFrom('job').selectAll().where('id', '=', id).executeTakeFirst()
}

/** Jobs that are not over. */
export async function unfinishedJobs(tx: Tx): Promise<Pick<StoredJob, 'id' | 'org_unit_id'>[]> {
  return tx
    .selectFrom('job')
    .select(['id', 'org_unit_id'])
    .where('state', 'in', ['queued', 'running'])
    .orderBy('created_at')
    .execute()
}

export type JobChange = Partial<Pick<StoredJob, 'state' | 'done' | 'total' | 'label' | 'percent'>> & {
  readonly result?: unknown
  readonly problem?: unknown
}

/**
 * Notes how far a job is. What is over stays over, and keeps nothing of what it worked on.
 * @returns whether somebody has asked it to stop; undefined where it was over
 */
export async function updateJob(
  tx: Tx,
  { org_unit_id, id }: Pick<StoredJob, 'org_unit_id' | 'id'>,
  { result, problem, ...change }: JobChange,
  at: Date,
): Promise<{ readonly isStopAsked: boolean } | undefined> {
  const isOver = change.state === 'done' || change.state === 'failed' || change.state === 'stopped'
  const noted = await tx
    .updateTable('job')
    .set({
      ...change,
      ...(result === undefined ? {} : { result: JSON.stringify(result) }),
      ...(problem === undefined ? {} : { problem: JSON.stringify(problem) }),
      ...(isOver ? { content: null } : {}),
      updated_at: at,
    })
    .where('org_unit_id', '=', org_unit_id)
    .where('id', '=', id)
    .where('state', 'in', ['queued', 'running'])
    .returning('stop_asked_at')
    .executeTakeFirst()
  return noted && { isStopAsked: noted.stop_asked_at !== null }
}

/** Asks a job to stop: one that waits for its turn is over with that, one at work ends as soon as it hears of it. */
export async function askJobToStop(
  tx: Tx,
  { org_unit_id, id }: Pick<StoredJob, 'org_unit_id' | 'id'>,
  at: Date,
): Promise<void> {
  await sql`
    update job set
      stop_asked_at = coalesce(stop_asked_at, ${at}),
      content = case state when 'queued' then null else content end,
      state = case state when 'queued' then 'stopped' else state end,
      updated_at = ${at}
    where org_unit_id = ${org_unit_id} and id = ${id} and state in ('queued', 'running')`.execute(tx)
}

/** Takes away jobs of a unit that were over before a time. */
export async function pruneJobs(tx: Tx, unitId: number, before: Date): Promise<void> {
  await tx
    .deleteFrom('job')
    .where('org_unit_id', '=', unitId)
    .where('state', 'in', ['done', 'failed', 'stopped'])
    .where('updated_at', '<', before)
    .execute()
}
