import { expect, test } from 'vitest'
import { wrapped } from './picture.ts'

test('Chinese breaks after any character, Latin words stay whole', () => {
  expect(wrapped('各校就业率都在百分之九十以上', 7)).toEqual(['各校就业率都在', '百分之九十以上'])
  expect(wrapped('Employment rate by school', 9)).toEqual(['Employment rate', 'by school'])
})

test('nothing of a text is lost when it is broken', () => {
  const text = '清远市 2017 年 Employment 就业率 98.90%，比上年上升 0.68 个百分点'
  expect(wrapped(text, 8).join('').replaceAll(' ', '')).toBe(text.replaceAll(' ', ''))
})

test('an empty text has no lines', () => {
  expect(wrapped('', 10)).toEqual([])
})
