import { type ProblemState, problemWorkflow } from '../../evaluation/index.ts'
import { decimal, printed } from '../../kernel/index.ts'
import {
  changeProblem,
  listProblems,
  readEvaluation,
  readEvaluationRound,
  type Tx,
} from '../../store/index.ts'
import { programActor } from '../actor.ts'
import type { AppContext } from '../context.ts'
import type { LoadedEvaluation } from './load.ts'
import type { StoredResult } from './result-of.ts'
import { stepOn } from './step.ts'

/** A criterion that earned less than this share of its weight, in per cent, may open a problem; from there on it closes one. */
export const CRITERION_MET = 80

/** Closes the problems that a criterion of an earlier evaluation opened and that this result meets. */
export async function closeMetCriteria(
  app: AppContext,
  tx: Tx,
  { unit, year, evaluation, round, scheme }: LoadedEvaluation,
  result: StoredResult,
): Promise<void> {
  for (const problem of await listProblems(tx, [unit.id], { onlyOpen: true })) {
    if (
      problem.opened_by !== 'criterion' ||
      problem.evaluation_id === null ||
      problem.evaluation_id === evaluation.id
    )
      continue
    const opening = await readEvaluation(tx, unit.id, problem.evaluation_id)
    const earlier = opening && (await readEvaluationRound(tx, opening.round_unit_id, opening.round_id))
    if (
      earlier?.scheme !== round.scheme ||
      opening?.subject_key !== evaluation.subject_key ||
      opening.year > year
    )
      continue
    const leaf = scheme.leaves.find((candidate) => candidate.id === problem.criterion)
    const told = leaf && result.byCriterion[leaf.id]
    if (!leaf || told?.state !== 'scored') continue
    const share = decimal(told.points).times(100).div(leaf.weight)
    if (share.lt(CRITERION_MET)) continue
    await stepOn(app, tx, programActor('evaluation'), {
      procedure: 'problem',
      workflow: problemWorkflow,
      object: {
        unitId: unit.id,
        year: problem.year,
        id: problem.id,
        state: problem.state as ProblemState,
        step: problem.step,
        title: problem.title,
      },
      action: 'recheck_met',
      party: 'platform',
      holds: { later_value_meets: true },
      details: { evaluation: evaluation.id, share: printed(share, 1) },
    })
    await changeProblem(tx, unit.id, problem.id, {
      closed_value: printed(share, 1),
      closed_year: year,
      closed_at: app.clock(),
    })
  }
}
