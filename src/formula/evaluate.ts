import {
  combine,
  Decimal,
  decimal,
  isKnown,
  known,
  MISSING,
  NOT_APPLICABLE,
  type Observed,
  toBase,
  type Unit,
  type Unknown,
  ZERO,
} from '../kernel/index.ts'
import { reducer } from './aggregate.ts'
import type { Aggregate, Binary, Call, Expr, Membership, Reference } from './ast.ts'
import type { Row } from './row.ts'

/** Where a formula finds its values: one org unit in one year. All numbers are in base units. */
export interface EvaluationContext {
  reference(reference: Reference, source?: 'entered' | 'counted'): Observed
  /** Values of all cells of an element's breakdown; of the only one where no dimension is named. */
  cells(reference: Reference, dimension?: string): readonly Observed[]
  /** Rows of a register; undefined where it was not handed in. */
  rows(register: string): Iterable<Row> | undefined
  attribute(name: string): string | undefined
  unit(text: string): Unit | undefined
  /** Unit in which a field of a register is written; absent for contexts whose fields have none but base units. */
  fieldUnit?(register: string, field: string): Unit | undefined
  /** The same unit one reporting year earlier; undefined where nothing is held of it. */
  previous(): EvaluationContext | undefined
  /** The schools that this one is compared with, itself included. */
  panel(): readonly EvaluationContext[]
  /** What is the same for every school of the panel, worked out once where a run goes over many of them. */
  ofPanel?(expr: Expr, fn: string, work: () => Observed): Observed
}

const HUNDREDTH = decimal('0.01')

/** true, false, or the state of what is unknown. */
export type Truth = boolean | Unknown

/** The number that a formula yields in this context, in base units, or why there is none. */
export function evaluate(expr: Expr, context: EvaluationContext): Observed {
  switch (expr.kind) {
    case 'number': {
      if (expr.unit === undefined) return known(expr.value)
      const scale = expr.unit === 'percent' ? HUNDREDTH : context.unit(expr.unit)?.scale
      return scale ? known(expr.value.times(scale)) : NOT_APPLICABLE
    }
    case 'reference':
      return context.reference(expr)
    case 'unary':
      return combine([evaluate(expr.arg, context)], ([value]) => known((value ?? ZERO).neg()))
    case 'binary':
      return arithmetic(expr, context)
    case 'call':
      return call(expr, context)
    case 'aggregate':
      return aggregate(expr, context)
    case 'text':
    case 'flag':
    case 'field':
    case 'in':
      throw new Error(`${expr.kind} is no number; the formula was not type-checked`)
  }
}

/** Whether a condition holds in this context; three-valued, so that a missing operand is never a pass. */
export function evaluateCondition(expr: Expr, context: EvaluationContext): Truth {
  switch (expr.kind) {
    case 'flag':
      return expr.value
    case 'unary':
      return not(evaluateCondition(expr.arg, context))
    case 'in':
      return membership(expr, context)
    case 'binary':
      if (expr.op === 'and') return both(expr, context)
      if (expr.op === 'or') return not(both(expr, context, true))
      return comparison(expr, context)
    case 'call':
      if (expr.fn === 'known') return expr.args[0] !== undefined && isKnown(evaluate(expr.args[0], context))
      if (expr.fn === 'previous') {
        const earlier = context.previous()
        return earlier && expr.args[0] ? evaluateCondition(expr.args[0], earlier) : MISSING
      }
      if (expr.fn === 'if') return conditionalTruth(expr, context)
      if (expr.fn === 'starts_with') {
        const [text, start] = expr.args.map((arg) => textOf(arg, context))
        return text === undefined || start === undefined ? MISSING : text.startsWith(start)
      }
      throw new Error(`${expr.fn} is no condition; the formula was not type-checked`)
    default:
      throw new Error(`${expr.kind} is no condition; the formula was not type-checked`)
  }
}

function arithmetic(expr: Binary, context: EvaluationContext): Observed {
  const left = evaluate(expr.left, context)
  const right = evaluate(expr.right, context)
  // Nearly always both are known; then there is no state to work out.
  if (isKnown(left) && isKnown(right)) return calculate(expr, left.value, right.value)
  return combine([left, right], ([a = ZERO, b = ZERO]) => calculate(expr, a, b))
}

function calculate({ op }: Binary, a: Decimal, b: Decimal): Observed {
  switch (op) {
    case '+':
      return known(a.plus(b))
    case '-':
      return known(a.minus(b))
    case '*':
      return known(a.times(b))
    case '/':
      return b.isZero() ? NOT_APPLICABLE : known(a.div(b))
    default:
      throw new Error(`${op} is no arithmetic; the formula was not type-checked`)
  }
}

function call(expr: Call, context: EvaluationContext): Observed {
  const [first, second, third] = expr.args
  if (!first) throw new Error(`${expr.fn} has no argument; the formula was not type-checked`)
  switch (expr.fn) {
    case 'previous': {
      const earlier = context.previous()
      return earlier ? evaluate(first, earlier) : MISSING
    }
    case 'growth': {
      const earlier = context.previous()
      const values = [evaluate(first, context), earlier ? evaluate(first, earlier) : MISSING]
      return combine(values, ([now = ZERO, before = ZERO]) =>
        before.isZero() ? NOT_APPLICABLE : known(now.minus(before).div(before)),
      )
    }
    case 'if': {
      const truth = evaluateCondition(first, context)
      if (typeof truth !== 'boolean') return truth
      const chosen = truth ? second : third
      return chosen ? evaluate(chosen, context) : NOT_APPLICABLE
    }
    case 'or_else': {
      const value = evaluate(first, context)
      return isKnown(value) || !second ? value : evaluate(second, context)
    }
    case 'abs':
      return combine([evaluate(first, context)], ([value = ZERO]) => known(value.abs()))
    case 'min':
    case 'max': {
      return combine(
        expr.args.map((arg) => evaluate(arg, context)),
        (values) => known(expr.fn === 'min' ? Decimal.min(...values) : Decimal.max(...values)),
      )
    }
    case 'sum_cells':
      return combine(context.cells(reference(first), dimension(second)), (values) =>
        known(values.reduce((sum, value) => sum.plus(value), ZERO)),
      )
    case 'count_cells': {
      const cells = context.cells(reference(first), dimension(second))
      return known(decimal(cells.filter((cell) => isKnown(cell) && !cell.value.isZero()).length))
    }
    case 'entered':
    case 'counted':
      return context.reference(reference(first), expr.fn)
    case 'panel_median':
    case 'panel_mad':
    case 'panel_size': {
      const work = () => panelResult(expr.fn, panelValues(first, context))
      return context.ofPanel?.(first, expr.fn, work) ?? work()
    }
    case 'length': {
      const text = textOf(first, context)
      return text === undefined ? MISSING : known(decimal([...text].length))
    }
    default:
      throw new Error(`${expr.fn} is no number; the formula was not type-checked`)
  }
}

function reference(expr: Expr): Reference {
  if (expr.kind !== 'reference') throw new Error('an element was expected; the formula was not type-checked')
  return expr
}

function dimension(expr: Expr | undefined): string | undefined {
  return expr?.kind === 'text' ? expr.value : undefined
}

function panelValues(expr: Expr, context: EvaluationContext): Decimal[] {
  return context
    .panel()
    .map((peer) => evaluate(expr, peer))
    .filter(isKnown)
    .map((peer) => peer.value)
}

function panelResult(fn: string, values: readonly Decimal[]): Observed {
  if (fn === 'panel_size') return known(decimal(values.length))
  const middle = median(values)
  if (fn === 'panel_median' || !isKnown(middle)) return middle
  return median(values.map((value) => value.minus(middle.value).abs()))
}

/** The middle value; the mean of the two middle ones where the number is even. */
function median(values: readonly Decimal[]): Observed {
  const sorted = [...values].sort((a, b) => a.cmp(b))
  const half = Math.floor(sorted.length / 2)
  const upper = sorted[half]
  if (!upper) return NOT_APPLICABLE
  const lower = sorted.length % 2 ? upper : (sorted[half - 1] ?? upper)
  return known(upper.plus(lower).div(2))
}

function aggregate(expr: Aggregate, context: EvaluationContext): Observed {
  const rows = context.rows(expr.register)
  if (!rows) return MISSING
  const reduce = reducer(expr)
  for (const row of rows) reduce.add(row)
  const result = reduce.result()
  // Counts have no unit of their own; amounts are written in the field's and leave in base units.
  const counted = expr.fn === 'count' || expr.fn === 'count_distinct' || !expr.field
  const unit = counted || !expr.field ? undefined : context.fieldUnit?.(expr.register, expr.field.name)
  return unit && isKnown(result) ? known(toBase(result.value, unit)) : result
}

function not(truth: Truth): Truth {
  return typeof truth === 'boolean' ? !truth : truth
}

/** a and b; with `inverted`, (not a) and (not b), from which `or` follows. A false side decides, whatever the other. */
function both(expr: Binary, context: EvaluationContext, inverted = false): Truth {
  const side = (arg: Expr) =>
    inverted ? not(evaluateCondition(arg, context)) : evaluateCondition(arg, context)
  const left = side(expr.left)
  if (left === false) return false
  const right = side(expr.right)
  if (right === false) return false
  if (typeof left !== 'boolean') return left
  return right
}

function comparison(expr: Binary, context: EvaluationContext): Truth {
  if (isTextual(expr.left) || isTextual(expr.right)) {
    const a = textOf(expr.left, context)
    const b = textOf(expr.right, context)
    if (a === undefined || b === undefined) return MISSING
    return expr.op === '=' ? a === b : a !== b
  }
  const left = evaluate(expr.left, context)
  if (!isKnown(left)) return left
  const right = evaluate(expr.right, context)
  if (!isKnown(right)) return right
  const order = left.value.cmp(right.value)
  switch (expr.op) {
    case '=':
      return order === 0
    case '!=':
      return order !== 0
    case '<':
      return order < 0
    case '<=':
      return order <= 0
    case '>':
      return order > 0
    case '>=':
      return order >= 0
    default:
      throw new Error(`${expr.op} is no comparison; the formula was not type-checked`)
  }
}

function membership(expr: Membership, context: EvaluationContext): Truth {
  if (isTextual(expr.arg)) {
    const text = textOf(expr.arg, context)
    if (text === undefined) return MISSING
    return expr.options.some((option) => textOf(option, context) === text) !== expr.negated
  }
  const value = evaluate(expr.arg, context)
  if (!isKnown(value)) return value
  const found = expr.options.some((option) => {
    const candidate = evaluate(option, context)
    return isKnown(candidate) && candidate.value.eq(value.value)
  })
  return found !== expr.negated
}

function conditionalTruth(expr: Call, context: EvaluationContext): Truth {
  const [condition, then, otherwise] = expr.args
  if (!condition || !then || !otherwise) return NOT_APPLICABLE
  const truth = evaluateCondition(condition, context)
  return typeof truth === 'boolean' ? evaluateCondition(truth ? then : otherwise, context) : truth
}

function isTextual(expr: Expr): boolean {
  return expr.kind === 'text' || (expr.kind === 'call' && expr.fn === 'attribute')
}

function textOf(expr: Expr, context: EvaluationContext): string | undefined {
  if (expr.kind === 'text') return expr.value
  const name = expr.kind === 'call' && expr.fn === 'attribute' ? expr.args[0] : undefined
  return name?.kind === 'text' ? context.attribute(name.value) : undefined
}
