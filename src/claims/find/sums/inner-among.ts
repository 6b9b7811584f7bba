import type { Draft } from '../../judge/claim.ts'
import type { Quantity } from '../../read/quantities.ts'
import { type Context, isAmount, isPresent } from '../context.ts'
import { isPartition } from './partitions.ts'
import { closes, measureOf, totalDraft } from './sum-drafts.ts'

/**
 * 「全县学校108所，其中：义务教育学校73所，其中：初中9所、小学39所、教学点15个……；幼儿园35所，其中：公办22所，民办13所」: an inner
 * 其中 divides the number before it, up to the semicolon or to the end of the parentheses.
 */
export function innerSums(context: Context, sentence: readonly Quantity[]): Draft[] {
  const drafts: Draft[] = outerSums(context, sentence)
  for (const [index, first] of sentence.entries()) {
    if (index === 0 || !beginsAmong(context, first)) continue
    const beside = (other: Quantity) =>
      other.segment === first.segment && other.clause.parent?.clause === first.clause.parent?.clause
    const end = sentence.findIndex(
      (other, at) => at > index && (!beside(other) || beginsAmong(context, other)),
    )
    const parts = sentence.slice(index, end < 0 ? undefined : end).filter(isPart)
    const heads = sentence.slice(0, index).filter((other) => isPart(other) && beside(other))
    for (const measure of new Set(parts.map(kindOf))) {
      const head = heads.findLast((other) => kindOf(other) === measure)
      const own = parts.filter((part) => kindOf(part) === measure)
      if (!head || own.length < 2) continue
      if (closes(own, head)) drafts.push(totalDraft(own, head, 'sum.among', 'likely'))
      else if (isPartition(own.map((part) => part.name.text)))
        drafts.push({ ...totalDraft(own, head, 'sum.among', 'loose'), nearMiss: true, complete: true })
    }
  }
  return drafts
}

/** 「学校108所，其中：义务教育学校73所，其中：……；幼儿园35所，其中：……」: the first number of each part is one of the outer parts. */
function outerSums(context: Context, sentence: readonly Quantity[]): Draft[] {
  const marks = sentence.filter((quantity) => !quantity.inParentheses && beginsAmong(context, quantity))
  const [first] = marks
  if (!first || marks.length < 2) return []
  const head = sentence.findLast(
    (quantity) => quantity.id < first.id && isPart(quantity) && !quantity.inParentheses,
  )
  if (!head) return []
  const behind = sentence.filter(
    (quantity) => quantity.id >= first.id && isPart(quantity) && !quantity.inParentheses,
  )
  const tops = behind.filter(
    (quantity, at) => kindOf(quantity) === kindOf(head) && behind[at - 1]?.segment !== quantity.segment,
  )
  return tops.length >= 2 && closes(tops, head) ? [totalDraft(tops, head, 'sum.among', 'likely')] : []
}

function beginsAmong(context: Context, quantity: Quantity): boolean {
  if (quantity.clause.numbers[0]?.token !== quantity.token) return false
  return (
    quantity.clause.text.startsWith('其中') ||
    context.reading.clauses[quantity.clause.index - 1]?.text === '其中'
  )
}

function isPart(quantity: Quantity): boolean {
  return isAmount(quantity) && isPresent(quantity) && !quantity.frame.bound
}

/** Schools and places of teaching are counted together: 所, 个, 家. */
function kindOf(quantity: Quantity): string {
  return '家所个间处'.includes(quantity.unit.text) && quantity.unit.text !== ''
    ? 'places'
    : measureOf(quantity)
}
