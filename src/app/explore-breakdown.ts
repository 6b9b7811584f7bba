import { type Catalog, type CodeList, codeName, type DataElement } from '../catalog/index.ts'
import { cellParts, type Held, type World } from '../indicators/index.ts'
import {
  AppError,
  type Bilingual,
  type Decimal,
  HUNDRED,
  isKnown,
  printed,
  type ReportingYear,
  ZERO,
} from '../kernel/index.ts'
import type { AppContext } from './context.ts'
import { type OrgRef, orgRef } from './explain.ts'
import { type Quantity, quantityOf } from './explore-definitions.ts'
import { unitWithData } from './find.ts'
import { loadWorld } from './world.ts'

/** An element of one unit and year by its groupings: by destination, by sex, by grade … */
export interface Breakdown {
  readonly org: OrgRef
  readonly year: ReportingYear
  readonly quantity: Quantity
  readonly groupings: readonly Grouping[]
}

export interface Grouping {
  readonly dimension: string
  readonly name: Bilingual
  /** In the order of the code list; codes that do not occur are left out. */
  readonly parts: readonly Part[]
}

export interface Part {
  readonly code: string
  readonly name: Bilingual
  readonly value: string
  readonly printed: string
  /** Per cent of all parts together, two decimals. */
  readonly share: string
}

/**
 * The groupings of an element by closed code lists. Groupings by member (one cell per enterprise) name the members
 * and are not shown to the public.
 */
export async function breakdownOf(
  app: AppContext,
  name: string,
  year: ReportingYear,
  id: string,
): Promise<Breakdown> {
  const unit = await unitWithData(app, name, year)
  const element = app.catalog.elements.inForce(id, year)
  if (!element) throw new AppError('IND-001', { id, year }, { kind: 'not_found' })
  const world = await loadWorld(app, { unitIds: [unit.id], years: [year], elements: [id] })
  return {
    org: orgRef(unit),
    year,
    quantity: quantityOf(app.catalog, id, year),
    groupings: groupingsOf(app.catalog, world, unit.id, year, element),
  }
}

export function groupingsOf(
  catalog: Catalog,
  world: World,
  unitId: number,
  year: ReportingYear,
  element: DataElement,
): Grouping[] {
  const cells = world.values.cells(unitId, year, element.id)
  return element.breakdowns.flatMap(({ dimension, codelist }) => {
    const list = codelist === undefined ? undefined : catalog.codeLists.get(codelist)
    const parts = list ? partsOf(catalog, element, dimension, list, cells) : []
    return list && parts.length > 0 ? [{ dimension, name: list.name, parts }] : []
  })
}

function partsOf(
  catalog: Catalog,
  element: DataElement,
  dimension: string,
  list: CodeList,
  cells: ReadonlyMap<string, Held>,
): Part[] {
  const known = new Map<string, Decimal>()
  for (const [cell, { observed }] of cells) {
    const [part, ...others] = cellParts(cell)
    if (part?.dimension === dimension && others.length === 0 && isKnown(observed))
      known.set(part.code, observed.value)
  }
  const total = [...known.values()].reduce((sum, value) => sum.plus(value), ZERO)
  if (total.isZero()) return []
  return list.codes.flatMap(({ code }) => {
    const value = known.get(code)
    if (!value || value.isZero()) return []
    return [
      {
        code,
        name: codeName(catalog, list.id, code),
        value: value.toFixed(),
        printed: printed(value, element.decimals),
        share: printed(value.div(total).times(HUNDRED), 2),
      },
    ]
  })
}
