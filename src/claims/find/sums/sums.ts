import type { Draft } from '../../judge/claim.ts'
import type { Context } from '../context.ts'
import type { ShareGroup } from '../shares/share-groups.ts'
import { blockTotals } from './block-totals.ts'
import { distantTotals, employmentShares, employmentTotals } from './distant-totals.ts'
import { followingTotals } from './following-totals.ts'
import { innerSums } from './inner-among.ts'
import { closingTotals, lineTotals } from './list-totals.ts'
import {
  amongSums,
  asideSubsets,
  asideTotals,
  leadingTotals,
  staffSubsets,
  trailingTotals,
  withinSubsets,
} from './sentence-totals.ts'
import { type ClosedGroup, closedParts, groupSum, percentSum } from './share-sums.ts'
import { subtotals } from './subtotals.ts'

/** Sums of a text: of shares that make 100, of parts in a sentence, of namesakes in several. */
export function findSums(context: Context, groups: readonly ShareGroup[]): Draft[] {
  const drafts: Draft[] = []
  const closedGroups: ClosedGroup[] = []
  for (const group of groups) {
    drafts.push(...percentSum(group))
    const closed = closedParts(group)
    if (closed) closedGroups.push(closed)
  }
  for (const [index, group] of closedGroups.entries())
    drafts.push(...groupSum(group, closedGroups.slice(0, index)))
  const taken = new Set(drafts.flatMap((draft) => (draft.kind === 'sum' ? [setKey(draft)] : [])))
  for (const sentence of context.sentences()) {
    for (const draft of [
      ...amongSums(context, sentence),
      ...innerSums(context, sentence),
      ...trailingTotals(sentence),
      ...leadingTotals(sentence),
      ...followingTotals(context, sentence),
      ...asideTotals(sentence),
      ...asideSubsets(sentence),
      ...staffSubsets(sentence),
      ...withinSubsets(context, sentence),
    ]) {
      const key = setKey(draft)
      if (draft.kind === 'sum' && taken.has(key)) continue
      taken.add(key)
      drafts.push(draft)
    }
  }
  const unprinted = closedGroups.filter((group) => !group.base && /直接就业/.test(group.key))
  for (const draft of [
    ...closingTotals(context),
    ...lineTotals(context),
    ...subtotals(context),
    ...blockTotals(context),
    ...distantTotals(context),
    ...employmentShares(context),
    ...employmentTotals(
      context,
      unprinted.map((group) => group.parts),
    ),
  ]) {
    const key = setKey(draft)
    if (taken.has(key)) continue
    taken.add(key)
    drafts.push(draft)
  }
  return drafts
}

/** Those drafts that do not add up the same numbers as one of the others. */
export function withoutRepeats(drafts: readonly Draft[], others: readonly Draft[]): Draft[] {
  if (drafts.length === 0) return []
  const known = new Set(others.map((draft) => setKey(draft)))
  return drafts.filter((draft) => !known.has(setKey(draft)))
}

const keys = new WeakMap<Draft, string>()

/** The numbers that a draft adds up, in any order; asked for by each finder that looks for repeats. */
function setKey(draft: Draft): string {
  const known = keys.get(draft)
  if (known !== undefined) return known
  const ids = draft.operands.map(({ quantity }) => quantity.id).sort((a, b) => a - b)
  const key = ids.filter((id, at) => id !== ids[at - 1]).join(' ')
  keys.set(draft, key)
  return key
}
