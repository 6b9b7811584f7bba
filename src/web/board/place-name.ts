import type { Catalog } from '../../catalog/index.ts'
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

/** Where a remark stands, as one would say it: the element, or the row and field of a register. */
export function placeText(
  catalog: Catalog,
  place: Place,
  year: number,
  { t, say }: Pick<Speech, 't' | 'say'>,
): string {
  const { element, register, row, field, form } = place
  if (element !== undefined) return say(nameIn(catalog, 'elements', element, year))
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
