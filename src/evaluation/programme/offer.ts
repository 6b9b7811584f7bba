import type { World } from '../../indicators/index.ts'
import { cellParts } from '../../indicators/index.ts'
import { type Decimal, isKnown, type OrgUnitInYear, type ReportingYear, ZERO } from '../../kernel/index.ts'

/** How many programmes of a category a county's schools offer, and how many students are in them. */
export interface OfferCell {
  readonly countyId: number
  readonly category: string
  readonly programmes: Decimal
  readonly students: Decimal
}

export interface OfferMap {
  readonly counties: readonly OrgUnitInYear[]
  readonly categories: readonly string[]
  readonly cells: readonly OfferCell[]
  /** Schools whose data are not accepted and which are therefore not in the cells. */
  readonly missing: readonly OrgUnitInYear[]
}

/**
 * The offer of a city by county and category. Schools directly under the city stand for the city's own seat and
 * are listed under the city's id.
 */
export function offerMap(world: World, cityId: number, year: ReportingYear): OfferMap {
  const tree = world.tree(year)
  const cells = new Map<
    string,
    { countyId: number; category: string; programmes: Decimal; students: Decimal }
  >()
  const missing: OrgUnitInYear[] = []
  const places = new Set<number>()
  for (const school of tree.schools(cityId)) {
    const place = tree.lineage(school.id).find((unit) => unit.level === 'county')?.id ?? cityId
    places.add(place)
    if (!isKnown(world.values.element(school.id, year, 'programmes_offered', '').observed)) {
      missing.push(school)
      continue
    }
    const cellOf = (category: string) => {
      const key = `${place}|${category}`
      const cell = cells.get(key) ?? { countyId: place, category, programmes: ZERO, students: ZERO }
      cells.set(key, cell)
      return cell
    }
    for (const [key, { observed }] of world.values.cells(school.id, year, 'programmes_offered')) {
      const [part] = cellParts(key)
      if (part?.dimension !== 'category' || !isKnown(observed) || observed.value.isZero()) continue
      const cell = cellOf(part.code)
      cell.programmes = cell.programmes.plus(observed.value)
    }
    for (const [key, { observed }] of world.values.cells(school.id, year, 'enrolment_full_time')) {
      const [part] = cellParts(key)
      if (part?.dimension !== 'programme' || !isKnown(observed) || observed.value.isZero()) continue
      const cell = cellOf(categoryOf(world, part.code))
      cell.students = cell.students.plus(observed.value)
    }
  }
  const list = [...cells.values()]
  return {
    counties: [...places].flatMap((id) => tree.unit(id) ?? []),
    categories: [...new Set(list.map((cell) => cell.category))].sort(),
    cells: list,
    missing,
  }
}

/** The category of a programme: its parent in the catalogue. */
export function categoryOf(world: Pick<World, 'catalog'>, programme: string): string {
  const code = world.catalog.codeLists.get('programmes')?.codes.find((entry) => entry.code === programme)
  return code?.parent ?? programme.slice(0, 2)
}
