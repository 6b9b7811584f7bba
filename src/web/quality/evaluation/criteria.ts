import type { CriterionNode } from '../../../http/contract/evaluation.ts'

/** What is scored, in the order of the scheme. */
export function leavesOf(criteria: readonly CriterionNode[]): CriterionNode[] {
  return criteria.flatMap((one) => (one.kind === 'branch' ? leavesOf(one.criteria) : [one]))
}

/** A criterion anywhere in the tree. */
export function criterionOf(criteria: readonly CriterionNode[], id: string): CriterionNode | undefined {
  for (const one of criteria) {
    const found = one.id === id ? one : criterionOf(one.criteria, id)
    if (found) return found
  }
  return undefined
}

/** Whose marks are given on the page. */
export type Marking = 'self' | 'expert'

/** What whoever reads the sheet has said about a criterion so far. */
export function ownMark(criterion: CriterionNode, marking: Marking) {
  return criterion.marks.find(({ kind }) => kind === marking)
}

/** Whether a mark is to be picked: the school proves with files what experts say is there. */
export function picksMark(criterion: CriterionNode, marking: Marking): boolean {
  return criterion.mayMark && (marking === 'expert' || criterion.kind !== 'evidence')
}

/** Whether nothing is left to say about a criterion. */
export function isAnswered(criterion: CriterionNode, marking: Marking): boolean {
  if (marking === 'self' && criterion.kind === 'evidence') return criterion.evidence.length > 0
  return (ownMark(criterion, marking)?.mark ?? null) !== null
}

/** Exact points without zeros at the end of the fraction: `32.50` as `32.5`. */
export function shortPoints(points: string): string {
  return points.includes('.') ? points.replace(/\.?0+$/, '') : points
}
