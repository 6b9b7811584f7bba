import { elementsOf, type Scheme } from '../../catalog/index.ts'

/** One element as the school sees it and as the reviewers see it. */
export interface ElementReview {
  readonly element: string
  readonly self: string | undefined
  readonly review: string | undefined
  readonly agrees: boolean | undefined
}

export interface Review {
  readonly elements: readonly ElementReview[]
  /** Elements on which school and reviewers agree. */
  readonly agreed: number
  readonly total: number
  /** Id of the conclusion; undefined while an element is still to be seen. */
  readonly conclusion: string | undefined
}

/**
 * The review of a self-diagnosis: its conclusion follows from how many elements the reviewers see as the school does,
 * by the bounds that the scheme sets.
 */
export function reviewOf(
  scheme: Scheme,
  self: ReadonlyMap<string, string>,
  review: ReadonlyMap<string, string>,
): Review {
  const elements = elementsOf(scheme).map(({ id }): ElementReview => {
    const own = self.get(id)
    const seen = review.get(id)
    return {
      element: id,
      self: own,
      review: seen,
      agrees: own === undefined || seen === undefined ? undefined : own === seen,
    }
  })
  const agreed = elements.filter(({ agrees }) => agrees === true).length
  const isComplete = elements.every(({ agrees }) => agrees !== undefined)
  return {
    elements,
    agreed,
    total: elements.length,
    conclusion: isComplete
      ? scheme.review?.conclusions.find((conclusion) => agreed >= conclusion.at_least)?.id
      : undefined,
  }
}

/** The mark that several reviewers come to on an element: the middle one, of two middle ones the stricter. */
export function reviewersMark(scheme: Scheme, marks: readonly string[]): string | undefined {
  const order = scheme.marks.map(({ id }) => id)
  const places = marks
    .map((mark) => order.indexOf(mark))
    .filter((place) => place >= 0)
    .sort((a, b) => a - b)
  return order[places[Math.floor(places.length / 2)] ?? -1]
}
