import fc from 'fast-check'
import { expect, test } from 'vitest'
import { allocate, apportion, deal, mark } from './apportion.ts'
import { Dice } from './random.ts'

const sum = (values: readonly number[]) => values.reduce((all, value) => all + value, 0)
const sizes = fc.array(fc.nat(500), { minLength: 1, maxLength: 14 })

test('parts add up to the total, and none exceeds its cap', () => {
  fc.assert(
    fc.property(
      sizes,
      fc.array(fc.double({ min: 0, max: 9, noNaN: true }), { maxLength: 14 }),
      fc.nat(100),
      (caps, noise, percent) => {
        const total = Math.floor((sum(caps) * percent) / 100)
        const weights = caps.map((cap, index) => cap * (noise[index] ?? 1))
        const parts = apportion(total, weights, caps)
        expect(sum(parts)).toBe(total)
        parts.forEach((part, index) => {
          expect(part).toBeLessThanOrEqual(caps[index] ?? 0)
          expect(part).toBeGreaterThanOrEqual(0)
          expect(Number.isInteger(part)).toBe(true)
        })
      },
    ),
  )
})

test('without caps, a part is within one of its quota', () => {
  expect(apportion(10, [1, 1, 1])).toEqual([4, 3, 3])
  expect(apportion(100, [50, 30, 20])).toEqual([50, 30, 20])
})

test('a total that does not fit is refused', () => {
  expect(() => apportion(10, [1, 1], [4, 5])).toThrow(RangeError)
})

test('categories add up to their totals in every direction', () => {
  fc.assert(
    fc.property(
      sizes,
      fc.array(fc.nat(100), { minLength: 1, maxLength: 5 }),
      fc.string(),
      (parts, shares, seed) => {
        const people = sum(parts)
        const counts = apportion(
          people,
          shares.map((share) => share + 1),
        )
        const totals = Object.fromEntries(counts.map((count, index) => [`c${index}`, count]))
        const dice = new Dice(seed)
        const dealt = allocate(totals, parts, (category, part) => dice.of(category).factor(part, 0.5))
        dealt.forEach((part, index) => {
          expect(sum(Object.values(part))).toBe(parts[index])
        })
        for (const [category, total] of Object.entries(totals))
          expect(sum(dealt.map((part) => part[category] ?? 0))).toBe(total)
      },
    ),
  )
})

test('who stands first stays first when more are marked', () => {
  const members = Array.from({ length: 60 }, (_, index) => index)
  const dice = new Dice('degree')
  const few = mark(10, members, dice)
  const many = mark(25, members, dice)
  members.forEach((_, index) => {
    if (few[index]) expect(many[index]).toBe(true)
  })
})

test('dealing more or fewer cards than members is refused', () => {
  expect(() => deal({ a: 2 }, [1, 2, 3], new Dice('x'))).toThrow(RangeError)
})
