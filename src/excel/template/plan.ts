import type { DataElement, Field, Form, Register } from '../../catalog/index.ts'
import type { Language, OrgLevel } from '../../kernel/index.ts'
import { cellName, columnName } from '../read/sheet.ts'
import type { TemplateContents } from './contents.ts'

/** Rows above the data on every sheet: hidden ids, title, remark, head. */
export const ID_ROW = 0
export const TITLE_ROW = 1
export const REMARK_ROW = 2
export const HEAD_ROW = 3
export const FIRST_ROW = 4

/** Columns of a form's sheet. */
export const formColumns = {
  key: 0,
  number: 1,
  name: 2,
  unit: 3,
  previous: 4,
  value: 5,
  counted: 6,
  change: 7,
  reason: 8,
  check: 9,
} as const

export interface FormSheet {
  readonly kind: 'form'
  readonly sheet: string
  readonly form: Form
  readonly lines: readonly FormLine[]
}

export type FormLine =
  | { readonly kind: 'section'; readonly row: number; readonly title: string }
  | {
      readonly kind: 'element'
      readonly row: number
      readonly number: string
      readonly element: DataElement
    }

export interface RegisterSheet {
  readonly kind: 'register'
  readonly sheet: string
  readonly register: Register
  readonly form: Form
  /** Rows there is room for. */
  readonly rows: number
  readonly filled: number
}

/** Which sheets a workbook has, and where in them everything stands. */
export interface TemplatePlan {
  readonly sheets: readonly (FormSheet | RegisterSheet)[]
  readonly forms: readonly FormSheet[]
  readonly registers: readonly RegisterSheet[]
}

/** The forms that a unit of this level fills in a year, in the order of the catalog. */
export function formsOf(
  contents: Pick<TemplateContents, 'catalog' | 'year' | 'forms'> & {
    readonly unit: { readonly level: OrgLevel }
  },
): Form[] {
  const by = contents.unit.level === 'city' ? 'city' : 'school'
  return contents.catalog.forms
    .all(contents.year)
    .filter((form) => form.by === by && (!contents.forms || contents.forms.includes(form.id)))
}

export function planTemplate(contents: TemplateContents): TemplatePlan {
  const { catalog, year, language } = contents
  const names = new SheetNames()
  const sheets: (FormSheet | RegisterSheet)[] = []
  for (const form of formsOf(contents)) {
    const lines = formLines(contents, form)
    if (lines.length > 0) {
      sheets.push({ kind: 'form', sheet: names.give(form.name[language]), form, lines })
    }
    for (const id of form.sections.flatMap((section) => section.registers)) {
      const register = catalog.registers.inForce(id, year)
      if (!register) continue
      const filled = contents.rows.get(id)?.length ?? 0
      const expected = Math.max(filled, contents.rowsBefore.get(id) ?? 0)
      const rows = Math.max(filled, expected) + Math.max(100, Math.ceil(expected * 0.3))
      sheets.push({
        kind: 'register',
        sheet: names.give(register.name[language]),
        register,
        form,
        rows,
        filled,
      })
    }
  }
  return {
    sheets,
    forms: sheets.filter((sheet) => sheet.kind === 'form'),
    registers: sheets.filter((sheet) => sheet.kind === 'register'),
  }
}

function formLines({ catalog, year, language }: TemplateContents, form: Form): FormLine[] {
  const lines: FormLine[] = []
  let row = FIRST_ROW
  let section = 0
  for (const { title, elements } of form.sections) {
    const found = elements.flatMap((id) => catalog.elements.inForce(id, year) ?? [])
    if (found.length === 0) continue
    section += 1
    lines.push({ kind: 'section', row, title: title[language] })
    row += 1
    for (const [index, element] of found.entries()) {
      lines.push({ kind: 'element', row, number: `${section}.${index + 1}`, element })
      row += 1
    }
  }
  return lines
}

/** Columns of a register's sheet: mark, the fields, messages, and hidden what is wrong with the form of the row. */
export function fieldColumn(register: Register, id: string): number {
  return register.fields.findIndex((field) => field.id === id) + 1
}

export function messageColumn(register: Register): number {
  return register.fields.length + 1
}

export function formatColumn(register: Register): number {
  return register.fields.length + 2
}

export function fieldOf(register: Register, id: string): Field {
  const field = register.fields.find((candidate) => candidate.id === id)
  if (!field) throw new Error(`register ${register.id} has no field ${id}`)
  return field
}

/** `$C$5` for row and column counted from 0. */
export function absolute(row: number, column: number): string {
  return `$${columnName(column)}$${row + 1}`
}

/** `$C5`: the column stands, the row moves along. */
export function inRow(row: number, column: number): string {
  return `$${columnName(column)}${row + 1}`
}

export function area(top: number, left: number, bottom: number, right: number): string {
  return `${cellName(left, top + 1)}:${cellName(right, bottom + 1)}`
}

/** Names of sheets: at most 31 characters, none twice, none of the marks that Excel keeps for itself. */
class SheetNames {
  readonly #given = new Set<string>()

  give(wanted: string): string {
    const base = wanted.replace(/[[\]:*?/\\']/g, ' ').slice(0, 28)
    let name = base
    for (let number = 2; this.#given.has(name.toLowerCase()); number += 1) name = `${base} ${number}`
    this.#given.add(name.toLowerCase())
    return name
  }
}

export const hiddenSheets = { values: '_values', lists: '_lists', meta: '_vetted' } as const

export function overviewNames(language: Language): { readonly cover: string; readonly checks: string } {
  return language === 'zh' ? { cover: '封面', checks: '校验' } : { cover: 'Cover', checks: 'Checks' }
}
