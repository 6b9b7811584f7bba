import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import type { ReportingYear, UnknownState } from '../kernel/index.ts'
import type { Tx } from './database.ts'

/** A typed value as stored: its decimal text, or why there is none. */
export interface StoredEntry {
  readonly element: string
  readonly cell: string
  readonly state: 'known' | UnknownState
  readonly value: string | null
  readonly reason: string | null
}

/** Replaces all typed values of a unit and year. */
export async function replaceEntries(
  tx: Tx,
  unitId: number,
  year: ReportingYear,
  entries: readonly StoredEntry[],
): Promise<void> {
  await tx.deleteFrom('entered_value').where('org_unit_id', '=', unitId).where('year', '=', year).execute()
  if (entries.length === 0) return
  await sql`insert into entered_value (org_unit_id, year, element, cell, state, value, reason)
    select ${unitId}::integer, ${year}::smallint, * from unnest(
      ${entries.map((entry) => entry.element)}::text[],
      ${entries.map((entry) => entry.cell)}::text[],
      ${entries.map((entry) => entry.state)}::text[],
      ${entries.map((entry) => entry.value)}::numeric[],
      ${entries.map((entry) => entry.reason)}::text[])`.execute(tx)
}

export interface StoredExplanation {
  readonly check_code: string
  readonly input_key: string
  readonly text: string
}

export async function writeExplanation(
  tx: Tx,
  unitId: number,
  year: ReportingYear,
  explanation: StoredExplanation,
): Promise<void> {
  await tx
    .insertInto('explanation')
    .values({ org_unit_id: unitId, year, ...explanation })
    .onConflict((conflict) =>
      conflict
        .columns(['org_unit_id', 'year', 'check_code', 'input_key'])
        .doUpdateSet({ text: explanation.text }),
    )
    .execute()
}

export async function readExplanations(
  tx: Tx,
  unitId: number,
  year: ReportingYear,
): Promise<StoredExplanation[]> {
  return tx
    .selectFrom('explanation')
    .select(['check_code', 'input_key', 'text'])
    .where('org_unit_id', '=', unitId)
    .where('year', '=', year)
    .orderBy('check_code')
    .orderBy('input_key')
    .execute()
}

/** Marks the observations of a unit and year as complete and accepted. */
export async function markAccepted(
  tx: Tx,
  accepted: { unitId: number; year: ReportingYear; catalogHash: string; contentHash: string; at: Date },
): Promise<void> {
  const row = {
    org_unit_id: accepted.unitId,
    year: accepted.year,
    catalog_hash: accepted.catalogHash,
    content_hash: accepted.contentHash,
    accepted_at: accepted.at,
  }
  await tx
    .insertInto('accepted_return')
    .values(row)
    .onConflict((conflict) => conflict.columns(['org_unit_id', 'year']).doUpdateSet(row))
    .execute()
}

/** SHA-256 over parts, each kept apart from the next. */
export function contentHash(parts: Iterable<string>): string {
  const hash = createHash('sha256')
  for (const part of parts) hash.update(part).update('\n')
  return hash.digest('hex')
}
