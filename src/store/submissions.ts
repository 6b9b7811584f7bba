import type { ReportingYear } from '../kernel/index.ts'
import type { Tx } from './database.ts'
import type { RowOf } from './schema.ts'

export type StoredRemark = RowOf<'remark'>

/** A version of a return without its content. */
export interface VersionHead {
  readonly version: number
  readonly kind: 'submission' | 'amendment'
  readonly sha256: string
  readonly catalogHash: string
  readonly actor: string
  readonly actorName: string
  readonly at: Date
  readonly note: string | null
  /** Bytes as stored. */
  readonly size: number
}

export async function insertVersion(
  tx: Tx,
  unitId: number,
  year: ReportingYear,
  version: Omit<VersionHead, 'size'> & { readonly content: Buffer },
): Promise<void> {
  await tx
    .insertInto('submission_version')
    .values({
      org_unit_id: unitId,
      year,
      version: version.version,
      kind: version.kind,
      content: version.content,
      sha256: version.sha256,
      catalog_hash: version.catalogHash,
      actor: version.actor,
      actor_name: version.actorName,
      at: version.at,
      note: version.note,
    })
    .execute()
}

/** The versions of a return, the latest first. */
export async function versionsOf(tx: Tx, unitId: number, year: ReportingYear): Promise<VersionHead[]> {
  const rows = await tx
    .selectFrom('submission_version')
    .select(({ fn }) => [
      'version',
      'kind',
      'sha256',
      'catalog_hash',
      'actor',
      'actor_name',
      'at',
      'note',
      fn<number>('octet_length', ['content']).as('size'),
    ])
    .where('org_unit_id', '=', unitId)
    .where('year', '=', year)
    .orderBy('version', 'desc')
    .execute()
  return rows.map((row) => ({
    version: row.version,
    kind: row.kind,
    sha256: row.sha256,
    catalogHash: row.catalog_hash,
    actor: row.actor,
    actorName: row.actor_name,
    at: row.at,
    note: row.note,
    size: row.size,
  }))
}

export async function versionContent(
  tx: Tx,
  unitId: number,
  year: ReportingYear,
  version: number,
): Promise<{ content: Buffer; sha256: string } | undefined> {
  return tx
    .selectFrom('submission_version')
    .select(['content', 'sha256'])
    .where('org_unit_id', '=', unitId)
    .where('year', '=', year)
    .where('version', '=', version)
    .executeTakeFirst()
}

export async function insertRemarks(
  tx: Tx,
  unitId: number,
  year: ReportingYear,
  remarks: readonly { place: unknown; text: string }[],
  by: { version: number; author: string; authorName: string; at: Date },
): Promise<void> {
  if (remarks.length === 0) return
  await tx
    .insertInto('remark')
    .values(
      remarks.map(({ place, text }) => ({
        org_unit_id: unitId,
        year,
        version: by.version,
        place: JSON.stringify(place),
        text,
        author: by.author,
        author_name: by.authorName,
        written_at: by.at,
        answer: null,
        answered_by: null,
        answered_at: null,
      })),
    )
    .execute()
}

export async function remarksOf(tx: Tx, unitId: number, year: ReportingYear): Promise<StoredRemark[]> {
  return tx
    .selectFrom('remark')
    .selectAll()
    .where('org_unit_id', '=', unitId)
    .where('year', '=', year)
    .orderBy('written_at', 'desc')
    .orderBy('id')
    .execute()
}

/** @returns whether there was such a remark */
export async function answerRemark(
  tx: Tx,
  unitId: number,
  year: ReportingYear,
  id: string,
  answer: { text: string; by: string; at: Date },
): Promise<boolean> {
  const result = await tx
    .updateTable('remark')
    .set({ answer: answer.text, answered_by: answer.by, answered_at: answer.at })
    .where('org_unit_id', '=', unitId)
    .where('year', '=', year)
    .where('id', '=', id)
    .executeTakeFirst()
  return result.numUpdatedRows > 0n
}
