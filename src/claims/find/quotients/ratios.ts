import type { Draft, Tie } from '../../judge/claim.ts'
import { constant, type Expression, minus, of, over, times } from '../../judge/expression.ts'
import { nameOf } from '../../read/names.ts'
import type { Quantity } from '../../read/quantities.ts'
import { rangeOf } from '../../read/quantities.ts'
import { comparable } from '../../read/units.ts'
import { hasPairOf } from '../changes/changes.ts'
import {
  type Context,
  isLevel,
  isPercentage,
  isPresent,
  matches,
  operand,
  statedAs,
  statedConstant,
  wordsBefore,
} from '../context.ts'
import { listAround } from '../shares/share-items.ts'
import { digitsOf, isOneDigitApart } from '../sums/sum-drafts.ts'
import { perHeadDraft } from './per-head.ts'
import { levelsNear, near, pairDraft, pairThatFits, quotient } from './quotients.ts'

/** Ratios, multiples, averages per head, products and differences: what two printed numbers make. */
export function findRatios(context: Context): Draft[] {
  const drafts: Draft[] = []
  for (const quantity of context.quantities) {
    drafts.push(...structureDrafts(context, quantity))
    const draft =
      ratioDraft(context, quantity) ??
      pupilsPerTeacher(context, quantity) ??
      multipleDraft(context, quantity) ??
      perHeadDraft(context, quantity) ??
      sexRatio(context, quantity) ??
      naturalIncrease(context, quantity) ??
      differenceDraft(context, quantity)
    if (draft) drafts.push(draft)
  }
  return drafts
}

/** 55:45 makes 100; 18.84:1 is students over teachers where both are printed. */
function ratioDraft(context: Context, ratio: Quantity): Draft | undefined {
  if (ratio.role !== 'ratio') return undefined
  const others = ratio.frame.ratioWith.map((token) => token.value.toNumber())
  const total = ratio.size + others.reduce((a, b) => a + b, 0)
  if (
    others.length >= 1 &&
    ratio.size > 1 &&
    others.every((value) => value > 1) &&
    (Math.abs(total - 100) < 1.5 || isSplit(ratio, others))
  )
    return partsOfHundred(context, ratio)
  const parted = others.length >= 2 && /结构|构成/.test(ratio.clause.text) && Math.abs(total - 100) < 50
  if (parted && ratioParts(ratio).every((part) => part.token.decimals > 0))
    return partsOfHundred(context, ratio)
  // 「由17.51:1降至17.50:1」: what is printed beside it makes the ratio of now.
  if (others.length !== 1 || ratio.frame.motion === 'from' || ratio.period === 'prior') return undefined
  const sided = namedSides(context, ratio) ?? saidSides(context, ratio)
  if (sided) return sided
  if (others[0] !== 1 || isOfPupils(ratio)) return undefined
  const pair = pairThatFits(levelsNear(context, ratio, 40), ratio, 1)
  return pair && digitsOf(ratio) >= 3 ? quotient(ratio, pair, 1, 'ratio', 'ratio.to_one', 'loose') : undefined
}

/** 「小学生师比为18.25」, with its 「:1」 or without: pupils over teachers printed near it, where they make it. */
function pupilsPerTeacher(context: Context, ratio: Quantity): Draft | undefined {
  if (ratio.frame.motion === 'from' || ratio.period === 'prior') return undefined
  const others = ratioParts(ratio)
  const isOne = ratio.role === 'ratio' ? others.length === 1 && others[0]?.size === 1 : ratio.role === 'level'
  if (!isOne || !isOfPupils(ratio) || ratio.unit.text !== '' || digitsOf(ratio) < 3) return undefined
  const people = levelsNear(context, ratio, 40).filter(
    ({ unit, token, frame }) =>
      !frame.bound && (unit.dimension === 'people' || (unit.text === '' && token.places >= 3)),
  )
  const pupils = people.filter(({ name }) => /在校|学生|折合/.test(name.text) && !/教师|教职/.test(name.text))
  const teachers = people.filter(({ name }) => /教师/.test(name.text))
  for (const part of pupils.reverse()) {
    const whole = teachers.findLast(
      (value) =>
        [part, value].some((side) => side.paragraph === ratio.paragraph) &&
        (near(part.size / value.size, ratio) || fitsRounded(part, value, ratio)),
    )
    if (whole) return quotient(ratio, { part, whole }, 1, 'ratio', 'ratio.sides', 'loose')
  }
  return undefined
}

function isOfPupils({ name, clause, token }: Quantity): boolean {
  const own = clause.numbers.find((number) => number.token === token)
  return /生师比$/.test(name.text) || /[生师]{2}比[^,、]{0,4}$/.test(clause.text.slice(0, own?.from ?? 0))
}

function fitsRounded(part: Quantity, whole: Quantity, ratio: Quantity): boolean {
  return whole.low > 0 && part.low / whole.high <= ratio.high && part.high / whole.low >= ratio.low
}

/** 普职比 55:45 divides a hundred, as two numbers of two digits do that a ratio of small ones would not need. */
function isSplit(ratio: Quantity, others: readonly number[]): boolean {
  return (
    /普职|职普|(普通高中|普高).*(中等职业|中职).*比/.test(`${ratio.topic}${ratio.clause.text}`) &&
    others.length === 1 &&
    [ratio.size, ...others].every((value) => value >= 10 && value < 100) &&
    Math.max(ratio.size, ...others) >= 20
  )
}

const sides: readonly { readonly words: RegExp; readonly first: RegExp; readonly second: RegExp }[] = [
  { words: /男女/, first: /男/, second: /女/ },
  { words: /生师比|学生(与|和)[^,]{0,6}教师|师生比/, first: /学生|在校/, second: /教师/ },
  { words: /教师(与|和)[^,]{0,4}学生/, first: /教师/, second: /学生|在校/ },
  { words: /城乡/, first: /城/, second: /乡|农/ },
  { words: /普职/, first: /普通高中|普高/, second: /中职|中等职业/ },
]

/** 「男生1200人，女生800人，男女比例为1.5:1」, 「教师与学生之比为1:18.5」: the words name both sides. */
function namedSides(context: Context, ratio: Quantity): Draft | undefined {
  const words = `${ratio.topic}${ratio.name.text}${ratio.clause.text}`
  const known = sides.find((candidate) => candidate.words.test(words))
  const other = ratioParts(ratio)[0]
  if (!known || !other) return undefined
  const near = levelsNear(context, ratio, 12).filter(
    (value) => value.paragraph === ratio.paragraph && !value.frame.bound && value.unit.dimension === 'people',
  )
  const after = context.sentence(ratio.sentence).filter((value) => isLevel(value) && isPresent(value))
  // What is printed before the ratio makes it; else what the sentence prints behind it.
  const side = (is: RegExp, not: RegExp) => {
    const named = (value: Quantity) => is.test(value.name.text) && !not.test(value.name.text)
    return near.findLast((value) => value.id < ratio.id && named(value)) ?? after.find(named)
  }
  const one = side(known.first, known.second)
  const two = side(known.second, known.first)
  if (!one || !two || one === two || one.size === 0 || two.size === 0) return undefined
  // A ratio of one (or a hundred) to something is printed as finely as its other side.
  const base = [1, 100].find((size) => other.size === size || ratio.size === size)
  if (base === undefined) return undefined
  const [part, whole, stated] = other.size === base ? [one, two, ratio] : [two, one, other]
  if (base === 100)
    return { ...perHundred(ratio, stated, part, whole), tie: tieOfSides(known.words, one, two, ratio) }
  // 「按在校生3352人、专任教师378人计算，生师比8.9:1」: the words say by what is divided.
  const isReckoned =
    /^按/.test(one.clause.text) && one.clause === two.clause && one.sentence === ratio.sentence
  const value = part.size / whole.size
  const flipped = near1(whole.size / part.size, stated) && !near1(value, stated)
  const [top, bottom] = flipped ? [whole, part] : [part, whole]
  return {
    kind: 'ratio',
    rule: 'ratio.sides',
    expression: over(of(top), of(bottom)),
    relation: 'equals',
    stated: statedAs(stated),
    operands: [operand(top, 'part'), operand(bottom, 'whole'), operand(ratio, 'stated')],
    tie: tieOfSides(known.words, one, two, ratio),
    complete: isReckoned,
    // What schools divide are often converted pupils: worth a word only where the three stand together.
    nearMiss:
      known === sides[0] ||
      isReckoned ||
      (isSaidTogether(one, two, ratio) &&
        isOneDigitApart((top.size / bottom.size).toFixed(stated.token.decimals), stated.token.digits)),
  }
}

const sidesSaid =
  /([\u4e00-\u9fff]{2,10}?)(?:与|和|对|同)([\u4e00-\u9fff]{2,10}?)(?:人数|数量|总数|数)?的?(?:之比|比例|比值|比)(?:为|是|达到?|约为?)?$/

/** 「外聘教师与专任教师人数之比为0.19:1」: both sides by the names that the words give them. */
function saidSides(context: Context, ratio: Quantity): Draft | undefined {
  const own = ratio.clause.numbers.find((number) => number.token === ratio.token)
  const said = sidesSaid.exec(ratio.clause.text.slice(0, own?.from ?? 0))
  const [stated] = ratioParts(ratio)
  if (!said || !stated || (ratio.size !== 1 && stated.size !== 1)) return undefined
  const values = levelsNear(context, ratio, 16).filter((value) => value.paragraph === ratio.paragraph)
  const [one, two] = [said[1], said[2]].map((words) => {
    const name = nameOf(words ?? '')
    return values.findLast((value) => matches(value.name, name) >= 2)
  })
  if (!one || !two || one === two || one.size === 0 || two.size === 0) return undefined
  const [part, whole, shown] = stated.size === 1 ? [one, two, ratio] : [two, one, stated]
  return {
    kind: 'ratio',
    rule: 'ratio.sides',
    expression: over(of(part), of(whole)),
    relation: 'equals',
    stated: statedAs(shown),
    operands: [operand(part, 'part'), operand(whole, 'whole'), operand(ratio, 'stated')],
    tie: 'loose',
  }
}

function isSaidTogether(one: Quantity, two: Quantity, ratio: Quantity): boolean {
  const isNear = (side: Quantity) => side.sentence === ratio.sentence && Math.abs(ratio.id - side.id) <= 3
  return isNear(one) && isNear(two) && !/折合|标准|专任教师与/.test(ratio.clause.text)
}

/** 生师比 is often made of converted numbers; 男女比例 of those that stand right before it. */
function tieOfSides(words: RegExp, one: Quantity, two: Quantity, ratio: Quantity): Tie {
  const beside = isBeside(one, ratio) && isBeside(two, ratio)
  return words.test('男女') && beside ? 'likely' : 'loose'
}

function isBeside(side: Quantity, ratio: Quantity): boolean {
  return (
    side.sentence === ratio.sentence && side.segment === ratio.segment && Math.abs(ratio.id - side.id) <= 2
  )
}

/** 「男女比例为84:100」 */
function perHundred(ratio: Quantity, stated: Quantity, part: Quantity, whole: Quantity): Draft {
  const half = { low: stated.token.value.minus('0.5'), high: stated.token.value.plus('0.5') }
  return {
    kind: 'ratio',
    rule: 'ratio.sides',
    expression: times(over(of(part), of(whole)), constant(100)),
    relation: 'equals',
    stated: { ...statedAs(stated), range: stated.token.decimals > 0 ? stated.range : half },
    operands: [operand(part, 'part'), operand(whole, 'whole'), operand(ratio, 'stated')],
    tie: 'loose',
  }
}

function near1(value: number, stated: Quantity): boolean {
  return value >= stated.low - 1e-9 && value <= stated.high + 1e-9
}

/** 「三次产业结构比例为6.01:55.04:38.95」: the shares of the numbers that the text printed in this order. */
function structureDrafts(context: Context, ratio: Quantity): Draft[] {
  if (ratio.role !== 'ratio' || ratio.frame.ratioWith.length === 0) return []
  const stated = [ratio, ...ratioParts(ratio)]
  if (
    Math.abs(stated.reduce((sum, part) => sum + part.size, 0) - 100) > 1.5 ||
    stated.some((part) => part.token.decimals === 0)
  )
    return []
  const before = context
    .around(ratio, 30, 0)
    .filter((value) => isLevel(value) && value.id < ratio.id && isPresent(value))
  for (let end = before.length; end >= stated.length; end--) {
    const parts = before.slice(end - stated.length, end)
    const total = parts.reduce((sum, part) => sum + part.size, 0)
    if (parts.some((part) => part.unit.text !== parts[0]?.unit.text) || total === 0) continue
    if (!parts.every((part, i) => near((part.size / total) * 100, stated[i] as Quantity))) continue
    return parts.map((part, i) => ({
      kind: 'share' as const,
      rule: 'share.structure',
      expression: times(over(of(part), { op: 'sum', of: parts.map(of) }), constant(100)),
      relation: 'equals' as const,
      stated: statedAs(stated[i] as Quantity),
      operands: [
        operand(part, 'part'),
        ...parts.filter((other) => other !== part).map((other) => operand(other, 'sibling')),
        operand(stated[i] as Quantity, 'stated'),
      ],
      tie: 'likely' as const,
    }))
  }
  return structureSlip(stated, before)
}

/** The three 产业 by name, where their shares are not those that are printed. */
function structureSlip(stated: readonly Quantity[], before: readonly Quantity[]): Draft[] {
  const words = [/第一产业/, /第二产业/, /第三产业/]
  const parts = before.filter((value) => words.some((word) => word.test(value.clause.text))).slice(-3)
  const [first] = parts
  const isNamed =
    stated.length === 3 &&
    parts.length === 3 &&
    parts.every((part, i) => words[i]?.test(part.clause.text) && part.sentence === first?.sentence) &&
    parts.every((part) => part.unit.text === first?.unit.text && part.size > 0)
  if (!isNamed) return []
  return parts.map((part, i) => ({
    kind: 'share' as const,
    rule: 'share.structure',
    expression: times(over(of(part), { op: 'sum', of: parts.map(of) }), constant(100)),
    relation: 'equals' as const,
    stated: statedAs(stated[i] as Quantity),
    operands: [
      operand(part, 'part'),
      ...parts.filter((other) => other !== part).map((other) => operand(other, 'sibling')),
      operand(stated[i] as Quantity, 'stated'),
    ],
    tie: 'likely' as const,
  }))
}

/** The other numbers of a ratio as quantities of their own. */
export function ratioParts(ratio: Quantity): Quantity[] {
  return ratio.frame.ratioWith.map((token) => {
    const range = rangeOf(token)
    return {
      ...ratio,
      token,
      range,
      low: range.low.toNumber(),
      high: range.high.toNumber(),
      size: token.value.toNumber(),
      id: -token.id - 1,
    }
  })
}

function exactly(part: Quantity): Quantity {
  const { value } = part.token
  const size = value.toNumber()
  return { ...part, range: { low: value, high: value }, low: size, high: size }
}

function partsOfHundred(context: Context, ratio: Quantity): Draft {
  const printed = [ratio, ...ratioParts(ratio)]
  const decimals = Math.min(...printed.map((part) => part.token.decimals))
  // Whole parts (55:45) are chosen to make 100; only decimal ones are rounded.
  const parts = decimals > 0 ? printed : printed.map(exactly)
  return {
    kind: 'percent_sum',
    rule: 'percent_sum.ratio',
    expression: { op: 'sum', of: parts.map(of) },
    relation: 'equals',
    stated: statedConstant(100, decimals > 0 ? String(10 ** -decimals) : undefined),
    operands: [operand(context.quantities[ratio.id] ?? ratio, 'item')],
    tie: 'likely',
  }
}

/** 是…的2.3倍, 增长1.5倍: two values of the sentence. */
function multipleDraft(context: Context, multiple: Quantity): Draft | undefined {
  if (multiple.role !== 'times') return undefined
  if (multiple.frame.bound) return timesOfListed(context, multiple)
  const values = context.sentence(multiple.sentence).filter((value) => isLevel(value) || isPercentage(value))
  const grown = multiple.frame.motion === 'by'
  for (const part of values) {
    for (const whole of values) {
      if (part === whole || part.size <= whole.size || !comparable(part.unit, whole.unit)) continue
      const value = part.size / whole.size - (grown ? 1 : 0)
      if (!near(value, multiple)) continue
      const expression: Expression = grown
        ? minus(over(of(part), of(whole)), constant(1))
        : over(of(part), of(whole))
      return pairDraft(multiple, { part, whole }, expression, 'ratio', 'ratio.multiple', 'loose')
    }
  }
  return (
    timesOfListed(context, multiple) ??
    timesTheYearBefore(context, multiple) ??
    timesOfNamed(context, multiple)
  )
}

/** 「中职招生20586人，普高招生47355人。普高招生人数是中职学校的2.3倍」: both sides by their names, in the sentences before. */
function timesOfNamed(context: Context, multiple: Quantity): Draft | undefined {
  const sides = /^(.{2,16}?)(?:约|大约)?(?:是|为|相当于|达到?)(.{2,16}?)的$/.exec(wordsBefore(multiple))
  if (!sides || multiple.frame.motion === 'by' || multiple.token.decimals === 0) return undefined
  const near = context
    .around(multiple, 12, 0)
    .filter((value) => isLevel(value) && isPresent(value) && value.paragraph === multiple.paragraph)
  const calledBy = (side = '') =>
    near.filter((value) =>
      hasPairOf(side.replace(/(人数|数量|总数|学校|的)/g, ''), `${value.name.text}${value.clause.text}`),
    )
  for (const part of calledBy(sides[1])) {
    const whole = calledBy(sides[2]).find(
      (value) =>
        value !== part &&
        comparable(value.unit, part.unit) &&
        value.size > 0 &&
        near1(part.size / value.size, multiple),
    )
    if (whole)
      return pairDraft(
        multiple,
        { part, whole },
        over(of(part), of(whole)),
        'ratio',
        'ratio.multiple',
        'loose',
      )
  }
  return undefined
}

/** 「东部、中部、西部获奖总数分别为7033项、4616项、3183项，东部获奖总数约为中部的1.5倍」: both sides by their names in the list. */
function timesOfListed(context: Context, multiple: Quantity): Draft | undefined {
  const sides = /^(.{2,6}?)[^,]{0,14}?(?:约)?(?:是|为|相当于)(.{2,6})的$/.exec(
    multiple.clause.text.slice(0, multiple.clause.numbers[0]?.from ?? 0),
  )
  const sentence = context.sentence(multiple.sentence)
  const index = sentence.findIndex(
    (value) => value.frame.respectively && !value.frame.continues && isLevel(value),
  )
  const first = sentence[index]
  if (!sides || !first || first.id > multiple.id) return undefined
  const values = listAround(sentence, index)
  const names = first.clause.text.split(/[、和与]/).slice(0, values.length)
  const valueOfItem = (side: string | undefined) =>
    values[
      names.findIndex(
        (name) =>
          side !== undefined && (name.startsWith(side.slice(0, 2)) || name.endsWith(side.slice(0, 2))),
      )
    ]
  const [part, whole] = [valueOfItem(sides[1]), valueOfItem(sides[2])]
  if (!part || !whole || part === whole || names.length !== values.length) return undefined
  const draft = pairDraft(
    multiple,
    { part, whole },
    over(of(part), of(whole)),
    'ratio',
    'ratio.multiple',
    'likely',
  )
  return { ...draft, bound: multiple.frame.bound }
}

/** 「培训4800人次，是上年2400人次的2倍」: one value of now and one of before leave no other reading. */
function timesTheYearBefore(context: Context, multiple: Quantity): Draft | undefined {
  if (multiple.frame.motion === 'by' || !/是|为|相当于/.test(multiple.clause.text)) return undefined
  const values = context
    .sentence(multiple.sentence)
    .filter((value) => isLevel(value) && value.token.start < multiple.token.start)
  const [one, two] = values
  // 「由2016年的1.2亿元增加到1.8亿元，是2016年的1.5倍」 has the value of before in front.
  const [now, before] = one && two && !isPresent(one) && isPresent(two) ? [two, one] : [one, two]
  if (!now || !before || values.length !== 2 || !isPresent(now) || !comparable(now.unit, before.unit))
    return undefined
  // 「固定资产33亿元，净资产9.7亿元，是1993年的10.8倍」: of what it was then, which is not printed.
  if (isPresent(before) && before.year === now.year) return undefined
  if (!/上年|去年|(19|20)\d\d/.test(multiple.clause.text) || now.frame.bound || before.frame.bound)
    return undefined
  const parts = { part: now, whole: before }
  return pairDraft(multiple, parts, over(of(now), of(before)), 'ratio', 'ratio.multiple', 'likely')
}

/** 性别比: men for every 100 women. */
function sexRatio(context: Context, ratio: Quantity): Draft | undefined {
  if (
    !isLevel(ratio) ||
    !/性别比/.test(ratio.clause.text) ||
    ratio.unit.dimension !== 'bare' ||
    ratio.size < 20 ||
    ratio.size > 500 ||
    !isPresent(ratio)
  )
    return undefined
  const values = levelsNear(context, ratio, 12)
  const men = values.findLast(
    (value) => value.id < ratio.id && /男/.test(value.name.text) && !/女/.test(value.name.text),
  )
  const women = values.findLast(
    (value) => value.id < ratio.id && /女/.test(value.name.text) && !/男/.test(value.name.text),
  )
  if (!men || !women) return undefined
  const tie: Tie = /出生/.test(ratio.clause.text) ? 'loose' : 'likely'
  return quotient(ratio, { part: men, whole: women }, 100, 'ratio', 'ratio.sexes', tie)
}

/** 自然增长率 = 出生率 − 死亡率. */
function naturalIncrease(context: Context, rate: Quantity): Draft | undefined {
  if (!/自然增长率/.test(rate.name.text)) return undefined
  const sentence = context.sentence(rate.sentence)
  const births = sentence.find(
    (value) => /出生率/.test(value.name.text) && value.unit.text === rate.unit.text,
  )
  const deaths = sentence.find(
    (value) => /死亡率/.test(value.name.text) && value.unit.text === rate.unit.text,
  )
  if (!births || !deaths || !isPresent(births) || !isPresent(deaths)) return undefined
  return pairDraft(
    rate,
    { part: births, whole: deaths },
    minus(of(births), of(deaths)),
    'change',
    'change.natural',
    'likely',
  )
}

/** 差额, 净增, 顺差: the difference of two numbers before it. */
function differenceDraft(context: Context, difference: Quantity): Draft | undefined {
  if (
    !(isLevel(difference) || (difference.role === 'by' && /净/.test(difference.clause.text))) ||
    !/(差额|顺差|逆差|相差|差距|结余|缺口|缺额|余额|净增|净流入|净流出)/.test(difference.clause.text)
  )
    return undefined
  const values = context
    .around(difference, 14, 0)
    .filter((value) => isLevel(value) && value.id < difference.id && comparable(value.unit, difference.unit))
  for (const part of values) {
    for (const whole of values) {
      if (part !== whole && part.size > whole.size && near(part.size - whole.size, difference)) {
        return pairDraft(
          difference,
          { part, whole },
          minus(of(part), of(whole)),
          'change',
          'change.difference',
          'loose',
        )
      }
    }
  }
  return namedDifference(difference, values)
}

/** What is taken from what, by their names: 出口 and 进口, 收入 and 支出, 新增 and 撤销. */
const opposites: readonly (readonly [RegExp, RegExp, RegExp])[] = [
  [/顺差|逆差/, /(?<!进)出口/, /进口/],
  [/结余/, /收入/, /支出/],
  [/缺额|缺口/, /计划|需求|编制/, /上线|实际|完成|录取|现有/],
  [/净增/, /新增|增加|增设/, /撤销|减少|停办|停招/],
  [/净流入|净流出/, /流入/, /流出/],
]

function namedDifference(difference: Quantity, values: readonly Quantity[]): Draft | undefined {
  const known = opposites.find(([words]) => words.test(difference.clause.text))
  if (!known || difference.frame.bound || difference.frame.motion === 'from') return undefined
  // What is left at the end of a year holds what the year before had left.
  if (/结余/.test(difference.clause.text) && /年末|结转|累计|滚存/.test(difference.clause.text))
    return undefined
  const near = values.filter((value) => difference.sentence - value.sentence <= 1 && !value.frame.bound)
  const named = (words: RegExp) => near.filter((value) => words.test(value.clause.text) && value.named)
  const only = (found: readonly Quantity[]) => {
    const whole = found.filter((value) => /总|合计/.test(value.clause.text))
    return found.length > 1 && whole.length === 1 ? whole : found
  }
  const gains = only(named(known[1]))
  const losses = only(named(known[2]))
  const [gain, loss] = [gains.at(-1), losses.at(-1)]
  if (!gain || !loss || gain === loss || gains.length > 1 || losses.length > 1) return undefined
  const [part, whole] = gain.size >= loss.size ? [gain, loss] : [loss, gain]
  return pairDraft(
    difference,
    { part, whole },
    minus(of(part), of(whole)),
    'change',
    'change.difference',
    'likely',
  )
}
