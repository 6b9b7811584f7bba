import { type Catalog, messageText } from '../../catalog/index.ts'
import type { Language, Params } from '../../kernel/index.ts'

/** The fixed words of the workbook in one language; they stand in catalog/messages/workbook.*.yaml. */
export type Words = (name: string, params?: Params) => string

export function wordsIn(catalog: Pick<Catalog, 'messages'>, language: Language): Words {
  return (name, params = {}) => messageText(catalog, language, `workbook.${name}`, params)
}
