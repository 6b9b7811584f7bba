import {
  chineseNumber,
  type Decimal,
  decimal,
  fromBase,
  HUNDRED,
  printed,
  toBase,
  type UnitSystem,
} from '../../kernel/index.ts'
import type { PrintOptions } from '../template/template.ts'
import type { Measured } from './measure.ts'

/** A number as the reader sees it, and the unit behind it. */
export interface Printed {
  readonly number: string
  readonly unit: string
}

export const PLAIN: PrintOptions = {
  decimals: undefined,
  withUnit: undefined,
  approx: undefined,
  words: false,
  scaled: true,
}

/** Writes a value as its definition asks: decimals, 万 and 亿, x:1, 多 and 近, Chinese numerals. */
export function print(units: UnitSystem, what: Measured, value: Decimal, options: PrintOptions): Printed {
  const unit = units.label(what.unit, 'zh')
  const decimals = options.decimals ?? what.decimals
  if (what.style === 'to_one') return { number: `${printed(value, decimals)}:1`, unit: '' }
  if (what.style === 'pair') {
    const rest = HUNDRED.minus(value)
    return { number: `${printed(value, decimals)}:${printed(rest, decimals)}`, unit: '' }
  }
  if (options.approx !== undefined) return approximate(value, options.approx, unit)
  if (options.words && value.isInteger() && value.gte(0) && value.lt(100)) {
    return { number: value.eq(2) ? '两' : chineseNumber(value.toNumber()), unit }
  }
  return (options.scaled && scaled(units, what, value)) || { number: printed(value, decimals), unit }
}

/** 8634 on hundreds is 8600多; 993 is 近1000; 60321 on ten thousands 6万多. */
function approximate(value: Decimal, step: number, unit: string): Printed {
  const steps = value.div(step)
  const below = steps.floor().times(step)
  if (below.eq(value)) return { number: roundNumber(value), unit }
  if (steps.minus(steps.floor()).gte('0.9')) return { number: `近${roundNumber(below.plus(step))}`, unit }
  if (below.isZero()) return { number: `不到${roundNumber(decimal(step))}`, unit }
  return { number: `${roundNumber(below)}多`, unit }
}

function roundNumber(value: Decimal): string {
  return value.gte(10000) && value.mod(10000).isZero() ? `${value.div(10000).toFixed()}万` : value.toFixed()
}

const TEN_THOUSAND = decimal(10_000)
const HUNDRED_MILLION = decimal(100_000_000)
const MILLION = decimal(1_000_000)

/** Money from a 万 upward and counts from a million upward stand in 万 and 亿, to at most two decimals. */
function scaled(units: UnitSystem, what: Measured, value: Decimal): Printed | undefined {
  const unit = units.parse(what.unit)
  const [dimension, ...others] = Object.entries(unit?.dimension ?? {})
  if (!unit || !dimension || dimension[1] !== 1 || others.length > 0) return undefined
  const name = units.label(dimension[0], 'zh')
  const base = toBase(value, unit)
  const size = base.abs()
  const isMoney = name === '元'
  if (size.lt(isMoney ? TEN_THOUSAND : MILLION)) {
    return isMoney && what.unit !== dimension[0] ? trimmed(base, name) : undefined
  }
  const [by, mark] = size.gte(HUNDRED_MILLION) ? [HUNDRED_MILLION, '亿'] : [TEN_THOUSAND, '万']
  return trimmed(fromBase(base, { ...unit, scale: by }), `${mark}${name}`)
}

function trimmed(value: Decimal, unit: string): Printed {
  return { number: value.toDecimalPlaces(2).toFixed(), unit }
}
