import { Decimal, interval } from '../../../kernel/index.ts'
import type { Draft, Stated } from '../../judge/claim.ts'
import { constant, type Expression, minus, of, times } from '../../judge/expression.ts'
import type { Clause } from '../../read/clauses.ts'
import { FALLING, lastOf, RISING } from '../../read/lexicon.ts'
import { type Name, nameMatch, nameOf } from '../../read/names.ts'
import type { Quantity } from '../../read/quantities.ts'
import { type Context, isLevel, isPercentage, operands, sameMeasure, spanOf } from '../context.ts'
import { listAround } from '../shares/share-items.ts'
import { directionDraft, hasPairOf } from './changes.ts'
import { flatDraft } from './compared-directions.ts'
import { type Course, isValue } from './courses.ts'
import { isListedPriors } from './listed-priors.ts'

const adverbs =
  /(大幅度?|小幅度?|略有|略微|有所|稍有|明显|显著|稳步|持续|逐年|逐步|不断|继续|均|都|也|又|进一步|呈|总体|稳中有|连续|较大幅度|快速|平稳|有|了)+$/

/** A clause that says only where a quantity goes: 「就业率和对口就业率小幅下降」. */
export function findDirections(context: Context, known: readonly Course[]): Draft[] {
  const courses = byParagraph(known)
  const drafts: Draft[] = []
  const { clauses } = context.reading
  for (const clause of clauses) {
    if (clause.parent || clause.text.length > 60) continue
    const own = context.sentence(clause.sentence).filter((quantity) => quantity.clause.index === clause.index)
    if (
      own.some(
        (quantity) =>
          (isLevel(quantity) && quantity.unit.dimension !== 'time') ||
          isPercentage(quantity) ||
          quantity.role === 'by' ||
          quantity.role === 'growth',
      )
    )
      continue
    if (/(保持|基本|相对|总体|较为)(稳定|平稳|持平)$/.test(clause.text))
      drafts.push(...directionBehind(context, clause, 0))
    const word = directionOf(clause.text)
    if (!word) continue
    drafts.push(...pronounDirection(context, clause, word.direction))
    drafts.push(...asideDirection(context, clause, word.direction))
    drafts.push(...seriesDirection(context, clause, word.direction))
    const named = subjectsOf(word.subject).flatMap((subject) =>
      subjectDirection(context, clause, subject, word.direction, courses),
    )
    drafts.push(...(named.length > 0 ? named : directionBehind(context, clause, word.direction)))
  }
  return [...drafts, ...arrivals(context)]
}

/** 「平均起薪增长至3173元，2017年为3105元」: where it went to, and behind it what it was. */
function arrivals(context: Context): Draft[] {
  const drafts: Draft[] = []
  for (const now of context.quantities) {
    const { motion, direction } = now.frame
    if (now.role === 'ratio' && motion === 'to') drafts.push(...improvedRatio(context, now))
    if (motion !== 'to' || direction === undefined || !(isLevel(now) || isPercentage(now))) continue
    // 「将原有120余所中专学校精简至87所」
    const former = context.quantities[now.id - 1]
    if (
      former?.clause.index === now.clause.index &&
      /原[有来]?$/.test(former.frame.left) &&
      sameMeasure(former, now)
    ) {
      drafts.push({ ...directionDraft(now, former, direction, now, 'loose'), rule: 'direction.words' })
      continue
    }
    const before = context.quantities[now.id + 1]
    if (
      !before ||
      before.sentence !== now.sentence ||
      before.frame.motion !== undefined ||
      before.role !== now.role ||
      !sameMeasure(before, now) ||
      context.quantities[now.id - 1]?.frame.motion === 'from'
    )
      continue
    const isPast =
      before.period === 'prior' ||
      (typeof before.period === 'number' && (now.year === undefined || before.period < now.year))
    if (!isPast || !/^(而|比|较)?((19|20)\d\d|上|去|前)/.test(before.clause.text)) continue
    drafts.push({ ...directionDraft(now, before, direction, now, 'likely'), rule: 'direction.words' })
  }
  return drafts
}

/** 「生师比从21:1优化至19:1」: fewer pupils to a teacher are better. */
function improvedRatio(context: Context, now: Quantity): Draft[] {
  const before = context.quantities[now.id - 1]
  const word = /(优化|改善|下降|降低|降|上升|提高|扩大|升)[至到为]$/.exec(
    now.clause.text.slice(0, now.clause.numbers.find(({ token }) => token === now.token)?.from ?? 0),
  )?.[1]
  const isToOne = [before, now].every((ratio) => ratio?.frame.ratioWith.every(({ value }) => value.eq(1)))
  // 师生比1:16 is told by its other side.
  if (
    !word ||
    !isToOne ||
    before?.role !== 'ratio' ||
    before.sentence !== now.sentence ||
    before.frame.motion !== 'from'
  )
    return []
  const isBetter = /优化|改善/.test(word)
  if (isBetter && !/生师比/.test(`${before.name.text}${now.topic}${now.clause.text}`)) return []
  const direction = /上升|提高|扩大|^升/.test(word) ? 1 : -1
  return [{ ...directionDraft(now, before, direction, now, 'likely'), rule: 'direction.words' }]
}

/**
 * 「2024年图书35000册，2025年图书40000册，藏书量大幅增加」, 「2017年为98.2%，2016年为97.9%，就业率稳中有升」: words right behind
 * the values of several years.
 */
function directionBehind(context: Context, clause: Clause, direction: 1 | -1 | 0): Draft[] {
  const series = valuesOfYears(context, clause)
  const [now, before] = [series.at(-1), series.at(-2)]
  if (now?.frame.motion === 'from' || before?.frame.motion === 'to') return []
  if (!now || !before || clause.index - Math.max(now.clause.index, before.clause.index) > 3) return []
  if (direction === 0) return series.length === 2 ? [flatDraft(clause, now, before)] : []
  const said = clause.text.replace(adverbs, '')
  const isNamed = !/改善|向好/.test(said) && hasPairOf(said, `${now.name.text}${before.name.text}`)
  if (series.length > 2) {
    const ends = [series[0], now].filter((value) => value !== undefined)
    const isSteady = /逐年|持续|连年|稳步|不断|连续/.test(clause.text)
    const draft = seriesDraft(clause, series, direction, steps((isSteady ? series : ends).map(of), direction))
    return [{ ...draft, tie: isSteady && isNamed ? 'likely' : 'loose' }]
  }
  return [
    {
      ...directionDraft(now, before, direction, now, isNamed ? 'likely' : 'loose'),
      rule: 'direction.words',
      spans: [spanOf(clause)],
    },
  ]
}

/** The values of one quantity for years that stand before a clause in its sentence, the oldest first. */
function valuesOfYears(context: Context, clause: Clause): Quantity[] {
  const before = context
    .sentence(clause.sentence)
    .filter((value) => value.clause.index < clause.index && !value.inParentheses && isValue(value))
  const last = before.at(-1)
  if (!last || last.frame.bound) return []
  const yearOf = ({ period, year }: Quantity) => (typeof period === 'number' ? period : year)
  const isPrior = (value: Quantity) => value.period === 'prior'
  const series: Quantity[] = []
  for (const value of before.reverse()) {
    const isKin =
      value.role === last.role &&
      sameMeasure(value, last) &&
      !value.frame.bound &&
      (value === last || isCalledAlike(value, last))
    if (!isKin) break
    series.unshift(value)
  }
  if (series.length === 2 && series.some(isPrior) && !series.every(isPrior))
    return series.sort((a, b) => Number(isPrior(b)) - Number(isPrior(a)))
  const years = new Set(series.map(yearOf))
  if (years.has(undefined) || years.size !== series.length) return []
  return series.sort((a, b) => (yearOf(a) ?? 0) - (yearOf(b) ?? 0))
}

/** 图书馆图书 and 图书, or 这一比例 for what was named before. */
function isCalledAlike(a: Quantity, b: Quantity): boolean {
  if (!a.named || !b.named || nameMatch(a.name, b.name) >= 2) return true
  const [one, two] = [a.name.keys[0] ?? '', b.name.keys[0] ?? '']
  return /^[这该此其]/.test(one) || /^[这该此其]/.test(two) || one.slice(-2) === two.slice(-2)
}

type Courses = ReadonlyMap<number, readonly Course[]>

function byParagraph(courses: readonly Course[]): Courses {
  const map = new Map<number, Course[]>()
  for (const course of courses) {
    if (!course.now || !course.before) continue
    const list = map.get(course.now.paragraph)
    if (list) list.push(course)
    else map.set(course.now.paragraph, [course])
  }
  return map
}

function directionOf(text: string): { direction: 1 | -1; subject: string } | undefined {
  const up = lastOf(
    text,
    [...RISING, '攀高', '改善', '向好', '有升', '有增'].filter((word) => word.length > 1),
  )
  const down = lastOf(
    text,
    [...FALLING, '有降', '有减'].filter((word) => word.length > 1),
  )
  const found = up && (!down || up.at > down.at) ? up : down
  if (!found || text.length - found.at - found.word.length > 6) return undefined
  // 「调整、改革、整顿、提高的方针」, 「提高到现代化水平」 say nothing of a number.
  if (
    /^(的(?!趋势|态势|状态|局面|特点|走势)|到|预期|预测|压力|造成|目标|空间|动力|潜力)/.test(
      text.slice(found.at + found.word.length),
    )
  )
    return undefined
  return { direction: found === up ? 1 : -1, subject: text.slice(0, found.at) }
}

function subjectsOf(text: string): string[] {
  const plain = text
    .replace(/[呈]$/, '')
    .replace(adverbs, '')
    .replace(adverbs, '')
    .replace(/^.*(相比|比较|比上年|比去年|显示|来看)/, '')
  return plain
    .split(/[、和与及]/)
    .map((part) => part.trim())
    .filter((part) => part.length >= 2 && part.length <= 30)
}

/** Two values of that name for two times, in this paragraph or just behind. */
function subjectDirection(
  context: Context,
  clause: Clause,
  subject: string,
  direction: 1 | -1,
  courses: Courses,
): Draft[] {
  const name = nameOf(subject)
  if (name.keys.length === 0) return []
  const near = [clause.flow.index - 1, clause.flow.index, clause.flow.index + 1].flatMap((paragraph) =>
    context.paragraph(paragraph),
  )
  const values = near.filter(
    (value) => (isLevel(value) || isPercentage(value)) && Math.abs(value.sentence - clause.sentence) <= 4,
  )
  const exact = values.filter((value) => nameMatch(value.name, name) === 3)
  const named = exact.length > 0 ? exact : values.filter((value) => endsAlike(value, subject))
  const told = twoTimes(named)
  const [before, now] =
    told ?? courseOf(courses, clause, name, direction) ?? sharesOfTwoYears(context, clause, subject) ?? []
  if (!before || !now || now.frame.motion === 'from' || before.frame.motion === 'to') return []
  return [
    {
      ...directionDraft(now, before, direction, now, told && exact.length === 0 ? 'loose' : 'likely'),
      rule: 'direction.words',
      spans: [spanOf(clause)],
    },
  ]
}

/** 「升学比例大幅提高。2019年升学19321人，占70.82%，2020年20091人，占72.6%」: the two shares of the sentence behind. */
function sharesOfTwoYears(
  context: Context,
  clause: Clause,
  subject: string,
): [Quantity, Quantity] | undefined {
  if (!/(比例|比重|占比|率)$/.test(subject)) return undefined
  const shares = context
    .sentence(clause.sentence + 1)
    .filter((value) => isPercentage(value) && value.paragraph === clause.flow.index && !value.inParentheses)
    .filter((value) => value.year !== undefined)
  const [first, second] = shares
  if (shares.length !== 2 || !first || !second || first.role !== second.role || first.year === second.year)
    return undefined
  return (first.year ?? 0) < (second.year ?? 0) ? [first, second] : [second, first]
}

/** A value with the one before it that the text gave in the same breath: 升学比例达61.66%，比去年的56.23%…. */
function courseOf(
  courses: Courses,
  clause: Clause,
  name: Name,
  direction: 1 | -1,
): [Quantity, Quantity] | undefined {
  for (const paragraph of [clause.flow.index, clause.flow.index - 1, clause.flow.index + 1]) {
    for (const course of courses.get(paragraph) ?? []) {
      const { now, before } = course
      // 「楼市成交量有所下降。……上海成交量272.81万平方米，环比4月的206.28万平方米上涨」 speaks of another.
      if (now && now.sentence !== clause.sentence && saysOtherwise(course, direction)) continue
      if (now?.named && before && nameMatch(now.name, name) >= 2) return [before, now]
    }
  }
  return undefined
}

function saysOtherwise({ by, growth }: Course, direction: 1 | -1): boolean {
  return [...by, ...growth].some(
    ({ frame }) => frame.direction !== undefined && frame.direction !== direction,
  )
}

function endsAlike(value: Quantity, subject: string): boolean {
  const key = value.name.keys[0] ?? ''
  return key.length >= 3 && subject.endsWith(key)
}

/** The latest value and the one of the year before it, where years are printed. */
function twoTimes(values: readonly Quantity[]): [Quantity, Quantity] | undefined {
  const dated = values.filter((value) => typeof value.period === 'number')
  const years = [...new Set(dated.map((value) => value.period as number))].sort((a, b) => a - b)
  const last = years.at(-1)
  const first = years.at(-2)
  if (last === undefined || first === undefined) return undefined
  const now = dated.find((value) => value.period === last)
  const before = dated.find((value) => value.period === first && now !== undefined && sameMeasure(value, now))
  return now && before ? [before, now] : undefined
}

/** 「……为25.73，而到2017年时，该比值明显下降，为19.59」: the value behind against the one before. */
function pronounDirection(context: Context, clause: Clause, direction: 1 | -1): Draft[] {
  const sentence = context.sentence(clause.sentence)
  const now = sentence.find((value) => value.clause.index === clause.index + 1)
  if (!now || !(isLevel(now) || isPercentage(now) || now.role === 'ratio')) return []
  if (!/^(为|至|到|仅为|达|达到)/.test(now.clause.text)) return []
  const before = sentence.findLast(
    (value) =>
      value.id < now.id &&
      value.role === now.role &&
      value.unit.text === now.unit.text &&
      // 「原煤……，达到11亿吨；原油产量继续增长，达到1.42亿吨」: without a word that points back, another thing begins.
      (value.segment === now.segment || /该|此|其|这/.test(clause.text)),
  )
  return before
    ? [
        {
          ...directionDraft(
            now,
            before,
            direction,
            now,
            /该|此|其|这/.test(clause.text) ? 'likely' : 'loose',
          ),
          rule: 'direction.words',
          spans: [spanOf(clause)],
        },
      ]
    : []
}

/** 「升学比例呈上升趋势（2013年升学率40.68%，2017年升学率56.23%）」: the values of the years in parentheses behind. */
function asideDirection(context: Context, clause: Clause, direction: 1 | -1): Draft[] {
  const aside = context
    .sentence(clause.sentence)
    .filter(
      (value) =>
        value.clause.parent?.clause === clause.index &&
        (isLevel(value) || isPercentage(value)) &&
        typeof value.period === 'number',
    )
  const first = aside[0]
  if (!first || isListedPriors(context, first)) return []
  const series = aside
    .filter((value) => sameMeasure(value, first) && nameMatch(value.name, first.name) >= 2)
    .sort((a, b) => Number(a.period) - Number(b.period))
  const years = new Set(series.map((value) => value.period))
  if (series.length < 2 || years.size !== series.length) return []
  return [seriesDraft(clause, series, direction, steps(series.map(of), direction))]
}

/** 「差距在缩小，……分别为19%、19%、17%和15%」, 「持续提升，比2013届高0.6，比2012届高1.1」. */
function seriesDirection(context: Context, clause: Clause, direction: 1 | -1): Draft[] {
  const sentence = context.sentence(clause.sentence)
  const behind = sentence.filter(
    (value) => value.clause.index > clause.index && value.clause.index <= clause.index + 5,
  )
  const first = behind.findIndex(
    (value) => (isLevel(value) || isPercentage(value)) && value.frame.respectively,
  )
  const opening = behind[first]
  if (opening && !isListedPriors(context, opening) && !isOfThings(opening, listAround(behind, first))) {
    const series = listAround(behind, first)
    if (series.length >= 3) return [seriesDraft(clause, series, direction, steps(series.map(of), direction))]
  }
  // 「近三年就业率分别为97.1%、98.2%、99.0%，呈逐年上升趋势」
  const last = sentence.findLastIndex((value) => value.clause.index === clause.index - 1)
  const around = last >= 0 ? listAround(sentence, last) : []
  const isOfOthers = around[0] && (isListedPriors(context, around[0]) || isOfThings(around[0], around))
  const listed = isOfOthers ? [] : around
  if (listed.length >= 3 && listed[0]?.frame.respectively) {
    if (/逐年|持续|连年|稳步|不断|连续/.test(clause.text))
      return [seriesDraft(clause, listed, direction, steps(listed.map(of), direction))]
    // 「分别为23.76%、21.96%、20.75%，相对有所下降」: from the first to the last.
    const ends = [listed[0], listed.at(-1)].filter((value) => value !== undefined)
    if (/有所|态势|趋势|总体|相对/.test(clause.text))
      return [seriesDraft(clause, listed, direction, steps(ends.map(of), direction))]
  }
  const amounts = behind.filter((value) => value.role === 'by' && value.comparison?.kind === 'year')
  const years = amounts.map((value) => value.comparison?.year ?? 0)
  const falling = years.every((year, index) => index === 0 || year < (years[index - 1] ?? 0))
  if (amounts.length < 2 || !falling || amounts.some((value) => value.unit.text !== amounts[0]?.unit.text))
    return []
  const changes = [
    constant(0),
    ...amounts.map((value) => times(of(value), constant(value.frame.direction ?? 1))),
  ]
  return [seriesDraft(clause, amounts, direction, steps(changes, direction))]
}

/** 「学生满意率、家长满意率和企业满意率分别为……」: things side by side, and no years of one. */
function isOfThings({ clause }: Quantity, list: readonly Quantity[]): boolean {
  const words = clause.text.slice(0, Math.max(0, clause.text.search(/分别|依次/)))
  if (/\d(年|届|级|月|学年)|[年届月]$|季度|近[两三四五六]|历年|各年/.test(words)) return false
  return /三大|三项|三个|四项|[、和与及]/.test(words) && list.length >= 2
}

/** The smallest step in the stated direction: not negative where the series never turns. */
function steps(values: readonly Expression[], direction: 1 | -1): Expression {
  const gaps: Expression[] = []
  for (let i = 1; i < values.length; i++) {
    const before = values[i - 1]
    const after = values[i]
    if (before && after) gaps.push(direction === 1 ? minus(after, before) : minus(before, after))
  }
  return { op: 'least', of: gaps }
}

function seriesDraft(
  clause: Clause,
  series: readonly Quantity[],
  direction: 1 | -1,
  expression: Expression,
): Draft {
  const stated: Stated = { text: direction === 1 ? '上升' : '下降', range: interval.exactly(new Decimal(0)) }
  return {
    kind: 'direction',
    rule: 'direction.series',
    expression,
    relation: 'at_least',
    stated,
    operands: operands(series, 'item'),
    tie: 'likely',
    spans: [spanOf(clause)],
  }
}
