import type { Field } from '../../catalog/index.ts'
import type { Aggregate, Expr } from '../../formula/index.ts'
import { type AllCodeLabels, NO, YES } from '../code-labels.ts'
import { criterion, quoted, Untranslatable } from './syntax.ts'

/** The columns of a register's sheet: `range` names all cells of a field, from the first row to far below the last. */
export interface ColumnPlaces {
  field(name: string): { readonly field: Field; readonly range: string }
  /** A column that every row fills: the key. */
  readonly keyRange: string
  readonly labels: AllCodeLabels
}

/**
 * Counting over a register as COUNTIFS and SUMIFS, for conditions that are a list of `and`: a sum over the ways in
 * which their `in` lists can be met.
 * @throws Untranslatable
 */
export function countFormula(aggregate: Aggregate, places: ColumnPlaces): string {
  const ways = aggregate.where ? waysOf(aggregate.where, places) : [[]]
  if (ways.length > MOST_WAYS) throw new Untranslatable('in')
  if (ways.length === 0) return '0'
  return ways.map((way) => oneWay(aggregate, way, places)).join('+')
}

/** Beyond this the sum over all ways would be longer than a formula can be. */
const MOST_WAYS = 48

/** Range and criterion, in pairs. */
type Way = readonly string[]

function oneWay(aggregate: Aggregate, way: Way, places: ColumnPlaces): string {
  const pairs = way.length > 0 ? way : [places.keyRange, quoted('<>')]
  switch (aggregate.fn) {
    case 'count':
      return `COUNTIFS(${pairs.join(',')})`
    case 'sum': {
      if (!aggregate.field) throw new Untranslatable('sum')
      const { field, range } = places.field(aggregate.field.name)
      if (field.type !== 'integer' && field.type !== 'decimal') throw new Untranslatable(field.id)
      return `SUMIFS(${range},${pairs.join(',')})`
    }
    default:
      throw new Untranslatable(aggregate.fn)
  }
}

function waysOf(expr: Expr, places: ColumnPlaces): readonly Way[] {
  if (expr.kind === 'binary' && expr.op === 'and') {
    const right = waysOf(expr.right, places)
    return waysOf(expr.left, places).flatMap((left) => right.map((other) => [...left, ...other]))
  }
  if (expr.kind === 'field') {
    const { field, range } = places.field(expr.name)
    if (field.type !== 'flag') throw new Untranslatable(expr.name)
    return [[range, criterion(YES)]]
  }
  if (expr.kind === 'unary' && expr.op === 'not') return negated(expr.arg, places)
  if (expr.kind === 'call' && expr.fn === 'known' && expr.args[0]?.kind === 'field') {
    return [[places.field(expr.args[0].name).range, quoted('<>')]]
  }
  if (expr.kind === 'in' && expr.arg.kind === 'field') return membership(expr, expr.arg.name, places)
  if (expr.kind === 'binary' && expr.left.kind === 'field') {
    return comparison(expr, expr.left.name, places)
  }
  throw new Untranslatable(expr.kind)
}

function negated(expr: Expr, places: ColumnPlaces): readonly Way[] {
  if (expr.kind === 'field') {
    const { field, range } = places.field(expr.name)
    if (field.type !== 'flag') throw new Untranslatable(expr.name)
    return [[range, criterion(NO)]]
  }
  if (expr.kind === 'call' && expr.fn === 'known' && expr.args[0]?.kind === 'field') {
    return [[places.field(expr.args[0].name).range, criterion('')]]
  }
  throw new Untranslatable('not')
}

function membership(expr: Extract<Expr, { kind: 'in' }>, name: string, places: ColumnPlaces): readonly Way[] {
  const { field, range } = places.field(name)
  const texts = expr.options.map((option) => {
    if (option.kind !== 'text') throw new Untranslatable(option.kind)
    return shown(field, option.value, places)
  })
  const labels = texts.filter((text) => text !== undefined)
  if (!expr.negated) return labels.map((label) => [range, criterion(label)])
  return [[range, quoted('<>'), ...labels.flatMap((label) => [range, otherThan(label)])]]
}

function comparison(
  expr: Extract<Expr, { kind: 'binary' }>,
  name: string,
  places: ColumnPlaces,
): readonly Way[] {
  const { field, range } = places.field(name)
  if (expr.right.kind === 'text') {
    if (expr.op !== '=' && expr.op !== '!=') throw new Untranslatable(expr.op)
    const label = shown(field, expr.right.value, places)
    if (expr.op === '=') return label === undefined ? [] : [[range, criterion(label)]]
    return [[range, quoted('<>'), ...(label === undefined ? [] : [range, otherThan(label)])]]
  }
  const isNumber = field.type === 'integer' || field.type === 'decimal'
  if (expr.right.kind !== 'number' || expr.right.unit !== undefined || !isNumber)
    throw new Untranslatable(name)
  const number = expr.right.value.toFixed()
  if (expr.op === '!=') return [[range, quoted(`<>${number}`), range, quoted('<>')]]
  return [[range, quoted(`${expr.op}${number}`)]]
}

function otherThan(label: string): string {
  return quoted(`<>${label.replace(/[~*?]/g, (mark) => `~${mark}`)}`)
}

/** How the cell shows a text or code; undefined for a code that is not in force, which no cell can hold. */
function shown(field: Field, text: string, places: ColumnPlaces): string | undefined {
  return field.codelist === undefined ? text : places.labels.of(field.codelist).label(text)
}
