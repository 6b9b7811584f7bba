import { Decimal, interval } from '../../kernel/index.ts'
import type { Draft, Operand, Other, Stated, Tie } from '../judge/claim.ts'
import { constant, type Expression, minus, of, over, sum, times } from '../judge/expression.ts'
import type { Quantity } from '../read/quantities.ts'
import {
  type Context,
  isLevel,
  isPercentage,
  isPresent,
  matches,
  operand,
  sameMeasure,
  statedAs,
} from './context.ts'
import { isPartition } from './partitions.ts'
import { listAround } from './share-items.ts'

/** A quantity with what the sentence says of its past: the value before, the amount and the rate of change. */
export interface Course {
  now: Quantity | undefined
  before: Quantity | undefined
  /** The value before stands in another sentence and was found by its name and year. */
  beforeFound: boolean
  readonly by: Quantity[]
  readonly growth: Quantity[]
  readonly yearly: Quantity[]
}

const otherMeasure = /可比|不变价|扣除|同口径|按同|剔除|实际增长|名义|折算/

export function findChanges(context: Context): { drafts: Draft[]; courses: Course[] } {
  const courses: Course[] = []
  for (const sentence of context.sentences()) courses.push(...coursesOf(context, sentence))
  return { drafts: courses.flatMap((course) => draftsOf(context, course)), courses }
}

/** Where numbers add up to a total, so do the changes that the text prints for each of them. */
export function findChangeSums(drafts: readonly Draft[], courses: readonly Course[]): Draft[] {
  const changeOf = new Map<Quantity, Quantity>()
  for (const course of courses) {
    const by = course.by[0]
    if (course.now && by && course.by.length === 1) changeOf.set(course.now, by)
  }
  const found: Draft[] = []
  for (const draft of drafts) {
    const total = draft.stated.quantity && changeOf.get(draft.stated.quantity)
    if (draft.kind !== 'sum' || !total) continue
    const parts = draft.operands.filter((o) => o.role === 'part').map((o) => changeOf.get(o.quantity))
    if (parts.some((part) => part === undefined)) continue
    const changes = parts.filter((part) => part !== undefined)
    found.push({
      kind: 'sum',
      rule: 'sum.changes',
      expression: signed(sum(changes.map((part) => signed(of(part), part))), total),
      relation: 'equals',
      stated: statedAs(total),
      operands: [...changes.map((part) => operand(part, 'part')), operand(total, 'stated')],
      tie: isPartition(draft.operands.filter((o) => o.role === 'part').map((o) => o.quantity.name.text))
        ? 'likely'
        : 'loose',
      nearMiss: true,
    })
  }
  return found
}

/** Groups the quantities of a sentence into courses: each present value opens one, changes join the one they fit. */
function coursesOf(context: Context, sentence: readonly Quantity[]): Course[] {
  const courses: Course[] = []
  const begin = (now: Quantity | undefined): Course => {
    const course: Course = { now, before: undefined, beforeFound: false, by: [], growth: [], yearly: [] }
    courses.push(course)
    return course
  }
  const origins: Quantity[] = []
  let reached = 0
  let beforehand: Quantity | undefined
  const aligned = new Map<Quantity, Course>()
  for (const [index, quantity] of sentence.entries()) {
    if (quantity.role === 'band' || quantity.role === 'times') continue
    if (isValue(quantity)) {
      if (quantity.frame.motion === 'from') {
        if (!quantity.frame.continues) origins.length = reached = 0
        origins.push(quantity)
        continue
      }
      // 「分别由A和B上升为C和D」: the k-th goes to the k-th.
      const origin = origins[reached]
      if (quantity.frame.motion === 'to' && origin && sameMeasure(origin, quantity)) {
        begin(quantity).before = origin
        reached++
        continue
      }
      if (quantity.frame.motion === 'to' && quantity.frame.direction !== undefined) {
        const earlier = earlierOf(courses, quantity)
        begin(quantity).before = earlier
        continue
      }
      if (!isPresent(quantity) || isBeforeOf(quantity, courses)) {
        if (!aligned.has(quantity)) alignValues(listAround(sentence, index), courses, aligned)
        const open = aligned.get(quantity) ?? openFor(courses, quantity)
        if (open && !open.before) open.before = quantity
        else beforehand = quantity
        continue
      }
      const later = laterYear(courses, quantity, sentence[index + 1])
      if (later) {
        later.before = quantity
        continue
      }
      const course = begin(quantity)
      if (beforehand && sameMeasure(beforehand, quantity) && sameThing(beforehand, quantity)) {
        course.before = beforehand
        beforehand = undefined
      }
      adoptChanges(courses, course)
      course.before ??= earlierYear(courses, quantity)
      continue
    }
    const rates = quantity.role === 'growth' || quantity.role === 'cagr'
    if (!rates && quantity.role !== 'by') continue
    if (rates && quantity.frame.nominal && isComparedWithTime(quantity)) {
      const open = courses.findLast((course) => course.now?.role === quantity.role)
      if (open && !open.before) open.before = quantity
      continue
    }
    if (!aligned.has(quantity)) alignChanges(sentence, index, courses, begin, aligned)
    const course = aligned.get(quantity) ?? courseFor(context, courses, quantity) ?? begin(undefined)
    if (rates) begin(quantity)
    if (quantity.role === 'by') course.by.push(quantity)
    else if (quantity.role === 'cagr') course.yearly.push(quantity)
    else course.growth.push(quantity)
  }
  return courses
}

/** 「招生和在校生……，分别增加1.3万人和1.9万人」: the k-th change is that of the k-th value; where their numbers differ, of none. */
function alignChanges(
  sentence: readonly Quantity[],
  index: number,
  courses: readonly Course[],
  begin: (now: Quantity | undefined) => Course,
  aligned: Map<Quantity, Course>,
): void {
  const first = sentence[index]
  const listed = first?.frame.respectively || [...aligned.keys()].some((change) => isChange(change))
  const list = listed
    ? sentence.slice(index).filter((other) => other.clause.index === first?.clause.index && isChange(other))
    : listAround(sentence, index)
  if (!first || list.length < 2 || list[0] !== first || list.some((change) => !isChange(change))) return
  const open = courses.filter(({ now }) => now !== undefined && fitsMeasure(now, first))
  const own = open.slice(-list.length)
  const joined = own.length === list.length && own.slice(1).every(({ now }) => now?.frame.continues)
  const matching = joined || open.length === list.length ? own : []
  for (const [k, change] of list.entries()) aligned.set(change, matching[k] ?? begin(undefined))
}

/** 「较2004年的9545人和22809人」: the values before, in the order of the values that they are compared with. */
function alignValues(
  list: readonly Quantity[],
  courses: readonly Course[],
  aligned: Map<Quantity, Course>,
): void {
  const first = list[0]
  if (!first || list.length < 2) return
  const open = courses.filter(({ now }) => now !== undefined && sameMeasure(now, first))
  if (open.length < list.length) return
  const own = open.slice(-list.length)
  for (const [k, value] of list.entries()) {
    const course = own[k]
    if (course) aligned.set(value, course)
  }
}

function isChange({ role }: Quantity): boolean {
  return role === 'by' || role === 'growth' || role === 'cagr'
}

/** 「比上年增加12所，总数达到52所，增长30%」: a change said before the value that it led to. */
function adoptChanges(courses: Course[], course: Course): void {
  const loose = courses.at(-2)
  const change = loose?.by[0]
  if (!loose || loose.now || !change || !course.now || loose.growth.length > 0) return
  if (
    !isLevel(course.now) ||
    course.now.unit.text !== change.unit.text ||
    change.clause.segment !== course.now.clause.segment
  )
    return
  course.by.push(...loose.by.splice(0))
}

/** 「2016年招生11843人，2017年招生11148人」: the same quantity for the year before, earlier in the sentence. */
function earlierYear(courses: readonly Course[], quantity: Quantity): Quantity | undefined {
  const { period } = quantity
  if (typeof period !== 'number' || quantity.inParentheses) return undefined
  return courses.findLast(
    ({ now }) =>
      now !== undefined &&
      now !== quantity &&
      typeof now.period === 'number' &&
      now.period < period &&
      now.role === quantity.role &&
      sameMeasure(now, quantity) &&
      (!quantity.named || matches(now.name, quantity.name) >= 2),
  )?.now
}

/** 「2017年招生8461人，2016年招生8120人，增加341人」: the year before stands behind, and the change speaks of both. */
function laterYear(
  courses: readonly Course[],
  quantity: Quantity,
  next: Quantity | undefined,
): Course | undefined {
  const { period } = quantity
  if (typeof period !== 'number' || !next || next.named) return undefined
  if (next.role !== 'by' && next.role !== 'growth') return undefined
  if (next.comparison && next.comparison.year !== period) return undefined
  const course = courses.at(-1)
  const now = course?.now
  if (!now || course.before || typeof now.period !== 'number' || now.period <= period) return undefined
  if (now.role !== quantity.role || !sameMeasure(now, quantity)) return undefined
  return !quantity.named || matches(now.name, quantity.name) >= 2 ? course : undefined
}

/** 「2019年为97.20%，2020年提升到99.17%」: the value of the year before, or the one that an unnamed value goes on from. */
function earlierOf(courses: readonly Course[], quantity: Quantity): Quantity | undefined {
  const open = courses.findLast(
    (course) => course.now !== undefined && sameMeasure(course.now, quantity),
  )?.now
  if (!open) return undefined
  const dated = typeof open.period === 'number' && typeof quantity.period === 'number'
  if (dated) return Number(open.period) < Number(quantity.period) ? open : undefined
  return quantity.named && matches(open.name, quantity.name) < 2 ? undefined : open
}

function isValue(quantity: Quantity): boolean {
  if (quantity.unit.dimension === 'time')
    return /平均|年限|时间|寿命|学时|课时|天数|时长/.test(quantity.name.text)
  return isLevel(quantity) || isPercentage(quantity) || quantity.role === 'ratio'
}

/** A value with an earlier year than the one before it, compared with it: 「……，与2010年的442854人相比」. */
function isBeforeOf(quantity: Quantity, courses: readonly Course[]): boolean {
  if (quantity.frame.motion === 'to') return false
  if (!quantity.comparison && !isEarlierAside(quantity, courses)) return false
  return courses.some((course) => course.now && sameMeasure(course.now, quantity))
}

/** 「3105元（2016年为3061元）」: a value of another year in parentheses behind the present one. */
function isEarlierAside(quantity: Quantity, courses: readonly Course[]): boolean {
  if (!quantity.inParentheses || typeof quantity.period !== 'number') return false
  const now = courses.at(-1)?.now
  return (
    now !== undefined &&
    !now.inParentheses &&
    now.period !== quantity.period &&
    now.unit.text === quantity.unit.text
  )
}

function isComparedWithTime(quantity: Quantity): boolean {
  return quantity.comparison?.kind === 'prior' || quantity.comparison?.kind === 'year'
}

function openFor(courses: readonly Course[], quantity: Quantity): Course | undefined {
  return courses.findLast(
    (course) => course.now !== undefined && sameLevel(course, quantity) && sameMeasure(course.now, quantity),
  )
}

function sameThing(a: Quantity, b: Quantity): boolean {
  return !b.named || !a.named || matches(a.name, b.name) >= 2
}

/** The course that a change belongs to: by its own name, else by the nearest value of the same measure. */
function courseFor(context: Context, courses: Course[], change: Quantity): Course | undefined {
  if (change.named) {
    const own = courses.findLast(
      (course) =>
        sameLevel(course, change) &&
        course.now &&
        fitsMeasure(course.now, change) &&
        matches(course.now.name, change.name) >= 2,
    )
    if (own) return own
    const isSubject = (value: Quantity) =>
      fitsMeasure(value, change) &&
      isPresent(value) &&
      value.paragraph === change.paragraph &&
      value.id < change.id
    const elsewhere =
      context.named(change.name, change.id, 4).find(isSubject) ??
      context
        .around(change, 12, 0)
        .findLast((value) => isSubject(value) && value.named && matches(value.name, change.name) >= 2)
    const course: Course = {
      now: elsewhere,
      before: undefined,
      beforeFound: false,
      by: [],
      growth: [],
      yearly: [],
    }
    const adopted = courses.find((candidate) => elsewhere && candidate.now === elsewhere)
    if (adopted) return adopted
    courses.push(course)
    return course
  }
  return courses.findLast(
    (course) =>
      sameLevel(course, change) &&
      (course.now ? fitsMeasure(course.now, change) : course.by.length + course.growth.length > 0),
  )
}

/** What stands in parentheses is no subject for what stands outside them. */
function sameLevel(course: Course, quantity: Quantity): boolean {
  return !course.now || course.now.inParentheses === quantity.inParentheses || quantity.inParentheses
}

/** Points change percentages; people change people; a rate of growth changes anything that is no percentage. */
function fitsMeasure(value: Quantity, change: Quantity): boolean {
  if (change.unit.dimension === 'point')
    return isPercentage(value) || value.role === 'growth' || value.role === 'cagr'
  if (!isValue(value)) return false
  if (change.role === 'growth' || change.role === 'cagr') return true
  if (change.unit.dimension === 'bare') return value.unit.dimension === 'bare' || value.role === 'ratio'
  return isLevel(value) && sameMeasure(value, change) && value.unit.text !== '' && sameWord(value, change)
}

function sameWord(value: Quantity, change: Quantity): boolean {
  return value.unit.text === change.unit.text || value.unit.dimension === change.unit.dimension
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
    if (draft) drafts.push(draft)
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
      sameMeasure(value, now) &&
      value.role === now.role &&
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

function signed(expression: Expression, change: Quantity): Expression {
  return change.frame.direction === -1 ? times(expression, constant(-1)) : expression
}

function changeDraft(course: Course, by: Quantity): Draft {
  const { now, before } = course
  if (!now || !before) return open('change', by, now ? 'before_missing' : 'now_missing', now)
  const difference = minus(of(now), of(before))
  return {
    kind: 'change',
    rule: 'change.before',
    expression: signed(difference, by),
    relation: 'equals',
    stated: statedAs(by),
    operands: [operand(now, 'now'), operand(before, 'before'), operand(by, 'stated')],
    tie: tieOf(course, now, before),
    bound: by.frame.bound,
    others: percentSlip(now, before, by),
  }
}

function tieOf(course: Course, now: Quantity, before: Quantity): Tie {
  if (course.beforeFound) return 'likely'
  return now.role === 'ratio' || before.role === 'ratio' ? 'likely' : 'named'
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
  const by = course.by.findLast((candidate) => candidate.id < growth.id) ?? course.by[0]
  if (otherMeasure.test(growth.clause.text) || otherMeasure.test(previousClauseText(context, growth))) {
    return open('growth', growth, 'other_measure', now)
  }
  if (now && before && (now.unit.dimension === 'percent') === (before.unit.dimension === 'percent')) {
    const rate = times(over(minus(of(now), of(before)), of(before)), constant(100))
    return {
      ...growthFrame(growth),
      rule: 'growth.before',
      expression: signed(rate, growth),
      operands: [operand(now, 'now'), operand(before, 'before'), operand(growth, 'stated')],
      tie: isPercentage(now) ? 'likely' : tieOf(course, now, before),
      others: [
        newBase(now, signed(times(over(minus(of(now), of(before)), of(now)), constant(100)), growth), growth),
        ...pointsMeant(now, before, growth),
      ],
    }
  }
  if (now && by && sameDirection(by, growth)) {
    const old = by.frame.direction === -1 ? sumOf(now, by) : minus(of(now), of(by))
    return {
      ...growthFrame(growth),
      rule: 'growth.amount',
      expression: times(over(of(by), old), constant(100)),
      operands: [operand(now, 'now'), operand(by, 'change'), operand(growth, 'stated')],
      tie: now.among === by.among && growth.clause.index - by.clause.index <= 2 ? 'named' : 'likely',
      others: [newBase(now, times(over(of(by), of(now)), constant(100)), growth)],
    }
  }
  return open('growth', growth, now ? 'before_missing' : 'now_missing', now)
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

function previousClauseText(context: Context, quantity: Quantity): string {
  return context.reading.clauses[quantity.clause.index - 1]?.text ?? ''
}

function yearlyDraft(context: Context, course: Course, yearly: Quantity): Draft | undefined {
  const { now, before } = course
  const years = now && before ? yearsBetween(context, now, before, yearly) : undefined
  if (!now || !before || years === undefined) return open('growth', yearly, 'before_missing', now)
  const rate: Expression = { op: 'yearly', left: of(now), right: of(before), years }
  return {
    ...growthFrame(yearly),
    rule: 'growth.yearly',
    expression: signed(times(rate, constant(100)), yearly),
    operands: [operand(now, 'now'), operand(before, 'before'), operand(yearly, 'stated')],
    tie: 'likely',
  }
}

function yearsBetween(
  context: Context,
  now: Quantity,
  before: Quantity,
  yearly: Quantity,
): number | undefined {
  if (typeof now.period === 'number' && typeof before.period === 'number' && now.period > before.period)
    return now.period - before.period
  const clauses = context.reading.clauses.slice(Math.max(0, now.clause.index - 2), yearly.clause.index + 1)
  const text = clauses.map((clause) => clause.text).join(',')
  if (/十年|10年/.test(text)) return 10
  if (/五年|5年/.test(text)) return 5
  const census = typeof before.period === 'number' && before.period % 10 === 0
  return census && /普查/.test(text) ? 10 : undefined
}

/** 上升, 下降, 增加: the word against the two figures. */
function directionDrafts(course: Course, now: Quantity, before: Quantity): Draft[] {
  const told = [now, ...course.by, ...course.growth].filter(
    (quantity) => quantity.frame.direction !== undefined,
  )
  const words = told.filter((quantity) => quantity !== now || isValue(now))
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
