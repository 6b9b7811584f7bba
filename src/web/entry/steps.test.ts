import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Contents, EMPTY } from './content.ts'
import { NO_STEPS, redone, type Steps, undone, withEnd, without, withStep } from './steps.ts'

const typed = (value: string | null) => ({ value, reason: null })
const cells = (values: Record<string, string | null>): Contents =>
  new Map(Object.entries(values).map(([key, value]) => [key, typed(value)]))

interface Desk {
  readonly steps: Steps
  readonly contents: Contents
}

const does = ({ steps, contents }: Desk, changes: Contents, typing?: string): Desk => ({
  steps: withStep(steps, contents, changes, typing),
  contents: new Map([...contents, ...changes]),
})

const goes = (desk: Desk, way: typeof undone): Desk => {
  const to = way(desk.steps)
  return to ? { steps: to.steps, contents: new Map([...desk.contents, ...to.cells]) } : desk
}

const shown = ({ contents }: Desk) =>
  Object.fromEntries(
    [...contents].filter(([, { value }]) => value !== null).map(([key, { value }]) => [key, value]),
  )

const nothing: Desk = { steps: NO_STEPS, contents: new Map() }

describe('the steps of a form', () => {
  test('keystrokes in one cell are one step', () => {
    let desk = does(nothing, cells({ a: '1' }), 'a')
    desk = does(desk, cells({ a: '12' }), 'a')
    expect(desk.steps.past).toHaveLength(1)
    expect(goes(desk, undone).contents.get('a')).toEqual(EMPTY)
  })

  test('after the cell was left, typing in it is another step', () => {
    const left = { ...does(nothing, cells({ a: '1' }), 'a') }
    const desk = does({ ...left, steps: withEnd(left.steps) }, cells({ a: '12' }), 'a')
    expect(shown(goes(desk, undone))).toEqual({ a: '1' })
  })

  test('what was typed and typed away again is no step', () => {
    const desk = does(does(nothing, cells({ a: '1' }), 'a'), cells({ a: null }), 'a')
    expect(desk.steps.past).toEqual([])
  })

  test('a cell that another has changed is not taken back', () => {
    const desk = does(nothing, cells({ a: '1', b: '2' }))
    const steps = without(desk.steps, new Set(['a']))
    expect(shown(goes({ ...desk, steps }, undone))).toEqual({ a: '1' })
  })

  test('taking back everything and doing it again comes to the same', () => {
    const key = fc.constantFrom('a', 'b', 'c')
    const value = fc.option(fc.constantFrom('1', '2', '3'))
    const change = fc.dictionary(key, value, { minKeys: 1, maxKeys: 3 })
    fc.assert(
      fc.property(fc.array(change, { maxLength: 20 }), (changes) => {
        let desk = nothing
        for (const values of changes) desk = does(desk, cells(values))
        const end = shown(desk)
        const { length } = desk.steps.past
        for (let step = 0; step < length; step += 1) desk = goes(desk, undone)
        expect(shown(desk)).toEqual({})
        for (let step = 0; step < length; step += 1) desk = goes(desk, redone)
        expect(shown(desk)).toEqual(end)
      }),
    )
  })
})
