import {
  nextActions,
  type ProblemAction,
  type ProblemCondition,
  type ProblemParty,
  type ProblemState,
  problemWorkflow,
} from '../../evaluation/index.ts'
import { AppError, type Bilingual, decimal, printed, type ReportingYear } from '../../kernel/index.ts'
import {
  changeProblem,
  evidenceCounts,
  listEvidence,
  listGoals,
  type ProblemChange,
  readProblem,
  readSteps,
  type StoredGoal,
  type StoredProblem,
  type StoredStep,
  type Tx,
  writeProblem,
} from '../../store/index.ts'
import type { Actor } from '../actor.ts'
import type { AppContext } from '../context.ts'
import { CRITERION_MET } from '../evaluation/criterion-problems.ts'
import { evidenceView, type IncomingFile, takeEvidence, takeOffEvidence } from '../evaluation/evidence.ts'
import { loadEvaluation } from '../evaluation/load.ts'
import { unitOf } from '../evaluation/place.ts'
import { storedResult } from '../evaluation/result-of.ts'
import { stepOn } from '../evaluation/step.ts'
import type { EvidenceView, StepView } from '../evaluation/views.ts'
import { orgRef } from '../explain.ts'
import { type Authority, mayDo, perform } from '../perform.ts'
import type { Action } from '../permissions.ts'
import type { ProblemDetail, ProblemView } from './views.ts'
import { blankProblem, problemStepping } from './watch.ts'

const permissionFor: Readonly<Record<ProblemAction, Action>> = {
  analyse: 'improvement.work',
  plan: 'improvement.work',
  report: 'improvement.work',
  complete: 'improvement.work',
  carry_over: 'improvement.work',
  recheck_met: 'improvement.sign',
  recheck_missed: 'improvement.sign',
  close: 'improvement.sign',
  waive: 'improvement.sign',
}

function partyOf({ grant }: Authority): ProblemParty {
  switch (grant?.role) {
    case undefined:
      return 'platform'
    case 'school_clerk':
      return 'unit'
    case 'school_leader':
      return 'leader'
    default:
      return 'bureau'
  }
}

/** One problem with its evidence, its trail and what may be done next. */
export async function readProblemDetail(app: AppContext, actor: Actor, id: string): Promise<ProblemDetail> {
  const { unit, year } = await unitOf(app, 'problem', id)
  return perform(app, actor, { action: 'improvement.read', unit, year }, async (tx, authority) => {
    const problem = await problemAt(tx, unit.id, id)
    const evidence = await listEvidence(tx, unit.id, id)
    const goals = await listGoals(tx, [unit.id])
    const party = partyOf(authority)
    return {
      ...problemView(app, problem, goals, evidence.length),
      evidence: evidence.map(evidenceView),
      actions: nextActions(problemWorkflow, problem.state as ProblemState, party)
        .filter((action) => action !== 'carry_over' && action !== 'recheck_met')
        .filter((action) => mayDo(app, actor, { action: permissionFor[action], unit, year }))
        .map((action) => ({ action, name: problemWorkflow.transitions[action].name })),
      steps: (await readSteps(tx, unit.id, id)).map(stepView),
    }
  })
}

async function problemAt(tx: Tx, unitId: number, id: string): Promise<StoredProblem> {
  const problem = await readProblem(tx, unitId, id)
  if (!problem)
    throw new AppError('EVA-002', { kind_zh: '问题', kind_en: 'problem', id }, { kind: 'not_found' })
  return problem
}

interface Move {
  readonly holds?: Partial<Record<ProblemCondition, boolean>>
  readonly wanting?: Partial<Record<ProblemCondition, Bilingual>>
  readonly details?: unknown
  readonly change?: ProblemChange
}

async function move(
  app: AppContext,
  actor: Actor,
  id: string,
  action: ProblemAction,
  plan: (problem: StoredProblem, tx: Tx) => Promise<Move> | Move,
): Promise<void> {
  const { unit, year } = await unitOf(app, 'problem', id)
  await perform(
    app,
    actor,
    { action: permissionFor[action], unit, year, object: `problem:${id}` },
    async (tx, authority) => {
      const problem = await problemAt(tx, unit.id, id)
      const { change, ...request } = await plan(problem, tx)
      await stepOn(app, tx, actor, {
        procedure: 'problem',
        workflow: problemWorkflow,
        object: problemStepping(problem),
        action,
        party: partyOf(authority),
        ...request,
      })
      if (change) await changeProblem(tx, unit.id, id, change)
      return request.details ?? {}
    },
    (details) => ({ step: action, ...(details as object) }),
  )
}

/** Writes down why the problem is there. */
export function analyseProblem(app: AppContext, actor: Actor, id: string, cause: string): Promise<void> {
  return move(app, actor, id, 'analyse', () => ({
    holds: { cause_written: cause.trim() !== '' },
    details: { cause },
    change: { cause: cause.trim() },
  }))
}

/** What is done about it, by whom, until when. */
export async function planMeasure(
  app: AppContext,
  actor: Actor,
  id: string,
  request: { readonly measure: string; readonly owner: string; readonly dueOn: string },
): Promise<void> {
  const { measure, owner, dueOn } = request
  if (!isDate(dueOn)) throw new AppError('IMV-003', { date: dueOn }, { kind: 'usage', path: ['dueOn'] })
  await move(app, actor, id, 'plan', () => ({
    holds: { measure_complete: measure.trim() !== '' && owner.trim() !== '' },
    details: request,
    change: { measure: measure.trim(), owner: owner.trim(), due_on: dueOn },
  }))
}

function isDate(text: string): boolean {
  return /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(text))
}

/** How far it has come; the effect is what has been seen, not what is hoped for. */
export function reportProgress(
  app: AppContext,
  actor: Actor,
  id: string,
  request: { readonly text: string; readonly effect?: string | undefined },
): Promise<void> {
  return move(app, actor, id, 'report', () => ({
    details: request,
    ...(request.effect === undefined ? {} : { change: { effect: request.effect.trim() } }),
  }))
}

/** Asks for the re-check; needs evidence. */
export function completeMeasure(app: AppContext, actor: Actor, id: string, effect: string): Promise<void> {
  return move(app, actor, id, 'complete', async (problem, tx) => {
    const files = await listEvidence(tx, problem.org_unit_id, id)
    return {
      holds: { evidence_given: files.length > 0 },
      details: { effect },
      change: { effect: effect.trim() },
    }
  })
}

/** The bureau looked and found it not yet mended. */
export function recheckMissed(app: AppContext, actor: Actor, id: string, remark: string): Promise<void> {
  return move(app, actor, id, 'recheck_missed', () => ({ details: { remark } }))
}

/** Closes a problem that nothing measurable opened, with what was seen. */
export function closeProblem(app: AppContext, actor: Actor, id: string, reason: string): Promise<void> {
  return move(app, actor, id, 'close', (problem) => ({
    holds: { no_indicator: problem.opened_by === 'hand', reason_written: reason.trim() !== '' },
    wanting: {
      no_indicator: {
        zh: '它由数据或要点引起，达标后自动销号；确不整改的，请批准不整改',
        en: 'Data or a criterion opened it: it closes when they meet the target, or is waived',
      },
    },
    details: { reason },
    change: { closed_at: app.clock(), closed_year: problem.year },
  }))
}

/** Signs that the problem stays as it is, and why. */
export function waiveProblem(app: AppContext, actor: Actor, id: string, reason: string): Promise<void> {
  return move(app, actor, id, 'waive', () => ({
    holds: { reason_written: reason.trim() !== '' },
    details: { reason },
    change: { waiver: reason.trim(), closed_at: app.clock() },
  }))
}

/** Opens a problem that no data show: a finding of supervision, a complaint. */
export async function openProblem(
  app: AppContext,
  actor: Actor,
  request: {
    readonly org: string
    readonly year: ReportingYear
    readonly title: string
    readonly area?: string | undefined
    readonly element?: string | undefined
  },
): Promise<{ id: string }> {
  await app.units.refresh()
  const unit = app.units.find(request.org, request.year)
  const areas = app.catalog.codeLists.get('quality_areas')?.codes.map(({ code }) => code) ?? []
  if (request.area !== undefined && !areas.includes(request.area))
    throw new AppError(
      'IMV-004',
      { area: request.area, areas: areas.join('、') },
      { kind: 'usage', path: ['area'] },
    )
  const problem: StoredProblem = {
    ...blankProblem(app, unit.id, request.year),
    title: request.title.trim(),
    area: request.area ?? null,
    element: request.element ?? null,
  }
  await perform(
    app,
    actor,
    { action: 'improvement.work', unit, year: request.year, object: `problem:${problem.id}` },
    (tx) => writeProblem(tx, problem),
    () => ({ title: problem.title }),
  )
  return { id: problem.id }
}

/**
 * Opens a problem on a criterion of an evaluation whose result was told.
 * @throws AppError IMV-005 the result was not told, IMV-006 the criterion earned enough
 */
export async function openFromCriterion(
  app: AppContext,
  actor: Actor,
  evaluationId: string,
  criterion: string,
): Promise<{ id: string }> {
  const { unit, year } = await unitOf(app, 'evaluation', evaluationId)
  const made = blankProblem(app, unit.id, year)
  await perform(
    app,
    actor,
    { action: 'improvement.work', unit, year, object: `problem:${made.id}` },
    async (tx) => {
      const loaded = await loadEvaluation(app, tx, unit, evaluationId)
      const leaf = loaded.scheme.leaves.find((candidate) => candidate.id === criterion)
      if (!leaf) throw new AppError('EVA-012', { criterion }, { kind: 'usage' })
      const told = storedResult(loaded.evaluation)?.byCriterion[criterion]
      if (!told) throw new AppError('IMV-005', { subject: loaded.evaluation.subject_name })
      const share = decimal(told.points).times(100).div(leaf.weight)
      if (share.gte(CRITERION_MET))
        throw new AppError('IMV-006', {
          criterion_zh: leaf.name.zh,
          criterion_en: leaf.name.en,
          share: printed(share, 0),
          bound: CRITERION_MET,
        })
      await writeProblem(tx, {
        ...made,
        title: `${leaf.name.zh}得分 ${told.points}，满分 ${leaf.weight.toFixed()}`,
        opened_by: 'criterion',
        evaluation_id: evaluationId,
        criterion,
        because: 'criterion',
        opened_value: printed(share, 1),
      })
    },
    () => ({ evaluation: evaluationId, criterion }),
  )
  return { id: made.id }
}

/** Takes a file as evidence of what was done about a problem. */
export async function addProblemEvidence(
  app: AppContext,
  actor: Actor,
  id: string,
  file: IncomingFile,
): Promise<EvidenceView> {
  const { unit, year } = await unitOf(app, 'problem', id)
  return perform(
    app,
    actor,
    { action: 'improvement.work', unit, year, object: `problem:${id}` },
    async (tx) => {
      const problem = await problemAt(tx, unit.id, id)
      refuseClosed(problem)
      return evidenceView(
        await takeEvidence(app, tx, actor, { unit, year, kind: 'problem', id, part: '' }, file),
      )
    },
    ({ id: evidence, sha256, fileName }) => ({ evidence, sha256, fileName }),
  )
}

export async function dropProblemEvidence(app: AppContext, actor: Actor, evidenceId: string): Promise<void> {
  await takeOffEvidence(app, actor, evidenceId, async (tx, evidence) => {
    if (evidence.ownerKind !== 'problem') throw new AppError('EVD-005', { file: evidence.fileName })
    refuseClosed(await problemAt(tx, evidence.unitId, evidence.ownerId))
  })
}

function refuseClosed(problem: StoredProblem): void {
  if (problem.state === 'closed' || problem.state === 'waived')
    throw new AppError('IMV-007', { title: problem.title })
}

/** Problems as lists show them. */
export async function problemViews(
  app: AppContext,
  tx: Tx,
  problems: readonly StoredProblem[],
): Promise<ProblemView[]> {
  const unitIds = [...new Set(problems.map((problem) => problem.org_unit_id))]
  const goals = await listGoals(tx, unitIds)
  const files = await evidenceCounts(tx, unitIds)
  return problems.map((problem) => problemView(app, problem, goals, files.get(problem.id) ?? 0))
}

function problemView(
  app: AppContext,
  problem: StoredProblem,
  goals: readonly StoredGoal[],
  evidenceCount: number,
): ProblemView {
  const unit = app.units.tree(problem.year).unit(problem.org_unit_id)
  if (!unit) throw new Error(`${problem.year} has no unit ${problem.org_unit_id}`)
  const goal = goals.find((candidate) => candidate.id === problem.goal_id)
  const isOpen = problem.state !== 'closed' && problem.state !== 'waived'
  return {
    id: problem.id,
    org: orgRef(unit),
    year: problem.year,
    title: problem.title,
    openedBy: problem.opened_by,
    because: problem.because,
    ...(problem.goal_id === null ? {} : { goal: problem.goal_id }),
    ...(problem.evaluation_id === null ? {} : { evaluation: problem.evaluation_id }),
    ...(problem.criterion === null ? {} : { criterion: problem.criterion }),
    ...(problem.area === null ? {} : { area: problem.area }),
    ...(problem.element === null ? {} : { element: problem.element }),
    ...(goal?.value && /^[a-z][a-z0-9_]*$/.test(goal.value) ? { indicator: goal.value } : {}),
    state: problem.state,
    stateName: problemWorkflow.states[problem.state as ProblemState],
    ...(problem.opened_value === null ? {} : { openedValue: problem.opened_value }),
    ...(problem.closed_value === null ? {} : { closedValue: problem.closed_value }),
    ...(problem.closed_year === null ? {} : { closedYear: problem.closed_year }),
    cause: problem.cause,
    measure: problem.measure,
    owner: problem.owner,
    ...(problem.due_on === null ? {} : { dueOn: problem.due_on }),
    isOverdue: isOpen && problem.due_on !== null && problem.due_on < today(app),
    effect: problem.effect,
    waiver: problem.waiver,
    openedAt: problem.opened_at.toISOString(),
    ...(problem.closed_at === null ? {} : { closedAt: problem.closed_at.toISOString() }),
    evidenceCount,
    isSynthetic: problem.is_synthetic,
  }
}

/** The day in the time zone of the trade, as ISO text. */
export function today(app: AppContext): string {
  return new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai', dateStyle: 'short' }).format(
    app.clock(),
  )
}

function stepView(step: StoredStep): StepView {
  const action = step.action as ProblemAction
  return {
    step: step.step,
    action: step.action,
    actionName: problemWorkflow.transitions[action].name,
    party: step.party,
    state: step.state,
    stateName: problemWorkflow.states[step.state as ProblemState],
    actor: step.actorName,
    at: step.at.toISOString(),
    details: step.details,
  }
}
