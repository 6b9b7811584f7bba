import { evaluationWorkflow } from '../../evaluation/index.ts'
import { AppError, type Bilingual } from '../../kernel/index.ts'
import { saveMarks } from '../../store/index.ts'
import { type Actor, signature } from '../actor.ts'
import type { AppContext } from '../context.ts'
import { perform } from '../perform.ts'
import { evidenceView, type IncomingFile, takeEvidence, takeOffEvidence } from './evidence.ts'
import { type LoadedEvaluation, loadEvaluation, stepping, valuesOf } from './load.ts'
import { checkedMarks, type MarkRequest, unmarked } from './marks.ts'
import { partyOf } from './party.ts'
import { unitOf } from './place.ts'
import { stepOn } from './step.ts'
import type { EvidenceView } from './views.ts'

/**
 * Keeps marks and texts of the self-assessment. In a round that a school runs over its own classes and students,
 * the other assessors that the scheme names are filled in the same way: each with its name.
 * @throws AppError EVA-010 handed in already, EVA-011 too late, EVA-012 … EVA-016
 */
export async function saveSelfMarks(
  app: AppContext,
  actor: Actor,
  id: string,
  requests: readonly MarkRequest[],
  by: { readonly kind: string; readonly assessor: string } = { kind: 'self', assessor: 'self' },
): Promise<{ saved: number }> {
  const { unit, year } = await unitOf(app, 'evaluation', id)
  return perform(
    app,
    actor,
    { action: 'evaluation.self', unit, year, object: `evaluation:${id}` },
    async (tx) => {
      const loaded = await loadEvaluation(app, tx, unit, id)
      refuseClosedSelf(app, loaded, by.kind)
      const values = (await valuesOf(app, loaded.round, [loaded.evaluation])).get(id) ?? {}
      const marks = checkedMarks(loaded.scheme, values, evidenceParts(loaded), requests, {
        org_unit_id: unit.id,
        year,
        evaluation_id: id,
        kind: by.kind,
        assessor: by.assessor,
        changed_at: app.clock(),
      })
      await saveMarks(tx, marks)
      return { saved: marks.length }
    },
    (result) => ({ ...result, kind: by.kind, criteria: requests.map(({ criterion }) => criterion) }),
  )
}

/** Takes a file as evidence for one criterion of the self-assessment. */
export async function addEvidence(
  app: AppContext,
  actor: Actor,
  id: string,
  criterion: string,
  file: IncomingFile,
): Promise<EvidenceView> {
  const { unit, year } = await unitOf(app, 'evaluation', id)
  return perform(
    app,
    actor,
    { action: 'evaluation.self', unit, year, object: `evaluation:${id}` },
    async (tx) => {
      const loaded = await loadEvaluation(app, tx, unit, id)
      refuseClosedSelf(app, loaded, 'self')
      if (!loaded.scheme.leaves.some((leaf) => leaf.id === criterion))
        throw new AppError('EVA-012', { criterion }, { kind: 'usage' })
      return evidenceView(
        await takeEvidence(app, tx, actor, { unit, year, kind: 'evaluation', id, part: criterion }, file),
      )
    },
    ({ id: evidence, sha256, fileName }) => ({ evidence, criterion, sha256, fileName }),
  )
}

/** Takes evidence off while the self-assessment is open. */
export async function dropEvidence(app: AppContext, actor: Actor, evidenceId: string): Promise<void> {
  await takeOffEvidence(app, actor, evidenceId, async (tx, evidence) => {
    if (evidence.ownerKind !== 'evaluation') throw new AppError('EVD-005', { file: evidence.fileName })
    const { unit } = await unitOf(app, 'evaluation', evidence.ownerId)
    refuseClosedSelf(app, await loadEvaluation(app, tx, unit, evidence.ownerId), 'self')
  })
}

/**
 * Hands in the self-assessment.
 * @throws AppError WFL-003 naming the criteria that are still to be assessed
 */
export async function submitSelf(app: AppContext, actor: Actor, id: string): Promise<void> {
  const { unit, year } = await unitOf(app, 'evaluation', id)
  await perform(
    app,
    actor,
    { action: 'evaluation.sign', unit, year, object: `evaluation:${id}` },
    async (tx, authority) => {
      const loaded = await loadEvaluation(app, tx, unit, id)
      const missing = await unassessed(app, loaded)
      await stepOn(app, tx, actor, {
        procedure: 'evaluation',
        workflow: evaluationWorkflow,
        object: stepping(loaded),
        action: 'submit',
        party: partyOf(authority, loaded, 'unit'),
        holds: {
          within_self_time: app.clock() <= loaded.round.self_until,
          self_complete: missing.length === 0,
        },
        wanting: { self_complete: listed(missing.map(({ name }) => name)) },
        details: { by: signature(actor), evidence: loaded.evidence.length },
      })
    },
  )
}

/** What the self-assessment still lacks; in a scheme without self-assessment nothing. */
async function unassessed(app: AppContext, loaded: LoadedEvaluation) {
  const { scheme, evaluation, round, marks } = loaded
  if (!scheme.assessors.some((assessor) => assessor.id === 'self')) return []
  const values = (await valuesOf(app, round, [evaluation])).get(evaluation.id) ?? {}
  const given = new Set(
    marks.filter(({ kind, mark }) => kind === 'self' && mark !== null).map(({ criterion }) => criterion),
  )
  // Whether evidence is there answers its criterion by itself.
  return unmarked(scheme, values, new Set(), given)
}

export function listed(names: readonly Bilingual[]): Bilingual {
  const shown = names.slice(0, 5)
  const more = names.length - shown.length
  return {
    zh: `还有 ${names.length} 个：${shown.map(({ zh }) => zh).join('、')}${more > 0 ? '等' : ''}`,
    en: `${names.length} left: ${shown.map(({ en }) => en).join(', ')}${more > 0 ? ' and others' : ''}`,
  }
}

export function evidenceParts(loaded: Pick<LoadedEvaluation, 'evidence'>): ReadonlySet<string> {
  return new Set(loaded.evidence.map(({ part }) => part))
}

function refuseClosedSelf(
  app: AppContext,
  { evaluation, round, unit, scheme }: LoadedEvaluation,
  kind: string,
): void {
  const assessor = scheme.assessors.find((candidate) => candidate.id === kind)
  if (!assessor || kind === 'expert') throw new AppError('EVA-017', { kind }, { kind: 'usage' })
  const isOwnRound = round.org_unit_id === unit.id
  const open = evaluation.state === 'open' || (isOwnRound && evaluation.state === 'scoring')
  if (!open) throw new AppError('EVA-010', { subject: evaluation.subject_name })
  const until = isOwnRound ? round.scoring_until : round.self_until
  if (app.clock() > until)
    throw new AppError('EVA-011', { subject: evaluation.subject_name, until: day(until) })
}

/** A date as messages write it, in the time zone of the trade. */
export function day(at: Date): string {
  return new Intl.DateTimeFormat('sv-SE', {
    timeZone: 'Asia/Shanghai',
    dateStyle: 'short',
    timeStyle: 'short',
  }).format(at)
}
