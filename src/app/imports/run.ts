import { messageText } from '../../catalog/index.ts'
import {
  faultText,
  type ImportEvent,
  type ImportFault,
  type ImportLimits,
  placeName,
  type Remark,
  readInThread,
  type TypedEntry,
} from '../../excel/index.ts'
import { AppError, type Bilingual, type Finding, type Params } from '../../kernel/index.ts'
import { readCells, type Scope, type StoredSheet, saveCells, sheetsOf, type Tx } from '../../store/index.ts'
import { type Actor, signature } from '../actor.ts'
import type { AppContext } from '../context.ts'
import { readDraft } from '../desk/draft.ts'
import { requireOpen } from '../desk/entry.ts'
import { findingsOf, keepSummary } from '../desk/findings.ts'
import { type DeskReturn, deedAt, returnAt } from '../desk/place.ts'
import { openSheet, registerAt } from '../desk/sheet.ts'
import { authorize } from '../perform.ts'
import { entryMark, planEntries } from './entry-import.ts'
import {
  type ImportOptions,
  type ImportOutcome,
  type ImportReport,
  type RegisterChange,
  SHOWN,
  type ShownFinding,
} from './outcome.ts'
import { RegisterImport, type TakenRow } from './register-import.ts'

/** A file to be taken into a unit's draft. */
export interface ImportFile {
  readonly name: string
  readonly bytes: Uint8Array
}

/** Rows that were read of the sheet that it is at, and the share of the file; 1 once all is read and checks begin. */
export type ImportProgress = (step: {
  readonly sheet: string
  readonly rows: number
  readonly share: number
}) => void

/** Who follows an import: told how far it is, and able to stop it before it is whole. */
export interface ImportWatcher {
  readonly tell: ImportProgress
  readonly signal?: AbortSignal
}

/** Faults and remarks beyond these are counted and not kept. */
const MOST_KEPT = 5000

/**
 * Reads a file into the draft within a transaction: all of it, or, where it has faults or meets what somebody else
 * has changed, nothing that the caller should keep.
 */
export class ImportRun {
  readonly #app: AppContext
  readonly #tx: Tx
  readonly #scope: Scope
  readonly #actor: Actor
  readonly #at: DeskReturn
  readonly #options: ImportOptions
  readonly #sheets: ReadonlyMap<string, StoredSheet>
  #marks: Readonly<Record<string, string>> | undefined
  #current: RegisterImport | undefined
  #here: Extract<ImportEvent, { kind: 'register' }> | undefined
  readonly #registers: RegisterChange[] = []
  readonly #untouched: string[] = []
  readonly #entries: TypedEntry[] = []
  #faultCount = 0
  readonly #faults: ImportFault[] = []
  readonly #remarks: Remark[] = []
  readonly #rowFindings: ShownFinding[] = []
  readonly #conflicts: Bilingual[] = []
  readonly #notes: { code: string; message: Bilingual }[] = []
  /** Revisions of what the file touches, as they were before: a preview holds while these do. */
  readonly touched: Record<string, string> = {}

  static async begin(
    app: AppContext,
    tx: Tx,
    scope: Scope,
    actor: Actor,
    unit: DeskReturn['unit'],
    year: DeskReturn['year'],
    options: ImportOptions,
  ): Promise<ImportRun> {
    const at = await returnAt(app, tx, unit, year, 'share')
    requireOpen(at)
    const sheets = await sheetsOf(tx, [unit.id], year)
    return new ImportRun(
      app,
      tx,
      scope,
      actor,
      at,
      options,
      new Map(sheets.map((sheet) => [sheet.register, sheet])),
    )
  }

  private constructor(
    app: AppContext,
    tx: Tx,
    scope: Scope,
    actor: Actor,
    at: DeskReturn,
    options: ImportOptions,
    sheets: ReadonlyMap<string, StoredSheet>,
  ) {
    this.#app = app
    this.#tx = tx
    this.#scope = scope
    this.#actor = actor
    this.#at = at
    this.#options = options
    this.#sheets = sheets
  }

  /**
   * @throws AppError IMP-001 … IMP-029 where the whole file is refused, ENT-001, RND-002, ACC-003; the signal's reason
   */
  async read(file: ImportFile, limits: ImportLimits, { tell, signal }: ImportWatcher): Promise<ImportReport> {
    const { unit, year } = this.#at
    const target = {
      unit: { code: unit.code, name: unit.name, level: unit.level },
      orgUnit: String(unit.id),
      year,
      limits,
      ...(this.#options.register === undefined ? {} : { register: this.#options.register }),
    }
    for await (const event of readInThread(this.#app.rawCatalog, file.name, file.bytes, target, signal)) {
      signal?.throwIfAborted()
      if (event.kind === 'progress') tell(event)
      await this.#take(event)
    }
    tell({ sheet: '', rows: 0, share: 1 })
    signal?.throwIfAborted()
    const forms = await this.#takeEntries()
    signal?.throwIfAborted()
    const isWhole = this.#faultCount === 0 && (this.#conflicts.length === 0 || this.#options.overwrite)
    const findings = isWhole ? await this.#findings() : undefined
    signal?.throwIfAborted()
    const outcome: ImportOutcome = {
      org: { code: unit.code, name: unit.name },
      year,
      file: file.name,
      state: isWhole ? 'imported' : 'refused',
      forms,
      registers: this.#registers,
      untouched: this.#untouched,
      faults: {
        count: this.#faultCount,
        shown: this.#faults.slice(0, SHOWN).map((fault) => ({
          code: fault.code,
          sheet: fault.place.sheet,
          cell: placeName(fault.place),
          message: faultText(this.#app.catalog, fault),
        })),
      },
      conflicts: this.#conflicts,
      notes: this.#notes,
      ...(findings ? { findings } : {}),
    }
    return { outcome, remarks: this.#remarks }
  }

  async #take(event: ImportEvent): Promise<void> {
    switch (event.kind) {
      case 'meta':
        this.#marks = event.meta.marks
        if (event.meta.catalog !== this.#app.catalog.hash) this.#note('IMP-054')
        return
      case 'register':
        this.#here = event
        this.#current = undefined
        return
      case 'rows': {
        const current = await this.#register(event.register)
        const { taken, faults } = await current.take(event.rows, this.#faultCount > 0)
        this.#fault(faults)
        for (const row of taken) this.#remarkRow(row)
        return
      }
      case 'register_end':
        return this.#endRegister(event)
      case 'entries':
        this.#entries.push(...event.entries)
        return
      case 'faults':
        this.#fault(event.faults)
        return
      case 'note':
        this.#note(event.code, event.params)
        return
      case 'progress':
        return
    }
  }

  /** The register that the file is at, opened for changing on its first row. */
  async #register(id: string): Promise<RegisterImport> {
    if (this.#current) return this.#current
    const { unit, year } = this.#at
    const register = registerAt(this.#app, id, year)
    authorize(this.#app, this.#actor, deedAt('register.change', unit, year, { areas: [id] }))
    const revision = String(this.#sheets.get(id)?.revision ?? 0)
    const mark = this.#marks?.[`register/${id}`]
    if (mark !== undefined && mark !== revision) this.#conflicts.push(register.name)
    this.touched[`register/${id}`] = revision
    const open = await openSheet(this.#app, this.#tx, this.#actor, unit, year, register)
    const sheet = this.#here?.sheet ?? register.name.zh
    this.#current = new RegisterImport(this.#app, this.#tx, open, {
      sheet,
      columns: this.#here?.columns ?? {},
    })
    return this.#current
  }

  async #endRegister({
    register,
    count,
    isStatedEmpty,
  }: Extract<ImportEvent, { kind: 'register_end' }>): Promise<void> {
    const stored = this.#sheets.get(register)
    // A workbook of ours that no longer says that there is nothing takes the declaration back.
    const isTakenBack = this.#marks !== undefined && stored?.state === 'none' && !isStatedEmpty
    const isDeclared = isStatedEmpty && stored?.state !== 'none'
    if (count === 0 && !isDeclared && !isTakenBack) {
      this.#untouched.push(register)
      if (!this.#marks) this.#note('IMP-055', { sheet: this.#here?.sheet ?? register })
      return
    }
    const current = await this.#register(register)
    if (this.#faultCount === 0) {
      await current.finish(
        this.#actor,
        isDeclared ? 'replace' : this.#options.mode,
        isStatedEmpty && count === 0,
      )
    }
    this.#registers.push(current.change(isStatedEmpty && count === 0))
  }

  async #takeEntries(): Promise<ImportOutcome['forms']> {
    if (this.#entries.length === 0) return []
    const { unit, year } = this.#at
    const cells = await readCells(this.#tx, unit.id, year)
    const plan = planEntries(this.#app.catalog, this.#at, cells, this.#entries, this.#marks)
    this.#fault(plan.faults)
    this.#conflicts.push(...plan.conflicts)
    const held = new Map(cells.map((cell) => [`${cell.element}|${cell.cell}`, cell]))
    for (const [form, saves] of plan.saves) {
      authorize(this.#app, this.#actor, deedAt('entry.save', unit, year, { areas: [form] }))
      for (const { element, cell } of saves) {
        this.touched[`entry/${element}`] = entryMark(held.get(`${element}|${cell}`))
      }
      if (this.#faultCount > 0) continue
      const { saved } = await saveCells(
        this.#tx,
        {
          unitId: unit.id,
          year,
          form,
          account: this.#actor.id,
          actor: this.#actor.username,
          signature: signature(this.#actor),
          origin: this.#actor.origin,
          at: this.#app.clock(),
        },
        saves,
      )
      // Somebody saved one of them between our reading and our writing.
      if (saved.length < saves.length) throw new AppError('IMP-062', {}, { kind: 'conflict' })
    }
    return plan.changes
  }

  /** What all checks say of the draft as it now is. */
  async #findings(): Promise<NonNullable<ImportOutcome['findings']>> {
    const draft = await readDraft(this.#tx, this.#at)
    const found = await findingsOf(this.#app, this.#tx, this.#scope, draft)
    await keepSummary(this.#app, this.#tx, this.#scope, draft, found.summary)
    const places = new Map(this.#entries.map((entry) => [entry.element, entry.place]))
    const shown: ShownFinding[] = []
    for (const finding of found.findings) {
      if (finding.at.row !== undefined || finding.explanation !== undefined) continue
      const own = (finding.at.elements ?? []).flatMap((element) => places.get(element) ?? [])
      for (const place of own) this.#remark(place, finding)
      const [first] = own
      shown.push({
        code: finding.code,
        severity: finding.severity,
        sheet: first?.sheet ?? '',
        cell: first ? placeName(first) : '',
        message: finding.message,
      })
    }
    return { summary: found.summary, shown: [...shown, ...this.#rowFindings].slice(0, SHOWN) }
  }

  #fault(faults: readonly ImportFault[]): void {
    this.#faultCount += faults.length
    for (const fault of faults) {
      if (this.#faults.length < MOST_KEPT) this.#faults.push(fault)
      const { row, column, sheet } = fault.place
      if (row === undefined || this.#remarks.length >= MOST_KEPT) continue
      const message = faultText(this.#app.catalog, fault)
      this.#remarks.push({
        sheet,
        row: row - 1,
        column: column ?? 0,
        severity: 'error',
        code: fault.code,
        message,
      })
    }
  }

  #remarkRow({ number, findings }: TakenRow): void {
    const here = this.#here
    if (!here) return
    for (const finding of findings) {
      const columns = (finding.at.fields ?? []).flatMap((field) => here.columns[field] ?? [])
      for (const column of columns) this.#remark({ sheet: here.sheet, row: number, column }, finding)
      if (this.#rowFindings.length >= SHOWN) continue
      const [column] = columns
      const place = { sheet: here.sheet, row: number, ...(column === undefined ? {} : { column }) }
      const { code, severity, message } = finding
      this.#rowFindings.push({ code, severity, sheet: here.sheet, cell: placeName(place), message })
    }
  }

  #remark(place: ImportFault['place'], { severity, code, message }: Finding): void {
    if (place.row === undefined || this.#remarks.length >= MOST_KEPT) return
    const { sheet, row, column = 0 } = place
    this.#remarks.push({ sheet, row: row - 1, column, severity, code, message })
  }

  #note(code: string, params: Params = {}): void {
    const words = (language: 'zh' | 'en') => messageText(this.#app.catalog, language, code, params)
    this.#notes.push({ code, message: { zh: words('zh'), en: words('en') } })
  }
}
