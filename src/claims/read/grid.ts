import { interval } from '../../kernel/index.ts'
import type { Table } from '../text.ts'
import { nameOf } from './names.ts'
import type { Quantity } from './quantities.ts'
import type { Reading } from './reading.ts'
import { isPercent } from './units.ts'

/** A table as a grid: the number of each cell that is one, and the words of the others. */
export interface Grid {
  readonly index: number
  readonly table: Table
  readonly rows: number
  readonly columns: number
  /** Number of a cell, with the range that its column's unit allows. */
  readonly at: (row: number, column: number) => Quantity | undefined
  readonly text: (row: number, column: number) => string
  /** Words that head a column or a row, joined from the cells above or to the left. */
  readonly columnHead: (column: number) => string
  readonly rowHead: (row: number) => string
  /** Rows that carry numbers. */
  readonly body: readonly number[]
}

export function gridsOf(reading: Reading): Grid[] {
  const byTable = new Map<number, Quantity[]>()
  for (const quantity of reading.cells) {
    if (!quantity.cell) continue
    const list = byTable.get(quantity.cell.table)
    if (list) list.push(quantity)
    else byTable.set(quantity.cell.table, [quantity])
  }
  return reading.extracted.tables.flatMap((table, index) => {
    const quantities = byTable.get(index) ?? []
    const starts = headsAgain(table, quantities, reading.extracted.text)
    if (starts.length === 0) return [gridOf(reading, table, index, quantities)]
    return [0, ...starts].map((from, part) => {
      const to = starts[part] ?? table.rows
      return gridOf(reading, rowsOf(table, from, to), index, cellsOf(quantities, from, to))
    })
  })
}

/**
 * Rows in the midst of a table that head what is below them as the first row heads it: 「招生 | 2015年 | 2016年」, and
 * further down 「在校生 | 2015年 | 2016年」.
 */
function headsAgain(table: Table, quantities: readonly Quantity[], text: string): number[] {
  const numbered = new Set(quantities.map(({ cell }) => cell?.row))
  const filled = new Map<number, number>()
  // 「教工住宅 | * | * | —」 is a row without values.
  const isWord = (cell: Table['cells'][number]) => /[\p{L}\d]/u.test(text.slice(cell.start, cell.end))
  for (const cell of table.cells)
    if (isWord(cell)) filled.set(cell.row, (filled.get(cell.row) ?? 0) + cell.columnSpan)
  const first = Math.min(...[...numbered].filter((row) => row !== undefined))
  const starts: number[] = []
  for (let row = first + 2; row + 1 < table.rows; row++) {
    const isHead = !numbered.has(row) && numbered.has(row - 1) && numbered.has(row + 1)
    if (isHead && table.columns >= 3 && (filled.get(row) ?? 0) >= table.columns * 0.9) starts.push(row)
  }
  return starts
}

function rowsOf(table: Table, from: number, to: number): Table {
  const cells = table.cells
    .filter(({ row }) => row >= from && row < to)
    .map((cell) => ({ ...cell, row: cell.row - from }))
  return { ...table, rows: to - from, cells }
}

function cellsOf(quantities: readonly Quantity[], from: number, to: number): Quantity[] {
  return quantities.flatMap((quantity) => {
    const { cell } = quantity
    return cell && cell.row >= from && cell.row < to
      ? [{ ...quantity, cell: { ...cell, row: cell.row - from } }]
      : []
  })
}

function gridOf(reading: Reading, table: Table, index: number, quantities: readonly Quantity[]): Grid {
  const source = reading.extracted.text
  const texts = new Map<number, string>()
  const key = (row: number, column: number) => row * table.columns + column
  for (const cell of table.cells) {
    const words = source.slice(cell.start, cell.end)
    for (let r = cell.row; r < Math.min(table.rows, cell.row + cell.rowSpan); r++) {
      for (let c = cell.column; c < Math.min(table.columns, cell.column + cell.columnSpan); c++)
        texts.set(key(r, c), words)
    }
  }
  const numbers = new Map<number, Quantity>()
  for (const quantity of quantities) {
    if (quantity.cell && isWholeCell(quantity))
      numbers.set(key(quantity.cell.row, quantity.cell.column), quantity)
  }
  const text = (row: number, column: number) => texts.get(key(row, column)) ?? ''
  const isNumber = (row: number, column: number) => numbers.has(key(row, column))
  const body: number[] = []
  for (let r = 0; r < table.rows; r++) {
    for (let c = 0; c < table.columns; c++) {
      if (isNumber(r, c)) {
        body.push(r)
        break
      }
    }
  }
  const firstBody = body[0] ?? table.rows
  const shift = headShift(table, firstBody, (column) => body.some((row) => isNumber(row, column)))
  const columnHead = (column: number) => {
    if (column === 0 && shift.isCornerLost) return ''
    const from = column === 0 ? 0 : Math.max(0, column - shift.by)
    const words: string[] = []
    for (let r = 0; r < firstBody; r++) if (!words.includes(text(r, from))) words.push(text(r, from))
    return words.join('')
  }
  const rowHead = (row: number) => {
    const words: string[] = []
    for (let c = 0; c < table.columns && !isNumber(row, c); c++)
      if (!words.includes(text(row, c))) words.push(text(row, c))
    return words.join('')
  }
  const caption = table.caption ? source.slice(table.caption[0], table.caption[1]) : ''
  const cells = new Map<number, Quantity>()
  for (const [at, quantity] of numbers) {
    const row = Math.floor(at / table.columns)
    const column = at % table.columns
    cells.set(at, named(quantity, rowHead(row), columnHead(column), caption))
  }
  const grid: Grid = {
    index,
    table,
    rows: table.rows,
    columns: table.columns,
    at: (r, c) => cells.get(key(r, c)),
    text,
    columnHead,
    rowHead,
    body,
  }
  const width = foldOf(grid)
  if (width === undefined) return grid
  const headOfRow = (row: number, from: number) => {
    const words: string[] = []
    for (let c = from; c < from + width && !isNumber(row, c); c++) words.push(text(row, c))
    return [...new Set(words)].join('')
  }
  for (const [at, quantity] of numbers) {
    const column = at % table.columns
    const row = Math.floor(at / table.columns)
    const head = headOfRow(row, column - (column % width))
    cells.set(at, named(quantity, head, columnHead(column), caption))
  }
  return unfolded(grid, width, headOfRow)
}

/**
 * 「项目 | 数量 | 比例」 over 「职称 | 正高级 | 304 | 21.07」: one head for two columns of labels, whose span was lost, so that all heads behind
 * it stand too far to the left; or 「专任教师数 | 外聘教师数」 over 「本学年 | 1443 | 681」, where the empty corner was lost.
 */
function headShift(
  table: Table,
  firstBody: number,
  isNumeric: (column: number) => boolean,
): { readonly by: number; readonly isCornerLost: boolean } {
  const none = { by: 0, isCornerLost: false }
  const heads = table.cells.filter(({ row }) => row === 0)
  if (firstBody !== 1 || heads.some(({ columnSpan, rowSpan }) => columnSpan > 1 || rowSpan > 1)) return none
  const numeric = Array.from({ length: table.columns }, (_, column) => column).filter(isNumeric)
  const isToTheEnd =
    numeric.at(-1) === table.columns - 1 && numeric.length === table.columns - (numeric[0] ?? 0)
  // An empty corner that the table kept leaves the heads where they belong.
  const isToTheLeft = Math.max(...heads.map(({ column }) => column)) === heads.length - 1
  if (table.columns - heads.length !== 1 || heads.length < 2 || !isToTheEnd || !isToTheLeft) return none
  if (numeric.length === heads.length - 1) return { by: 1, isCornerLost: false }
  return numeric.length === heads.length ? { by: 1, isCornerLost: true } : none
}

/** The same table with its rows for columns: 「就业率」 heads a row where the columns are years. */
export function transposed(grid: Grid, numeric: readonly number[]): Grid {
  return {
    ...grid,
    rows: grid.columns,
    columns: grid.rows,
    at: (row, column) => grid.at(column, row),
    text: (row, column) => grid.text(column, row),
    columnHead: (column) => grid.rowHead(column),
    rowHead: (row) => grid.columnHead(row),
    body: numeric,
  }
}

/** How many columns a table has whose heads stand there twice or more, side by side: 民族 人数 占比 民族 人数 占比. */
function foldOf(grid: Grid): number | undefined {
  const heads = Array.from({ length: grid.columns }, (_, column) => grid.columnHead(column).trim())
  for (let width = 2; width <= grid.columns / 2; width++) {
    if (grid.columns % width !== 0) continue
    const repeats = heads.every((head, column) => head !== '' && head === heads[column % width])
    const labelled = heads.every(
      (_, column) => column % width !== 0 || grid.body.every((row) => grid.at(row, column) === undefined),
    )
    if (repeats && labelled && new Set(heads.slice(0, width)).size === width) return width
  }
  return undefined
}

/** The same table with its strips one below the other. */
function unfolded(grid: Grid, width: number, headOfRow: (row: number, from: number) => string): Grid {
  const strips = grid.columns / width
  const place = (row: number, column: number): [number, number] => [
    row % grid.rows,
    Math.floor(row / grid.rows) * width + column,
  ]
  const at = (row: number, column: number) => grid.at(...place(row, column))
  const columns = Array.from({ length: width }, (_, column) => column)
  const body = Array.from({ length: strips }, (_, strip) => grid.body.map((row) => row + strip * grid.rows))
    .flat()
    .filter((row) => columns.some((column) => at(row, column)))
  return {
    ...grid,
    rows: grid.rows * strips,
    columns: width,
    at,
    text: (row, column) => grid.text(...place(row, column)),
    rowHead: (row) => headOfRow(...place(row, 0)),
    body,
  }
}

function isWholeCell(quantity: Quantity): boolean {
  const { flow } = quantity.token
  const words = flow.text
    .replace(/^[-+(]+|[)*]+$/g, '')
    // 17.5:1, 66.96:33.04
    .replace(/(?<=^\d{1,3}(\.\d{1,3})?)[:∶]\d{1,3}(\.\d{1,3})?$/, '')
  const own = flow.text
    .slice(Math.max(0, quantity.token.start), Math.max(quantity.token.unitEnd, quantity.token.end))
    .replace(/^[-+]/, '')
  return words.length - own.length <= 1
}

const rounded = /万|亿|千|元|㎡|平方米|%|‰|吨|率|比重|占比|比例|指数|平均|人均|生均/

/** A count in a table without a unit of its own stands for itself; under 万人, 元 or % it is rounded. */
function named(quantity: Quantity, row: string, column: string, caption: string): Quantity {
  const name = nameOf(`${row}${column}`)
  const whole = quantity.token.decimals === 0 && quantity.token.scaleText === '' && !isPercent(quantity.unit)
  const counts =
    whole &&
    (quantity.unit.text === '' || quantity.unit.exact) &&
    !rounded.test(column.replace(/（/g, '(')) &&
    !/单位[:：]?\s*(万|亿|千|%|元)/.test(caption)
  if (!counts) return { ...quantity, name, named: true }
  const range = interval.exactly(quantity.token.value)
  return { ...quantity, name, named: true, range, low: quantity.size, high: quantity.size }
}
