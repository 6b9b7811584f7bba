import type { Draft, Tie } from '../../judge/claim.ts'
import { constant, type Expression, minus, of, over, percentOf, sum, times } from '../../judge/expression.ts'
import { hasDigitRepair } from '../../judge/repair.ts'
import type { Quantity } from '../../read/quantities.ts'
import { comparable } from '../../read/units.ts'
import {
  addFloats,
  type Context,
  floats,
  isInTableLine,
  isLevel,
  isPresent,
  matches,
  operand,
  operands,
  percentScale,
  shareFitRange,
  statedAs,
} from '../context.ts'
import { isPartition, isScale } from '../sums/partitions.ts'
import { digitsOf, isOneDigitApart } from '../sums/sum-drafts.ts'

/** What a named rate divides by what, by the words that the two numbers carry. */
interface RateDefinition {
  readonly name: RegExp
  readonly part: RegExp
  readonly whole: RegExp
  /** The names of the part with which no other definition is in use: a mismatch is a mistake. */
  readonly firm?: RegExp
}

const plain = '^(平均|总体|总|整体|综合|全部|毕业生|毕业|学生|当年)*'

const definitions: readonly RateDefinition[] = [
  {
    name: new RegExp(`${plain}(就业率|毕业去向落实率|去向落实率|落实率)$`),
    part: /就业|落实/,
    whole: /毕业生|毕业人|毕业/,
    firm: /^(共|已|总|实现|全部|顺利|毕业生|学生)*(就业|落实(毕业)?去向|(毕业)?去向落实|落实就业)(升学|学生|毕业生|人员)*$/,
  },
  { name: /对口就业率|专业对口率|对口率/, part: /对口/, whole: /就业/ },
  { name: /直接就业率/, part: /直接就业/, whole: /毕业生|就业/ },
  { name: /升学(率|$)/, part: /升学|升入|升读|深造/, whole: /毕业生|就业|毕业/ },
  { name: /城镇化率|城镇化水平/, part: /城镇/, whole: /人口/ },
  { name: /双师/, part: /双师/, whole: /教师/ },
  { name: /完成(年初|全年|调整)?预算/, part: /决算|支出|执行/, whole: /预算/ },
  { name: /报到率/, part: /报到/, whole: /录取/ },
  { name: /录取率/, part: /录取/, whole: /报名|报考/ },
  { name: /完成率/, part: /完成|招了|实招/, whole: /任务|计划|目标/ },
  { name: /(鉴定|考核|考试|考证)?通过率/, part: /获证|取证|通过|合格/, whole: /参加|报考|报名|鉴定/ },
  { name: /绿化(覆盖)?率/, part: /绿化/, whole: /占地|用地/ },
  { name: /参保率|投保率/, part: /保险|参保|投保/, whole: /实习|学生|应保|职工/ },
  { name: /巩固率/, part: /在校/, whole: /入学/ },
  { name: /初次就业率|自主创业率|创业率/, part: /就业|创业/, whole: /毕业生|就业/ },
]

/** Rates that the text prints beside what they divide: 毕业生 526.96万人，就业 506.35万人，就业率 96.10%. */
export function findRates(context: Context): Draft[] {
  const drafts: Draft[] = []
  for (const sentence of context.sentences()) {
    for (const rate of sentence) {
      const bare = rate.role === 'share' && rate.frame.base === undefined && rate.named
      if ((rate.role !== 'rate' && !bare) || !isPresent(rate) || rate.frame.continues) continue
      const draft = rateDraft(context, sentence, rate)
      const isTold = draft && !draft.known && draft.expression
      const told = isTold ? undefined : (toldLater(context, rate) ?? toldBeside(context, rate))
      if (told ?? draft) drafts.push((told ?? draft) as Draft)
    }
  }
  return drafts
}

/** How many numbers behind the rate of a headline its two numbers are looked for. */
const LATER = 24

/** 「就业率高达98.75%。……毕业生29388人，……就业（含升学）人数29022人」: the rate first, what it divides behind it. */
function toldLater(context: Context, rate: Quantity): Draft | undefined {
  const word = rateWord(rate.named ? rate.name.text : '').replace(
    /^.*(?=(?:毕业)?去向落实率|(?<![口接次])就业率$)/,
    '',
  )
  const definition = definitions.find(({ name }) => name.test(word))
  if (!definition || rate.frame.bound || rate.token.decimals < 1) return undefined
  const behind = context
    .around(rate, 0, LATER)
    .filter((value) => value.sentence !== rate.sentence && isLevel(value) && isPresent(value) && value.named)
  for (const part of behind.filter((value) => definition.part.test(words(value)))) {
    const whole = behind.find(
      (value) =>
        isWhole(value, part) &&
        definition.whole.test(words(value)) &&
        !definition.part.test(words(value)) &&
        fits({ part, whole: value }, rate) === 2,
    )
    if (whole) return { ...draft(rate, { part, whole }, 'loose'), rule: 'share.rate_later' }
  }
  return undefined
}

/** How many numbers on either side of a rate its two numbers are looked for, where one stands behind it. */
const BESIDE = 5

/** 「升学289人，升学率28.25%，毕业生总数1023人」, 「就业率98.04%（1003/1023）」: the part, the whole or both behind the rate. */
function toldBeside(context: Context, rate: Quantity): Draft | undefined {
  if (rate.frame.bound || digitsOf(rate) < 3 || rate.unit.dimension !== 'percent') return undefined
  const word = rateWord(rate.named ? rate.name.text : '')
  const stem = /^(?:.*?)([\u4e00-\u9fff]{2,4})[率面]$/.exec(word)?.[1]?.slice(-2)
  const definition = definitions.find(({ name }) => name.test(word))
  if (stem === undefined && !definition) return undefined
  const near = context
    .around(rate, BESIDE, BESIDE)
    .filter(
      (value) =>
        value !== rate &&
        isLevel(value) &&
        (isPresent(value) || /^(年初|期初|入学)/.test(value.name.text)) &&
        !value.frame.bound &&
        value.paragraph === rate.paragraph &&
        (value.sentence === rate.sentence || (value.sentence === rate.sentence + 1 && value.id > rate.id)),
    )
  const isPart = (value: Quantity) =>
    (stem !== undefined && `${words(value)}${value.clause.text}`.includes(stem)) ||
    definition?.part.test(words(value)) === true ||
    (value.inParentheses && value.frame.right.startsWith('/'))
  for (const part of near.filter(isPart)) {
    const whole = near.find(
      (value) =>
        isWhole(value, part) &&
        (value.id > rate.id || part.id > rate.id) &&
        fits({ part, whole: value }, rate) === 2,
    )
    if (whole) return { ...draft(rate, { part, whole }, 'loose'), rule: 'share.rate_later' }
  }
  return undefined
}

function rateDraft(context: Context, sentence: readonly Quantity[], rate: Quantity): Draft | undefined {
  const name = rate.named ? rate.name.text : ''
  const definition = definitions.find((candidate) => candidate.name.test(rateWord(name)))
  const before = sentence.filter(
    (quantity) =>
      quantity.id < rate.id && isLevel(quantity) && isPresent(quantity) && quantity.unit.dimension !== 'time',
  )
  const beside = definition ? defined(before, rate, definition) : undefined
  const firm = beside && definition?.firm?.test(beside.part.name.keys[0] ?? '')
  if (beside) {
    const tie: Tie = firm && closeBy(beside, rate) ? 'named' : 'loose'
    if (fits(beside, rate) > 0 || tie === 'named') return draft(rate, beside, tie)
  }
  const pair = looking(context, before, rate, definition)
  // 「直接就业828人，专业对口598人，对口率67.34%」, where the text has 直接就业888人 elsewhere.
  if (pair && beside && isSlipOf(beside.whole, pair.whole)) return draft(rate, beside, 'likely')
  const namesake = pair || !definition ? undefined : sameEntity(context, before, rate, definition)
  if (namesake) return draft(rate, namesake, 'loose')
  if (pair) return draft(rate, pair, 'loose')
  const made = definition && employedParts(before, rate, definition)
  if (made) return made
  if (beside && (firm || !definition?.firm)) return draft(rate, beside, 'loose')
  const joined = definition ? undefined : joinedParts(before, rate)
  if (joined) return joined
  const slip = slipOf(before, rate)
  // 金牌获奖率 is of contests, and counts the prizes of several grades: see prizes.ts.
  if (/(金牌|奖牌).{0,3}率$/.test(rate.name.text)) return undefined
  if (slip && !definition) return slip
  if (slip && hasDigitRepair(slip)) return { ...slip, tie: 'loose' }
  const awards = definition ? undefined : awardedOf(before, rate)
  if (awards) return awards
  return definition && !rate.frame.bound ? unclear(context, before, rate, definition) : undefined
}

/** The one stands in the sentence and is one digit off the other, of the same name, which does not. */
function isSlipOf(own: Quantity, other: Quantity): boolean {
  return (
    own.sentence !== other.sentence &&
    own.unit.text === other.unit.text &&
    isOneDigitApart(own.token.digits, other.token.digits) &&
    matches(own.name, other.name) >= 2
  )
}

/** 「毕业生830人，直接就业520人，升学298人，自主创业5人，就业率99.16%」, 「未就业7人」: the employed as their parts, or as all but the rest. */
function employedParts(
  before: readonly Quantity[],
  rate: Quantity,
  definition: RateDefinition,
): Draft | undefined {
  if (definition !== definitions[0]) return undefined
  const index = before.findLastIndex((quantity) => /^毕业/.test(quantity.name.keys[0] ?? ''))
  const whole = before[index]
  if (!whole) return undefined
  const behind = before.slice(index + 1).filter((part) => part.unit.text === whole.unit.text)
  const without = behind.find((part) => /未就业|待就业|未落实/.test(part.name.text))
  const parts = behind.filter((part) => !/未|待/.test(part.name.text))
  const options: {
    expression: Expression
    used: readonly Quantity[]
    range: { low: number; high: number }
  }[] = []
  if (parts.length >= 2)
    options.push({ expression: sum(parts.map(of)), used: parts, range: addFloats(parts) })
  if (without)
    options.push({
      expression: minus(of(whole), of(without)),
      used: [without],
      range: { low: whole.low - without.high, high: whole.high - without.low },
    })
  const drafts = options.map(({ expression, used, range }) => ({
    fits: shareFitRange(range, floats(whole), rate) === 2,
    made: {
      ...draft(rate, { part: whole, whole }, 'loose'),
      rule: 'share.rate_parts',
      expression: percentOf(expression, of(whole)),
      operands: [...operands(used, 'part'), operand(whole, 'whole'), operand(rate, 'stated')],
    },
  }))
  const found = drafts.find(({ fits: holds }) => holds)?.made
  const told =
    without !== undefined ||
    isPartition(parts.map((part) => part.name.text)) ||
    (/直接就业/.test(namesOf(parts)) && /升学/.test(namesOf(parts)))
  return found ?? (told ? drafts.map(({ made }) => made).find(hasDigitRepair) : undefined)
}

/** 「参赛486人；一等奖49名，二等奖97名，三等奖146名，获奖面60.08%」: the last few together over what stands before them. */
function joinedParts(before: readonly Quantity[], rate: Quantity): Draft | undefined {
  for (let count = 2; count <= Math.min(4, before.length - 1); count++) {
    const parts = before.slice(-count)
    const first = parts[0]
    if (!first || rate.clause.index - (parts.at(-1)?.clause.index ?? 0) > 1) return undefined
    if (parts.some((part) => part.unit.text !== first.unit.text)) return undefined
    const range = addFloats(parts)
    const whole = before
      .slice(0, -count)
      .findLast(
        (candidate) =>
          comparable(candidate.unit, first.unit) &&
          candidate.low >= range.high &&
          shareFitRange(range, floats(candidate), rate) === 2,
      )
    if (whole)
      return {
        ...draft(rate, { part: first, whole }, 'loose'),
        rule: 'share.rate_parts',
        expression: percentOf(sum(parts.map(of)), of(whole)),
        operands: [...operands(parts, 'part'), operand(whole, 'whole'), operand(rate, 'stated')],
      }
  }
  return undefined
}

/** 「参赛486人；一等奖49名，二等奖97名，三等奖146名，获奖面60.08%」, where the awards together miss it by a digit. */
function awardedOf(before: readonly Quantity[], rate: Quantity): Draft | undefined {
  const parts = before.slice(-3)
  const [first] = parts
  const whole = before.slice(0, -3).findLast((value) => first && comparable(value.unit, first.unit))
  if (!first || !whole || !/获奖/.test(rate.name.text) || !isScale(parts.map((part) => part.name.text)))
    return undefined
  return {
    ...draft(rate, { part: first, whole }, 'loose'),
    rule: 'share.rate_parts',
    expression: percentOf(sum(parts.map(of)), of(whole)),
    operands: [...operands(parts, 'part'), operand(whole, 'whole'), operand(rate, 'stated')],
  }
}

function namesOf(quantities: readonly Quantity[]): string {
  return quantities.map((quantity) => quantity.name.text).join(' ')
}

/** The part is named after the rate, the whole is not beside it: what the text prints of that kind does not fit. */
function unclear(
  context: Context,
  before: readonly Quantity[],
  rate: Quantity,
  definition: RateDefinition,
): Draft | undefined {
  const part = before.findLast(
    (quantity) =>
      // 升入高一级学校 counts nothing, nor does the number of a row: 「147 实习责任保险参保率（%）  100.0%」.
      quantity.token.script === 'arabic' &&
      !(quantity.unit.text === '' && isInTableLine(quantity, context)) &&
      (definition.part.test(words(quantity)) || definition.part.test(quantity.frame.right.slice(0, 8))),
  )
  if (!part || rate.clause.index - part.clause.index > 2) return undefined
  const reason = { code: 'base_missing', params: { base: rate.within } }
  const wholes = wholesAbove(context, part, rate, definition)
  const drafts = wholes.map((whole) => ({ ...draft(rate, { part, whole }, 'loose'), fallback: reason }))
  const own = drafts.find(
    ({ operands: [, whole] }) => whole && fits({ part, whole: whole.quantity }, rate) > 0,
  )
  const told = own ?? drafts.find(hasDigitRepair) ?? drafts[0]
  if (told) return told
  return {
    ...draft(rate, { part, whole: part }, 'loose'),
    expression: undefined,
    operands: [operand(part, 'part'), operand(rate, 'stated')],
    known: { verdict: 'unverifiable', severity: 'none', reason },
  }
}

/** The last number of the kind that the rate divides by, and the first one above it: worth a word where one digit would make it fit. */
function wholesAbove(
  context: Context,
  part: Quantity,
  rate: Quantity,
  definition: RateDefinition,
): Quantity[] {
  const found = context
    .around(part, 60, 0)
    .filter(
      (candidate) =>
        candidate !== part &&
        isLevel(candidate) &&
        isPresent(candidate) &&
        candidate.named &&
        !candidate.among &&
        !candidate.inParentheses &&
        comparable(candidate.unit, part.unit) &&
        definition.whole.test(candidate.name.text) &&
        !definition.part.test(candidate.name.text),
    )
  const own = found.filter((candidate) => candidate.section === part.section)
  const near = own.filter((candidate) => part.paragraph - candidate.paragraph <= 2)
  // One that the rate misses only by its last digit is the one meant, wherever it stands.
  const closest = digitsOf(rate) >= 4 ? found.filter((whole) => fits({ part, whole }, rate) === 1) : []
  return [...closest.slice(-1), ...near.slice(-1), ...own.slice(0, 1)]
}

/** The rate's own words, without what stands before them: 「就业人数为9738人，就业率为」 → 就业率. */
function rateWord(name: string): string {
  return name
    .replace(/["'\s]/g, '')
    .replace(/^.*[的,、]/, '')
    .replace(/\d{4}年?/g, '')
}

interface Pair {
  readonly part: Quantity
  readonly whole: Quantity
}

function closeBy(pair: Pair, rate: Quantity): boolean {
  return rate.clause.index - pair.whole.clause.index <= 4 && !rate.frame.bound
}

function fits(pair: Pair, rate: Quantity): 0 | 1 | 2 {
  return shareFitRange(floats(pair.part), floats(pair.whole), rate)
}

/** The last number of the sentence that the definition's words name, and the whole before it. */
function defined(before: readonly Quantity[], rate: Quantity, definition: RateDefinition): Pair | undefined {
  const parts = before.filter(
    (quantity) =>
      definition.part.test(words(quantity)) &&
      !quantity.inParentheses &&
      !/^[未待没]/.test(quantity.name.keys[0] ?? quantity.name.text),
  )
  const wholes = before.filter(
    (quantity) => definition.whole.test(words(quantity)) && !quantity.inParentheses,
  )
  let fallback: Pair | undefined
  for (const part of [...parts].reverse()) {
    for (const whole of [...wholes].reverse()) {
      if (whole === part || !comparable(part.unit, whole.unit)) continue
      const pair = { part, whole }
      if (fits(pair, rate) === 2) return pair
      fallback ??= pair
    }
  }
  return fallback
}

function words(quantity: Quantity): string {
  return quantity.named ? quantity.name.text : `${quantity.topic}${quantity.name.text}`
}

/**
 * 「回收486份，回收率97.2%」, 「实际录取1150人，完成计划的95.83%」: the part by the rate's own word, and the whole before it
 * that one digit parts from them.
 */
function slipOf(before: readonly Quantity[], rate: Quantity): Draft | undefined {
  const word = rateWord(rate.named ? rate.name.text : '')
  const stem = /^(.{2,6})率$/.exec(word)?.[1]
  const planned = /完成(率|计划|目标|任务)?/.test(word)
  const index = before.findLastIndex((quantity) =>
    planned
      ? !/计划|目标|任务/.test(words(quantity))
      : stem !== undefined && isNamedOrSo(quantity, stem) && isCalledLike(quantity, stem),
  )
  const part = before[index]
  // What stands between may be the kinds of the part: 「获奖72人次，其中一等奖12人次……，获奖率38.71%」.
  const between = before.slice(index + 1)
  const isBeside = part && rate.clause.index - part.clause.index <= 1
  if (!part || rate.frame.bound || !(isBeside || between.every((value) => value.among))) return undefined
  const wholes = before
    .slice(0, index)
    .reverse()
    .filter(
      (whole) =>
        whole.unit.text === part.unit.text &&
        // 「运动场地21500平方米，绿化面积37200平方米，绿化率30.0%」: no whole is less than its part, but for what was planned.
        (planned || whole.size >= part.size || hasDigitRepair(draft(rate, { part, whole }, 'loose'))) &&
        !whole.frame.bound &&
        (!planned || /计划|目标|任务/.test(words(whole))) &&
        part.clause.index - whole.clause.index <= 3,
    )
  const [only] = wholes
  // 「参加鉴定480人，合格456人，合格率90%」: nothing else in the sentence could be the whole.
  const isOwn =
    planned || (stem !== undefined && verbsOf(stem).some((verb) => part.clause.text.includes(verb)))
  if (only && wholes.length === 1 && isOwn && part.clause.index - only.clause.index <= 1)
    return draft(rate, { part, whole: only }, 'likely')
  return wholes
    .slice(0, 2)
    .map((whole) => draft(rate, { part, whole }, 'loose'))
    .find(hasDigitRepair)
}

/** 「通过1136人」 has no other name than what its rate says. */
function isNamedOrSo({ named, clause, frame }: Quantity, stem: string): boolean {
  return named || verbsOf(stem).some((verb) => clause.text.startsWith(verb) || frame.right.startsWith(verb))
}

/** 回收率 is of what was 回收 or 收回. */
function verbsOf(stem: string): readonly string[] {
  const verb = stem.slice(0, 2)
  return [verb, [...verb].reverse().join('')]
}

/** 转段录取率 is that of those who were 录取, 获奖率 that of those who 获奖. */
function isCalledLike(part: Quantity, stem: string): boolean {
  const key = part.name.keys[0] ?? ''
  return (
    verbsOf(stem).some((verb) => part.clause.text.includes(verb)) ||
    (key.length >= 2 && stem.endsWith(key.slice(-2)))
  )
}

/** Any two neighbours that the rate fits: the number before it over a larger one, here or under the same name above. */
function looking(
  context: Context,
  before: readonly Quantity[],
  rate: Quantity,
  definition: RateDefinition | undefined,
): Pair | undefined {
  const stem = /^(.{2,6})[率面]$/.exec(rateWord(rate.named ? rate.name.text : ''))?.[1]
  const called = before.findLast((part) => stem !== undefined && part.named && part.name.text.includes(stem))
  const parts = [...(called ? [called] : []), ...before.slice(-3).reverse()]
  const reach = definition ? 60 : 24
  for (const part of parts) {
    for (let id = part.id - 1; id >= Math.max(0, part.id - reach); id--) {
      const whole = context.quantities[id]
      if (!whole || whole.size < part.size || fits({ part, whole }, rate) !== 2) continue
      if (!isWhole(whole, part) || !isPresent(whole)) continue
      const named = definition?.whole.test(words(whole)) ?? false
      const alike = !whole.named && whole.topic !== '' && whole.topic === part.topic
      if (named || alike || whole.sentence === rate.sentence) return { part, whole }
    }
  }
  return undefined
}

/** 「就业人数最多的是信息技术类」 and, above, 「毕业生数最多的是信息技术类」: the two numbers of one thing. */
function sameEntity(
  context: Context,
  before: readonly Quantity[],
  rate: Quantity,
  definition: RateDefinition,
): Pair | undefined {
  const part = before.at(-1)
  const entity = part && entityOf(part)
  if (!part || !entity) return undefined
  const whole = context
    .around(part, 60, 0)
    .findLast(
      (candidate) =>
        candidate !== part &&
        isLevel(candidate) &&
        comparable(candidate.unit, part.unit) &&
        entityOf(candidate) === entity &&
        candidate.sentence !== rate.sentence &&
        tellsOf(context, candidate, definition.whole),
    )
  return whole && { part, whole }
}

/** By its own words, or by those that its sentence began with: 「毕业生数最多的是甲，……，其次是乙，为……」. */
function tellsOf(context: Context, quantity: Quantity, kind: RegExp): boolean {
  const first = context.sentence(quantity.sentence)[0]
  return kind.test(words(quantity)) || (first !== undefined && kind.test(words(first)))
}

function entityOf(quantity: Quantity): string | undefined {
  return quantity.named ? undefined : /是([^,]{2,16})$/.exec(quantity.topic)?.[1]
}

function isWhole(whole: Quantity, part: Quantity): boolean {
  return whole !== part && isLevel(whole) && comparable(whole.unit, part.unit) && whole.size >= part.size
}

function draft(rate: Quantity, pair: Pair, tie: Tie): Draft {
  const scale = percentScale(rate)
  const expression: Expression =
    scale === 100
      ? percentOf(of(pair.part), of(pair.whole))
      : times(over(of(pair.part), of(pair.whole)), constant(scale))
  return {
    kind: 'share',
    rule: 'share.rate',
    expression,
    relation: 'equals',
    stated: statedAs(rate),
    operands: [operand(pair.part, 'part'), operand(pair.whole, 'whole'), operand(rate, 'stated')],
    tie,
    bound: rate.frame.bound,
    nearMiss: true,
  }
}
