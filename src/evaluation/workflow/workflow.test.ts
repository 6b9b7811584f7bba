import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { applicationWorkflow } from './application.ts'
import { evaluationWorkflow } from './evaluation.ts'
import { problemWorkflow } from './improvement.ts'
import { nextActions, replay, type TrailEntry, takeStep, type Workflow } from './workflow.ts'

const workflows: readonly (readonly [string, Workflow])[] = [
  ['evaluation', evaluationWorkflow],
  ['problem', problemWorkflow],
  ['application', applicationWorkflow],
]

describe.each(workflows)('the procedure of an %s', (_, workflow) => {
  const actions = Object.keys(workflow.transitions)
  const parties = [...new Set(Object.values(workflow.transitions).flatMap(({ by }) => by))]
  const conditions = Object.keys(workflow.conditions)
  const attempt = fc.record({
    action: fc.constantFrom(...actions),
    party: fc.constantFrom(...parties),
    met: fc.subarray(conditions),
  })

  /** Takes whatever attempts are possible, one after the other, and keeps their trail. */
  function run(attempts: readonly { action: string; party: string; met: readonly string[] }[]) {
    let state = workflow.initial
    const trail: TrailEntry[] = []
    for (const { action, party, met } of attempts) {
      const taken = takeStep(
        workflow,
        state,
        action,
        party,
        Object.fromEntries(met.map((name) => [name, true])),
      )
      if (!taken.done) continue
      trail.push({ action, party })
      state = taken.state
    }
    return { state, trail }
  }

  test('replaying the trail gives the state', () => {
    fc.assert(
      fc.property(fc.array(attempt, { maxLength: 60 }), (attempts) => {
        const { state, trail } = run(attempts)
        expect(replay(workflow, trail)).toBe(state)
      }),
    )
  })

  test('no step is taken by the wrong party, from the wrong state or without its conditions', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...Object.keys(workflow.states)),
        attempt,
        (state, { action, party, met }) => {
          const transition = workflow.transitions[action]
          if (!transition) throw new Error(action)
          const allowed =
            transition.from.includes(state) &&
            transition.by.includes(party) &&
            (transition.when ?? []).every((condition) => met.includes(condition))
          const taken = takeStep(
            workflow,
            state,
            action,
            party,
            Object.fromEntries(met.map((name) => [name, true])),
          )
          expect(taken.done).toBe(allowed)
          expect(nextActions(workflow, state, party).includes(action)).toBe(
            transition.from.includes(state) && transition.by.includes(party),
          )
        },
      ),
    )
  })

  test('every state can be reached', () => {
    const reached = new Set([workflow.initial])
    for (let size = -1; size !== reached.size; ) {
      size = reached.size
      for (const { from, to } of Object.values(workflow.transitions)) {
        if (to !== undefined && from.some((state) => reached.has(state))) reached.add(to)
      }
    }
    expect([...reached].sort()).toEqual(Object.keys(workflow.states).sort())
  })
})

test('an application is filed only after every step before it, in this order', () => {
  const passed = ['submitted', 'complete', 'panel', 'reviewed', 'noticed', 'approved']
  fc.assert(
    fc.property(
      fc.array(
        fc.record({
          action: fc.constantFrom(...(Object.keys(applicationWorkflow.transitions) as never[])),
          party: fc.constantFrom('school', 'bureau', 'public') as fc.Arbitrary<never>,
        }),
        { maxLength: 200 },
      ),
      (attempts) => {
        const everything = Object.fromEntries(
          Object.keys(applicationWorkflow.conditions).map((condition) => [condition, true]),
        )
        let state: string = applicationWorkflow.initial
        const seen: string[] = []
        for (const { action, party } of attempts) {
          const taken = takeStep(applicationWorkflow, state as never, action, party, everything)
          if (!taken.done) continue
          if (taken.state !== state) seen.push(taken.state)
          state = taken.state
        }
        if (state !== 'filed') return
        const last = passed.map((step) => seen.lastIndexOf(step))
        expect(last.every((at, index) => at >= 0 && at > (last[index - 1] ?? -1))).toBe(true)
      },
    ),
    { numRuns: 300 },
  )
})

test('a trail that skips a step is refused', () => {
  expect(() => replay(applicationWorkflow, [{ action: 'approve', party: 'bureau' }])).toThrow()
})

test('a controlled programme does not reach the panel without the competent department', () => {
  expect(takeStep(applicationWorkflow, 'complete', 'convene', 'bureau', { experts_drawn: true })).toEqual({
    done: false,
    refusal: { reason: 'condition', condition: 'opinion_given' },
  })
})

test('a problem that an indicator opened is not closed by hand', () => {
  expect(takeStep(problemWorkflow, 'done', 'close', 'bureau', { reason_written: true })).toMatchObject({
    done: false,
    refusal: { condition: 'no_indicator' },
  })
  expect(takeStep(problemWorkflow, 'open', 'waive', 'unit', { reason_written: true })).toMatchObject({
    done: false,
    refusal: { reason: 'party' },
  })
})
