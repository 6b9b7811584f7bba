import { expect, test } from 'vitest'
import { isValidIdNumber, isValidPhone } from '../checks/index.ts'
import { dayAfterSeptember, inventedIdNumber, inventedName, inventedPhone } from './people.ts'
import { Dice } from './random.ts'

test('an invented identity number is well-formed and belongs to no place', () => {
  const number = inventedIdNumber(101, '2001-03-18', 4, '2')
  expect(isValidIdNumber(number)).toBe(true)
  expect(number.startsWith('99')).toBe(true)
  // The seventeenth digit is even for women.
  expect(Number(number.charAt(16)) % 2).toBe(0)
})

test('men and women of one day and place have different numbers', () => {
  const numbers = [0, 1, 2].flatMap((order) =>
    ['1', '2'].map((sex) => inventedIdNumber(101, '2001-03-18', order, sex)),
  )
  expect(new Set(numbers).size).toBe(6)
})

test('an invented telephone number is well-formed and of no operator', () => {
  const phone = inventedPhone(new Dice('x'), 7)
  expect(isValidPhone(phone)).toBe(true)
  expect(phone.startsWith('100')).toBe(true)
})

test('names end in a pair of the sixty-year calendar', () => {
  expect(inventedName(new Dice('x'), 3)).toMatch(/^.[甲乙丙丁戊己庚辛壬癸][子丑寅卯辰巳午未申酉戌亥]$/)
})

test('days are counted from the first of September', () => {
  expect(dayAfterSeptember(2016, 0)).toBe('2016-09-01')
  expect(dayAfterSeptember(2016, 364)).toBe('2017-08-31')
})
