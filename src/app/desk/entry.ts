import type { DraftBundle } from '../../checks/index.ts'
import { AppError, type ObservedState, parseDecimal, type ReportingYear } from '../../kernel/index.ts'
import {
  type CellSave,
  type DraftCell,
  keepExplanation,
  readCells,
  remarksOf,
  type StoredRemark,
  type StoredSheet,
  saveTogether,
  withinScope,
} from '../../store/index.ts'
import { type Actor, signature } from '../actor.ts'
import type { AppContext } from '../context.ts'
import { mayDo, perform, performOwnTrail } from '../perform.ts'
import { bundleOf, readDraft } from './draft.ts'
import { type DeskFindings, findingsOf, keepSummary } from './findings.ts'
import { cellsOf } from './forms.ts'
import { type DeskReturn, deadlineOf, deedAt, returnAt, unitAt } from './place.ts'
import { OPEN_STATES } from './workflow.ts'

/** Everything that a page of entry needs: the browser checks as someone types from it alone. */
export interface EntryDocument {
  readonly at: DeskReturn
  readonly isOpen: boolean
  readonly mayWrite: boolean
  readonly cells: readonly DraftCell[]
  readonly sheets: readonly StoredSheet[]
  readonly remarks: readonly StoredRemark[]
  readonly bundle: DraftBundle
  readonly deadline: Date
}

/** @throws AppError RND-001 where no round asks the unit */
export async function readEntry(
  app: AppContext,
  actor: Actor,
  org: string,
  year: ReportingYear,
): Promise<EntryDocument> {
  const unit = await unitAt(app, org, year)
  return perform(app, actor, deedAt('entry.read', unit, year), async (tx, { scope }) => {
    const at = await returnAt(app, tx, unit, year)
    const draft = await readDraft(tx, at)
    return {
      at,
      isOpen: OPEN_STATES.includes(at.submission.state),
      mayWrite: mayDo(app, actor, deedAt('entry.save', unit, year)),
      cells: draft.cells,
      sheets: draft.sheets,
      remarks: await remarksOf(tx, unit.id, year),
      bundle: await bundleOf(app, tx, scope, draft),
      deadline: deadlineOf(at),
    }
  })
}

/** What all checks say of the draft, those that only the server can run included. */
export async function readFindings(
  app: AppContext,
  actor: Actor,
  org: string,
  year: ReportingYear,
): Promise<DeskFindings> {
  const unit = await unitAt(app, org, year)
  return perform(app, actor, deedAt('entry.read', unit, year), async (tx, { scope }) => {
    const draft = await readDraft(tx, await returnAt(app, tx, unit, year))
    const found = await findingsOf(app, tx, scope, draft)
    await keepSummary(app, tx, scope, draft, found.summary)
    return found
  })
}

/** A cell as someone typed it: a number, or the reason why there is none, or neither to clear it. */
export interface TypedCell {
  readonly element: string
  /** Empty or left out for the whole; `grade=1` for one cell of a breakdown. */
  readonly cell?: string | undefined
  readonly value?: string | null | undefined
  /** Code of the list missing_reasons. */
  readonly reason?: string | null | undefined
  /** The revision that was on the screen; 0 where there was nothing. */
  readonly revision: number
}

export interface SavedCells {
  readonly saved: readonly { readonly element: string; readonly cell: string; readonly revision: number }[]
  /** Cells that someone else changed meanwhile, as they are now. */
  readonly conflicts: readonly DraftCell[]
}

/**
 * Saves one cell or many. A cell that another changed since it was read is not overwritten but comes back as it is;
 * the others are saved.
 * @throws AppError ENT-001 not open, ENT-002 no such cell on the form, ENT-003 no number, ENT-004 no such reason
 */
export async function saveEntry(
  app: AppContext,
  actor: Actor,
  org: string,
  year: ReportingYear,
  form: string,
  typed: readonly TypedCell[],
): Promise<SavedCells> {
  const unit = await unitAt(app, org, year)
  const cells = typed.map((cell, index) => wantedCell(app, year, form, cell, index))
  const deed = deedAt('entry.save', unit, year, { object: `form:${form}`, areas: [form] })
  // The statement that saves writes the trail as well.
  return performOwnTrail(app, actor, deed, async ({ scope }) => {
    const context = {
      unitId: unit.id,
      year,
      form,
      account: actor.id,
      actor: actor.username,
      signature: signature(actor),
      origin: actor.origin,
      at: app.clock(),
    }
    const { isOpen, saved } = await saveTogether(app.database, scope, context, cells)
    if (isOpen && saved.length === cells.length) return { saved, conflicts: [] }
    return withinScope(app.database.db, scope, async (tx) => {
      if (isOpen) return withConflicts(saved, cells, await readCells(tx, unit.id, year, elementsOf(cells)))
      const { submission } = await returnAt(app, tx, unit, year)
      throw new AppError('ENT-001', { unit: unit.name, state: submission.state }, { kind: 'conflict' })
    })
  })
}

function elementsOf(cells: readonly CellSave[]): string[] {
  return [...new Set(cells.map((cell) => cell.element))]
}

/** What was not saved stands as another left it; where that is just what was wanted, it is no conflict. */
function withConflicts(
  saved: SavedCells['saved'],
  wanted: readonly CellSave[],
  present: readonly DraftCell[],
): SavedCells {
  const isSaved = new Set(saved.map((cell) => `${cell.element}|${cell.cell}`))
  const already: { element: string; cell: string; revision: number }[] = []
  const conflicts: DraftCell[] = []
  for (const cell of wanted) {
    if (isSaved.has(`${cell.element}|${cell.cell}`)) continue
    const now = present.find((each) => each.element === cell.element && each.cell === cell.cell)
    if (!now) throw new Error(`${cell.element} was neither saved nor is it there`)
    const isSame = now.state === cell.state && sameNumber(now.value, cell.value) && now.reason === cell.reason
    if (isSame) already.push({ element: cell.element, cell: cell.cell, revision: now.revision })
    else conflicts.push(now)
  }
  return { saved: [...saved, ...already], conflicts }
}

function sameNumber(a: string | null, b: string | null): boolean {
  if (a === null || b === null) return a === b
  return parseDecimal(a)?.eq(parseDecimal(b) ?? Number.NaN) ?? false
}

/** Digits before and after the point that a cell takes; more is a slip of the hand. */
const LONGEST = /^-?\d{1,15}(\.\d{1,6})?$/

/** A typed cell as it is kept. @throws AppError ENT-002, ENT-003, ENT-004 */
export function wantedCell(
  app: AppContext,
  year: ReportingYear,
  form: string,
  typed: TypedCell,
  index: number,
): CellSave {
  const path = ['cells', index]
  const definition = app.catalog.elements.inForce(typed.element, year)
  const isOnForm = app.catalog.forms
    .inForce(form, year)
    ?.sections.some((section) => section.elements.includes(typed.element))
  const cell = typed.cell ?? ''
  if (!definition || !isOnForm || !cellsOf(app.catalog, definition).includes(cell)) {
    throw new AppError('ENT-002', { form, element: typed.element }, { kind: 'usage', path })
  }
  const base = { element: typed.element, cell, expected: typed.revision }
  const text = typed.value?.normalize('NFKC').replace(/[\s,]/g, '') ?? ''
  if (text !== '') {
    const value = LONGEST.test(text) ? parseDecimal(text) : undefined
    if (!value) {
      const params = { element: definition.name.zh, value: typed.value ?? '' }
      throw new AppError('ENT-003', params, { kind: 'usage', path: [...path, 'value'] })
    }
    return { ...base, state: 'known', value: value.toFixed(), reason: null }
  }
  const reason = typed.reason ?? ''
  if (reason === '') return { ...base, state: 'missing', value: null, reason: null }
  const state = stateOfReason(app, reason)
  if (!state) throw new AppError('ENT-004', { reason }, { kind: 'usage', path: [...path, 'reason'] })
  return { ...base, state, value: null, reason }
}

/** Which state a reason for a missing value stands for; the code list says it. */
function stateOfReason(app: AppContext, reason: string): ObservedState | undefined {
  const code = app.catalog.codeLists.get('missing_reasons')?.codes.find((entry) => entry.code === reason)
  if (!code) return undefined
  const state = code.attributes?.state
  return state === 'not_applicable' || state === 'suppressed' ? state : 'missing'
}

/**
 * Writes, changes or takes back (with an empty text) the reason for findings that rest on the same values.
 * @throws AppError ENT-001 not open, ENT-005 there is no such finding, ENT-006 too short
 */
export async function explainFinding(
  app: AppContext,
  actor: Actor,
  org: string,
  year: ReportingYear,
  reason: { readonly inputKey: string; readonly text: string },
): Promise<DeskFindings> {
  const unit = await unitAt(app, org, year)
  const text = reason.text.trim()
  if (text !== '' && [...text].length < 4)
    throw new AppError('ENT-006', {}, { kind: 'usage', path: ['text'] })
  const [code = ''] = reason.inputKey.split('|')
  return perform(
    app,
    actor,
    deedAt('entry.explain', unit, year, { object: code }),
    async (tx, { scope }) => {
      const at = await returnAt(app, tx, unit, year, 'update')
      requireOpen(at)
      const draft = await readDraft(tx, at)
      const { findings } = await findingsOf(app, tx, scope, draft)
      const finding = findings.find((each) => each.inputKey === reason.inputKey)
      if (!finding || finding.severity === 'error') {
        throw new AppError('ENT-005', { code }, { kind: 'not_found' })
      }
      await keepExplanation(tx, unit.id, year, {
        code,
        inputKey: reason.inputKey,
        text,
        author: signature(actor),
        at: app.clock(),
      })
      const after = await findingsOf(app, tx, scope, await readDraft(tx, at))
      await keepSummary(app, tx, scope, draft, after.summary)
      return after
    },
    () => ({ inputKey: reason.inputKey, text }),
  )
}

/** @throws AppError ENT-001 */
export function requireOpen({ unit, submission }: DeskReturn): void {
  if (OPEN_STATES.includes(submission.state)) return
  throw new AppError('ENT-001', { unit: unit.name, state: submission.state }, { kind: 'conflict' })
}
