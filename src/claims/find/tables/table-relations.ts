import type { Draft, Operand, Tie } from '../../judge/claim.ts'
import { constant, type Expression, minus, of, over, sum, times } from '../../judge/expression.ts'
import type { Grid } from '../../read/grid.ts'
import { likeness } from '../../read/names.ts'
import type { Quantity } from '../../read/quantities.ts'
import { floats, operand, operands, statedAs } from '../context.ts'
import { isPartition } from '../sums/partitions.ts'
import { meets, notAdditive, totalWords } from './table-cells.ts'

/** A relation between columns that most rows obey: one is the sum of its neighbours, a difference, a quotient … */
interface Relation {
  readonly kind: Draft['kind']
  readonly rule: string
  readonly target: number
  readonly sources: readonly number[]
  readonly make: (cells: readonly Quantity[]) => Expression
  /** The heads of the columns say that they belong together: one row proves it. */
  readonly isKindred?: boolean
  readonly spread: (ranges: readonly { low: number; high: number }[]) => { low: number; high: number }
}

export function rowRelations(grid: Grid, numeric: readonly number[]): Draft[] {
  const drafts: Draft[] = []
  const explained = new Set<number>()
  for (const relation of [
    ...sumRelations(grid, numeric),
    ...kindredSums(grid, numeric),
    ...pairRelations(grid, numeric),
  ]) {
    if (explained.has(relation.target)) continue
    const found = obeyed(grid, relation)
    if (!found) continue
    explained.add(relation.target)
    drafts.push(...found)
  }
  return drafts
}

/** 示范性 and 非示范, 公办 and 民办: two columns that leave nothing out, and a column that is their sum in every row. */
export function partitionColumns(grid: Grid, numeric: readonly number[], known: readonly Draft[]): Draft[] {
  const taken = new Set(known.flatMap((draft) => (draft.kind === 'sum' ? [draft.stated.quantity] : [])))
  const additive = numeric.filter((column) => !notAdditive.test(grid.columnHead(column)))
  const drafts: Draft[] = []
  for (const [index, one] of additive.entries()) {
    const two = additive[index + 1]
    if (two === undefined || !isPartition([grid.columnHead(one), grid.columnHead(two)])) continue
    for (const row of grid.body) {
      const parts = [grid.at(row, one), grid.at(row, two)].filter((cell) => cell !== undefined)
      const range = parts.reduce((a, b) => ({ low: a.low + b.low, high: a.high + b.high }), {
        low: 0,
        high: 0,
      })
      const whole = additive
        .filter((column) => column !== one && column !== two)
        .map((column) => grid.at(row, column))
        .find((cell) => cell !== undefined && cell.size >= 100 && meets(range, floats(cell)))
      if (parts.length < 2 || !whole || (taken.has(whole) && known.length > 0)) continue
      drafts.push({
        kind: 'sum',
        rule: 'sum.table_partition',
        expression: sum(parts.map(of)),
        relation: 'equals',
        stated: statedAs(whole),
        operands: [...operands(parts, 'part'), operand(whole, 'stated')],
        tie: 'loose',
        nearMiss: true,
      })
    }
  }
  return drafts
}

/** 合计 before or behind the columns that make it. */
function sumRelations(grid: Grid, numeric: readonly number[]): Relation[] {
  const relations: Relation[] = []
  const additive = numeric.filter((column) => !notAdditive.test(grid.columnHead(column)))
  for (const [index, target] of additive.entries()) {
    for (let count = Math.min(12, additive.length - 1); count >= 2; count--) {
      const after = additive.slice(index + 1, index + 1 + count)
      const before = additive.slice(Math.max(0, index - count), index)
      if (after.length === count) relations.push(sumRelation(target, after))
      if (before.length === count) relations.push(sumRelation(target, before))
    }
  }
  return relations
}

/** 全年人数 = 春季人数 + 秋季人数, wherever the three columns stand: their heads differ by a word. */
function kindredSums(grid: Grid, numeric: readonly number[]): Relation[] {
  if (numeric.length < 3 || numeric.length > 24) return []
  const additive = numeric.filter((column) => !notAdditive.test(grid.columnHead(column)))
  const relations: Relation[] = []
  for (const target of additive) {
    const kin = additive.filter((column) => column !== target && areKindred(grid, target, column))
    for (const [index, one] of kin.entries()) {
      for (const two of kin.slice(index + 1))
        if (areKindred(grid, one, two))
          relations.push({ ...sumRelation(target, [one, two]), isKindred: true })
    }
  }
  return relations
}

/** 春季资助人数 and 全年资助人数, 春季资助人数 and 春季1类人数: they end alike, and begin or go on alike. */
function areKindred(grid: Grid, one: number, two: number): boolean {
  const [a, b] = [grid.columnHead(one).trim(), grid.columnHead(two).trim()]
  return a.length >= 4 && b.length >= 4 && a !== b && a.slice(-2) === b.slice(-2) && likeness(a, b) >= 0.4
}

function sumRelation(target: number, sources: readonly number[]): Relation {
  return {
    kind: 'sum',
    rule: 'sum.table_row',
    target,
    sources,
    make: (cells) => sum(cells.map(of)),
    spread: (ranges) =>
      ranges.reduce((a, b) => ({ low: a.low + b.low, high: a.high + b.high }), { low: 0, high: 0 }),
  }
}

function pairRelations(grid: Grid, numeric: readonly number[]): Relation[] {
  if (numeric.length > 12) return []
  const relations: Relation[] = []
  for (const target of numeric) {
    for (const a of numeric) {
      for (const b of numeric) {
        if (a === b || a === target || b === target) continue
        const followed = followEachOther(grid, a, b)
        for (const relation of relationsOf(grid, target, a, b)) {
          const isTold = followed && (relation.kind === 'change' || relation.kind === 'growth')
          relations.push(isTold ? { ...relation, isKindred: true } : relation)
        }
        if (a < b) relations.push(...jointShares(grid, numeric, target, a, b))
      }
    }
  }
  return relations
}

/** 2017年 and 2016年: the heads say which value comes after which. */
function followEachOther(grid: Grid, now: number, before: number): boolean {
  const [later, earlier] = [now, before].map((column) => /(19|20)\d\d/.exec(grid.columnHead(column))?.[0])
  return later !== undefined && earlier !== undefined && Number(later) > Number(earlier)
}

/** 就业率 where 直接就业 and 升学 are columns of their own: the share that two parts have together. */
function jointShares(
  grid: Grid,
  numeric: readonly number[],
  target: number,
  a: number,
  b: number,
): Relation[] {
  if (numeric.length > 7 || !/率|占|比例|比重/.test(grid.columnHead(target))) return []
  return numeric
    .filter((whole) => whole !== target && whole !== a && whole !== b)
    .map((whole) => ({
      kind: 'share',
      rule: 'share.table_row',
      target,
      sources: [a, b, whole],
      make: (cells: readonly Quantity[]) => {
        const [one, two, all] = cells.map(of)
        return one && two && all ? times(over(sum([one, two]), all), constant(100)) : constant(0)
      },
      spread: ([x, y, all]: readonly { low: number; high: number }[]) =>
        x && y && all
          ? { low: ((x.low + y.low) / all.high) * 100, high: ((x.high + y.high) / all.low) * 100 }
          : { low: 0, high: 0 },
    }))
}

function relationsOf(grid: Grid, target: number, a: number, b: number): Relation[] {
  const head = grid.columnHead(target)
  const sources = [a, b]
  const left = (cells: readonly Quantity[]) => of(cells[0] as Quantity)
  const right = (cells: readonly Quantity[]) => of(cells[1] as Quantity)
  const list: Relation[] = []
  if (/增减|增加|减少|变化|差|净|±|增量|比上年|较上年/.test(head) && !/%|率|幅/.test(head)) {
    list.push(
      binary(
        'change',
        'change.table',
        target,
        sources,
        (c) => minus(left(c), right(c)),
        (x, y) => x - y,
      ),
    )
  }
  if (/增长|增幅|增速|变化率|变化幅度|变动幅度|变幅|比上年|同比|%/.test(head)) {
    list.push(
      binary(
        'growth',
        'growth.table',
        target,
        sources,
        (c) => times(over(minus(left(c), right(c)), right(c)), constant(100)),
        (x, y) => ((x - y) / y) * 100,
      ),
    )
  }
  // 「跨省流动 省内流动」 twice, first counted and then of a hundred: the second is the share of the first.
  const isShare = /率|占|比|%|构成/.test(head) || (a < target && isHeadOf(grid, target, a))
  if (isShare || isUnheadedShare(grid, target, a, b)) {
    list.push(
      binary(
        'share',
        'share.table_row',
        target,
        sources,
        (c) => times(over(left(c), right(c)), constant(100)),
        (x, y) => (x / y) * 100,
      ),
    )
  }
  if (/比|均|每|密度/.test(head)) {
    const scale = scaleOf(grid.columnHead(a)) / scaleOf(grid.columnHead(b)) / scaleOf(head)
    list.push(
      binary(
        'per_head',
        'per_head.table',
        target,
        sources,
        (c) => (scale === 1 ? over(left(c), right(c)) : times(over(left(c), right(c)), constant(scale))),
        (x, y) => (x / y) * scale,
      ),
    )
  }
  return list
}

/** 设备总值（万元） beside 生均（元）: what a column's head says its numbers are counted in. */
function scaleOf(head: string): number {
  const word = /[(（](万|亿|千)/.exec(head)?.[1]
  return word === '万' ? 1e4 : word === '亿' ? 1e8 : word === '千' ? 1e3 : 1
}

/** 1098886 | 543210 | 49.43 in a table whose heads were lost: a whole, a part, and what has the look of its share. */
function isUnheadedShare(grid: Grid, target: number, part: number, whole: number): boolean {
  if (target !== part + 1 || part !== whole + 1 || grid.columnHead(target).trim() !== '') return false
  const shares = grid.body.map((row) => grid.at(row, target)).filter((cell) => cell !== undefined)
  return (
    shares.length >= 3 &&
    shares.every(({ size }) => size <= 100) &&
    shares.filter(({ token }) => token.decimals > 0).length >= shares.length * 0.7
  )
}

function isHeadOf(grid: Grid, column: number, other: number): boolean {
  const head = grid.columnHead(other)
  return head.length >= 2 && grid.columnHead(column).endsWith(head)
}

function binary(
  kind: Draft['kind'],
  rule: string,
  target: number,
  sources: readonly number[],
  make: (cells: readonly Quantity[]) => Expression,
  compute: (a: number, b: number) => number,
): Relation {
  return {
    kind,
    rule,
    target,
    sources,
    make,
    spread: ([x, y]) => {
      if (!x || !y) return { low: 0, high: 0 }
      const corners = [
        compute(x.low, y.low),
        compute(x.low, y.high),
        compute(x.high, y.low),
        compute(x.high, y.high),
      ]
      return { low: Math.min(...corners), high: Math.max(...corners) }
    },
  }
}

/** So many digits of results that come out leave no room for chance, where every row obeys. */
const TELLING_DIGITS = 5
/** With so few columns there are fewer pairs that chance could pick. */
const FEW_COLUMNS = 6

/** How many digits of a result were met: 97.57 has four. */
function digitsOf({ size, token }: Quantity): number {
  return size === 0 ? 0 : Math.max(0, Math.log10(Math.abs(size) * 10 ** token.decimals))
}

/**
 * The drafts of a relation that at least three rows in four (and three rows) obey; the rest are held against it. A
 * table of one or two rows has it where all of them come out to many digits.
 */
function obeyed(grid: Grid, relation: Relation): Draft[] | undefined {
  const rows = grid.body
    .map((row) => ({
      head: grid.rowHead(row),
      target: grid.at(row, relation.target),
      cells: relation.sources.map((column) => grid.at(row, column)),
    }))
    .filter(
      (row) =>
        row.target !== undefined &&
        row.cells.filter((cell) => cell !== undefined).length >= Math.min(2, row.cells.length),
    )
  if (rows.length < (relation.kind === 'sum' ? 2 : 1)) return undefined
  let fits = 0
  let telling = 0
  let digits = 0
  const results = rows.map((row) => {
    const cells = row.cells.filter((cell) => cell !== undefined)
    const target = row.target as Quantity
    const whole = relation.kind === 'sum' || cells.length === relation.sources.length
    const range = relation.spread(cells.map(floats))
    const holds = whole && Number.isFinite(range.low) && meets(range, floats(target))
    if (holds) {
      fits++
      if (target.size !== 0 && cells.filter((cell) => cell.size !== 0).length >= 2) {
        telling++
        digits += digitsOf(target)
      }
    }
    // A rate's row under 增长% prints how many points it rose, one under 增减 by how many percent.
    const isRate =
      relation.kind === 'growth'
        ? /率|比例|比重|占比|%/.test(row.head) || isDifference(cells, target)
        : relation.kind === 'change' && isGrowth(cells, target)
    return { target, cells, whole: whole && (holds || !isRate), holds }
  })
  const headed = totalWords.test(grid.columnHead(relation.target).replace(/\s/g, ''))
  const allHold = relation.kind !== 'sum' && fits === rows.length && digits >= 3.5
  const asked = grid.columns <= FEW_COLUMNS ? TELLING_DIGITS - 1 : TELLING_DIGITS
  const isSharp = allHold && (telling >= 2 ? digits >= asked : rows.length === 1)
  const enough = relation.isKindred || isSharp ? 1 : headed && relation.kind === 'sum' ? 2 : 3
  if (telling < enough || fits < rows.length * (relation.isKindred ? 0.5 : 0.7)) return undefined
  const tie: Tie = telling >= 3 ? 'named' : telling === 1 ? 'loose' : 'likely'
  return results
    .filter((result) => result.whole)
    .map(({ target, cells }) => ({
      // 3.95:1 is a ratio, whatever its column is called.
      kind: relation.kind === 'per_head' && target.role === 'ratio' ? ('ratio' as const) : relation.kind,
      rule: relation.rule,
      expression: relation.make(cells),
      relation: 'equals' as const,
      stated: statedAs(target),
      operands: [...sourceOperands(relation, cells), operand(target, 'stated')],
      tie,
      nearMiss: true,
    }))
}

/** 18.02 | 17.50 | −0.52: what changed by so much stands under 增长, and did not grow by so many percent. */
function isDifference([now, before]: readonly Quantity[], target: Quantity): boolean {
  if (!now || !before) return false
  return meets({ low: now.low - before.high, high: now.high - before.low }, floats(target))
}

/** 52.10% | 55.60% | 6.72%: what grew by so many percent. */
function isGrowth([now, before]: readonly Quantity[], target: Quantity): boolean {
  if (!now || !before || before.low <= 0) return false
  return meets(
    { low: (now.low / before.high - 1) * 100, high: (now.high / before.low - 1) * 100 },
    floats(target),
  )
}

function sourceOperands(relation: Relation, cells: readonly Quantity[]): Operand[] {
  if (relation.kind === 'sum') return operands(cells, 'part')
  if (relation.sources.length === 3)
    return cells.map((cell, index) => operand(cell, index < 2 ? 'part' : 'whole'))
  const roles =
    relation.kind === 'share' || relation.kind === 'per_head'
      ? (['part', 'whole'] as const)
      : (['now', 'before'] as const)
  return cells.map((cell, index) => operand(cell, roles[index] ?? 'item'))
}
