import { randomUUID } from 'node:crypto'
import { type Catalog, codeName, schemeInForce } from '../../catalog/index.ts'
import {
  type ApplicationAction,
  type ApplicationCondition,
  type ApplicationParty,
  type ApplicationState,
  applicationWorkflow,
  evaluationWorkflow,
  openLeaves,
} from '../../evaluation/index.ts'
import { AppError, type Bilingual, isInForce, type ReportingYear } from '../../kernel/index.ts'
import {
  type ApplicationChange,
  answerObjection,
  changeApplication,
  keepCatalog,
  listEvaluationRounds,
  listObjections,
  numbersWith,
  type StoredApplication,
  type StoredEvaluationRound,
  type StoredWindow,
  saveFilings,
  type Tx,
  writeEvaluation,
  writeEvaluationRound,
  writeObjection,
} from '../../store/index.ts'
import { type Actor, signature } from '../actor.ts'
import type { AppContext } from '../context.ts'
import { loadEvaluation, sheetsOf, stepping } from '../evaluation/load.ts'
import { beginScoring, drawFor } from '../evaluation/panel.ts'
import { unitOf } from '../evaluation/place.ts'
import { day } from '../evaluation/self.ts'
import { type Stepping, stepOn } from '../evaluation/step.ts'
import { type Authority, perform } from '../perform.ts'
import type { Action } from '../permissions.ts'
import { applicationAt, filesOf, windowOf } from './applications.ts'
import { completenessOf, type Parts, partsHash, partTitles } from './parts.ts'

const DAY = 24 * 60 * 60 * 1000
/** How long a panel may score, where nobody says otherwise. */
const PANEL_DAYS = 30
const REVIEW_SCHEME = 'new_programme_review'

export const applicationPermission: Readonly<Record<ApplicationAction, Action>> = {
  submit: 'application.sign',
  send_back: 'application.conduct',
  accept: 'application.conduct',
  record_opinion: 'application.conduct',
  convene: 'application.conduct',
  close_panel: 'application.conduct',
  announce: 'application.conduct',
  object: 'application.object',
  resolve: 'application.conduct',
  approve: 'application.conduct',
  reject: 'application.conduct',
  file: 'application.conduct',
}

/** The program acts for whoever's turn it is. */
export function applicationParty({ grant }: Authority, action: ApplicationAction): ApplicationParty {
  switch (grant?.role) {
    case undefined:
      return applicationWorkflow.transitions[action].by[0] ?? 'bureau'
    case 'school_leader':
    case 'school_clerk':
      return 'school'
    default:
      return 'bureau'
  }
}

interface Move {
  readonly holds?: Partial<Record<ApplicationCondition, boolean>>
  readonly wanting?: Partial<Record<ApplicationCondition, Bilingual>>
  readonly details?: unknown
  readonly change?: ApplicationChange
  /** What else belongs to the step, in the same transaction. */
  readonly also?: () => Promise<void>
}

async function move(
  app: AppContext,
  actor: Actor,
  id: string,
  action: ApplicationAction,
  plan: (application: StoredApplication, tx: Tx, authority: Authority) => Promise<Move> | Move,
): Promise<void> {
  const { unit, year } = await unitOf(app, 'programme_application', id)
  await perform(
    app,
    actor,
    { action: applicationPermission[action], unit, year, object: `application:${id}` },
    async (tx, authority) => {
      const application = await applicationAt(tx, unit, id)
      const { change, also, ...request } = await plan(application, tx, authority)
      // What the step changes on the row comes before the state: the school may write a draft and nothing after.
      if (change) await changeApplication(tx, unit.id, id, change)
      await stepOn(app, tx, actor, {
        procedure: 'application',
        workflow: applicationWorkflow,
        object: applicationStepping(application),
        action,
        party: applicationParty(authority, action),
        ...request,
      })
      await also?.()
      return request.details ?? {}
    },
    (details) => ({ step: action, ...(details as object) }),
  )
}

function applicationStepping(application: StoredApplication): Stepping<ApplicationState> {
  return {
    unitId: application.org_unit_id,
    year: application.year,
    id: application.id,
    state: application.state as ApplicationState,
    step: application.step,
    title: application.programme_name,
  }
}

/** Hands the application in, whole and in time. Its content is fixed by a hash from then on. */
export async function submitApplication(app: AppContext, actor: Actor, id: string): Promise<void> {
  const { unit, year } = await unitOf(app, 'programme_application', id)
  const window = await windowOf(app, unit, year)
  await move(app, actor, id, 'submit', async (application, tx) => {
    const parts = application.parts as Parts
    const open = (await completeness(tx, application)).filter((part) => !part.isComplete)
    const hash = partsHash(parts)
    const now = app.clock()
    return {
      holds: {
        within_window: window.opens_at <= now && now <= window.closes_at,
        parts_complete: open.length === 0,
      },
      wanting: {
        within_window: {
          zh: `申报时间 ${day(window.opens_at)} 至 ${day(window.closes_at)}`,
          en: `Applications are taken from ${day(window.opens_at)} to ${day(window.closes_at)}`,
        },
        parts_complete: partsWanting(open),
      },
      details: { sha256: hash },
      change: { submitted_hash: hash, submitted_at: now },
    }
  })
}

export async function completeness(tx: Tx, application: StoredApplication) {
  const files = await filesOf(tx, application)
  return completenessOf(application.parts as Parts, new Set(files.map(({ part }) => part)))
}

function partsWanting(open: Awaited<ReturnType<typeof completeness>>): Bilingual {
  const words = (language: 'zh' | 'en') =>
    open
      .map(({ part, wanting }) => {
        const list = wanting.map((own) => own[language]).join(language === 'zh' ? '、' : ', ')
        return `${partTitles[part][language]}（${list}）`
      })
      .join(language === 'zh' ? '；' : '; ')
  return { zh: `还缺：${words('zh')}`, en: `Wanting: ${words('en')}` }
}

export function sendBackApplication(
  app: AppContext,
  actor: Actor,
  id: string,
  remark: string,
): Promise<void> {
  return move(app, actor, id, 'send_back', () => ({
    holds: { reason_written: remark.trim() !== '' },
    details: { remark },
  }))
}

/** The bureau finds the application complete. */
export function acceptApplication(app: AppContext, actor: Actor, id: string): Promise<void> {
  return move(app, actor, id, 'accept', async (application, tx) => {
    refuseChanged(application)
    const open = (await completeness(tx, application)).filter((part) => !part.isComplete)
    return { holds: { parts_complete: open.length === 0 }, wanting: { parts_complete: partsWanting(open) } }
  })
}

/**
 * What the panel and the decision speak of is what was handed in.
 * @throws AppError PGM-016 where the stored parts are not those of the hash
 */
function refuseChanged(application: StoredApplication): void {
  if (application.submitted_hash !== partsHash(application.parts as Parts))
    throw new AppError('PGM-016', { title: application.programme_name }, { kind: 'conflict' })
}

export function isUnchanged(application: StoredApplication): boolean {
  return (
    application.submitted_hash === null ||
    application.submitted_hash === partsHash(application.parts as Parts)
  )
}

/** The department whose opinion a controlled category needs; undefined where none is needed. */
export function departmentFor(
  catalog: Catalog,
  category: string,
  year: ReportingYear,
): Bilingual | undefined {
  const entry = catalog.codeLists.get('controlled_categories')?.codes.find((own) => own.code === category)
  return entry && isInForce(entry.in_force, year)
    ? codeName(catalog, 'controlled_categories', category)
    : undefined
}

/** Puts the competent department's opinion on file. */
export function recordOpinion(
  app: AppContext,
  actor: Actor,
  id: string,
  request: { readonly agrees: boolean; readonly document: string; readonly text: string },
): Promise<void> {
  return move(app, actor, id, 'record_opinion', () => ({
    details: request,
    change: { opinion: JSON.stringify({ ...request, at: app.clock().toISOString() }) },
  }))
}

/** Draws the panel and lays the application before it. */
export async function convenePanel(
  app: AppContext,
  actor: Actor,
  id: string,
  experts?: readonly string[],
): Promise<void> {
  const { unit, year } = await unitOf(app, 'programme_application', id)
  const window = await windowOf(app, unit, year)
  await keepCatalog(app.database.db, app.catalog.hash, app.rawCatalog, app.clock())
  await move(app, actor, id, 'convene', async (application, tx, authority) => {
    refuseChanged(application)
    const department = departmentFor(app.catalog, application.category, year)
    const opinion = application.opinion as { agrees?: boolean } | null
    const isGiven = department === undefined || opinion?.agrees === true
    // Nobody is drawn for what cannot go on.
    if (!isGiven || application.state !== 'complete') {
      return {
        holds: { opinion_given: isGiven },
        wanting: {
          opinion_given: {
            zh: `请先登记${department?.zh ?? ''}的意见`,
            en: `Record the opinion of: ${department?.en ?? ''}`,
          },
        },
      }
    }
    const round = await reviewRound(app, tx, actor, window, application.is_synthetic)
    const evaluationId = randomUUID()
    await writeEvaluation(tx, {
      org_unit_id: unit.id,
      id: evaluationId,
      year,
      round_unit_id: round.org_unit_id,
      round_id: round.id,
      subject_key: `${application.programme}-${application.id.slice(0, 8)}`,
      subject_name: `${unit.name} ${application.programme_name}`,
      state: evaluationWorkflow.initial,
    })
    const loaded = await loadEvaluation(app, tx, unit, evaluationId)
    // The application stands for the self-assessment.
    await stepOn(app, tx, actor, {
      procedure: 'evaluation',
      workflow: evaluationWorkflow,
      object: stepping(loaded),
      action: 'submit',
      party: 'unit',
      holds: { within_self_time: true, self_complete: true },
      details: { application: id, sha256: application.submitted_hash },
    })
    const submitted = await loadEvaluation(app, tx, unit, evaluationId)
    const draw = await drawFor(tx, submitted, experts)
    await beginScoring(app, tx, authority, submitted, draw)
    return {
      holds: { opinion_given: true, experts_drawn: draw.drawn.length > 0 },
      details: { evaluation: evaluationId, draw },
      change: { panel_id: evaluationId },
    }
  })
}

/** The round of the year in which panels judge applications; opened with the first of them. */
async function reviewRound(
  app: AppContext,
  tx: Tx,
  actor: Actor,
  { org_unit_id: cityId, year, panel_size: panelSize }: StoredWindow,
  isSynthetic: boolean,
): Promise<StoredEvaluationRound> {
  const now = app.clock()
  const rounds = await listEvaluationRounds(tx, [cityId], year)
  const open = rounds.find(
    (round) => round.scheme === REVIEW_SCHEME && round.state === 'open' && round.scoring_until > now,
  )
  if (open) return open
  const scheme = schemeInForce(app.catalog, REVIEW_SCHEME, year)
  if (!scheme) throw new AppError('EVA-003', { scheme: REVIEW_SCHEME, year }, { kind: 'not_found' })
  const until = new Date(now.getTime() + PANEL_DAYS * DAY)
  const round: StoredEvaluationRound = {
    org_unit_id: cityId,
    id: randomUUID(),
    year,
    title: `${year} 年新设专业申报评议`,
    scheme: scheme.id,
    scheme_version: scheme.version,
    catalog_hash: app.catalog.hash,
    seed: randomUUID(),
    panel_size: panelSize,
    self_until: until,
    scoring_until: until,
    reply_days: 0,
    state: 'open',
    is_synthetic: isSynthetic,
    opened_by: signature(actor),
    opened_at: now,
  }
  await writeEvaluationRound(tx, round)
  return round
}

/** What the panel came to, as far as it is complete. */
export async function panelOutcome(app: AppContext, tx: Tx, application: StoredApplication) {
  if (application.panel_id === null) return undefined
  const { unit } = await unitOf(app, 'evaluation', application.panel_id)
  const loaded = await loadEvaluation(app, tx, unit, application.panel_id)
  const { sheet } = await sheetsOf(app, loaded)
  const final = sheet('final')
  const worst = loaded.scheme.ratings.at(-1)?.id
  return {
    loaded,
    final,
    open: openLeaves(final),
    isClosed: loaded.evaluation.state !== 'scoring',
    recommends: final.rating !== undefined && final.rating !== worst,
  }
}

/** Closes the review once scoring is closed and nothing is in dispute. */
export function closePanel(app: AppContext, actor: Actor, id: string): Promise<void> {
  return move(app, actor, id, 'close_panel', async (application, tx) => {
    const outcome = await panelOutcome(app, tx, application)
    const disputed =
      outcome?.open.map(({ leaf }) => outcome.loaded.scheme.leaves.find((own) => own.id === leaf)?.name.zh) ??
      []
    return {
      holds: { sheets_in: outcome?.isClosed === true && outcome.open.length === 0 },
      wanting: {
        sheets_in: outcome?.isClosed
          ? {
              zh: `待仲裁或待评：${disputed.join('、')}`,
              en: `${disputed.length} criteria wait for a ruling or marks`,
            }
          : { zh: '请先在评分里结束评分', en: 'Close scoring on the panel first' },
      },
      details: { points: outcome?.final.total.points.toFixed(), rating: outcome?.final.rating },
    }
  })
}

/** Gives public notice of what the panel recommends. */
export async function announceApplication(app: AppContext, actor: Actor, id: string): Promise<void> {
  const { unit, year } = await unitOf(app, 'programme_application', id)
  const window = await windowOf(app, unit, year)
  await move(app, actor, id, 'announce', async (application, tx) => {
    const now = app.clock()
    const until = new Date(now.getTime() + window.notice_days * DAY)
    const outcome = await panelOutcome(app, tx, application)
    return {
      holds: { panel_recommends: outcome?.recommends === true },
      details: { until: until.toISOString() },
      change: { notice_from: now, notice_until: until },
    }
  })
}

/** Puts an objection on file while the notice lasts. */
export function raiseObjection(
  app: AppContext,
  actor: Actor,
  id: string,
  request: { readonly text: string; readonly raisedBy?: string | undefined },
): Promise<void> {
  return move(app, actor, id, 'object', (application, tx) => {
    const objection = randomUUID()
    return {
      holds: { within_notice: isOnNotice(app, application), reason_written: request.text.trim() !== '' },
      details: { objection },
      also: () =>
        writeObjection(tx, {
          org_unit_id: application.org_unit_id,
          year: application.year,
          application_id: id,
          id: objection,
          text: request.text.trim(),
          raised_by: request.raisedBy?.trim() || signature(actor),
          raised_at: app.clock(),
          answer: null,
          upheld: null,
          answered_by: null,
          answered_at: null,
        }),
    }
  })
}

function isOnNotice(app: AppContext, { notice_until: until }: StoredApplication): boolean {
  return until !== null && app.clock() <= until
}

/** Answers an objection: upheld, the application cannot be approved. */
export function resolveObjection(
  app: AppContext,
  actor: Actor,
  id: string,
  request: { readonly objection: string; readonly text: string; readonly upheld: boolean },
): Promise<void> {
  return move(app, actor, id, 'resolve', (application, tx) => ({
    holds: { reason_written: request.text.trim() !== '' },
    details: request,
    also: async () => {
      const answer = {
        text: request.text.trim(),
        upheld: request.upheld,
        by: signature(actor),
        at: app.clock(),
      }
      if (!(await answerObjection(tx, application.org_unit_id, id, request.objection, answer)))
        throw new AppError('PGM-017', { title: application.programme_name }, { kind: 'conflict' })
    },
  }))
}

/** Approves when the notice is over and no objection stands. */
export function approveApplication(app: AppContext, actor: Actor, id: string, reason = ''): Promise<void> {
  return move(app, actor, id, 'approve', async (application, tx) => {
    refuseChanged(application)
    const objections = await listObjections(tx, application.org_unit_id, id)
    const standing = objections.filter((own) => own.answer === null || own.upheld === true)
    const until = application.notice_until
    return {
      holds: {
        notice_over: until !== null && app.clock() > until,
        no_open_objection: standing.length === 0,
      },
      wanting: {
        ...(until ? { notice_over: { zh: `公示到 ${day(until)}`, en: `It lasts until ${day(until)}` } } : {}),
        no_open_objection: {
          zh: `${standing.length} 条异议未处理或成立`,
          en: `${standing.length} objections are open or were upheld`,
        },
      },
      details: { reason },
      change: { decision_reason: reason },
    }
  })
}

export function rejectApplication(app: AppContext, actor: Actor, id: string, reason: string): Promise<void> {
  return move(app, actor, id, 'reject', () => ({
    holds: { reason_written: reason.trim() !== '' },
    details: { reason },
    change: { decision_reason: reason.trim() },
  }))
}

/**
 * Files an approved programme: it may recruit from the year in which it opens.
 * @param number made from the year's prefix where left out
 * @throws AppError PGM-006 the number is taken
 */
export async function fileApplication(
  app: AppContext,
  actor: Actor,
  id: string,
  number?: string,
): Promise<void> {
  const { unit, year } = await unitOf(app, 'programme_application', id)
  const window = await windowOf(app, unit, year)
  await move(app, actor, id, 'file', async (application, tx) => {
    const taken = new Set(await numbersWith(tx, ''))
    if (number !== undefined && taken.has(number))
      throw new AppError('PGM-006', { number }, { kind: 'conflict' })
    const own = number ?? nextNumber(window.number_prefix, taken)
    return {
      holds: { number_given: own.trim() !== '' },
      details: { number: own },
      change: { filing_number: own },
      also: () =>
        saveFilings(tx, [
          {
            org_unit_id: unit.id,
            year,
            programme: application.programme,
            decision: 'filed',
            number: own,
            reason: application.decision_reason,
            verdict: { application: id },
            decided_by: signature(actor),
            decided_at: app.clock(),
          },
        ]),
    }
  })
}

function nextNumber(prefix: string, taken: ReadonlySet<string>): string {
  for (let next = 1; ; next += 1) {
    const number = prefix + String(next).padStart(3, '0')
    if (!taken.has(number)) return number
  }
}
