import type { Draft } from '../../judge/claim.ts'
import type { Quantity } from '../../read/quantities.ts'
import { type Context, isPercentage, isPresent, wordsBefore } from '../context.ts'
import { closes } from '../sums/sum-drafts.ts'
import { partsOfShare } from '../sums/sum-shares.ts'

/** Words that take together what stands before them, with how many where they say it. */
const together =
  /(?:([两二三四五六])(?:者|项|类|种|部分|个[^,、]{1,6})[^,、\d]{0,4})?(合计|之和|相加|加起来|总计|累计|共计|共占?|合占)[^,\d]{0,6}$/
const counts: Readonly<Record<string, number>> = { 两: 2, 二: 2, 三: 3, 四: 4, 五: 5, 六: 6 }

/** Grades that one rate counts together: 很满意 and 基本满意 make 满意率, 优秀 and 良好 make 优良率. */
const grades: readonly { readonly rate: RegExp; readonly part: RegExp; readonly not: RegExp }[] = [
  { rate: /满意(率|度|比例)$/, part: /满意/, not: /不满意|一般|不太|说不清/ },
  { rate: /优良率$/, part: /优秀|优等|良好|良$|优$/, not: /合格|及格|差/ },
  { rate: /(合格|及格|达标)率$/, part: /优秀|良好|合格|及格|中等/, not: /不合格|不及格/ },
]

const MOST = 8

/**
 * 「企业占72.5%、事业单位占12.1%，两者合计84.6%」, 「满意的占62.3%，基本满意的占33.1%，满意率达95.4%」: a percentage that takes others before it together, without a word of amounts.
 */
export function findJointRates(context: Context): Draft[] {
  return context.quantities.flatMap((total) => {
    if (!isPlain(total) || total.inParentheses) return []
    const said = together.exec(wordsBehindNumber(total))
    const grade = grades.find(({ rate }) => rate.test(total.name.keys[0] ?? total.name.text))
    if (!said && !grade) return []
    const before = context
      .around(total, MOST * 2, 0)
      .filter(
        (value) =>
          value.id < total.id &&
          total.sentence - value.sentence <= 1 &&
          value.paragraph === total.paragraph &&
          isPlain(value) &&
          value.inParentheses === total.inParentheses,
      )
    const own = said ? before : before.filter(({ name }) => grade && isGrade(grade, name.text))
    const count = said?.[1] === undefined ? undefined : counts[said[1]]
    const parts = count === undefined ? closing(own, total) : own.slice(-count)
    if (!parts || parts.length < 2 || parts.some(({ size }) => size > total.size)) return []
    if (count !== undefined && parts.length < count) return []
    const isBeside = parts.every((part) => part.sentence === total.sentence && !part.among)
    return [
      { ...partsOfShare(parts, total), rule: 'sum.joint_rates', nearMiss: count !== undefined && isBeside },
    ]
  })
}

function isPlain(value: Quantity): boolean {
  return (
    isPercentage(value) &&
    isPresent(value) &&
    value.unit.dimension === 'percent' &&
    !value.frame.bound &&
    value.frame.motion === undefined
  )
}

function isGrade({ part, not }: { readonly part: RegExp; readonly not: RegExp }, name: string): boolean {
  return part.test(name) && !not.test(name) && !/率$/.test(name)
}

/** The words between the number before it and this one, of the clause. */
function wordsBehindNumber(value: Quantity): string {
  return wordsBefore(value).replace(/^.*\d[%％‰]?/, '')
}

/** The nearest so many before it that make it. */
function closing(before: readonly Quantity[], total: Quantity): readonly Quantity[] | undefined {
  for (let count = 2; count <= Math.min(MOST, before.length); count++) {
    const parts = before.slice(-count)
    if (closes(parts, total)) return parts.some(({ token }) => token.decimals > 0) ? parts : undefined
  }
  return undefined
}
