import type { Decimal } from '../kernel/index.ts'

/** Where a piece of a formula stands in its text, in characters from 0. */
export interface Span {
  readonly start: number
  readonly end: number
}

/** A formula as a tree: what is evaluated, explained, described and checked for units. */
export type Expr =
  | NumberLiteral
  | TextLiteral
  | FlagLiteral
  | Reference
  | FieldReference
  | Unary
  | Binary
  | Membership
  | Call
  | Aggregate

export interface NumberLiteral {
  readonly kind: 'number'
  readonly value: Decimal
  /** `5%` is a share, `40000[square_metre]` carries a unit, a bare number takes the unit of what it meets. */
  readonly unit: string | undefined
  readonly text: string
  readonly span: Span
}

export interface TextLiteral {
  readonly kind: 'text'
  readonly value: string
  readonly span: Span
}

export interface FlagLiteral {
  readonly kind: 'flag'
  readonly value: boolean
  readonly span: Span
}

/** An element, indicator or parameter of the catalog, whole or one cell of its breakdown. */
export interface Reference {
  readonly kind: 'reference'
  readonly name: string
  readonly cell: readonly CellPart[]
  readonly span: Span
}

export interface CellPart {
  readonly dimension: string
  readonly code: string
}

/** A field of the register whose rows are counted. */
export interface FieldReference {
  readonly kind: 'field'
  readonly name: string
  readonly span: Span
}

export interface Unary {
  readonly kind: 'unary'
  readonly op: '-' | 'not'
  readonly arg: Expr
  readonly span: Span
}

export type BinaryOp = '+' | '-' | '*' | '/' | '=' | '!=' | '<' | '<=' | '>' | '>=' | 'and' | 'or'

export interface Binary {
  readonly kind: 'binary'
  readonly op: BinaryOp
  readonly left: Expr
  readonly right: Expr
  readonly span: Span
}

export interface Membership {
  readonly kind: 'in'
  readonly arg: Expr
  readonly options: readonly Expr[]
  readonly negated: boolean
  readonly span: Span
}

export interface Call {
  readonly kind: 'call'
  readonly fn: string
  readonly args: readonly Expr[]
  readonly span: Span
}

export type AggregateFn = 'count' | 'count_distinct' | 'sum' | 'mean' | 'least' | 'most'

/** Counting over the rows of a register: `count(graduates where matched)`, `sum(contributions.amount)`. */
export interface Aggregate {
  readonly kind: 'aggregate'
  readonly fn: AggregateFn
  readonly register: string
  readonly field: FieldReference | undefined
  readonly where: Expr | undefined
  readonly span: Span
}

export const AGGREGATES: ReadonlySet<string> = new Set<AggregateFn>([
  'count',
  'count_distinct',
  'sum',
  'mean',
  'least',
  'most',
])

/** The parts of a node that are formulas themselves. */
function parts(expr: Expr): readonly Expr[] {
  switch (expr.kind) {
    case 'number':
    case 'text':
    case 'flag':
    case 'reference':
    case 'field':
      return []
    case 'unary':
      return [expr.arg]
    case 'binary':
      return [expr.left, expr.right]
    case 'in':
      return [expr.arg, ...expr.options]
    case 'call':
      return expr.args
    case 'aggregate':
      return [expr.field, expr.where].filter((part) => part !== undefined)
  }
}

export function walk(expr: Expr, visit: (node: Expr) => void): void {
  visit(expr)
  for (const part of parts(expr)) walk(part, visit)
}
