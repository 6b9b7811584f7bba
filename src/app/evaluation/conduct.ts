import { elementsOf } from '../../catalog/index.ts'
import {
  type EvaluationAction,
  type EvaluationCondition,
  type EvaluationParty,
  evaluationWorkflow,
  openLeaves,
  type Review,
  reviewersMark,
  reviewOf,
} from '../../evaluation/index.ts'
import { AppError, type Bilingual } from '../../kernel/index.ts'
import { changeEvaluation, reopenSheets, saveMarks, type Tx } from '../../store/index.ts'
import type { Actor } from '../actor.ts'
import type { AppContext } from '../context.ts'
import { type Authority, perform } from '../perform.ts'
import { asProgram } from './as-program.ts'
import { closeMetCriteria } from './criterion-problems.ts'
import { type LoadedEvaluation, loadEvaluation, sheetsOf, stepping } from './load.ts'
import { takeValues } from './panel.ts'
import { partyOf } from './party.ts'
import { unitOf } from './place.ts'
import { nameExpert, permissionFor } from './read.ts'
import { resultToTell } from './result-of.ts'
import { day, listed } from './self.ts'
import { stepOn } from './step.ts'

const DAY = 24 * 60 * 60 * 1000

interface Move {
  readonly action: EvaluationAction
  readonly wanted: EvaluationParty
  readonly holds?: Partial<Record<EvaluationCondition, boolean>>
  readonly wanting?: Partial<Record<EvaluationCondition, Bilingual>>
  readonly details?: unknown
}

/** Loads, takes one step, and does what belongs to it, in one transaction. */
async function move(
  app: AppContext,
  actor: Actor,
  id: string,
  action: EvaluationAction,
  plan: (loaded: LoadedEvaluation) => Promise<Omit<Move, 'action'>>,
  then: (tx: Tx, loaded: LoadedEvaluation, authority: Authority) => Promise<void> = async () => undefined,
): Promise<void> {
  const { unit, year } = await unitOf(app, 'evaluation', id)
  await perform(
    app,
    actor,
    { action: permissionFor[action], unit, year, object: `evaluation:${id}` },
    async (tx, authority) => {
      await nameExpert(tx, authority)
      const loaded = await loadEvaluation(app, tx, unit, id)
      const { wanted, ...request } = await plan(loaded)
      await stepOn(app, tx, actor, {
        procedure: 'evaluation',
        workflow: evaluationWorkflow,
        object: stepping(loaded),
        action,
        party: partyOf(authority, loaded, wanted),
        ...request,
      })
      await then(tx, loaded, authority)
      return request.details ?? {}
    },
    (details) => ({ step: action, ...(details as object) }),
  )
}

/** Sends a self-assessment back, with what is to be mended. */
export function sendBackSelf(app: AppContext, actor: Actor, id: string, remark: string): Promise<void> {
  return move(app, actor, id, 'send_back', async () => ({ wanted: 'bureau', details: { remark } }))
}

/** Closes scoring once every sheet is in. */
export function closeScoring(app: AppContext, actor: Actor, id: string): Promise<void> {
  return move(app, actor, id, 'close_scoring', async ({ assignments, round }) => {
    const waiting = assignments.filter((own) => own.state === 'active' && own.submitted_at === null)
    return {
      wanted: 'bureau',
      holds: { sheets_in: waiting.length === 0 || round.panel_size === 0 },
      wanting: {
        sheets_in: {
          zh: `还缺 ${waiting.length} 份：${waiting.map((own) => own.expert_name).join('、')}`,
          en: `${waiting.length} missing: ${waiting.map((own) => own.expert_name).join(', ')}`,
        },
      },
    }
  })
}

/** Opens scoring again for one expert or all, with the reason; values are taken anew. */
export function reopenScoring(
  app: AppContext,
  actor: Actor,
  id: string,
  request: { readonly expert?: string | undefined; readonly reason: string },
): Promise<void> {
  return move(
    app,
    actor,
    id,
    'reopen_scoring',
    async () => ({ wanted: 'bureau', details: request }),
    async (tx, loaded) => {
      await reopenSheets(tx, loaded.unit.id, id, request.expert)
      await takeValues(app, tx, loaded)
    },
  )
}

/**
 * Rules on a criterion on which experts lie too far apart.
 * @throws AppError EVA-013 no such mark, EVA-026 nothing to rule on
 */
export function ruleOn(
  app: AppContext,
  actor: Actor,
  id: string,
  request: { readonly criterion: string; readonly mark: string; readonly reason: string },
): Promise<void> {
  return move(
    app,
    actor,
    id,
    'rule',
    async (loaded) => {
      const leaf = loaded.scheme.leaves.find((candidate) => candidate.id === request.criterion)
      if (!leaf) throw new AppError('EVA-012', { criterion: request.criterion }, { kind: 'usage' })
      const options = leaf.marks.map((mark) => mark.id)
      const name = { criterion_zh: leaf.name.zh, criterion_en: leaf.name.en }
      if (!options.includes(request.mark))
        throw new AppError(
          'EVA-013',
          { ...name, mark: request.mark, options: options.join('、') },
          { kind: 'usage' },
        )
      if (!(await isDisputed(app, loaded, leaf.id))) throw new AppError('EVA-026', name)
      return { wanted: 'chief', details: request }
    },
    (tx, { unit, year }) =>
      saveMarks(tx, [
        {
          org_unit_id: unit.id,
          year,
          evaluation_id: id,
          kind: 'ruling',
          assessor: actor.username,
          criterion: request.criterion,
          mark: request.mark,
          note: request.reason,
          measure: '',
          effect: '',
          changed_at: app.clock(),
        },
      ]),
  )
}

/** Whether experts lie too far apart on a leaf; asked of all their marks, which the chief alone does not see. */
async function isDisputed(app: AppContext, loaded: LoadedEvaluation, leaf: string): Promise<boolean> {
  const whole = await wholeOf(app, loaded)
  const { sheet } = await sheetsOf(app, {
    ...whole,
    marks: whole.marks.filter((mark) => mark.kind !== 'ruling'),
  })
  return sheet('final').leaves.get(leaf)?.state === 'disputed'
}

/** The evaluation with every mark on file. */
async function wholeOf(
  app: AppContext,
  { unit, year, evaluation }: LoadedEvaluation,
): Promise<LoadedEvaluation> {
  return asProgram(app, year, (tx) => loadEvaluation(app, tx, unit, evaluation.id))
}

/** Tells the unit its result; the time for a reply begins. */
export function notifyUnit(app: AppContext, actor: Actor, id: string): Promise<void> {
  return move(
    app,
    actor,
    id,
    'notify',
    async (loaded) => openPoints(app, loaded),
    (tx, loaded) => keepResult(app, tx, loaded),
  )
}

async function openPoints(app: AppContext, loaded: LoadedEvaluation): Promise<Omit<Move, 'action'>> {
  if (loaded.scheme.purpose === 'diagnosis') {
    const { conclusion } = reviewOfLoaded(loaded)
    return {
      wanted: 'bureau',
      holds: { nothing_open: conclusion !== undefined || loaded.scheme.review === undefined },
      details: { conclusion },
    }
  }
  const { sheet } = await sheetsOf(app, loaded)
  const open = openLeaves(sheet('final'))
  const names = open.flatMap(
    ({ leaf }) => loaded.scheme.leaves.find((candidate) => candidate.id === leaf)?.name ?? [],
  )
  return {
    wanted: 'bureau',
    holds: { nothing_open: open.length === 0 },
    wanting: { nothing_open: listed(names) },
  }
}

async function keepResult(app: AppContext, tx: Tx, loaded: LoadedEvaluation): Promise<void> {
  const now = app.clock()
  const { unit, evaluation, round, scheme } = loaded
  const { sheet } = await sheetsOf(app, loaded)
  const hasSelf = scheme.assessors.some((assessor) => assessor.id === 'self')
  const result = resultToTell(scheme, sheet('final'), hasSelf ? sheet({ kind: 'self' }) : undefined, now)
  await changeEvaluation(tx, unit.id, evaluation.id, {
    result: JSON.stringify(result),
    reply_until: new Date(now.getTime() + round.reply_days * DAY),
  })
  await closeMetCriteria(app, tx, loaded, result)
}

/** The unit accepts its result. */
export function acceptResult(app: AppContext, actor: Actor, id: string): Promise<void> {
  return move(app, actor, id, 'accept', async () => ({ wanted: 'unit' }))
}

/** The unit says what it thinks wrong, in time. */
export function replyToResult(app: AppContext, actor: Actor, id: string, text: string): Promise<void> {
  return move(app, actor, id, 'reply', async ({ evaluation }) => {
    const until = evaluation.reply_until
    return {
      wanted: 'unit',
      holds: { within_reply_time: until !== null && app.clock() <= until },
      wanting: until
        ? { within_reply_time: { zh: `截止 ${day(until)}`, en: `It ended on ${day(until)}` } }
        : {},
      details: { text },
    }
  })
}

/**
 * The bureau answers a reply. Where a mark was wrong, scoring is ruled on before; the result is told again.
 * @param revise criteria on which the answer sets another mark
 */
export function answerReply(
  app: AppContext,
  actor: Actor,
  id: string,
  request: {
    readonly text: string
    readonly revise?: readonly { readonly criterion: string; readonly mark: string }[] | undefined
  },
): Promise<void> {
  const revise = request.revise ?? []
  return move(
    app,
    actor,
    id,
    'answer',
    async (loaded) => {
      for (const { criterion, mark } of revise) {
        const leaf = loaded.scheme.leaves.find((candidate) => candidate.id === criterion)
        if (!leaf) throw new AppError('EVA-012', { criterion }, { kind: 'usage' })
        const name = { criterion_zh: leaf.name.zh, criterion_en: leaf.name.en }
        if (leaf.kind === 'computed') throw new AppError('EVA-014', name)
        if (!leaf.marks.some((option) => option.id === mark))
          throw new AppError(
            'EVA-013',
            { ...name, mark, options: leaf.marks.map((option) => option.id).join('、') },
            { kind: 'usage' },
          )
      }
      return { wanted: 'bureau', details: request }
    },
    async (tx, loaded) => {
      await saveMarks(
        tx,
        revise.map(({ criterion, mark }) => ({
          org_unit_id: loaded.unit.id,
          year: loaded.year,
          evaluation_id: id,
          kind: 'ruling',
          assessor: actor.username,
          criterion,
          mark,
          note: request.text,
          measure: '',
          effect: '',
          changed_at: app.clock(),
        })),
      )
      await keepResult(app, tx, await loadEvaluation(app, tx, loaded.unit, id))
    },
  )
}

/** Confirms a result that the unit neither accepted nor replied to. */
export function confirmResult(app: AppContext, actor: Actor, id: string): Promise<void> {
  return move(app, actor, id, 'confirm', async ({ evaluation }) => ({
    wanted: 'bureau',
    holds: {
      reply_time_over: evaluation.reply_until !== null && app.clock() > evaluation.reply_until,
      nothing_open: evaluation.result !== null,
    },
    wanting: evaluation.reply_until
      ? {
          reply_time_over: {
            zh: `截止 ${day(evaluation.reply_until)}`,
            en: `It ends on ${day(evaluation.reply_until)}`,
          },
        }
      : {},
  }))
}

/** Publishes a confirmed result. */
export function publishResult(app: AppContext, actor: Actor, id: string): Promise<void> {
  return move(app, actor, id, 'publish', async () => ({ wanted: 'bureau' }))
}

/** What school and reviewers say of each element of a diagnosis, and the conclusion. */
export function reviewOfLoaded({ scheme, marks }: Pick<LoadedEvaluation, 'scheme' | 'marks'>): Review {
  const elements = new Set(elementsOf(scheme).map(({ id }) => id))
  const on = (kind: string, criterion: string) =>
    marks.flatMap((mark) =>
      mark.kind === kind && mark.criterion === criterion && mark.mark !== null ? [mark.mark] : [],
    )
  const self = new Map<string, string>()
  const review = new Map<string, string>()
  for (const element of elements) {
    const [own] = on('self', element)
    const ruling = on('ruling', element)[0] ?? reviewersMark(scheme, on('expert', element))
    if (own !== undefined) self.set(element, own)
    if (ruling !== undefined) review.set(element, ruling)
  }
  return reviewOf(scheme, self, review)
}
