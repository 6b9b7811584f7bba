import type { Catalog } from '../../catalog/index.ts'
import { elementsOfCheck } from '../../checks/index.ts'
import type { DeskFinding } from '../../http/contract/entry.ts'
import type { Bilingual } from '../../kernel/index.ts'
import { keyOf } from './rows.ts'

/** A cell that a finding speaks of, and the form on which it is filled in. */
export interface FoundCell {
  readonly key: string
  readonly name: Bilingual
  readonly form: string
}

/** Every cell that a finding rests on, the cells behind its indicators included. */
export function cellsOfFinding(catalog: Catalog, { code, at }: DeskFinding): FoundCell[] {
  const { year } = at
  const check = at.register === undefined ? catalog.checks.inForce(code, year) : undefined
  const elements = new Set([...(at.elements ?? []), ...(check ? elementsOfCheck(catalog, check, year) : [])])
  return [...elements].flatMap((id) => {
    const element = catalog.elements.inForce(id, year)
    const form = formOf(catalog, year, id)
    return element && form !== undefined ? [{ key: keyOf(id, ''), name: element.name, form }] : []
  })
}

/** The form on which an element is filled in. */
function formOf(catalog: Catalog, year: number, element: string): string | undefined {
  const form = catalog.forms
    .all(year)
    .find(({ sections }) => sections.some(({ elements }) => elements.includes(element)))
  return form?.id
}
