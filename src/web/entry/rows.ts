import type { Catalog, DataElement } from '../../catalog/index.ts'
import type { EntryDocument } from '../../http/contract/entry.ts'
import type { Bilingual } from '../../kernel/index.ts'

/** One line of the grid: an element, or one cell of its breakdown. */
export interface EntryRow {
  readonly key: string
  readonly element: DataElement
  readonly cell: string
  /** The part of the breakdown; absent for the whole. */
  readonly part?: Bilingual
  /** What this unit reported last year, as accepted; exact decimal text. */
  readonly before: string | undefined
  /** What this year's register counts, where there is one. */
  readonly counted: string | undefined
}

export interface EntrySection {
  readonly title: Bilingual
  readonly rows: readonly EntryRow[]
}

export const keyOf = (element: string, cell: string) => `${element}|${cell}`

/** The lines of a form, section by section. */
export function sectionsOf(catalog: Catalog, entry: EntryDocument, form: string): EntrySection[] {
  const { year } = entry
  const before = new Map<string, string>()
  const counted = new Map<string, string>()
  for (const { year: at, element, cell, value, origin } of entry.bundle.values) {
    if (value === undefined) continue
    if (at === year - 1) before.set(keyOf(element, cell), value)
    if (at === year && origin === 'counted') counted.set(keyOf(element, cell), value)
  }
  const rowOf = (element: DataElement, cell: string, part?: Bilingual): EntryRow => {
    const key = keyOf(element.id, cell)
    return {
      key,
      element,
      cell,
      ...(part ? { part } : {}),
      before: before.get(key),
      counted: counted.get(key),
    }
  }
  return (catalog.forms.inForce(form, year)?.sections ?? []).flatMap((section) => {
    const rows = section.elements.flatMap((id) => {
      const element = catalog.elements.inForce(id, year)
      if (!element) return []
      return [
        rowOf(element, ''),
        ...partsOf(catalog, element).map(({ cell, name }) => rowOf(element, cell, name)),
      ]
    })
    return rows.length > 0 ? [{ title: section.title, rows }] : []
  })
}

function partsOf(catalog: Catalog, { breakdowns, counted }: DataElement) {
  if (counted) return []
  return breakdowns.flatMap(({ dimension, codelist }) =>
    codelist === undefined
      ? []
      : (catalog.codeLists.get(codelist)?.codes ?? []).map(({ code, name }) => ({
          cell: `${dimension}=${code}`,
          name,
        })),
  )
}
