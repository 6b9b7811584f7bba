import { unzipSync } from 'fflate'
import type { Field, Register } from '../../../src/catalog/index.ts'
import { cellName } from '../../../src/excel/read/sheet.ts'
import type { Row } from '../../../src/formula/index.ts'
import { pick } from '../seeded.ts'
import { goodRows, registerOf, registerSheet, templateBytes } from './base.ts'
import { type LightCell, type LightSheet, lightParts, zipped } from './light-workbook.ts'

/** A file that is broken in one way, and what must come of it. */
export interface Specimen {
  readonly name: string
  readonly bytes: Uint8Array
  readonly register?: string
  readonly expected: Expected
}

export type Expected =
  /** The whole file is refused with one of these codes. */
  | { readonly outcome: 'refused'; readonly codes: readonly string[] }
  /** A fault or finding with one of these codes stands at this cell. */
  | {
      readonly outcome: 'told'
      readonly codes: readonly string[]
      readonly sheet: string
      readonly cell?: string
    }
  /** Nothing is wrong: exactly these rows are read. */
  | { readonly outcome: 'read'; readonly register: string; readonly rows: readonly Row[] }
  /** Bytes changed at random: refused, told of, or read as it was; never read as something else. */
  | { readonly outcome: 'safe'; readonly register: string; readonly rows: readonly Row[] }

export type Mutator = (next: () => number, seed: number) => Promise<Specimen> | Specimen

export const ROWS = 8
const REGISTERS = [
  'students',
  'staff',
  'external_teachers',
  'graduates',
  'placements',
  'programmes',
  'courses',
] as const

export const whole = (next: () => number, most: number) => Math.floor(next() * most)

/** A register with good rows, as a light sheet that can still be changed. */
export function draft(next: () => number, seed: number, wants: (field: Field) => boolean = () => true) {
  const fitting = REGISTERS.map(registerOf).filter((register) =>
    register.fields.some((field) => !register.key.includes(field.id) && wants(field)),
  )
  const register = pick(next, fitting)
  const rows = goodRows(register, ROWS, seed)
  const sheet = registerSheet(register, rows)
  const fields = register.fields.filter((field) => !register.key.includes(field.id) && wants(field))
  const field = pick(next, fields)
  const column = register.fields.indexOf(field)
  const row = 1 + whole(next, ROWS)
  return { register, rows, sheet, field, column, row, cell: cellName(column, row + 1) }
}

export function workbook(sheet: LightSheet, expected: Expected, register?: Register): Specimen {
  return {
    name: 'corpus.xlsx',
    bytes: zipped(lightParts([sheet])),
    expected,
    ...(register ? { register: register.id } : {}),
  }
}

/** Puts something into one cell of a good register and says what must be told of it there. */
export function cellMutator(
  wants: (field: Field) => boolean,
  codes: readonly string[],
  bad: (next: () => number, field: Field) => LightCell,
): Mutator {
  return (next, seed) => {
    const { register, sheet, field, column, row, cell } = draft(next, seed, wants)
    const line = sheet.rows[row]
    if (line) line[column] = bad(next, field)
    return workbook(sheet, { outcome: 'told', codes, sheet: sheet.name, cell }, register)
  }
}

/** Changes how a good file is written without changing what it says. */
export function harmless(
  change: (sheet: LightSheet, next: () => number, register: Register) => LightSheet,
  wants?: (field: Field) => boolean,
): Mutator {
  return (next, seed) => {
    const { register, rows, sheet } = draft(next, seed, wants)
    return workbook(change(sheet, next, register), { outcome: 'read', register: register.id, rows }, register)
  }
}

export const isNumber = (field: Field) => field.type === 'integer' || field.type === 'decimal'
export const isWhole = (field: Field) => field.type === 'integer'
export const isCode = (field: Field) => field.type === 'code'
export const isDate = (field: Field) => field.type === 'date'
export const isFlag = (field: Field) => field.type === 'flag'
export const isText = (field: Field) => field.type === 'text'
export const isId = (field: Field) => field.type === 'id_number'

const templates: { bytes?: Promise<Uint8Array> } = {}
export async function templateParts(): Promise<Record<string, Uint8Array>> {
  templates.bytes ??= templateBytes()
  return unzipSync(await templates.bytes)
}

export const text = (bytes: Uint8Array | undefined) => new TextDecoder().decode(bytes)

/** Changes the text of one part of our own workbook. */
export async function inTemplate(
  part: RegExp,
  change: (xml: string) => string,
  codes: readonly string[],
): Promise<Specimen> {
  const parts: Record<string, Uint8Array | string> = await templateParts()
  for (const name of Object.keys(parts)) {
    if (part.test(name)) parts[name] = change(text(parts[name] as Uint8Array))
  }
  return { name: 'corpus.xlsx', bytes: zipped(parts), expected: { outcome: 'refused', codes } }
}

/** The container of a good file of which bytes can be changed. */
export function goodFile(next: () => number, seed: number) {
  const { register, rows, sheet } = draft(next, seed)
  return { register, rows, parts: lightParts([sheet]), bytes: zipped(lightParts([sheet])) }
}

export function csv(sheet: LightSheet, delimiter = ','): string {
  return sheet.rows
    .map((row) =>
      row
        .map((cell) => {
          const content =
            cell === undefined ? '' : 'text' in cell ? cell.text : 'number' in cell ? cell.number : ''
          return new RegExp(`["\\n${delimiter}]`).test(content)
            ? `"${content.replaceAll('"', '""')}"`
            : content
        })
        .join(delimiter),
    )
    .join('\r\n')
}

export function csvSpecimen(bytes: Uint8Array, expected: Expected, register: Register): Specimen {
  return { name: 'corpus.csv', bytes, expected, register: register.id }
}

export const utf8 = (content: string) => new TextEncoder().encode(content)
