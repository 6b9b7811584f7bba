import { isInForce, type OrgLevel, type OrgUnit, type ReportingYear } from '../kernel/index.ts'
import { acceptedYears } from '../store/index.ts'
import type { AppContext } from './context.ts'
import { unitAt } from './desk/place.ts'
import { unitWithData } from './find.ts'

/** A unit in the list of all, in the order of the tree. */
export interface ListedUnit {
  readonly id: number
  readonly code: string
  readonly name: string
  readonly nameEn: string
  readonly level: OrgLevel
  readonly depth: number
  readonly parent: string | undefined
  readonly attributes: Readonly<Record<string, string>>
  /** Years of which there is data, oldest first. */
  readonly years: readonly ReportingYear[]
  /** Those of them for which every school below has handed in: sums of the others are sums of a part. */
  readonly wholeYears: readonly ReportingYear[]
}

/** All units of a year (the latest with data where none is given), each under its parent. */
export async function listUnits(app: AppContext, wanted?: ReportingYear): Promise<ListedUnit[]> {
  await app.units.refresh()
  const years = await acceptedYears(app.database.db)
  const year = wanted ?? Math.max(0, ...[...years.values()].flat())
  const tree = app.units.tree(year)
  const root = app.units.root(year)
  if (!root) return []
  const listed: ListedUnit[] = []
  const visit = (id: number, depth: number): void => {
    const unit = tree.unit(id)
    if (!unit) return
    listed.push({
      id: unit.id,
      code: unit.code,
      name: unit.name,
      nameEn: unit.nameEn,
      level: unit.level,
      depth,
      parent: unit.parentId === undefined ? undefined : tree.unit(unit.parentId)?.code,
      attributes: unit.attributes,
      years: years.get(unit.id) ?? [],
      wholeYears: (years.get(unit.id) ?? []).filter((one) => isWhole(app, years, unit.id, one)),
    })
    for (const child of tree.children(id)) visit(child.id, depth + 1)
  }
  visit(root.id, 0)
  return listed
}

function isWhole(
  app: AppContext,
  years: ReadonlyMap<number, readonly ReportingYear[]>,
  unitId: number,
  year: ReportingYear,
): boolean {
  return app.units
    .tree(year)
    .schools(unitId)
    .every((school) => years.get(school.id)?.includes(year) ?? false)
}

export interface ShownUnit extends ListedUnit {
  readonly aliases: readonly string[]
  readonly lineage: readonly { readonly code: string; readonly name: string; readonly level: OrgLevel }[]
  readonly versions: OrgUnit['versions']
}

/** One unit with its names, its place and its history. */
export async function showUnit(app: AppContext, name: string, wanted?: ReportingYear): Promise<ShownUnit> {
  await app.units.refresh()
  const years = await acceptedYears(app.database.db)
  const year = wanted ?? Math.max(0, ...[...years.values()].flat())
  const unit = wanted === undefined ? app.units.find(name, year) : await unitWithData(app, name, wanted)
  const tree = app.units.tree(year)
  const listed = (await listUnits(app, year)).find((candidate) => candidate.id === unit.id)
  const whole = app.units.all().find((candidate) => candidate.id === unit.id)
  if (!listed || !whole) throw new Error(`unit ${unit.id} is in the tree and not in the list`)
  return {
    ...listed,
    aliases: whole.aliases,
    lineage: tree
      .lineage(unit.id)
      .slice(1)
      .map(({ code, name: parent, level }) => ({ code, name: parent, level })),
    versions: whole.versions,
  }
}

/** What a unit was called and where it stood, from span to span of years. */
export interface UnitHistory {
  readonly code: string
  readonly level: OrgLevel
  readonly aliases: readonly string[]
  /** Oldest first; open at an end where the year is left out. */
  readonly spans: readonly {
    readonly from?: ReportingYear
    readonly to?: ReportingYear
    readonly name: string
    readonly nameEn: string
    /** Name of the parent in that span. */
    readonly parent?: string
    readonly status: 'open' | 'closed'
  }[]
}

/**
 * The history of a unit that is there in a year.
 * @throws AppError ORG-001, ORG-003
 */
export async function unitHistory(app: AppContext, name: string, year: ReportingYear): Promise<UnitHistory> {
  const { id, code, level, aliases } = await unitAt(app, name, year)
  const units = app.units.all()
  const versions = units.find((unit) => unit.id === id)?.versions ?? []
  return {
    code,
    level,
    aliases,
    spans: versions.map(({ inForce, parentId, attributes: _, ...version }) => {
      const parent = units.find((unit) => unit.id === parentId)
      const then = inForce.from ?? inForce.to ?? year
      const called =
        parent?.versions.find((candidate) => isInForce(candidate.inForce, then)) ?? parent?.versions.at(-1)
      return {
        // The year 0 stands for no beginning.
        ...(inForce.from ? { from: inForce.from } : {}),
        ...(inForce.to === undefined ? {} : { to: inForce.to }),
        ...version,
        ...(called ? { parent: called.name } : {}),
      }
    }),
  }
}
