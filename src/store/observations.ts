import { sql } from 'kysely'
import type { ReducedValue } from '../indicators/index.ts'
import {
  type Decimal,
  decimal,
  equalObserved,
  type Observed,
  type OrgLevel,
  type ReportingYear,
  ZERO,
} from '../kernel/index.ts'
import type { Tx } from './database.ts'

/** Schools are read from their own observations; sums are kept for every unit above. */
export function keepsOwnRollup(level: OrgLevel): boolean {
  return level !== 'school' && level !== 'class_provider'
}

/** A class attached to another kind of school is listed, and stays outside the totals of schools. */
function countsInTotals(level: OrgLevel): boolean {
  return level !== 'class_provider'
}

/**
 * Makes these the observations of a unit and year, and carries the differences to the sums of its ancestors, in
 * this transaction. The work depends on what changed and on how deep the tree is, not on how many schools there are.
 */
export async function replaceObservations(
  tx: Tx,
  unit: { readonly id: number; readonly level: OrgLevel },
  year: ReportingYear,
  values: readonly ReducedValue[],
): Promise<{ changed: number }> {
  const before = await readOwn(tx, unit.id, year)
  const after = new Map(values.map((value) => [`${value.element}|${value.cell}`, value]))
  const changed = values.filter((value) => {
    const old = before.get(`${value.element}|${value.cell}`)
    return !old || !equalObserved(old.observed, value.observed) || old.origin !== value.origin
  })
  const removed = [...before].filter(([key]) => !after.has(key)).map(([, value]) => value)
  await upsert(tx, unit.id, year, changed)
  await remove(tx, unit.id, year, removed)
  if (countsInTotals(unit.level)) {
    const deltas = differences(before, changed, removed)
    await carryUp(tx, unit, year, deltas)
  }
  return { changed: changed.length + removed.length }
}

async function readOwn(tx: Tx, unitId: number, year: ReportingYear): Promise<Map<string, ReducedValue>> {
  const rows = await tx
    .selectFrom('observation')
    .select(['element', 'cell', 'state', 'value', 'origin'])
    .where('org_unit_id', '=', unitId)
    .where('year', '=', year)
    .forUpdate()
    .execute()
  return new Map(
    rows.map(({ element, cell, state, value, origin }) => [
      `${element}|${cell}`,
      { element, cell, origin, observed: toObserved(state, value) },
    ]),
  )
}

export function toObserved(state: Observed['state'], value: string | null): Observed {
  return state === 'known' ? { state, value: decimal(value ?? '0') } : { state }
}

async function upsert(
  tx: Tx,
  unitId: number,
  year: ReportingYear,
  values: readonly ReducedValue[],
): Promise<void> {
  if (values.length === 0) return
  await sql`insert into observation (org_unit_id, year, element, cell, state, value, origin)
    select ${unitId}::integer, ${year}::smallint, * from unnest(
      ${values.map((value) => value.element)}::text[],
      ${values.map((value) => value.cell)}::text[],
      ${values.map((value) => value.observed.state)}::text[],
      ${values.map(({ observed }) => (observed.state === 'known' ? observed.value.toFixed() : null))}::numeric[],
      ${values.map((value) => value.origin)}::text[])
    on conflict (org_unit_id, year, element, cell)
    do update set state = excluded.state, value = excluded.value, origin = excluded.origin`.execute(tx)
}

async function remove(
  tx: Tx,
  unitId: number,
  year: ReportingYear,
  values: readonly ReducedValue[],
): Promise<void> {
  if (values.length === 0) return
  await sql`delete from observation o using unnest(
      ${values.map((value) => value.element)}::text[], ${values.map((value) => value.cell)}::text[]) gone (element, cell)
    where o.org_unit_id = ${unitId} and o.year = ${year} and o.element = gone.element and o.cell = gone.cell`.execute(
    tx,
  )
}

interface Delta {
  readonly element: string
  readonly cell: string
  readonly value: Decimal
  readonly counts: Readonly<Record<Observed['state'], number>>
}

function differences(
  before: ReadonlyMap<string, ReducedValue>,
  changed: readonly ReducedValue[],
  removed: readonly ReducedValue[],
): Delta[] {
  const one = (old: Observed | undefined, now: Observed | undefined): Pick<Delta, 'value' | 'counts'> => {
    const counts = { known: 0, missing: 0, not_applicable: 0, suppressed: 0 }
    if (now) counts[now.state] += 1
    if (old) counts[old.state] -= 1
    const amount = (observed: Observed | undefined) => (observed?.state === 'known' ? observed.value : ZERO)
    return { value: amount(now).minus(amount(old)), counts }
  }
  const deltas = [
    ...changed.map((value) => ({
      ...value,
      ...one(before.get(`${value.element}|${value.cell}`)?.observed, value.observed),
    })),
    ...removed.map((value) => ({ ...value, ...one(value.observed, undefined) })),
  ]
  return deltas.filter(
    ({ value, counts }) => !value.isZero() || Object.values(counts).some((count) => count !== 0),
  )
}

async function carryUp(
  tx: Tx,
  unit: { readonly id: number; readonly level: OrgLevel },
  year: ReportingYear,
  deltas: readonly Delta[],
): Promise<void> {
  if (deltas.length === 0) return
  const leastDepth = keepsOwnRollup(unit.level) ? 0 : 1
  const column = (state: Observed['state']) => deltas.map((delta) => delta.counts[state])
  // In the order of the key, so that two schools that are accepted at once wait for one another and never for ever.
  await sql`insert into rollup (org_unit_id, year, element, cell, value, known, missing, not_applicable, suppressed)
    select c.ancestor_id, ${year}::smallint, d.* from unnest(
      ${deltas.map((delta) => delta.element)}::text[],
      ${deltas.map((delta) => delta.cell)}::text[],
      ${deltas.map((delta) => delta.value.toFixed())}::numeric[],
      ${column('known')}::integer[], ${column('missing')}::integer[],
      ${column('not_applicable')}::integer[], ${column('suppressed')}::integer[]) d (element, cell)
    cross join org_closure c
    where c.year = ${year} and c.descendant_id = ${unit.id} and c.depth >= ${leastDepth}
    order by c.ancestor_id, d.element, d.cell
    on conflict (org_unit_id, year, element, cell) do update set
      value = trim_scale(rollup.value + excluded.value),
      known = rollup.known + excluded.known,
      missing = rollup.missing + excluded.missing,
      not_applicable = rollup.not_applicable + excluded.not_applicable,
      suppressed = rollup.suppressed + excluded.suppressed`.execute(tx)
  // Only where something was taken away can a sum be left with nothing in it.
  if (!deltas.some((delta) => Object.values(delta.counts).some((count) => count < 0))) return
  await sql`delete from rollup r using org_closure c
    where c.year = ${year} and c.descendant_id = ${unit.id} and c.depth >= ${leastDepth}
      and r.org_unit_id = c.ancestor_id and r.year = c.year
      and r.known = 0 and r.missing = 0 and r.not_applicable = 0 and r.suppressed = 0`.execute(tx)
}
