import { expect, test } from 'vitest'
import { grouped } from './numbers.ts'

test('digits are grouped in threes before the point and left alone behind it', () => {
  expect(grouped('30930')).toBe('30,930')
  expect(grouped('9738.12345')).toBe('9,738.12345')
  expect(grouped('999')).toBe('999')
  expect(grouped('1234567')).toBe('1,234,567')
})

test('a negative number has a minus sign, not a hyphen', () => {
  expect(grouped('-1200.5')).toBe('−1,200.5')
})

test('what is no number stays as it is', () => {
  expect(grouped('未报')).toBe('未报')
})
