import type { EvaluationParty } from '../../evaluation/index.ts'
import type { Authority } from '../perform.ts'
import type { LoadedEvaluation } from './load.ts'

/** Who whoever acts is in an evaluation. The program acts for whoever's turn it is. */
export function partyOf(
  { actor, grant }: Authority,
  { unit, round, assignments }: Pick<LoadedEvaluation, 'unit' | 'round' | 'assignments'>,
  wanted: EvaluationParty,
): EvaluationParty {
  switch (grant?.role) {
    case undefined:
      return wanted
    case 'school_leader':
    case 'school_clerk':
      // A school that runs its own round is bureau and unit in one.
      return round.org_unit_id === unit.id && wanted === 'bureau' ? 'bureau' : 'unit'
    case 'expert':
      return assignments.some(
        (own) => own.expert === actor.username && own.is_chief && own.state === 'active',
      )
        ? 'chief'
        : 'expert'
    default:
      return 'bureau'
  }
}

/** What is shown of whom: the bureau sees all, experts what is theirs and the self-assessment, the unit its own. */
export type Eye = 'bureau' | 'unit' | 'expert'

export function eyeOf({ actor, grant }: Authority): Eye {
  if (actor.kind === 'program') return 'bureau'
  switch (grant?.role) {
    case 'bureau_officer':
    case 'bureau_reviewer':
      return 'bureau'
    case 'expert':
      return 'expert'
    default:
      return 'unit'
  }
}
