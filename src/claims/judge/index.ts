import type { ClaimKind, Draft, Judged } from './claim.ts'
import { ClaimIndex, hasDigitRepair, isFailing, type Repair, repairsOf, swapRepairs } from './repair.ts'
import { shiftRepairs } from './shifts.ts'
import { judge } from './verdict.ts'

export interface JudgedClaim extends Judged {
  readonly repairs: readonly Repair[]
}

/** Judges all claims of a text and looks for the smallest repairs of those that do not hold. */
export function judgeAll(drafts: readonly Draft[]): JudgedClaim[] {
  const judged = withoutConfirmed(
    withoutRivals(
      drafts.map((draft) => judge(draft) ?? openOrNear(draft)).filter((claim) => claim !== undefined),
    ),
  )
  const index = new ClaimIndex(judged)
  const swaps = new Map([...swapRepairs(judged, index), ...shiftRepairs(judged, index)])
  return judged.map((claim) => {
    if (!isFailing(claim)) return { ...claim, repairs: [] }
    const swap = swaps.get(claim)
    const others = repairsOf(claim, index)
    return {
      ...claim,
      repairs: swap
        ? [
            swap,
            ...others.filter((repair) => repair.mends > swap.mends),
            ...others.filter((repair) => repair.mends <= swap.mends),
          ].slice(0, 5)
        : others,
    }
  })
}

/** Kinds of claim that say what a number must be. */
const confirming: ReadonlySet<ClaimKind> = new Set(['share', 'sum', 'growth', 'change', 'mean', 'per_head'])

/** Two figures alike that both come out of their own numbers are two figures, and none a misprint of the other. */
function withoutConfirmed(claims: readonly Judged[]): Judged[] {
  const confirmed = new Set(
    claims
      .filter(({ verdict, draft }) => verdict === 'consistent' && confirming.has(draft.kind))
      .map(({ draft }) => draft.stated.quantity?.token),
  )
  return claims.filter(
    ({ draft, verdict }) =>
      draft.rule !== 'restatement.near' ||
      verdict === 'consistent' ||
      !draft.operands.every(({ quantity }) => confirmed.has(quantity.token)),
  )
}

const preference: readonly Judged['verdict'][] = [
  'consistent',
  'last_digit',
  'contradicted',
  'base_unclear',
  'unverifiable',
]

/** Kinds of which one stated number makes at most one claim. */
const rivalrous: ReadonlySet<ClaimKind> = new Set(['share', 'growth', 'change'])

/** Where two rules read one stated number as the same kind of claim, the reading that holds is the one meant. */
function withoutRivals(claims: readonly Judged[]): Judged[] {
  const best = new Map<string, Judged>()
  const keyOf = (claim: Judged) => {
    const stated = claim.draft.stated.quantity
    return stated && rivalrous.has(claim.draft.kind) ? `${claim.draft.kind} ${stated.token.id}` : undefined
  }
  for (const claim of claims) {
    const key = keyOf(claim)
    const known = key === undefined ? undefined : best.get(key)
    if (
      key !== undefined &&
      (!known || preference.indexOf(claim.verdict) < preference.indexOf(known.verdict))
    )
      best.set(key, claim)
  }
  return claims.filter((claim) => {
    const key = keyOf(claim)
    return key === undefined || best.get(key) === claim
  })
}

/** A loose claim that does not hold: a warning where one digit would explain it, else open, else no claim at all. */
function openOrNear(draft: Draft): Judged | undefined {
  const near = draft.nearMiss && draft.expression && isTelling(draft) && hasDigitRepair(draft)
  if (near)
    return judge({ ...draft, tie: 'likely', nearMiss: false, note: { code: 'near_miss' } }) ?? undefined
  if (!draft.fallback) return undefined
  return { draft, verdict: 'unverifiable', severity: 'none', computed: undefined, reason: draft.fallback }
}

/** Small numbers are one digit apart by nature: only a small gap between larger ones tells. */
function isTelling(draft: Draft): boolean {
  if (draft.operands.some((o) => o.quantity.frame.bound || o.quantity.token.more)) return false
  if (draft.complete) return true
  const digits = (text: string) => text.replace(/[-.]/g, '').replace(/^0+/, '').length
  const stated = draft.stated.quantity?.token.digits
  if (draft.kind === 'sum' || draft.kind === 'percent_sum') {
    if (draft.rule === 'sum.groups') return gapOfGroups(draft) <= 0.02
    const parts = draft.operands.filter((o) => o.role !== 'stated')
    const total = draft.stated.range.high.toNumber()
    const sum = parts.reduce((a, o) => a + o.quantity.size, 0)
    const gap = Math.abs(total - sum) / Math.max(1e-9, total)
    // 其中 leaves a list open: of a small whole the rest is soon one digit.
    if (draft.rule === 'sum.among') return parts.length >= 3 && stated !== undefined && digits(stated) >= 4
    const places = stated === undefined ? 4 : digits(stated)
    return parts.length >= 2 && (places >= 4 || gap <= (places === 3 ? 0.15 : 0.1))
  }
  if (draft.rule === 'restatement.change') return true
  return stated !== undefined && digits(stated) >= 3
}

function gapOfGroups(draft: Draft): number {
  const total = (role: 'part' | 'sibling') =>
    draft.operands.filter((o) => o.role === role).reduce((a, o) => a + o.quantity.size, 0)
  return Math.abs(total('part') - total('sibling')) / Math.max(1e-9, total('sibling'))
}
