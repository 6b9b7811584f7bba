import type { Draft } from '../../judge/claim.ts'
import { minus, of } from '../../judge/expression.ts'
import { FALLING, lastOf, RISING } from '../../read/lexicon.ts'
import type { Quantity } from '../../read/quantities.ts'
import { type Context, isPercentage, operand, sameMeasure, statedAs } from '../context.ts'
import { listAround } from '../shares/share-items.ts'
import { directionDraft } from './changes.ts'
import { isValue } from './courses.ts'

/** 「比2013届、2012届(分别为91.8%、91.5%)」: several times, and behind them the value of each. */
const times =
  /(?:比|较|与|和|同|高于|低于|多于|少于)(?:(?:19|20)\d\d(?:年|届|级|学年)?|上(?:一)?(?:年|届)|去年|前年)(?:[、和与及](?:(?:19|20)\d\d(?:年|届|级|学年)?|上(?:一)?(?:年|届)|去年|前年))+$/

/** 「较2022届（5990元、4595元）」: one time. */
const time =
  /(?:比|较|与|和|同|高于|低于|多于|少于)(?:(?:19|20)\d\d(?:年|届|级|学年)?|上(?:一)?(?:年|届)|去年|前年)$/

/**
 * One value against those of several years at once: 「为92.6%，比2013届、2012届(分别为91.8%、91.5%)均有所上升(分别上升0.8、1.1个百分点)」. The direction holds
 * for each, and each amount is the difference from the value of its year.
 */
export function findListedPriors(context: Context): Draft[] {
  return context.quantities.flatMap((first) => {
    const words = wordsAround(context, first)
    if (!words) return []
    const sentence = context.sentence(first.sentence)
    const priors = listAround(sentence, sentence.indexOf(first))
    if (priors.length < 2) return []
    if (!words.isSeveral) return alignedPriors(sentence, first, priors, words.behind)
    const now = sentence.findLast(
      (value) =>
        value.id < first.id &&
        isValue(value) &&
        !value.frame.bound &&
        !isPriorAside(context, value) &&
        sameMeasure(value, first) &&
        value.clause.index >= first.clause.index - 3,
    )
    if (!now) return []
    const direction = directionOf(words.behind)
    const told = direction
      ? priors.map((prior) => ({
          ...directionDraft(now, prior, direction, now, 'likely'),
          rule: 'direction.listed',
        }))
      : []
    return [...told, ...changesOf(sentence, now, priors)]
  })
}

/** 「分别为6050元、4683元，较2022届（5990元、4595元）稳中有升」: each against its own of one time. */
function alignedPriors(
  sentence: readonly Quantity[],
  first: Quantity,
  priors: readonly Quantity[],
  behind: string,
): Draft[] {
  const opening = sentence.findLastIndex(
    (value) =>
      value.id < first.id &&
      value.frame.respectively &&
      !value.frame.continues &&
      !value.inParentheses &&
      sameMeasure(value, first),
  )
  const list = opening < 0 ? [] : listAround(sentence, opening)
  const direction = directionOf(behind)
  if (!direction || list.length !== priors.length) return []
  return list.flatMap((now, k) => {
    const prior = priors[k]
    return prior ? [{ ...directionDraft(now, prior, direction, now, 'loose'), rule: 'direction.listed' }] : []
  })
}

/** A value of another time that stands in parentheses behind its time. */
function isPriorAside({ reading }: Context, { clause }: Quantity): boolean {
  const around = clause.parent && reading.clauses[clause.parent.clause]
  return (
    around !== undefined && /(?:比|较|与|同|高于|低于)[^,]*$/.test(around.text.slice(0, clause.parent?.at))
  )
}

interface WordsAround {
  readonly behind: string
  /** Several times are named before the list, and not one. */
  readonly isSeveral: boolean
}

/** The words before and behind the parentheses that a list of values opens in. */
function wordsAround(
  context: Context,
  { id, clause, frame, inParentheses, sentence }: Quantity,
): WordsAround | undefined {
  if (!inParentheses || frame.continues || !clause.parent) return undefined
  const isList = frame.respectively || context.quantities[id + 1]?.frame.continues === true
  const next = context.quantities[id + 1]
  if (!isList && !(next?.clause.index === clause.index && next.sentence === sentence)) return undefined
  const around = context.reading.clauses[clause.parent.clause]
  const { at } = clause.parent
  const before = around?.text.slice(0, at) ?? ''
  if (!around || !(times.test(before) || time.test(before))) return undefined
  return { behind: around.text.slice(at), isSeveral: times.test(before) }
}

function directionOf(words: string): 1 | -1 | undefined {
  const [up, down] = [lastOf(words, [...RISING, '高', '多']), lastOf(words, [...FALLING, '低', '少'])]
  if (!up && !down) return undefined
  return up && (!down || up.at > down.at) ? 1 : -1
}

/** 「分别上升0.8、1.1个百分点」 behind it: as many amounts as values. */
function changesOf(sentence: readonly Quantity[], now: Quantity, priors: readonly Quantity[]): Draft[] {
  const last = priors.at(-1) as Quantity
  const changes = sentence.filter(
    (value) => value.id > last.id && value.role === 'by' && value.clause.index <= last.clause.index + 2,
  )
  const isOfAll = changes.length === priors.length && changes[0]?.frame.respectively
  const isPoints = !isPercentage(now) || changes.at(-1)?.unit.dimension === 'point'
  if (!isOfAll || !isPoints) return []
  return changes.flatMap((change, k) => {
    const prior = priors[k]
    if (!prior) return []
    const isFall = change.frame.direction === -1
    return [
      {
        kind: 'change' as const,
        rule: 'change.listed',
        expression: isFall ? minus(of(prior), of(now)) : minus(of(now), of(prior)),
        relation: 'equals' as const,
        stated: statedAs(change),
        operands: [operand(now, 'now'), operand(prior, 'before'), operand(change, 'stated')],
        tie: 'likely' as const,
      },
    ]
  })
}

/** Whether a list is of values for several times that one value is compared with, and no course of its own. */
export function isListedPriors(context: Context, first: Quantity): boolean {
  return wordsAround(context, first) !== undefined
}
