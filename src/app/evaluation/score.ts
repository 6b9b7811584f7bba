import { AppError } from '../../kernel/index.ts'
import { nameAccount, saveMarks, submitSheet, type Tx } from '../../store/index.ts'
import type { Actor } from '../actor.ts'
import type { AppContext } from '../context.ts'
import { type Authority, perform } from '../perform.ts'
import { type LoadedEvaluation, loadEvaluation, valuesOf } from './load.ts'
import { checkedMarks, type MarkRequest, unmarked } from './marks.ts'
import { unitOf } from './place.ts'
import { day, evidenceParts, listed } from './self.ts'

/**
 * Keeps an expert's marks while the sheet is open. Nobody else sees them, no other expert and not the unit.
 * @throws AppError EVA-022 not on the panel, EVA-023 the sheet is in, EVA-024 too late or not open, EVA-012 … EVA-016
 */
export async function saveScore(
  app: AppContext,
  actor: Actor,
  id: string,
  requests: readonly MarkRequest[],
): Promise<{ saved: number }> {
  const { unit, year } = await unitOf(app, 'evaluation', id)
  return perform(
    app,
    actor,
    { action: 'evaluation.score', unit, year, object: `evaluation:${id}` },
    async (tx, authority) => {
      const loaded = await openSheet(app, tx, authority, id)
      const values = (await valuesOf(app, loaded.round, [loaded.evaluation])).get(id) ?? {}
      const marks = checkedMarks(loaded.scheme, values, evidenceParts(loaded), requests, {
        org_unit_id: unit.id,
        year,
        evaluation_id: id,
        kind: 'expert',
        assessor: actor.username,
        changed_at: app.clock(),
      })
      await saveMarks(tx, marks)
      return { saved: marks.length }
    },
    (result) => ({ ...result, criteria: requests.map(({ criterion }) => criterion) }),
  )
}

/**
 * Hands in an expert's sheet: once, complete, in time.
 * @throws AppError EVA-022, EVA-023, EVA-024, EVA-025 criteria are still to be marked
 */
export async function submitScore(app: AppContext, actor: Actor, id: string): Promise<void> {
  const { unit, year } = await unitOf(app, 'evaluation', id)
  await perform(
    app,
    actor,
    { action: 'evaluation.score', unit, year, object: `evaluation:${id}` },
    async (tx, authority) => {
      const loaded = await openSheet(app, tx, authority, id)
      const { scheme, round, evaluation, marks } = loaded
      const values = (await valuesOf(app, round, [evaluation])).get(id) ?? {}
      const given = new Set(
        marks
          .filter(
            ({ kind, assessor, mark }) => kind === 'expert' && assessor === actor.username && mark !== null,
          )
          .map(({ criterion }) => criterion),
      )
      const missing = unmarked(scheme, values, evidenceParts(loaded), given)
      if (missing.length > 0) {
        const words = listed(missing.map(({ name }) => name))
        throw new AppError('EVA-025', {
          subject: evaluation.subject_name,
          list_zh: words.zh,
          list_en: words.en,
        })
      }
      if (!(await submitSheet(tx, unit.id, id, actor.username, app.clock())))
        throw new AppError('EVA-023', { subject: evaluation.subject_name })
    },
  )
}

/** The evaluation as an expert may still write it. */
async function openSheet(
  app: AppContext,
  tx: Tx,
  authority: Authority,
  id: string,
): Promise<LoadedEvaluation> {
  const { actor } = authority
  await nameAccount(tx, actor.username)
  const { unit } = await unitOf(app, 'evaluation', id)
  const loaded = await loadEvaluation(app, tx, unit, id)
  const { evaluation, round, assignments } = loaded
  const own = assignments.find(({ expert, state }) => expert === actor.username && state === 'active')
  if (!own)
    throw new AppError(
      'EVA-022',
      { account: actor.name, subject: evaluation.subject_name },
      { kind: 'forbidden' },
    )
  if (own.submitted_at)
    throw new AppError('EVA-023', { subject: evaluation.subject_name, at: day(own.submitted_at) })
  if (evaluation.state !== 'scoring' || app.clock() > round.scoring_until)
    throw new AppError('EVA-024', { subject: evaluation.subject_name, until: day(round.scoring_until) })
  return loaded
}
