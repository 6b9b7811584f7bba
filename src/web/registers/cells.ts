import { type Catalog, type Code, codeName, type Field, type Register } from '../../catalog/index.ts'
import { isInForce, type Language } from '../../kernel/index.ts'
import type { Speech } from '../i18n/language.tsx'

export type Cell = string | number | boolean | null
export type Cells = Readonly<Record<string, Cell>>

/** What a cell says to a reader: the name of a code, yes or no, the text itself; empty where there is nothing. */
export function cellText(
  catalog: Catalog,
  field: Field,
  cell: Cell | undefined,
  { t, say }: Pick<Speech, 't' | 'say'>,
): string {
  if (cell === null || cell === undefined || cell === '') return ''
  if (typeof cell === 'boolean') return t(cell ? 'reg.yes' : 'reg.no')
  if (field.codelist !== undefined) return say(codeName(catalog, field.codelist, String(cell)))
  return String(cell)
}

/** The codes that a field may hold in a year. */
export function codesOf(catalog: Catalog, field: Field, year: number): readonly Code[] {
  const list = field.codelist === undefined ? undefined : catalog.codeLists.get(field.codelist)
  return list?.codes.filter((code) => isInForce(code.in_force, year)) ?? []
}

export function isNumber(field: Field): boolean {
  return field.type === 'integer' || field.type === 'decimal'
}

/** The field by which people know a row: the first of its key. */
export function headField(register: Register): Field | undefined {
  return register.fields.find(({ id }) => id === register.key[0]) ?? register.fields[0]
}

/** What a field wants before anything is typed: must it be filled, in which unit, between which bounds. */
export function wish(
  catalog: Catalog,
  register: Register,
  field: Field,
  { t, say }: Pick<Speech, 't' | 'say'>,
): string {
  const unit = (language: Language) => catalog.units.label(field.unit ?? '', language)
  const target = field.refers_to === undefined ? undefined : catalog.registers.versions(field.refers_to)[0]
  const range =
    field.min !== undefined && field.max !== undefined
      ? t('reg.between', { min: field.min.toFixed(), max: field.max.toFixed() })
      : field.min !== undefined
        ? t('reg.at_least', { min: field.min.toFixed() })
        : undefined
  return [
    field.required === true || register.key.includes(field.id) ? t('reg.required') : undefined,
    field.unit === undefined ? undefined : t('reg.unit', { unit: say({ zh: unit('zh'), en: unit('en') }) }),
    range,
    target ? t('reg.refers', { register: say(target.name) }) : undefined,
    field.help ? say(field.help) : undefined,
    field.example === undefined ? undefined : t('reg.example', { example: field.example }),
  ]
    .filter((part) => part !== undefined)
    .join(t('list.semicolon'))
}
