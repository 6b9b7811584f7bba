import { type Catalog, catalogNames, type Scheme, type SchemeValue } from '../../catalog/index.ts'
import { type Bound, type LeafValue, leafValues, standardBounds } from '../../evaluation/index.ts'
import { describe, parse } from '../../formula/index.ts'
import type { World } from '../../indicators/index.ts'
import {
  type Decimal,
  decimal,
  isKnown,
  known,
  type Observed,
  printed,
  type ReportingYear,
} from '../../kernel/index.ts'
import type { StoredEvaluation } from '../../store/index.ts'
import type { LeafValueView } from './views.ts'

/** Values of leaves as they are kept with an evaluation: what was taken from accepted data, exact. */
export interface FrozenValue {
  readonly state: Observed['state']
  readonly value?: string
  readonly coverage: LeafValue['coverage']
  readonly bound?: { readonly comparison: Bound['comparison']; readonly bound: string }
}

export type FrozenValues = Readonly<Record<string, FrozenValue>>

/** What the computed and observed leaves of a subject come to on the accepted data of today. */
export function currentValues(
  world: World,
  scheme: Scheme,
  subject: { readonly unitId: number; readonly key: string },
  year: ReportingYear,
): FrozenValues {
  const values = leafValues(world, scheme, subject, year)
  const bounds = standardBounds(world, scheme, subject.unitId, year)
  return Object.fromEntries(
    [...values].map(([leaf, { observed, coverage }]) => {
      const bound = bounds.get(leaf)
      return [
        leaf,
        {
          state: observed.state,
          ...(isKnown(observed) ? { value: observed.value.toFixed() } : {}),
          coverage,
          ...(bound ? { bound: { comparison: bound.comparison, bound: bound.bound.toFixed() } } : {}),
        },
      ] as const
    }),
  )
}

export function frozenOf(evaluation: Pick<StoredEvaluation, 'leaf_values'>): FrozenValues | undefined {
  return evaluation.leaf_values === null ? undefined : (evaluation.leaf_values as FrozenValues)
}

export function observedOf(frozen: FrozenValue | undefined): Observed {
  if (!frozen) return { state: 'missing' }
  return frozen.state === 'known' ? known(decimal(frozen.value ?? '0')) : { state: frozen.state }
}

export function observedValues(frozen: FrozenValues): ReadonlyMap<string, Observed> {
  return new Map(Object.entries(frozen).map(([leaf, value]) => [leaf, observedOf(value)]))
}

export function boundsOf(frozen: FrozenValues): ReadonlyMap<string, Bound> {
  return new Map(
    Object.entries(frozen).flatMap(([leaf, { bound }]) =>
      bound ? [[leaf, { comparison: bound.comparison, bound: decimal(bound.bound) }] as const] : [],
    ),
  )
}

/** Per leaf that is scored by rank, the known values of all subjects. */
export function comparedValues(
  scheme: Scheme,
  all: readonly FrozenValues[],
): ReadonlyMap<string, readonly Decimal[]> {
  const ranked = scheme.leaves.filter((leaf) => leaf.kind === 'computed' && leaf.score.function === 'rank')
  return new Map(
    ranked.map((leaf) => [
      leaf.id,
      all.flatMap((values) => {
        const observed = observedOf(values[leaf.id])
        return isKnown(observed) ? [observed.value] : []
      }),
    ]),
  )
}

/** A leaf's value as it is shown. */
export function shownLeafValue(
  catalog: Catalog,
  value: SchemeValue,
  frozen: FrozenValue | undefined,
  previous: FrozenValue | undefined,
): LeafValueView {
  const observed = observedOf(frozen)
  const before = previous && observedOf(previous)
  const show = (own: Observed) => (isKnown(own) ? printed(own.value, value.decimals) : undefined)
  const now = show(observed)
  const then = before && show(before)
  return {
    state: observed.state,
    ...(isKnown(observed) ? { value: observed.value.toFixed() } : {}),
    ...(now === undefined ? {} : { printed: now }),
    unitLabel: { zh: catalog.units.label(value.unit, 'zh'), en: catalog.units.label(value.unit, 'en') },
    ...(value.indicator === undefined ? {} : { indicator: value.indicator }),
    formula: formulaWords(catalog, value),
    coverage: frozen?.coverage ?? { reported: 0, expected: 1 },
    ...(before
      ? { previous: { state: before.state, ...(then === undefined ? {} : { printed: then }) } }
      : {}),
  }
}

function formulaWords(catalog: Catalog, value: SchemeValue) {
  const formula = value.text.includes('{subject}') ? parse(value.text, 'value') : value.formula
  const words = (language: 'zh' | 'en') => describe(formula, catalogNames(catalog, language), language)
  return { zh: words('zh'), en: words('en') }
}
