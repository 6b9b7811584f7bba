import type { Tx } from './database.ts'
import type { EvidenceOwner } from './schema-quality.ts'

/** A file that shows something, without its bytes. */
export interface StoredEvidence {
  readonly id: string
  readonly unitId: number
  readonly year: number
  readonly ownerKind: EvidenceOwner
  readonly ownerId: string
  readonly part: string
  readonly fileName: string
  readonly mediaType: string
  readonly size: number
  readonly sha256: string
  readonly uploadedBy: string
  readonly uploadedAt: Date
}

export async function writeEvidence(tx: Tx, evidence: StoredEvidence): Promise<void> {
  await tx
    .insertInto('evidence')
    .values({
      org_unit_id: evidence.unitId,
      id: evidence.id,
      year: evidence.year,
      owner_kind: evidence.ownerKind,
      owner_id: evidence.ownerId,
      part: evidence.part,
      file_name: evidence.fileName,
      media_type: evidence.mediaType,
      size: evidence.size,
      sha256: evidence.sha256,
      uploaded_by: evidence.uploadedBy,
      uploaded_at: evidence.uploadedAt,
      removed_at: null,
    })
    .execute()
}

/** What is on file for an owner, the oldest first; what was removed stays in the database and is not listed. */
export async function listEvidence(tx: Tx, unitId: number, ownerId: string): Promise<StoredEvidence[]> {
  const rows = await tx
    .selectFrom('evidence')
    .selectAll()
    .where('org_unit_id', '=', unitId)
    .where('owner_id', '=', ownerId)
    .where('removed_at', 'is', null)
    .orderBy('uploaded_at')
    .orderBy('id')
    .execute()
  return rows.map(toEvidence)
}

export async function readEvidence(tx: Tx, unitId: number, id: string): Promise<StoredEvidence | undefined> {
  const row = await tx
    .selectFrom('evidence')
    .selectAll()
    .where('org_unit_id', '=', unitId)
    .where('id', '=', id)
    .where('removed_at', 'is', null)
    .executeTakeFirst()
  return row && toEvidence(row)
}

export async function removeEvidence(tx: Tx, unitId: number, id: string, at: Date): Promise<boolean> {
  const result = await tx
    .updateTable('evidence')
    .set({ removed_at: at })
    .where('org_unit_id', '=', unitId)
    .where('id', '=', id)
    .where('removed_at', 'is', null)
    .executeTakeFirst()
  return Number(result.numUpdatedRows) === 1
}

/** Keeps bytes in the database; the same bytes of one unit are kept once. */
export async function keepContent(
  tx: Tx,
  content: { unitId: number; year: number; sha256: string; bytes: Uint8Array },
): Promise<void> {
  await tx
    .insertInto('evidence_content')
    .values({
      org_unit_id: content.unitId,
      year: content.year,
      sha256: content.sha256,
      content: Buffer.from(content.bytes),
    })
    .onConflict((conflict) => conflict.columns(['org_unit_id', 'sha256']).doNothing())
    .execute()
}

export async function readContent(tx: Tx, unitId: number, sha256: string): Promise<Uint8Array | undefined> {
  const row = await tx
    .selectFrom('evidence_content')
    .select('content')
    .where('org_unit_id', '=', unitId)
    .where('sha256', '=', sha256)
    .executeTakeFirst()
  return row?.content
}

/** Files on record whose bytes are not in the database, each once: those that a bucket keeps. */
export async function contentsElsewhere(tx: Tx): Promise<{ unitId: number; year: number; sha256: string }[]> {
  const rows = await tx
    .selectFrom('evidence')
    .leftJoin('evidence_content', (join) =>
      join
        .onRef('evidence_content.org_unit_id', '=', 'evidence.org_unit_id')
        .onRef('evidence_content.sha256', '=', 'evidence.sha256'),
    )
    .where('evidence_content.sha256', 'is', null)
    .select(({ fn }) => ['evidence.org_unit_id', 'evidence.sha256', fn.min('evidence.year').as('year')])
    .groupBy(['evidence.org_unit_id', 'evidence.sha256'])
    .orderBy('evidence.org_unit_id')
    .orderBy('evidence.sha256')
    .execute()
  return rows.map((row) => ({ unitId: row.org_unit_id, year: row.year, sha256: row.sha256 }))
}

function toEvidence(row: {
  id: string
  org_unit_id: number
  year: number
  owner_kind: EvidenceOwner
  owner_id: string
  part: string
  file_name: string
  media_type: string
  size: number
  sha256: string
  uploaded_by: string
  uploaded_at: Date
}): StoredEvidence {
  return {
    id: row.id,
    unitId: row.org_unit_id,
    year: row.year,
    ownerKind: row.owner_kind,
    ownerId: row.owner_id,
    part: row.part,
    fileName: row.file_name,
    mediaType: row.media_type,
    size: row.size,
    sha256: row.sha256,
    uploadedBy: row.uploaded_by,
    uploadedAt: row.uploaded_at,
  }
}
