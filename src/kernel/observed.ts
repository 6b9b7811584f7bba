import type { Decimal } from './decimal.ts'

/**
 * What is known of a quantity. Unknown is a state, never null and never a silent zero:
 * `missing` was expected and not given; `not_applicable` has no meaning here (a rate without a base);
 * `suppressed` is known to the school and may not be shown.
 */
export type Observed = Known | Unknown

export interface Known {
  readonly state: 'known'
  readonly value: Decimal
}

export interface Unknown {
  readonly state: UnknownState
}

export type UnknownState = 'missing' | 'suppressed' | 'not_applicable'
export type ObservedState = Observed['state']

export const MISSING: Unknown = { state: 'missing' }
export const NOT_APPLICABLE: Unknown = { state: 'not_applicable' }
export const SUPPRESSED: Unknown = { state: 'suppressed' }

export function known(value: Decimal): Known {
  return { state: 'known', value }
}

export function isKnown(observed: Observed): observed is Known {
  return observed.state === 'known'
}

const precedence: readonly UnknownState[] = ['missing', 'suppressed', 'not_applicable']

/**
 * The state of a result that needs all of `parts`: the first of missing, suppressed, not applicable that occurs;
 * undefined when every part is known.
 */
function jointState(parts: readonly Observed[]): Unknown | undefined {
  for (const state of precedence) if (parts.some((part) => part.state === state)) return { state }
  return undefined
}

export function combine(
  parts: readonly Observed[],
  compute: (values: readonly Decimal[]) => Observed,
): Observed {
  const unknown = jointState(parts)
  return unknown ?? compute(parts.map((part) => (part as Known).value))
}

export function equalObserved(a: Observed, b: Observed): boolean {
  if (a.state !== 'known' || b.state !== 'known') return a.state === b.state
  return a.value.eq(b.value)
}
