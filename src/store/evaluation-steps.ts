import { sql } from 'kysely'
import { AppError } from '../kernel/index.ts'
import type { Tx } from './database.ts'
import type { Procedure } from './schema-quality.ts'

/** A step of a procedure as the trail keeps it. */
export interface StoredStep {
  readonly step: number
  readonly action: string
  readonly party: string
  /** Where the step led. */
  readonly state: string
  readonly actor: string
  readonly actorName: string
  readonly at: Date
  readonly details: unknown
}

export interface NewStep extends StoredStep {
  readonly unitId: number
  readonly year: number
  readonly procedure: Procedure
  readonly objectId: string
}

/**
 * Appends a step.
 * @throws AppError WFL-004 when somebody took the same step in the meantime
 */
export async function appendStep(tx: Tx, step: NewStep): Promise<void> {
  const result = await tx
    .insertInto('workflow_step')
    .values({
      org_unit_id: step.unitId,
      year: step.year,
      procedure: step.procedure,
      object_id: step.objectId,
      step: step.step,
      action: step.action,
      party: step.party,
      state: step.state,
      actor: step.actor,
      actor_name: step.actorName,
      at: step.at,
      details: JSON.stringify(step.details ?? {}),
    })
    .onConflict((conflict) => conflict.columns(['org_unit_id', 'object_id', 'step']).doNothing())
    .executeTakeFirst()
  if (Number(result.numInsertedOrUpdatedRows ?? 0) !== 1)
    throw new AppError('WFL-004', {}, { kind: 'conflict' })
}

/** All steps of one object, in order. */
export async function readSteps(tx: Tx, unitId: number, objectId: string): Promise<StoredStep[]> {
  const rows = await tx
    .selectFrom('workflow_step')
    .selectAll()
    .where('org_unit_id', '=', unitId)
    .where('object_id', '=', objectId)
    .orderBy('step')
    .execute()
  return rows.map((row) => ({
    step: row.step,
    action: row.action,
    party: row.party,
    state: row.state,
    actor: row.actor,
    actorName: row.actor_name,
    at: row.at,
    details: row.details,
  }))
}

/**
 * Names the account in this transaction: policies show an expert what is the expert's own. Written literally, as
 * Citus passes on nothing else to its workers.
 */
export async function nameAccount(tx: Tx, username: string): Promise<void> {
  if (!/^[\p{L}\p{N}._@-]{1,64}$/u.test(username)) throw new TypeError(`no user name: ${username}`)
  await sql.raw(`set local vetted.account = '${username}'`).execute(tx)
}

/** Where an object of a procedure belongs, whoever asks; what may be seen of it is decided after that. */
export async function placeOf(
  tx: Tx,
  table:
    | 'evaluation'
    | 'evaluation_round'
    | 'problem'
    | 'programme_application'
    | 'evidence'
    | 'goal'
    | 'quality_standard',
  id: string,
): Promise<{ unitId: number; year: number } | undefined> {
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id)) return undefined
  const { rows } = await sql<{ org_unit_id: number; year: number }>`
    select org_unit_id, year from ${sql.table(table)} where id = ${id}::uuid`.execute(tx)
  const [row] = rows
  return row && { unitId: row.org_unit_id, year: row.year }
}
