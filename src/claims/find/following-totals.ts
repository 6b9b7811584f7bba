import type { Draft } from '../judge/claim.ts'
import type { Quantity } from '../read/quantities.ts'
import { type Context, isAmount, isMean, isPresent } from './context.ts'
import { isPartition } from './partitions.ts'
import { closes, digitsOf, measureOf, totalDraft } from './sum-drafts.ts'

/** 「全区共有8所中等职业学校。区管学校2所，行业主管学校6所。」: the whole of the sentence behind, without 其中. */
export function followingTotals(context: Context, sentence: readonly Quantity[]): Draft[] {
  const total = sentence.findLast((value) => isAmount(value) && isPresent(value) && !value.inParentheses)
  const [next] = total ? context.sentence(total.sentence + 1) : []
  if (!total || !next || next.paragraph !== total.paragraph || next.among || isMean(total)) return []
  if (!total.frame.total && !/共(有|计)?$/.test(total.frame.left)) return []
  const parts = context
    .sentence(next.sentence)
    .filter(
      (part) =>
        isAmount(part) &&
        isPresent(part) &&
        !part.inParentheses &&
        part.unit.text === total.unit.text &&
        measureOf(part) === measureOf(total),
    )
  const areParts = parts.length >= 2 && parts.every((part) => !part.frame.bound && !isMean(part))
  if (!areParts || !closes(parts, total)) return []
  const isTelling = digitsOf(total) >= 3 || isPartition(parts.map((part) => part.name.text))
  return isTelling || areCalledAlike(parts, total) ? [totalDraft(parts, total, 'sum.following', 'loose')] : []
}

/** 区管学校, 行业主管学校 and 中等职业学校: what is counted is called by one noun. */
function areCalledAlike(parts: readonly Quantity[], total: Quantity): boolean {
  const nouns = new Set(total.name.keys.map((key) => key.slice(-2)))
  return parts.every((part) => part.name.keys.some((key) => key.length > 2 && nouns.has(key.slice(-2))))
}
