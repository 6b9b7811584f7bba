import type { UnitReturn } from '../demo/demonstration.ts'
import { ReturnReducer } from '../indicators/index.ts'
import type { OrgUnitInYear } from '../kernel/index.ts'
import {
  contentHash,
  markAccepted,
  replaceEntries,
  replaceObservations,
  replaceRows,
  rowKey,
  withinScope,
} from '../store/index.ts'
import { type AppContext, wholeScope } from './context.ts'

/**
 * Takes one unit's whole return for a year as accepted: rows, typed values, observations and the sums above them,
 * in one transaction. Killed in between, nothing of it is there.
 */
export async function acceptReturn(app: AppContext, unit: OrgUnitInYear, content: UnitReturn): Promise<void> {
  const { catalog, secrets } = app
  const { year } = content
  await withinScope(app.database.db, wholeScope(year, true), async (tx) => {
    const reducer = new ReturnReducer(catalog, year)
    const lines: string[] = []
    for (const [id, rows] of content.rows) {
      const register = catalog.registers.inForce(id, year)
      if (!register)
        throw new Error(`the return names register ${id}, which the catalog does not have in ${year}`)
      reducer.handIn(id)
      for (const row of rows) {
        reducer.add(id, row)
        lines.push(`${id}|${rowKey(register, row)}|${JSON.stringify(row)}`)
      }
      await replaceRows(tx, secrets, unit.id, year, register, rows)
    }
    for (const entry of content.entered) reducer.enter(entry.element, entry.cell, entry.value)
    const entries = content.entered.map(({ element, cell, value }) => ({
      element,
      cell,
      state: value.state,
      value: value.state === 'known' ? value.value.toFixed() : null,
      reason: value.state === 'known' ? null : value.reason,
    }))
    await replaceEntries(tx, unit.id, year, entries)
    await replaceObservations(tx, unit, year, reducer.result())
    const hash = contentHash([...lines, ...entries.map((entry) => JSON.stringify(entry))])
    await markAccepted(tx, {
      unitId: unit.id,
      year,
      catalogHash: catalog.hash,
      contentHash: hash,
      at: app.clock(),
    })
  })
}
