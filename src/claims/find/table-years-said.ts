import { Decimal, interval } from '../../kernel/index.ts'
import type { Draft } from '../judge/claim.ts'
import { constant, minus, of, over, times } from '../judge/expression.ts'
import type { Grid } from '../read/grid.ts'
import type { Quantity } from '../read/quantities.ts'
import { type Context, operand, operands, spanOf, statedAs } from './context.ts'
import { labelOf, totalWords } from './table-cells.ts'
import { clausesAround } from './table-ranks.ts'
import { type Course, courseOf } from './trends.ts'

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
export function yearsSaid(grid: Grid, context: Context): Draft[] {
  const rows = yearRows(grid)
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
    const label = labelOf(grid.rowHead(row))
    const isTotal = totalWords.test(label) || grid.body.length === 1
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
    const row = rows.find((one) => speaksOf(one, rows, change) && bearsOut(one, change))
    return row ? changeDrafts(row, change) : []
  })
}

function isChange({ role, frame, comparison, cell }: Quantity): boolean {
  const isTimed = comparison?.kind === 'year' || comparison?.kind === 'prior'
  return (
    (role === 'by' || role === 'growth') && frame.direction !== undefined && !frame.bound && isTimed && !cell
  )
}

/** The row that the clause names, else the total; of a table with one row this one. */
function speaksOf(row: YearRow, rows: readonly YearRow[], change: Quantity): boolean {
  const words = `${change.topic}${change.clause.text}`
  if (row.label.length >= 2 && words.includes(row.label)) return true
  const isNamed = rows.some(({ label, isTotal }) => !isTotal && label.length >= 2 && words.includes(label))
  return row.isTotal && !isNamed
}

function pairOf(row: YearRow, change: Quantity): readonly [Quantity, Quantity] | undefined {
  const years = [...row.values.keys()].sort((a, b) => b - a)
  const own = typeof change.period === 'number' ? change.period : change.year
  const now = own !== undefined && row.values.has(own) ? own : years[0]
  const then = change.comparison?.kind === 'year' ? change.comparison.year : (now ?? 0) - 1
  const values = [row.values.get(now ?? 0), row.values.get(then ?? 0)]
  return values[0] && values[1] && values[0] !== values[1] ? [values[0], values[1]] : undefined
}

function bearsOut(row: YearRow, change: Quantity): boolean {
  const pair = pairOf(row, change)
  if (!pair) return false
  const [now, before] = pair
  const gap = (now.size - before.size) * (change.frame.direction === -1 ? -1 : 1)
  const value = change.role === 'growth' ? (gap / before.size) * 100 : gap
  return gap > 0 && value >= change.low - 1e-9 && value <= change.high + 1e-9
}

function changeDrafts(row: YearRow, change: Quantity): Draft[] {
  const [now, before] = pairOf(row, change) as readonly [Quantity, Quantity]
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
