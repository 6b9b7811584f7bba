import { Decimal, interval, parseChineseNumber } from '../../../kernel/index.ts'
import type { Draft } from '../../judge/claim.ts'
import { constant, type Expression, minus, of, over, times } from '../../judge/expression.ts'
import { hasDigitRepair } from '../../judge/repair.ts'
import { type Grid, transposed } from '../../read/grid.ts'
import type { Quantity } from '../../read/quantities.ts'
import { type Course, courseOf } from '../changes/trends.ts'
import { type Context, operand, operands, spanOf, statedAs } from '../context.ts'
import { digitsOf } from '../sums/sum-drafts.ts'
import { labelOf, standsAlone, totalWords } from './table-cells.ts'
import { clausesAround } from './table-ranks.ts'

/** How many numbers before and behind a table speak of its years. */
const REACH = 30

/** A row of a table with its values by year. */
interface YearRow {
  readonly label: string
  readonly isTotal: boolean
  readonly values: ReadonlyMap<number, Quantity>
}

/**
 * 「学校数量较2017年减少4所，呈稳中有降的变化特征」 beside a table with a column for each year: what the text says of two years is reckoned
 * from the row that bears it out. Told only where it holds.
 */
export function yearsSaid(grid: Grid, numeric: readonly number[], context: Context): Draft[] {
  const across = yearRows(grid)
  // 「年份 | 在校生 | 专任教师」: the years stand one below the other.
  const rows = across.length > 0 ? across : yearRows(transposed(grid, numeric))
  if (rows.length === 0) return []
  return [...changesOf(grid, rows, context), ...trendsOf(grid, rows, context)]
}

/** 「表2-1 2015-2017年……情况」 over columns for 2015年 to 2018年: the caption and the heads tell the same years. */
export function captionYears(grid: Grid, { reading }: Context): Draft[] {
  // A table that begins again further down has its caption once.
  const isFirst = reading.extracted.tables[grid.index]?.cells[0]?.start === grid.table.cells[0]?.start
  const range = isFirst ? grid.table.caption : undefined
  const text = range ? reading.extracted.text.slice(range[0], range[1]) : ''
  const spans = [...text.matchAll(/((?:19|20)\d\d)年?\s*[-—–~～至到]\s*((?:19|20)\d\d)(?=年|届|学年)/g)]
  const [span] = spans
  if (!range || !span || spans.length !== 1) return []
  const years = Array.from({ length: grid.columns }, (_, column) => yearOf(grid, column))
    .filter((year) => year !== undefined)
    .sort((a, b) => a - b)
  const [first, last] = [years[0], years.at(-1)]
  if (first === undefined || last === undefined || years.length < 3 || last - first !== years.length - 1)
    return []
  const [from, to] = [Number(span[1]), Number(span[2])]
  const isSame = from === first && to === last
  if (!isSame && from !== first && to !== last) return []
  const stated = `${from}—${to}`
  const flow = reading.flows.find(({ at }) => (at[0] ?? -1) >= range[0] && (at[0] ?? -1) < range[1])
  if (!flow) return []
  return [
    {
      kind: 'date',
      rule: 'date.caption',
      expression: undefined,
      relation: 'equals',
      stated: { text: stated, range: interval.exactly(new Decimal(to)) },
      operands: [],
      tie: 'loose',
      spans: [{ flow: flow.index, start: 0, end: Math.min(flow.text.length, 40) }],
      known: isSame
        ? { verdict: 'consistent', severity: 'none', reason: { code: 'holds' } }
        : {
            verdict: 'base_unclear',
            severity: 'warning',
            reason: { code: 'caption_years', params: { said: stated, shown: `${first}—${last}` } },
          },
    },
  ]
}

function yearRows(grid: Grid): YearRow[] {
  const years = Array.from(
    { length: grid.columns },
    (_, column) => [column, yearOf(grid, column)] as const,
  ).filter((pair): pair is readonly [number, number] => pair[1] !== undefined)
  if (years.length < 2) return []
  return grid.body.flatMap((row) => {
    const values = new Map<number, Quantity>()
    for (const [column, year] of years) {
      const cell = grid.at(row, column)
      if (cell) values.set(year, cell)
    }
    const label = labelOf(grid.rowHead(row)).replace(/(?<=..)(总?数量?|总?人数|总?规模)$/, '')
    // 教学班总数 is a thing of its own, 全市合计 the whole.
    const isTotal =
      (totalWords.test(label) && label.replace(totalWords, '').length <= 2) || grid.body.length === 1
    return values.size >= 2 ? [{ label, isTotal, values }] : []
  })
}

function yearOf(grid: Grid, column: number): number | undefined {
  const year = /^(?:19|20)\d\d(?=年|届|级|学年|$)/.exec(labelOf(grid.columnHead(column)).slice(-6))?.[0]
  return year === undefined ? undefined : Number(year)
}

function changesOf(grid: Grid, rows: readonly YearRow[], context: Context): Draft[] {
  const start = grid.table.cells[0]?.start ?? 0
  const end = grid.table.cells.at(-1)?.end ?? start
  const before = context.before(start, REACH)
  const first = (context.before(end, 1)[0]?.id ?? -1) + 1
  const around = [...before, ...context.quantities.slice(first, first + REACH)]
  return around.filter(isChange).flatMap((change) => {
    const words = wordsOf(context, change)
    for (const row of rowsOf(rows, words, change)) {
      const yearly = change.role === 'cagr' ? yearlyDraft(row, change) : undefined
      if (yearly) return [yearly]
      const pair = pairsOf(row, change).find((one) => bearsOut(one, change))
      if (pair) return changeDrafts(pair, change)
    }
    const slip = slipOf(rows, change)
    return slip ? [slip] : nearOf(rows, change, words)
  })
}

function isChange({ role, frame, comparison, cell }: Quantity): boolean {
  return (
    (role === 'by' || role === 'growth' || role === 'cagr') &&
    frame.direction !== undefined &&
    !frame.bound &&
    comparison?.kind !== 'other' &&
    !cell
  )
}

/** What the sentence says before a change, without what stands behind a semicolon before it. */
function wordsOf({ reading }: Context, change: Quantity): string {
  const own = change.clause.numbers.find(({ token }) => token === change.token)
  const before = reading.clauses
    .slice(Math.max(0, change.clause.index - 3), change.clause.index)
    .filter(({ sentence, segment }) => sentence === change.sentence && segment === change.segment)
  return [...before.map(({ text }) => text), change.clause.text.slice(0, own?.from ?? 0)].join(',')
}

/** The row that the words name last, else the total; of a table with one row this one. */
function rowsOf(rows: readonly YearRow[], words: string, change: Quantity): readonly YearRow[] {
  const named = rows
    .filter(({ label }) => label.length >= 2 && words.includes(label))
    .sort(
      (a, b) => words.lastIndexOf(b.label) - words.lastIndexOf(a.label) || b.label.length - a.label.length,
    )
  if (named.length > 0) return named.slice(0, 1)
  return change.comparison === undefined && change.role !== 'cagr'
    ? []
    : rows.filter(({ isTotal }) => isTotal)
}

/** 「年均增长21.89%」: the first value, grown by the rate year for year, is the last one. */
function yearlyDraft(row: YearRow, yearly: Quantity): Draft | undefined {
  const years = [...row.values.keys()].sort((a, b) => a - b)
  const [from, to] = [years[0] ?? 0, years.at(-1) ?? 0]
  const [first, last] = [row.values.get(from), row.values.get(to)]
  const sign = yearly.frame.direction ?? 1
  const count = to - from
  if (!first || !last || count < 2 || count > 30 || first.size <= 0 || last.size <= 0) return undefined
  const rate = sign * ((last.size / first.size) ** (1 / count) - 1) * 100
  if (rate < yearly.low - 1e-9 || rate > yearly.high + 1e-9) return undefined
  const expression: Expression = { op: 'yearly', left: of(last), right: of(first), years: count }
  return {
    kind: 'growth',
    rule: 'growth.table_yearly',
    expression: times(expression, constant(100 * sign)),
    relation: 'equals',
    stated: statedAs(yearly),
    operands: [operand(last, 'now'), operand(first, 'before'), operand(yearly, 'stated')],
    tie: 'loose',
  }
}

type Pair = readonly [now: Quantity, before: Quantity]

/** The years that the words can mean: those that they name, else the first and the last of the table. */
function pairsOf(row: YearRow, change: Quantity): Pair[] {
  const years = [...row.values.keys()].sort((a, b) => b - a)
  const [last = 0] = years
  const own = typeof change.period === 'number' ? change.period : change.year
  const now = own !== undefined && row.values.has(own) ? own : last
  const { comparison, clause } = change
  const span = /(?<!\d)(\d|[一二两三四五六七八九])年/.exec(clause.text)?.[1]
  const count = span === undefined ? undefined : /\d/.test(span) ? Number(span) : parseChineseNumber(span)
  const pairs: (readonly [number, number])[] =
    comparison?.kind === 'year'
      ? [[now, comparison.year ?? 0]]
      : comparison?.kind === 'prior'
        ? [[now, now - 1]]
        : [
            [last, years.at(-1) ?? 0],
            [last, last - (count ?? 1)],
            [now, now - 1],
          ]
  return pairs.flatMap(([to, from]) => {
    const [one, other] = [row.values.get(to), row.values.get(from)]
    return one && other && one !== other && other.size > 0 ? [[one, other] as const] : []
  })
}

function bearsOut([now, before]: Pair, change: Quantity): boolean {
  const gap = (now.size - before.size) * (change.frame.direction === -1 ? -1 : 1)
  const value = change.role === 'growth' ? (gap / before.size) * 100 : gap
  return gap > 0 && value >= change.low - 1e-9 && value <= change.high + 1e-9
}

/** 「生均教育事业费增长12.99%」 and a row of that very name that makes 12.98: worth a word where one digit parts them. */
function nearOf(rows: readonly YearRow[], change: Quantity, words: string): Draft[] {
  const [row] = rowsOf(rows, words, change)
  const isHead = row !== undefined && row.label.length >= 2 && change.clause.text.startsWith(row.label)
  if (!row || (row.label.length < 3 && !isHead) || digitsOf(change) < 2 || change.role === 'cagr') return []
  if (!standsAlone(change.clause.text, row.label)) return []
  // 「较五年前的150个增加35.3%」 brings its own value before; 「专任教师中硕士增加18.5%」 is of a part.
  const isPlain = change.clause.numbers.length === 1 && plainChange.test(behindLabel(change.clause.text, row))
  const most = isPlain ? 3 : 1
  const pairs = pairsOf(row, change).slice(0, most)
  const drafts = pairs.flatMap((pair) => changeDrafts(pair, change).slice(0, 1))
  const draft = drafts.find(hasDigitRepair)
  return draft ? [{ ...draft, nearMiss: true }] : []
}

/** Nothing between a label and its number but how much of it there is and which way it went. */
const plainChange =
  /^(?:类|专业)*(?:总?数量?|总?人数|规模)?(?:仅|只|累计|共|则|也|已|大幅度?|快速|明显|显著|小幅度?|骤|约|稳步)*(?:增加|增长|提高|提升|上升|扩大|减少|下降|缩减|降低|下滑|萎缩|降|增|减)了?$/

/**
 * 「教学班数量仅增加21.4%」 beside the row 教学班总数 | 168 | 185 | 203: no two years of the one row that the words name make it. Not where
 * they name another time or another thing.
 */
function slipOf(rows: readonly YearRow[], change: Quantity): Draft | undefined {
  const { text } = change.clause
  if (change.role !== 'growth' || change.comparison !== undefined || digitsOf(change) < 3) return undefined
  const named = rows.filter(({ label }) => label.length >= 3 && text.includes(label))
  const [row] = named
  if (!row || named.length !== 1 || !plainChange.test(behindLabel(text, row))) return undefined
  const values = [...row.values].sort(([a], [b]) => a - b).map(([, value]) => value)
  const isMade = rows.some((one) => {
    const all = [...one.values.values()]
    return all.some((now) => all.some((before) => before.size > 0 && bearsOut([now, before], change)))
  })
  const [first, last] = [values[0], values.at(-1)]
  if (isMade || !first || !last || values.length < 2) return undefined
  const [draft] = changeDrafts([last, first], change)
  return draft && { ...draft, tie: 'likely' }
}

/** What stands between the label and the number: nothing that makes another thing of it. */
function behindLabel(text: string, { label }: YearRow): string {
  const from = text.indexOf(label) + label.length
  // 「智能制造与信息技术类」 are two rows, 公办教学班 a part of one.
  if (!standsAlone(text.slice(0, from), label)) return ''
  const number = /\d/.exec(text.slice(from))
  return number ? text.slice(from, from + number.index) : text.slice(from)
}

function changeDrafts([now, before]: Pair, change: Quantity): Draft[] {
  const gap = change.frame.direction === -1 ? minus(of(before), of(now)) : minus(of(now), of(before))
  const kind = change.role === 'growth' ? 'growth' : 'change'
  return [
    {
      kind,
      rule: `${kind}.table_years`,
      expression: kind === 'growth' ? times(over(gap, of(before)), constant(100)) : gap,
      relation: 'equals',
      stated: statedAs(change),
      operands: [operand(now, 'now'), operand(before, 'before'), operand(change, 'stated')],
      tie: 'loose',
    },
    {
      kind: 'direction',
      rule: 'direction.table_years',
      expression: gap,
      relation: 'above',
      stated: nothing(),
      operands: [operand(now, 'now'), operand(before, 'before'), operand(change, 'change')],
      tie: 'loose',
    },
  ]
}

/** 「学生数量稳中有降」: a clause without numbers beside the table, and the first and the last year of the row. */
function trendsOf(grid: Grid, rows: readonly YearRow[], context: Context): Draft[] {
  return clausesAround(grid, context).flatMap((clause) => {
    const course = clause.numbers.length > 0 || clause.parent ? undefined : courseOf(clause.text)
    if (!course || course.includes('Then')) return []
    const named = rows.filter(({ label }) => label.length >= 2 && clause.text.includes(label))
    const row = named.length > 0 ? named[0] : rows.find(({ isTotal }) => isTotal)
    if (!row || named.length > 1) return []
    const values = [...row.values].sort(([a], [b]) => a - b).map(([, value]) => value)
    return [
      {
        kind: 'direction' as const,
        rule: 'direction.table_trend',
        expression: riseOf(values, course),
        relation: 'above' as const,
        stated: nothing(),
        operands: operands(values, 'item'),
        tie: 'loose' as const,
        spans: [spanOf(clause)],
      },
    ]
  })
}

function riseOf(values: readonly Quantity[], course: Course) {
  const [first, last] = [values[0] as Quantity, values.at(-1) as Quantity]
  return course === 'up' ? minus(of(last), of(first)) : minus(of(first), of(last))
}

function nothing() {
  return { text: '0', range: interval.exactly(new Decimal(0)) }
}
