import { randomUUID } from 'node:crypto'
import { type Scheme, schemeInForce } from '../../catalog/index.ts'
import { evaluationWorkflow } from '../../evaluation/index.ts'
import { AppError, type OrgUnitInYear, type ReportingYear } from '../../kernel/index.ts'
import {
  changeEvaluationRound,
  keepCatalog,
  listEvaluationRounds,
  readEvaluationRound,
  type StoredEvaluationRound,
  writeEvaluation,
  writeEvaluationRound,
} from '../../store/index.ts'
import { type Actor, signature } from '../actor.ts'
import type { AppContext } from '../context.ts'
import { orgRef } from '../explain.ts'
import { perform } from '../perform.ts'
import { schemeOf } from './catalog-of.ts'
import { unitOf } from './place.ts'
import type { RoundView, SchemeRef } from './views.ts'

/** Who is evaluated: a unit as a whole, or a programme, class or student of it. */
export interface SubjectRequest {
  /** Code or name of the unit. */
  readonly org: string
  readonly key?: string | undefined
  readonly name?: string | undefined
}

export interface RoundRequest {
  readonly org: string
  readonly year: ReportingYear
  readonly scheme: string
  readonly title: string
  readonly selfUntil: Date
  readonly scoringUntil: Date
  readonly replyDays: number
  readonly panelSize: number
  /** All schools below where left out and the scheme is over schools. */
  readonly subjects?: readonly SubjectRequest[] | undefined
  /** Made up here where left out. */
  readonly seed?: string | undefined
  readonly isSynthetic?: boolean | undefined
}

/**
 * Opens a round of evaluation over its subjects.
 * @throws AppError EVA-003 no such scheme in force, EVA-004 not for this unit to run, EVA-005 dates out of order,
 * EVA-007 no subjects
 */
export async function openRound(app: AppContext, actor: Actor, request: RoundRequest): Promise<RoundView> {
  await app.units.refresh()
  const unit = app.units.find(request.org, request.year)
  const scheme = schemeInForce(app.catalog, request.scheme, request.year)
  if (!scheme)
    throw new AppError('EVA-003', { scheme: request.scheme, year: request.year }, { kind: 'not_found' })
  refuseForeignScheme(unit, scheme)
  if (!(request.selfUntil <= request.scoringUntil))
    throw new AppError('EVA-005', {}, { kind: 'usage', path: ['scoringUntil'] })
  const subjects = subjectsOf(app, unit, scheme, request)
  const round: StoredEvaluationRound = {
    org_unit_id: unit.id,
    id: randomUUID(),
    year: request.year,
    title: request.title,
    scheme: scheme.id,
    scheme_version: scheme.version,
    catalog_hash: app.catalog.hash,
    seed: request.seed ?? randomUUID(),
    panel_size: request.panelSize,
    self_until: request.selfUntil,
    scoring_until: request.scoringUntil,
    reply_days: request.replyDays,
    state: 'open',
    is_synthetic: request.isSynthetic ?? false,
    opened_by: signature(actor),
    opened_at: app.clock(),
  }
  await keepCatalog(app.database.db, app.catalog.hash, app.rawCatalog, app.clock())
  await perform(
    app,
    actor,
    { action: 'evaluation.open', unit, year: request.year, object: `round:${scheme.id}` },
    async (tx) => {
      await writeEvaluationRound(tx, round)
      for (const { unit: evaluated, key, name } of subjects) {
        await writeEvaluation(tx, {
          org_unit_id: evaluated.id,
          id: randomUUID(),
          year: request.year,
          round_unit_id: unit.id,
          round_id: round.id,
          subject_key: key,
          subject_name: name,
          state: evaluationWorkflow.initial,
        })
      }
    },
    () => ({ round: round.id, subjects: subjects.length, seed: round.seed }),
  )
  return roundView(app, round)
}

/** Schools run rounds over their own classes and students; the bureau runs all others. */
function refuseForeignScheme(unit: OrgUnitInYear, scheme: Scheme): void {
  const isOwn = scheme.subject === 'class' || scheme.subject === 'student'
  const isSchool = unit.level === 'school' || unit.level === 'class_provider'
  if (isOwn !== isSchool) {
    throw new AppError(
      'EVA-004',
      { scheme_zh: scheme.name.zh, scheme_en: scheme.name.en, unit: unit.name },
      { kind: 'refused' },
    )
  }
}

interface SubjectOfRound {
  readonly unit: OrgUnitInYear
  readonly key: string
  readonly name: string
}

function subjectsOf(
  app: AppContext,
  unit: OrgUnitInYear,
  scheme: Scheme,
  request: RoundRequest,
): SubjectOfRound[] {
  const tree = app.units.tree(request.year)
  const named = request.subjects?.map(({ org, key = '', name }, index): SubjectOfRound => {
    const evaluated = app.units.find(org, request.year)
    const isInside = tree.lineage(evaluated.id).some((above) => above.id === unit.id)
    if (!isInside)
      throw new AppError(
        'EVA-008',
        { unit: evaluated.name, org: unit.name },
        { path: ['subjects', index, 'org'] },
      )
    if ((scheme.subject === 'school') !== (key === ''))
      throw new AppError(
        'EVA-009',
        { unit: evaluated.name },
        { kind: 'usage', path: ['subjects', index, 'key'] },
      )
    return { unit: evaluated, key, name: name ?? subjectName(app, scheme, evaluated, key) }
  })
  const subjects =
    named ??
    (scheme.subject === 'school'
      ? tree.schools(unit.id).map((school) => ({ unit: school, key: '', name: school.name }))
      : [])
  if (subjects.length === 0)
    throw new AppError('EVA-007', { unit: unit.name }, { kind: 'usage', path: ['subjects'] })
  return subjects
}

function subjectName(app: AppContext, scheme: Scheme, unit: OrgUnitInYear, key: string): string {
  if (scheme.subject === 'school') return unit.name
  if (scheme.subject !== 'programme') return key
  const code = app.catalog.codeLists.get('programmes')?.codes.find((entry) => entry.code === key)
  if (!code) throw new AppError('PGM-001', { programme: key }, { kind: 'not_found' })
  return code.name.zh
}

/** Rounds that concern a unit: those it runs and those of the units above it, the newest first. */
export async function roundsOf(
  app: AppContext,
  actor: Actor,
  query: { readonly org: string; readonly year: ReportingYear; readonly allYears?: boolean | undefined },
): Promise<RoundView[]> {
  await app.units.refresh()
  const unit = app.units.find(query.org, query.year)
  const runners = app.units
    .tree(query.year)
    .lineage(unit.id)
    .map(({ id }) => id)
  const rounds = await perform(app, actor, { action: 'evaluation.read', unit, year: query.year }, (tx) =>
    listEvaluationRounds(tx, runners, query.allYears ? undefined : query.year),
  )
  return Promise.all(rounds.map((round) => roundView(app, round)))
}

/** Gives more time, or closes a round. */
export async function changeRoundOf(
  app: AppContext,
  actor: Actor,
  id: string,
  change: {
    readonly selfUntil?: Date | undefined
    readonly scoringUntil?: Date | undefined
    readonly close?: boolean | undefined
  },
): Promise<RoundView> {
  const { unit, year } = await unitOf(app, 'evaluation_round', id)
  const round = await perform(
    app,
    actor,
    { action: 'evaluation.conduct', unit, year, object: `round:${id}` },
    async (tx) => {
      const before = await readEvaluationRound(tx, unit.id, id)
      if (!before)
        throw new AppError(
          'EVA-002',
          { kind_zh: '评价批次', kind_en: 'round of evaluation', id },
          { kind: 'not_found' },
        )
      const self = change.selfUntil ?? before.self_until
      const scoring = change.scoringUntil ?? before.scoring_until
      if (!(self <= scoring)) throw new AppError('EVA-005', {}, { kind: 'usage', path: ['scoringUntil'] })
      await changeEvaluationRound(tx, unit.id, id, {
        self_until: self,
        scoring_until: scoring,
        ...(change.close ? { state: 'closed' } : {}),
      })
      return {
        ...before,
        self_until: self,
        scoring_until: scoring,
        state: change.close ? ('closed' as const) : before.state,
      }
    },
    () => change,
  )
  return roundView(app, round)
}

export async function roundView(app: AppContext, round: StoredEvaluationRound): Promise<RoundView> {
  const { scheme } = await schemeOf(app, round)
  const unit = app.units.tree(round.year).unit(round.org_unit_id)
  if (!unit) throw new Error(`the round ${round.id} is run by a unit that ${round.year} does not have`)
  return {
    id: round.id,
    org: orgRef(unit),
    year: round.year,
    title: round.title,
    scheme: schemeRef(scheme),
    state: round.state,
    selfUntil: round.self_until.toISOString(),
    scoringUntil: round.scoring_until.toISOString(),
    replyDays: round.reply_days,
    panelSize: round.panel_size,
    seed: round.seed,
    isSynthetic: round.is_synthetic,
    openedBy: round.opened_by,
    openedAt: round.opened_at.toISOString(),
  }
}

export function schemeRef(scheme: Scheme): SchemeRef {
  return {
    id: scheme.id,
    version: scheme.version,
    stage: scheme.stage,
    name: scheme.name,
    purpose: scheme.purpose,
    subject: scheme.subject,
    full: scheme.full.toFixed(),
    decimals: scheme.decimals,
    weightsCertainty: scheme.weights_certainty,
  }
}
