import type { Draft } from '../../judge/claim.ts'
import { of, percentOf, sum } from '../../judge/expression.ts'
import type { Quantity } from '../../read/quantities.ts'
import { type Context, isAmount, isPresent, operand, operands, shareFitRange, statedAs } from '../context.ts'
import { closes, totalDraft } from './sum-drafts.ts'

/** How many numbers before and behind a list of prizes their total may stand. */
const REACH = 12

const grade = /(特等|一等|二等|三等|四等|优秀|优胜|[金银铜])(奖|牌|(?=$|[,、。;(]))/
const prize = /奖项|奖牌|获奖|奖励|奖次|^(个|项|枚|块)?奖/

/** 「8个一等奖，18个二等奖，25个三等奖。……取得51个奖项」: all grades of prizes, and how many they are, wherever that stands. */
export function findPrizeTotals(context: Context): Draft[] {
  return runsOfGrades(context).flatMap((run) => {
    const [first, last] = [run[0] as Quantity, run.at(-1) as Quantity]
    const total = context
      .around(first, REACH, REACH + run.length)
      .filter((value) => !run.includes(value) && isTotalOf(value, run) && closes(run, value))
      .sort((a, b) => distance(a, first, last) - distance(b, first, last))[0]
    return total ? [totalDraft(run, total, 'sum.prizes', 'loose')] : []
  })
}

function distance({ id }: Quantity, first: Quantity, last: Quantity): number {
  return Math.min(Math.abs(first.id - id), Math.abs(id - last.id))
}

/** Prizes of different grades right behind each other, of one count word. */
function runsOfGrades(context: Context): Quantity[][] {
  const runs: Quantity[][] = []
  for (const quantity of context.quantities) {
    const own = gradeOf(quantity)
    if (own === undefined) continue
    const run = runs.at(-1)
    const before = run?.at(-1)
    const goesOn =
      run !== undefined &&
      before?.id === quantity.id - 1 &&
      before.sentence === quantity.sentence &&
      before.unit.text === quantity.unit.text &&
      !run.some((value) => gradeOf(value) === own)
    if (goesOn) run.push(quantity)
    else runs.push([quantity])
  }
  return runs.filter(({ length }) => length >= 2)
}

function gradeOf(quantity: Quantity): string | undefined {
  if (!isAmount(quantity) || !isPresent(quantity)) return undefined
  const behind = quantity.frame.right.slice(0, 4)
  // 「4金、5银、8铜」
  if (quantity.unit.text === '') return /^[金银铜](?=$|[,、。;)])/.exec(behind)?.[0]
  if (quantity.unit.dimension !== 'things') return undefined
  return (/^[特一二三四优金银铜]/.test(behind) ? grade.exec(behind)?.[1] : undefined) ?? endOf(quantity)
}

function endOf({ name, named }: Quantity): string | undefined {
  return named ? /(特等|一等|二等|三等|四等|优秀|优胜|[金银铜])(奖|牌)$/.exec(name.text)?.[1] : undefined
}

function isTotalOf(value: Quantity, run: readonly Quantity[]): boolean {
  const [first] = run
  return (
    isAmount(value) &&
    isPresent(value) &&
    value.unit.dimension === 'things' &&
    gradeOf(value) === undefined &&
    '个项枚块'.includes(value.unit.text) &&
    first !== undefined &&
    Math.abs(value.paragraph - first.paragraph) <= 2 &&
    (prize.test(value.frame.right.slice(0, 6)) || prize.test(value.name.text.slice(-4)))
  )
}

/** 「参加的34个项目上获得21枚金牌、3枚银牌、4枚铜牌和5个优胜奖，金牌获奖率62%，参赛项目奖牌率97%」: one grade, or the first few together, of the contests. */
export function findPrizeRates(context: Context): Draft[] {
  return context.quantities.flatMap((rate) => {
    if (rate.role !== 'rate' || !/(金牌|奖牌|获奖).{0,2}率$/.test(rate.name.text)) return []
    const near = context
      .around(rate, REACH, 0)
      .filter(({ id, paragraph }) => id < rate.id && paragraph === rate.paragraph)
    const grades = near.filter((value) => gradeOf(value) !== undefined)
    const wholes = near.filter(
      (value) => isAmount(value) && gradeOf(value) === undefined && value.unit.dimension === 'things',
    )
    for (let count = 1; count <= grades.length; count++) {
      const parts = grades.slice(0, count)
      const range = { low: sizeOf(parts), high: sizeOf(parts) }
      const whole = wholes.findLast(
        (value) => value.size >= range.high && shareFitRange(range, value, rate) >= 1,
      )
      if (whole) return [rateDraft(parts, whole, rate)]
    }
    return []
  })
}

function sizeOf(parts: readonly Quantity[]): number {
  return parts.reduce((total, { size }) => total + size, 0)
}

function rateDraft(parts: readonly Quantity[], whole: Quantity, rate: Quantity): Draft {
  return {
    kind: 'share',
    rule: 'share.prizes',
    expression: percentOf(sum(parts.map(of)), of(whole)),
    relation: 'equals',
    stated: statedAs(rate),
    operands: [...operands(parts, 'part'), operand(whole, 'whole'), operand(rate, 'stated')],
    tie: 'loose',
  }
}

/** 「共斩获4金、5银、8铜。在集中赛项中，金牌3枚、银牌3枚、铜牌4枚；在分散赛项中，金牌1枚、银牌2枚、铜牌4枚」: each grade is the sum of those behind it. */
export function findPrizeSums(context: Context): Draft[] {
  const runs = runsOfGrades(context)
  return runs.flatMap((whole, index) => {
    const [first] = whole
    const behind = runs
      .slice(index + 1, index + 5)
      .filter((run) => (run[0]?.paragraph ?? 0) - (first?.paragraph ?? 0) <= 2)
    for (let count = behind.length; count >= 2; count--) {
      const lines = whole.map((total) => ({
        total,
        parts: behind
          .slice(0, count)
          .flatMap((run) => run.find((value) => gradeOf(value) === gradeOf(total)) ?? []),
      }))
      const holds = lines.every(({ total, parts }) => parts.length >= 1 && closes(parts, total))
      if (holds && lines.some(({ parts }) => parts.length >= 2))
        return lines
          .filter(({ parts }) => parts.length >= 2)
          .map(({ total, parts }) => totalDraft(parts, total, 'sum.grades', 'loose'))
    }
    return []
  })
}
