import { sql } from 'kysely'
import type { Tx } from './database.ts'
import type { RowOf, Tables } from './schema.ts'

export type StoredGoal = RowOf<'goal'>
export type StoredStandard = RowOf<'quality_standard'>
export type StoredProblem = RowOf<'problem'>

/** Goals of some units that are in force, by level and title. */
export async function listGoals(tx: Tx, unitIds: readonly number[]): Promise<StoredGoal[]> {
  return tx
    .selectFrom('goal')
    .selectAll()
    .where('org_unit_id', '=', sql<number>`any(${[...unitIds]}::integer[])`)
    .where('retired_at', 'is', null)
    .orderBy('org_unit_id')
    .orderBy('level')
    .orderBy('title')
    .orderBy('id')
    .execute()
}

export async function saveGoal(tx: Tx, goal: StoredGoal): Promise<void> {
  await tx
    .insertInto('goal')
    .values(goal)
    .onConflict((conflict) => conflict.columns(['org_unit_id', 'id']).doUpdateSet(goal))
    .execute()
}

export async function listStandards(tx: Tx, unitIds: readonly number[]): Promise<StoredStandard[]> {
  return tx
    .selectFrom('quality_standard')
    .selectAll()
    .where('org_unit_id', '=', sql<number>`any(${[...unitIds]}::integer[])`)
    .where('retired_at', 'is', null)
    .orderBy('org_unit_id')
    .orderBy('level')
    .orderBy('title')
    .orderBy('id')
    .execute()
}

export async function saveStandard(tx: Tx, standard: StoredStandard): Promise<void> {
  await tx
    .insertInto('quality_standard')
    .values(standard)
    .onConflict((conflict) => conflict.columns(['org_unit_id', 'id']).doUpdateSet(standard))
    .execute()
}

/** Takes a goal or standard out of force; it stays on file for the years in which it held. */
export async function retire(
  tx: Tx,
  table: 'goal' | 'quality_standard',
  unitId: number,
  id: string,
  at: Date,
): Promise<void> {
  await tx
    .updateTable(table as keyof Tables & 'goal')
    .set({ retired_at: at })
    .where('org_unit_id', '=', unitId)
    .where('id', '=', id)
    .execute()
}

/** Problems of some units: all, or those that are still open. The newest first. */
export async function listProblems(
  tx: Tx,
  unitIds: readonly number[],
  query: { readonly onlyOpen?: boolean; readonly untilYear?: number } = {},
): Promise<StoredProblem[]> {
  let select = tx
    .selectFrom('problem')
    .selectAll()
    .where('org_unit_id', '=', sql<number>`any(${[...unitIds]}::integer[])`)
    .orderBy('opened_at', 'desc')
    .orderBy('id')
  if (query.onlyOpen) select = select.where('state', 'not in', ['closed', 'waived'])
  if (query.untilYear !== undefined) select = select.where('year', '<=', query.untilYear)
  return select.execute()
}

export async function readProblem(tx: Tx, unitId: number, id: string): Promise<StoredProblem | undefined> {
  return tx
    .selectFrom('problem')
    .selectAll()
    .where('org_unit_id', '=', unitId)
    .where('id', '=', id)
    .executeTakeFirst()
}

/** @returns whether it was written: one goal has one open problem */
export async function writeProblem(tx: Tx, problem: StoredProblem): Promise<boolean> {
  const result = await tx
    .insertInto('problem')
    .values(problem)
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  return Number(result.numInsertedOrUpdatedRows ?? 0) === 1
}

export type ProblemChange = Partial<
  Pick<
    StoredProblem,
    | 'cause'
    | 'measure'
    | 'owner'
    | 'due_on'
    | 'effect'
    | 'waiver'
    | 'closed_value'
    | 'closed_year'
    | 'closed_at'
    | 'area'
  >
>

export async function changeProblem(
  tx: Tx,
  unitId: number,
  id: string,
  change: ProblemChange,
): Promise<void> {
  await tx.updateTable('problem').set(change).where('org_unit_id', '=', unitId).where('id', '=', id).execute()
}

/** How many pieces of evidence each problem of some units has. */
export async function evidenceCounts(tx: Tx, unitIds: readonly number[]): Promise<Map<string, number>> {
  const rows = await tx
    .selectFrom('evidence')
    .select(['owner_id', sql<string>`count(*)`.as('files')])
    .where('org_unit_id', '=', sql<number>`any(${[...unitIds]}::integer[])`)
    .where('removed_at', 'is', null)
    .groupBy('owner_id')
    .execute()
  return new Map(rows.map((row) => [row.owner_id, Number(row.files)]))
}
