import { sql } from 'kysely'
import type { ReportingYear } from '../kernel/index.ts'
import type { Tx } from './database.ts'
import type { RowOf } from './schema.ts'
import type { OrgChangeKind } from './schema-desk.ts'

export type StoredOrgChange = RowOf<'org_change'>

/** The gate: the policies let a change in only at a unit that the actor is at home in. */
export async function insertOrgChange(
  tx: Tx,
  change: {
    unitId: number
    year: ReportingYear
    kind: OrgChangeKind
    details: unknown
    reason: string
    actor: string
    at: Date
  },
): Promise<void> {
  await tx
    .insertInto('org_change')
    .values({
      org_unit_id: change.unitId,
      year: change.year,
      kind: change.kind,
      details: JSON.stringify(change.details),
      reason: change.reason,
      actor: change.actor,
      at: change.at,
    })
    .execute()
}

export async function orgChangesOf(tx: Tx, unitId: number): Promise<StoredOrgChange[]> {
  return tx
    .selectFrom('org_change')
    .selectAll()
    .where('org_unit_id', '=', unitId)
    .orderBy('at', 'desc')
    .execute()
}

/** Years whose tree is kept for sums. */
export async function closureYears(tx: Tx): Promise<ReportingYear[]> {
  const rows = await tx.selectFrom('org_closure').select('year').distinct().orderBy('year').execute()
  return rows.map((row) => row.year)
}

/** Units that are gone stand in no round from then on; what they had begun to fill in stays for the record. */
export async function leaveRounds(tx: Tx, unitIds: readonly number[], from: ReportingYear): Promise<void> {
  if (unitIds.length === 0) return
  await tx
    .deleteFrom('submission')
    .where('org_unit_id', '=', sql<number>`any(${[...unitIds]}::integer[])`)
    .where('year', '>=', from)
    .where('state', '=', 'draft')
    .execute()
}
