import { randomUUID } from 'node:crypto'
import { codeName } from '../../catalog/index.ts'
import type { StandingState } from '../../evaluation/index.ts'
import { AppError, type Bilingual, printed, type ReportingYear } from '../../kernel/index.ts'
import {
  type ChainLevel,
  listGoals,
  listProblems,
  listStandards,
  retire,
  type StoredGoal,
  type StoredStandard,
  saveGoal,
  saveStandard,
} from '../../store/index.ts'
import { type Actor, signature } from '../actor.ts'
import type { AppContext } from '../context.ts'
import { unitOf } from '../evaluation/place.ts'
import { orgRef } from '../explain.ts'
import { mayDo, perform } from '../perform.ts'
import { goalValue } from './goal-value.ts'
import type { ChainView, GoalView, StandardView } from './views.ts'
import { standingsOf, targetOf, type WatchedGoal } from './watch.ts'

export interface GoalRequest {
  readonly level: ChainLevel
  readonly title: string
  readonly subjectKey?: string | undefined
  readonly subjectName?: string | undefined
  readonly parent?: string | undefined
  readonly standard?: string | undefined
  readonly owner?: string | undefined
  /** Absent for a goal in words. */
  readonly measured?:
    | {
        readonly value: string
        readonly unit?: string | undefined
        readonly comparison: 'at_least' | 'at_most'
        readonly target: string
        readonly targetYear: ReportingYear
      }
    | undefined
}

export interface StandardRequest {
  readonly level: ChainLevel
  readonly title: string
  readonly body: string
  readonly document?: string | undefined
  readonly version: string
  readonly parent?: string | undefined
}

const stateNames: Readonly<Record<StandingState, Bilingual>> = {
  met: { zh: '已达到', en: 'Met' },
  missed: { zh: '未达到', en: 'Missed' },
  behind: { zh: '落后于目标', en: 'Behind' },
  slipping: { zh: '将跌破目标', en: 'Slipping' },
  on_way: { zh: '在路上', en: 'On the way' },
  unknown: { zh: '没有数据', en: 'No data' },
}

/** The chains of goals and standards of a unit, with how each goal stands. */
export async function chainOf(
  app: AppContext,
  actor: Actor,
  org: string,
  year: ReportingYear,
): Promise<ChainView> {
  await app.units.refresh()
  const unit = app.units.find(org, year)
  const { goals, standards, problems } = await perform(
    app,
    actor,
    { action: 'improvement.read', unit, year },
    async (tx) => ({
      goals: await listGoals(tx, [unit.id]),
      standards: await listStandards(tx, [unit.id]),
      problems: await listProblems(tx, [unit.id], { onlyOpen: true }),
    }),
  )
  const standings = new Map((await standingsOf(app, unit, year)).map((own) => [own.goal.id, own]))
  return {
    org: orgRef(unit),
    year,
    goals: goals.map((goal) => {
      const problem = problems.find((candidate) => candidate.goal_id === goal.id)
      return goalView(app, goal, standings.get(goal.id), problem?.id)
    }),
    standards: standards.map(standardView),
    mayPlan: mayDo(app, actor, { action: 'improvement.plan', unit, year }),
  }
}

/**
 * Sets a goal, or changes one that is set. A changed target opens and closes nothing: the next data do.
 * @throws AppError IMV-001 the value cannot be read, IMV-002 the goal or standard above is not of this unit
 */
export async function putGoal(
  app: AppContext,
  actor: Actor,
  org: string,
  year: ReportingYear,
  request: GoalRequest,
  id?: string,
): Promise<{ id: string }> {
  await app.units.refresh()
  const unit = app.units.find(org, year)
  const { measured } = request
  const value =
    measured && goalValue(app.catalog, measured.value, request.subjectKey ?? '', year, measured.unit)
  const goalId = id ?? randomUUID()
  await perform(
    app,
    actor,
    { action: 'improvement.plan', unit, year, object: `goal:${goalId}` },
    async (tx) => {
      const goals = await listGoals(tx, [unit.id])
      const before = goals.find((goal) => goal.id === goalId)
      if (id !== undefined && !before)
        throw new AppError('EVA-002', { kind_zh: '目标', kind_en: 'goal', id }, { kind: 'not_found' })
      if (
        request.parent !== undefined &&
        !goals.some((goal) => goal.id === request.parent && goal.id !== goalId)
      )
        throw new AppError('IMV-002', { id: request.parent }, { kind: 'usage', path: ['parent'] })
      const standards = await listStandards(tx, [unit.id])
      if (request.standard !== undefined && !standards.some((standard) => standard.id === request.standard))
        throw new AppError('IMV-002', { id: request.standard }, { kind: 'usage', path: ['standard'] })
      const goal: StoredGoal = {
        org_unit_id: unit.id,
        id: goalId,
        year: before?.year ?? year,
        level: request.level,
        subject_key: request.subjectKey ?? '',
        subject_name: request.subjectName ?? '',
        title: request.title,
        parent_id: request.parent ?? null,
        standard_id: request.standard ?? null,
        value: measured?.value ?? null,
        unit: value?.unit ?? null,
        comparison: measured?.comparison ?? null,
        target: measured?.target ?? null,
        target_year: measured?.targetYear ?? null,
        owner: request.owner ?? '',
        retired_at: null,
        changed_by: signature(actor),
        changed_at: app.clock(),
      }
      await saveGoal(tx, goal)
    },
    () => ({ title: request.title, ...(measured ?? {}) }),
  )
  return { id: goalId }
}

/** Puts a standard on file, or a new wording of one. */
export async function putStandard(
  app: AppContext,
  actor: Actor,
  org: string,
  year: ReportingYear,
  request: StandardRequest,
  id?: string,
): Promise<{ id: string }> {
  await app.units.refresh()
  const unit = app.units.find(org, year)
  const standard: StoredStandard = {
    org_unit_id: unit.id,
    id: id ?? randomUUID(),
    year,
    level: request.level,
    title: request.title,
    body: request.body,
    document: request.document ?? '',
    version: request.version,
    parent_id: request.parent ?? null,
    retired_at: null,
    changed_by: signature(actor),
    changed_at: app.clock(),
  }
  await perform(
    app,
    actor,
    { action: 'improvement.plan', unit, year, object: `standard:${standard.id}` },
    (tx) => saveStandard(tx, standard),
    () => ({ title: request.title, version: request.version }),
  )
  return { id: standard.id }
}

/** Takes a goal or a standard out of force. Problems that it opened go on. */
export async function retireFromChain(
  app: AppContext,
  actor: Actor,
  kind: 'goal' | 'quality_standard',
  id: string,
): Promise<void> {
  const { unit, year } = await unitOf(app, kind, id)
  await perform(app, actor, { action: 'improvement.plan', unit, year, object: `${kind}:${id}` }, (tx) =>
    retire(tx, kind, unit.id, id, app.clock()),
  )
}

function goalView(
  app: AppContext,
  goal: StoredGoal,
  watched: WatchedGoal | undefined,
  problem: string | undefined,
): GoalView {
  return {
    id: goal.id,
    level: goal.level,
    levelName: codeName(app.catalog, 'chain_levels', goal.level),
    subjectKey: goal.subject_key,
    subjectName: goal.subject_name,
    title: goal.title,
    ...(goal.parent_id === null ? {} : { parent: goal.parent_id }),
    ...(goal.standard_id === null ? {} : { standard: goal.standard_id }),
    owner: goal.owner,
    setIn: goal.year,
    ...(watched ? { measured: measuredView(app, goal, watched, problem) } : {}),
  }
}

function measuredView(
  app: AppContext,
  goal: StoredGoal,
  { value, standing }: WatchedGoal,
  problem: string | undefined,
): NonNullable<GoalView['measured']> {
  const { latest, expected, margin } = standing
  const show = (own: Parameters<typeof printed>[0]) => printed(own, value.decimals)
  return {
    value: goal.value ?? '',
    name: value.name,
    ...(value.indicator === undefined ? {} : { indicator: value.indicator }),
    unitLabel: {
      zh: app.catalog.units.label(value.unit, 'zh'),
      en: app.catalog.units.label(value.unit, 'en'),
    },
    comparison: goal.comparison ?? 'at_least',
    target: show(targetOf(goal, value).target),
    targetYear: goal.target_year ?? 0,
    state: standing.state,
    stateName: stateNames[standing.state],
    ...(latest ? { latest: { year: latest.year, printed: show(latest.value) } } : {}),
    ...(expected
      ? { expected: { year: expected.year, printed: show(expected.value), from: expected.from } }
      : {}),
    ...(margin ? { margin: show(margin) } : {}),
    ...(problem === undefined ? {} : { problem }),
  }
}

function standardView(standard: StoredStandard): StandardView {
  return {
    id: standard.id,
    level: standard.level,
    title: standard.title,
    body: standard.body,
    document: standard.document,
    version: standard.version,
    ...(standard.parent_id === null ? {} : { parent: standard.parent_id }),
  }
}
