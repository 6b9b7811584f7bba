import { Decimal, interval } from '../../../kernel/index.ts'
import type { Draft, Operand, Other, Stated, Tie } from '../../judge/claim.ts'
import { constant, type Expression, minus, of, over, times } from '../../judge/expression.ts'
import type { Quantity } from '../../read/quantities.ts'
import {
  type Context,
  isLevel,
  isOtherScope,
  isPercentage,
  isPresent,
  matches,
  operand,
  sameMeasure,
  statedAs,
  wordsBefore,
} from '../context.ts'
import { type Course, coursesOf, isValue, signed } from './courses.ts'

const otherMeasure = /可比|不变价|扣除|同口径|按同|剔除|实际增长|名义|折算/

export function findChanges(context: Context): { drafts: Draft[]; courses: Course[] } {
  const courses: Course[] = []
  // What stands in parentheses is read behind the clause around it; a change is said behind its values.
  for (const sentence of context.sentences())
    courses.push(
      ...coursesOf(
        context,
        [...sentence].sort((a, b) => a.token.start - b.token.start),
      ),
    )
  return { drafts: courses.flatMap((course) => draftsOf(context, course)), courses }
}

function draftsOf(context: Context, course: Course): Draft[] {
  const { now } = course
  const drafts: Draft[] = []
  if (now && !course.before && (course.by.length > 0 || course.growth.length > 0))
    lookUpBefore(context, course)
  const printedBefore = course.before
  if (now && printedBefore && !course.beforeFound) drafts.push(...previousDraft(context, now, printedBefore))
  const comparesWithLastYear = [...course.by, ...course.growth].some(
    (change) => change.comparison?.kind === 'prior',
  )
  if (now && !printedBefore && comparesWithLastYear) {
    course.before = inPrevious(context, now)
    course.beforeFound = course.before !== undefined
  }
  const before = course.before
  if (
    course.by.length + course.growth.length + course.yearly.length === 0 &&
    course.now?.frame.motion === undefined
  )
    course.before = course.before?.comparison ? course.before : undefined
  for (const by of course.by) drafts.push(changeDraft(course, by))
  for (const growth of course.growth) {
    const draft = growthDraft(context, course, growth)
    if (draft) drafts.push(draft, ...percentOrPoints(course, growth))
  }
  for (const yearly of course.yearly) {
    const draft = yearlyDraft(context, course, yearly)
    if (draft) drafts.push(draft)
  }
  if (now && before) drafts.push(...directionDrafts(course, now, before))
  return drafts
}

/** The year before of the same quantity, printed elsewhere under the same name. */
function lookUpBefore(context: Context, course: Course): void {
  const { now } = course
  if (!now?.named) return
  const change = course.by[0] ?? course.growth[0]
  const wanted =
    change?.comparison?.year ??
    (change?.comparison?.kind === 'prior' && now.year !== undefined ? now.year - 1 : undefined)
  if (wanted === undefined) return
  const found = candidatesFor(context, now).filter(
    (value) =>
      value !== now &&
      value.year === wanted &&
      value.size !== now.size &&
      sameMeasure(value, now) &&
      value.role === now.role &&
      !isOtherScope(value, now) &&
      matches(value.name, now.name) >= (value.paragraph === now.paragraph ? 2 : 3),
  )
  const values = new Set(found.map((value) => value.size))
  if (values.size === 1 && found[0]) {
    course.before = found[0]
    course.beforeFound = true
  }
}

/** What last year's report printed for the same quantity, where it printed it once. */
function inPrevious(context: Context, now: Quantity): Quantity | undefined {
  const { previous } = context
  if (!previous || !now.named) return undefined
  const found = previous
    .valuesNamed(now.name, 0, 40)
    .filter(
      (value) =>
        isValue(value) &&
        isPresent(value) &&
        value.role === now.role &&
        sameMeasure(value, now) &&
        value.named &&
        matches(value.name, now.name) === 3,
    )
  return new Set(found.map((value) => value.size)).size === 1 ? found[0] : undefined
}

/** The value that this report gives for last year, against last year's report. */
function previousDraft(context: Context, now: Quantity, before: Quantity): Draft[] {
  const printed = inPrevious(context, now)
  if (!printed || before.frame.bound) return []
  const holds = interval.meets(printed.range, before.range)
  const params = { previous: printed.token.flow.text.slice(printed.token.start, printed.token.unitEnd) }
  return [
    {
      kind: 'restatement',
      rule: 'restatement.previous',
      expression: undefined,
      relation: 'equals',
      stated: statedAs(before),
      operands: [operand(printed, 'before'), operand(before, 'stated')],
      tie: 'likely',
      known: holds
        ? { verdict: 'consistent', severity: 'none', reason: { code: 'previous_agrees', params } }
        : { verdict: 'contradicted', severity: 'warning', reason: { code: 'previous_differs', params } },
    },
  ]
}

function candidatesFor(context: Context, now: Quantity): readonly Quantity[] {
  const near = context
    .around(now, 40, 40)
    .filter((value) => (isLevel(now) ? isLevel(value) : isPercentage(value)))
  return isLevel(now) ? [...context.named(now.name, now.id), ...near] : near
}

function changeDraft(course: Course, by: Quantity): Draft {
  const { now, before } = course
  if (!now || !before) return open('change', by, now ? 'before_missing' : 'now_missing', now)
  if (areOtherTimes(by, before, now)) return open('change', by, 'before_missing', now)
  const difference = minus(of(now), of(before))
  return {
    kind: 'change',
    rule: 'change.before',
    expression: signed(difference, by),
    relation: 'equals',
    stated: statedAs(by),
    operands: [operand(now, 'now'), operand(before, 'before'), operand(by, 'stated')],
    // 「由8类扩大到12类，还增加了32类」: another thing.
    tie: /^(此外)?[还另又]/.test(by.clause.text) ? 'loose' : tieOf(course, now, before),
    nearMiss: course.beforeFound,
    bound: by.frame.bound,
    others: percentSlip(now, before, by),
  }
}

function tieOf(course: Course, now: Quantity, before: Quantity): Tie {
  if (course.isDoubtful || isWordBetween(now, before)) return 'loose'
  // Found by name and year alone: it may be that of another place or part of the year.
  if (course.beforeFound) return 'loose'
  return now.role === 'ratio' || before.role === 'ratio' ? 'likely' : 'named'
}

/**
 * 「比上年多培训320人次」: between the time and the number stands a word that may well be a verb; the number is that of the
 * year before only where nothing stands there, or what the present number is called.
 */
function isWordBetween(now: Quantity, before: Quantity): boolean {
  const own = before.clause.numbers.find((number) => number.token === before.token)
  const words = before.clause.text.slice(0, own?.from ?? 0)
  const between = /[比较](?:上年|去年|上学年|上一年|前一年)(?:同期|末|底|度)?([\u4e00-\u9fff]{2,8})$/.exec(
    words,
  )?.[1]
  if (between === undefined || /^[的为是]|[的为是]$/.test(between)) return false
  return !hasPairOf(between, now.name.text)
}

/** 「较上年增加12人，较2018年增长25.4%」: each has a comparison of its own, and they are not the same. */
function areOtherTimes(change: Quantity, other: Quantity, now: Quantity | undefined): boolean {
  const [own, before] = [timeOf(change, now), timeOf(other, now)]
  // 「去年为22.7亿元，比前年上升71%」: what is compared is last year's.
  // 「2023年达到1877.88万人，2025年为1461.7万人，同比减少近10%」: the year before is not printed.
  const years = [now?.period, other.period]
  if (own === LAST_YEAR && other.frame.motion !== 'by' && years.every((year) => typeof year === 'number'))
    return Number(years[0]) - Number(years[1]) > 1
  if (own === TWO_YEARS && other.frame.motion !== 'by' && other.period === 'prior') return true
  return own !== undefined && before !== undefined && own !== before
}

const LAST_YEAR = 'the year before'
const TWO_YEARS = 'two years before'

function timeOf({ frame, comparison }: Quantity, now: Quantity | undefined): string | undefined {
  const said = frame.comparison ?? (frame.motion === 'by' ? undefined : comparison)
  if (!said || (frame.motion === 'from' && said.kind === 'other')) return undefined
  if (said.year !== undefined)
    return now?.year !== undefined && said.year === now.year - 1 ? LAST_YEAR : String(said.year)
  if (/前年/.test(said.text) && !/前一年/.test(said.text)) return TWO_YEARS
  if (/年初/.test(said.text)) return 'the beginning of the year'
  if (/上月|环比|上期|上季/.test(said.text)) return 'the month before'
  return said.kind === 'prior' ? LAST_YEAR : said.text
}

/** Whether two neighbouring characters of a word stand in another: 就业率 and 毕业生就业率. */
export function hasPairOf(word: string, name: string): boolean {
  for (let at = 0; at + 2 <= word.length; at++) if (name.includes(word.slice(at, at + 2))) return true
  return false
}

/** 百分点 written where the rate of change is meant: 13.9 % to 8.37 % is −39.8 %, not −39.8 points. */
function percentSlip(now: Quantity, before: Quantity, by: Quantity): Other[] {
  if (by.unit.dimension !== 'point') return []
  return [
    {
      what: { code: 'points_for_percent' },
      expression: signed(times(over(minus(of(now), of(before)), of(before)), constant(100)), by),
      operands: [operand(now, 'now'), operand(before, 'before'), operand(by, 'stated')],
      excuses: false,
    },
  ]
}

function growthDraft(context: Context, course: Course, growth: Quantity): Draft | undefined {
  const { now, before } = course
  // A change that is said behind the rate, with a comparison of its own, is another one.
  const behind = course.by.find((candidate) => !candidate.frame.comparison)
  const by = course.by.findLast((candidate) => candidate.id < growth.id) ?? behind
  if (otherMeasure.test(growth.clause.text) || otherMeasure.test(previousClauseText(context, growth))) {
    return open('growth', growth, 'other_measure', now)
  }
  // A loss that becomes a profit has no rate.
  if ((now && now.low < 0) || (before && before.low < 0)) return open('growth', growth, 'other_measure', now)
  const said = growth.frame.comparison || !by ? growth : by
  if (before && areOtherTimes(said, before, now)) return open('growth', growth, 'before_missing', now)
  if (now && before && (now.unit.dimension === 'percent') === (before.unit.dimension === 'percent')) {
    const rate = times(over(minus(of(now), of(before)), of(before)), constant(100))
    return {
      ...growthFrame(growth),
      rule: 'growth.before',
      expression: signed(rate, growth),
      operands: [operand(now, 'now'), operand(before, 'before'), operand(growth, 'stated')],
      nearMiss: course.beforeFound && !isAtConstantPrices(now),
      tie:
        isAtConstantPrices(now) || isHalf(growth)
          ? 'loose'
          : isPercentage(now)
            ? growth.clause.index - now.clause.index > 1
              ? 'loose'
              : 'likely'
            : tieOf(course, now, before),
      others: [
        newBase(now, signed(times(over(minus(of(now), of(before)), of(now)), constant(100)), growth), growth),
        ...pointsMeant(now, before, growth),
      ],
    }
  }
  if (by && areOtherTimes(growth, by, now)) return open('growth', growth, 'before_missing', now)
  const later = now && by && grownFrom(context, now, by)
  if (later && sameDirection(by, growth))
    return {
      ...growthFrame(growth),
      rule: 'growth.amount',
      expression: times(over(of(by), of(now)), constant(100)),
      operands: [operand(now, 'before'), operand(by, 'change'), operand(growth, 'stated')],
      tie: 'likely',
    }
  if (now && by && sameDirection(by, growth)) {
    const old = by.frame.direction === -1 ? sumOf(now, by) : minus(of(now), of(by))
    return {
      ...growthFrame(growth),
      rule: 'growth.amount',
      expression: times(over(of(by), old), constant(100)),
      operands: [operand(now, 'now'), operand(by, 'change'), operand(growth, 'stated')],
      tie: isAtConstantPrices(now)
        ? 'loose'
        : now.among === by.among && growth.clause.index - by.clause.index <= 2
          ? 'named'
          : 'likely',
      others: [newBase(now, times(over(of(by), of(now)), constant(100)), growth)],
    }
  }
  // 「人次较上年的16105人次减少285人次；资金却比上年增加72.72万元，增长3.88%」
  if (!now && before && by && sameDirection(by, growth) && sameMeasure(before, by))
    return {
      ...growthFrame(growth),
      rule: 'growth.amount',
      expression: times(over(of(by), of(before)), constant(100)),
      operands: [operand(before, 'before'), operand(by, 'change'), operand(growth, 'stated')],
      tie: 'likely',
    }
  return open('growth', growth, now ? 'before_missing' : 'now_missing', now)
}

/** Another value of the sentence is this one and the change together: this one is what it was before, by whatever words. */
function grownFrom(context: Context, value: Quantity, by: Quantity): boolean {
  const size = value.size + by.size * (by.frame.direction === -1 ? -1 : 1)
  return context
    .sentence(by.sentence)
    .some(
      (other) =>
        other !== value &&
        isLevel(other) &&
        sameMeasure(other, value) &&
        other.unit.text === value.unit.text &&
        Math.abs(other.size - size) <= (other.high - other.low) / 2 + size * 1e-9,
    )
}

function sumOf(a: Quantity, b: Quantity): Expression {
  return { op: 'sum', of: [of(a), of(b)] }
}

function growthFrame(growth: Quantity): Pick<Draft, 'kind' | 'relation' | 'stated' | 'bound'> {
  return { kind: 'growth', relation: 'equals', stated: statedAs(growth), bound: growth.frame.bound }
}

function sameDirection(by: Quantity, growth: Quantity): boolean {
  return growth.frame.direction === undefined || by.frame.direction === growth.frame.direction
}

/** The slip of dividing by the new value. */
function newBase(now: Quantity, expression: Expression, growth: Quantity): Other {
  return {
    what: { code: 'divided_by_new' },
    expression,
    operands: [operand(now, 'now'), operand(growth, 'stated')],
    excuses: false,
  }
}

/** 「就业率提高2%」 may mean points. */
function pointsMeant(now: Quantity, before: Quantity, growth: Quantity): Other[] {
  if (!isPercentage(now)) return []
  return [
    {
      what: { code: 'percent_for_points' },
      expression: signed(minus(of(now), of(before)), growth),
      operands: [operand(now, 'now'), operand(before, 'before'), operand(growth, 'stated')],
      excuses: true,
    },
  ]
}

/** 「升学率为82.42%，比2021年增加8.36%」 without the rate of 2021: whether 8.36百分点 are meant, nobody can tell. */
function percentOrPoints({ now, before }: Course, growth: Quantity): Draft[] {
  if (!now || before || now.role !== 'rate' || !/(率|比例|比重|满意度)$/.test(now.name.text)) return []
  const isSaidOf = growth.id === now.id + 1 && growth.clause.index === now.clause.index + 1 && !growth.named
  const isChange = growth.role === 'growth' && growth.unit.dimension === 'percent' && !growth.frame.bound
  if (!isSaidOf || !isChange || growth.size > 20 || now.unit.dimension !== 'percent') return []
  return [
    {
      kind: 'change',
      rule: 'change.percent_or_points',
      expression: undefined,
      relation: 'equals',
      stated: statedAs(growth),
      operands: [operand(now, 'now'), operand(growth, 'stated')],
      tie: 'loose',
      known: { verdict: 'base_unclear', severity: 'info', reason: { code: 'percent_or_points' } },
    },
  ]
}

function previousClauseText(context: Context, quantity: Quantity): string {
  return context.reading.clauses[quantity.clause.index - 1]?.text ?? ''
}

function yearlyDraft(context: Context, course: Course, yearly: Quantity): Draft | undefined {
  const { now, before } = course
  if (otherMeasure.test(yearly.clause.text) || otherMeasure.test(previousClauseText(context, yearly)))
    return open('growth', yearly, 'other_measure', now)
  const years = now && before ? yearsBetween(context, now, before, yearly) : undefined
  if (!now || !before || years === undefined) return open('growth', yearly, 'before_missing', now)
  const drafts = [before, ...oldest(context, now, before)].map((first): Draft => {
    const span = first === before ? years : (yearSaid(now) ?? 0) - (yearSaid(first) ?? 0)
    const rate: Expression = { op: 'yearly', left: of(now), right: of(first), years: span }
    return {
      ...growthFrame(yearly),
      rule: 'growth.yearly',
      expression: signed(times(rate, constant(100)), yearly),
      operands: [operand(now, 'now'), operand(first, 'before'), operand(yearly, 'stated')],
      tie: isAtConstantPrices(now) || isAtConstantPrices(first) ? 'loose' : 'likely',
    }
  })
  return drafts.at(-1)
}

/** 「由2015年的3150人，发展到2016年的3201人，2017年达到3256人，年均增长1.67%」: yearly from the first of them. */
function oldest(context: Context, now: Quantity, before: Quantity): Quantity[] {
  const [end, start] = [yearSaid(now), yearSaid(before)]
  if (end === undefined || start === undefined) return []
  const [first] = context
    .sentence(now.sentence)
    .filter(
      (value) =>
        value.role === now.role &&
        sameMeasure(value, now) &&
        (yearSaid(value) ?? end) < start &&
        value.segment === now.segment,
    )
    .sort((a, b) => (yearSaid(a) ?? 0) - (yearSaid(b) ?? 0))
  return first ? [first] : []
}

/** The year that the words right before a value name: 「发展到2016年的3201人」. */
function yearSaid(value: Quantity): number | undefined {
  const year = /((?:19|20)\d\d)[年届级]?(?:的|为|达到?|有)*$/.exec(wordsBefore(value))?.[1]
  return year === undefined ? (typeof value.period === 'number' ? value.period : undefined) : Number(year)
}

/** 「罚款减半」 may be said of anything. */
function isHalf({ token }: Quantity): boolean {
  return token.flow.text.slice(token.start, token.end) === '半'
}

/** What is produced is printed at the prices of its year and grows by those of another. */
function isAtConstantPrices(now: Quantity): boolean {
  return /gdp|GDP|生产总值|增加值|总产值|国民收入/.test(
    `${now.name.keys.join(' ')}${now.name.text}${now.topic}${now.frame.motion === 'from' ? now.clause.text : ''}`,
  )
}

function yearsBetween(
  context: Context,
  now: Quantity,
  before: Quantity,
  yearly: Quantity,
): number | undefined {
  const [end, start] = [yearSaid(now), yearSaid(before)]
  if (end !== undefined && start !== undefined && end > start) return end - start
  const span = spanOfSentence(context, before)
  if (span !== undefined && start === undefined) return span
  const clauses = context.reading.clauses.slice(Math.max(0, now.clause.index - 2), yearly.clause.index + 1)
  const text = clauses.map((clause) => clause.text).join(',')
  if (/十年|10年/.test(text)) return 10
  if (/五年|5年/.test(text)) return 5
  const census = typeof before.period === 'number' && before.period % 10 === 0
  return census && /普查/.test(text) ? 10 : undefined
}

/** 「2015年至2017年，财政拨款由3256.4万元增加到3985.2万元」: the years that the sentence begins with. */
function spanOfSentence({ reading }: Context, { clause }: Quantity): number | undefined {
  const before = reading.clauses[clause.index - 1]
  const words = `${before && before.sentence === clause.sentence ? before.text : ''},${clause.text}`
  const years = /((?:19|20)\d\d)年?(?:至|到|-|—|–|~)((?:19|20)\d\d)年/.exec(words)
  const span = years ? Number(years[2]) - Number(years[1]) : 0
  return span >= 1 && span <= 40 ? span : undefined
}

/** 上升, 下降, 增加: the word against the two figures. */
function directionDrafts(course: Course, now: Quantity, before: Quantity): Draft[] {
  // A currency falls while the price of another in it rises.
  if (/汇价|汇率|兑/.test(`${before.clause.text}${now.clause.text}`)) return []
  if (now.low < 0 || before.low < 0) return []
  const told = [now, ...course.by, ...course.growth].filter(
    (quantity) => quantity.frame.direction !== undefined,
  )
  const words = told.filter(
    (quantity) =>
      (quantity !== now || isValue(now)) && (quantity === now || !areOtherTimes(quantity, before, now)),
  )
  const seen = new Set<number>()
  const drafts: Draft[] = []
  for (const word of words) {
    const direction = word.frame.direction
    if (direction === undefined || seen.has(direction)) continue
    seen.add(direction)
    drafts.push(directionDraft(now, before, direction, word, tieOf(course, now, before)))
  }
  return drafts
}

export function directionDraft(
  now: Quantity,
  before: Quantity,
  direction: 1 | -1,
  word: Quantity,
  tie: Tie,
): Draft {
  const zero: Stated = { text: direction === 1 ? '上升' : '下降', range: interval.exactly(new Decimal(0)) }
  const used: Operand[] = [operand(now, 'now'), operand(before, 'before')]
  if (word !== now) used.push(operand(word, 'change'))
  return {
    kind: 'direction',
    rule: direction === 1 ? 'direction.up' : 'direction.down',
    expression: minus(of(now), of(before)),
    relation: direction === 1 ? 'above' : 'below',
    stated: zero,
    operands: used,
    tie,
  }
}

function open(kind: 'change' | 'growth', stated: Quantity, code: string, now: Quantity | undefined): Draft {
  return {
    kind,
    rule: `${kind}.open`,
    expression: undefined,
    relation: 'equals',
    stated: statedAs(stated),
    operands: [...(now ? [operand(now, 'now')] : []), operand(stated, 'stated')],
    tie: 'loose',
    known: { verdict: 'unverifiable', severity: 'none', reason: { code } },
  }
}
