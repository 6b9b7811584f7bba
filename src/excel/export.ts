import type { Register } from '../catalog/index.ts'
import type { RowCell } from '../formula/index.ts'
import type { Language } from '../kernel/index.ts'
import { type AllCodeLabels, NO, YES } from './code-labels.ts'

/** Columns of an exported register: the names that our own import knows again. */
export function exportColumns(register: Register, language: Language): { title: string; width: number }[] {
  return register.fields.map(({ name, type }) => ({
    title: name[language],
    width: type === 'id_number' ? 22 : type === 'text' ? 18 : 14,
  }))
}

/** A stored cell as a person reads it: labels for codes, 是 and 否; numbers stay numbers. */
export function exportCell(
  field: Register['fields'][number],
  cell: RowCell,
  labels: AllCodeLabels,
): string | number | null {
  if (cell === null || cell === '') return null
  if (typeof cell === 'boolean') return cell ? YES : NO
  if (field.codelist !== undefined) return labels.of(field.codelist).label(String(cell)) ?? String(cell)
  if (field.type === 'integer' || field.type === 'decimal') {
    const number = Number(cell)
    // What a double cannot hold stays a text.
    return Number.isFinite(number) && String(number) === String(cell) ? number : String(cell)
  }
  return String(cell)
}
