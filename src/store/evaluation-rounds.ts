import { sql } from 'kysely'
import { AppError } from '../kernel/index.ts'
import type { Tx } from './database.ts'
import type { RowOf, Tables } from './schema.ts'

export type StoredEvaluationRound = RowOf<'evaluation_round'>
export type StoredEvaluation = RowOf<'evaluation'>
export type StoredAssignment = RowOf<'evaluation_assignment'>
export type StoredMark = RowOf<'evaluation_mark'>
export type StoredExpert = RowOf<'expert'>

export async function writeEvaluationRound(tx: Tx, round: StoredEvaluationRound): Promise<void> {
  await tx.insertInto('evaluation_round').values(round).execute()
}

export async function readEvaluationRound(
  tx: Tx,
  unitId: number,
  id: string,
): Promise<StoredEvaluationRound | undefined> {
  return tx
    .selectFrom('evaluation_round')
    .selectAll()
    .where('org_unit_id', '=', unitId)
    .where('id', '=', id)
    .executeTakeFirst()
}

/** Rounds of some units, the newest first. */
export async function listEvaluationRounds(
  tx: Tx,
  unitIds: readonly number[],
  year: number | undefined,
): Promise<StoredEvaluationRound[]> {
  let query = tx
    .selectFrom('evaluation_round')
    .selectAll()
    .where('org_unit_id', '=', sql<number>`any(${[...unitIds]}::integer[])`)
    .orderBy('year', 'desc')
    .orderBy('opened_at', 'desc')
  if (year !== undefined) query = query.where('year', '=', year)
  return query.execute()
}

/** Moves dates or closes a round. */
export async function changeEvaluationRound(
  tx: Tx,
  unitId: number,
  id: string,
  change: Partial<Pick<StoredEvaluationRound, 'self_until' | 'scoring_until' | 'state'>>,
): Promise<void> {
  await tx
    .updateTable('evaluation_round')
    .set(change)
    .where('org_unit_id', '=', unitId)
    .where('id', '=', id)
    .execute()
}

export async function writeEvaluation(
  tx: Tx,
  evaluation: Pick<
    StoredEvaluation,
    'org_unit_id' | 'id' | 'year' | 'round_unit_id' | 'round_id' | 'subject_key' | 'subject_name' | 'state'
  >,
): Promise<void> {
  await tx
    .insertInto('evaluation')
    .values({
      ...evaluation,
      leaf_values: null,
      values_at: null,
      content_hash: null,
      result: null,
      reply_until: null,
    })
    .execute()
}

export async function readEvaluation(
  tx: Tx,
  unitId: number,
  id: string,
): Promise<StoredEvaluation | undefined> {
  return tx
    .selectFrom('evaluation')
    .selectAll()
    .where('org_unit_id', '=', unitId)
    .where('id', '=', id)
    .executeTakeFirst()
}

/** Evaluations of a round that may be seen, in the order of their units. */
export async function listEvaluations(tx: Tx, roundId: string): Promise<StoredEvaluation[]> {
  return tx
    .selectFrom('evaluation')
    .selectAll()
    .where('round_id', '=', roundId)
    .orderBy('org_unit_id')
    .orderBy('subject_key')
    .execute()
}

/** Evaluations of a unit over the years, the newest first. */
export async function evaluationsOfUnit(tx: Tx, unitId: number): Promise<StoredEvaluation[]> {
  return tx
    .selectFrom('evaluation')
    .selectAll()
    .where('org_unit_id', '=', unitId)
    .orderBy('year', 'desc')
    .orderBy('subject_key')
    .execute()
}

export type EvaluationChange = Partial<
  Pick<StoredEvaluation, 'content_hash' | 'values_at' | 'reply_until'> & {
    leaf_values: string | null
    result: string | null
  }
>

/** Changes what is on file of an evaluation without a step. */
export async function changeEvaluation(
  tx: Tx,
  unitId: number,
  id: string,
  change: EvaluationChange,
): Promise<void> {
  await tx
    .updateTable('evaluation')
    .set(change)
    .where('org_unit_id', '=', unitId)
    .where('id', '=', id)
    .execute()
}

type Stepped = 'evaluation' | 'problem' | 'programme_application'

/**
 * Moves an object of a procedure to its next state.
 * @throws AppError WFL-004 when somebody moved it in the meantime
 */
export async function moveTo(
  tx: Tx,
  table: Stepped,
  object: { readonly unitId: number; readonly id: string; readonly step: number },
  state: string,
): Promise<void> {
  const result = await tx
    .updateTable(table as keyof Tables & 'evaluation')
    .set({ state, step: object.step + 1 })
    .where('org_unit_id', '=', object.unitId)
    .where('id', '=', object.id)
    .where('step', '=', object.step)
    .executeTakeFirst()
  if (Number(result.numUpdatedRows) !== 1) throw new AppError('WFL-004', {}, { kind: 'conflict' })
}

export async function writeAssignments(tx: Tx, assignments: readonly StoredAssignment[]): Promise<void> {
  if (assignments.length === 0) return
  await tx
    .insertInto('evaluation_assignment')
    .values([...assignments])
    .onConflict((conflict) =>
      conflict
        .columns(['org_unit_id', 'evaluation_id', 'expert'])
        .doUpdateSet({ state: 'active', submitted_at: null }),
    )
    .execute()
}

export async function readAssignments(
  tx: Tx,
  unitId: number,
  evaluationId: string,
): Promise<StoredAssignment[]> {
  return tx
    .selectFrom('evaluation_assignment')
    .selectAll()
    .where('org_unit_id', '=', unitId)
    .where('evaluation_id', '=', evaluationId)
    .orderBy('expert')
    .execute()
}

/** Every active assignment of an expert, with the evaluation it is for. */
export async function assignmentsOf(tx: Tx, expert: string): Promise<StoredAssignment[]> {
  return tx
    .selectFrom('evaluation_assignment')
    .selectAll()
    .where('expert', '=', expert)
    .where('state', '=', 'active')
    .orderBy('year', 'desc')
    .orderBy('org_unit_id')
    .execute()
}

/** @returns whether there was such a sheet and it was not in yet */
export async function submitSheet(
  tx: Tx,
  unitId: number,
  evaluationId: string,
  expert: string,
  at: Date,
): Promise<boolean> {
  const result = await tx
    .updateTable('evaluation_assignment')
    .set({ submitted_at: at })
    .where('org_unit_id', '=', unitId)
    .where('evaluation_id', '=', evaluationId)
    .where('expert', '=', expert)
    .where('state', '=', 'active')
    .where('submitted_at', 'is', null)
    .executeTakeFirst()
  return Number(result.numUpdatedRows) === 1
}

/** Opens sheets again: all of an evaluation, or one expert's. */
export async function reopenSheets(
  tx: Tx,
  unitId: number,
  evaluationId: string,
  expert?: string,
): Promise<void> {
  let query = tx
    .updateTable('evaluation_assignment')
    .set({ submitted_at: null })
    .where('org_unit_id', '=', unitId)
    .where('evaluation_id', '=', evaluationId)
  if (expert !== undefined) query = query.where('expert', '=', expert)
  await query.execute()
}

export async function replaceAssignment(
  tx: Tx,
  unitId: number,
  evaluationId: string,
  expert: string,
): Promise<void> {
  await tx
    .updateTable('evaluation_assignment')
    .set({ state: 'replaced' })
    .where('org_unit_id', '=', unitId)
    .where('evaluation_id', '=', evaluationId)
    .where('expert', '=', expert)
    .execute()
}

/** Marks of one evaluation that may be seen. */
export async function readMarks(tx: Tx, unitId: number, evaluationId: string): Promise<StoredMark[]> {
  return tx
    .selectFrom('evaluation_mark')
    .selectAll()
    .where('org_unit_id', '=', unitId)
    .where('evaluation_id', '=', evaluationId)
    .orderBy('criterion')
    .orderBy('kind')
    .orderBy('assessor')
    .execute()
}

/** Marks of all evaluations of a round that may be seen. */
export async function readMarksOfRound(tx: Tx, evaluationIds: readonly string[]): Promise<StoredMark[]> {
  if (evaluationIds.length === 0) return []
  return tx
    .selectFrom('evaluation_mark')
    .selectAll()
    .where('evaluation_id', 'in', [...evaluationIds])
    .orderBy('org_unit_id')
    .orderBy('criterion')
    .orderBy('assessor')
    .execute()
}

export async function saveMarks(tx: Tx, marks: readonly StoredMark[]): Promise<void> {
  if (marks.length === 0) return
  await tx
    .insertInto('evaluation_mark')
    .values([...marks])
    .onConflict((conflict) =>
      conflict
        .columns(['org_unit_id', 'evaluation_id', 'kind', 'assessor', 'criterion'])
        .doUpdateSet((eb) => ({
          mark: eb.ref('excluded.mark'),
          note: eb.ref('excluded.note'),
          measure: eb.ref('excluded.measure'),
          effect: eb.ref('excluded.effect'),
          changed_at: eb.ref('excluded.changed_at'),
        })),
    )
    .execute()
}

/** Experts of the lists of some units, by name. */
export async function listExperts(tx: Tx, unitIds: readonly number[]): Promise<StoredExpert[]> {
  return tx
    .selectFrom('expert')
    .selectAll()
    .where('org_unit_id', '=', sql<number>`any(${[...unitIds]}::integer[])`)
    .orderBy('name')
    .orderBy('id')
    .execute()
}

export async function saveExpert(tx: Tx, expert: StoredExpert): Promise<void> {
  await tx
    .insertInto('expert')
    .values(expert)
    .onConflict((conflict) => conflict.columns(['org_unit_id', 'id']).doUpdateSet(expert))
    .execute()
}
