import fc from 'fast-check'
import { expect, test } from 'vitest'
import { seededRandom, shuffled } from '../trust/random.ts'
import { type Candidate, drawExperts } from './draw.ts'

const candidate = (id: string, homeUnit: number | undefined, competences: string[]): Candidate => ({
  id,
  homeUnit,
  competences,
  avoids: [],
  isActive: true,
})

const pool = fc
  .array(
    fc.record({
      homeUnit: fc.option(fc.integer({ min: 1, max: 5 }), { nil: undefined }),
      competences: fc.subarray(['teaching', 'practice', 'management', 'industry']),
      avoids: fc.subarray([1, 2]),
      isActive: fc.boolean(),
    }),
    { maxLength: 30 },
  )
  .map((list) => list.map((expert, index) => ({ ...expert, id: `e${index}` })))

test('nobody judges the own school, a school of interest, or after leaving', () => {
  fc.assert(
    fc.property(pool, fc.integer({ min: 1, max: 5 }), fc.string(), (experts, unitId, seed) => {
      const result = drawExperts(experts, { unitId, size: 3, competences: ['teaching'], seed })
      if (!result.done) return
      const drawn = result.draw.drawn.map((id) => experts.find((expert) => expert.id === id))
      expect(drawn.length).toBe(3)
      expect(new Set(drawn).size).toBe(3)
      expect(drawn.some((expert) => expert?.competences.includes('teaching'))).toBe(true)
      for (const expert of drawn) {
        expect(expert?.isActive).toBe(true)
        expect(expert?.homeUnit).not.toBe(unitId)
        expect(expert?.avoids).not.toContain(unitId)
      }
    }),
  )
})

test('the seed alone decides, not the order of the list', () => {
  fc.assert(
    fc.property(pool, fc.string(), fc.string(), (experts, seed, other) => {
      const request = { unitId: 1, size: 3, competences: [], seed }
      expect(drawExperts(shuffled(experts, seededRandom(other)), request)).toEqual(
        drawExperts(experts, request),
      )
    }),
  )
})

test('too few experts are refused, with how many and of which field are missing', () => {
  const experts = [
    candidate('a', 1, ['teaching']),
    candidate('b', 2, ['practice']),
    candidate('c', undefined, []),
  ]
  expect(drawExperts(experts, { unitId: 1, size: 3, competences: ['teaching'], seed: 's' })).toEqual({
    done: false,
    short: 1,
    competences: ['teaching'],
  })
})
