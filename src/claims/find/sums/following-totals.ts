import type { Draft } from '../../judge/claim.ts'
import type { Quantity } from '../../read/quantities.ts'
import { type Context, isAmount, isMean, isPresent, wordsBefore } from '../context.ts'
import { isPartition } from './partitions.ts'
import { closes, digitsOf, measureOf, totalDraft } from './sum-drafts.ts'

/** How many sentences the parts of a whole may be told in, one to each. */
const MOST_SENTENCES = 4

/** 「全区共有8所中等职业学校。区管学校2所，行业主管学校6所。」: the whole of the sentences behind, without 其中. */
export function followingTotals(context: Context, sentence: readonly Quantity[]): Draft[] {
  const totals = sentence.filter(
    (value) =>
      isAmount(value) &&
      isPresent(value) &&
      !value.inParentheses &&
      !value.among &&
      !isMean(value) &&
      !value.cell,
  )
  for (const total of totals) {
    const parts = partsBehind(context, sentence, total)
    if (parts && isTold(parts, total))
      return [{ ...totalDraft(parts, total, 'sum.following', 'loose'), nearMiss: digitsOf(total) >= 4 }]
  }
  return []
}

/** All that the next sentence counts in the unit of the whole; where it counts one thing, those behind it as well. */
function partsBehind(
  context: Context,
  sentence: readonly Quantity[],
  total: Quantity,
): readonly Quantity[] | undefined {
  const parts: Quantity[] = []
  let last = sentence
  for (let step = 0; step < MOST_SENTENCES; step++) {
    const next = sentenceBehind(context, last)
    if (!next || next[0]?.among) return undefined
    const own = next.filter((part) => isPartOf(part, total))
    if (own.length === 0 || (step > 0 && own.length > 1)) return undefined
    parts.push(...own)
    if (parts.length >= 2 && closes(parts, total)) return parts
    if (own.length > 1) return undefined
    last = next
  }
  return undefined
}

function sentenceBehind(context: Context, sentence: readonly Quantity[]): readonly Quantity[] | undefined {
  const last = sentence.at(-1)
  const behind = last && context.sentence(context.quantities[last.id + 1]?.sentence ?? -1)
  return behind?.[0] && behind[0].paragraph === last?.paragraph ? behind : undefined
}

function isPartOf(part: Quantity, total: Quantity): boolean {
  return (
    isAmount(part) &&
    isPresent(part) &&
    !part.inParentheses &&
    !part.frame.bound &&
    !isMean(part) &&
    part.unit.text === total.unit.text &&
    measureOf(part) === measureOf(total)
  )
}

/** Whether words and digits leave no doubt that numbers which add up are parts: few digits want more words. */
function isTold(parts: readonly Quantity[], total: Quantity): boolean {
  const isWhole = total.frame.total || /(?<!公)共(?![同建享青产])|总|合计/.test(wordsBefore(total))
  const isClear = digitsOf(total) >= 3 || isPartition(parts.map((part) => part.name.text))
  if (isWhole) return isClear || areCalledAlike(parts, total) || (digitsOf(total) >= 2 && parts.length >= 3)
  return digitsOf(total) >= 3 && (parts.length >= 3 || areOfOne(parts, total))
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
  const behind = /^[\u4e00-\u9fff]{2,10}/.exec(total.frame.right)?.[0]
  if (behind) nouns.add(behind.slice(-2))
  return parts.every((part) => part.name.keys.some((key) => key.length > 2 && nouns.has(key.slice(-2))))
}
