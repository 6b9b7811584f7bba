import type { Register } from '../../catalog/index.ts'
import { type RowChecker, rowChecker } from '../../checks/index.ts'
import { ReturnReducer } from '../../indicators/index.ts'
import { AppError, isKnown, type OrgUnitInYear, type ReportingYear } from '../../kernel/index.ts'
import {
  eachSheetRow,
  lockSheet,
  noteEffort,
  replaceCounted,
  rewriteFindings,
  type SheetPlace,
  type StoredSheet,
  settleSheet,
  type Tx,
} from '../../store/index.ts'
import { type Actor, signature } from '../actor.ts'
import type { AppContext } from '../context.ts'
import { requireOpen } from './entry.ts'
import { returnAt } from './place.ts'
import { checkedRow } from './row-values.ts'

/** A register that is open for changing: locked until the transaction ends. */
export interface OpenSheet {
  readonly place: SheetPlace
  readonly form: string
  readonly sheet: StoredSheet
  readonly checker: RowChecker
  readonly change: { readonly signature: string; readonly at: Date }
}

/** @throws AppError REG-001 where the catalog has no such register in the year */
export function registerAt(app: AppContext, id: string, year: ReportingYear): Register {
  const register = app.catalog.registers.inForce(id, year)
  if (!register) throw new AppError('REG-001', { register: id, year }, { kind: 'not_found' })
  return register
}

/**
 * Opens a register of a unit's draft for changing.
 * @throws AppError ENT-001 the return is not open, REG-001 no such register, RND-002 the round does not ask for it
 */
export async function openSheet(
  app: AppContext,
  tx: Tx,
  actor: Actor,
  unit: OrgUnitInYear,
  year: ReportingYear,
  register: Register,
): Promise<OpenSheet> {
  const at = await returnAt(app, tx, unit, year, 'share')
  requireOpen(at)
  const asked = at.asked.registers.get(register.id)
  if (!asked) throw new AppError('RND-002', { register: register.name.zh }, { kind: 'refused' })
  return lockedSheet(app, tx, actor, unit, year, register, asked.form)
}

export async function lockedSheet(
  app: AppContext,
  tx: Tx,
  actor: Actor,
  unit: OrgUnitInYear,
  year: ReportingYear,
  register: Register,
  form: string,
): Promise<OpenSheet> {
  const place = { unitId: unit.id, year, register }
  const change = { signature: signature(actor), at: app.clock() }
  const sheet = await lockSheet(tx, place, app.catalog.hash, change)
  const checker = rowChecker(app.catalog, register, { orgUnit: String(unit.id), year })
  return { place, form, sheet, checker, change }
}

/** Counts a changed register anew and closes it: its values are there for the checks, its revision has gone up. */
export async function closeSheet(
  app: AppContext,
  tx: Tx,
  actor: Actor,
  open: OpenSheet,
  state: 'begun' | 'none',
  nextRow: number,
): Promise<StoredSheet> {
  const { place, form, change } = open
  await recount(app, tx, place, state)
  await noteEffort(tx, {
    unitId: place.unitId,
    year: place.year,
    form,
    account: actor.id,
    at: change.at,
  })
  return settleSheet(tx, place, { ...change, state, nextRow, checkedWith: app.catalog.hash })
}

/** Values of elements from a register's rows; what was declared empty counts 0. */
async function recount(app: AppContext, tx: Tx, place: SheetPlace, state: 'begun' | 'none'): Promise<void> {
  const reducer = new ReturnReducer(app.catalog, place.year)
  let hasRows = false
  for await (const rows of eachSheetRow(tx, place)) {
    hasRows = true
    for (const row of rows) reducer.add(place.register.id, row.data)
  }
  if (state === 'none') reducer.handIn(place.register.id)
  // Nothing typed and nothing declared is not a count of nothing.
  const counted = hasRows || state === 'none' ? reducer.counted() : []
  await replaceCounted(
    tx,
    place.unitId,
    place.year,
    place.register.id,
    counted.map(({ element, cell, observed }) => ({
      element,
      cell,
      state: observed.state,
      value: isKnown(observed) ? observed.value.toFixed() : null,
    })),
  )
}

/** Checks all rows anew where the catalog's rules have changed since they were checked. */
export async function refreshFindings(app: AppContext, tx: Tx, actor: Actor, open: OpenSheet): Promise<void> {
  const { place, checker, sheet } = open
  if (sheet.checked_with === app.catalog.hash) return
  for await (const rows of eachSheetRow(tx, place)) {
    const checked = rows.map((row) =>
      checkedRow(place.register, checker, row.rowNo, app.secrets.openRow(place.register, row.data)),
    )
    await rewriteFindings(tx, place, checked)
  }
  await closeSheet(app, tx, actor, open, sheet.state, sheet.next_row)
}
