import { sql } from 'kysely'
import type { Database, Tx } from './database.ts'

/** Who did what to which object, from where, with what result. */
export interface AuditEntry {
  readonly unitId: number
  readonly at: Date
  readonly actor: string
  readonly origin: string
  readonly action: string
  readonly object: string
  readonly result: 'done' | 'refused' | 'failed'
  readonly details: unknown
}

export interface StoredAuditEntry extends AuditEntry {
  readonly id: string
}

export async function writeAuditEntry(tx: Tx, entry: AuditEntry): Promise<void> {
  await tx
    .insertInto('audit_entry')
    .values({
      org_unit_id: entry.unitId,
      at: entry.at,
      actor: entry.actor,
      origin: entry.origin,
      action: entry.action,
      object: entry.object,
      result: entry.result,
      details: JSON.stringify(entry.details ?? {}),
    })
    .execute()
}

export interface TrailQuery {
  readonly unitIds?: readonly number[] | undefined
  readonly actor?: string | undefined
  /** An action, or the part before its dot: `submission`, `submission.accept`. */
  readonly action?: string | undefined
  readonly result?: AuditEntry['result'] | undefined
  /** Text in the object or the details. */
  readonly text?: string | undefined
  readonly from?: Date | undefined
  readonly to?: Date | undefined
  readonly limit: number
  /** Entries before this one, for the next page. */
  readonly before?: { readonly at: Date; readonly id: string } | undefined
}

/** Entries of the trail, newest first. */
export async function readTrail(tx: Tx, query: TrailQuery): Promise<StoredAuditEntry[]> {
  let select = tx
    .selectFrom('audit_entry')
    .selectAll()
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(query.limit)
  if (query.unitIds)
    select = select.where('org_unit_id', '=', sql<number>`any(${[...query.unitIds]}::integer[])`)
  if (query.actor !== undefined) select = select.where('actor', '=', query.actor)
  if (query.action !== undefined) {
    const { action } = query
    select = select.where(({ or, eb }) =>
      or([eb('action', '=', action), eb('action', 'like', `${escapeLike(action)}.%`)]),
    )
  }
  if (query.result !== undefined) select = select.where('result', '=', query.result)
  if (query.text !== undefined) {
    const pattern = `%${escapeLike(query.text)}%`
    select = select.where(({ or, eb }) =>
      or([eb('object', 'ilike', pattern), eb(sql`details::text`, 'ilike', pattern)]),
    )
  }
  if (query.from) select = select.where('at', '>=', query.from)
  if (query.to) select = select.where('at', '<', query.to)
  if (query.before) {
    const { at, id } = query.before
    select = select.where(sql<boolean>`(at, id) < (${at}::timestamptz, ${id}::uuid)`)
  }
  const rows = await select.execute()
  return rows.map((row) => ({
    id: row.id,
    unitId: row.org_unit_id,
    at: row.at,
    actor: row.actor,
    origin: row.origin,
    action: row.action,
    object: row.object,
    result: row.result,
    details: row.details,
  }))
}

/** Takes away entries older than the time that logs are kept for; the owner of the database may, the application not. */
export async function pruneTrail(db: Database, before: Date): Promise<number> {
  const result = await db.deleteFrom('audit_entry').where('at', '<', before).executeTakeFirst()
  return Number(result.numDeletedRows)
}

/** % and _ stand for themselves. */
export function escapeLike(text: string): string {
  return text.replace(/[\\%_]/g, (character) => `\\${character}`)
}
