import type { Catalog, Standard, StandardItem } from '../catalog/index.ts'
import { evaluate, evaluateCondition, inputsOf } from '../formula/index.ts'
import { UnitContext, type World } from '../indicators/index.ts'
import {
  type Bilingual,
  type Decimal,
  decimal,
  fromBase,
  isKnown,
  printed,
  type ReportingYear,
  toBase,
} from '../kernel/index.ts'
import { isAbout } from './explore-inputs.ts'

/** What a standard asks of a quantity, and how schools stand to it. Bounds are in the quantity's own unit. */
export interface StandardLine {
  readonly standard: string
  readonly name: Bilingual
  readonly item: Bilingual
  readonly source: string
  /** How sure the bound is: `remembered` means that no document at hand attests it. */
  readonly certainty: Certainty
  readonly comparison: 'at_least' | 'at_most'
  /** Bounds that occur among the schools looked at, smallest first. */
  readonly bounds: readonly Bound[]
  /** Per school that the standard applies to: its bound, and whether it is met; undefined where unknown. */
  readonly verdicts: readonly { readonly unitId: number; readonly bound: string; readonly met?: boolean }[]
}

export interface Bound {
  /** Exact decimal text. */
  readonly value: string
  readonly printed: string
  /** Names of the variants that ask for it. */
  readonly variants: readonly Bilingual[]
}

type Certainty = Standard['source']['certainty']

/** What standards look at to judge a quantity: its own formula, and the conditions of their variants. */
export function standardInputs(catalog: Catalog, id: string, year: ReportingYear): string[] {
  return catalog.standards.all(year).flatMap((standard) => {
    const items = standard.items.filter((item) => isAbout(catalog, item, id, year))
    if (items.length === 0) return []
    const formulas = [
      ...items.map((item) => item.value),
      ...standard.variants.map((variant) => variant.when),
      ...(standard.applies ? [standard.applies] : []),
    ]
    return formulas.flatMap((formula) => inputsOf(formula).names)
  })
}

/** Lines of all standards in force that ask for the quantity. */
export function standardLines(
  world: World,
  year: ReportingYear,
  id: string,
  schoolIds: readonly number[],
): StandardLine[] {
  const { catalog } = world
  return catalog.standards
    .all(year)
    .flatMap((standard) =>
      standard.items
        .filter((item) => isAbout(catalog, item, id, year))
        .map((item) => lineOf(world, year, id, standard, item, schoolIds)),
    )
}

type Variant = Standard['variants'][number]

function lineOf(
  world: World,
  year: ReportingYear,
  id: string,
  standard: Standard,
  item: StandardItem,
  schoolIds: readonly number[],
): StandardLine {
  const judged = schoolIds.flatMap((unitId) => {
    const context = new UnitContext(world, unitId, year)
    if (standard.applies && evaluateCondition(standard.applies, context) !== true) return []
    const variant = standard.variants.find((candidate) => evaluateCondition(candidate.when, context) === true)
    const bound = variant && item.bounds[variant.id]
    if (!variant || !bound) return []
    const value = evaluate(item.value, context)
    const asked = toBase(bound, item.measure)
    const met = isKnown(value)
      ? item.comparison === 'at_least'
        ? value.value.gte(asked)
        : value.value.lte(asked)
      : undefined
    return [{ unitId, variant, bound: asked, met }]
  })
  const own = (base: Decimal) => inUnitOf(world, year, id, base)
  return {
    standard: standard.id,
    name: standard.name,
    item: item.name,
    source: [standard.source.document, standard.source.section].filter(Boolean).join(' '),
    certainty: leastCertain([
      standard.source.certainty,
      ...judged.map((verdict) => verdict.variant.certainty),
    ]),
    comparison: item.comparison,
    bounds: boundsOf(judged, own),
    verdicts: judged.map(({ unitId, bound, met }) => ({
      unitId,
      bound: own(bound).value,
      ...(met === undefined ? {} : { met }),
    })),
  }
}

function boundsOf(
  judged: readonly { readonly bound: Decimal; readonly variant: Variant }[],
  own: (base: Decimal) => { value: string; printed: string },
): Bound[] {
  const byBound = new Map<string, Map<string, Bilingual>>()
  for (const { bound, variant } of judged) {
    const names = byBound.get(bound.toFixed()) ?? new Map<string, Bilingual>()
    names.set(variant.id, variant.name)
    byBound.set(bound.toFixed(), names)
  }
  return [...byBound]
    .map(([text, names]) => ({ base: decimal(text), variants: [...names.values()] }))
    .sort((a, b) => a.base.cmp(b.base))
    .map(({ base, variants }) => ({ ...own(base), variants }))
}

/** A bound in the unit in which the quantity is shown, with the decimals that the rule itself writes. */
function inUnitOf(world: World, year: ReportingYear, id: string, base: Decimal) {
  const { catalog } = world
  const definition = catalog.indicators.inForce(id, year) ?? catalog.elements.inForce(id, year)
  if (!definition) throw new Error(`${id} is not in force in ${year}`)
  const value = fromBase(base, definition.measure)
  return { value: value.toFixed(), printed: printed(value, value.decimalPlaces()) }
}

const certainties: readonly Certainty[] = ['remembered', 'ours', 'partly', 'verified']

function leastCertain(all: readonly Certainty[]): Certainty {
  return certainties.find((certainty) => all.includes(certainty)) ?? 'verified'
}
