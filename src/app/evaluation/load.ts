import type { Catalog, Scheme } from '../../catalog/index.ts'
import {
  type EvaluationState,
  evaluateSubject,
  type GivenMark,
  type Sheet,
  type SubjectInput,
  type View,
} from '../../evaluation/index.ts'
import { AppError, type OrgUnitInYear, type ReportingYear } from '../../kernel/index.ts'
import {
  acceptedHashes,
  listEvaluations,
  listEvidence,
  readAssignments,
  readEvaluation,
  readEvaluationRound,
  readMarks,
  type StoredAssignment,
  type StoredEvaluation,
  type StoredEvaluationRound,
  type StoredEvidence,
  type StoredMark,
  type Tx,
  withinScope,
} from '../../store/index.ts'
import type { AppContext } from '../context.ts'
import { schemeOf } from './catalog-of.ts'
import { schemeWorld } from './scheme-world.ts'
import type { Stepping } from './step.ts'
import {
  boundsOf,
  comparedValues,
  currentValues,
  type FrozenValues,
  frozenOf,
  observedValues,
} from './values.ts'

/** Everything that is on file of one evaluation, as far as the transaction may see it. */
export interface LoadedEvaluation {
  readonly unit: OrgUnitInYear
  readonly year: ReportingYear
  readonly round: StoredEvaluationRound
  readonly evaluation: StoredEvaluation
  readonly catalog: Catalog
  readonly scheme: Scheme
  readonly marks: readonly StoredMark[]
  readonly assignments: readonly StoredAssignment[]
  readonly evidence: readonly StoredEvidence[]
}

/** @throws AppError EVA-002 where the transaction does not see the evaluation */
export async function loadEvaluation(
  app: AppContext,
  tx: Tx,
  unit: OrgUnitInYear,
  id: string,
): Promise<LoadedEvaluation> {
  const evaluation = await readEvaluation(tx, unit.id, id)
  const round = evaluation && (await readEvaluationRound(tx, evaluation.round_unit_id, evaluation.round_id))
  if (!evaluation || !round) {
    throw new AppError('EVA-002', { kind_zh: '评价', kind_en: 'evaluation', id }, { kind: 'not_found' })
  }
  const { catalog, scheme } = await schemeOf(app, round)
  return {
    unit,
    year: evaluation.year,
    round,
    evaluation,
    catalog,
    scheme,
    marks: await readMarks(tx, unit.id, id),
    assignments: await readAssignments(tx, unit.id, id),
    evidence: await listEvidence(tx, unit.id, id),
  }
}

export function stepping({ unit, evaluation, round }: LoadedEvaluation): Stepping<EvaluationState> {
  return {
    unitId: unit.id,
    year: evaluation.year,
    id: evaluation.id,
    state: evaluation.state as EvaluationState,
    step: evaluation.step,
    title: `${round.title}：${evaluation.subject_name}`,
  }
}

/** Values of the leaves of some evaluations of one round: taken ones where they were, today's where not. */
export async function valuesOf(
  app: AppContext,
  round: StoredEvaluationRound,
  evaluations: readonly StoredEvaluation[],
  force = false,
): Promise<Map<string, FrozenValues>> {
  const { catalog, scheme } = await schemeOf(app, round)
  const values = new Map<string, FrozenValues>()
  const missing = evaluations.filter((evaluation) => {
    const frozen = force ? undefined : frozenOf(evaluation)
    if (frozen) values.set(evaluation.id, frozen)
    return frozen === undefined
  })
  if (missing.length > 0) {
    const ids = [...new Set(missing.map((evaluation) => evaluation.org_unit_id))]
    const world = await schemeWorld(app, catalog, scheme, ids, round.year)
    for (const { id, org_unit_id, subject_key } of missing)
      values.set(id, currentValues(world, scheme, { unitId: org_unit_id, key: subject_key }, round.year))
  }
  return values
}

/** What each evaluation of a round is scored from; marks are those given. */
export function inputsOf(
  scheme: Scheme,
  values: ReadonlyMap<string, FrozenValues>,
  marks: readonly StoredMark[],
  evidence: ReadonlyMap<string, ReadonlySet<string>>,
): Map<string, SubjectInput> {
  const compared = comparedValues(scheme, [...values.values()])
  const byEvaluation = Map.groupBy(marks, (mark) => mark.evaluation_id)
  return new Map(
    [...values].map(([id, own]) => {
      const given = byEvaluation.get(id) ?? []
      const input: SubjectInput = {
        values: observedValues(own),
        compared,
        bounds: boundsOf(own),
        evidence: evidence.get(id) ?? new Set(),
        marks: given.filter((mark) => mark.kind !== 'ruling').flatMap(givenMark(scheme)),
        rulings: new Map(
          given.flatMap((mark) =>
            mark.kind === 'ruling' && mark.mark !== null ? [[mark.criterion, mark.mark] as const] : [],
          ),
        ),
      }
      return [id, input] as const
    }),
  )
}

/** Marks on leaves; those on elements of a diagnosis are opinions and make no points. */
function givenMark(scheme: Scheme): (mark: StoredMark) => GivenMark[] {
  const leaves = new Set(scheme.leaves.map((leaf) => leaf.id))
  return ({ kind, assessor, criterion, mark }) =>
    mark === null || !leaves.has(criterion) ? [] : [{ kind, assessor, leaf: criterion, mark }]
}

/** The sheets of one evaluation, with the values of its whole round for comparison by rank. */
export async function sheetsOf(
  app: AppContext,
  loaded: LoadedEvaluation,
): Promise<{ values: FrozenValues; sheet: (view: View) => Sheet }> {
  const { round, evaluation, scheme, marks, evidence } = loaded
  const isRanked = scheme.leaves.some((leaf) => leaf.kind === 'computed' && leaf.score.function === 'rank')
  // Whoever sees one school alone is still compared with all of the round: accepted values are open to all.
  const all = isRanked ? await everyEvaluation(app, round) : []
  const others = all.filter((other) => other.id !== evaluation.id)
  const values = await valuesOf(app, round, [evaluation, ...others])
  const inputs = inputsOf(
    scheme,
    values,
    marks,
    new Map([[evaluation.id, new Set(evidence.map(({ part }) => part))]]),
  )
  const input = inputs.get(evaluation.id)
  if (!input) throw new Error(`the evaluation ${evaluation.id} has no input`)
  return {
    values: values.get(evaluation.id) ?? {},
    sheet: (view) => evaluateSubject(scheme, input, view),
  }
}

/** All evaluations of a round, whoever asks: for comparison and for counting, not for showing. */
export async function everyEvaluation(
  app: AppContext,
  round: StoredEvaluationRound,
): Promise<StoredEvaluation[]> {
  return withinScope(
    app.database.db,
    { units: 'all', year: round.year, mayWrite: false, role: 'program' },
    (tx) => listEvaluations(tx, round.id),
  )
}

/** Whether the return that values were taken from has changed since. */
export async function isStale(tx: Tx, evaluation: StoredEvaluation): Promise<boolean> {
  if (evaluation.content_hash === null) return false
  const hashes = await acceptedHashes(tx, [evaluation.org_unit_id], evaluation.year)
  return hashes.get(evaluation.org_unit_id) !== evaluation.content_hash
}
