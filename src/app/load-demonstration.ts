import { runChecks } from '../checks/index.ts'
import type { Demonstration, UnitReturn } from '../demo/demonstration.ts'
import { inputKey } from '../kernel/index.ts'
import { acceptedYears, keepCatalog, withinScope, writeExplanation, writeOrgUnits } from '../store/index.ts'
import { acceptReturn } from './accept-return.ts'
import { type AppContext, wholeScope } from './context.ts'
import { loadWorld } from './world.ts'

export interface LoadProgress {
  readonly done: number
  readonly total: number
  readonly label: string
}

/** Whether the demonstration (or anything else) is there already. */
export async function isLoaded(app: AppContext, demonstration: Demonstration): Promise<boolean> {
  await app.units.refresh()
  const there = await acceptedYears(app.database.db)
  for (const { unit, year } of demonstration.index()) {
    const found = app.units.tree(year).resolve(unit)
    if (!found || !there.get(found.id)?.includes(year)) return false
  }
  return true
}

/**
 * Loads a demonstration: units, every return, then the written reasons. What an interrupted run left is completed;
 * a second run changes nothing.
 */
export async function loadDemonstration(
  app: AppContext,
  demonstration: Demonstration,
  progress: (step: LoadProgress) => void = () => undefined,
): Promise<void> {
  const { db } = app.database
  const index = demonstration.index()
  const years = [...new Set(index.map((entry) => entry.year))].sort()
  await keepCatalog(db, app.catalog.hash, app.rawCatalog, app.clock())
  await writeOrgUnits(db, demonstration.units, years)
  await app.units.refresh()
  const explained: Pick<UnitReturn, 'unit' | 'year' | 'explanations'>[] = []
  let done = 0
  for (const content of demonstration.returns()) {
    const unit = app.units.find(content.unit, content.year)
    progress({ done, total: index.length, label: `${unit.name} ${content.year}` })
    await acceptReturn(app, unit, content)
    if (content.explanations.length > 0)
      explained.push({ unit: content.unit, year: content.year, explanations: content.explanations })
    done += 1
  }
  for (const { unit, year, explanations } of explained) await explain(app, unit, year, explanations)
  progress({ done, total: index.length, label: '' })
}

/** Attaches reasons to the findings they speak of, under the inputs on which these rest. */
async function explain(
  app: AppContext,
  code: string,
  year: number,
  explanations: UnitReturn['explanations'],
): Promise<void> {
  const unit = app.units.find(code, year)
  const world = await loadWorld(app, { unitIds: [unit.id], years: [year] })
  const { findings } = runChecks(
    world,
    unit.id,
    year,
    new Set(explanations.map((explanation) => explanation.check)),
  )
  await withinScope(app.database.db, wholeScope(year, true), async (tx) => {
    for (const { check, text } of explanations) {
      const finding = findings.find((candidate) => candidate.code === check)
      if (finding)
        await writeExplanation(tx, unit.id, year, { check_code: check, input_key: inputKey(finding), text })
    }
  })
}
