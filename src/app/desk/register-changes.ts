import type { Register } from '../../catalog/index.ts'
import type { Row } from '../../formula/index.ts'
import { AppError, type OrgUnitInYear, type ReportingYear } from '../../kernel/index.ts'
import {
  type CheckedRow,
  deleteSheetRows,
  eachSheetRow,
  findingsOfRows,
  insertSheetRows,
  isDuplicate,
  matchingRowNumbers,
  readSheetRows,
  rowHistory,
  rowKey,
  type SheetRow,
  type StoredSheet,
  type Tx,
  updateSheetRows,
} from '../../store/index.ts'
import type { Actor } from '../actor.ts'
import type { AppContext } from '../context.ts'
import { perform } from '../perform.ts'
import { deedAt, unitAt } from './place.ts'
import { type RowsRequest, rowQuery, type ShownRow, shownRow } from './registers.ts'
import { checkedRow, readTypedRow, requireKey, type TypedRow, wholeRow } from './row-values.ts'
import { closeSheet, type OpenSheet, openSheet, refreshFindings, registerAt } from './sheet.ts'

/** What became of rows that were changed: as they are now, and those that another changed meanwhile. */
export interface ChangedRows {
  readonly sheet: StoredSheet
  readonly rows: readonly ShownRow[]
  readonly conflicts: readonly ShownRow[]
}

interface RegisterPlace {
  readonly org: string
  readonly year: ReportingYear
  readonly register: string
}

/** What was done to an open register, and how it is to be closed. */
interface Worked<T> {
  readonly value: T
  /** The number of the next new row, where rows were added. */
  readonly nextRow?: number
  readonly state?: 'begun' | 'none'
}

/** Opens the register, does the work, counts anew and leaves the trail: the frame of every change of rows. */
async function changing<T extends object>(
  app: AppContext,
  actor: Actor,
  { org, year, register: id }: RegisterPlace,
  object: string,
  work: (tx: Tx, open: OpenSheet) => Promise<Worked<T>>,
  details: (result: T) => unknown,
): Promise<T & { sheet: StoredSheet }> {
  const unit: OrgUnitInYear = await unitAt(app, org, year)
  const register = registerAt(app, id, year)
  try {
    return await perform(
      app,
      actor,
      deedAt('register.change', unit, year, { object: `${id}${object}`, areas: [id] }),
      async (tx) => {
        const open = await openSheet(app, tx, actor, unit, year, register)
        await refreshFindings(app, tx, actor, open)
        const result = await work(tx, open)
        const sheet = await closeSheet(
          app,
          tx,
          actor,
          open,
          result.state ?? 'begun',
          result.nextRow ?? open.sheet.next_row,
        )
        return { ...result.value, sheet }
      },
      details,
    )
  } catch (error) {
    throw isDuplicate(error) ? duplicateKey(register) : error
  }
}

async function shown(
  app: AppContext,
  tx: Tx,
  { place }: OpenSheet,
  rowNumbers: readonly number[],
): Promise<ShownRow[]> {
  const rows = await readSheetRows(tx, place, rowNumbers)
  const findings = Map.groupBy(await findingsOfRows(tx, place, rowNumbers), (finding) => finding.rowNo)
  return rows.map((row) => shownRow(app, place.register, row, findings.get(row.rowNo) ?? []))
}

/**
 * Adds rows at the end.
 * @throws AppError REG-003 the key is there already, REG-004 the key is not filled
 */
export async function addRows(
  app: AppContext,
  actor: Actor,
  place: RegisterPlace,
  typed: readonly TypedRow[],
): Promise<ChangedRows> {
  const { sheet, rows } = await changing(
    app,
    actor,
    place,
    '',
    async (tx, open) => {
      const { register } = open.place
      const first = open.sheet.next_row
      const added = typed.map((each, index) => {
        const row = wholeRow(register, readTypedRow(register, each))
        requireKey(register, row)
        return checkedRow(register, open.checker, first + index, row)
      })
      await insertSheetRows(tx, app.secrets, open.place, added, open.change)
      const numbers = added.map((row) => row.rowNo)
      return { value: { rows: await shown(app, tx, open, numbers) }, nextRow: first + added.length }
    },
    (result) => ({ added: result.rows.map((row) => row.rowNo) }),
  )
  return { sheet, rows, conflicts: [] }
}

/** A change of one row, under the revision that was on the screen. */
export interface RowChange {
  readonly rowNo: number
  readonly revision: number
  readonly cells: TypedRow
}

/** Changes rows, each under the revision that was seen; what another changed meanwhile comes back as it is. */
export async function changeRows(
  app: AppContext,
  actor: Actor,
  place: RegisterPlace,
  changes: readonly RowChange[],
): Promise<ChangedRows> {
  return changing(
    app,
    actor,
    place,
    changes.length === 1 ? `#${changes[0]?.rowNo}` : '',
    async (tx, open) => {
      const { register } = open.place
      const present = await presentRows(
        tx,
        open,
        changes.map((change) => change.rowNo),
      )
      const conflicts: number[] = []
      const updates: CheckedRow[] = []
      for (const change of changes) {
        const now = present.get(change.rowNo)
        if (!now) throw new AppError('REG-007', { row: change.rowNo }, { kind: 'not_found' })
        if (now.revision !== change.revision) conflicts.push(change.rowNo)
        else updates.push(updatedRow(app, open, now, change.cells))
      }
      for (const update of updates) requireKey(register, update.row)
      await updateSheetRows(tx, app.secrets, open.place, updates, open.change)
      const changed = updates.map((update) => update.rowNo)
      const rows = await shown(app, tx, open, changed)
      return { value: { rows, conflicts: await shown(app, tx, open, conflicts) } }
    },
    (result) => ({
      changed: result.rows.map((row) => row.rowNo),
      fields: [...new Set(changes.flatMap((change) => Object.keys(change.cells)))],
      conflicts: result.conflicts.map((row) => row.rowNo),
    }),
  )
}

function updatedRow(app: AppContext, open: OpenSheet, now: SheetRow, cells: TypedRow): CheckedRow {
  const { register } = open.place
  const before = app.secrets.openRow(register, now.data)
  const row = { ...wholeRow(register, before), ...readTypedRow(register, cells) }
  return checkedRow(register, open.checker, now.rowNo, row)
}

async function presentRows(
  tx: Tx,
  open: OpenSheet,
  rowNumbers: readonly number[],
): Promise<Map<number, SheetRow>> {
  const rows = await readSheetRows(tx, open.place, rowNumbers)
  return new Map(rows.map((row) => [row.rowNo, row]))
}

/** Which rows a change of many is meant for: those named, or all that a request finds. */
export type RowChoice =
  | { readonly rows: readonly number[] }
  | { readonly matching: Pick<RowsRequest, 'filters' | 'search' | 'findings'> }

async function chosen(app: AppContext, tx: Tx, open: OpenSheet, choice: RowChoice): Promise<number[]> {
  if ('rows' in choice) return [...choice.rows]
  return matchingRowNumbers(tx, open.place, rowQuery(app, open.place.register, choice.matching))
}

export interface ManyChanged {
  readonly sheet: StoredSheet
  readonly count: number
}

/** Puts the same contents into fields of many rows. Key fields are changed row by row. */
export async function changeManyRows(
  app: AppContext,
  actor: Actor,
  place: RegisterPlace,
  choice: RowChoice,
  cells: TypedRow,
): Promise<ManyChanged> {
  return changing(
    app,
    actor,
    place,
    '',
    async (tx, open) => {
      const { register } = open.place
      const inKey = Object.keys(cells).find((field) => register.key.includes(field))
      if (inKey !== undefined) throw new AppError('REG-008', { field: inKey }, { kind: 'refused' })
      const numbers = await chosen(app, tx, open, choice)
      const rows = await readSheetRows(tx, open.place, numbers)
      const updates = rows.map((row) => updatedRow(app, open, row, cells))
      await updateSheetRows(tx, app.secrets, open.place, updates, open.change)
      return { value: { count: updates.length } }
    },
    (result) => ({ count: result.count, fields: Object.keys(cells) }),
  )
}

/** Takes rows away; they can be brought back. */
export async function deleteRows(
  app: AppContext,
  actor: Actor,
  place: RegisterPlace,
  choice: RowChoice,
): Promise<ManyChanged> {
  return changing(
    app,
    actor,
    place,
    '',
    async (tx, open) => {
      const numbers = await chosen(app, tx, open, choice)
      return { value: { count: await deleteSheetRows(tx, open.place, numbers, open.change), numbers } }
    },
    (result) => ({ deleted: result.numbers.slice(0, 100), count: result.count }),
  )
}

/**
 * Brings a row back that was taken away, as it was.
 * @throws AppError REG-007 it is not among those taken away
 */
export async function restoreRow(
  app: AppContext,
  actor: Actor,
  place: RegisterPlace,
  rowNo: number,
): Promise<ChangedRows> {
  const { sheet, rows } = await changing(
    app,
    actor,
    place,
    `#${rowNo}`,
    async (tx, open) => {
      const { register } = open.place
      const [last] = await rowHistory(tx, open.place, rowNo)
      const isThere = (await readSheetRows(tx, open.place, [rowNo])).length > 0
      if (!last || isThere) throw new AppError('REG-007', { row: rowNo }, { kind: 'not_found' })
      // Under a number of its own: the old number's past ends with its deletion.
      const row = wholeRow(register, app.secrets.openRow(register, last.data))
      const fresh = checkedRow(register, open.checker, open.sheet.next_row, row)
      await insertSheetRows(tx, app.secrets, open.place, [fresh], open.change)
      return { value: { rows: await shown(app, tx, open, [fresh.rowNo]) }, nextRow: fresh.rowNo + 1 }
    },
    (result) => ({ restored: rowNo, as: result.rows.map((row) => row.rowNo) }),
  )
  return { sheet, rows, conflicts: [] }
}

/**
 * Says that there is nothing to report in a register this year, or takes that back.
 * @throws AppError REG-009 it has rows
 */
export async function declareEmpty(
  app: AppContext,
  actor: Actor,
  place: RegisterPlace,
  isEmpty: boolean,
): Promise<StoredSheet> {
  const { sheet } = await changing(
    app,
    actor,
    place,
    '',
    async (_tx, open) => {
      if (isEmpty && open.sheet.rows > 0) {
        throw new AppError('REG-009', { rows: open.sheet.rows }, { kind: 'refused' })
      }
      return { value: {}, state: isEmpty ? 'none' : 'begun' }
    },
    () => ({ isEmpty }),
  )
  return sheet
}

/** What a whole register that is sent again would change, or did. */
export interface Replacement {
  readonly sheet: StoredSheet
  readonly added: number
  readonly changed: number
  readonly removed: number
  readonly unchanged: number
}

/**
 * Makes these the rows of a register: known by their keys, those that are the same stay untouched with their history,
 * the others are changed, added or taken away. All or nothing.
 */
export async function replaceRegister(
  app: AppContext,
  actor: Actor,
  place: RegisterPlace,
  typed: readonly TypedRow[],
): Promise<Replacement> {
  return changing(
    app,
    actor,
    place,
    '',
    async (tx, open) => {
      const rows = typed.map((each) => readTypedRow(open.place.register, each))
      const { nextRow, ...value } = await mergeRows(app, tx, open, rows)
      return { value, nextRow }
    },
    ({ added, changed, removed, unchanged }) => ({ added, changed, removed, unchanged }),
  )
}

/** The same within a transaction that is under way: for imports, which bring typed rows of many registers at once. */
export async function mergeRows(
  app: AppContext,
  tx: Tx,
  open: OpenSheet,
  rows: readonly Row[],
): Promise<{ added: number; changed: number; removed: number; unchanged: number; nextRow: number }> {
  const { register } = open.place
  const wanted = new Map<string, Row>()
  for (const each of rows) {
    const row = wholeRow(register, each)
    requireKey(register, row)
    const key = rowKey(register, row)
    if (wanted.has(key)) throw duplicateKey(register)
    wanted.set(key, row)
  }
  const changed: CheckedRow[] = []
  const gone: number[] = []
  let unchanged = 0
  for await (const batch of eachSheetRow(tx, open.place)) {
    for (const now of batch) {
      const row = wanted.get(now.rowKey)
      if (!row) gone.push(now.rowNo)
      else if (sameRow(wholeRow(register, app.secrets.openRow(register, now.data)), row)) unchanged += 1
      else changed.push(checkedRow(register, open.checker, now.rowNo, row))
      wanted.delete(now.rowKey)
    }
  }
  const first = open.sheet.next_row
  const added = [...wanted.values()].map((row, index) =>
    checkedRow(register, open.checker, first + index, row),
  )
  await deleteSheetRows(tx, open.place, gone, open.change)
  await updateSheetRows(tx, app.secrets, open.place, changed, open.change)
  await insertSheetRows(tx, app.secrets, open.place, added, open.change)
  return {
    added: added.length,
    changed: changed.length,
    removed: gone.length,
    unchanged,
    nextRow: first + added.length,
  }
}

function duplicateKey(register: Register): AppError {
  const names = register.key.map((key) => register.fields.find((field) => field.id === key)?.name.zh ?? key)
  return new AppError('REG-003', { fields: names.join('、') }, { kind: 'conflict' })
}

function sameRow(a: Row, b: Row): boolean {
  return Object.keys(a).every((field) => a[field] === b[field])
}
