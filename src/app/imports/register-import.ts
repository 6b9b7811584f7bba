import { hash } from 'node:crypto'
import type { Field, Register } from '../../catalog/index.ts'
import type { ImportFault, TypedRow } from '../../excel/index.ts'
import type { Row, RowCell } from '../../formula/index.ts'
import type { Finding } from '../../kernel/index.ts'
import {
  type CheckedRow,
  deleteSheetRows,
  eachSheetRow,
  insertSheetRows,
  readSheetRows,
  rowKey,
  type Tx,
  updateSheetRows,
} from '../../store/index.ts'
import type { Actor } from '../actor.ts'
import type { AppContext } from '../context.ts'
import { checkedRow, maskedCell } from '../desk/row-values.ts'
import { closeSheet, type OpenSheet } from '../desk/sheet.ts'
import { type ImportOptions, type RegisterChange, type RowChange, SAMPLES } from './outcome.ts'

interface Known {
  readonly rowNo: number
  readonly digest: string
}

/** What is written at once. */
const BATCH = 1000

/** A row of the file with what the checks say of it as it will be stored. */
export interface TakenRow {
  readonly number: number
  readonly findings: readonly Finding[]
}

/**
 * Takes the rows of one register's file into the draft: by their keys they are new, changed or as they were, and what
 * the file does not have goes where it replaces the register. Rows pass through; of those that are there only keys
 * and digests are kept.
 */
export class RegisterImport {
  readonly #app: AppContext
  readonly #tx: Tx
  readonly #open: OpenSheet
  readonly #register: Register
  readonly #sheet: string
  readonly #columns: Readonly<Record<string, number>>
  readonly #absent: readonly Field[]
  #known: Map<string, Known> | undefined
  readonly #seen = new Set<number>()
  readonly #samples: RowChange[] = []
  #added: CheckedRow[] = []
  #changed: CheckedRow[] = []
  #nextRow: number
  readonly #counts = { rows: 0, added: 0, changed: 0, removed: 0, same: 0 }

  constructor(
    app: AppContext,
    tx: Tx,
    open: OpenSheet,
    file: { readonly sheet: string; readonly columns: Readonly<Record<string, number>> },
  ) {
    this.#app = app
    this.#tx = tx
    this.#open = open
    this.#register = open.place.register
    this.#sheet = file.sheet
    this.#columns = file.columns
    this.#absent = this.#register.fields.filter((field) => file.columns[field.id] === undefined)
    this.#nextRow = open.sheet.next_row
  }

  /** Takes some rows; `isDry` once the file has faults and nothing of it will be kept. */
  async take(
    rows: readonly TypedRow[],
    isDry: boolean,
  ): Promise<{ taken: TakenRow[]; faults: ImportFault[] }> {
    const faults: ImportFault[] = []
    this.#counts.rows += rows.length
    if (isDry) return { taken: rows.map(({ number, findings }) => ({ number, findings })), faults }
    const known = await this.#stored()
    const before = await this.#before(rows, known)
    const taken: TakenRow[] = []
    for (const typed of rows) {
      const key = rowKey(this.#register, typed.row)
      const there = known.get(key)
      const whole = this.#whole(typed, there && before.get(there.rowNo), faults)
      if (!whole) continue
      const isAsFound = this.#absent.length === 0 && typed.masked.length === 0
      const rowNo = there?.rowNo ?? this.#nextRow++
      const checked = this.#checked(rowNo, whole, isAsFound ? typed.findings : undefined)
      taken.push({ number: typed.number, findings: checked.findings.map(({ finding }) => finding) })
      if (!there) {
        this.#counts.added += 1
        this.#added.push(checked)
        this.#sample('added', key, undefined, whole, typed.number)
        continue
      }
      this.#seen.add(there.rowNo)
      if (there.digest === digestOf(this.#register, whole)) {
        this.#counts.same += 1
        continue
      }
      this.#counts.changed += 1
      this.#changed.push(checked)
      this.#sample(
        'changed',
        key,
        before.get(there.rowNo) ?? (await this.#one(there.rowNo)),
        whole,
        typed.number,
      )
    }
    await this.#flush(BATCH)
    return { taken, faults }
  }

  /** Writes what is left, takes away what the file does not have, and counts the register anew. */
  async finish(actor: Actor, mode: ImportOptions['mode'], isDeclaredEmpty: boolean): Promise<void> {
    await this.#flush(0)
    const known = await this.#stored()
    const gone = mode === 'replace' ? [...known].filter(([, { rowNo }]) => !this.#seen.has(rowNo)) : []
    this.#counts.removed = gone.length
    for (const [key] of gone.slice(0, SAMPLES)) this.#sample('removed', key, undefined, undefined)
    const { place, change } = this.#open
    const numbers = gone.map(([, { rowNo }]) => rowNo)
    for (let start = 0; start < numbers.length; start += BATCH) {
      await deleteSheetRows(this.#tx, place, numbers.slice(start, start + BATCH), change)
    }
    const state = isDeclaredEmpty ? 'none' : 'begun'
    const { added, changed, removed } = this.#counts
    // The same file sent again changes nothing, not even the revision that others compare with.
    if (added + changed + removed === 0 && this.#open.sheet.state === state) return
    await closeSheet(this.#app, this.#tx, actor, this.#open, state, this.#nextRow)
  }

  change(isDeclaredEmpty: boolean): RegisterChange {
    return {
      register: this.#register.id,
      name: this.#register.name,
      sheet: this.#sheet,
      ...this.#counts,
      isDeclaredEmpty,
      samples: this.#samples,
    }
  }

  /** Keys and digests of the rows that are there. */
  async #stored(): Promise<Map<string, Known>> {
    if (this.#known) return this.#known
    const known = new Map<string, Known>()
    for await (const rows of eachSheetRow(this.#tx, this.#open.place)) {
      for (const { rowNo, rowKey: key, data } of rows) {
        const row = this.#app.secrets.openRow(this.#register, data)
        known.set(key, { rowNo, digest: digestOf(this.#register, row) })
      }
    }
    this.#known = known
    return known
  }

  /** The rows as they are where something of them is needed: what was masked, what the file has no column for. */
  async #before(rows: readonly TypedRow[], known: ReadonlyMap<string, Known>): Promise<Map<number, Row>> {
    const wanted = rows.filter(({ masked }) => masked.length > 0 || this.#absent.length > 0)
    const numbers = wanted.flatMap(({ row }) => known.get(rowKey(this.#register, row))?.rowNo ?? [])
    const found = new Map<number, Row>()
    if (numbers.length === 0) return found
    for (const { rowNo, data } of await readSheetRows(this.#tx, this.#open.place, numbers)) {
      found.set(rowNo, this.#app.secrets.openRow(this.#register, data))
    }
    return found
  }

  async #one(rowNo: number): Promise<Row | undefined> {
    if (this.#samples.length >= SAMPLES) return undefined
    const [row] = await readSheetRows(this.#tx, this.#open.place, [rowNo])
    return row && this.#app.secrets.openRow(this.#register, row.data)
  }

  /** The row as it will be: what is masked or not in the file keeps what it holds. */
  #whole({ row, masked, number }: TypedRow, before: Row | undefined, faults: ImportFault[]): Row | undefined {
    const whole: Record<string, RowCell> = {}
    for (const field of this.#register.fields) {
      whole[field.id] = (field.id in row ? row[field.id] : before?.[field.id]) ?? null
    }
    const wrong = masked.flatMap((id) => {
      const field = this.#register.fields.find((candidate) => candidate.id === id)
      const held = before?.[id] ?? null
      const isSame = field !== undefined && held !== null && maskedCell(field, held) === row[id]
      whole[id] = held
      return isSame || !field ? [] : [field]
    })
    for (const field of wrong) {
      const column = this.#columns[field.id]
      faults.push({
        code: 'IMP-045',
        params: { field: field.name.zh, field_en: field.name.en },
        place: { sheet: this.#sheet, row: number, ...(column === undefined ? {} : { column }) },
      })
    }
    return wrong.length > 0 ? undefined : whole
  }

  #checked(rowNo: number, row: Row, found: readonly Finding[] | undefined): CheckedRow {
    if (!found) return checkedRow(this.#register, this.#open.checker, rowNo, row)
    const own = found.map((finding) => ({ ...finding, at: { ...finding.at, row: String(rowNo) } }))
    return checkedRow(this.#register, { check: () => own }, rowNo, row)
  }

  async #flush(least: number): Promise<void> {
    const { place, change } = this.#open
    if (this.#added.length > least) {
      await insertSheetRows(this.#tx, this.#app.secrets, place, this.#added, change)
      this.#added = []
    }
    if (this.#changed.length > least) {
      await updateSheetRows(this.#tx, this.#app.secrets, place, this.#changed, change)
      this.#changed = []
    }
  }

  #sample(
    kind: RowChange['kind'],
    key: string,
    before: Row | undefined,
    after: Row | undefined,
    number?: number,
  ): void {
    if (this.#samples.length >= SAMPLES) return
    const shown = (field: Field, row: Row | undefined): RowCell => {
      const cell = row?.[field.id] ?? null
      return field.personal === 'none' ? cell : maskedCell(field, cell)
    }
    const cells = this.#register.fields
      .filter((field) => kind !== 'changed' || textOf(before?.[field.id]) !== textOf(after?.[field.id]))
      .map((field) => ({ field: field.id, from: shown(field, before), to: shown(field, after) }))
    this.#samples.push({
      kind,
      key: key.replaceAll('\u001f', '、'),
      ...(number === undefined ? {} : { number }),
      cells: kind === 'removed' ? [] : cells,
    })
  }
}

/** Two rows with the same digest hold the same: 12 and "12" are one number, blank is blank. */
function digestOf(register: Register, row: Row): string {
  return hash('sha1', JSON.stringify(register.fields.map((field) => textOf(row[field.id]))), 'base64')
}

function textOf(cell: RowCell | undefined): string {
  return cell === null || cell === undefined ? '' : String(cell)
}
