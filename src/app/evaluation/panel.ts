import { type Draw, drawExperts, evaluationWorkflow, exclusionOf } from '../../evaluation/index.ts'
import { AppError, type Bilingual } from '../../kernel/index.ts'
import {
  acceptedHashes,
  changeEvaluation,
  listExperts,
  replaceAssignment,
  type StoredAssignment,
  type StoredExpert,
  type Tx,
  writeAssignments,
} from '../../store/index.ts'
import type { Actor } from '../actor.ts'
import type { AppContext } from '../context.ts'
import { type Authority, perform } from '../perform.ts'
import { candidateOf } from './experts.ts'
import { type LoadedEvaluation, loadEvaluation, stepping, valuesOf } from './load.ts'
import { partyOf } from './party.ts'
import { unitOf } from './place.ts'
import { stepOn } from './step.ts'

/**
 * Draws the panel of an evaluation and begins scoring: values are taken from accepted data now. The draw is kept in
 * the trail with its seed, so that it can be done again.
 * @param experts instead of drawing: named by the bureau, each as free of interest as a drawn one
 * @throws AppError EVA-020 too few experts, EVA-021 an expert of the own school or with an interest
 */
export async function assignPanel(
  app: AppContext,
  actor: Actor,
  id: string,
  experts?: readonly string[],
): Promise<{ drawn: readonly string[] }> {
  const { unit, year } = await unitOf(app, 'evaluation', id)
  return perform(
    app,
    actor,
    { action: 'evaluation.conduct', unit, year, object: `evaluation:${id}` },
    async (tx, authority) => {
      const loaded = await loadEvaluation(app, tx, unit, id)
      const draw = loaded.round.panel_size === 0 ? NOBODY : await drawFor(tx, loaded, experts)
      await beginScoring(app, tx, authority, loaded, draw)
      return { drawn: draw.drawn }
    },
    (result) => result,
  )
}

const NOBODY: Draw = { seed: '', drawn: [], reserve: [], excluded: [] }

/** Draws for an evaluation from the list of whoever runs its round, or takes those who are named. */
export async function drawFor(
  tx: Tx,
  loaded: LoadedEvaluation,
  named: readonly string[] | undefined,
): Promise<Draw> {
  const { unit, round, scheme } = loaded
  const list = await expertsOfRound(tx, loaded)
  const candidates = list.map(candidateOf)
  if (named) {
    for (const id of named) refuseInterested(list, id, loaded)
    const excluded = candidates.flatMap((candidate) => {
      const why = exclusionOf(candidate, unit.id)
      return why ? [{ id: candidate.id, why }] : []
    })
    const reserve = candidates.filter(
      ({ id }) => !named.includes(id) && !excluded.some((own) => own.id === id),
    )
    return { seed: '', drawn: named, reserve: reserve.map(({ id }) => id), excluded }
  }
  const competences = [...new Set(scheme.leaves.flatMap(({ competence }) => competence ?? []))]
  const result = drawExperts(candidates, {
    unitId: unit.id,
    size: round.panel_size,
    // A panel of three cannot hold five fields: the first fields of the scheme are served.
    competences: competences.slice(0, round.panel_size),
    seed: round.seed,
  })
  if (!result.done) {
    throw new AppError('EVA-020', {
      subject: loaded.evaluation.subject_name,
      size: round.panel_size,
      short: result.short,
      fields: result.competences.join('、') || '—',
    })
  }
  return result.draw
}

/** Experts stand on the list of whoever runs the round. */
function expertsOfRound(tx: Tx, { round }: LoadedEvaluation): Promise<StoredExpert[]> {
  return listExperts(tx, [round.org_unit_id])
}

function refuseInterested(
  list: readonly StoredExpert[],
  id: string,
  { unit, evaluation }: LoadedEvaluation,
): StoredExpert {
  const expert = list.find((candidate) => candidate.id === id)
  if (!expert) throw new AppError('EVA-019', { expert: id }, { kind: 'not_found' })
  const why = exclusionOf(candidateOf(expert), unit.id)
  if (why) {
    const words: Record<typeof why, Bilingual> = {
      own_unit: { zh: '是本单位人员', en: 'belongs to the unit' },
      declared_interest: { zh: '已申报与该单位有利益关系', en: 'declared an interest in the unit' },
      not_active: { zh: '已停用', en: 'is no longer on the list' },
    }
    throw new AppError('EVA-021', {
      expert: expert.name,
      subject: evaluation.subject_name,
      why,
      why_zh: words[why].zh,
      why_en: words[why].en,
    })
  }
  return expert
}

/** Opens scoring for a drawn panel; the first that was drawn leads it. */
export async function beginScoring(
  app: AppContext,
  tx: Tx,
  authority: Authority,
  loaded: LoadedEvaluation,
  draw: Draw,
): Promise<void> {
  const { unit, year, evaluation, round } = loaded
  const list = await expertsOfRound(tx, loaded)
  const assignments = draw.drawn.map(
    (id, index): StoredAssignment => ({
      org_unit_id: unit.id,
      year,
      evaluation_id: evaluation.id,
      expert: id,
      expert_name: list.find((expert) => expert.id === id)?.name ?? id,
      is_chief: index === 0,
      state: 'active',
      submitted_at: null,
    }),
  )
  await stepOn(app, tx, authority.actor, {
    procedure: 'evaluation',
    workflow: evaluationWorkflow,
    object: stepping(loaded),
    action: 'assign',
    party: partyOf(authority, loaded, 'bureau'),
    holds: { experts_drawn: assignments.length > 0 || round.panel_size === 0 },
    details: { draw },
  })
  await writeAssignments(tx, assignments)
  await takeValues(app, tx, loaded)
}

/** Takes the values of an evaluation from the data that are accepted now. */
export async function takeValues(
  app: AppContext,
  tx: Tx,
  { unit, year, round, evaluation }: LoadedEvaluation,
): Promise<void> {
  const values = (await valuesOf(app, round, [evaluation], true)).get(evaluation.id) ?? {}
  const hashes = await acceptedHashes(tx, [unit.id], year)
  await changeEvaluation(tx, unit.id, evaluation.id, {
    leaf_values: JSON.stringify(values),
    values_at: app.clock(),
    content_hash: hashes.get(unit.id) ?? null,
  })
}

/**
 * Puts another expert in the place of one who cannot judge; without a name, the next of the draw's reserve.
 * @throws AppError EVA-020, EVA-021, EVA-022 nobody of that name on the panel
 */
export async function replaceExpert(
  app: AppContext,
  actor: Actor,
  id: string,
  request: { readonly expert: string; readonly by?: string | undefined; readonly reason: string },
): Promise<{ by: string }> {
  const { unit, year } = await unitOf(app, 'evaluation', id)
  return perform(
    app,
    actor,
    { action: 'evaluation.conduct', unit, year, object: `evaluation:${id}` },
    async (tx, authority) => {
      const loaded = await loadEvaluation(app, tx, unit, id)
      const leaving = loaded.assignments.find(
        (own) => own.expert === request.expert && own.state === 'active',
      )
      if (!leaving)
        throw new AppError('EVA-022', { account: request.expert, subject: loaded.evaluation.subject_name })
      const list = await expertsOfRound(tx, loaded)
      const by = request.by ?? nextInReserve(list, loaded)
      if (by === undefined)
        throw new AppError('EVA-020', {
          subject: loaded.evaluation.subject_name,
          size: 1,
          short: 1,
          fields: '—',
        })
      const coming = refuseInterested(list, by, loaded)
      await stepOn(app, tx, actor, {
        procedure: 'evaluation',
        workflow: evaluationWorkflow,
        object: stepping(loaded),
        action: 'replace_expert',
        party: partyOf(authority, loaded, 'bureau'),
        details: { expert: leaving.expert, by, reason: request.reason },
      })
      await replaceAssignment(tx, unit.id, id, leaving.expert)
      await writeAssignments(tx, [
        { ...leaving, expert: coming.id, expert_name: coming.name, state: 'active', submitted_at: null },
      ])
      return { by }
    },
    (result) => ({ ...result, instead: request.expert, reason: request.reason }),
  )
}

function nextInReserve(
  list: readonly StoredExpert[],
  { assignments, unit, round }: LoadedEvaluation,
): string | undefined {
  const used = new Set(assignments.map(({ expert }) => expert))
  const free = list.filter((expert) => !used.has(expert.id)).map(candidateOf)
  const result = drawExperts(free, {
    unitId: unit.id,
    size: 1,
    competences: [],
    seed: `${round.seed}|${used.size}`,
  })
  return result.done ? result.draw.drawn[0] : undefined
}
