import { type Catalog, codeName } from '../../catalog/index.ts'
import type { Remark } from '../../http/contract/entry.ts'
import type { Bilingual } from '../../kernel/index.ts'
import type { Speech } from '../i18n/language.tsx'

type Place = Remark['place']

/** A name in a year; the id where the catalog of that year has none. An element and a register may share an id. */
export function nameIn(
  catalog: Catalog,
  kind: 'elements' | 'registers' | 'forms',
  id: string,
  year: number,
): Bilingual {
  return catalog[kind].inForce(id, year)?.name ?? { zh: id, en: id }
}

/** A cell as one would say it: the element, and the parts of its breakdown by their names. */
export function cellName(
  catalog: Catalog,
  element: string,
  cell: string,
  year: number,
  { say }: Pick<Speech, 'say'>,
): string {
  const name = say(nameIn(catalog, 'elements', element, year))
  if (cell === '') return name
  const breakdowns = catalog.elements.inForce(element, year)?.breakdowns ?? []
  const parts = cell.split(',').map((part) => {
    const [dimension = '', code = ''] = part.split('=')
    const list = breakdowns.find((one) => one.dimension === dimension)?.codelist
    return list === undefined ? part : say(codeName(catalog, list, code))
  })
  return [name, ...parts].join(' · ')
}

/** Where a remark stands, as one would say it: the element, or the row and field of a register. */
export function placeText(
  catalog: Catalog,
  place: Place,
  year: number,
  speech: Pick<Speech, 't' | 'say'>,
): string {
  const { t, say } = speech
  const { element, cell = '', register, row, field, form } = place
  if (element !== undefined) return cellName(catalog, element, cell, year, speech)
  if (register === undefined)
    return form === undefined ? t('board.whole') : say(nameIn(catalog, 'forms', form, year))
  const fieldName = catalog.registers.inForce(register, year)?.fields.find(({ id }) => id === field)?.name
  return [
    say(nameIn(catalog, 'registers', register, year)),
    row === undefined ? undefined : t('board.row', { row }),
    fieldName ? say(fieldName) : undefined,
  ]
    .filter((part) => part !== undefined)
    .join(' · ')
}
