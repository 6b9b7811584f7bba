import { describe, expect, test } from 'vitest'
import { readCatalog } from '../../catalog/files.ts'
import { elementsOf, schemeInForce } from '../../catalog/index.ts'
import { reviewersMark, reviewOf } from './review.ts'

const scheme = schemeInForce(readCatalog().catalog, 'teaching_diagnosis', 2017)
if (!scheme) throw new Error('the catalog has no scheme of diagnosis')
const elements = elementsOf(scheme).map(({ id }) => id)

/** A school that thinks well of itself, and reviewers who differ on the first so many elements. */
const differing = (count: number) =>
  reviewOf(
    scheme,
    new Map(elements.map((id) => [id, 'met'])),
    new Map(elements.map((id, index) => [id, index < count ? 'partly' : 'met'])),
  )

describe('the review of a self-diagnosis', () => {
  test('the tree has six items and sixteen elements', () => {
    expect(scheme.criteria.length).toBe(6)
    expect(elements.length).toBe(16)
  })

  test('the conclusion follows from the elements on which both agree', () => {
    expect(differing(3)).toMatchObject({ agreed: 13, conclusion: 'effective' })
    expect(differing(4)).toMatchObject({ agreed: 12, conclusion: 'improving' })
    expect(differing(5)).toMatchObject({ agreed: 11, conclusion: 'improving' })
    expect(differing(6)).toMatchObject({ agreed: 10, conclusion: 'abnormal' })
  })

  test('there is no conclusion while an element is still to be seen', () => {
    const self = new Map(elements.map((id) => [id, 'met']))
    expect(reviewOf(scheme, self, new Map([...self].slice(1))).conclusion).toBeUndefined()
  })

  test('of two middle opinions the stricter counts', () => {
    expect(reviewersMark(scheme, ['met', 'partly', 'met'])).toBe('met')
    expect(reviewersMark(scheme, ['met', 'missed'])).toBe('missed')
    expect(reviewersMark(scheme, [])).toBeUndefined()
  })
})
