import { AppError, isReportingYear, type OrgUnitInYear, type ReportingYear } from '../kernel/index.ts'
import { acceptedYears } from '../store/index.ts'
import type { AppContext } from './context.ts'

/**
 * A unit by code or name, with the certainty that it has data for the year.
 * @throws AppError ORG-001 unknown unit, ORG-002 no data for the year (naming the years that have some)
 */
export async function unitWithData(
  app: AppContext,
  name: string,
  year: ReportingYear,
): Promise<OrgUnitInYear> {
  await app.units.refresh()
  if (!isReportingYear(year)) throw new AppError('ORG-003', { year }, { kind: 'usage' })
  const years = await acceptedYears(app.database.db)
  const unit = app.units.tree(year).resolve(name) ?? anyYear(app, name, years)
  if (!unit) throw new AppError('ORG-001', { name }, { kind: 'not_found' })
  const held = years.get(unit.id) ?? []
  if (!held.includes(year) || !app.units.tree(year).unit(unit.id)) {
    throw new AppError(
      'ORG-002',
      { name: unit.name, year, years: held.join('、') || '—' },
      { kind: 'not_found' },
    )
  }
  return unit
}

/** A unit that exists only in other years (a closed school) is known by its name all the same. */
function anyYear(
  app: AppContext,
  name: string,
  years: ReadonlyMap<number, readonly ReportingYear[]>,
): OrgUnitInYear | undefined {
  const known = new Set([...years.values()].flat())
  for (const year of known) {
    const unit = app.units.tree(year).resolve(name)
    if (unit) return unit
  }
  return undefined
}

/** The years of which a unit has data, oldest first. */
export async function yearsOf(app: AppContext, unitId: number): Promise<readonly ReportingYear[]> {
  return (await acceptedYears(app.database.db)).get(unitId) ?? []
}
