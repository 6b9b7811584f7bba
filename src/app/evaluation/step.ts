import { type StepRefusal, takeStep, type Workflow } from '../../evaluation/index.ts'
import { AppError, type Bilingual } from '../../kernel/index.ts'
import { appendStep, moveTo, type Procedure, type Tx } from '../../store/index.ts'
import { type Actor, signature } from '../actor.ts'
import type { AppContext } from '../context.ts'

/** An object of a procedure: where it belongs and where it stands. */
export interface Stepping<S extends string> {
  readonly unitId: number
  readonly year: number
  readonly id: string
  readonly state: S
  readonly step: number
  /** As refusals call it. */
  readonly title: string
}

export interface StepRequest<S extends string, A extends string, P extends string, C extends string> {
  readonly procedure: Procedure
  readonly workflow: Workflow<S, A, P, C>
  readonly object: Stepping<S>
  readonly action: A
  readonly party: P
  /** Conditions that hold; what is still wanting where one does not, in words. */
  readonly holds?: Partial<Record<C, boolean>>
  readonly wanting?: Partial<Record<C, Bilingual>>
  readonly details?: unknown
}

const tables = { evaluation: 'evaluation', problem: 'problem', application: 'programme_application' } as const

/**
 * Takes a step of a procedure: state and trail change together or not at all.
 * @throws AppError WFL-001 wrong state, WFL-002 not this party's step, WFL-003 a condition is wanting, WFL-004 somebody
 * was quicker
 */
export async function stepOn<S extends string, A extends string, P extends string, C extends string>(
  app: AppContext,
  tx: Tx,
  actor: Actor,
  request: StepRequest<S, A, P, C>,
): Promise<Stepping<S>> {
  const { workflow, object, action, party } = request
  const taken = takeStep(workflow, object.state, action, party, request.holds)
  if (!taken.done) throw refusalOf(request, taken.refusal)
  await moveTo(tx, tables[request.procedure], object, taken.state)
  await appendStep(tx, {
    unitId: object.unitId,
    year: object.year,
    procedure: request.procedure,
    objectId: object.id,
    step: object.step + 1,
    action,
    party,
    state: taken.state,
    actor: actor.username,
    actorName: signature(actor),
    at: app.clock(),
    details: request.details ?? {},
  })
  return { ...object, state: taken.state, step: object.step + 1 }
}

function refusalOf<S extends string, A extends string, P extends string, C extends string>(
  { workflow, object, action, wanting }: StepRequest<S, A, P, C>,
  refusal: StepRefusal<S, P, C>,
): AppError {
  const { name } = workflow.transitions[action]
  const about = { object: object.title, action_zh: name.zh, action_en: name.en }
  switch (refusal.reason) {
    case 'state': {
      const now = workflow.states[refusal.state]
      const list = (language: 'zh' | 'en') =>
        refusal.from.map((state) => workflow.states[state][language]).join(language === 'zh' ? '、' : ', ')
      return new AppError('WFL-001', {
        ...about,
        state_zh: now.zh,
        state_en: now.en,
        from_zh: list('zh'),
        from_en: list('en'),
      })
    }
    case 'party':
      return new AppError('WFL-002', about, { kind: 'forbidden' })
    case 'condition': {
      const condition = workflow.conditions[refusal.condition]
      const more = wanting?.[refusal.condition]
      return new AppError('WFL-003', {
        ...about,
        condition: refusal.condition,
        condition_zh: condition.zh,
        condition_en: condition.en,
        wanting_zh: more ? `${more.zh}。` : '',
        wanting_en: more ? ` ${more.en}.` : '',
      })
    }
  }
}
