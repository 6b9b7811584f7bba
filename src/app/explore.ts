import type { Catalog } from '../catalog/index.ts'
import type { OrgTree, OrgUnitInYear, ReportingYear } from '../kernel/index.ts'
import type { AppContext } from './context.ts'
import { type OrgRef, orgRef } from './explain.ts'
import { type Quantity, quantitiesOf, quantityOf } from './explore-definitions.ts'
import { elementsBehind } from './explore-inputs.ts'
import { type StandardLine, standardInputs, standardLines } from './explore-standards.ts'
import { unitWithData, yearsOf } from './find.ts'
import { type ShownValue, shownValue } from './values.ts'
import { loadWorld } from './world.ts'

/** Everything that can be looked at in a year. */
export function listQuantities(app: AppContext, year: ReportingYear): Quantity[] {
  return quantitiesOf(app.catalog, year)
}

/** Values of one unit and year: the wanted quantities in their order, or all that are in force. */
export async function valuesOf(
  app: AppContext,
  name: string,
  year: ReportingYear,
  wanted?: readonly string[],
): Promise<{ org: OrgRef; year: ReportingYear; values: ShownValue[] }> {
  const unit = await unitWithData(app, name, year)
  const ids = wanted ?? quantitiesOf(app.catalog, year).map((quantity) => quantity.id)
  for (const id of ids) quantityOf(app.catalog, id, year)
  const world = await loadWorld(app, {
    unitIds: [unit.id],
    years: [year],
    ...(wanted ? { elements: elementsBehind(app.catalog, wanted) } : {}),
  })
  return { org: orgRef(unit), year, values: ids.map((id) => shownValue(world, unit.id, year, id)) }
}

/** A quantity of one unit through all years of which there is data; years without the definition are left out. */
export interface Series {
  readonly org: OrgRef
  readonly points: readonly { readonly year: ReportingYear; readonly value: ShownValue }[]
}

export async function seriesOf(
  app: AppContext,
  name: string,
  year: ReportingYear,
  id: string,
): Promise<Series> {
  const unit = await unitWithData(app, name, year)
  quantityOf(app.catalog, id, year)
  const held = await yearsOf(app, unit.id)
  const years = held.filter(
    (candidate) => isDefined(app.catalog, id, candidate) && app.units.tree(candidate).unit(unit.id),
  )
  const world = await loadWorld(app, {
    unitIds: [unit.id],
    years,
    elements: elementsBehind(app.catalog, [id]),
  })
  return {
    org: orgRef(unit),
    points: years.map((point) => ({ year: point, value: shownValue(world, unit.id, point, id) })),
  }
}

/** A quantity side by side: the units of one level, the unit above them, and what standards ask. */
export interface Comparison {
  readonly quantity: Quantity
  readonly year: ReportingYear
  /** The unit whose value is the line: the one asked for, or the city of the school asked for. */
  readonly whole: { readonly org: OrgRef; readonly value: ShownValue }
  readonly units: readonly { readonly org: OrgRef; readonly value: ShownValue }[]
  readonly standards: readonly StandardLine[]
}

export async function comparisonOf(
  app: AppContext,
  name: string,
  year: ReportingYear,
  id: string,
): Promise<Comparison> {
  const unit = await unitWithData(app, name, year)
  const quantity = quantityOf(app.catalog, id, year)
  const tree = app.units.tree(year)
  const { whole, units } = compared(tree, unit)
  const world = await loadWorld(app, {
    unitIds: [whole.id, ...units.map((other) => other.id)],
    years: [year],
    elements: elementsBehind(app.catalog, [id, ...standardInputs(app.catalog, id, year)]),
  })
  const shown = (org: OrgUnitInYear) => ({
    org: orgRef(org),
    value: shownValue(world, org.id, year, id),
  })
  return {
    quantity,
    year,
    whole: shown(whole),
    units: units.map(shown),
    standards: standardLines(world, year, id, schoolIds(units)),
  }
}

/**
 * With whom a unit is compared: a city or county by its schools, a school among the schools of its city, what lies
 * above a city by its cities.
 */
function compared(
  tree: OrgTree,
  unit: OrgUnitInYear,
): { whole: OrgUnitInYear; units: readonly OrgUnitInYear[] } {
  switch (unit.level) {
    case 'city':
    case 'county':
      return { whole: unit, units: tree.schools(unit.id) }
    case 'school':
    case 'class_provider': {
      const city = tree.lineage(unit.id).find((above) => above.level === 'city')
      if (!city) return { whole: unit, units: [unit] }
      const schools = tree.schools(city.id)
      return {
        whole: city,
        units: schools.some((school) => school.id === unit.id) ? schools : [...schools, unit],
      }
    }
    case 'nation':
    case 'province':
    case 'group':
      return { whole: unit, units: tree.subtree(unit.id).filter((below) => below.level === 'city') }
  }
}

function schoolIds(units: readonly OrgUnitInYear[]): number[] {
  return units.filter((unit) => unit.level === 'school').map((unit) => unit.id)
}

function isDefined(catalog: Catalog, id: string, year: ReportingYear): boolean {
  return (catalog.indicators.inForce(id, year) ?? catalog.elements.inForce(id, year)) !== undefined
}
