import { type NotChecked, rowChecker, runChecks } from '../checks/index.ts'
import { type Finding, inputKey, type OrgUnitInYear, type ReportingYear } from '../kernel/index.ts'
import { readExplanations, readRows, withinScope } from '../store/index.ts'
import { type AppContext, programScope } from './context.ts'
import { type OrgRef, orgRef } from './explain.ts'
import { unitWithData } from './find.ts'
import { loadWorld } from './world.ts'

/** The checks of one unit's return: what was found, with the written reasons, and what could not be checked. */
export interface CheckedUnit {
  readonly org: OrgRef
  readonly year: ReportingYear
  readonly findings: readonly (Finding & { readonly explanation?: string })[]
  readonly notChecked: readonly NotChecked[]
  readonly passed: number
  readonly rows: number
}

/** Runs all checks over a unit and, where it is a city or county, over each of its schools. */
export async function checkUnits(
  app: AppContext,
  name: string | undefined,
  year: ReportingYear,
  progress: (done: number, total: number, label: string) => void = () => undefined,
): Promise<CheckedUnit[]> {
  await app.units.refresh()
  const tree = app.units.tree(year)
  const top = name === undefined ? undefined : await unitWithData(app, name, year)
  const units = top ? tree.subtree(top.id) : tree.units()
  const checked = units.filter((unit) => unit.level === 'school' || unit.level === 'city')
  const results: CheckedUnit[] = []
  for (const [index, unit] of checked.entries()) {
    progress(index, checked.length, unit.name)
    results.push(await checkUnit(app, unit, year))
  }
  progress(checked.length, checked.length, '')
  return results
}

async function checkUnit(app: AppContext, unit: OrgUnitInYear, year: ReportingYear): Promise<CheckedUnit> {
  const world = await loadWorld(app, { unitIds: [unit.id], years: [year] })
  const run = runChecks(world, unit.id, year)
  const findings: Finding[] = [...run.findings]
  let rows = 0
  const reasons = await withinScope(app.database.db, programScope(year), async (tx) => {
    for (const register of app.catalog.registers.all(year)) {
      const stored = await readRows(tx, unit.id, year, register.id)
      if (stored.length === 0) continue
      const checker = rowChecker(app.catalog, register, { orgUnit: String(unit.id), year })
      for (const row of stored)
        findings.push(...checker.check(app.secrets.openRow(register, row.data), String(row.rowNo)))
      rows += stored.length
    }
    return readExplanations(tx, unit.id, year)
  })
  const reasonOf = new Map(reasons.map((reason) => [reason.input_key, reason.text]))
  return {
    org: orgRef(unit),
    year,
    findings: findings.map((finding) => {
      const explanation = reasonOf.get(inputKey(finding))
      return explanation === undefined ? finding : { ...finding, explanation }
    }),
    notChecked: run.notChecked,
    passed: run.passed,
    rows,
  }
}
