import type { Draft } from '../../judge/claim.ts'
import { of, percentOf, sum } from '../../judge/expression.ts'
import type { Quantity } from '../../read/quantities.ts'
import {
  type Context,
  isAmount,
  isPercentage,
  isPresent,
  operand,
  operands,
  shareFitRange,
  statedAs,
  wordsBefore,
} from '../context.ts'
import { closes, totalDraft } from '../sums/sum-drafts.ts'

/** How many numbers before the share its parts are looked for. */
const BEFORE = 12

/** Ladders of degrees and of titles, the highest first. */
const ladders: readonly (readonly RegExp[])[] = [
  [/博士/, /硕士|研究生/, /本科/, /专科|大专/],
  [/正高/, /副高|高级/, /中级/, /初级|助理/],
]

/** 「研究生学历10人，本科学历121人。专任教师141人，本科以上学历达到92.9%」: all rungs from the named one up, over the whole that is printed. */
export function findUpwardShares(context: Context): Draft[] {
  return context.quantities.flatMap((share) => {
    if (!isPercentage(share) || !isPresent(share) || share.frame.bound) return []
    const said = /(博士|硕士|研究生|本科|专科|大专|正高级?|副高级?|高级|中级|初级)(?:及|或)?以上/.exec(
      wordsBefore(share),
    )?.[1]
    const ladder =
      said === undefined ? undefined : ladders.find((rungs) => rungs.some((rung) => rung.test(said)))
    if (said === undefined || !ladder) return []
    const rungs = ladder.slice(0, ladder.findIndex((rung) => rung.test(said)) + 1)
    const people = context
      .around(share, BEFORE, 0)
      .filter(
        (value) =>
          value.id < share.id && isAmount(value) && value.unit.dimension === 'people' && isPresent(value),
      )
    const parts = rungs
      .map((rung) => people.findLast(({ name }) => rung.test(name.text)))
      .filter((part) => part !== undefined)
    const own = new Set(parts)
    if (parts.length === 0 || own.size !== parts.length) return []
    const range = { low: 0, high: 0 }
    for (const part of parts) {
      range.low += part.low
      range.high += part.high
    }
    const whole = people.findLast(
      (value) => !own.has(value) && value.low >= range.high && shareFitRange(range, value, share) === 2,
    )
    return whole ? [draftOf(parts, whole, share)] : []
  })
}

/** What two rungs make together: 高级 is 正高级 and 副高级, 研究生 is 博士 and 硕士. */
const pairs: readonly { readonly whole: RegExp; readonly parts: readonly [RegExp, RegExp] }[] = [
  { whole: /高级(职称|职务|专业技术)?/, parts: [/正高/, /副高/] },
  { whole: /研究生|硕士(及|或)?以上/, parts: [/博士/, /硕士/] },
]

/** 「正高级占19.15%，副高级占26.16%，高级职称占45.31%」: shares or counts of two rungs, and of both. */
export function findRungSums(context: Context): Draft[] {
  return context.quantities.flatMap((total) => {
    const isShare = isPercentage(total)
    if (!isPresent(total) || total.frame.bound || !(isShare || isAmount(total))) return []
    const label = labelOf(context, total)
    if (!/高级|研究生|以上/.test(label) || /正高|副高/.test(label)) return []
    const rest = label.replace(/硕士(及|或)?以上|博士|硕士/, '')
    const pair = pairs.find(({ whole, parts }) => whole.test(label) && !parts.some((part) => part.test(rest)))
    if (!pair) return []
    const near = context
      .around(total, BEFORE, BEFORE)
      .filter(
        (value) =>
          value !== total &&
          value.role === total.role &&
          value.unit.text === total.unit.text &&
          isPresent(value) &&
          value.paragraph === total.paragraph,
      )
    const parts = pair.parts.map((part) => near.find((value) => isRung(labelOf(context, value), part)))
    const [one, two] = parts
    if (!one || !two || one === two || !closes([one, two], total)) return []
    return [totalDraft([one, two], total, 'sum.rungs', 'loose')]
  })
}

function isRung(label: string, rung: RegExp): boolean {
  return rung.test(label) && !/以上|[(（].*和/.test(label)
}

/** The words of a value; a bare 占 has those of the number before it. */
function labelOf(context: Context, value: Quantity): string {
  const before = context.quantities[value.id - 1]
  const own = `${wordsBefore(value)}${value.frame.right.slice(0, 10)}`
  const isBare = isPercentage(value) && !value.named && before?.sentence === value.sentence
  return isBare ? `${wordsBefore(before)}${before.frame.right.slice(0, 10)}` : own
}

function draftOf(parts: readonly Quantity[], whole: Quantity, share: Quantity): Draft {
  return {
    kind: 'share',
    rule: 'share.upward',
    expression: percentOf(sum(parts.map(of)), of(whole)),
    relation: 'equals',
    stated: statedAs(share),
    operands: [...operands(parts, 'part'), operand(whole, 'whole'), operand(share, 'stated')],
    tie: 'loose',
  }
}
