import type { Catalog, DataElement, Form, Register } from '../../catalog/index.ts'
import type { OrgLevel, ReportingYear } from '../../kernel/index.ts'

/** What a round asks of a unit: forms with their elements and registers. */
export interface AskedForms {
  readonly forms: readonly Form[]
  /** Elements that someone types; those counted from rows as well may be typed, to be compared. */
  readonly elements: ReadonlyMap<string, AskedElement>
  readonly registers: ReadonlyMap<string, { readonly form: string; readonly register: Register }>
}

export interface AskedElement {
  readonly form: string
  readonly definition: DataElement
  /** Without a value or a reason the return is not complete. */
  readonly isRequired: boolean
}

/** The forms of a round that a unit of some level fills in. */
export function askedForms(
  catalog: Catalog,
  formIds: readonly string[],
  level: OrgLevel,
  year: ReportingYear,
): AskedForms {
  const by = level === 'school' || level === 'class_provider' ? 'school' : 'city'
  const forms = catalog.forms.all(year).filter((form) => formIds.includes(form.id) && form.by === by)
  const elements = new Map<string, AskedElement>()
  const registers = new Map<string, { form: string; register: Register }>()
  for (const form of forms) {
    for (const section of form.sections) {
      for (const id of section.elements) {
        const definition = catalog.elements.inForce(id, year)
        if (definition)
          elements.set(id, {
            form: form.id,
            definition,
            isRequired: definition.collected !== undefined && definition.counted === undefined,
          })
      }
      for (const id of section.registers) {
        const register = catalog.registers.inForce(id, year)
        if (register) registers.set(id, { form: form.id, register })
      }
    }
  }
  return { forms, elements, registers }
}

/** Cells of an element that can be typed: the whole, and the codes of its breakdowns by code list. */
export function cellsOf(catalog: Catalog, { breakdowns, counted }: DataElement): string[] {
  if (counted) return ['']
  const parts = breakdowns.flatMap(({ dimension, codelist }) =>
    codelist === undefined
      ? []
      : (catalog.codeLists.get(codelist)?.codes ?? []).map(({ code }) => `${dimension}=${code}`),
  )
  return ['', ...parts]
}
