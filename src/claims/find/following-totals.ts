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
  if (!total.frame.total && !/共(有|计)?$/.test(total.frame.left))
    return digitsOf(total) >= 3 && areOfOne(parts, total)
      ? [totalDraft(parts, total, 'sum.following', 'loose')]
      : []
  const isTelling = digitsOf(total) >= 3 || isPartition(parts.map((part) => part.name.text))
  return isTelling || areCalledAlike(parts, total) ? [totalDraft(parts, total, 'sum.following', 'loose')] : []
}

/** 「随迁子女在校生8.83万人。在小学就读的随迁子女6.38万人，在初中就读的随迁子女2.45万人」: the parts name what the whole is of. */
function areOfOne(parts: readonly Quantity[], total: Quantity): boolean {
  const [key = ''] = total.name.keys
  const shared = (part: Quantity) =>
    part.name.keys.some((own) => own.length > 3 && key.includes(own.slice(-4)))
  return parts.every(shared) && new Set(parts.map(({ name }) => name.keys[0])).size === parts.length
}

/** 区管学校, 行业主管学校 and 中等职业学校: what is counted is called by one noun. */
function areCalledAlike(parts: readonly Quantity[], total: Quantity): boolean {
  const nouns = new Set(total.name.keys.map((key) => key.slice(-2)))
  return parts.every((part) => part.name.keys.some((key) => key.length > 2 && nouns.has(key.slice(-2))))
}
