import { Decimal, interval } from '../../../kernel/index.ts'
import type { Draft } from '../../judge/claim.ts'
import { constant, minus, of, times } from '../../judge/expression.ts'
import type { Clause } from '../../read/clauses.ts'
import type { Quantity } from '../../read/quantities.ts'
import { type Context, isPercentage, matches, operands, spanOf } from '../context.ts'
import { isValue } from './courses.ts'

/** How many numbers around the words are looked at, and how many sentences away they may stand. */
const REACH = 12
const SENTENCES = 3
/** Paragraphs of a list that a colon leads. */
const LISTED = 6

/** Which way words say that values go. */
export type Course = 'up' | 'down' | 'upThenDown' | 'downThenUp'

const courses: readonly (readonly [RegExp, Course])[] = [
  [/止跌回升|触底反弹|先[降减]后[升增]|由降转升/, 'downThenUp'],
  [/先[升增]后[降减]|由升转降/, 'upThenDown'],
  [/稳中有[降减]|稳中略降/, 'down'],
  [/稳中有[升增进]|稳中略升/, 'up'],
  [
    /上升|增加|增长|提高|提升|扩大|递增|上涨|攀升|回升|壮大|翻番|(?:高于|超过|超出|优于)(?:上|去|前|往|历)|历史(?:新高|之最|最高|最好)|新高/,
    'up',
  ],
  [/下降|减少|降低|下滑|萎缩|递减|回落|缩减|精简|压缩|(?:低于|少于)(?:上|去|前|往|历)|新低/, 'down'],
]

/**
 * 「2006年招生293万人。此后规模不断增加。至2018年达到368.8万人」, 「近五年稳步提升，2013年为45.6%，2017年达到62.7%」: a course in words beside
 * values of several years, before or behind them. Told only where the values bear it out.
 */
export function findTrends(context: Context): Draft[] {
  return context.reading.clauses.flatMap((clause) => {
    if (clause.parent || clause.text.length > 48) return []
    const course = courseOf(clause.text)
    if (!course) return []
    const series = seriesFor(context, clause)
    const draft =
      draftOf(clause, course, course.includes('Then') ? series : aroundWords(clause, series)) ??
      borneOut(context, clause, course)
    return draft ? [draft] : []
  })
}

export function courseOf(text: string): Course | undefined {
  if (/不再|没有|并未|未能|如果|目标|力争|计划/.test(text)) return undefined
  const found = courses.filter(([pattern]) => pattern.test(text))
  const [first, second] = found
  // 「有升有降」 says both; what is said of turns comes first and means itself.
  if (!first || (second && /^(up|down)$/.test(first[1]) && second[1] !== first[1] && !/稳中/.test(text)))
    return undefined
  return first[1]
}

/**
 * 「中职的下滑趋势依旧明显。……比上年减少442所，……减少9.60万人」, 「民办普通高中则有所增加。民办普通高中4567所，比上年增加267所」: changes behind
 * the words, of what they name or of several things, that all go their way.
 */
function borneOut(context: Context, clause: Clause, course: Course): Draft | undefined {
  if (course.includes('Then') || clause.numbers.length > 0) return undefined
  // 「……则有所增加，具体情况为：」 leads a list.
  const leads = /[:：]$/.test(clause.flow.text)
  const behind = near(context, clause, leads ? LISTED : undefined).filter(
    (value) =>
      (value.role === 'by' || value.role === 'growth') &&
      value.clause.index > clause.index &&
      value.frame.direction !== undefined,
  )
  const named = behind.filter((change) => isNamedIn(context, clause, change))
  const isTrend = /趋势|态势/.test(clause.text)
  const changes = named.length > 0 ? named : isTrend ? behind.filter(({ role }) => role === 'by') : []
  const wanted = course === 'up' ? 1 : -1
  if (changes.length < (named.length > 0 ? 1 : 2)) return undefined
  const against = changes.filter(({ frame }) => frame.direction !== wanted)
  if (against.length > 0 && !(against.length === changes.length && isPlainWord(clause, changes)))
    return undefined
  return {
    kind: 'direction',
    rule: 'direction.changes',
    expression: {
      op: 'least',
      of: changes.map((change) => (against.length > 0 ? times(of(change), constant(-1)) : of(change))),
    },
    relation: 'above',
    stated: { text: '0', range: interval.exactly(new Decimal(0)) },
    operands: operands(changes, 'change'),
    tie: against.length > 0 ? 'likely' : 'loose',
    spans: [spanOf(clause)],
  }
}

/** 「招生有所增加。招生3000人，比上年减少200人」: nothing but the next sentence can be meant, and it speaks of no other time. */
function isPlainWord(clause: Clause, changes: readonly Quantity[]): boolean {
  if (!/(增加|增长|提高|提升|上升|扩大|减少|下降|降低|下滑|回落)了?$/.test(clause.text)) return false
  if (/近|以来|总体|整体|长期|将|连续|逐年|十[一二三四五]五|趋势|态势|虽|但|应|要|需/.test(clause.text))
    return false
  return changes.every(
    (change) =>
      change.sentence <= clause.sentence + 1 &&
      change.paragraph === clause.flow.index &&
      change.comparison?.kind === 'prior',
  )
}

/** Whether the words name what a change behind them is of: the value of its sentence that it follows. */
function isNamedIn(context: Context, clause: Clause, change: Quantity): boolean {
  if (change.comparison?.kind === 'other') return false
  const value = context
    .sentence(change.sentence)
    .findLast((one) => one.id < change.id && isValue(one) && one.named && !one.inParentheses)
  // 「招生数比上年减少12人」 behind 「在校生3412人」 names its own thing.
  const [key = ''] = (change.named ? change : (value ?? change)).name.keys
  return key.length >= 3 && clause.text.includes(key)
}

/** 「2006年达到293万。此后规模不断增加。至2018年达到368.8万」: words between two values lead from the one to the other. */
function aroundWords(clause: Clause, series: readonly Quantity[]): readonly Quantity[] {
  if (/整体|总体|总的|以来|近[\d几两二三四五六七八九十]/.test(clause.text)) return series
  const before = series.findLast((value) => value.clause.index < clause.index)
  const behind = series.find((value) => value.clause.index > clause.index)
  return before && behind && timeOf(before) < timeOf(behind) ? [before, behind] : series
}

/** Values of one thing at several times, the oldest first. */
function seriesFor(context: Context, clause: Clause): readonly Quantity[] {
  const own = context.sentence(clause.sentence)
  const around = near(context, clause)
  const paragraph = around.filter((value) => value.paragraph === clause.flow.index)
  return seriesAmong(own, clause) ?? seriesAmong(paragraph, clause) ?? seriesAmong(around, clause) ?? []
}

function near(context: Context, clause: Clause, listed = 0): readonly Quantity[] {
  const before = context.before(clause.flow.at[clause.at[0] ?? 0] ?? 0, REACH)
  const first = (before.at(-1)?.id ?? -1) + 1
  return [...before, ...context.quantities.slice(first, first + REACH + 4 * listed)].filter(
    (value) =>
      Math.abs(value.paragraph - clause.flow.index) <= 1 + listed &&
      Math.abs(value.sentence - clause.sentence) <= SENTENCES + listed,
  )
}

function seriesAmong(values: readonly Quantity[], clause: Clause): readonly Quantity[] | undefined {
  const usable = values.filter(
    (value) => isValue(value) && !value.frame.bound && value.unit.dimension !== 'time' && !value.cell,
  )
  for (const alike of Map.groupBy(usable, kindOf).values()) {
    for (const anchor of anchorsOf(alike, clause)) {
      const byTime = Map.groupBy(
        alike.filter((value) => value === anchor || isKin(value, anchor)),
        timeOf,
      )
      const series = [...byTime.values()].map((values) => bestOf(values, anchor))
      if (series.length >= 2) return series.toSorted((a, b) => timeOf(a) - timeOf(b))
    }
  }
  return undefined
}

/** Of several values for one year the anchor, or the one that is called most like it. */
function bestOf(values: readonly Quantity[], anchor: Quantity): Quantity {
  if (values.includes(anchor)) return anchor
  const [best] = values.toSorted(
    (a, b) =>
      matches(b.name, anchor.name) - matches(a.name, anchor.name) ||
      Number(a.inParentheses || a.among) - Number(b.inParentheses || b.among),
  )
  return best as Quantity
}

/** 293万 and 368.8万人 are both people. */
function kindOf(value: Quantity): string {
  const { unit, token } = value
  if (isPercentage(value)) return unit.dimension
  return unit.text === '' && token.scaleText !== '' ? '人' : unit.text
}

/** Last year before the years that are named, the present behind them. */
function timeOf({ period, year, comparison, frame }: Quantity): number {
  if (typeof period === 'number') return period
  if (period === 'prior' || frame.motion === 'from') return comparison?.year ?? 0
  return year ?? 9999
}

function isKin(a: Quantity, b: Quantity): boolean {
  return !a.named || !b.named || matches(a.name, b.name) >= 1
}

/** The values that the words may speak of, those first whose names have most in common with them. */
function anchorsOf(values: readonly Quantity[], clause: Clause): readonly Quantity[] {
  const words = clause.text.replace(/[\d.%年]|情况|呈|逐|稳步|不断|持续|大幅|明显|显著|有所|略有/g, '')
  const weights = new Map(values.map((value) => [value, weightOf(value, clause, words)]))
  const weightAt = (value: Quantity) => weights.get(value) ?? 0
  return values.filter((value) => weightAt(value) > 0).toSorted((a, b) => weightAt(b) - weightAt(a))
}

/** How many characters of its name the words say; words that name nothing speak of what stands beside them. */
function weightOf(value: Quantity, clause: Clause, words: string): number {
  const name = value.name.keys[0] ?? ''
  const own = value.paragraph === clause.flow.index ? 0.5 : 0
  for (let length = name.length; length >= 2; length--) {
    for (let at = 0; at + length <= name.length; at++)
      if (words.includes(name.slice(at, at + length))) return length + own
  }
  return value.sentence === clause.sentence && Math.abs(value.clause.index - clause.index) <= 2 ? own : 0
}

function draftOf(clause: Clause, course: Course, series: readonly Quantity[]): Draft | undefined {
  const [first, last] = [series[0], series.at(-1)]
  if (!first || !last || first === last) return undefined
  const middle = series.slice(1, -1)
  if (course.includes('Then') && middle.length === 0) return undefined
  const values = middle.map(of)
  const ends = [of(first), of(last)]
  const expression =
    course === 'up'
      ? minus(of(last), of(first))
      : course === 'down'
        ? minus(of(first), of(last))
        : course === 'upThenDown'
          ? minus({ op: 'greatest', of: values }, { op: 'greatest', of: ends })
          : minus({ op: 'least', of: ends }, { op: 'least', of: values })
  return {
    kind: 'direction',
    rule: 'direction.trend',
    expression,
    relation: 'above',
    stated: { text: '0', range: interval.exactly(new Decimal(0)) },
    operands: operands(series, 'item'),
    tie: 'loose',
    spans: [spanOf(clause)],
  }
}
