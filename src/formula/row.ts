import { Decimal, parseDecimal } from '../kernel/index.ts'
import type { BinaryOp, Expr } from './ast.ts'

/** One row of a register. Whole numbers are numbers, other decimals are decimal texts, dates ISO texts; null is blank. */
export type Row = Readonly<Record<string, RowCell>>
export type RowCell = string | number | boolean | null

/** What a row yields; undefined where a blank field leaves it unknown. */
type RowValue = string | number | boolean | Decimal | undefined
type RowFunction = (row: Row) => RowValue

/**
 * A condition over a row, ready to run over millions: true, false, or undefined where a blank decides.
 * Three-valued: `false and blank` is false, `true or blank` is true.
 */
export function compileCondition(expr: Expr): (row: Row) => boolean | undefined {
  const run = compile(expr)
  return (row) => {
    const value = run(row)
    return typeof value === 'boolean' ? value : undefined
  }
}

/** The number in a field, undefined where blank. */
export function rowNumber(row: Row, field: string): Decimal | undefined {
  const cell = row[field]
  if (typeof cell === 'number') return new Decimal(cell)
  return typeof cell === 'string' ? parseDecimal(cell) : undefined
}

function compile(expr: Expr): RowFunction {
  switch (expr.kind) {
    case 'number': {
      const value = expr.unit === 'percent' ? expr.value.div(100) : expr.value
      const constant = value.isInteger() ? value.toNumber() : value
      return () => constant
    }
    case 'text':
    case 'flag': {
      const { value } = expr
      return () => value
    }
    case 'field': {
      const { name } = expr
      return (row) => row[name] ?? undefined
    }
    case 'unary':
      return expr.op === 'not' ? negation(compile(expr.arg)) : opposite(compile(expr.arg))
    case 'binary':
      return compileBinary(expr.op, compile(expr.left), compile(expr.right))
    case 'in':
      return compileMembership(expr.arg, expr.options, expr.negated)
    case 'call':
      return compileCall(expr.fn, expr.args.map(compile))
    case 'reference':
    case 'aggregate':
      throw new Error(`a row condition cannot hold ${expr.kind}`)
  }
}

function negation(run: RowFunction): RowFunction {
  return (row) => {
    const value = run(row)
    return typeof value === 'boolean' ? !value : undefined
  }
}

function opposite(run: RowFunction): RowFunction {
  return (row) => {
    const value = run(row)
    return value === undefined ? undefined : new Decimal(value as string).neg()
  }
}

function compileBinary(op: BinaryOp, left: RowFunction, right: RowFunction): RowFunction {
  switch (op) {
    case 'and':
      return (row) => {
        const a = left(row)
        if (a === false) return false
        const b = right(row)
        if (b === false) return false
        return a === true && b === true ? true : undefined
      }
    case 'or':
      return (row) => {
        const a = left(row)
        if (a === true) return true
        const b = right(row)
        if (b === true) return true
        return a === false && b === false ? false : undefined
      }
    case '=':
      return comparing(left, right, (order) => order === 0)
    case '!=':
      return comparing(left, right, (order) => order !== 0)
    case '<':
      return comparing(left, right, (order) => order < 0)
    case '<=':
      return comparing(left, right, (order) => order <= 0)
    case '>':
      return comparing(left, right, (order) => order > 0)
    case '>=':
      return comparing(left, right, (order) => order >= 0)
    case '+':
      return arithmetic(left, right, (a, b) => a.plus(b))
    case '-':
      return arithmetic(left, right, (a, b) => a.minus(b))
    case '*':
      return arithmetic(left, right, (a, b) => a.times(b))
    case '/':
      return arithmetic(left, right, (a, b) => (b.isZero() ? undefined : a.div(b)))
  }
}

function comparing(left: RowFunction, right: RowFunction, holds: (order: number) => boolean): RowFunction {
  return (row) => {
    const a = left(row)
    const b = right(row)
    return a === undefined || b === undefined ? undefined : holds(compareValues(a, b))
  }
}

function compareValues(a: NonNullable<RowValue>, b: NonNullable<RowValue>): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b
  if (typeof a === 'string' && typeof b === 'string') return a < b ? -1 : a > b ? 1 : 0
  if (typeof a === 'boolean' || typeof b === 'boolean') return a === b ? 0 : 1
  return new Decimal(a).cmp(new Decimal(b))
}

function arithmetic(
  left: RowFunction,
  right: RowFunction,
  compute: (a: Decimal, b: Decimal) => Decimal | undefined,
): RowFunction {
  return (row) => {
    const a = left(row)
    const b = right(row)
    if (a === undefined || b === undefined) return undefined
    return compute(new Decimal(a as string), new Decimal(b as string))
  }
}

function compileMembership(arg: Expr, options: readonly Expr[], negated: boolean): RowFunction {
  const run = compile(arg)
  if (options.every((option) => option.kind === 'text')) {
    const codes = new Set<RowValue>(options.map((option) => (option.kind === 'text' ? option.value : '')))
    return (row) => {
      const value = run(row)
      return value === undefined ? undefined : codes.has(value) !== negated
    }
  }
  const runs = options.map(compile)
  return (row) => {
    const value = run(row)
    if (value === undefined) return undefined
    const found = runs.some((option) => {
      const candidate = option(row)
      return candidate !== undefined && compareValues(value, candidate) === 0
    })
    return found !== negated
  }
}

function compileCall(fn: string, args: readonly RowFunction[]): RowFunction {
  const [first, second] = args
  if (!first) throw new Error(`${fn} cannot stand in a row condition without arguments`)
  if (fn === 'known') return (row) => first(row) !== undefined
  if (fn === 'starts_with' && second) {
    return (row) => {
      const text = first(row)
      const start = second(row)
      return typeof text === 'string' && typeof start === 'string' ? text.startsWith(start) : undefined
    }
  }
  if (fn === 'length') {
    return (row) => {
      const text = first(row)
      return typeof text === 'string' ? [...text].length : undefined
    }
  }
  if (fn === 'year') {
    return (row) => {
      const date = first(row)
      return typeof date === 'string' ? Number(date.slice(0, 4)) : undefined
    }
  }
  throw new Error(`${fn} cannot stand in a row condition`)
}
