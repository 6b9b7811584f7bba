import { sql } from 'kysely'
import type { ObservedState, ReportingYear } from '../kernel/index.ts'
import type { Tx } from './database.ts'
import type { CellSave } from './save-cells.ts'

/** A typed cell as it stands, with the revision that the next save must name. */
export interface DraftCell {
  readonly element: string
  readonly cell: string
  readonly state: ObservedState
  readonly value: string | null
  /** Code of the reason for a missing value; null where nothing was entered yet. */
  readonly reason: string | null
  readonly revision: number
  readonly changedBy: string | null
  readonly changedAt: Date | null
}

export async function readCells(
  tx: Tx,
  unitId: number,
  year: ReportingYear,
  elements?: readonly string[],
): Promise<DraftCell[]> {
  const rows = await tx
    .selectFrom('entered_value')
    .select(['element', 'cell', 'state', 'value', 'reason', 'revision', 'changed_by', 'changed_at'])
    .where('org_unit_id', '=', unitId)
    .where('year', '=', year)
    .$if(elements !== undefined, (query) =>
      query.where('element', '=', sql<string>`any(${[...(elements ?? [])]}::text[])`),
    )
    .orderBy('element')
    .orderBy('cell')
    .execute()
  return rows.map(({ changed_by, changed_at, ...row }) => ({
    ...row,
    changedBy: changed_by,
    changedAt: changed_at,
  }))
}

export interface CountedCell {
  readonly register: string
  readonly element: string
  readonly cell: string
  readonly state: ObservedState
  readonly value: string | null
}

export async function readCounted(tx: Tx, unitId: number, year: ReportingYear): Promise<CountedCell[]> {
  return tx
    .selectFrom('counted_value')
    .select(['register', 'element', 'cell', 'state', 'value'])
    .where('org_unit_id', '=', unitId)
    .where('year', '=', year)
    .orderBy('element')
    .orderBy('cell')
    .execute()
}

/** Replaces what was counted from one register. */
export async function replaceCounted(
  tx: Tx,
  unitId: number,
  year: ReportingYear,
  register: string,
  values: readonly Omit<CountedCell, 'register'>[],
): Promise<void> {
  await tx
    .deleteFrom('counted_value')
    .where('org_unit_id', '=', unitId)
    .where('year', '=', year)
    .where('register', '=', register)
    .execute()
  if (values.length === 0) return
  await sql`insert into counted_value (org_unit_id, year, register, element, cell, state, value)
    select ${unitId}::integer, ${year}::smallint, ${register}::text, * from unnest(
      ${values.map((value) => value.element)}::text[], ${values.map((value) => value.cell)}::text[],
      ${values.map((value) => value.state)}::text[], ${values.map((value) => value.value)}::numeric[])`.execute(
    tx,
  )
}

/** Which cells hold something, for many units at once: what the board counts. */
export async function filledCells(
  tx: Tx,
  unitIds: readonly number[],
  year: ReportingYear,
): Promise<{ unitId: number; element: string; cell: string }[]> {
  const rows = await tx
    .selectFrom('entered_value')
    .select(['org_unit_id', 'element', 'cell'])
    .where('org_unit_id', '=', sql<number>`any(${[...unitIds]}::integer[])`)
    .where('year', '=', year)
    .where(sql<boolean>`(value is not null or reason is not null)`)
    .execute()
  return rows.map((row) => ({ unitId: row.org_unit_id, element: row.element, cell: row.cell }))
}

/** Writes a reason beside the values that it speaks of; an empty text takes it back. */
export async function keepExplanation(
  tx: Tx,
  unitId: number,
  year: ReportingYear,
  reason: { code: string; inputKey: string; text: string; author: string; at: Date },
): Promise<void> {
  if (reason.text === '') {
    await tx
      .deleteFrom('explanation')
      .where('org_unit_id', '=', unitId)
      .where('year', '=', year)
      .where('check_code', '=', reason.code)
      .where('input_key', '=', reason.inputKey)
      .execute()
    return
  }
  const written = { text: reason.text, author: reason.author, written_at: reason.at }
  await tx
    .insertInto('explanation')
    .values({
      org_unit_id: unitId,
      year,
      check_code: reason.code,
      input_key: reason.inputKey,
      ...written,
    })
    .onConflict((conflict) =>
      conflict.columns(['org_unit_id', 'year', 'check_code', 'input_key']).doUpdateSet(written),
    )
    .execute()
}

/** Puts cells in place, whatever they held: for amendments, which lock the return. */
export async function putCells(
  tx: Tx,
  unitId: number,
  year: ReportingYear,
  cells: readonly CellSave[],
  { signature, at }: { readonly signature: string; readonly at: Date },
): Promise<void> {
  if (cells.length === 0) return
  await sql`insert into entered_value as e (org_unit_id, year, element, cell, state, value, reason, revision, changed_by, changed_at)
    select ${unitId}::integer, ${year}::smallint, w.*, 1, ${signature}::text, ${at}::timestamptz from unnest(
      ${cells.map((cell) => cell.element)}::text[], ${cells.map((cell) => cell.cell)}::text[],
      ${cells.map((cell) => cell.state)}::text[], ${cells.map((cell) => cell.value)}::numeric[],
      ${cells.map((cell) => cell.reason)}::text[]) as w
    on conflict (org_unit_id, year, element, cell) do update set state = excluded.state, value = excluded.value,
      reason = excluded.reason, revision = e.revision + 1, changed_by = excluded.changed_by, changed_at = excluded.changed_at`.execute(
    tx,
  )
}
