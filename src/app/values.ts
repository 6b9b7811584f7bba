import { definitionOf, type Indicator } from '../catalog/index.ts'
import { type Coverage, computeIndicators, isComplete, type World } from '../indicators/index.ts'
import {
  AppError,
  type Bilingual,
  type Decimal,
  HUNDRED,
  isKnown,
  type Observed,
  printed,
  type ReportingYear,
} from '../kernel/index.ts'

/** A value as it is shown: exact, printed, with what it was last year. */
export interface ShownValue {
  readonly id: string
  readonly kind: 'element' | 'indicator'
  readonly name: Bilingual
  readonly unit: string
  readonly unitLabel: Bilingual
  readonly decimals: number
  readonly state: Observed['state']
  /** Exact decimal text; absent where nothing is known. */
  readonly value?: string
  readonly printed?: string
  /** As a reader writes it, where that differs from the printed number: 18.84:1, 55:45. */
  readonly display?: string
  readonly previous?: {
    readonly state: Observed['state']
    readonly value?: string
    readonly printed?: string
    readonly display?: string
  }
  readonly change?: Change
  readonly coverage: Coverage
  readonly isComplete: boolean
}

/** How this year differs from last. Shares differ in percentage points, all else in the unit itself and in per cent. */
export interface Change {
  readonly direction: 'up' | 'down' | 'same'
  /** Size of the difference of the exact values, without sign, printed. */
  readonly amount: string
  readonly unitLabel: Bilingual
  /** Growth in per cent, printed with two decimals; absent for shares and where last year was zero. */
  readonly growth?: string
}

/** The value of an element or indicator of a unit and year, from a loaded world. */
export function shownValue(world: World, unitId: number, year: ReportingYear, id: string): ShownValue {
  const { catalog } = world
  const definition = definitionOf(catalog, id, year)
  if (!definition || definition.kind === 'parameter')
    throw new AppError('IND-001', { id, year }, { kind: 'not_found' })
  const { unit, decimals, name, measure } = definition.definition
  const now = valueAt(world, unitId, year, id, definition.kind)
  const hadUnit =
    world.tree(year - 1).unit(unitId) !== undefined && definitionOf(catalog, id, year - 1) !== undefined
  const before = hadUnit ? valueAt(world, unitId, year - 1, id, definition.kind) : undefined
  const label = (text: string): Bilingual => ({
    zh: catalog.units.label(text, 'zh'),
    en: catalog.units.label(text, 'en'),
  })
  const pointLabel = label('percentage_point')
  const style = definition.kind === 'indicator' ? definition.definition.style : 'plain'
  return {
    id,
    kind: definition.kind,
    name,
    unit,
    unitLabel: label(unit),
    decimals,
    ...stated(now.observed, decimals, style),
    ...(before && { previous: stated(before.observed, decimals, style) }),
    // The sum of a part of the schools stands beside no sum of all: what would differ is who has handed in.
    ...(before &&
    isKnown(now.observed) &&
    isKnown(before.observed) &&
    isComplete(now.coverage) &&
    isComplete(before.coverage)
      ? {
          change: changeOf(
            now.observed.value,
            before.observed.value,
            decimals,
            measure.kind === 'share',
            label(unit),
            pointLabel,
          ),
        }
      : {}),
    coverage: now.coverage,
    isComplete: isComplete(now.coverage),
  }
}

function valueAt(
  world: World,
  unitId: number,
  year: ReportingYear,
  id: string,
  kind: 'element' | 'indicator',
) {
  if (kind === 'element') return world.values.element(unitId, year, id, '')
  const [value] = computeIndicators(world, unitId, year, [id])
  if (!value) throw new AppError('IND-001', { id, year }, { kind: 'not_found' })
  return value
}

function stated(observed: Observed, decimals: number, style: Indicator['style']) {
  if (!isKnown(observed)) return { state: observed.state }
  const number = printed(observed.value, decimals)
  return {
    state: observed.state,
    value: observed.value.toFixed(),
    printed: number,
    ...(style === 'to_one' ? { display: `${number}:1` } : {}),
    ...(style === 'pair' ? { display: `${number}:${printed(HUNDRED.minus(observed.value), decimals)}` } : {}),
  }
}

/**
 * The change between two values as their printed forms show it: a reader who subtracts the two printed numbers must
 * find the printed difference.
 */
function changeOf(
  now: Decimal,
  before: Decimal,
  decimals: number,
  isShare: boolean,
  unitLabel: Bilingual,
  pointLabel: Bilingual,
): Change {
  const difference = now.toDecimalPlaces(decimals).minus(before.toDecimalPlaces(decimals))
  const direction = difference.isZero() ? 'same' : difference.isPositive() ? 'up' : 'down'
  const growth =
    isShare || before.isZero() ? undefined : printed(now.minus(before).div(before.abs()).times(100), 2)
  return {
    direction,
    amount: printed(difference.abs(), decimals),
    unitLabel: isShare ? pointLabel : unitLabel,
    ...(growth === undefined ? {} : { growth }),
  }
}
