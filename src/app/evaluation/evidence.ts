import { createHash, randomUUID } from 'node:crypto'
import { AppError, type OrgUnitInYear, type ReportingYear } from '../../kernel/index.ts'
import {
  type EvidenceOwner,
  readEvidence,
  removeEvidence,
  type StoredEvidence,
  type Tx,
  writeEvidence,
} from '../../store/index.ts'
import { type Actor, signature } from '../actor.ts'
import type { AppContext } from '../context.ts'
import { perform } from '../perform.ts'
import type { Action } from '../permissions.ts'
import { asProgram } from './as-program.ts'
import { evidenceStore } from './evidence-store.ts'
import { evidenceType } from './evidence-types.ts'
import { unitOf } from './place.ts'
import type { EvidenceView } from './views.ts'

/** A file as it comes in. */
export interface IncomingFile {
  readonly name: string
  readonly bytes: Uint8Array
}

const reading = {
  evaluation: 'evaluation.read',
  problem: 'improvement.read',
  application: 'application.read',
} as const satisfies Record<EvidenceOwner, Action>

const writing = {
  evaluation: 'evaluation.self',
  problem: 'improvement.work',
  application: 'application.write',
} as const satisfies Record<EvidenceOwner, Action>

/**
 * Takes a file as evidence: its type is checked by name and by content, its name is kept without any path.
 * @throws AppError EVD-001 … EVD-004
 */
export async function takeEvidence(
  app: AppContext,
  tx: Tx,
  actor: Actor,
  owner: { unit: OrgUnitInYear; year: ReportingYear; kind: EvidenceOwner; id: string; part: string },
  file: IncomingFile,
): Promise<StoredEvidence> {
  const name = file.name
    .replace(/^.*[\\/]/, '')
    .normalize('NFC')
    .slice(-120)
  const mediaType = evidenceType(name, file.bytes)
  const sha256 = createHash('sha256').update(file.bytes).digest('hex')
  const evidence: StoredEvidence = {
    id: randomUUID(),
    unitId: owner.unit.id,
    year: owner.year,
    ownerKind: owner.kind,
    ownerId: owner.id,
    part: owner.part,
    fileName: name,
    mediaType,
    size: file.bytes.length,
    sha256,
    uploadedBy: signature(actor),
    uploadedAt: app.clock(),
  }
  await evidenceStore(app, tx).keep(owner.unit.id, owner.year, sha256, file.bytes)
  await writeEvidence(tx, evidence)
  return evidence
}

/** The bytes of a piece of evidence, for those who may read what it belongs to. */
export async function openEvidence(
  app: AppContext,
  actor: Actor,
  id: string,
): Promise<{ evidence: EvidenceView; bytes: Uint8Array }> {
  const { unit, year } = await unitOf(app, 'evidence', id)
  const kind = await ownerKindOf(app, unit, year, id)
  return perform(app, actor, { action: reading[kind], unit, year }, async (tx) => {
    const evidence = await readEvidence(tx, unit.id, id)
    const bytes = evidence && (await evidenceStore(app, tx).read(unit.id, evidence.sha256))
    if (!evidence || !bytes)
      throw new AppError(
        'EVA-002',
        { kind_zh: '佐证材料', kind_en: 'piece of evidence', id },
        { kind: 'not_found' },
      )
    return { evidence: evidenceView(evidence), bytes }
  })
}

/** Takes a file off the list; it stays in the database for the trail. */
export async function takeOffEvidence(
  app: AppContext,
  actor: Actor,
  id: string,
  mayChange: (tx: Tx, evidence: StoredEvidence) => Promise<void>,
): Promise<void> {
  const { unit, year } = await unitOf(app, 'evidence', id)
  const kind = await ownerKindOf(app, unit, year, id)
  await perform(app, actor, { action: writing[kind], unit, year, object: `evidence:${id}` }, async (tx) => {
    const evidence = await readEvidence(tx, unit.id, id)
    if (!evidence)
      throw new AppError(
        'EVA-002',
        { kind_zh: '佐证材料', kind_en: 'piece of evidence', id },
        { kind: 'not_found' },
      )
    await mayChange(tx, evidence)
    await removeEvidence(tx, unit.id, id, app.clock())
  })
}

/** What a piece of evidence belongs to; it is asked before whoever asks is. */
export async function ownerKindOf(
  app: AppContext,
  unit: OrgUnitInYear,
  year: ReportingYear,
  id: string,
): Promise<EvidenceOwner> {
  const evidence = await asProgram(app, year, (tx) => readEvidence(tx, unit.id, id))
  if (!evidence)
    throw new AppError(
      'EVA-002',
      { kind_zh: '佐证材料', kind_en: 'piece of evidence', id },
      { kind: 'not_found' },
    )
  return evidence.ownerKind
}

export function evidenceView(evidence: StoredEvidence): EvidenceView {
  return {
    id: evidence.id,
    part: evidence.part,
    fileName: evidence.fileName,
    mediaType: evidence.mediaType,
    size: evidence.size,
    sha256: evidence.sha256,
    uploadedBy: evidence.uploadedBy,
    uploadedAt: evidence.uploadedAt.toISOString(),
  }
}
