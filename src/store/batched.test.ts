import { expect, test } from 'vitest'
import { Batched } from './batched.ts'

test('what is asked while a question is on its way goes together into the next one, never into one that began before', async () => {
  const questions: (readonly string[])[] = []
  let stored = 1
  const batched = new Batched<string, string>(async (keys) => {
    questions.push(keys)
    const now = stored
    await new Promise((resolve) => setImmediate(resolve))
    return new Map(keys.filter((key) => key !== 'nobody').map((key) => [key, `${key}${now}`]))
  })
  const first = batched.get('a')
  stored = 2
  const later = ['b', 'a', 'b', 'nobody'].map((key) => batched.get(key))
  expect(await first).toBe('a1')
  expect(await Promise.all(later)).toEqual(['b2', 'a2', 'b2', undefined])
  expect(questions).toEqual([['a'], ['b', 'a', 'nobody']])
})

test('a question that fails fails for those who asked it, and the next one is asked all the same', async () => {
  let isDown = true
  const batched = new Batched<string, string>(async (keys) => {
    await new Promise((resolve) => setImmediate(resolve))
    if (isDown) throw new Error('the database is away')
    return new Map(keys.map((key) => [key, key]))
  })
  await expect(batched.get('a')).rejects.toThrow('away')
  isDown = false
  expect(await batched.get('a')).toBe('a')
})

test('a question holds no more than it may; those left over are asked next, in the order in which they came', async () => {
  const questions: (readonly number[])[] = []
  const batched = new Batched<number, number>(async (keys) => {
    questions.push(keys)
    await new Promise((resolve) => setImmediate(resolve))
    return new Map(keys.map((key) => [key, -key]))
  }, 2)
  expect(await Promise.all([1, 2, 3, 4].map((key) => batched.get(key)))).toEqual([-1, -2, -3, -4])
  expect(questions).toEqual([[1], [2, 3], [4]])
})
