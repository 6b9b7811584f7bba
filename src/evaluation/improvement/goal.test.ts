import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { decimal, known, MISSING } from '../../kernel/index.ts'
import { consequenceOf, isWarning, standingOf, type Target, type WatchedValue } from './goal.ts'

const atLeast = (target: string, year = 2018): Target => ({
  comparison: 'at_least',
  target: decimal(target),
  year,
  decimals: 1,
})
const values = (...texts: (string | undefined)[]): WatchedValue[] =>
  texts.map((text, index) => ({
    year: 2015 + index,
    observed: text === undefined ? MISSING : known(decimal(text)),
  }))
const state = (target: Target, ...texts: (string | undefined)[]) => standingOf(target, values(...texts)).state

describe('how a goal stands', () => {
  test('missed in the year that was to reach it', () => {
    expect(state(atLeast('85', 2017), '80', '82', '84')).toBe('missed')
  })

  test('below it in a year before: on the way where the line gets there, behind where it does not', () => {
    // 2015–2017 rise by 2 a year: 2019 is 88.
    expect(state(atLeast('88', 2019), '80', '82', '84')).toBe('on_way')
    expect(state(atLeast('88.1', 2019), '80', '82', '84')).toBe('behind')
  })

  test('met and falling towards the target is a warning before it is lost', () => {
    expect(state(atLeast('85'), '89', '87.5', '86')).toBe('slipping')
    expect(state(atLeast('85'), '86', '87.5', '89')).toBe('met')
  })

  test('the printed value decides, because that is what people see', () => {
    expect(state(atLeast('98.9', 2015), '98.86')).toBe('met')
    expect(state(atLeast('98.9', 2015), '98.84')).toBe('missed')
  })

  test('a target from above turns everything round', () => {
    const atMost: Target = { ...atLeast('20', 2017), comparison: 'at_most' }
    expect(state(atMost, '23', '22', '21')).toBe('missed')
    expect(state(atMost, '17', '18', '19.5')).toBe('slipping')
  })

  test('without a value nothing is claimed', () => {
    expect(state(atLeast('85'), undefined, undefined)).toBe('unknown')
    expect(isWarning('unknown')).toBe(false)
  })

  test('years without a value do not break the trend', () => {
    expect(standingOf(atLeast('85'), values('89', undefined, '86')).expected?.value.toFixed()).toBe('84.5')
  })
})

describe('what new data bring about', () => {
  test('a warning opens one problem, and the next data do not open it again', () => {
    const missed = standingOf(atLeast('85', 2017), values('80', '82', '84'))
    expect(consequenceOf(missed, undefined)).toEqual({ kind: 'open', because: 'missed' })
    expect(consequenceOf(missed, { isDone: false })).toEqual({ kind: 'none' })
    expect(consequenceOf(missed, { isDone: true })).toEqual({ kind: 'still_missed' })
  })

  test('a later value that meets the target closes the problem', () => {
    const met = standingOf(atLeast('85', 2017), values('80', '82', '86'))
    expect(consequenceOf(met, { isDone: false })).toEqual({ kind: 'close' })
  })

  test('missing data neither open nor close anything', () => {
    const unknown = standingOf(atLeast('85', 2017), values(undefined))
    expect(consequenceOf(unknown, undefined)).toEqual({ kind: 'none' })
    expect(consequenceOf(unknown, { isDone: true })).toEqual({ kind: 'none' })
  })

  test('nothing is opened and closed by the same data', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 1000 }), { minLength: 1, maxLength: 6 }),
        fc.integer({ min: 0, max: 1000 }),
        fc.integer({ min: 2015, max: 2021 }),
        (tenths, target, year) => {
          const standing = standingOf(
            { comparison: 'at_least', target: decimal(target).div(10), year, decimals: 1 },
            tenths.map((tenth, index) => ({ year: 2015 + index, observed: known(decimal(tenth).div(10)) })),
          )
          if (consequenceOf(standing, undefined).kind === 'open')
            expect(consequenceOf(standing, { isDone: false }).kind).not.toBe('close')
        },
      ),
    )
  })
})
