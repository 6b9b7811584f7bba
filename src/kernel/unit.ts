import { type Decimal, decimal, ONE } from './decimal.ts'

/**
 * What a number counts or measures. Values inside formulas stand in base units: `scale` says how many of the
 * base one of this unit is (万元 = 10 000 yuan, percent = 0.01).
 */
export interface Unit {
  /** Exponents of the base dimensions: ㎡ per person is { square_metre: 1, person: -1 }. Empty: a pure number. */
  readonly dimension: Dimension
  readonly scale: Decimal
  /** A share (%) differs from a plain number in one respect: the difference of two shares is in points (百分点). */
  readonly kind: 'plain' | 'share' | 'point'
}

export type Dimension = Readonly<Record<string, number>>

/** A unit as the catalog names it. */
export interface UnitDefinition {
  readonly id: string
  readonly name: { readonly zh: string; readonly en: string }
  /** What stands behind a number in a table head where it differs from the name: `㎡`, `%`. */
  readonly symbol?: { readonly zh: string; readonly en: string }
  /** The unit of which this one is `scale`; absent for a base unit. */
  readonly base?: string
  readonly scale: Decimal
  readonly kind: Unit['kind']
}

export const PURE: Unit = { dimension: {}, scale: ONE, kind: 'plain' }
export const SHARE: Unit = { dimension: {}, scale: decimal('0.01'), kind: 'share' }
export const POINT: Unit = { dimension: {}, scale: decimal('0.01'), kind: 'point' }

/** All units of a catalog, and the compound ones that `square_metre/person` writes. */
export class UnitSystem {
  readonly #definitions: ReadonlyMap<string, UnitDefinition>
  /** Units that were read already: a run of checks asks for the same few millions of times. */
  readonly #parsed = new Map<string, Unit>()

  constructor(definitions: Iterable<UnitDefinition>) {
    this.#definitions = new Map([...definitions].map((definition) => [definition.id, definition]))
  }

  definition(id: string): UnitDefinition | undefined {
    return this.#definitions.get(id)
  }

  definitions(): UnitDefinition[] {
    return [...this.#definitions.values()]
  }

  /** Reads `person`, `square_metre/person`, `yuan/person/day`; undefined where a part is no unit of the catalog. */
  parse(text: string): Unit | undefined {
    const known = this.#parsed.get(text)
    if (known) return known
    const unit = this.#read(text)
    if (unit) this.#parsed.set(text, unit)
    return unit
  }

  #read(text: string): Unit | undefined {
    const [first, ...divisors] = text.split('/').map((part) => part.trim())
    let unit = this.#simple(first ?? '')
    for (const divisor of divisors) {
      const by = this.#simple(divisor)
      if (!unit || !by) return undefined
      unit = quotientUnit(unit, by)
    }
    return unit
  }

  /** The words behind a number: ㎡ for square_metre and for square_metre/person (the base is in the indicator's name). */
  label(text: string, language: 'zh' | 'en'): string {
    const parts = text.split('/').map((part) => this.#definitions.get(part.trim()))
    const first = parts[0]
    if (!first) return text
    const word = first.symbol?.[language] ?? first.name[language]
    if (language === 'zh' || parts.length === 1) return word
    return [word, ...parts.slice(1).map((part) => part?.name.en ?? '')].join(' per ')
  }

  #simple(id: string): Unit | undefined {
    const definition = this.#definitions.get(id)
    if (!definition) return undefined
    if (definition.kind !== 'plain') return { dimension: {}, scale: definition.scale, kind: definition.kind }
    if (definition.base === undefined) {
      return { dimension: id === 'one' ? {} : { [id]: 1 }, scale: ONE, kind: 'plain' }
    }
    const base = this.#simple(definition.base)
    return base && { ...base, scale: base.scale.times(definition.scale) }
  }
}

export function sameDimension(a: Unit, b: Unit): boolean {
  const names = new Set([...Object.keys(a.dimension), ...Object.keys(b.dimension)])
  for (const name of names) if ((a.dimension[name] ?? 0) !== (b.dimension[name] ?? 0)) return false
  return true
}

export function isPure(unit: Unit): boolean {
  return Object.values(unit.dimension).every((exponent) => exponent === 0)
}

/** Unit of a sum, in base scale; undefined where the two cannot be added (人 + ㎡). */
export function sumUnit(a: Unit, b: Unit): Unit | undefined {
  if (!sameDimension(a, b)) return undefined
  if (a.kind === 'point' && b.kind === 'point') return POINT
  if (a.kind === 'plain' && b.kind === 'plain') return { ...a, scale: ONE }
  return SHARE
}

/** Unit of a difference: share − share is in percentage points, all else as for a sum. */
export function differenceUnit(a: Unit, b: Unit): Unit | undefined {
  if (a.kind === 'share' && b.kind === 'share') return POINT
  return sumUnit(a, b)
}

export function productUnit(a: Unit, b: Unit): Unit {
  return { dimension: combineExponents(a.dimension, b.dimension, 1), scale: ONE, kind: 'plain' }
}

export function quotientUnit(a: Unit, b: Unit): Unit {
  return {
    dimension: combineExponents(a.dimension, b.dimension, -1),
    scale: b.scale === ONE ? a.scale : a.scale.div(b.scale),
    kind: 'plain',
  }
}

function combineExponents(a: Dimension, b: Dimension, sign: 1 | -1): Dimension {
  const result: Record<string, number> = { ...a }
  for (const [name, exponent] of Object.entries(b)) result[name] = (result[name] ?? 0) + sign * exponent
  return Object.fromEntries(Object.entries(result).filter(([, exponent]) => exponent !== 0))
}

/** From a value in `unit` to the same quantity in base units. */
export function toBase(value: Decimal, unit: Unit): Decimal {
  return unit.scale === ONE ? value : value.times(unit.scale)
}

export function fromBase(value: Decimal, unit: Unit): Decimal {
  return unit.scale === ONE ? value : value.div(unit.scale)
}

/** A unit written by its dimension, for error messages: `square_metre/person`. */
export function unitText(unit: Unit): string {
  if (unit.kind === 'share') return 'percent'
  if (unit.kind === 'point') return 'percentage_point'
  const power = (name: string, exponent: number) => (exponent === 1 ? name : `${name}^${exponent}`)
  const entries = Object.entries(unit.dimension)
  const above = entries.filter(([, exponent]) => exponent > 0).map(([name, e]) => power(name, e))
  const below = entries.filter(([, exponent]) => exponent < 0).map(([name, e]) => power(name, -e))
  return [above.join('·') || '1', ...below].join('/')
}
