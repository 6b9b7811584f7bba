import type { Draft } from '../../judge/claim.ts'
import type { Quantity } from '../../read/quantities.ts'
import { type Context, isAmount, isMean, isPresent, wordsBefore } from '../context.ts'
import { digitsOf, totalDraft } from './sum-drafts.ts'

/** How many numbers before and behind a total its parts may stand, in how many paragraphs. */
const REACH = 60
const PARAGRAPHS = 3

/** As many parts as two numbers make by chance too often, and as few digits. */
const FEWEST = 3
const DIGITS = 4

/**
 * 「落实学生资助共计357703人次约6414万元，其中资助建卡贫困户19551人次」 over paragraphs that give each of the three by stage; 「共发放1897.41525万元；……分别为学前资助219.6万元，……」: a
 * total that the numbers of its unit behind it, or before it, make to the last digit, one after the other. Those
 * behind 其中 make that of 其中. Told only where they do: so many digits do not meet by chance.
 */
export function findRunTotals(context: Context): Draft[] {
  const amounts = context.quantities.filter(isPlain)
  return amounts.flatMap((total, at) => {
    if (digitsOf(total) < DIGITS || telling(total) < DIGITS - 1 || !isTotal(total)) return []
    const isPart = (part: Quantity) =>
      kindOf(part) === kindOf(total) &&
      part.size < total.size &&
      Math.abs(part.paragraph - total.paragraph) <= PARAGRAPHS &&
      !part.inParentheses
    const behind = amounts.slice(at + 1, at + 1 + REACH).filter(isPart)
    const before = amounts
      .slice(Math.max(0, at - REACH), at)
      .filter(isPart)
      .reverse()
    const isInner = (part: Quantity) => standsBehindAmong(context, part)
    const lists = [
      behind.filter((part) => !isInner(part)),
      behind.filter(isInner),
      behind,
      before.filter((part) => !isInner(part)),
      before,
    ]
    for (const list of lists) {
      const run = runOf(list, total)
      if (run) return [totalDraft(run, total, 'sum.run', 'loose')]
    }
    return []
  })
}

/** 其中 of its own part of the sentence: another semicolon begins with a whole again. */
function standsBehindAmong({ reading }: Context, { clause }: Quantity): boolean {
  for (let index = clause.index; index >= 0; index--) {
    const before = reading.clauses[index]
    if (!before || before.segment !== clause.segment) return false
    if (before.text.includes('其中')) return true
  }
  return false
}

function isPlain(value: Quantity): boolean {
  return (
    isAmount(value) &&
    isPresent(value) &&
    !isMean(value) &&
    value.unit.text !== '' &&
    value.token.script === 'arabic' &&
    (value.frame.bound === undefined || value.frame.bound === 'about')
  )
}

/** 人 and 人次 are counted together where a text leaves the 次 out; staff and pupils never. */
function kindOf({ unit, name }: Quantity): string {
  if (unit.dimension !== 'people' && unit.text !== '人次') return unit.text
  return /教师|教职|职工|员工/.test(name.text) ? '教职工' : '人'
}

function isTotal(value: Quantity): boolean {
  return (
    value.frame.total ||
    value.among ||
    value.frame.bound === 'about' ||
    /总数|总额|总量|总计|合计|共计|共|总/.test(wordsBefore(value).slice(-16))
  )
}

function telling({ token }: Quantity): number {
  return token.digits.replace('.', '').replace(/^0+|0+$/g, '').length
}

/** The first so many of a list that make the total exactly; its first or second may be of another thing. */
function runOf(list: readonly Quantity[], total: Quantity): readonly Quantity[] | undefined {
  for (let from = 0; from <= Math.min(2, list.length - FEWEST); from++) {
    let size = 0
    for (let to = from; to < list.length && size < total.size; to++) {
      size += list[to]?.size ?? 0
      if (to - from + 1 >= FEWEST && Math.abs(size - total.size) <= total.size * 1e-9)
        return list.slice(from, to + 1)
    }
  }
  return undefined
}
