import type { Catalog, Register } from '../../catalog/index.ts'
import { AppError, type OrgLevel, type Params, type ReportingYear } from '../../kernel/index.ts'
import { AllCodeLabels, readFlag } from '../code-labels.ts'
import type { ImportLimits } from '../limits.ts'
import { readBook } from '../read/book.ts'
import type { RawBook, RawSheet, SheetRow } from '../read/sheet.ts'
import type { TemplateMeta } from '../template/meta-sheet.ts'
import { HEAD_ROW, hiddenSheets, ID_ROW, overviewNames, REMARK_ROW } from '../template/plan.ts'
import { NO_DATA_COLUMN } from '../template/values-sheet.ts'
import type { ImportFault } from './fault.ts'
import { FieldNames, headById, type RegisterHead, registerHead } from './heads.ts'
import { readMeta } from './meta.ts'
import { PeekedRows } from './peek.ts'
import { FormReader, formHead, type TypedEntry } from './read-form.ts'
import { absentFields, RegisterReader, type TypedRow } from './read-register.ts'

/** For whom and when a file is read, and with which definitions. */
export interface ImportTarget {
  readonly catalog: Catalog
  readonly unit: { readonly code: string; readonly name: string; readonly level: OrgLevel }
  /** How findings name the unit. */
  readonly orgUnit: string
  readonly year: ReportingYear
  readonly limits: ImportLimits
  /** The register a table belongs to, where its columns leave a doubt. */
  readonly register?: string | undefined
}

export interface ImportContext extends ImportTarget {
  readonly labels: AllCodeLabels
  readonly countsFrom1904: boolean
}

/** What is found in a file, piece by piece, so that nothing of it need be kept. */
export type ImportEvent =
  | { readonly kind: 'meta'; readonly meta: TemplateMeta }
  | {
      readonly kind: 'register'
      readonly register: string
      readonly sheet: string
      /** Column of each field that the file has. */
      readonly columns: Readonly<Record<string, number>>
    }
  | { readonly kind: 'rows'; readonly register: string; readonly rows: readonly TypedRow[] }
  /** All rows of a register have been read. `isStatedEmpty`: the file says that there is nothing to enter. */
  | {
      readonly kind: 'register_end'
      readonly register: string
      readonly count: number
      readonly isStatedEmpty: boolean
    }
  | { readonly kind: 'entries'; readonly entries: readonly TypedEntry[] }
  | { readonly kind: 'faults'; readonly faults: readonly ImportFault[] }
  | { readonly kind: 'note'; readonly code: string; readonly params: Params }
  /** How many rows of a sheet lie behind, and how much of the file: from 0 to 1, by the bytes of its sheets. */
  | { readonly kind: 'progress'; readonly sheet: string; readonly rows: number; readonly share: number }

/** Rows of a sheet that are looked at for its head. */
const HEAD_ROWS = 30

/**
 * Reads a file as the return of a unit and year. Cells at fault are told of and reading goes on, so that a person
 * sees all of them at once; what concerns the whole file is refused.
 * @throws AppError IMP-001 … IMP-029
 */
export async function* readReturn(
  name: string,
  bytes: Uint8Array,
  target: ImportTarget,
): AsyncGenerator<ImportEvent, void, undefined> {
  const book = await readBook(name, bytes, target.limits)
  const meta = await readMeta(book)
  if (meta) {
    refuseOthers(meta, target)
    yield { kind: 'meta', meta }
  }
  const sheets = book.sheets.filter((sheet) => !isOwnHelper(sheet, meta))
  const reader = new ReturnReader(book, sheets, meta, target)
  for (const sheet of sheets) yield* reader.sheet(sheet)
  reader.refuseIncomplete()
}

class ReturnReader {
  readonly #context: ImportContext
  readonly #meta: TemplateMeta | undefined
  readonly #registers: readonly Register[]
  /** Sheets that were read, by what they hold: `register/staff`. */
  readonly #read = new Map<string, string>()
  readonly #ignored: string[] = []
  /** Bytes of all sheets, and of those that lie behind. */
  readonly #bytes: number
  #bytesBehind = 0

  constructor(
    book: RawBook,
    sheets: readonly RawSheet[],
    meta: TemplateMeta | undefined,
    target: ImportTarget,
  ) {
    this.#bytes = sheets.reduce((sum, sheet) => sum + sheet.bytes, 0)
    this.#context = {
      ...target,
      labels: new AllCodeLabels(target.catalog, target.year),
      countsFrom1904: book.countsFrom1904,
    }
    this.#meta = meta
    const keeper = target.unit.level === 'city' ? 'city' : 'school'
    this.#registers = target.catalog.registers
      .all(target.year)
      .filter((register) => register.kept_by === keeper)
      .filter((register) => target.register === undefined || register.id === target.register)
    if (target.register !== undefined && this.#registers.length === 0) {
      throw new AppError('IMP-028', { register: target.register }, { kind: 'usage' })
    }
  }

  async *sheet(sheet: RawSheet): AsyncGenerator<ImportEvent, void, undefined> {
    const rows = new PeekedRows(sheet)
    try {
      const first = await rows.first(HEAD_ROWS)
      if (first.length === 0) return
      const mark = idMark(first)
      const form = mark?.kind === 'form' || !mark ? this.#form(first, mark) : undefined
      const register = mark?.kind === 'form' ? undefined : this.#register(sheet, first, mark)
      if (register && (mark || !form || register.columns.size > 3)) {
        this.#note(`register/${register.register.id}`, sheet.name)
        yield* this.#readRegister(sheet, rows, register, saysNoData(first, mark))
      } else if (form) {
        if (mark) this.#note(`form/${mark.id}`, sheet.name)
        else this.#note(`table/${sheet.name}`, sheet.name)
        yield* this.#readForm(sheet, rows, form)
      } else if (!sheet.isHidden) {
        this.#ignored.push(sheet.name)
        yield { kind: 'note', code: 'IMP-050', params: { sheet: sheet.name } }
      }
    } finally {
      this.#bytesBehind += sheet.bytes
      await rows.close()
    }
  }

  #progress(sheet: RawSheet, rows: number): ImportEvent {
    const share = this.#bytes === 0 ? 1 : (this.#bytesBehind + sheet.bytesRead()) / this.#bytes
    return { kind: 'progress', sheet: sheet.name, rows, share }
  }

  refuseIncomplete(): void {
    if (this.#meta) {
      const missing = this.#meta.sheets.filter((id) => !this.#read.has(id))
      if (missing.length > 0) {
        throw new AppError('IMP-018', { sheets: missing.map((id) => this.#sheetName(id)).join('、') })
      }
    }
    if (this.#read.size === 0) throw new AppError('IMP-020', { sheets: this.#ignored.join('、') || '—' })
  }

  #sheetName(id: string): string {
    const { catalog, year } = this.#context
    const [kind, name = ''] = id.split('/')
    const found = kind === 'form' ? catalog.forms.inForce(name, year) : catalog.registers.inForce(name, year)
    return found?.name.zh ?? id
  }

  #note(id: string, sheet: string): void {
    const other = this.#read.get(id)
    if (other !== undefined) throw new AppError('IMP-021', { sheet, other })
    this.#read.set(id, sheet)
  }

  #form(first: readonly SheetRow[], mark: IdMark | undefined) {
    if (!mark) return formHead(first, this.#context.year)
    const column = (name: string) => [...mark.columns].find(([, text]) => text === name)?.[0]
    const value = column('value')
    if (value === undefined) return undefined
    return { row: mark.row + HEAD_BELOW_MARK, key: 0, name: undefined, value, reason: column('reason') }
  }

  #register(sheet: RawSheet, first: readonly SheetRow[], mark: IdMark | undefined): RegisterHead | undefined {
    if (mark) {
      const register = this.#registers.find((candidate) => candidate.id === mark.id)
      if (!register) throw new AppError('IMP-029', { sheet: sheet.name })
      return this.#checked(
        sheet,
        headById(new FieldNames(register), mark.columns, mark.row + HEAD_BELOW_MARK),
        true,
      )
    }
    const heads = this.#registers.flatMap((register) => {
      const head = registerHead(new FieldNames(register), first)
      return head ? [{ head, fit: fitOf(head, sheet.name) }] : []
    })
    heads.sort((a, b) => b.fit - a.fit)
    const [best, second] = heads
    if (!best || best.fit < LEAST_FIT) return undefined
    if (second && second.fit > best.fit * 0.98) {
      throw new AppError('IMP-022', {
        sheet: sheet.name,
        registers: heads
          .filter(({ fit }) => fit > best.fit * 0.98)
          .map(({ head }) => `${head.register.name.zh}（${head.register.id}）`)
          .join('、'),
      })
    }
    return this.#checked(sheet, best.head, false)
  }

  /** Refuses a head that cannot be what was meant: columns twice, misspelt ones, no key. */
  #checked(sheet: RawSheet, head: RegisterHead, isOurs: boolean): RegisterHead {
    const [doubled] = head.doubled
    if (doubled) {
      throw new AppError('IMP-025', { sheet: sheet.name, title: doubled.title, field: doubled.field.name.zh })
    }
    const present = new Set([...head.columns.values()].map((field) => field.id))
    const near = head.unknown.filter(({ suggestion }) => suggestion)
    if (near.length > 0 && !isOurs) {
      const list = near.map(({ title, suggestion }) => `“${title}”→“${suggestion?.name.zh}”`).join('、')
      throw new AppError('IMP-023', { sheet: sheet.name, list })
    }
    const keys = head.register.key.filter((id) => !present.has(id))
    if (keys.length > 0) {
      const names = keys.map((id) => head.register.fields.find((field) => field.id === id)?.name.zh ?? id)
      throw new AppError('IMP-026', {
        sheet: sheet.name,
        register: head.register.name.zh,
        columns: names.join('、'),
      })
    }
    return head
  }

  async *#readRegister(
    sheet: RawSheet,
    rows: PeekedRows,
    head: RegisterHead,
    isStatedEmpty: boolean,
  ): AsyncGenerator<ImportEvent, void, undefined> {
    const { register } = head
    const reader = new RegisterReader(this.#context, head, sheet.name)
    yield {
      kind: 'register',
      register: register.id,
      sheet: sheet.name,
      columns: Object.fromEntries(reader.columns),
    }
    for await (const piece of rows.all()) {
      const { rows: typed, faults } = reader.read(piece)
      if (typed.length > 0) yield { kind: 'rows', register: register.id, rows: typed }
      if (faults.length > 0) yield { kind: 'faults', faults }
      yield this.#progress(sheet, reader.count)
    }
    const merged = reader.mergeFaults(sheet.merges())
    if (merged.length > 0) yield { kind: 'faults', faults: merged }
    if (isStatedEmpty && reader.count > 0) {
      yield {
        kind: 'faults',
        faults: [
          {
            code: 'IMP-027',
            params: { register: register.name.zh, count: reader.count },
            place: { sheet: sheet.name, row: REMARK_ROW + 1, column: NO_DATA_COLUMN },
          },
        ],
      }
    }
    yield { kind: 'register_end', register: register.id, count: reader.count, isStatedEmpty }
    yield* this.#remarks(sheet, head, reader)
  }

  *#remarks(sheet: RawSheet, head: RegisterHead, reader: RegisterReader): Generator<ImportEvent> {
    if (reader.skipped.length > 0) {
      const rows = reader.skipped
        .slice(0, 5)
        .map(({ number, text }) => `${number}（${text}）`)
        .join('、')
      yield { kind: 'note', code: 'IMP-051', params: { sheet: sheet.name, rows } }
    }
    if (head.unknown.length > 0 && reader.count > 0) {
      const titles = head.unknown.map(({ title }) => `“${title}”`).join('、')
      yield { kind: 'note', code: 'IMP-052', params: { sheet: sheet.name, titles } }
    }
    const absent = absentFields(head.register, head)
    if (absent.length > 0) {
      const titles = absent.map((field) => field.name.zh).join('、')
      yield { kind: 'note', code: 'IMP-053', params: { sheet: sheet.name, titles } }
    }
  }

  async *#readForm(
    sheet: RawSheet,
    rows: PeekedRows,
    head: NonNullable<ReturnType<typeof formHead>>,
  ): AsyncGenerator<ImportEvent, void, undefined> {
    const { catalog, year, unit } = this.#context
    const keeper = unit.level === 'city' ? 'city' : 'school'
    const elements = catalog.elements.all(year).filter(({ collected }) => collected?.by === keeper)
    const reader = new FormReader(this.#context, head, sheet.name, elements)
    let count = 0
    for await (const piece of rows.all()) {
      const { entries, faults } = reader.read(piece)
      count += entries.length
      if (entries.length > 0) yield { kind: 'entries', entries }
      if (faults.length > 0) yield { kind: 'faults', faults }
      yield this.#progress(sheet, count)
    }
  }
}

const HEAD_BELOW_MARK = HEAD_ROW - ID_ROW
/** Below this a table is none of our registers: two columns of the same name are found anywhere. */
const LEAST_FIT = 0.3

/** How well a head fits its register: the share of its own columns that are known, and of the fields it names. */
function fitOf(head: RegisterHead, sheet: string): number {
  const known = head.columns.size
  const inFile = known / (known + head.unknown.length + head.doubled.length)
  const required = head.register.fields.filter((field) => field.required)
  const present = new Set(head.columns.values())
  const ofRequired = required.filter((field) => present.has(field)).length / Math.max(1, required.length)
  const isNamed = sheet.includes(head.register.name.zh) || sheet.toLowerCase().includes(head.register.id)
  const hasKey = head.register.key.every((id) => [...present].some((field) => field.id === id))
  return (
    (known >= 3 || isNamed ? 1 : 0.4) * (inFile * 0.4 + ofRequired * 0.6) +
    (isNamed ? 0.3 : 0) +
    (hasKey ? 0.1 : 0)
  )
}

interface IdMark {
  readonly kind: 'form' | 'register'
  readonly id: string
  /** Row number of the ids: the first, unless somebody put rows above it. */
  readonly row: number
  readonly columns: ReadonlyMap<number, string>
}

/** The hidden first row of our sheets: what the sheet holds, and the id of each column. */
function idMark(first: readonly SheetRow[]): IdMark | undefined {
  for (const { number, cells } of first) {
    const [mark] = cells
    const match =
      mark?.kind === 'text' ? /^vetted\/(form|register)\/([a-z0-9_]+)$/.exec(mark.text) : undefined
    if (!match) continue
    const columns = new Map<number, string>()
    for (const [column, cell] of cells.entries()) {
      if (column > 0 && cell?.kind === 'text') columns.set(column, cell.text)
    }
    return { kind: match[1] === 'form' ? 'form' : 'register', id: match[2] ?? '', row: number, columns }
  }
  return undefined
}

/** Whether the sheet says 本年确无数据：是 above its table. */
function saysNoData(first: readonly SheetRow[], mark: IdMark | undefined): boolean {
  const row = mark && first.find(({ number }) => number === mark.row + REMARK_ROW - ID_ROW)
  const cell = row?.cells[NO_DATA_COLUMN]
  return cell?.kind === 'text' && readFlag(cell.text) === true
}

function refuseOthers(meta: TemplateMeta, { unit, year }: ImportTarget): void {
  if (meta.unit !== unit.code) {
    throw new AppError('IMP-015', { have: meta.unitName, want: unit.name })
  }
  if (meta.year !== year) throw new AppError('IMP-016', { have: meta.year, want: year })
}

function isOwnHelper(sheet: RawSheet, meta: TemplateMeta | undefined): boolean {
  if (Object.values(hiddenSheets).some((name) => name === sheet.name)) return true
  if (!meta) return false
  return [overviewNames('zh'), overviewNames('en')].some((names) => Object.values(names).includes(sheet.name))
}
