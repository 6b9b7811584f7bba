import type { ShownValue } from '../../http/contract.ts'
import type { Speech } from '../i18n/language.tsx'
import { grouped } from './numbers.ts'

type Stated = Pick<ShownValue, 'state' | 'printed' | 'display'>

/** A value as text: its number, or the word for why there is none. */
export function shownText(value: Stated, t: Speech['t']): string {
  return numberText(value) ?? t(`state.${value.state}`)
}

/** The number of a known value: 9,738 or 18.84:1. */
export function numberText({ display, printed }: Stated): string | undefined {
  return display ?? (printed === undefined ? undefined : grouped(printed))
}

/** A number with its unit as a sentence has it: 98.90%, 9,738 人. Ratios carry theirs in themselves. */
export function withUnit(number: string, unit: string): string {
  if (unit === '') return number
  return unit === '%' ? `${number}%` : `${number} ${unit}`
}

/** A value with its unit, or the word for why there is none. */
export function valueText(value: ShownValue, { t, say }: Pick<Speech, 't' | 'say'>): string {
  const number = numberText(value)
  return number === undefined
    ? t(`state.${value.state}`)
    : withUnit(number, value.display === undefined ? say(value.unitLabel) : '')
}
