import type { Candidate } from '../../evaluation/index.ts'
import type { Bilingual } from '../../kernel/index.ts'
import { AppError, type ReportingYear } from '../../kernel/index.ts'
import {
  assignmentsOf,
  listExperts,
  readEvaluation,
  readEvaluationRound,
  type StoredExpert,
  saveExpert,
} from '../../store/index.ts'
import { type Actor, signature } from '../actor.ts'
import type { AppContext } from '../context.ts'
import { type OrgRef, orgRef } from '../explain.ts'
import { perform } from '../perform.ts'
import { asProgram } from './as-program.ts'
import { nameExpert, stateName } from './read.ts'
import { roundView } from './rounds.ts'
import type { RoundView } from './views.ts'

export interface ExpertView {
  /** The name that the expert signs in with. */
  readonly id: string
  readonly name: string
  readonly employer: string
  /** The unit of our tree to which the expert belongs, and which the expert never judges. */
  readonly home?: OrgRef
  readonly competences: readonly string[]
  /** Units in which the expert declared an interest. */
  readonly avoids: readonly OrgRef[]
  readonly isActive: boolean
}

export interface ExpertRequest {
  readonly id: string
  readonly name: string
  readonly employer?: string | undefined
  readonly home?: string | undefined
  readonly competences: readonly string[]
  readonly avoids?: readonly string[] | undefined
  readonly isActive?: boolean | undefined
}

/** The bureau's experts. */
export async function expertsOf(
  app: AppContext,
  actor: Actor,
  org: string,
  year: ReportingYear,
): Promise<ExpertView[]> {
  await app.units.refresh()
  const unit = app.units.find(org, year)
  const experts = await perform(app, actor, { action: 'expert.read', unit, year }, (tx) =>
    listExperts(tx, [unit.id]),
  )
  return experts.map((expert) => expertView(app, expert, year))
}

/**
 * Puts an expert on the bureau's list, or changes what the list says.
 * @throws AppError EVA-018 an unknown field of competence
 */
export async function putExpert(
  app: AppContext,
  actor: Actor,
  org: string,
  year: ReportingYear,
  request: ExpertRequest,
): Promise<ExpertView> {
  await app.units.refresh()
  const unit = app.units.find(org, year)
  const known = new Set(app.catalog.codeLists.get('competences')?.codes.map(({ code }) => code))
  const unknown = request.competences.find((competence) => !known.has(competence))
  if (unknown !== undefined)
    throw new AppError(
      'EVA-018',
      { competence: unknown, known: [...known].join('、') },
      { kind: 'usage', path: ['competences'] },
    )
  const expert: StoredExpert = {
    org_unit_id: unit.id,
    id: request.id,
    name: request.name,
    employer: request.employer ?? '',
    home_unit_id: request.home === undefined ? null : app.units.find(request.home, year).id,
    competences: [...request.competences],
    avoids: (request.avoids ?? []).map((name) => app.units.find(name, year).id),
    is_active: request.isActive ?? true,
    changed_by: signature(actor),
    changed_at: app.clock(),
  }
  await perform(
    app,
    actor,
    { action: 'expert.change', unit, year, object: `expert:${request.id}` },
    (tx) => saveExpert(tx, expert),
    () => ({ competences: request.competences, active: expert.is_active }),
  )
  return expertView(app, expert, year)
}

export function candidateOf(expert: StoredExpert): Candidate {
  return {
    id: expert.id,
    homeUnit: expert.home_unit_id ?? undefined,
    competences: expert.competences,
    avoids: expert.avoids,
    isActive: expert.is_active,
  }
}

/** One evaluation on an expert's desk. */
export interface ExpertTask {
  readonly evaluation: string
  readonly round: RoundView
  readonly org: OrgRef
  readonly subjectName: string
  readonly state: string
  readonly stateName: Bilingual
  readonly isChief: boolean
  readonly scoringUntil: string
  readonly submittedAt?: string
}

/** What an expert has to score, over all units and years. */
export async function tasksOf(app: AppContext, actor: Actor): Promise<ExpertTask[]> {
  await app.units.refresh()
  const grant = actor.grants.find(({ role }) => role === 'expert')
  const latest = new Date(app.clock()).getFullYear()
  const unit = grant && app.units.tree(latest).unit(grant.unitId)
  if (!unit) return []
  return perform(app, actor, { action: 'evaluation.read', unit, year: latest }, async (tx, authority) => {
    await nameExpert(tx, authority)
    const tasks: ExpertTask[] = []
    for (const assignment of await assignmentsOf(tx, actor.username)) {
      const at = app.units.tree(assignment.year).unit(assignment.org_unit_id)
      const evaluation = await readEvaluation(tx, assignment.org_unit_id, assignment.evaluation_id)
      const round =
        evaluation &&
        (await asProgram(app, evaluation.year, (own) =>
          readEvaluationRound(own, evaluation.round_unit_id, evaluation.round_id),
        ))
      if (!at || !evaluation || !round) continue
      tasks.push({
        evaluation: evaluation.id,
        round: await roundView(app, round),
        org: orgRef(at),
        subjectName: evaluation.subject_name,
        state: evaluation.state,
        stateName: stateName(evaluation.state),
        isChief: assignment.is_chief,
        scoringUntil: round.scoring_until.toISOString(),
        ...(assignment.submitted_at ? { submittedAt: assignment.submitted_at.toISOString() } : {}),
      })
    }
    return tasks
  })
}

function expertView(app: AppContext, expert: StoredExpert, year: ReportingYear): ExpertView {
  const tree = app.units.tree(year)
  const home = expert.home_unit_id === null ? undefined : tree.unit(expert.home_unit_id)
  return {
    id: expert.id,
    name: expert.name,
    employer: expert.employer,
    ...(home ? { home: orgRef(home) } : {}),
    competences: expert.competences,
    avoids: expert.avoids.flatMap((id) => {
      const unit = tree.unit(id)
      return unit ? [orgRef(unit)] : []
    }),
    isActive: expert.is_active,
  }
}
