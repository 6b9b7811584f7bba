import { AppError, type ReportingYear } from '../../kernel/index.ts'
import {
  deleteSheetRows,
  insertSheetRows,
  putCells,
  readSheetRows,
  updateSheetRows,
  updateSubmission,
  type VersionHead,
} from '../../store/index.ts'
import { type Actor, signature } from '../actor.ts'
import type { AppContext } from '../context.ts'
import { watchAccepted } from '../improvement/watch.ts'
import { perform } from '../perform.ts'
import { readDraft } from './draft.ts'
import { type TypedCell, wantedCell } from './entry.ts'
import { type DeskFinding, findingsOf, keepSummary } from './findings.ts'
import { deedAt, returnAt, unitAt } from './place.ts'
import { checkedRow, readTypedRow, requireKey, type TypedRow, wholeRow } from './row-values.ts'
import { closeSheet, lockedSheet, registerAt } from './sheet.ts'
import { keepVersion, observe, requireReason } from './submissions.ts'

/** What an amendment changes in a return that is locked. */
export interface Amendment {
  /** Why, for everyone who later reads the version. */
  readonly reason: string
  readonly cells?: readonly (TypedCell & { readonly form: string })[] | undefined
  readonly rows?:
    | readonly {
        readonly register: string
        readonly added?: readonly TypedRow[] | undefined
        readonly changed?: readonly { readonly rowNo: number; readonly cells: TypedRow }[] | undefined
        readonly deleted?: readonly number[] | undefined
      }[]
    | undefined
}

/**
 * Amends a locked return: a new version with its reason, and at once the observations and sums that follow from it.
 * @throws AppError SUB-008 without a reason, SUB-010 not locked, SUB-012 it would leave errors, SUB-011 changes nothing
 */
export async function amend(
  app: AppContext,
  actor: Actor,
  org: string,
  year: ReportingYear,
  amendment: Amendment,
): Promise<VersionHead> {
  requireReason(amendment.reason)
  const unit = await unitAt(app, org, year)
  const cells = (amendment.cells ?? []).map((cell, index) => wantedCell(app, year, cell.form, cell, index))
  const sheets = amendment.rows ?? []
  if (cells.length === 0 && sheets.length === 0)
    throw new AppError('SUB-011', {}, { kind: 'usage', path: ['cells'] })
  const amended = await perform(
    app,
    actor,
    deedAt('submission.amend', unit, year),
    async (tx, { scope }) => {
      const at = await returnAt(app, tx, unit, year, 'update')
      if (at.submission.state !== 'locked')
        throw new AppError('SUB-010', { state: at.submission.state }, { kind: 'conflict' })
      const change = { signature: signature(actor), at: app.clock() }
      await putCells(tx, unit.id, year, cells, change)
      for (const { register: id, added = [], changed = [], deleted = [] } of sheets) {
        const register = registerAt(app, id, year)
        const form = at.asked.registers.get(id)?.form
        if (form === undefined)
          throw new AppError('RND-002', { register: register.name.zh }, { kind: 'refused' })
        const open = await lockedSheet(app, tx, actor, unit, year, register, form)
        const first = open.sheet.next_row
        const fresh = added.map((typed, index) => {
          const row = wholeRow(register, readTypedRow(register, typed))
          requireKey(register, row)
          return checkedRow(register, open.checker, first + index, row)
        })
        const present = await readSheetRows(
          tx,
          open.place,
          changed.map((each) => each.rowNo),
        )
        const updates = changed.map(({ rowNo, cells: typed }) => {
          const now = present.find((row) => row.rowNo === rowNo)
          if (!now) throw new AppError('REG-007', { row: rowNo }, { kind: 'not_found' })
          const before = wholeRow(register, app.secrets.openRow(register, now.data))
          return checkedRow(register, open.checker, rowNo, { ...before, ...readTypedRow(register, typed) })
        })
        await deleteSheetRows(tx, open.place, deleted, change)
        await updateSheetRows(tx, app.secrets, open.place, updates, change)
        await insertSheetRows(tx, app.secrets, open.place, fresh, change)
        await closeSheet(app, tx, actor, open, 'begun', first + fresh.length)
      }
      const draft = await readDraft(tx, at)
      const { findings, summary } = await findingsOf(app, tx, scope, draft)
      requireNoErrors(findings)
      const head = await keepVersion(app, tx, scope, actor, draft, 'amendment', amendment.reason)
      await updateSubmission(tx, unit.id, year, {
        version: head.version,
        changed_by: change.signature,
        changed_at: change.at,
        note: amendment.reason,
      })
      await observe(app, tx, scope, at, head.content, head.sha256)
      await keepSummary(app, tx, scope, draft, summary)
      return head
    },
    (head) => ({
      reason: amendment.reason,
      version: head.version,
      cells: cells.map(({ element, cell, value, reason }) => ({ element, cell, to: value ?? reason })),
      registers: sheets.map((sheet) => sheet.register),
    }),
  )
  await watchAccepted(app, unit.id, year)
  return amended
}

/** So many errors are named where an amendment is refused. */
const NAMED = 3

/** What would be wrong is taken back with the amendment and stands nowhere else: it is named with the refusal. */
function requireNoErrors(findings: readonly DeskFinding[]): void {
  const errors = findings.filter(({ severity }) => severity === 'error')
  if (errors.length === 0) return
  const named = errors.slice(0, NAMED)
  const params = {
    count: errors.length,
    zh: named.map(({ code, message }) => `${message.zh}（${code}）`).join(''),
    en: named.map(({ code, message }) => `${message.en} (${code})`).join(' '),
  }
  throw new AppError('SUB-012', params, { kind: 'refused' })
}
