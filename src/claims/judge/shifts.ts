import type { Judged } from './claim.ts'
import { type Change, type ClaimIndex, changedRange, effect, isFailing, type Repair } from './repair.ts'
import { fitWith } from './verdict.ts'

/**
 * Values of one list that all fail where they stand and all hold once the list is turned by some places: 「分别为a、b、c」
 * whose names stand in another order.
 */
export function shiftRepairs(claims: readonly Judged[], index: ClaimIndex): Map<Judged, Repair> {
  const found = new Map<Judged, Repair>()
  for (const list of listsOf(claims)) {
    const tokens = list
      .map((claim) => claim.draft.stated.quantity?.token)
      .filter((token) => token !== undefined)
    for (let turn = 1; turn < tokens.length; turn++) {
      const changes: Change[] = tokens.map((token, at) => ({
        token,
        from: token.digits,
        to: tokens[(at + turn) % tokens.length]?.digits ?? token.digits,
      }))
      const range = changedRange(changes)
      if (!list.every((claim) => (fitWith(claim.draft, range) ?? 'apart') !== 'apart')) continue
      for (const [at, claim] of list.entries()) {
        const own = changes[at]
        const others = changes.filter((change) => change !== own)
        found.set(claim, {
          kind: 'shifted_list',
          changes: own ? [own, ...others] : others,
          ...effect(changes, claim.draft, index),
        })
      }
      break
    }
  }
  return found
}

/** Runs of three or more failing claims of one kind whose stated numbers follow each other in one clause. */
function listsOf(claims: readonly Judged[]): Judged[][] {
  const failing = claims
    .filter((claim) => isFailing(claim) && claim.draft.stated.quantity)
    .sort((a, b) => idOf(a) - idOf(b))
  const lists: Judged[][] = []
  for (const claim of failing) {
    const list = lists.at(-1)
    const last = list?.at(-1)
    const follows =
      last &&
      last.draft.kind === claim.draft.kind &&
      idOf(claim) === idOf(last) + 1 &&
      claim.draft.stated.quantity?.clause.index === last.draft.stated.quantity?.clause.index
    if (list && follows) list.push(claim)
    else lists.push([claim])
  }
  return lists.filter((list) => list.length >= 3)
}

function idOf(claim: Judged): number {
  return claim.draft.stated.quantity?.id ?? -1
}
