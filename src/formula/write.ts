import { fill, type Language } from '../kernel/index.ts'
import type { Aggregate, Expr } from './ast.ts'
import { functions } from './functions.ts'

/** Names that a described formula uses instead of ids. */
export interface Names {
  /** The name of an element, indicator or parameter; of one cell where the reference names one. */
  reference(id: string, cell: readonly { dimension: string; code: string }[]): string
  register(id: string): string
  field(register: string, id: string): string
  code(register: string, field: string, code: string): string
  unit(text: string): string
  attribute(name: string, code?: string): string
}

const power: Readonly<Record<string, number>> = {
  or: 1,
  and: 2,
  '=': 4,
  '!=': 4,
  '<': 4,
  '<=': 4,
  '>': 4,
  '>=': 4,
  '+': 5,
  '-': 5,
  '*': 6,
  '/': 6,
}

/** The formula as text that `parse` reads back to the same tree: one spelling for each. */
export function write(expr: Expr): string {
  switch (expr.kind) {
    case 'number':
      if (expr.unit === undefined) return expr.text
      return expr.unit === 'percent' ? `${expr.text}%` : `${expr.text}[${expr.unit}]`
    case 'text':
      return `'${expr.value}'`
    case 'flag':
      return String(expr.value)
    case 'reference': {
      const cell = expr.cell.map((part) => `${part.dimension} = '${part.code}'`).join(', ')
      return cell === '' ? expr.name : `${expr.name}[${cell}]`
    }
    case 'field':
      return expr.name
    case 'unary':
      return expr.op === 'not' ? `not ${operand(expr.arg, 3, write)}` : `-${operand(expr.arg, 7, write)}`
    case 'binary':
      return writeBinary(expr.op, expr, write)
    case 'in':
      return `${operand(expr.arg, 5, write)} ${expr.negated ? 'not in' : 'in'} (${expr.options.map(write).join(', ')})`
    case 'call':
      return `${expr.fn}(${expr.args.map(write).join(', ')})`
    case 'aggregate': {
      const field = expr.field ? `.${expr.field.name}` : ''
      const where = expr.where ? ` where ${write(expr.where)}` : ''
      return `${expr.fn}(${expr.register}${field}${where})`
    }
  }
}

const marks: Readonly<Record<Language, Readonly<Record<string, string>>>> = {
  zh: { '*': '×', '/': '÷', '-': '−', and: '且', or: '或', '!=': '≠', '<=': '≤', '>=': '≥' },
  en: { '*': '×', '/': '÷', '-': '−', '!=': '≠', '<=': '≤', '>=': '≥' },
}

const aggregateWords: Readonly<Record<Language, Readonly<Record<string, string>>>> = {
  zh: {
    count: '{r}的行数',
    count_distinct: '{r}中不同{f}的个数',
    sum: '{r}中{f}之和',
    mean: '{r}中{f}的平均',
    least: '{r}中{f}的最小值',
    most: '{r}中{f}的最大值',
  },
  en: {
    count: 'rows of {r}',
    count_distinct: 'distinct {f} in {r}',
    sum: 'sum of {f} in {r}',
    mean: 'mean {f} in {r}',
    least: 'least {f} in {r}',
    most: 'greatest {f} in {r}',
  },
}

/** The formula in words: 就业人数 ÷ 毕业生数. Names come from the catalog. */
export function describe(expr: Expr, names: Names, language: Language): string {
  return new Wording(names, language).of(expr, {})
}

/** A condition over the rows of a register in words; codes of fields are shown by their names. */
export function describeCondition(expr: Expr, register: string, names: Names, language: Language): string {
  return new Wording(names, language).of(expr, { register })
}

/** Inside a register's condition, and next to which field: a code is then named by that field's code list. */
interface Place {
  readonly register?: string
  readonly field?: string | undefined
}

class Wording {
  readonly #names: Names
  readonly #zh: boolean
  readonly #language: Language

  constructor(names: Names, language: Language) {
    this.#names = names
    this.#language = language
    this.#zh = language === 'zh'
  }

  of(node: Expr, place: Place): string {
    switch (node.kind) {
      case 'number':
        if (node.unit === undefined) return node.text
        return node.unit === 'percent' ? `${node.text}%` : `${node.text} ${this.#names.unit(node.unit)}`
      case 'text':
        if (place.register !== undefined && place.field !== undefined) {
          return this.#names.code(place.register, place.field, node.value)
        }
        return this.#zh ? `“${node.value}”` : `"${node.value}"`
      case 'flag':
        return this.#zh ? (node.value ? '是' : '否') : node.value ? 'yes' : 'no'
      case 'reference':
        return this.#names.reference(node.name, node.cell)
      case 'field':
        return place.register === undefined ? node.name : this.#names.field(place.register, node.name)
      case 'unary':
        if (node.op === '-') return `−${operand(node.arg, 7, (part) => this.of(part, place))}`
        return this.#zh ? `非（${this.of(node.arg, place)}）` : `not (${this.of(node.arg, place)})`
      case 'binary': {
        const near = beside(place, [node.left, node.right])
        return writeBinary(marks[this.#language][node.op] ?? node.op, node, (part) => this.of(part, near))
      }
      case 'in':
        return this.#membership(node, beside(place, [node.arg]))
      case 'call':
        return this.#call(node, place)
      case 'aggregate':
        return this.#aggregate(node)
    }
  }

  #membership(node: Extract<Expr, { kind: 'in' }>, place: Place): string {
    const options = node.options.map((option) => this.of(option, place)).join(this.#zh ? '、' : ', ')
    const verb = this.#zh
      ? node.negated
        ? '不属于'
        : '属于'
      : node.negated
        ? ' is not one of '
        : ' is one of '
    return `${operand(node.arg, 5, (part) => this.of(part, place))}${verb}${options}`
  }

  #call(node: Extract<Expr, { kind: 'call' }>, place: Place): string {
    const [first] = node.args
    const args =
      node.fn === 'attribute' && first?.kind === 'text'
        ? [this.#names.attribute(first.value)]
        : node.args.map((arg) => this.of(arg, place))
    const template = functions.get(node.fn)?.words[this.#language] ?? `${node.fn}({*})`
    // Said of a sum, the words of the function would be heard of its last part only.
    if (first?.kind === 'binary' && node.args.length === 1) {
      return template.replace(/\{[0*]\}/, this.#zh ? `（${args[0] ?? ''}）` : `(${args[0] ?? ''})`)
    }
    return template
      .replace('{*}', args.join(this.#zh ? '、' : ', '))
      .replace(/\{(\d)\}/g, (_, index) => args[Number(index)] ?? '')
  }

  #aggregate(node: Aggregate): string {
    const field = node.field ? this.#names.field(node.register, node.field.name) : ''
    const params = { r: this.#names.register(node.register), f: field }
    const text = fill(aggregateWords[this.#language][node.fn] ?? '', params)
    if (!node.where) return text
    const condition = this.of(node.where, { register: node.register })
    return this.#zh ? `${text}（${condition}）` : `${text} (${condition})`
  }
}

function beside(place: Place, nodes: readonly Expr[]): Place {
  const field = nodes.find((node) => node.kind === 'field')
  return place.register === undefined ? place : { register: place.register, field: field?.name }
}

function writeBinary(
  mark: string,
  expr: Extract<Expr, { kind: 'binary' }>,
  words: (node: Expr) => string,
): string {
  const own = power[expr.op] ?? 0
  // Left-associative: an equal power on the right needs brackets; comparisons do not chain on either side.
  const left = operand(expr.left, own === 4 ? 5 : own, words)
  return `${left} ${mark} ${operand(expr.right, own + 1, words)}`
}

function operand(expr: Expr, least: number, words: (node: Expr) => string): string {
  const own =
    expr.kind === 'binary'
      ? (power[expr.op] ?? 0)
      : expr.kind === 'in'
        ? 4
        : expr.kind === 'unary'
          ? expr.op === 'not'
            ? 3
            : 7
          : 9
  return own < least ? `(${words(expr)})` : words(expr)
}
