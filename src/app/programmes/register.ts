import { offerMap } from '../../evaluation/index.ts'
import { type ReportingYear, ZERO } from '../../kernel/index.ts'
import { listApplications, listFilings } from '../../store/index.ts'
import type { Actor } from '../actor.ts'
import type { AppContext } from '../context.ts'
import { type OrgRef, orgRef } from '../explain.ts'
import { yearsOf } from '../find.ts'
import { perform } from '../perform.ts'
import { applicationRow } from './application-row.ts'
import { cityOf, figuresFor, isOffered, loadCity } from './city.ts'
import { filingView, named, programmeName, programmeView } from './shown.ts'
import type { CodeName, ProgrammeTimeline, ProgrammeView, TimelineEntry } from './views.ts'

/** The register of programmes of a school, or of every school of a city, with figures and filing. */
export async function programmesOf(
  app: AppContext,
  actor: Actor,
  org: string,
  year: ReportingYear,
): Promise<ProgrammeView[]> {
  await app.units.refresh()
  const unit = app.units.find(org, year)
  const city = await loadCity(app, cityOf(app, unit, year), year)
  const inside = new Set(
    app.units
      .tree(year)
      .subtree(unit.id)
      .map(({ id }) => id),
  )
  const own = city.programmes.filter(({ school }) => inside.has(school.id))
  const filings = await perform(app, actor, { action: 'programme.read', unit, year }, (tx) =>
    listFilings(tx, [...inside], year),
  )
  return own.map((programme) => {
    const filing = filings.find(
      (candidate) => candidate.org_unit_id === programme.school.id && candidate.programme === programme.code,
    )
    return programmeView(app, city, programme, figuresFor(app, city, programme), filing)
  })
}

/** One programme of a school through all years on file, with its applications. */
export async function timelineOf(
  app: AppContext,
  actor: Actor,
  org: string,
  year: ReportingYear,
  programme: string,
): Promise<ProgrammeTimeline> {
  await app.units.refresh()
  const unit = app.units.find(org, year)
  const { filings, applications } = await perform(
    app,
    actor,
    { action: 'programme.read', unit, year },
    async (tx) => ({
      filings: await listFilings(tx, [unit.id]),
      applications: await listApplications(tx, [unit.id]),
    }),
  )
  const years: TimelineEntry[] = []
  for (const own of await yearsOf(app, unit.id)) {
    const city = await loadCity(app, cityOf(app, unit, own), own)
    const at = city.programmes.find(
      (candidate) => candidate.school.id === unit.id && candidate.code === programme,
    )
    if (!at) continue
    const filing = filings.find((candidate) => candidate.year === own && candidate.programme === programme)
    const view = programmeView(app, city, at, figuresFor(app, city, at), filing)
    years.push({
      year: own,
      ...(view.status ? { status: view.status } : {}),
      ...(view.keyLevel ? { keyLevel: view.keyLevel } : {}),
      directions: view.directions,
      figures: view.figures,
      ...(filing ? { filing: filingView(filing) } : {}),
    })
  }
  return {
    org: orgRef(unit),
    programme: programmeName(app, programme),
    years,
    applications: applications
      .filter((application) => application.programme === programme)
      .flatMap((application) => applicationRow(app, application) ?? []),
  }
}

export interface OverlapView {
  readonly org: OrgRef
  readonly year: ReportingYear
  /** Programmes offered, and those of them that serve a leading industry; the share is one over the other. */
  readonly offered: number
  readonly serving: number
  readonly share?: string
  readonly industries: readonly { readonly industry: CodeName; readonly programmes: number }[]
  /** What serves none, school by school: the rows that the share can be counted again from. */
  readonly notServing: readonly { readonly org: OrgRef; readonly programme: CodeName }[]
}

/** The share of programmes that fit the leading industries, with the rows it is made of. Open to all. */
export async function industryOverlap(
  app: AppContext,
  org: string,
  year: ReportingYear,
): Promise<OverlapView> {
  await app.units.refresh()
  const unit = app.units.find(org, year)
  const city = await loadCity(app, cityOf(app, unit, year), year)
  const inside = new Set(
    app.units
      .tree(year)
      .subtree(unit.id)
      .map(({ id }) => id),
  )
  const offered = city.programmes.filter(
    (own) => inside.has(own.school.id) && own.row !== undefined && isOffered(own),
  )
  const industryOf = (own: (typeof offered)[number]) => String(own.row?.leading_industry ?? 'none')
  const serving = offered.filter((own) => industryOf(own) !== 'none')
  const byIndustry = Map.groupBy(serving, industryOf)
  return {
    org: orgRef(unit),
    year,
    offered: offered.length,
    serving: serving.length,
    ...(offered.length > 0 ? { share: ((serving.length / offered.length) * 100).toFixed(2) } : {}),
    industries: [...byIndustry]
      .map(([code, list]) => ({ industry: named(app, 'leading_industries', code), programmes: list.length }))
      .sort((a, b) => b.programmes - a.programmes),
    notServing: offered
      .filter((own) => industryOf(own) === 'none')
      .map((own) => ({ org: orgRef(own.school), programme: programmeName(app, own.code) })),
  }
}

export interface OfferMapView {
  readonly org: OrgRef
  readonly year: ReportingYear
  readonly counties: readonly {
    readonly org: OrgRef
    /** Where it stands on the schematic map; absent where the catalog has no place for it. */
    readonly tile?: { readonly column: number; readonly row: number }
    readonly schools: number
    readonly programmes: string
    readonly students: string
    readonly categories: readonly {
      readonly category: CodeName
      readonly programmes: string
      readonly students: string
    }[]
  }[]
  readonly categories: readonly CodeName[]
  readonly missing: readonly OrgRef[]
}

/** The offer of a city by county and category, for the map and its table. Open to all. */
export async function cityOffer(app: AppContext, org: string, year: ReportingYear): Promise<OfferMapView> {
  await app.units.refresh()
  const unit = cityOf(app, app.units.find(org, year), year)
  const { world } = await loadCity(app, unit, year)
  const offer = offerMap(world, unit.id, year)
  const tiles = app.catalog.codeLists.get('map_tiles')?.codes ?? []
  const tree = world.tree(year)
  return {
    org: orgRef(unit),
    year,
    counties: offer.counties.map((county) => {
      const cells = offer.cells.filter((cell) => cell.countyId === county.id)
      const tile = tiles.find((entry) => entry.code === county.code)?.attributes
      const schools = tree
        .schools(county.id)
        .filter(
          (school) =>
            county.id !== unit.id || !tree.lineage(school.id).some(({ level }) => level === 'county'),
        )
      return {
        org: orgRef(county),
        ...(tile ? { tile: { column: Number(tile.column), row: Number(tile.row) } } : {}),
        schools: schools.length,
        programmes: cells.reduce((sum, cell) => sum.plus(cell.programmes), ZERO).toFixed(),
        students: cells.reduce((sum, cell) => sum.plus(cell.students), ZERO).toFixed(),
        categories: cells.map((cell) => ({
          category: named(app, 'programme_categories', cell.category),
          programmes: cell.programmes.toFixed(),
          students: cell.students.toFixed(),
        })),
      }
    }),
    categories: offer.categories.map((code) => named(app, 'programme_categories', code)),
    missing: offer.missing.map(orgRef),
  }
}
