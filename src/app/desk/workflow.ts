import { AppError } from '../../kernel/index.ts'
import type { SubmissionState } from '../../store/index.ts'
import type { Action } from '../permissions.ts'

export interface Transition {
  readonly from: readonly SubmissionState[]
  readonly to: SubmissionState
  readonly action: Action
  /** Whether it has to say why. */
  readonly needsReason: boolean
}

/** The life of a return: draft → submitted → (returned) → accepted → locked. */
export const transitions = {
  submit: { from: ['draft', 'returned'], to: 'submitted', action: 'submission.submit', needsReason: false },
  withdraw: { from: ['submitted'], to: 'draft', action: 'submission.withdraw', needsReason: false },
  send_back: { from: ['submitted'], to: 'returned', action: 'submission.send_back', needsReason: false },
  accept: { from: ['submitted'], to: 'accepted', action: 'submission.accept', needsReason: false },
  reopen: { from: ['accepted'], to: 'returned', action: 'submission.reopen', needsReason: true },
  lock: { from: ['accepted'], to: 'locked', action: 'submission.lock', needsReason: false },
} as const satisfies Record<string, Transition>

export type TransitionName = keyof typeof transitions

/** Where cells and rows can be changed. */
export const OPEN_STATES: readonly SubmissionState[] = ['draft', 'returned']

/** @throws AppError SUB-001 where the return is not in a state from which this leads on */
export function requireFrom(name: TransitionName, state: SubmissionState): void {
  const { from }: Transition = transitions[name]
  if (!from.includes(state)) throw new AppError('SUB-001', { state, step: name }, { kind: 'conflict' })
}

/** The steps that lead on from a state. */
export function stepsFrom(state: SubmissionState): TransitionName[] {
  const names = Object.keys(transitions) as TransitionName[]
  return names.filter((name) => (transitions[name] as Transition).from.includes(state))
}
