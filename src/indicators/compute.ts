import { catalogNames, definitionOf, type Indicator } from '../catalog/index.ts'
import { describe, referencesOf } from '../formula/index.ts'
import {
  AppError,
  type Bilingual,
  fromBase,
  isKnown,
  known,
  type Observed,
  type ReportingYear,
} from '../kernel/index.ts'
import { UnitContext } from './unit-context.ts'
import { type Coverage, cellKey, type World } from './world.ts'

/** A computed value with the path back to what it was computed from. */
export interface IndicatorValue {
  readonly indicator: string
  readonly unitId: number
  readonly year: ReportingYear
  /** In the unit that the indicator declares: 98.9 for 98.9 %. Not rounded. */
  readonly observed: Observed
  readonly coverage: Coverage
}

/** How a value came about: the formula in words and every input, indicators unfolded in turn. */
export interface Trace {
  readonly name: string
  readonly unitId: number
  readonly year: ReportingYear
  readonly label: Bilingual
  readonly kind: 'element' | 'indicator' | 'parameter'
  /** Unit and decimals in which `observed` is to be shown. */
  readonly unit: string
  readonly decimals: number
  readonly observed: Observed
  readonly cell: string
  readonly origin: 'entered' | 'counted' | 'rolled_up' | 'computed' | 'parameter'
  readonly coverage: Coverage
  /** Absent for what is not computed by a formula. */
  readonly formula?: Bilingual
  /** The formula as the catalog writes it. */
  readonly inputs: readonly Trace[]
}

/**
 * Computes indicators of one unit in one year.
 * @param ids all that are in force where left out
 * @throws AppError IND-001 for an id that the catalog does not have in that year
 */
export function computeIndicators(
  world: World,
  unitId: number,
  year: ReportingYear,
  ids: readonly string[] = world.catalog.indicators.all(year).map((indicator) => indicator.id),
): IndicatorValue[] {
  return ids.map((id) => {
    const definition = indicatorInForce(world, id, year)
    // A context of its own, so that its coverage is this indicator's alone.
    const context = new UnitContext(world, unitId, year)
    const base = context.indicator(id)
    return { indicator: id, unitId, year, observed: declared(base, definition), coverage: context.coverage }
  })
}

/** The value of an indicator or element with the path back to what was entered. */
export function traceOf(world: World, unitId: number, year: ReportingYear, name: string, cell = ''): Trace {
  const { catalog } = world
  const definition = definitionOf(catalog, name, year)
  if (!definition) throw new AppError('IND-001', { id: name, year }, { kind: 'not_found' })
  const place = { name, unitId, year, cell }
  switch (definition.kind) {
    case 'element': {
      const held = world.values.element(unitId, year, name, cell)
      const { unit, decimals, counted, name: label } = definition.definition
      return {
        ...place,
        label,
        kind: 'element',
        unit,
        decimals,
        observed: held.observed,
        origin: held.origin,
        coverage: held.coverage,
        ...(counted && { formula: inWords(world, counted) }),
        inputs: [],
      }
    }
    case 'parameter': {
      const context = new UnitContext(world, unitId, year)
      const observed = context.reference({ kind: 'reference', name, cell: [], span: { start: 0, end: 0 } })
      const unit = catalog.units.parse(definition.definition.unit)
      return {
        ...place,
        label: definition.definition.name,
        kind: 'parameter',
        unit: definition.definition.unit,
        decimals: isKnown(observed) && unit ? fromBase(observed.value, unit).decimalPlaces() : 0,
        observed: isKnown(observed) && unit ? known(fromBase(observed.value, unit)) : observed,
        origin: 'parameter',
        coverage: { reported: 1, expected: 1 },
        inputs: [],
      }
    }
    case 'indicator': {
      const { formula, unit, decimals, name: label } = definition.definition
      const [value] = computeIndicators(world, unitId, year, [name])
      if (!value) throw new AppError('IND-001', { id: name, year }, { kind: 'not_found' })
      const inputs = new Map<string, Trace>()
      for (const { reference, yearsBack } of referencesOf(formula)) {
        const inputCell = cellKey(reference.cell)
        const key = `${reference.name}|${inputCell}|${yearsBack}`
        if (!inputs.has(key))
          inputs.set(key, traceOf(world, unitId, year - yearsBack, reference.name, inputCell))
      }
      return {
        ...place,
        label,
        kind: 'indicator',
        unit,
        decimals,
        observed: value.observed,
        origin: 'computed',
        coverage: value.coverage,
        formula: inWords(world, formula),
        inputs: [...inputs.values()],
      }
    }
  }
}

function indicatorInForce(world: World, id: string, year: ReportingYear): Indicator {
  const definition = world.catalog.indicators.inForce(id, year)
  if (!definition) throw new AppError('IND-001', { id, year }, { kind: 'not_found' })
  return definition
}

function inWords(world: World, formula: Indicator['formula']): Bilingual {
  const words = (language: 'zh' | 'en') => describe(formula, catalogNames(world.catalog, language), language)
  return { zh: words('zh'), en: words('en') }
}

function declared(base: Observed, definition: Indicator): Observed {
  return isKnown(base) ? known(fromBase(base.value, definition.measure)) : base
}
