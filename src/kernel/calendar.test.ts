import { expect, test } from 'vitest'
import { isCalendarDay } from './calendar.ts'

test.each(['2017-09-01', '2016-02-29', '2000-02-29', '2017-12-31'])('%s is a day', (text) => {
  expect(isCalendarDay(text)).toBe(true)
})

test.each([
  '2017-02-29',
  '1900-02-29',
  '2017-04-31',
  '2017-00-10',
  '2017-13-01',
  '2017-01-00',
  '2017-9-1',
  '',
])('%s is no day', (text) => {
  expect(isCalendarDay(text)).toBe(false)
})

test('the calendar of a century agrees with the program’s own', () => {
  for (let day = Date.UTC(1950, 0, 1); day < Date.UTC(2050, 0, 1); day += 86_400_000) {
    const text = new Date(day).toISOString().slice(0, 10)
    if (!isCalendarDay(text)) expect.fail(`${text} was not known`)
  }
})
