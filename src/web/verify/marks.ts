import type { SeverityName, VerifiedClaim, VerifiedText } from '../../http/contract/verify.ts'

/** A number of the text that claims use. */
export interface Mark {
  readonly start: number
  readonly end: number
  readonly claims: readonly VerifiedClaim[]
  /** The weightiest of its claims. */
  readonly severity: SeverityName
  /** None of its claims can be recomputed. */
  readonly isOpen: boolean
}

export type Piece = string | Mark

const weights: readonly SeverityName[] = ['error', 'warning', 'info', 'none']

/** Findings first by weight, then by place, as a reader goes through them. */
export function byWeight(claims: readonly VerifiedClaim[]): VerifiedClaim[] {
  return [...claims].sort(
    (a, b) => weights.indexOf(a.severity) - weights.indexOf(b.severity) || a.start - b.start,
  )
}

/** The numbers that claims use, in the order of the text; where two overlap, the earlier and longer one stays. */
export function marksOf(claims: VerifiedText['claims']): Mark[] {
  const byStart = new Map<number, { end: number; claims: VerifiedClaim[] }>()
  for (const claim of claims) {
    const own = claim.operands.filter(({ from }) => from === undefined)
    // A claim without numbers of its own, as a direction may be, is marked by its words.
    const places = own.length > 0 ? own : claim.spans.slice(-1).map(([start, end]) => ({ start, end }))
    for (const { start, end } of places) {
      const known = byStart.get(start)
      if (!known) byStart.set(start, { end, claims: [claim] })
      else {
        known.end = Math.max(known.end, end)
        if (!known.claims.includes(claim)) known.claims.push(claim)
      }
    }
  }
  const marks: Mark[] = []
  for (const [start, { end, claims: using }] of [...byStart].sort(([a], [b]) => a - b)) {
    if (start < (marks.at(-1)?.end ?? 0)) continue
    const sorted = byWeight(using)
    marks.push({
      start,
      end,
      claims: sorted,
      severity: sorted[0]?.severity ?? 'none',
      isOpen: using.every(({ verdict }) => verdict === 'unverifiable'),
    })
  }
  return marks
}

/** A stretch of the text as plain pieces and marks. Line breaks inside it were the page's, not the author's. */
export function piecesOf(text: string, start: number, end: number, marks: readonly Mark[]): Piece[] {
  const pieces: Piece[] = []
  let at = start
  for (let index = firstFrom(marks, start); index < marks.length; index++) {
    const mark = marks[index]
    if (!mark || mark.start >= end) break
    if (mark.start > at) pieces.push(unbroken(text.slice(at, mark.start)))
    pieces.push(mark)
    at = Math.min(end, mark.end)
  }
  if (at < end) pieces.push(unbroken(text.slice(at, end)))
  return pieces
}

export function unbroken(text: string): string {
  return text.replace(/\s*\n\s*/g, '')
}

function firstFrom(marks: readonly Mark[], start: number): number {
  let low = 0
  let high = marks.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((marks[middle]?.start ?? 0) < start) low = middle + 1
    else high = middle
  }
  return low
}
