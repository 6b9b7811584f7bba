import {
  type Bilingual,
  differenceUnit,
  isPure,
  POINT,
  PURE,
  productUnit,
  quotientUnit,
  SHARE,
  sameDimension,
  sumUnit,
  type Unit,
  unitText,
} from '../kernel/index.ts'
import type { Aggregate, Binary, Call, Expr, Reference } from './ast.ts'
import { functions } from './functions.ts'
import { FormulaError } from './token.ts'

/** What a formula yields. A bare number has no unit of its own and takes that of its partner. */
export type FormulaType =
  | { readonly kind: 'number'; readonly unit: Unit; readonly bare?: boolean }
  | { readonly kind: 'flag' }
  | { readonly kind: 'text'; readonly codes?: ReadonlySet<string> }
  | { readonly kind: 'date' }

/** The names a formula may use, as the catalog defines them. */
export interface Scope {
  reference(name: string): ReferenceType | undefined
  register(name: string): RegisterType | undefined
  unit(text: string): Unit | undefined
  /** Codes that an attribute of an org unit can have. */
  attribute(name: string): ReadonlySet<string> | undefined
}

export interface ReferenceType {
  readonly kind: 'element' | 'indicator' | 'parameter'
  readonly unit: Unit
  /** Dimensions of the breakdown and their codes. */
  readonly dimensions: Readonly<Record<string, ReadonlySet<string> | undefined>>
}

export interface RegisterType {
  /** What one row counts: a person, an enterprise … */
  readonly counts: Unit
  field(name: string): FieldTypeOf | undefined
}

export interface FieldTypeOf {
  readonly type: FormulaType
  /** What distinct values of the field count. */
  readonly counts: Unit
}

const FLAG: FormulaType = { kind: 'flag' }
const TEXT: FormulaType = { kind: 'text' }
const BARE: FormulaType = { kind: 'number', unit: PURE, bare: true }

/**
 * The type and unit of a formula.
 * @throws FormulaError for unknown names, 人 + ㎡, a text where a number belongs, with the position
 */
export function typeOf(expr: Expr, scope: Scope): FormulaType {
  return new Typing(scope, undefined).of(expr)
}

/** The type of a condition or value over the rows of one register. */
export function typeOfRowExpression(expr: Expr, scope: Scope, register: string): FormulaType {
  const type = scope.register(register)
  if (!type) fail(expr, { zh: `没有台账“${register}”`, en: `there is no register "${register}"` })
  return new Typing(scope, type).of(expr)
}

class Typing {
  readonly #scope: Scope
  readonly #register: RegisterType | undefined

  constructor(scope: Scope, register: RegisterType | undefined) {
    this.#scope = scope
    this.#register = register
  }

  of(expr: Expr): FormulaType {
    switch (expr.kind) {
      case 'number': {
        if (expr.unit === undefined) return BARE
        const unit = expr.unit === 'percent' ? SHARE : this.#scope.unit(expr.unit)
        if (!unit) fail(expr, { zh: `没有单位“${expr.unit}”`, en: `there is no unit "${expr.unit}"` })
        return { kind: 'number', unit }
      }
      case 'text':
        return TEXT
      case 'flag':
        return FLAG
      case 'reference':
        return this.#reference(expr)
      case 'field': {
        const field = this.#register?.field(expr.name)
        if (!field)
          fail(expr, { zh: `台账没有字段“${expr.name}”`, en: `the register has no field "${expr.name}"` })
        return field.type
      }
      case 'unary':
        return expr.op === 'not'
          ? this.#flag(expr.arg)
          : { kind: 'number', unit: this.#number(expr.arg).unit }
      case 'binary':
        return this.#binary(expr)
      case 'in': {
        const type = this.of(expr.arg)
        for (const option of expr.options) this.#comparable(type, this.of(option), option)
        return FLAG
      }
      case 'call':
        return this.#call(expr)
      case 'aggregate':
        return this.#aggregate(expr)
    }
  }

  #reference(expr: Reference): FormulaType {
    const found = this.#scope.reference(expr.name)
    if (!found) {
      fail(expr, {
        zh: `没有数据项、指标或参数“${expr.name}”`,
        en: `there is no element, indicator or parameter "${expr.name}"`,
      })
    }
    for (const part of expr.cell) {
      const codes = found.dimensions[part.dimension]
      if (!codes) {
        fail(expr, {
          zh: `“${expr.name}”没有按“${part.dimension}”分组`,
          en: `"${expr.name}" is not broken down by "${part.dimension}"`,
        })
      }
      if (!codes.has(part.code)) {
        fail(expr, {
          zh: `“${part.dimension}”没有代码“${part.code}”`,
          en: `"${part.dimension}" has no code "${part.code}"`,
        })
      }
    }
    return { kind: 'number', unit: found.unit }
  }

  #binary(expr: Binary): FormulaType {
    switch (expr.op) {
      case 'and':
      case 'or':
        this.#flag(expr.left)
        this.#flag(expr.right)
        return FLAG
      case '=':
      case '!=':
      case '<':
      case '<=':
      case '>':
      case '>=':
        this.#comparable(this.of(expr.left), this.of(expr.right), expr)
        return FLAG
      case '*':
      case '/': {
        const left = this.#number(expr.left)
        const right = this.#number(expr.right)
        if (right.bare) return { ...left, unit: left.unit }
        if (left.bare && expr.op === '*') return right
        const unit =
          expr.op === '*' ? productUnit(left.unit, right.unit) : quotientUnit(left.unit, right.unit)
        return { kind: 'number', unit }
      }
      case '+':
      case '-': {
        const left = this.#number(expr.left)
        const right = this.#number(expr.right)
        if (left.bare) return right
        if (right.bare) return left
        const unit = expr.op === '+' ? sumUnit(left.unit, right.unit) : differenceUnit(left.unit, right.unit)
        return { kind: 'number', unit: unit ?? this.#mismatch(left.unit, right.unit, expr) }
      }
    }
  }

  #call(expr: Call): FormulaType {
    const fn = functions.get(expr.fn)
    if (!fn) fail(expr, { zh: `没有函数“${expr.fn}”`, en: `there is no function "${expr.fn}"` })
    const { least, most } = fn.args
    if (expr.args.length < least || expr.args.length > most) {
      const wanted = least === most ? `${least}` : `${least}–${most}`
      fail(expr, {
        zh: `函数 ${expr.fn} 需要 ${wanted} 个参数，实有 ${expr.args.length} 个`,
        en: `${expr.fn} takes ${wanted} arguments, not ${expr.args.length}`,
      })
    }
    const [first, second, third] = expr.args
    switch (fn.shape) {
      case 'same':
        return first ? this.of(first) : BARE
      case 'number':
        return first ? { kind: 'number', unit: this.#number(first).unit } : BARE
      case 'share':
        if (first) this.#number(first)
        return { kind: 'number', unit: SHARE }
      case 'flag':
        if (first) this.of(first)
        return FLAG
      case 'choice': {
        if (first) this.#flag(first)
        return this.#common([second, third], expr)
      }
      case 'common':
        return this.#common(expr.args, expr)
      case 'element':
        if (first?.kind !== 'reference') {
          fail(expr, { zh: `函数 ${expr.fn} 的参数应为数据项`, en: `${expr.fn} takes an element` })
        }
        return this.of(first)
      case 'cells':
        if (first?.kind !== 'reference') {
          fail(expr, { zh: `函数 ${expr.fn} 的参数应为数据项`, en: `${expr.fn} takes an element` })
        }
        this.#breakdown(expr, first, second)
        return expr.fn === 'count_cells' ? { kind: 'number', unit: PURE } : this.of(first)
      case 'pure':
        for (const arg of expr.args) this.of(arg)
        return { kind: 'number', unit: PURE }
      case 'attribute': {
        const name = first?.kind === 'text' ? first.value : undefined
        const codes = name === undefined ? undefined : this.#scope.attribute(name)
        if (!codes)
          fail(expr, { zh: `没有机构属性“${name ?? ''}”`, en: `there is no attribute "${name ?? ''}"` })
        return { kind: 'text', codes }
      }
      case 'text':
        for (const arg of expr.args) {
          const { kind } = this.of(arg)
          if (kind !== 'text' && kind !== 'date') this.#wanted(arg, '文字', 'a text')
        }
        return FLAG
      case 'length':
        if (first && this.of(first).kind !== 'text') this.#wanted(first, '文字', 'a text')
        return { kind: 'number', unit: PURE, bare: true }
      case 'date':
        if (first && this.of(first).kind !== 'date') this.#wanted(first, '日期', 'a date')
        return { kind: 'number', unit: PURE, bare: true }
    }
  }

  /** Groupings overlap: cells of one only may be added up, so where there are several it must be said which. */
  #breakdown(expr: Call, element: Reference, dimension: Expr | undefined): void {
    const found = this.#scope.reference(element.name)
    const dimensions = Object.keys(found?.dimensions ?? {})
    if (dimension !== undefined) {
      const named = dimension.kind === 'text' ? dimension.value : ''
      if (!dimensions.includes(named)) {
        fail(dimension, {
          zh: `“${element.name}”没有按“${named}”分组`,
          en: `"${element.name}" is not broken down by "${named}"`,
        })
      }
    } else if (found && dimensions.length !== 1) {
      fail(expr, {
        zh: `“${element.name}”有 ${dimensions.length} 种分组，请写明按哪一种`,
        en: `"${element.name}" has ${dimensions.length} breakdowns; say which one`,
      })
    }
  }

  #common(args: readonly (Expr | undefined)[], expr: Expr): FormulaType {
    let common: FormulaType | undefined
    for (const arg of args) {
      if (!arg) continue
      const type = this.of(arg)
      if (common) this.#comparable(common, type, expr)
      if (!common || (common.kind === 'number' && common.bare)) common = type
    }
    return common ?? BARE
  }

  #aggregate(expr: Aggregate): FormulaType {
    const register = this.#scope.register(expr.register)
    if (!register)
      fail(expr, { zh: `没有台账“${expr.register}”`, en: `there is no register "${expr.register}"` })
    const inside = new Typing(this.#scope, register)
    if (expr.where) inside.#flag(expr.where)
    if (expr.fn === 'count') return { kind: 'number', unit: register.counts }
    if (!expr.field) fail(expr, { zh: `${expr.fn} 需要写明字段`, en: `${expr.fn} needs a field` })
    if (expr.fn === 'count_distinct') {
      inside.of(expr.field)
      return { kind: 'number', unit: register.field(expr.field.name)?.counts ?? PURE }
    }
    return inside.#number(expr.field)
  }

  #comparable(a: FormulaType, b: FormulaType, at: Expr): void {
    if (a.kind === 'number' && b.kind === 'number') {
      const free = a.bare || b.bare || (isPure(a.unit) && isPure(b.unit))
      if (!free && !sameDimension(a.unit, b.unit)) this.#mismatch(a.unit, b.unit, at)
      return
    }
    const textual = (type: FormulaType) => type.kind === 'text' || type.kind === 'date'
    if (a.kind !== b.kind && !(textual(a) && textual(b))) {
      fail(at, { zh: '比较的两边类型不同', en: 'the two sides of the comparison are of different types' })
    }
    const codes = a.kind === 'text' ? (a.codes ?? (b.kind === 'text' ? b.codes : undefined)) : undefined
    if (codes) this.#codesKnown(codes, at)
  }

  #codesKnown(codes: ReadonlySet<string>, at: Expr): void {
    const literals = at.kind === 'binary' ? [at.left, at.right] : [at]
    for (const literal of literals) {
      if (literal.kind === 'text' && !codes.has(literal.value)) {
        fail(literal, {
          zh: `代码表没有代码“${literal.value}”`,
          en: `the code list has no code "${literal.value}"`,
        })
      }
    }
  }

  #number(expr: Expr): { kind: 'number'; unit: Unit; bare?: boolean } {
    const type = this.of(expr)
    return type.kind === 'number' ? type : this.#wanted(expr, '数值', 'a number')
  }

  #flag(expr: Expr): FormulaType {
    const type = this.of(expr)
    return type.kind === 'flag' ? type : this.#wanted(expr, '条件', 'a condition')
  }

  #wanted(expr: Expr, zh: string, en: string): never {
    return fail(expr, { zh: `此处应为${zh}`, en: `this should be ${en}` })
  }

  #mismatch(a: Unit, b: Unit, expr: Expr): never {
    return fail(expr, {
      zh: `单位不合：${unitText(a)} 与 ${unitText(b)}`,
      en: `units do not match: ${unitText(a)} and ${unitText(b)}`,
    })
  }
}

function fail(expr: Expr, detail: Bilingual): never {
  throw new FormulaError(detail, expr.span.start)
}

/** Whether values of `actual` may be stored under `declared`: same dimension; a pure quotient may be read as a share. */
export function fitsUnit(actual: Unit, declared: Unit, bare: boolean): boolean {
  if (declared.kind === 'point') return actual.kind === 'point' || bare
  if (actual.kind === 'point') return declared === POINT
  return bare || sameDimension(actual, declared)
}
