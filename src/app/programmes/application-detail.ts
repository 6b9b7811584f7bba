import {
  type ApplicationAction,
  type ApplicationState,
  applicationWorkflow,
  nextActions,
  ratingOf,
  type ShownFigure,
} from '../../evaluation/index.ts'
import { AppError, type Bilingual, type OrgUnitInYear, printed } from '../../kernel/index.ts'
import {
  listApplications,
  listObjections,
  readSteps,
  type StoredApplication,
  type StoredObjection,
  type StoredStep,
  type Tx,
} from '../../store/index.ts'
import type { Actor } from '../actor.ts'
import type { AppContext } from '../context.ts'
import { asProgram } from '../evaluation/as-program.ts'
import { evidenceView } from '../evaluation/evidence.ts'
import { unitOf } from '../evaluation/place.ts'
import { nameExpert } from '../evaluation/read.ts'
import type { StepView } from '../evaluation/views.ts'
import { orgRef } from '../explain.ts'
import { type Authority, mayDo, perform } from '../perform.ts'
import { applicationRow } from './application-row.ts'
import {
  applicationParty,
  applicationPermission,
  completeness,
  departmentFor,
  isUnchanged,
  panelOutcome,
} from './application-steps.ts'
import { applicationAt, filesOf } from './applications.ts'
import { cityOf, figuresFor, loadCity } from './city.ts'
import { demandSeries } from './demand.ts'
import { type Parts, partTitles } from './parts.ts'
import { figure } from './shown.ts'
import type { ApplicationDetail, ObjectionView, PanelEvidence } from './views.ts'

/** An application with everything that whoever asks may see of it. */
export async function readApplicationDetail(
  app: AppContext,
  actor: Actor,
  id: string,
): Promise<ApplicationDetail> {
  const { unit, year } = await unitOf(app, 'programme_application', id)
  return perform(app, actor, { action: 'application.read', unit, year }, async (tx, authority) => {
    await nameExpert(tx, authority)
    const application = await applicationAt(tx, unit, id)
    await refuseOutsider(app, authority, application)
    const row = applicationRow(app, application)
    if (!row) throw new Error(`the application ${id} has no unit in ${year}`)
    const isExpert = authority.grant?.role === 'expert'
    const isBureau = authority.grant === undefined || authority.grant.role.startsWith('bureau')
    const department = departmentFor(app.catalog, application.category, year)
    const opinion = application.opinion as ApplicationDetail['opinion'] | null
    const isDraft = application.state === 'draft'
    return {
      ...row,
      revision: application.revision,
      parts: application.parts as Parts,
      completeness: (await completeness(tx, application)).map((part) => ({
        ...part,
        name: partTitles[part.part],
      })),
      evidence: (await filesOf(tx, application)).map(evidenceView),
      mayWrite: isDraft && mayDo(app, actor, { action: 'application.write', unit, year }),
      isUnchanged: isUnchanged(application),
      ...(department ? { department } : {}),
      ...(opinion ? { opinion } : {}),
      ...(isBureau ? await panelPart(app, application) : {}),
      ...(isBureau || isExpert
        ? { panelEvidence: await panelEvidence(app, unit, application, department) }
        : {}),
      ...(application.notice_from ? { noticeFrom: application.notice_from.toISOString() } : {}),
      objections: isExpert ? [] : (await listObjections(tx, unit.id, id)).map(objectionView),
      decisionReason: application.decision_reason,
      actions: actionsOf(app, authority, application, unit),
      steps: isExpert
        ? []
        : (await readSteps(tx, unit.id, id))
            .filter((step) => isBureau || !ABOUT_PANEL.has(step.action))
            .map(stepView),
    }
  })
}

/** Steps whose details name experts or what they came to are the bureau's. */
const ABOUT_PANEL: ReadonlySet<string> = new Set(['convene', 'close_panel'])

/** An expert reads the applications of the own panels and no others. */
async function refuseOutsider(
  app: AppContext,
  { actor, grant }: Authority,
  application: StoredApplication,
): Promise<void> {
  if (grant?.role !== 'expert') return
  const outcome = await asProgram(app, application.year, (tx) => panelOutcome(app, tx, application))
  const isOn = outcome?.loaded.assignments.some(
    ({ expert, state }) => expert === actor.username && state === 'active',
  )
  if (!isOn)
    throw new AppError(
      'EVA-022',
      { account: actor.name, subject: application.programme_name },
      { kind: 'forbidden' },
    )
}

/** The panel as the bureau sees it: how many sheets are in, points, and what experts wrote. */
async function panelPart(
  app: AppContext,
  application: StoredApplication,
): Promise<Pick<ApplicationDetail, 'panel'>> {
  const outcome = await asProgram(app, application.year, (tx) => panelOutcome(app, tx, application))
  if (!outcome || application.panel_id === null) return {}
  // What one sheet of three comes to is no result yet.
  const { loaded, final, isClosed } = outcome
  const active = loaded.assignments.filter(({ state }) => state === 'active')
  const rating =
    isClosed && final.total.state === 'scored' ? ratingOf(loaded.scheme, final.total.points) : undefined
  const ratingName = loaded.scheme.ratings.find((own) => own.id === rating)?.name
  return {
    panel: {
      evaluation: application.panel_id,
      state: loaded.evaluation.state,
      sheets: { in: active.filter(({ submitted_at }) => submitted_at !== null).length, of: active.length },
      ...(isClosed && final.total.state === 'scored'
        ? { points: printed(final.total.points, loaded.scheme.decimals) }
        : {}),
      ...(ratingName ? { rating: ratingName } : {}),
      opinions: active.map(({ expert, expert_name }) => ({
        expert: expert_name,
        texts: loaded.marks
          .filter((mark) => mark.assessor === expert && mark.note !== '')
          .map(({ note }) => note),
      })),
    },
  }
}

/** Beside the application the panel sees the same programme elsewhere, demand, and what the school has today. */
async function panelEvidence(
  app: AppContext,
  school: OrgUnitInYear,
  application: StoredApplication,
  department: Bilingual | undefined,
): Promise<PanelEvidence> {
  const { year, programme } = application
  const own = cityOf(app, school, year)
  const tree = app.units.tree(year)
  const province = tree.lineage(own.id).find(({ level }) => level === 'province')
  const cities = province ? tree.subtree(province.id).filter(({ level }) => level === 'city') : [own]
  const city = await loadCity(app, own, year)
  const elsewhere: PanelEvidence['elsewhere'][number][] = []
  for (const at of cities) {
    const loaded = at.id === own.id ? city : await loadCity(app, at, year)
    for (const found of loaded.programmes) {
      if (found.code !== programme || found.school.id === school.id) continue
      const figures = figuresFor(app, loaded, found)
      elsewhere.push({
        org: orgRef(found.school),
        city: orgRef(at),
        figures: ELSEWHERE.map((id) => figure(figures, id)),
      })
    }
  }
  const applications = await asProgram(app, year, (tx: Tx) => listApplications(tx, [school.id], year))
  return {
    elsewhere,
    demand: demandSeries(app, city, programme),
    capacity: capacityOf(app, city, school, programme),
    applicationsThisYear: applications.filter(({ state }) => state !== 'draft').length,
    ...(department ? { department } : {}),
  }
}

const ELSEWHERE = [
  'enrolment',
  'entrants',
  'planned_entrants',
  'plan_completion',
  'employment_rate',
  'matched_employment_rate',
]
const CAPACITY = ['enrolment', 'teachers', 'students_per_teacher', 'stations_per_student']

/** What the school has in the programme today, where it is one of a direction or was offered before. */
function capacityOf(
  app: AppContext,
  city: Awaited<ReturnType<typeof loadCity>>,
  school: OrgUnitInYear,
  programme: string,
): ShownFigure[] {
  const figures = figuresFor(app, city, { school, code: programme, row: undefined, directions: [] })
  return CAPACITY.map((id) => figure(figures, id))
}

function actionsOf(
  app: AppContext,
  authority: Authority,
  application: StoredApplication,
  unit: OrgUnitInYear,
) {
  const state = application.state as ApplicationState
  const actions = Object.keys(applicationWorkflow.transitions) as ApplicationAction[]
  return actions
    .filter((action) =>
      nextActions(applicationWorkflow, state, applicationParty(authority, action)).includes(action),
    )
    .filter((action) =>
      mayDo(app, authority.actor, { action: applicationPermission[action], unit, year: application.year }),
    )
    .map((action) => ({ action, name: applicationWorkflow.transitions[action].name }))
}

function objectionView(objection: StoredObjection): ObjectionView {
  return {
    id: objection.id,
    text: objection.text,
    raisedBy: objection.raised_by,
    raisedAt: objection.raised_at.toISOString(),
    ...(objection.answer === null ? {} : { answer: objection.answer }),
    ...(objection.upheld === null ? {} : { upheld: objection.upheld }),
    ...(objection.answered_by === null ? {} : { answeredBy: objection.answered_by }),
  }
}

function stepView(step: StoredStep): StepView {
  return {
    step: step.step,
    action: step.action,
    actionName: applicationWorkflow.transitions[step.action as ApplicationAction].name,
    party: step.party,
    state: step.state,
    stateName: applicationWorkflow.states[step.state as ApplicationState],
    actor: step.actorName,
    at: step.at.toISOString(),
    details: step.details,
  }
}
