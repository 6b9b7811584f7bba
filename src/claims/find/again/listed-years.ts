import type { Quantity } from '../../read/quantities.ts'
import { type Context, isLevel, isPercentage, matches, sameMeasure } from '../context.ts'
import { listAround } from '../shares/share-items.ts'
import { digitsOf } from '../sums/sum-drafts.ts'
import type { Pair } from './said-again.ts'

/** How many numbers behind a list the value of one of its years is looked for. */
const BEHIND = 24

/**
 * 「2011年至2014年，就业率分别为95.57%、93.83%、93.20%和93.19%。……2014年就业率为93.19%」: the k-th of a list is the value of its k-th year.
 */
export function yearsListed(context: Context): Pair[] {
  const pairs: Pair[] = []
  for (const sentence of context.sentences()) {
    for (const [index, first] of sentence.entries()) {
      if (!first.frame.respectively || first.frame.continues || !isMeasured(first)) continue
      const list = listAround(sentence, index)
      const from = firstYear(context, first, list.length)
      // 「近四年就业率依次为……和95.25%。2016年就业率为95.25%」: the last of them is that of the year that the text goes on with.
      const isRecent = from === undefined && /近[两二三四五六]年|[三四五]年来/.test(first.clause.text)
      if (from === undefined && !isRecent) continue
      const last = list.at(-1) as Quantity
      for (const value of context.around(last, 0, BEHIND)) {
        const year = typeof value.period === 'number' ? value.period : undefined
        const isNext = isRecent && value.sentence === first.sentence + 1
        const listed = year === undefined ? undefined : isNext ? last : list[year - (from ?? year + 1)]
        if (listed && value.sentence !== first.sentence && isSame(listed, value))
          pairs.push({ earlier: listed, later: value })
      }
    }
  }
  return pairs
}

/** The first of the years that the words before a list name, where they are as many as its numbers. */
function firstYear({ reading }: Context, { clause }: Quantity, count: number): number | undefined {
  const before = reading.clauses[clause.index - 1]
  const words = `${before?.sentence === clause.sentence ? before.text : ''},${clause.text}`
  const span = /(?<!\d)((?:19|20)\d\d)年?(?:至|到|-|~)((?:19|20)\d\d)年/.exec(words)
  const from = Number(span?.[1])
  return span && Number(span[2]) - from + 1 === count ? from : undefined
}

function isMeasured(value: Quantity): boolean {
  return (isLevel(value) || isPercentage(value)) && digitsOf(value) >= 3
}

function isSame(listed: Quantity, value: Quantity): boolean {
  return (
    isMeasured(value) &&
    !value.frame.bound &&
    value.frame.motion !== 'by' &&
    value.comparison === undefined &&
    !value.inParentheses &&
    value.role === listed.role &&
    sameMeasure(value, listed) &&
    value.token.digits.length === listed.token.digits.length &&
    value.named &&
    matches(value.name, listed.name) === 3
  )
}
