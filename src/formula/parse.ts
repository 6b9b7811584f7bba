import { type Bilingual, decimal } from '../kernel/index.ts'
import {
  AGGREGATES,
  type Aggregate,
  type AggregateFn,
  type BinaryOp,
  type CellPart,
  type Expr,
} from './ast.ts'
import { FormulaError, type Token, tokenize } from './token.ts'

/** Deepest nesting a formula may have: far above any real one, low enough that no input overflows the stack. */
const MAX_DEPTH = 100

const binaryPower: Readonly<Record<string, number>> = {
  or: 1,
  and: 2,
  '=': 4,
  '!=': 4,
  '<': 4,
  '<=': 4,
  '>': 4,
  '>=': 4,
  in: 4,
  not: 4,
  '+': 5,
  '-': 5,
  '*': 6,
  '/': 6,
}
const comparisons = new Set(['=', '!=', '<', '<=', '>', '>='])
const keywords = new Set(['and', 'or', 'not', 'in', 'where', 'true', 'false'])

/**
 * Reads a formula. Over rows (a condition of a register), plain names are the register's fields.
 * @throws FormulaError with the position, in both languages
 */
export function parse(source: string, names: 'value' | 'row' = 'value'): Expr {
  return new Parser(source, names === 'row').formula()
}

/** Operator precedence parsing (Pratt): one loop, a table of binding powers, no backtracking. */
class Parser {
  readonly #tokens: Token[]
  #index = 0
  #depth = 0
  /** Inside `where`, and behind the point, names are fields of the register. */
  #inRegister: boolean

  constructor(source: string, overRows: boolean) {
    this.#tokens = tokenize(source)
    this.#inRegister = overRows
  }

  formula(): Expr {
    const expr = this.#expression(0)
    if (this.#peek().kind !== 'end') this.#unexpected()
    return expr
  }

  #expression(power: number): Expr {
    this.#depth += 1
    if (this.#depth > MAX_DEPTH) this.#fail({ zh: '公式嵌套过深', en: 'the formula is nested too deeply' })
    let left = this.#prefix()
    for (;;) {
      const op = this.#peek()
      const own = op.kind === 'end' || op.kind === 'text' ? undefined : binaryPower[op.text]
      if (own === undefined || own <= power) break
      if (comparisons.has(op.text) && left.kind === 'binary' && comparisons.has(left.op)) {
        this.#fail({ zh: '比较不能连写，请用 and 连接', en: 'comparisons do not chain; join them with and' })
      }
      left = op.text === 'in' || op.text === 'not' ? this.#membership(left) : this.#binary(left, own)
    }
    this.#depth -= 1
    return left
  }

  #binary(left: Expr, power: number): Expr {
    const op = this.#next().text as BinaryOp
    const right = this.#expression(power)
    return { kind: 'binary', op, left, right, span: { start: left.span.start, end: right.span.end } }
  }

  #membership(arg: Expr): Expr {
    const negated = this.#take('not')
    this.#expect('in')
    this.#expect('(')
    const options = this.#list()
    return { kind: 'in', arg, options, negated, span: { start: arg.span.start, end: this.#lastEnd() } }
  }

  #prefix(): Expr {
    const token = this.#next()
    const span = { start: token.start, end: token.end }
    if (token.kind === 'number') return this.#number(token)
    if (token.kind === 'text') return { kind: 'text', value: token.text, span }
    if (token.kind === 'name') {
      if (token.text === 'true' || token.text === 'false')
        return { kind: 'flag', value: token.text === 'true', span }
      if (token.text === 'not') {
        const arg = this.#expression(3)
        return { kind: 'unary', op: 'not', arg, span: { start: span.start, end: arg.span.end } }
      }
      if (!keywords.has(token.text)) return this.#named(token)
    }
    if (token.text === '-' && token.kind === 'mark') {
      const arg = this.#expression(7)
      return { kind: 'unary', op: '-', arg, span: { start: span.start, end: arg.span.end } }
    }
    if (token.text === '(' && token.kind === 'mark') {
      const inner = this.#expression(0)
      this.#expect(')')
      return inner
    }
    this.#index -= 1
    return this.#unexpected()
  }

  #number(token: Token): Expr {
    let unit: string | undefined
    if (this.#take('%')) unit = 'percent'
    else if (this.#take('[')) {
      unit = this.#name()
      while (this.#take('/')) unit += `/${this.#name()}`
      this.#expect(']')
    }
    const span = { start: token.start, end: this.#lastEnd() }
    return { kind: 'number', value: decimal(token.text), unit, text: token.text, span }
  }

  #named(token: Token): Expr {
    if (this.#peek().text === '(' && this.#peek().kind === 'mark') {
      this.#next()
      return AGGREGATES.has(token.text) ? this.#aggregate(token) : this.#call(token)
    }
    const span = { start: token.start, end: token.end }
    if (this.#inRegister) return { kind: 'field', name: token.text, span }
    const cell = this.#take('[') ? this.#cell() : []
    return { kind: 'reference', name: token.text, cell, span: { start: token.start, end: this.#lastEnd() } }
  }

  #call(token: Token): Expr {
    const args = this.#list()
    return { kind: 'call', fn: token.text, args, span: { start: token.start, end: this.#lastEnd() } }
  }

  #aggregate(token: Token): Aggregate {
    if (this.#inRegister) this.#fail({ zh: '台账条件里不能再计数', en: 'a row condition cannot count rows' })
    const register = this.#name()
    this.#inRegister = true
    const pointed = this.#take('.')
    const fieldToken = pointed ? this.#next() : undefined
    if (fieldToken && fieldToken.kind !== 'name') this.#unexpected()
    const field = fieldToken && {
      kind: 'field' as const,
      name: fieldToken.text,
      span: { start: fieldToken.start, end: fieldToken.end },
    }
    const where = this.#take('where') ? this.#expression(0) : undefined
    this.#inRegister = false
    this.#expect(')')
    const span = { start: token.start, end: this.#lastEnd() }
    return { kind: 'aggregate', fn: token.text as AggregateFn, register, field, where, span }
  }

  #cell(): CellPart[] {
    const cell: CellPart[] = []
    do {
      const dimension = this.#name()
      this.#expect('=')
      const code = this.#next()
      if (code.kind !== 'text') this.#fail({ zh: '分组代码须加引号', en: 'a breakdown code must be quoted' })
      cell.push({ dimension, code: code.text })
    } while (this.#take(','))
    this.#expect(']')
    return cell
  }

  /** The rest of `(a, b)` behind the opening bracket. */
  #list(): Expr[] {
    const items: Expr[] = []
    if (this.#take(')')) return items
    do items.push(this.#expression(0))
    while (this.#take(','))
    this.#expect(')')
    return items
  }

  #name(): string {
    const token = this.#next()
    if (token.kind === 'name' && !keywords.has(token.text)) return token.text
    this.#index -= 1
    return this.#unexpected()
  }

  #peek(): Token {
    return this.#tokens[this.#index] ?? endToken
  }

  #next(): Token {
    const token = this.#peek()
    this.#index += 1
    return token
  }

  #take(text: string): boolean {
    const token = this.#peek()
    if (token.text !== text || token.kind === 'text' || token.kind === 'end') return false
    this.#index += 1
    return true
  }

  #expect(text: string): void {
    if (this.#take(text)) return
    const found = this.#peek().text || '公式结尾'
    this.#fail({
      zh: `此处应为“${text}”，实为“${found}”`,
      en: `expected "${text}", found "${this.#peek().text || 'the end of the formula'}"`,
    })
  }

  #lastEnd(): number {
    return this.#tokens[this.#index - 1]?.end ?? 0
  }

  #unexpected(): never {
    const token = this.#peek()
    if (token.kind === 'end') this.#fail({ zh: '公式不完整', en: 'the formula is incomplete' })
    return this.#fail({ zh: `此处不应有“${token.text}”`, en: `unexpected "${token.text}"` })
  }

  #fail(detail: Bilingual): never {
    throw new FormulaError(detail, this.#peek().start)
  }
}

const endToken: Token = { kind: 'end', text: '', start: 0, end: 0 }
