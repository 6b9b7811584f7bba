import type { Field, Register } from '../../catalog/index.ts'
import type { RowChecker } from '../../checks/index.ts'
import type { Row, RowCell } from '../../formula/index.ts'
import { AppError, type Finding, inputKey, parseDecimal } from '../../kernel/index.ts'
import type { CheckedRow } from '../../store/index.ts'

/** A row as it crosses the wire: cells by field id; fields left out keep what they hold. */
export type TypedRow = Readonly<Record<string, RowCell>>

const LONGEST_TEXT = 1000

/**
 * Typed cells in the forms that rows are kept in. What cannot be read stays as it was typed, so that the row's checks
 * can say what is wrong with it beside the cell.
 * @throws AppError REG-002 unknown field, REG-005 too long or neither yes nor no
 */
export function readTypedRow(register: Register, typed: TypedRow): Row {
  const row: Record<string, RowCell> = {}
  for (const [id, cell] of Object.entries(typed)) {
    const field = register.fields.find((candidate) => candidate.id === id)
    if (!field)
      throw new AppError('REG-002', { register: register.id, field: id }, { kind: 'usage', path: [id] })
    row[id] = readCell(field, cell)
  }
  return row
}

function readCell(field: Field, cell: RowCell): RowCell {
  if (cell === null) return null
  const text = String(cell).trim()
  if (text === '') return null
  const refuse = (): never => {
    throw new AppError('REG-005', { field: field.name.zh }, { kind: 'usage', path: [field.id] })
  }
  if (text.length > LONGEST_TEXT) return refuse()
  switch (field.type) {
    case 'flag':
      return readFlag(text) ?? refuse()
    case 'integer': {
      const plain = plainNumber(text)
      return /^-?\d{1,15}$/.test(plain) ? Number(plain) : text
    }
    case 'decimal':
      return parseDecimal(plainNumber(text))?.toFixed() ?? text
    case 'id_number':
    case 'phone':
      return text.normalize('NFKC').replace(/\s/g, '').toUpperCase()
    case 'date':
    case 'code':
      return text.normalize('NFKC')
    default:
      return text
  }
}

function plainNumber(text: string): string {
  return text.normalize('NFKC').replace(/[\s,]/g, '')
}

const FLAGS: Readonly<Record<string, boolean>> = {
  true: true,
  是: true,
  '1': true,
  yes: true,
  y: true,
  false: false,
  否: false,
  '0': false,
  no: false,
  n: false,
}

function readFlag(text: string): boolean | undefined {
  return FLAGS[text.normalize('NFKC').toLowerCase()]
}

/** Every field of a register, blank where nothing was typed. */
export function wholeRow(register: Register, row: Row): Row {
  return Object.fromEntries(register.fields.map(({ id }) => [id, row[id] ?? null]))
}

/** The fields that make a row the same row; without them it cannot be kept. @throws AppError REG-004 */
export function requireKey(register: Register, row: Row): void {
  const missing = register.key.filter((field) => (row[field] ?? '') === '')
  if (missing.length === 0) return
  const names = missing.map((id) => register.fields.find((field) => field.id === id)?.name.zh ?? id)
  throw new AppError('REG-004', { fields: names.join('、') }, { kind: 'usage', path: missing })
}

/** A row as it is shown: 张*, 4418…1234, 138****1234; what is not personal stays as it is. */
export function maskedRow(register: Pick<Register, 'fields'>, row: Row): Row {
  const personal = register.fields.filter((field) => field.personal !== 'none')
  if (personal.length === 0) return row
  return {
    ...row,
    ...Object.fromEntries(personal.map((field) => [field.id, maskedCell(field, row[field.id])])),
  }
}

export function maskedCell(field: Field, cell: RowCell | undefined): RowCell {
  if (cell === null || cell === undefined || cell === '') return null
  const characters = [...String(cell)]
  const ends = (head: number, tail: number, between: string) =>
    characters.length <= head + tail
      ? between
      : `${characters.slice(0, head).join('')}${between}${characters.slice(-tail).join('')}`
  switch (field.type) {
    case 'id_number':
      return ends(4, 4, '…')
    case 'phone':
      return ends(3, 4, '****')
    case 'date':
      return `${characters.slice(0, 4).join('')}-**-**`
    default:
      return field.personal === 'sensitive'
        ? '***'
        : `${characters[0]}${'*'.repeat(Math.min(2, characters.length - 1))}`
  }
}

/** A row with its findings; what these quote of personal fields is masked, for reasons are kept under it. */
export function checkedRow(register: Register, checker: RowChecker, rowNo: number, row: Row): CheckedRow {
  const findings = checker.check(row, String(rowNo)).map((finding) => {
    const masked = maskedFinding(register, finding)
    return { finding: masked, key: inputKey(masked) }
  })
  return { rowNo, row, findings }
}

function maskedFinding(register: Register, finding: Finding): Finding {
  const inputs = Object.fromEntries(
    Object.entries(finding.inputs).map(([name, value]) => {
      const field = register.fields.find((candidate) => candidate.id === name)
      return [name, field && field.personal !== 'none' ? String(maskedCell(field, value) ?? '') : value]
    }),
  )
  return { ...finding, inputs }
}
