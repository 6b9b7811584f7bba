import type { Draft } from '../../judge/claim.ts'
import { constant, of, times } from '../../judge/expression.ts'
import type { Quantity } from '../../read/quantities.ts'
import { hasPairOf } from '../changes/changes.ts'
import { type Context, isLevel, isPercentage, isPresent, matches, operand, statedAs } from '../context.ts'

/** How many numbers before and behind a round one the figure that it stands for is looked for. */
const BEFORE = 12
const BEHIND = 40

/** How far a figure may lie from the round number that speaks for it, as a share of it. */
const near = { nearly: [0.9, 1], over: [1, 1.15], about: [0.97, 1.03] } as const

/**
 * 「资助总金额累计近7000亿元」 and 「资助资金总额6981.52亿元」, 「约八成」 and 「79.67%」: a round number with a word for about, and the figure of the same
 * name elsewhere in the text. Told only where it holds.
 */
export function findRoundings(context: Context): Draft[] {
  return context.quantities.flatMap((round) => {
    const { bound } = round.frame
    if ((bound !== 'nearly' && bound !== 'over' && bound !== 'about') || !isRound(round)) return []
    const [least, most] = near[bound]
    const scale = round.unit.dimension === 'tenths' ? 10 : 1
    const figure = context
      .around(round, BEFORE, BEHIND)
      .filter((value) => value.sentence !== round.sentence && isFigureFor(value, round))
      .find(({ size }) => size >= round.size * scale * least && size <= round.size * scale * most)
    return figure ? [draftOf(figure, round, scale)] : []
  })
}

/** 7000亿, 八成, 1.1万: one or two digits that say something. */
function isRound({ token, role, unit, frame }: Quantity): boolean {
  const digits = token.digits.replace('.', '').replace(/^0+|0+$/g, '')
  const isValue = role === 'level' || role === 'rate' || role === 'share' || unit.dimension === 'tenths'
  return isValue && digits.length <= 2 && unit.dimension !== 'time' && frame.motion !== 'by'
}

function isFigureFor(value: Quantity, round: Quantity): boolean {
  if (value.frame.bound || !isPresent(value) || value.cell) return false
  const sameKind =
    round.unit.dimension === 'tenths' || isPercentage(round)
      ? isPercentage(value) && value.unit.dimension === 'percent'
      : isLevel(value) && value.unit.text === round.unit.text && value.unit.text !== ''
  const finer =
    value.token.digits.replace(/[.0]+$/, '').length > round.token.digits.replace(/[.0]+$/, '').length
  return sameKind && finer && areOfOne(round, value)
}

/** By one name; else by four characters in a row, or in the next lines by two of the name itself. */
function areOfOne(round: Quantity, value: Quantity): boolean {
  if (matches(round.name, value.name) >= 2 && (round.name.keys[0] ?? '').length >= 3) return true
  const [one, other] = [wordsOf(round), wordsOf(value)]
  for (let at = 0; at + 4 <= one.length; at++) if (other.includes(one.slice(at, at + 4))) return true
  const isNear = Math.abs(value.paragraph - round.paragraph) <= 1 && isHeadline(round)
  if (!isNear) return false
  // 「教育经费……是唯一突破3000亿元的省份，达到3217.77亿元」: the number itself has no name.
  const words = value.named ? value.name.text : value.token.flow.text.slice(0, value.token.start).slice(-60)
  return hasPairOf(plain(round.name.text), plain(words))
}

/** A line that ends soon and says one thing. */
function isHeadline({ token: { flow } }: Quantity): boolean {
  return flow.text.length <= 40 || (flow.text.length <= 60 && !/[。；;]/.test(flow.text))
}

function wordsOf({ name, topic, frame }: Quantity): string {
  return plain(`${topic}${name.text}${frame.right.slice(0, 16)}`)
}

/** 人数, 总数 and 全国 are in every sentence. */
function plain(words: string): string {
  return words.replace(
    /全国|全省|全市|总金额|金额|总额|资金|累计|人数|数量|达到|超过|比例|占比|财政|年/g,
    ' ',
  )
}

function draftOf(figure: Quantity, round: Quantity, scale: number): Draft {
  return {
    kind: 'threshold',
    rule: 'threshold.rounding',
    expression: scale === 1 ? of(figure) : times(of(figure), constant('0.1')),
    relation: 'equals',
    bound: round.frame.bound,
    stated: statedAs(round),
    operands: [operand(figure, 'item'), operand(round, 'stated')],
    tie: 'loose',
  }
}
