import type { Field, Register } from '../../catalog/index.ts'
import { type RowChecker, rowChecker } from '../../checks/index.ts'
import type { Row, RowCell } from '../../formula/index.ts'
import type { Finding } from '../../kernel/index.ts'
import type { CellArea, RawCell, SheetRow } from '../read/sheet.ts'
import type { ImportFault } from './fault.ts'
import { type FieldReader, fieldReader } from './field-value.ts'
import type { RegisterHead } from './heads.ts'
import type { ImportContext } from './read-return.ts'
import { halfWidth } from './text.ts'

/** A row of a register with the row of the file it came from. */
export interface TypedRow {
  readonly row: Row
  readonly number: number
  /** Fields in which masked text came back (4418…1234): they keep what is stored. */
  readonly masked: readonly string[]
  /** What the checks of the row find; not looked for where the file lacks columns that the row has. */
  readonly findings: readonly Finding[]
}

/** Reads the rows of one register's sheet, keeping only what later rows must be compared with: the keys. */
export class RegisterReader {
  readonly head: RegisterHead
  readonly #sheet: string
  readonly #columns: readonly { column: number; field: Field; read: FieldReader }[]
  readonly #columnOf: ReadonlyMap<string, number>
  readonly #checker: RowChecker
  readonly #keys = new Map<string, number>()
  readonly #sensitive: ReadonlySet<string>
  readonly #isWhole: boolean
  /** Rows passed over as totals or remarks. */
  readonly skipped: { number: number; text: string }[] = []
  #lastRow = 0
  #firstRow = 0
  count = 0

  constructor(context: ImportContext, head: RegisterHead, sheet: string) {
    const { catalog, labels, orgUnit, year } = context
    this.head = head
    this.#sheet = sheet
    this.#columns = [...head.columns].map(([column, field]) => ({
      column,
      field,
      read: fieldReader(catalog, field, labels, context.countsFrom1904),
    }))
    this.#columnOf = new Map(this.#columns.map(({ column, field }) => [field.id, column]))
    this.#checker = rowChecker(catalog, head.register, { orgUnit, year })
    this.#isWhole = head.columns.size === head.register.fields.length
    this.#sensitive = new Set(
      head.register.fields.filter((field) => field.personal === 'sensitive').map((field) => field.id),
    )
  }

  /** Column of each field, for the places of findings. */
  get columns(): ReadonlyMap<string, number> {
    return this.#columnOf
  }

  /** Typed rows with what their checks find, and faults of cells. */
  read(rows: readonly SheetRow[]): { rows: TypedRow[]; faults: ImportFault[] } {
    const typed: TypedRow[] = []
    const faults: ImportFault[] = []
    for (const row of rows) {
      if (row.number <= this.head.row) continue
      const cells = this.#columns.map(({ column }) => row.cells[column])
      if (cells.every(isBlank) || this.#isRemark(row)) continue
      this.#firstRow ||= row.number
      this.#lastRow = row.number
      this.count += 1
      const own: ImportFault[] = []
      const read = this.#row(row, own)
      this.#key(read.row, row.number, own)
      if (own.length > 0) faults.push(...own)
      else typed.push({ ...read, findings: this.#check(read) })
    }
    return { rows: typed, faults }
  }

  /** Merged cells among the data: only their first cell holds a value, and nobody can tell whose it is. */
  mergeFaults(merges: readonly CellArea[]): ImportFault[] {
    const columns = [...this.#columnOf.values()]
    const [least, most] = [Math.min(...columns), Math.max(...columns)]
    return merges
      .filter(({ top, bottom, left, right }) => {
        const isInRows = this.#firstRow > 0 && bottom >= this.#firstRow && top <= this.#lastRow
        const isRemark = this.skipped.some(({ number }) => number >= top && number <= bottom)
        return isInRows && right >= least && left <= most && !isRemark
      })
      .map(({ top, left }) => ({
        code: 'IMP-024',
        params: {},
        place: { sheet: this.#sheet, row: top, column: left },
      }))
  }

  #row(row: SheetRow, faults: ImportFault[]): Omit<TypedRow, 'findings'> {
    const typed: Record<string, RowCell> = {}
    const masked: string[] = []
    for (const { column, field, read } of this.#columns) {
      const cell = row.cells[column]
      if (!cell) {
        typed[field.id] = null
        continue
      }
      const value = read(cell)
      if ('fault' in value) {
        faults.push({
          code: value.fault,
          params: { ...value.params, field: field.name.zh, field_en: field.name.en },
          place: { sheet: this.#sheet, row: row.number, column },
        })
        typed[field.id] = null
        continue
      }
      typed[field.id] = value.value
      if (this.#sensitive.has(field.id) && isMasked(value.value)) masked.push(field.id)
    }
    return { row: typed, number: row.number, masked }
  }

  #key(row: Row, number: number, faults: ImportFault[]): void {
    const { register } = this.head
    for (const id of register.key) {
      const cell = row[id] ?? null
      const column = this.#columnOf.get(id)
      const hasFault = faults.some((fault) => fault.place.column === column)
      if ((cell === null || cell === '') && !hasFault) {
        const field = register.fields.find((candidate) => candidate.id === id)
        faults.push({
          code: 'IMP-041',
          params: { field: field?.name.zh ?? id, field_en: field?.name.en ?? id },
          place: { sheet: this.#sheet, row: number, ...(column === undefined ? {} : { column }) },
        })
        return
      }
    }
    const key = register.key.map((id) => String(row[id] ?? '')).join('\u001f')
    const first = this.#keys.get(key)
    if (first === undefined) {
      this.#keys.set(key, number)
      return
    }
    const column = this.#columnOf.get(register.key[0] ?? '')
    faults.push({
      code: 'IMP-042',
      params: { key: register.key.map((id) => String(row[id] ?? '')).join('、'), first },
      place: { sheet: this.#sheet, row: number, ...(column === undefined ? {} : { column }) },
    })
  }

  #check({ row, number, masked }: Omit<TypedRow, 'findings'>): Finding[] {
    return this.#isWhole ? this.#checker.check(this.#unmasked(row, masked), String(number)) : []
  }

  /** What is masked was checked when it was typed: for the checks a number in good order stands in for it. */
  #unmasked(row: Row, masked: readonly string[]): Row {
    if (masked.length === 0) return row
    const standIns = masked.map((id) => {
      const field = this.head.register.fields.find((candidate) => candidate.id === id)
      return [id, STAND_INS[field?.type ?? 'text'] ?? '*']
    })
    return { ...row, ...Object.fromEntries(standIns) }
  }

  /** 合计 under a table, 填表人 below that: no rows of the register. */
  #isRemark(row: SheetRow): boolean {
    const filled = row.cells.filter((cell) => !isBlank(cell))
    if (filled.length > 2 && filled.filter((cell) => cell?.kind === 'text').length > 1) return false
    const texts = row.cells.flatMap((cell) => (cell?.kind === 'text' ? [halfWidth(cell.text)] : []))
    const [first] = texts
    if (first === undefined) return false
    const isTotal = TOTAL.test(first.replace(/\s/g, '')) && texts.length === 1
    const isNote = filled.length <= 2 && NOTE.test(first.replace(/\s/g, ''))
    if (isTotal || isNote) this.skipped.push({ number: row.number, text: first })
    return isTotal || isNote
  }
}

/** Stars and dots stand for what is not shown. */
function isMasked(cell: RowCell): boolean {
  return typeof cell === 'string' && /[*…]/.test(cell)
}

const STAND_INS: Readonly<Record<string, string>> = { id_number: '11010519491231002X', phone: '13800000000' }
const TOTAL = /^(合计|总计|小计|共计|总数|total|sum)[:：]?$/i
const NOTE = /^(填表人|制表人?|审核人?|负责人|填报人|填表日期|联系电话|备注|说明|注|单位盖章|盖章)[:：(（]/

function isBlank(cell: RawCell | undefined): boolean {
  return cell === undefined
}

/** Fields that a file can leave out without emptying them: those it has no column for. */
export function absentFields(register: Register, head: RegisterHead): Field[] {
  const present = new Set([...head.columns.values()].map((field) => field.id))
  return register.fields.filter((field) => !present.has(field.id))
}
