import { CompiledQuery } from 'kysely'
import type { ObservedState, ReportingYear } from '../kernel/index.ts'
import type { Tx } from './database.ts'
import { ADDED_SECONDS } from './rounds.ts'

export interface CellSave {
  readonly element: string
  readonly cell: string
  readonly state: ObservedState
  readonly value: string | null
  readonly reason: string | null
  /** The revision that the person saw; 0 where there was none. */
  readonly expected: number
}

export interface SaveContext {
  readonly unitId: number
  readonly year: ReportingYear
  readonly form: string
  readonly account: string
  readonly actor: string
  readonly signature: string
  readonly origin: string
  readonly at: Date
}

export interface SaveOutcome {
  /** False where the return is not open for entry; then nothing was saved. */
  readonly isOpen: boolean
  readonly saved: readonly { readonly element: string; readonly cell: string; readonly revision: number }[]
}

/** Types of the statement's parameters, in the order of `saveParameters`. */
export const SAVE_TYPES = 'integer, smallint, text, text, text, text, text, timestamptz, jsonb'

/**
 * The one statement of a save: cells, working time and the trail's entry. The return is kept open while it runs.
 * @param lock what to do where someone is changing the return's state just now: wait for it, or take it as not open
 */
export function saveStatement(lock: 'wait' | 'skip locked'): string {
  return `with open as (
      select 1 from submission where org_unit_id = $1::integer and year = $2::smallint and state in ('draft', 'returned')
      for share ${lock === 'wait' ? '' : lock}
    ), wanted as (
      select * from jsonb_to_recordset($9::jsonb)
        as w (element text, cell text, state text, value numeric, reason text, expected integer)
    ), before as (
      select w.element, w.cell,
        (select coalesce(e.value::text, e.reason) from entered_value e
          where e.org_unit_id = $1::integer and e.year = $2::smallint and e.element = w.element and e.cell = w.cell) as was
      from wanted w
    ), saved as (
      insert into entered_value as e (org_unit_id, year, element, cell, state, value, reason, revision, changed_by, changed_at)
      select $1::integer, $2::smallint, w.element, w.cell, w.state, w.value, w.reason, w.expected + 1, $6::text, $8::timestamptz from wanted w, open
      on conflict (org_unit_id, year, element, cell) do update set state = excluded.state, value = excluded.value,
        reason = excluded.reason, revision = excluded.revision, changed_by = excluded.changed_by, changed_at = excluded.changed_at
      where e.revision = excluded.revision - 1
      returning e.element, e.cell, e.revision, coalesce(e.value::text, e.reason) as now
    ), effort as (
      insert into form_effort as f (org_unit_id, year, form, account, seconds, last_at)
      select $1::integer, $2::smallint, $3::text, $4::text, 0, $8::timestamptz from open
      on conflict (org_unit_id, year, form, account) do update set
        seconds = f.seconds + ${ADDED_SECONDS}, last_at = greatest(f.last_at, excluded.last_at)
    ), trail as (
      insert into audit_entry (org_unit_id, at, actor, origin, action, object, result, details)
      select $1::integer, $8::timestamptz, $5::text, $7::text, 'entry.save', $2::smallint::text || ' form:' || $3::text, 'done',
        jsonb_build_object('cells', (select jsonb_agg(jsonb_build_object('element', s.element, 'cell', s.cell, 'from', b.was, 'to', s.now))
          from saved s left join before b on b.element = s.element and b.cell = s.cell))
      where exists (select from saved)
    )
    select exists (select from open) as is_open,
      (select jsonb_agg(jsonb_build_object('element', element, 'cell', cell, 'revision', revision)) from saved) as saved`
}

/** What the statement is given, each as text or as a number. */
export function saveParameters(context: SaveContext, cells: readonly CellSave[]): (string | number)[] {
  const { unitId, year, form, account, actor, signature, origin, at } = context
  return [unitId, year, form, account, actor, signature, origin, at.toISOString(), JSON.stringify(cells)]
}

/** The statement's one row. */
export interface SaveRow {
  readonly is_open: boolean
  readonly saved: SaveOutcome['saved'] | null
}

export function saveOutcome(row: SaveRow | undefined): SaveOutcome {
  return { isOpen: row?.is_open ?? false, saved: row?.saved ?? [] }
}

const SAVE = `/* once: save_cells */ ${saveStatement('wait')}`

/**
 * Saves cells, each under the revision that was seen: one that another changed meanwhile stays as the other left it.
 * Cells, working time and the trail's entry are one statement, so that a save costs one trip.
 */
export async function saveCells(
  tx: Tx,
  context: SaveContext,
  cells: readonly CellSave[],
): Promise<SaveOutcome> {
  const { rows } = await tx.executeQuery<SaveRow>(CompiledQuery.raw(SAVE, saveParameters(context, cells)))
  return saveOutcome(rows[0])
}
