import type { Field, RowCheck } from '../../catalog/index.ts'
import type { Expr } from '../../formula/index.ts'
import { type AllCodeLabels, NO, YES } from '../code-labels.ts'
import { compared, quoted, UNKNOWN, Untranslatable, withinBounds } from './syntax.ts'

type Binary = Extract<Expr, { kind: 'binary' }>
type Membership = Extract<Expr, { kind: 'in' }>
type Call = Extract<Expr, { kind: 'call' }>

/** The fields of a register as columns: `cell` names the field's cell in the row at hand, `$F5`. */
export interface RowPlaces {
  field(name: string): { readonly field: Field; readonly cell: string }
  readonly labels: AllCodeLabels
}

/**
 * A condition over a register's row as a formula of a workbook: 1, 0, or 0.5 where a blank leaves it open.
 * @throws Untranslatable
 */
export function rowCondition(expr: Expr, places: RowPlaces): string {
  return withinBounds(new RowFormula(places).truth(expr))
}

/** Whether a row check finds something: TRUE where it applies and does not hold. */
export function rowFails(check: Pick<RowCheck, 'when' | 'expect'>, places: RowPlaces): string {
  const fails = `${rowCondition(check.expect, places)}=0`
  return check.when ? `AND(${rowCondition(check.when, places)}=1,${fails})` : fails
}

class RowFormula {
  readonly #places: RowPlaces

  constructor(places: RowPlaces) {
    this.#places = places
  }

  truth(expr: Expr): string {
    switch (expr.kind) {
      case 'flag':
        return expr.value ? '1' : '0'
      case 'field': {
        const { field, cell } = this.#places.field(expr.name)
        if (field.type !== 'flag') throw new Untranslatable(expr.name)
        return `IF(${cell}=${quoted(YES)},1,IF(${cell}=${quoted(NO)},0,${UNKNOWN}))`
      }
      case 'unary':
        return `(1-${this.truth(expr.arg)})`
      case 'in':
        return this.#membership(expr)
      case 'binary':
        return expr.op === 'and' || expr.op === 'or' ? this.#joined(expr) : this.#comparison(expr)
      case 'call':
        return this.#call(expr)
      default:
        throw new Untranslatable(expr.kind)
    }
  }

  /** A number; dates count as the days that a workbook counts. */
  number(expr: Expr): string {
    switch (expr.kind) {
      case 'number': {
        if (expr.unit !== undefined && expr.unit !== 'percent') return expr.value.toFixed()
        return (expr.unit === 'percent' ? expr.value.div(100) : expr.value).toFixed()
      }
      case 'field': {
        const { field, cell } = this.#places.field(expr.name)
        if (!['integer', 'decimal', 'date'].includes(field.type)) throw new Untranslatable(expr.name)
        return `IF(ISNUMBER(${cell}),${cell},NA())`
      }
      case 'unary':
        return `(-${this.number(expr.arg)})`
      case 'binary':
        if (!['+', '-', '*', '/'].includes(expr.op)) throw new Untranslatable(expr.op)
        return `(${this.number(expr.left)}${expr.op}${this.number(expr.right)})`
      case 'call': {
        const [date] = expr.args
        if (expr.fn !== 'year' || !date) throw new Untranslatable(expr.fn)
        return `YEAR(${this.number(date)})`
      }
      default:
        throw new Untranslatable(expr.kind)
    }
  }

  #joined(expr: Binary): string {
    const sides = (node: Expr): Expr[] =>
      node.kind === 'binary' && node.op === expr.op ? [...sides(node.left), ...sides(node.right)] : [node]
    const all = sides(expr).map((side) => this.truth(side))
    return `${expr.op === 'and' ? 'MIN' : 'MAX'}(${all.join(',')})`
  }

  #comparison(expr: Binary): string {
    const fields = [expr.left, expr.right].map((side) => this.#fieldOf(side))
    const literals = [expr.left, expr.right].map((side) => (side.kind === 'text' ? side.value : undefined))
    const [field = fields[1]] = fields
    const literal = literals[0] ?? literals[1]
    if (field && literal !== undefined) {
      const isReversed = literals[0] !== undefined
      if (field.field.type === 'date') {
        const date = dateNumber(literal)
        const value = this.number(isReversed ? expr.right : expr.left)
        return isReversed ? compared(expr.op, date, value) : compared(expr.op, value, date)
      }
      const accepts = (text: string) =>
        isReversed ? ordered(expr.op, literal, text) : ordered(expr.op, text, literal)
      return this.#oneOf(field, accepts, expr.op === '=' || expr.op === '!=' ? [literal] : undefined)
    }
    if (fields.every((side) => side?.field.type === 'flag') || [expr.left, expr.right].some(isFlag)) {
      const [a, b] = [this.truth(expr.left), this.truth(expr.right)]
      const same = `IF(ROUND(ABS(${a}-${b}),1)=0,1,0)`
      const wanted = expr.op === '=' ? same : `(1-${same})`
      return `IF(OR(${a}=${UNKNOWN},${b}=${UNKNOWN}),${UNKNOWN},${wanted})`
    }
    if (fields.every((side) => side !== undefined && isTextual(side.field))) return this.#sameText(expr)
    return compared(expr.op, this.number(expr.left), this.number(expr.right))
  }

  /** Two text fields: comparable cell by cell only when both write their codes alike. */
  #sameText(expr: Binary): string {
    const [a, b] = [this.#fieldOf(expr.left), this.#fieldOf(expr.right)]
    if (!a || !b || a.field.codelist !== b.field.codelist) throw new Untranslatable('text')
    if (expr.op !== '=' && expr.op !== '!=') throw new Untranslatable(expr.op)
    const [yes, no] = expr.op === '=' ? ['1', '0'] : ['0', '1']
    return `IF(OR(${a.cell}="",${b.cell}=""),${UNKNOWN},IF(EXACT(${a.cell},${b.cell}),${yes},${no}))`
  }

  #membership(expr: Membership): string {
    const field = this.#fieldOf(expr.arg)
    const texts = expr.options.flatMap((option) => (option.kind === 'text' ? [option.value] : []))
    if (field && isTextual(field.field) && texts.length === expr.options.length) {
      const wanted = new Set(texts)
      return this.#oneOf(field, (text) => wanted.has(text) !== expr.negated, texts)
    }
    const value = this.number(expr.arg)
    const found = expr.options.map((option) => compared('=', value, this.number(option)))
    const [yes, no] = expr.negated ? ['0', '1'] : ['1', '0']
    return `IF(ISNUMBER(${value}),IF(MAX(${found.join(',')})=1,${yes},${no}),${UNKNOWN})`
  }

  #call(expr: Call): string {
    const [first, second] = expr.args
    if (!first) throw new Untranslatable(expr.fn)
    if (expr.fn === 'known') {
      const field = this.#fieldOf(first)
      return field ? `IF(${field.cell}="",0,1)` : `IF(ISNUMBER(${this.number(first)}),1,0)`
    }
    if (expr.fn === 'starts_with' && second?.kind === 'text') {
      const field = this.#fieldOf(first)
      if (!field) throw new Untranslatable(expr.fn)
      if (field.field.codelist !== undefined) {
        return this.#oneOf(field, (text) => text.startsWith(second.value), undefined)
      }
      const start = `EXACT(LEFT(${field.cell},${second.value.length}),${quoted(second.value)})`
      return `IF(${field.cell}="",${UNKNOWN},IF(${start},1,0))`
    }
    throw new Untranslatable(expr.fn)
  }

  /**
   * Whether a text field holds one of the texts that `accepts` takes. A code is shown by its label, so the codes are
   * chosen here and the cell is compared with their labels; whichever side is the shorter list is written. Free text
   * can be compared with `named` texts only.
   */
  #oneOf(
    { field, cell }: { readonly field: Field; readonly cell: string },
    accepts: (text: string) => boolean,
    named: readonly string[] | undefined,
  ): string {
    const blankOr = (inner: string) => `IF(${cell}="",${UNKNOWN},${inner})`
    if (field.codelist === undefined) {
      const [first] = named ?? []
      if (!named || first === undefined) throw new Untranslatable(field.id)
      return blankOr(accepts(first) ? `IF(${anyOf(cell, named)},1,0)` : `IF(${anyOf(cell, named)},0,1)`)
    }
    const all = [...this.#places.labels.of(field.codelist).entries()]
    const taken = all.filter(([code]) => accepts(code)).map(([, label]) => label)
    const left = all.filter(([code]) => !accepts(code)).map(([, label]) => label)
    if (Math.min(taken.length, left.length) > 40) throw new Untranslatable(field.id)
    return blankOr(
      taken.length <= left.length ? `IF(${anyOf(cell, taken)},1,0)` : `IF(${anyOf(cell, left)},0,1)`,
    )
  }

  #fieldOf(expr: Expr): { field: Field; cell: string } | undefined {
    return expr.kind === 'field' ? this.#places.field(expr.name) : undefined
  }
}

function isFlag(expr: Expr): boolean {
  return expr.kind === 'flag'
}

function isTextual(field: Field): boolean {
  return !['integer', 'decimal', 'date', 'flag'].includes(field.type)
}

function anyOf(cell: string, texts: readonly string[]): string {
  if (texts.length === 0) return 'FALSE'
  const tests = texts.map((text) => `EXACT(${cell},${quoted(text)})`)
  return tests.length === 1 ? (tests[0] ?? 'FALSE') : `OR(${tests.join(',')})`
}

function ordered(op: string, a: string, b: string): boolean {
  switch (op) {
    case '=':
      return a === b
    case '!=':
      return a !== b
    case '<':
      return a < b
    case '<=':
      return a <= b
    case '>':
      return a > b
    default:
      return a >= b
  }
}

function dateNumber(iso: string): string {
  const [year, month, day] = iso.split('-').map(Number)
  if (!year || !month || !day) throw new Untranslatable(iso)
  return `DATE(${year},${month},${day})`
}
