import type { Bilingual } from '../../kernel/index.ts'

/**
 * One step of a procedure: from which states, to which, by whom, under which conditions. What is no row of the table
 * cannot happen; so nothing skips a step.
 */
export interface Transition<State extends string, Party extends string, Condition extends string> {
  readonly from: readonly State[]
  /** Absent where the step changes what is on file and not where things stand. */
  readonly to?: State
  readonly by: readonly Party[]
  readonly when?: readonly Condition[]
  readonly name: Bilingual
}

export interface Workflow<
  State extends string = string,
  Action extends string = string,
  Party extends string = string,
  Condition extends string = string,
> {
  readonly initial: State
  readonly states: Readonly<Record<State, Bilingual>>
  readonly transitions: Readonly<Record<Action, Transition<State, Party, Condition>>>
  /** What a condition asks, as the refusal says it. */
  readonly conditions: Readonly<Record<Condition, Bilingual>>
}

/** Why a step is not possible. */
export type StepRefusal<State extends string, Party extends string, Condition extends string> =
  | { readonly reason: 'state'; readonly state: State; readonly from: readonly State[] }
  | { readonly reason: 'party'; readonly party: Party; readonly by: readonly Party[] }
  | { readonly reason: 'condition'; readonly condition: Condition }

export type Step<State extends string, Party extends string, Condition extends string> =
  | { readonly done: true; readonly state: State }
  | { readonly done: false; readonly refusal: StepRefusal<State, Party, Condition> }

/** Takes a step, or says why not. A condition that nobody vouches for does not hold. */
export function takeStep<S extends string, A extends string, P extends string, C extends string>(
  workflow: Workflow<S, A, P, C>,
  state: S,
  action: A,
  party: P,
  holds: Partial<Record<C, boolean>> = {},
): Step<S, P, C> {
  const transition = workflow.transitions[action]
  if (!transition.from.includes(state))
    return { done: false, refusal: { reason: 'state', state, from: transition.from } }
  if (!transition.by.includes(party))
    return { done: false, refusal: { reason: 'party', party, by: transition.by } }
  const unmet = transition.when?.find((condition) => holds[condition] !== true)
  if (unmet !== undefined) return { done: false, refusal: { reason: 'condition', condition: unmet } }
  return { done: true, state: transition.to ?? state }
}

/** A step as the trail keeps it. */
export interface TrailEntry<Action extends string = string, Party extends string = string> {
  readonly action: Action
  readonly party: Party
}

/**
 * The state that a trail leads to. Conditions were met when the steps were taken and are not asked again.
 * @throws Error where a step of the trail was not possible: the trail is not one of this procedure
 */
export function replay<S extends string, A extends string, P extends string, C extends string>(
  workflow: Workflow<S, A, P, C>,
  trail: readonly TrailEntry<A, P>[],
): S {
  return trail.reduce<S>((state, { action, party }) => {
    const transition = workflow.transitions[action]
    const taken = takeStep(workflow, state, action, party, all(transition.when ?? []))
    if (!taken.done)
      throw new Error(`the trail holds ${action} by ${party} in ${state}, which is not possible`)
    return taken.state
  }, workflow.initial)
}

/** What a party may do next, conditions aside. */
export function nextActions<S extends string, A extends string, P extends string, C extends string>(
  workflow: Workflow<S, A, P, C>,
  state: S,
  party: P,
): A[] {
  return (Object.keys(workflow.transitions) as A[]).filter((action) => {
    const { from, by } = workflow.transitions[action]
    return from.includes(state) && by.includes(party)
  })
}

function all<C extends string>(conditions: readonly C[]): Partial<Record<C, boolean>> {
  return Object.fromEntries(conditions.map((condition) => [condition, true])) as Partial<Record<C, boolean>>
}
