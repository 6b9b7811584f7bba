import { type Catalog, type Criterion, codeName, type Leaf, type Scheme } from '../../catalog/index.ts'
import {
  type EvaluationAction,
  type EvaluationState,
  evaluationWorkflow,
  nextActions,
  ratingOf,
  type Sheet,
} from '../../evaluation/index.ts'
import { AppError, type Bilingual, isKnown, printed } from '../../kernel/index.ts'
import {
  listEvaluations,
  nameAccount,
  readAssignments,
  readEvaluationRound,
  readSteps,
  type StoredEvaluation,
  type StoredEvaluationRound,
  type StoredStep,
  type Tx,
} from '../../store/index.ts'
import type { Actor } from '../actor.ts'
import type { AppContext } from '../context.ts'
import { orgRef } from '../explain.ts'
import { type Authority, mayDo, perform } from '../perform.ts'
import { evidenceView } from './evidence.ts'
import { isStale, type LoadedEvaluation, loadEvaluation, sheetsOf, stepping } from './load.ts'
import { type Eye, eyeOf, partyOf } from './party.ts'
import { unitOf } from './place.ts'
import { type StoredResult, storedResult } from './result-of.ts'
import { roundView } from './rounds.ts'
import { ruleWords } from './rule-words.ts'
import { schemeWorld } from './scheme-world.ts'
import { currentValues, type FrozenValues, observedOf, shownLeafValue } from './values.ts'
import type {
  CriterionView,
  GivenMarkView,
  PointsView,
  RoundDetail,
  SheetView,
  StepView,
  SubjectRow,
} from './views.ts'

/** States in which the unit has been told its result. */
const TOLD: ReadonlySet<string> = new Set(['notified', 'replied', 'confirmed', 'published'])

/** A round with its subjects, as far as the actor may see them. */
export async function readRoundDetail(app: AppContext, actor: Actor, id: string): Promise<RoundDetail> {
  const { unit, year } = await unitOf(app, 'evaluation_round', id)
  // A school reads the bureau's rounds for what is its own in them: it is asked at its own unit.
  const own = actor.grants
    .map(({ unitId }) => app.units.tree(year).unit(unitId))
    .find((at) => at !== undefined)
  const isOutside =
    own !== undefined &&
    !app.units
      .tree(year)
      .lineage(unit.id)
      .some((above) => above.id === own.id)
  const asked = isOutside ? own : unit
  return perform(app, actor, { action: 'evaluation.read', unit: asked, year }, async (tx, authority) => {
    await nameExpert(tx, authority)
    const round = await readEvaluationRound(tx, unit.id, id)
    if (!round)
      throw new AppError(
        'EVA-002',
        { kind_zh: '评价批次', kind_en: 'round of evaluation', id },
        { kind: 'not_found' },
      )
    const eye = eyeOf(authority)
    const subjects: SubjectRow[] = []
    for (const evaluation of await listEvaluations(tx, id)) {
      // A unit sees what is its own, and what was published.
      const isOpen = evaluation.state === 'published' && evaluation.round_unit_id !== evaluation.org_unit_id
      const isSeen = isOpen || authority.grant === undefined || isWithin(app, authority, evaluation)
      const row = isSeen ? await subjectRow(app, tx, round, evaluation, eye, actor) : undefined
      if (row) subjects.push(row)
    }
    return {
      ...(await roundView(app, round)),
      subjects,
      mayConduct: mayDo(app, actor, { action: 'evaluation.conduct', unit, year }),
    }
  })
}

function isWithin(app: AppContext, { grant }: Authority, { org_unit_id, year }: StoredEvaluation): boolean {
  return app.units
    .tree(year)
    .lineage(org_unit_id)
    .some(({ id }) => id === grant?.unitId)
}

/** An expert is told from others by account. */
export async function nameExpert(tx: Tx, { actor, grant }: Authority): Promise<void> {
  if (grant?.role === 'expert') await nameAccount(tx, actor.username)
}

async function subjectRow(
  app: AppContext,
  tx: Tx,
  round: StoredEvaluationRound,
  evaluation: StoredEvaluation,
  eye: Eye,
  { username }: Actor,
): Promise<SubjectRow | undefined> {
  const unit = app.units.tree(evaluation.year).unit(evaluation.org_unit_id)
  if (!unit) return undefined
  const all = eye === 'unit' ? [] : await readAssignments(tx, unit.id, evaluation.id)
  const assignments = eye === 'expert' ? all.filter(({ expert }) => expert === username) : all
  if (eye === 'expert' && assignments.length === 0) return undefined
  const active = assignments.filter(({ state }) => state === 'active')
  const result = storedResult(evaluation)
  const seesResult =
    result !== undefined && eye !== 'expert' && (eye === 'bureau' || TOLD.has(evaluation.state))
  return {
    id: evaluation.id,
    org: orgRef(unit),
    subjectKey: evaluation.subject_key,
    subjectName: evaluation.subject_name,
    state: evaluation.state,
    stateName: stateName(evaluation.state),
    ...(seesResult ? { points: result.points, selfPoints: result.selfPoints } : {}),
    ...(seesResult && result.ratingName ? { rating: result.ratingName } : {}),
    ...(eye === 'bureau' && round.panel_size > 0
      ? { sheets: { in: active.filter((own) => own.submitted_at !== null).length, of: active.length } }
      : {}),
  } as SubjectRow
}

/** The score sheet of one evaluation, as far as the actor may see it. */
export async function readSheet(app: AppContext, actor: Actor, id: string): Promise<SheetView> {
  const { unit, year } = await unitOf(app, 'evaluation', id)
  return perform(app, actor, { action: 'evaluation.read', unit, year }, async (tx, authority) => {
    await nameExpert(tx, authority)
    const eye = eyeOf(authority)
    const loaded = seenBy(await loadEvaluation(app, tx, unit, id), eye, actor)
    if (eye === 'expert' && !loaded.assignments.some((own) => own.state === 'active'))
      throw new AppError(
        'EVA-022',
        { account: actor.name, subject: loaded.evaluation.subject_name },
        { kind: 'forbidden' },
      )
    return sheetView(app, tx, authority, loaded, eye)
  })
}

/**
 * What of an evaluation may be seen: experts see the self-assessment and what is their own, the unit nothing of the
 * experts. The database holds the same by its policies.
 */
function seenBy(loaded: LoadedEvaluation, eye: Eye, { username }: Actor): LoadedEvaluation {
  switch (eye) {
    case 'bureau':
      return loaded
    case 'unit':
      return { ...loaded, assignments: [], marks: loaded.marks.filter(({ kind }) => !EXPERTS.has(kind)) }
    case 'expert':
      return {
        ...loaded,
        assignments: loaded.assignments.filter(({ expert }) => expert === username),
        marks: loaded.marks.filter(({ kind, assessor }) => !EXPERTS.has(kind) || assessor === username),
      }
  }
}

const EXPERTS: ReadonlySet<string> = new Set(['expert', 'ruling'])

async function sheetView(
  app: AppContext,
  tx: Tx,
  authority: Authority,
  loaded: LoadedEvaluation,
  eye: Eye,
): Promise<SheetView> {
  const { unit, round, evaluation, scheme, catalog, assignments } = loaded
  const { values, sheet } = await sheetsOf(app, loaded)
  const result = storedResult(evaluation)
  const isTold = TOLD.has(evaluation.state)
  const self = sheet({ kind: 'self' })
  // The unit sees what it was told, not what a later look at the marks would give.
  const final = eye === 'bureau' && !isTold ? sheet('final') : undefined
  const own = eye === 'expert' ? sheet({ kind: 'expert' }) : undefined
  const previous = scheme.purpose === 'diagnosis' ? await lastYear(app, loaded) : {}
  const told = eye !== 'expert' && isTold ? result : undefined
  const context: ViewContext = { authority, loaded, eye, values, previous, self, final, own, told, catalog }
  const experts =
    eye === 'bureau'
      ? {
          experts: assignments.map((assignment) => ({
            id: assignment.expert,
            name: assignment.expert_name,
            isChief: assignment.is_chief,
            state: assignment.state,
            ...(assignment.submitted_at ? { submittedAt: assignment.submitted_at.toISOString() } : {}),
          })),
        }
      : {}
  const steps = eye === 'expert' ? [] : await readSteps(tx, unit.id, evaluation.id)
  return {
    id: evaluation.id,
    round: await roundView(app, round),
    org: orgRef(unit),
    subjectKey: evaluation.subject_key,
    subjectName: evaluation.subject_name,
    state: evaluation.state,
    stateName: stateName(evaluation.state),
    criteria: scheme.criteria.map((criterion) => criterionView(context, criterion)),
    totals: {
      ...(scheme.assessors.some((assessor) => assessor.id === 'self')
        ? { self: totalView(scheme, self) }
        : {}),
      ...(told
        ? {
            final: {
              state: 'scored',
              points: told.points,
              ...(told.ratingName ? { rating: told.ratingName } : {}),
            },
          }
        : final
          ? { final: totalView(scheme, final) }
          : {}),
      ...(own ? { own: totalView(scheme, own) } : {}),
    },
    ...(evaluation.values_at ? { valuesAt: evaluation.values_at.toISOString() } : {}),
    isStale: await isStale(tx, evaluation),
    ...(evaluation.reply_until ? { replyUntil: evaluation.reply_until.toISOString() } : {}),
    ...experts,
    actions: actionsOf(app, authority, loaded),
    steps: steps.filter((step) => eye === 'bureau' || !ABOUT_EXPERTS.has(step.action)).map(stepView),
  }
}

/** Steps whose details name experts are the bureau's. */
const ABOUT_EXPERTS: ReadonlySet<string> = new Set([
  'assign',
  'replace_expert',
  'rule',
  'close_scoring',
  'reopen_scoring',
])

interface ViewContext {
  readonly authority: Authority
  readonly loaded: LoadedEvaluation
  readonly eye: Eye
  readonly values: FrozenValues
  readonly previous: FrozenValues
  readonly self: Sheet
  readonly final: Sheet | undefined
  readonly own: Sheet | undefined
  readonly told: StoredResult | undefined
  readonly catalog: Catalog
}

function criterionView(context: ViewContext, criterion: Criterion): CriterionView {
  const { loaded, eye, self, final, own, told } = context
  const { scheme } = loaded
  const isLeaf = criterion.kind !== 'branch'
  const isElement = !isLeaf && criterion.criteria.every((child) => child.kind !== 'branch')
  const takesMark = isLeaf
    ? leafTakesMark(criterion, context.values)
    : scheme.purpose === 'diagnosis' && isElement
  const toldPoints = told?.byCriterion[criterion.id]
  const finalPoints = toldPoints ?? (final ? pointsOfCriterion(final, criterion) : undefined)
  return {
    id: criterion.id,
    name: criterion.name,
    ...(criterion.guide ? { guide: criterion.guide } : {}),
    weight: criterion.weight.toFixed(),
    kind: criterion.kind,
    ...(isLeaf ? leafDetails(context, criterion) : {}),
    options: (isLeaf ? criterion.marks : isElement && scheme.purpose === 'diagnosis' ? scheme.marks : []).map(
      (mark) => ({
        id: mark.id,
        name: mark.name,
        factor: mark.factor.toFixed(),
        ...(mark.descriptor ? { descriptor: mark.descriptor } : {}),
      }),
    ),
    takesMark,
    mayMark: takesMark && mayMark(context),
    marks: marksOn(context, criterion.id),
    evidence: loaded.evidence.filter((file) => file.part === criterion.id).map(evidenceView),
    ...(scheme.purpose === 'scoring' ? { self: pointsOfCriterion(self, criterion) } : {}),
    ...(finalPoints && scheme.purpose === 'scoring' ? { final: finalPoints } : {}),
    ...(own && scheme.purpose === 'scoring' && eye === 'expert'
      ? { own: pointsOfCriterion(own, criterion) }
      : {}),
    criteria: isLeaf ? [] : criterion.criteria.map((child) => criterionView(context, child)),
  }
}

/** Computed leaves cannot be typed; one whose value is missing may be, where the scheme says so. */
export function leafTakesMark(leaf: Leaf, values: FrozenValues): boolean {
  switch (leaf.kind) {
    case 'judged':
    case 'evidence':
      return true
    case 'observed':
      return false
    case 'computed': {
      const observed = observedOf(values[leaf.id])
      return leaf.missing === 'judge' && !isKnown(observed) && observed.state !== 'not_applicable'
    }
  }
}

function leafDetails({ catalog, values, previous }: ViewContext, leaf: Leaf): Partial<CriterionView> {
  const hasValue = leaf.kind === 'computed' || leaf.kind === 'observed'
  return {
    ...(leaf.kind === 'evidence' ? { ask: leaf.ask } : {}),
    ...(leaf.kind === 'computed' ? { rule: ruleWords(catalog, leaf, values[leaf.id]) } : {}),
    ...(leaf.competence === undefined
      ? {}
      : { competence: codeName(catalog, 'competences', leaf.competence) }),
    ...(hasValue ? { value: shownLeafValue(catalog, leaf.value, values[leaf.id], previous[leaf.id]) } : {}),
  }
}

function mayMark({ authority, loaded, eye }: ViewContext): boolean {
  const { evaluation, assignments, round, unit } = loaded
  if (eye === 'expert') {
    const own = assignments.find((assignment) => assignment.expert === authority.actor.username)
    return evaluation.state === 'scoring' && own?.submitted_at === null
  }
  if (eye === 'unit')
    return evaluation.state === 'open' || (round.org_unit_id === unit.id && evaluation.state === 'scoring')
  return false
}

function marksOn({ loaded, eye }: ViewContext, criterion: string): GivenMarkView[] {
  return loaded.marks
    .filter((mark) => mark.criterion === criterion)
    .map((mark) => ({
      kind: mark.kind,
      ...(eye === 'unit' ? {} : { assessor: mark.assessor }),
      mark: mark.mark,
      note: mark.note,
      measure: mark.measure,
      effect: mark.effect,
    }))
}

function pointsOfCriterion(sheet: Sheet, criterion: Criterion): PointsView {
  if (criterion.kind === 'branch') {
    const branch = sheet.branches.get(criterion.id)
    return { state: branch?.state ?? 'incomplete', points: branch?.points.toFixed() ?? '0' }
  }
  const leaf = sheet.leaves.get(criterion.id)
  return {
    state: leaf?.state ?? 'awaited',
    points: leaf?.points.toFixed() ?? '0',
    ...(leaf && !leaf.spread.isZero() ? { spread: leaf.spread.toFixed() } : {}),
  }
}

function totalView(scheme: Scheme, sheet: Sheet): PointsView & { rating?: Bilingual } {
  const { total } = sheet
  const rating = total.state === 'scored' ? ratingOf(scheme, total.points) : undefined
  const name = scheme.ratings.find((candidate) => candidate.id === rating)?.name
  return {
    state: total.state,
    points: printed(total.points, scheme.decimals),
    ...(name ? { rating: name } : {}),
  }
}

/** Last year's values of the leaves, for a diagnosis. */
async function lastYear(
  app: AppContext,
  { catalog, scheme, unit, evaluation, year }: LoadedEvaluation,
): Promise<FrozenValues> {
  if (!app.units.tree(year - 1).unit(unit.id)) return {}
  const world = await schemeWorld(app, catalog, scheme, [unit.id], year - 1)
  return currentValues(world, scheme, { unitId: unit.id, key: evaluation.subject_key }, year - 1)
}

/** Which permission each step needs. */
export const permissionFor = {
  submit: 'evaluation.sign',
  send_back: 'evaluation.conduct',
  assign: 'evaluation.conduct',
  replace_expert: 'evaluation.conduct',
  close_scoring: 'evaluation.conduct',
  reopen_scoring: 'evaluation.conduct',
  rule: 'evaluation.rule',
  notify: 'evaluation.conduct',
  accept: 'evaluation.sign',
  reply: 'evaluation.sign',
  answer: 'evaluation.conduct',
  confirm: 'evaluation.conduct',
  publish: 'evaluation.conduct',
} as const satisfies Record<EvaluationAction, string>

/** Steps that the actor may take next, conditions aside. */
function actionsOf(app: AppContext, authority: Authority, loaded: LoadedEvaluation) {
  const { actor } = authority
  const { unit, year } = loaded
  const { state } = stepping(loaded)
  return (['unit', 'bureau', 'chief'] as const).flatMap((wanted) => {
    const party = partyOf(authority, loaded, wanted)
    if (party !== wanted) return []
    return nextActions(evaluationWorkflow, state, party)
      .filter((action) => mayDo(app, actor, { action: permissionFor[action], unit, year }))
      .map((action) => ({ action, name: evaluationWorkflow.transitions[action].name }))
  })
}

export function stateName(state: string): Bilingual {
  return evaluationWorkflow.states[state as EvaluationState]
}

function stepView(step: StoredStep): StepView {
  const action = step.action as EvaluationAction
  return {
    step: step.step,
    action: step.action,
    actionName: evaluationWorkflow.transitions[action].name,
    party: step.party,
    state: step.state,
    stateName: stateName(step.state),
    actor: step.actorName,
    at: step.at.toISOString(),
    details: step.details,
  }
}
