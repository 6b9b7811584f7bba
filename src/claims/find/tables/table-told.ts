import { parseChineseNumber } from '../../../kernel/index.ts'
import type { Draft } from '../../judge/claim.ts'
import { constant, type Expression, minus, of, over, sum, times } from '../../judge/expression.ts'
import { hasDigitRepair } from '../../judge/repair.ts'
import type { Grid } from '../../read/grid.ts'
import type { Quantity } from '../../read/quantities.ts'
import { addFloats, type Context, isAmount, isPercentage, operand, operands, statedAs } from '../context.ts'
import { near, quotient } from '../quotients/quotients.ts'
import { digitsOf } from '../sums/sum-drafts.ts'
import { labelOf, meets, notAdditive, partsOf, standsAlone, totalWords } from './table-cells.ts'

/** A whole column is the affair of `totalsSaid`; what a text adds up of some rows is few of them. */
const MOST_ADDED = 4

/** Tables of more rows are listings; runs of their rows would meet any number. */
const MOST_ROWS = 24

/**
 * What a text works out of the rows of a table beside it: 「高中阶段在校生104553人」 of the rows 普通高中 and 中职学校, 「小学在校生占54.2%」 of a
 * column without shares, 「中职学校生师比17.3:1」 of two columns of its row.
 */
export function toldOfTable(
  grid: Grid,
  numeric: readonly number[],
  said: readonly Quantity[],
  context: Context,
): Draft[] {
  const labels = grid.body.map((row) => ({ row, label: labelOf(grid.rowHead(row)) }))
  const things = labels.filter(({ label }) => label.length >= 2 && !totalWords.test(label))
  const table: Told = {
    grid,
    things,
    totals: labels.filter(({ label }) => totalWords.test(label)).map(({ row }) => row),
    columns: numeric.filter((column) => isColumn(grid, column)),
  }
  if (things.length < 2 || grid.body.length > MOST_ROWS) return []
  return said.flatMap((value) => {
    const gap = gapOfRows(table, value, context)
    if (gap) return gap
    if (value.frame.bound) return boundOnCells(table, value, context) ?? []
    if (value.mean || /均/.test(value.frame.left)) {
      const mean = meanOfColumn(table, value, context)
      if (mean) return mean
    }
    if (value.role === 'ratio') return ratioOfRow(table, value, context) ?? []
    if (isPercentage(value)) return shareOfColumn(table, value, context) ?? []
    if (!isAmount(value)) return []
    return sumOfRows(table, value, context) ?? sumOfNamed(table, value) ?? []
  })
}

interface Thing {
  readonly row: number
  readonly label: string
}

interface Told {
  readonly grid: Grid
  readonly things: readonly Thing[]
  readonly totals: readonly number[]
  /** Columns of amounts that add up. */
  readonly columns: readonly number[]
}

function isColumn(grid: Grid, column: number): boolean {
  const head = grid.columnHead(column)
  return !notAdditive.test(head) && !/年$|^\d{4}$|序号/.test(labelOf(head))
}

/**
 * 「三校累计在校生规模超8000人」 over a column that adds up to 8100; 「2023年全日制在校生规模突破8000人」 over the cell of that year and that
 * column, which cannot be meant otherwise.
 */
function boundOnCells({ grid, things, columns }: Told, value: Quantity, context: Context): Draft | undefined {
  const { bound } = value.frame
  if ((bound !== 'over' && bound !== 'under') || value.frame.motion === 'by') return undefined
  const named = boundOnNamed(grid, things, value, context)
  if (named || !isAmount(value)) return named
  const words = wordsBefore(value, context)
  const own = /[^,]*$/.exec(words)?.[0] ?? ''
  for (const column of columns) {
    const head = headOf(grid, column)
    if (head.length < 2 || !isSpokenOf(own, head.replace(/规模$/, ''))) continue
    const rows = things.map(({ row }) => row)
    const cells = partsOf(grid, column, rows)
    const year = typeof value.period === 'number' ? String(value.period) : undefined
    const ofYear = year === undefined ? undefined : things.find(({ label }) => label.startsWith(year))
    const cell = ofYear && grid.at(ofYear.row, column)
    const isPlain =
      head.length >= 4 && standsAlone(own, head) && !/预计|计划|目标|力争|争取|将|拟|到$/.test(own)
    if (cell && isPlain && digitsOf(cell) >= 3 && isNextTable(grid, value, context))
      return { ...boundDraft([cell], value), tie: 'likely' }
    const isWhole = /累计|合计|共|总/.test(own) && !things.some(({ label }) => /^(19|20)\d\d/.test(label))
    const total = addFloats(cells)
    const isTrue = bound === 'over' ? total.low >= value.size : total.high <= value.size
    const isNear = total.low <= value.size * 1.2 && total.high >= value.size * 0.8
    if (isWhole && cells.length >= 2 && isTrue && isNear) return boundDraft(cells, value)
  }
  return undefined
}

/** 「早期教育、市场营销、酒店管理等专业的毕业生人数较少，三个专业合计占比不足1%」: the shares of the rows that the words name. */
function boundOnNamed(
  grid: Grid,
  things: readonly Thing[],
  value: Quantity,
  { reading }: Context,
): Draft | undefined {
  const own = value.clause.text
  const said = new RegExp(`(${count})(?:个|类|种|所|家|项|大)[^,]{0,6}(?:合计|之和|总和|共|总)`).exec(
    own,
  )?.[1]
  if (!isPercentage(value) || said === undefined) return undefined
  const words = reading.clauses
    .slice(Math.max(0, value.clause.index - 3), value.clause.index + 1)
    .filter(({ segment }) => segment === value.segment)
    .map(({ text }) => text)
    .join(',')
  const named = things.filter(({ label }) => words.includes(label))
  const size = /\d/.test(said) ? Number(said) : parseChineseNumber(said)
  if (named.length !== size) return undefined
  for (let column = 0; column < grid.columns; column++) {
    if (!/占比|比例|比重|%/.test(grid.columnHead(column))) continue
    const cells = named.flatMap(({ row }) => grid.at(row, column) ?? [])
    if (cells.length === named.length) return namedDraft(cells, value)
  }
  return undefined
}

/** 不足六成 is told in tenths. */
function namedDraft(cells: readonly Quantity[], value: Quantity): Draft {
  const draft: Draft = { ...boundDraft(cells, value), tie: 'likely' }
  if (value.unit.dimension !== 'tenths') return draft
  return { ...draft, expression: times(sum(cells.map(of)), constant('0.1')) }
}

const count = '[二两三四五六七八九十]|\\d{1,2}'

/** No other table stands between the words and this one. */
function isNextTable(grid: Grid, { token }: Quantity, { reading }: Context): boolean {
  const own = grid.table.cells[0]?.start ?? 0
  const at = token.flow.at[token.start] ?? 0
  const [from, to] = [Math.min(own, at), Math.max(own, at)]
  return !reading.extracted.tables.some(({ cells }) => {
    const start = cells[0]?.start ?? 0
    return start > from && start < to
  })
}

function boundDraft(cells: readonly Quantity[], value: Quantity): Draft {
  const isOver = value.frame.bound === 'over'
  return {
    kind: 'threshold',
    rule: isOver ? 'threshold.above' : 'threshold.below',
    expression: sum(cells.map(of)),
    relation: isOver ? 'at_least' : 'at_most',
    stated: statedAs(value),
    operands: [...operands(cells, 'item'), operand(value, 'stated')],
    tie: 'loose',
  }
}

/** 「年均净增人数达87.5人」 over a column of years that the words name. */
function meanOfColumn({ grid, things, columns }: Told, mean: Quantity, context: Context): Draft | undefined {
  const words = wordsBefore(mean, context)
  if (!/年均|平均每年|每年平均|平均/.test(words) || digitsOf(mean) < 2) return undefined
  for (const column of columns) {
    const head = headOf(grid, column)
    const own = /[^,]*$/.exec(words)?.[0] ?? ''
    if (head.length < 2 || !own.includes(head)) continue
    const cells = partsOf(
      grid,
      column,
      things.map(({ row }) => row),
    )
    if (cells.length < 2) continue
    const total = cells.reduce((all, { size }) => all + size, 0)
    const isTrue = near(total / cells.length, mean)
    if (
      !isTrue &&
      !(/年均/.test(own) && standsAlone(own.replace(/年均/, ''), head) && tellsYears(things, words))
    )
      continue
    return {
      kind: 'per_head',
      rule: 'per_head.table_mean',
      expression: over(sum(cells.map(of)), constant(cells.length)),
      relation: 'equals',
      stated: statedAs(mean),
      operands: [...operands(cells, 'part'), operand(mean, 'stated')],
      tie: isTrue ? 'loose' : 'likely',
    }
  }
  return undefined
}

/** 「2020-2023年间」 over the rows 2020 to 2023, 「四年」 over four: the words mean all rows, and no fewer years. */
function tellsYears(things: readonly Thing[], words: string): boolean {
  const years = things.map(({ label }) => /^(?:19|20)\d\d/.exec(label)?.[0])
  if (years.some((year) => year === undefined)) return false
  const span = /((?:19|20)\d\d)年?(?:-|—|–|~|至|到)((?:19|20)\d\d)年/.exec(words)
  if (span) return span[1] === years[0] && span[2] === years.at(-1)
  const said = /(?<![\d一二三四五六七八九十])([二两三四五六七八九十]|\d)年/.exec(words)?.[1]
  return said !== undefined && (/\d/.test(said) ? Number(said) : parseChineseNumber(said)) === years.length
}

/** Neighbouring rows that make the number exactly, in a column that its words name. */
function sumOfRows({ grid, things, columns }: Told, total: Quantity, context: Context): Draft | undefined {
  if (digitsOf(total) < 2 || total.frame.motion === 'by' || total.token.scaleText !== '') return undefined
  const words = wordsBefore(total, context)
  for (const column of columns) {
    const head = headOf(grid, column)
    if (head.length < 2 || !isSpokenOf(words, head)) continue
    const cells = things.map(({ row }) => grid.at(row, column))
    if (cells.some((cell) => cell?.size === total.size)) continue
    const run = runThatMakes(cells, total)
    if (run) return rowsDraft(run, total)
  }
  return undefined
}

/** 「研究生学位（硕士和博士）的1348人」 over the rows 博士 | 967 and 硕士 | 381: the rows that the words name. */
function sumOfNamed({ grid, things, columns }: Told, total: Quantity): Draft | undefined {
  if (digitsOf(total) < 3) return undefined
  const words = /[^。;,]*$/.exec(total.token.flow.text.slice(0, total.token.start))?.[0] ?? ''
  const named = things.filter(({ label }) => words.includes(label))
  if (named.length < 2 || named.length > 6) return undefined
  for (const column of columns) {
    const cells = named.flatMap(({ row }) => grid.at(row, column) ?? [])
    if (cells.length === named.length && meets(addFloats(cells), total)) return rowsDraft(cells, total)
  }
  return undefined
}

function rowsDraft(rows: readonly Quantity[], total: Quantity): Draft {
  return {
    kind: 'sum',
    rule: 'sum.table_rows',
    expression: sum(rows.map(of)),
    relation: 'equals',
    stated: statedAs(total),
    operands: [...operands(rows, 'part'), operand(total, 'stated')],
    tie: 'loose',
  }
}

function runThatMakes(cells: readonly (Quantity | undefined)[], total: Quantity): Quantity[] | undefined {
  for (let from = 0; from < cells.length; from++) {
    const run: Quantity[] = []
    for (const cell of cells.slice(from)) {
      if (!cell) break
      run.push(cell)
      const range = addFloats(run)
      if (range.low > total.high || run.length > MOST_ADDED) break
      // Two digits are met by chance where many rows may be added.
      if (run.length >= 2 && meets(range, total) && (digitsOf(total) >= 3 || run.length === 2)) return run
    }
  }
  return undefined
}

/** The row that the words before a share name, over the whole of a column; or the column that they name, over the whole of its row. */
function shareOfColumn(table: Told, share: Quantity, context: Context): Draft | undefined {
  const words = wordsBefore(share, context)
  const isShare = share.role === 'share' || /占比|比重|比例/.test(words)
  if (!isShare || digitsOf(share) < 2 || share.token.decimals === 0) return undefined
  const thing = lastNamed(table.things, words)
  // 「义务教育阶段在校生368686人，占全市中小学在校生的77.9%」: the part may be the text's own.
  const before = context.quantities[share.id - 1]
  const own = before && before.sentence === share.sentence && isAmount(before) ? before : undefined
  for (const column of table.columns) {
    const cell = own ?? (thing && table.grid.at(thing.row, column))
    if (!cell || digitsOf(cell) < 2) continue
    const head = headOf(table.grid, column)
    if (digitsOf(share) < 4 && !isSpokenOf(words, head)) continue
    const whole = wholeOf(table, column)
    if (whole && whole.size > 0 && near((100 * cell.size) / whole.size, share))
      return shareDraft(cell, whole, share)
  }
  return shareOfRow(table, share, words) ?? nearShare(table, share, words)
}

/** 「第三产业就业占84.09%」 beside a row of that name which makes 84.00 of the only column that is spoken of: one digit off. */
function nearShare(table: Told, share: Quantity, words: string): Draft | undefined {
  const thing = lastNamed(table.things, words)
  if (!thing || share.token.decimals < 2 || share.clause.numbers.length !== 1) return undefined
  const { grid, columns } = table
  const spoken =
    columns.length === 1 ? columns : columns.filter((column) => isSpokenOf(words, headOf(grid, column)))
  const [column] = spoken
  const cell = column === undefined || spoken.length > 1 ? undefined : grid.at(thing.row, column)
  const whole = cell && column !== undefined ? wholeOf(table, column) : undefined
  if (!cell || !whole || whole.size <= 0 || digitsOf(cell) < 3) return undefined
  const draft = { ...shareDraft(cell, whole, share), nearMiss: true }
  return hasDigitRepair(draft) ? draft : undefined
}

/** 「弹性学制学生占比从13.3%提升至14.3%」 under 年份 | 全日制在校生 | 弹性学制学生 | 总在校生: of the year's total. */
function shareOfRow(table: Told, share: Quantity, words: string): Draft | undefined {
  const { grid, columns } = table
  if (digitsOf(share) < 3) return undefined
  const total = columns.find((column) => /合计|总计|小计|总数|^总/.test(labelOf(grid.columnHead(column))))
  const named = columns.filter((column) => {
    const head = headOf(grid, column)
    return (
      column !== total &&
      head.length >= 2 &&
      (words.includes(head) || words.includes(head.replace(/在校生?$/, '')))
    )
  })
  const [column] = named
  if (total === undefined || column === undefined || named.length !== 1) return undefined
  for (const row of grid.body) {
    const [cell, whole] = [grid.at(row, column), grid.at(row, total)]
    if (cell && whole && whole.size > 0 && near((100 * cell.size) / whole.size, share))
      return shareDraft(cell, { size: whole.size, expression: of(whole), shown: [whole] }, share)
  }
  return undefined
}

interface Whole {
  readonly size: number
  readonly expression: Expression
  readonly shown: readonly Quantity[]
}

/** The total that a column prints, else the sum of its rows. */
function wholeOf({ grid, things, totals }: Told, column: number): Whole | undefined {
  const [total] = totals
  const printed = total === undefined ? undefined : grid.at(total, column)
  if (printed) return { size: printed.size, expression: of(printed), shown: [printed] }
  const rows = things.map(({ row }) => row)
  const parts = partsOf(grid, column, rows)
  return {
    size: parts.reduce((all, { size }) => all + size, 0),
    expression: sum(parts.map(of)),
    shown: parts,
  }
}

function shareDraft(part: Quantity, whole: Whole, share: Quantity): Draft {
  const others = whole.shown.filter((cell) => cell !== part)
  return {
    kind: 'share',
    rule: 'share.table_said',
    expression: times(over(of(part), whole.expression), constant(100)),
    relation: 'equals',
    stated: statedAs(share),
    operands: [operand(part, 'part'), ...operands(others, 'whole'), operand(share, 'stated')],
    tie: 'loose',
  }
}

function headOf(grid: Grid, column: number): string {
  return labelOf(grid.columnHead(column)).replace(/(总?人?数|数量|总?额)$/, '')
}

/** 「英德市在校生是佛冈县的4.29倍，比连州市多4514人」, 「最高的连州市与最低的英德市相差2.4平方米」: two rows that the words name. */
function gapOfRows({ grid, things, totals }: Told, value: Quantity, context: Context): Draft | undefined {
  const isTimes = value.role === 'times' && value.frame.motion === undefined
  const isGap = value.role === 'by' ? value.comparison?.kind === 'other' : /相差|差距/.test(value.clause.text)
  if ((!isTimes && !isGap) || value.frame.bound || digitsOf(value) < 2) return undefined
  const words = wordsBefore(value, context)
  const whole = totals[0]
  const overall: Thing[] =
    whole !== undefined && /平均|全[市省校区县]|总体/.test(words) ? [{ row: whole, label: '' }] : []
  const named = things
    .map((thing) => ({ thing, at: lastAt(words, thing.label) }))
    .filter(({ at }) => at >= 0)
    .sort((a, b) => b.at - a.at)
    .map(({ thing }) => thing)
  const rows = [...named.slice(0, 3), ...overall]
  for (const one of rows) {
    for (const other of rows) {
      if (one === other) continue
      for (let column = 0; column < grid.columns; column++) {
        const [more, less] = [grid.at(one.row, column), grid.at(other.row, column)]
        if (!more || !less || less.size <= 0 || more.size <= less.size) continue
        if (!isTimes && value.unit.dimension === 'point' && !isRate(grid, column, more)) continue
        if (!near(isTimes ? more.size / less.size : more.size - less.size, value)) continue
        return {
          kind: isTimes ? 'ratio' : 'change',
          rule: isTimes ? 'ratio.rows_said' : 'change.rows_said',
          expression: isTimes ? over(of(more), of(less)) : minus(of(more), of(less)),
          relation: 'equals',
          stated: statedAs(value),
          operands: [operand(more, 'now'), operand(less, 'before'), operand(value, 'stated')],
          tie: 'loose',
        }
      }
    }
  }
  return undefined
}

function isRate(grid: Grid, column: number, cell: Quantity): boolean {
  return cell.unit.dimension === 'percent' || /率|比例|占比|比重|%/.test(grid.columnHead(column))
}

/** Pupils and teachers of the row that the words name. */
function ratioOfRow({ grid, things, totals }: Told, ratio: Quantity, context: Context): Draft | undefined {
  const words = wordsBefore(ratio, context)
  if (!/[生师]{2}比/.test(words) || digitsOf(ratio) < 3) return undefined
  const [total] = totals
  const isOfAll = /(全[市省校区县国]|总体|平均)[^,]*$/.test(words) && total !== undefined
  const thing = isOfAll ? { row: total } : lastNamed(things, words)
  const [pupils, teachers] = [/在校|学生/, /专任教师|教师/].map((head) => columnNamed(grid, head))
  if (!thing || pupils === undefined || teachers === undefined) return undefined
  const [part, whole] = [grid.at(thing.row, pupils), grid.at(thing.row, teachers)]
  if (!part || !whole || whole.size === 0 || !near(part.size / whole.size, ratio)) return undefined
  return quotient(ratio, { part, whole }, 1, 'ratio', 'ratio.table_said', 'loose')
}

function columnNamed(grid: Grid, head: RegExp): number | undefined {
  for (let column = 0; column < grid.columns; column++) {
    const label = labelOf(grid.columnHead(column))
    if (head.test(label) && !notAdditive.test(grid.columnHead(column))) return column
  }
  return undefined
}

/** The words of the sentence before a number, without the numbers between. */
function wordsBefore(value: Quantity, { reading }: Context): string {
  const { clause, token } = value
  const own = clause.numbers.find((number) => number.token === token)
  const words = [clause.text.slice(0, own?.from ?? clause.text.length)]
  for (let index = clause.index - 1; index >= 0; index--) {
    const before = reading.clauses[index]
    if (!before || before.sentence !== value.sentence) break
    words.unshift(before.text)
  }
  return words.join(',').replace(/\s/g, '')
}

/** The row named last before a number: 中职 is enough for 中职学校. */
function lastNamed(things: readonly Thing[], words: string): Thing | undefined {
  const found = things
    .map((thing) => ({ thing, at: lastAt(words, thing.label) }))
    .filter(({ at }) => at >= 0)
    .sort((a, b) => b.at - a.at || b.thing.label.length - a.thing.label.length)
  return found[0]?.thing
}

/** Where a label, or what it says of schools, ends in the words; -1 where it does not stand there. */
function lastAt(words: string, label: string): number {
  return [label, label.replace(/(学校|院校|学院)$/, '')].reduce((end, name) => {
    const at = name.length >= 2 ? words.lastIndexOf(name) : -1
    return at < 0 ? end : Math.max(end, at + name.length)
  }, -1)
}

function isSpokenOf(words: string, head: string): boolean {
  return head.length >= 2 && (words.includes(head) || words.includes(head.slice(0, 2)))
}
