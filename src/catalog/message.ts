import { fill, type Language, type Params } from '../kernel/index.ts'
import type { Catalog } from './catalog.ts'

/** The words of a code; the bare code where the catalog has none, so that nothing is lost. */
export function messageText(
  catalog: Pick<Catalog, 'messages'>,
  language: Language,
  code: string,
  params: Params = {},
): string {
  const template = catalog.messages[language].get(code)
  return template === undefined ? `${code} ${JSON.stringify(params)}` : fill(template, params)
}
