import { criteriaOf, type Scheme } from '../../catalog/index.ts'
import {
  type Agreement,
  type Movement,
  movementOf,
  openLeaves,
  type PlaceTrust,
  type RoundSubject,
  resultOf,
  type Sheet,
} from '../../evaluation/index.ts'
import { AppError, type Bilingual, printed, type ReportingYear } from '../../kernel/index.ts'
import {
  evaluationsOfUnit,
  listEvaluationRounds,
  listEvaluations,
  listEvidence,
  readAssignments,
  readEvaluationRound,
  readMarksOfRound,
  type StoredEvaluation,
  type Tx,
} from '../../store/index.ts'
import type { Actor } from '../actor.ts'
import type { AppContext } from '../context.ts'
import { type OrgRef, orgRef } from '../explain.ts'
import { perform } from '../perform.ts'
import { asProgram } from './as-program.ts'
import { schemeOf } from './catalog-of.ts'
import { everyEvaluation, inputsOf, loadEvaluation, sheetsOf, valuesOf } from './load.ts'
import { unitOf } from './place.ts'
import { stateName } from './read.ts'
import { storedResult } from './result-of.ts'
import { roundView } from './rounds.ts'
import type { RoundView } from './views.ts'

/** How far every weight is moved, and how often. */
const SPREAD = 0.2
const DRAWS = 1000

export interface DimensionPoints {
  readonly id: string
  readonly name: Bilingual
  readonly weight: string
  readonly points: string
  /** Share of the weight in per cent, for the radar. */
  readonly share: string
}

export interface RankingRow {
  readonly evaluation: string
  readonly org: OrgRef
  readonly subjectKey: string
  readonly subjectName: string
  readonly state: string
  readonly stateName: Bilingual
  readonly points: string
  readonly rating?: Bilingual
  readonly rank: number
  /** The places in which it stays when weights move and when any one expert is left out. */
  readonly interval: { readonly best: number; readonly worst: number }
  readonly byWeights: { readonly best: number; readonly worst: number }
  readonly byExperts: { readonly best: number; readonly worst: number }
  /** Share of draws of weights in which the place is the same, in per cent. */
  readonly held: string
  /** Lowest and highest total when any one expert is left out. */
  readonly low: string
  readonly high: string
  readonly dimensions: readonly DimensionPoints[]
}

export interface AgreementRow {
  readonly criterion: string
  readonly name: Bilingual
  readonly state: Agreement['state']
  /** Krippendorff's α over the order of the marks, and over the distance of their points; three places. */
  readonly ordinal?: string
  readonly interval?: string
  /** Marks that could be paired, over how many subjects. */
  readonly pairable: number
  readonly subjects: number
}

export interface RoundResultView {
  readonly round: RoundView
  readonly full: string
  readonly ranking: readonly RankingRow[]
  /** Subjects without a complete total, with what is still open. */
  readonly incomplete: readonly {
    readonly evaluation: string
    readonly org: OrgRef
    readonly subjectName: string
    readonly open: readonly { readonly criterion: string; readonly name: Bilingual; readonly state: string }[]
  }[]
  readonly agreement: readonly AgreementRow[]
  readonly sensitive: readonly {
    readonly criterion: string
    readonly name: Bilingual
    readonly changed: number
  }[]
  readonly experts: readonly { readonly name: string; readonly changed: number }[]
  /** How the figures of trust were made, so that they can be made again. */
  readonly trust: {
    readonly spread: string
    readonly draws: number
    readonly level: string
    readonly seed: string
  }
}

/** The result of a round for whoever runs it: ranking with intervals, radar, agreement, stability. */
export async function roundResult(app: AppContext, actor: Actor, id: string): Promise<RoundResultView> {
  const { unit, year } = await unitOf(app, 'evaluation_round', id)
  return perform(app, actor, { action: 'evaluation.result', unit, year }, async (tx) => {
    const round = await readEvaluationRound(tx, unit.id, id)
    if (!round)
      throw new AppError(
        'EVA-002',
        { kind_zh: '评价批次', kind_en: 'round of evaluation', id },
        { kind: 'not_found' },
      )
    const { scheme } = await schemeOf(app, round)
    const evaluations = await listEvaluations(tx, id)
    const values = await valuesOf(app, round, evaluations)
    const marks = await readMarksOfRound(
      tx,
      evaluations.map((own) => own.id),
    )
    const evidence = await evidenceOf(tx, evaluations)
    const inputs = inputsOf(scheme, values, marks, evidence)
    const subjects: RoundSubject[] = [...inputs].map(([evaluation, input]) => ({ id: evaluation, input }))
    const result = resultOf(scheme, subjects, { seed: round.seed, spread: SPREAD, draws: DRAWS })
    const byId = new Map(evaluations.map((own) => [own.id, own]))
    const names = await expertNames(tx, evaluations)
    const name = (criterion: string) =>
      criteriaOf(scheme).find((candidate) => candidate.id === criterion)?.name ?? {
        zh: criterion,
        en: criterion,
      }
    const org = (evaluation: StoredEvaluation) => {
      const at = app.units.tree(year).unit(evaluation.org_unit_id)
      if (!at) throw new Error(`${year} has no unit ${evaluation.org_unit_id}`)
      return orgRef(at)
    }
    const ranking = result.ranked.flatMap((evaluationId, index): RankingRow[] => {
      const evaluation = byId.get(evaluationId)
      const sheet = result.sheets.get(evaluationId)
      const place = result.stability.places[index]
      if (!evaluation || !sheet || !place) return []
      return [rankingRow(scheme, evaluation, org(evaluation), sheet, place)]
    })
    return {
      round: await roundView(app, round),
      full: scheme.full.toFixed(),
      ranking: ranking.sort((a, b) => a.rank - b.rank || (a.subjectName < b.subjectName ? -1 : 1)),
      incomplete: evaluations.flatMap((evaluation) => {
        const sheet = result.sheets.get(evaluation.id)
        if (!sheet || sheet.total.state === 'scored') return []
        return [
          {
            evaluation: evaluation.id,
            org: org(evaluation),
            subjectName: evaluation.subject_name,
            open: openLeaves(sheet).map(({ leaf, state }) => ({
              criterion: leaf,
              name: name(leaf),
              state,
            })),
          },
        ]
      }),
      agreement: result.agreement.map(({ leaf, ordinal, interval }) => ({
        criterion: leaf,
        name: name(leaf),
        state: ordinal.state,
        ...(ordinal.state === 'known' ? { ordinal: ordinal.alpha.toFixed(3) } : {}),
        ...(interval.state === 'known' ? { interval: interval.alpha.toFixed(3) } : {}),
        pairable: ordinal.pairable,
        subjects: ordinal.units,
      })),
      sensitive: result.stability.sensitive.map(({ leaf, changed }) => ({
        criterion: leaf,
        name: name(leaf),
        changed,
      })),
      experts: result.stability.experts.map(({ expert, changed }) => ({
        name: names.get(expert) ?? expert,
        changed,
      })),
      trust: { spread: '20', draws: DRAWS, level: '90', seed: round.seed },
    }
  })
}

function rankingRow(
  scheme: Scheme,
  evaluation: StoredEvaluation,
  org: OrgRef,
  sheet: Sheet,
  place: PlaceTrust,
): RankingRow {
  const rating = scheme.ratings.find((candidate) => candidate.id === sheet.rating)?.name
  const places = scheme.decimals
  return {
    evaluation: evaluation.id,
    org,
    subjectKey: evaluation.subject_key,
    subjectName: evaluation.subject_name,
    state: evaluation.state,
    stateName: stateName(evaluation.state),
    points: printed(sheet.total.points, places),
    ...(rating ? { rating } : {}),
    rank: place.rank,
    interval: place.interval,
    byWeights: place.byWeights,
    byExperts: place.byExperts,
    held: (place.held * 100).toFixed(0),
    low: place.total.low.toFixed(places),
    high: place.total.high.toFixed(places),
    dimensions: dimensionsOf(scheme, sheet),
  }
}

/** Points of the top criteria, which the radar shows. */
function dimensionsOf(scheme: Scheme, sheet: Sheet): DimensionPoints[] {
  return scheme.criteria.map((criterion) => {
    const points = (sheet.branches.get(criterion.id) ?? sheet.leaves.get(criterion.id))?.points
    return {
      id: criterion.id,
      name: criterion.name,
      weight: criterion.weight.toFixed(),
      points: points ? printed(points, scheme.decimals) : '0',
      share: points && criterion.weight.gt(0) ? printed(points.times(100).div(criterion.weight), 1) : '0.0',
    }
  })
}

async function evidenceOf(
  tx: Tx,
  evaluations: readonly StoredEvaluation[],
): Promise<Map<string, ReadonlySet<string>>> {
  const found = new Map<string, ReadonlySet<string>>()
  for (const { org_unit_id, id } of evaluations) {
    const files = await listEvidence(tx, org_unit_id, id)
    found.set(id, new Set(files.map(({ part }) => part)))
  }
  return found
}

async function expertNames(tx: Tx, evaluations: readonly StoredEvaluation[]): Promise<Map<string, string>> {
  const names = new Map<string, string>()
  for (const { org_unit_id, id } of evaluations)
    for (const { expert, expert_name } of await readAssignments(tx, org_unit_id, id))
      names.set(expert, expert_name)
  return names
}

export interface MovementView {
  readonly before: { readonly year: ReportingYear; readonly points: string; readonly version: string }
  readonly now: { readonly year: ReportingYear; readonly points: string; readonly version: string }
  readonly change: string
  /** What redistribution of weights above the leaves brought. */
  readonly redistribution: string
  readonly leaves: readonly {
    readonly criterion: string
    readonly name: Bilingual
    readonly before: string
    readonly now: string
    readonly change: string
    readonly fromWeight: string
    readonly kind: Movement['leaves'][number]['kind']
  }[]
}

/**
 * Which criteria moved a total since the last evaluation by the same scheme.
 * @returns undefined where there is no earlier one with a result
 */
export async function movementSince(
  app: AppContext,
  actor: Actor,
  id: string,
): Promise<MovementView | undefined> {
  const { unit, year } = await unitOf(app, 'evaluation', id)
  return perform(app, actor, { action: 'evaluation.read', unit, year }, async (tx) => {
    const loaded = await loadEvaluation(app, tx, unit, id)
    if (!storedResult(loaded.evaluation)) return undefined
    return asProgram(app, year, async (all) => {
      const earlier = await lastWithResult(all, loaded.evaluation, loaded.round.scheme)
      if (!earlier) return undefined
      const [before, now] = await Promise.all(
        [earlier.id, id].map(async (own) => {
          const whole = await loadEvaluation(app, all, unit, own)
          const { sheet } = await sheetsOf(app, whole)
          return { scheme: whole.scheme, sheet: sheet('final'), year: whole.year }
        }),
      )
      return before && now ? movementView(before, now) : undefined
    })
  })
}

async function lastWithResult(
  tx: Tx,
  evaluation: StoredEvaluation,
  scheme: string,
): Promise<StoredEvaluation | undefined> {
  const all = await evaluationsOfUnit(tx, evaluation.org_unit_id)
  for (const other of all) {
    if (
      other.year >= evaluation.year ||
      other.subject_key !== evaluation.subject_key ||
      other.result === null
    )
      continue
    const round = await readEvaluationRound(tx, other.round_unit_id, other.round_id)
    if (round?.scheme === scheme) return other
  }
  return undefined
}

function movementView(
  before: { scheme: Scheme; sheet: Sheet; year: ReportingYear },
  now: { scheme: Scheme; sheet: Sheet; year: ReportingYear },
): MovementView {
  const { change, leaves, redistribution } = movementOf(before, now)
  const side = ({ scheme, sheet, year }: typeof now) => ({
    year,
    points: printed(sheet.total.points, scheme.decimals),
    version: scheme.version,
  })
  return {
    before: side(before),
    now: side(now),
    change: change.toFixed(),
    redistribution: redistribution.toFixed(),
    leaves: leaves.map((leaf) => ({
      criterion: leaf.leaf,
      name: leaf.name,
      before: leaf.before.toFixed(),
      now: leaf.now.toFixed(),
      change: leaf.change.toFixed(),
      fromWeight: leaf.fromWeight.toFixed(),
      kind: leaf.kind,
    })),
  }
}

export interface PublishedResult {
  readonly evaluation: string
  readonly round: RoundView
  readonly org: OrgRef
  readonly subjectName: string
  readonly points: string
  readonly rating?: Bilingual
}

/** Results that were published, for everybody. */
export async function publishedResults(
  app: AppContext,
  org: string,
  year: ReportingYear,
): Promise<PublishedResult[]> {
  await app.units.refresh()
  const unit = app.units.find(org, year)
  const inside = new Set(
    app.units
      .tree(year)
      .subtree(unit.id)
      .map(({ id }) => id),
  )
  const runners = app.units
    .tree(year)
    .lineage(unit.id)
    .map(({ id }) => id)
  const results: PublishedResult[] = []
  const rounds = await asProgram(app, year, (tx) => listEvaluationRounds(tx, [...runners, ...inside], year))
  for (const round of rounds) {
    const view = await roundView(app, round)
    for (const evaluation of await everyEvaluation(app, round)) {
      const at = app.units.tree(year).unit(evaluation.org_unit_id)
      const result = storedResult(evaluation)
      if (evaluation.state !== 'published' || !at || !result || !inside.has(at.id)) continue
      // What concerns classes and students stays in the school.
      if (view.scheme.subject === 'class' || view.scheme.subject === 'student') continue
      results.push({
        evaluation: evaluation.id,
        round: view,
        org: orgRef(at),
        subjectName: evaluation.subject_name,
        points: result.points,
        ...(result.ratingName ? { rating: result.ratingName } : {}),
      })
    }
  }
  return results
}
