import type { Expr, Reference } from '../../formula/index.ts'
import type { Decimal } from '../../kernel/index.ts'
import { compared, quoted, UNKNOWN, Untranslatable, withinBounds } from './syntax.ts'

type Binary = Extract<Expr, { kind: 'binary' }>
type Call = Extract<Expr, { kind: 'call' }>
type Membership = Extract<Expr, { kind: 'in' }>

/** Where the values of a formula stand in the workbook. Every number is in base units, an error where unknown. */
export interface ValuePlaces {
  /** Whether the unit was there the year before; without it nothing of that year is known, not even a constant. */
  readonly hadYearBefore: boolean
  /** The cell of an element's value; undefined where the workbook does not hold it. */
  element(reference: Reference, yearsBack: number, source?: 'entered' | 'counted'): string | undefined
  /** The sum over the cells of one of an element's breakdowns. */
  sumOfCells(reference: Reference, dimension: string | undefined, yearsBack: number): string | undefined
  /** A parameter's value in the year, in base units. */
  parameter(name: string, yearsBack: number): Decimal | undefined
  /** The formula of an indicator that a school computes from its own values. */
  indicator(name: string, yearsBack: number): Expr | undefined
  attribute(name: string, yearsBack: number): string | undefined
  scale(unit: string): Decimal | undefined
}

/**
 * A condition over a unit's values as a formula of a workbook that yields 1, 0 or 0.5 (not known), exactly where
 * ours yields true, false or unknown.
 * @throws Untranslatable
 */
export function valueCondition(expr: Expr, places: ValuePlaces): string {
  return withinBounds(new ValueFormula(places).truth(expr, 0))
}

/**
 * A number over a unit's values; an error where ours is unknown.
 * @throws Untranslatable
 */
export function valueNumber(expr: Expr, places: ValuePlaces): string {
  return withinBounds(new ValueFormula(places).number(expr, 0))
}

class ValueFormula {
  readonly #places: ValuePlaces

  constructor(places: ValuePlaces) {
    this.#places = places
  }

  truth(expr: Expr, back: number): string {
    switch (expr.kind) {
      case 'flag':
        return expr.value ? '1' : '0'
      case 'unary':
        return `(1-${this.truth(expr.arg, back)})`
      case 'in':
        return this.#membership(expr, back)
      case 'binary':
        if (expr.op === 'and' || expr.op === 'or') return this.#joined(expr, back)
        return this.#comparison(expr, back)
      case 'call':
        return this.#conditionCall(expr, back)
      default:
        throw new Untranslatable(expr.kind)
    }
  }

  number(expr: Expr, back: number): string {
    switch (expr.kind) {
      case 'number': {
        if (expr.unit === undefined) return expr.value.toFixed()
        const scale = expr.unit === 'percent' ? undefined : this.#places.scale(expr.unit)
        if (expr.unit !== 'percent' && !scale) throw new Untranslatable(expr.unit)
        return (scale ? expr.value.times(scale) : expr.value.div(100)).toFixed()
      }
      case 'reference':
        return this.#reference(expr, back)
      case 'unary':
        return `(-${this.number(expr.arg, back)})`
      case 'binary':
        return `(${this.number(expr.left, back)}${expr.op}${this.number(expr.right, back)})`
      case 'call':
        return this.#numberCall(expr, back)
      default:
        throw new Untranslatable(expr.kind)
    }
  }

  #joined(expr: Binary, back: number): string {
    const sides = (node: Expr): Expr[] =>
      node.kind === 'binary' && node.op === expr.op ? [...sides(node.left), ...sides(node.right)] : [node]
    const all = sides(expr).map((side) => this.truth(side, back))
    return `${expr.op === 'and' ? 'MIN' : 'MAX'}(${all.join(',')})`
  }

  #comparison(expr: Binary, back: number): string {
    const texts = [expr.left, expr.right].map((side) => this.#text(side, back))
    if (texts.some((text) => text !== undefined)) {
      const [a, b] = texts.map((text) => text?.value)
      if (a === undefined || b === undefined) return UNKNOWN
      return (a === b) === (expr.op === '=') ? '1' : '0'
    }
    return compared(expr.op, this.number(expr.left, back), this.number(expr.right, back))
  }

  #membership(expr: Membership, back: number): string {
    const text = this.#text(expr.arg, back)
    if (text) {
      if (text.value === undefined) return UNKNOWN
      const found = expr.options.some((option) => this.#text(option, back)?.value === text.value)
      return found !== expr.negated ? '1' : '0'
    }
    const value = this.number(expr.arg, back)
    const found = expr.options.map((option) => compared('=', value, this.number(option, back)))
    // An option that is itself unknown is not the one looked for; an unknown value leaves everything open.
    const known = `IF(ISNUMBER(${value}),IF(MAX(${found.join(',')})=1,${expr.negated ? '0,1' : '1,0'}),${UNKNOWN})`
    return known
  }

  #conditionCall(expr: Call, back: number): string {
    const [first, second, third] = expr.args
    if (!first) throw new Untranslatable(expr.fn)
    switch (expr.fn) {
      case 'known':
        return `IF(ISNUMBER(${this.number(first, back)}),1,0)`
      case 'previous':
        return this.#yearBefore(back, UNKNOWN, (earlier) => this.truth(first, earlier))
      case 'if':
        if (!second || !third) throw new Untranslatable('if')
        return `CHOOSE(${this.truth(first, back)}*2+1,${this.truth(third, back)},${UNKNOWN},${this.truth(second, back)})`
      case 'starts_with': {
        const [text, start] = expr.args.map((arg) => this.#text(arg, back)?.value)
        if (text === undefined || start === undefined) return UNKNOWN
        return text.startsWith(start) ? '1' : '0'
      }
      default:
        throw new Untranslatable(expr.fn)
    }
  }

  #numberCall(expr: Call, back: number): string {
    const [first, second, third] = expr.args
    if (!first) throw new Untranslatable(expr.fn)
    switch (expr.fn) {
      case 'previous':
        return this.#yearBefore(back, 'NA()', (earlier) => this.number(first, earlier))
      case 'growth': {
        const before = this.#yearBefore(back, 'NA()', (earlier) => this.number(first, earlier))
        return `((${this.number(first, back)}-${before})/${before})`
      }
      case 'if':
        if (!second || !third) throw new Untranslatable('if')
        return `CHOOSE(${this.truth(first, back)}*2+1,${this.number(third, back)},NA(),${this.number(second, back)})`
      case 'or_else':
        if (!second) throw new Untranslatable('or_else')
        return `IFERROR(${this.number(first, back)},${this.number(second, back)})`
      case 'abs':
        return `ABS(${this.number(first, back)})`
      case 'min':
      case 'max':
        return `${expr.fn.toUpperCase()}(${expr.args.map((arg) => this.number(arg, back)).join(',')})`
      case 'sum_cells': {
        const dimension = second?.kind === 'text' ? second.value : undefined
        const sum = first.kind === 'reference' ? this.#places.sumOfCells(first, dimension, back) : undefined
        if (sum === undefined) throw new Untranslatable(expr.fn)
        return sum
      }
      case 'entered':
      case 'counted':
        if (first.kind !== 'reference') throw new Untranslatable(expr.fn)
        return this.#placed(first, back, expr.fn)
      default:
        throw new Untranslatable(expr.fn)
    }
  }

  /** A workbook has a column for last year, and none for the years before it. */
  #yearBefore(back: number, unknown: string, write: (back: number) => string): string {
    if (back > 0) throw new Untranslatable('previous')
    return this.#places.hadYearBefore ? write(1) : unknown
  }

  #reference(expr: Reference, back: number): string {
    const parameter = this.#places.parameter(expr.name, back)
    if (parameter) return parameter.toFixed()
    const indicator = this.#places.indicator(expr.name, back)
    if (indicator) return this.number(indicator, back)
    return this.#placed(expr, back)
  }

  #placed(expr: Reference, back: number, source?: 'entered' | 'counted'): string {
    const cell = this.#places.element(expr, back, source)
    if (cell === undefined) throw new Untranslatable(expr.name)
    return cell
  }

  /** A text, known when the workbook is made; undefined for what is no text at all. */
  #text(expr: Expr, back: number): { readonly value: string | undefined } | undefined {
    if (expr.kind === 'text') return { value: expr.value }
    const name = expr.kind === 'call' && expr.fn === 'attribute' ? expr.args[0] : undefined
    return name?.kind === 'text' ? { value: this.#places.attribute(name.value, back) } : undefined
  }
}

/** The words of a check's message with its numbers, as a formula; a place that the workbook does not hold shows —. */
export function messageFormula(template: string, shown: (name: string) => string | undefined): string {
  const pieces = template.split(/(\{[a-z_][a-z0-9_.]*\})/i).filter((piece) => piece !== '')
  const parts = pieces.map((piece) =>
    piece.startsWith('{') ? (shown(piece.slice(1, -1)) ?? quoted('—')) : quoted(piece),
  )
  return parts.length === 0 ? '""' : parts.join('&')
}
