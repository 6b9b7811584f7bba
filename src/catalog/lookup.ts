import type { Names } from '../formula/index.ts'
import type { Language } from '../kernel/index.ts'
import type { Catalog } from './catalog.ts'
import { type NameSpace, namesOf } from './scope.ts'

export type CatalogNames = Names

/** The catalog as a name space for formulas; of dated definitions the latest version speaks. */
export function catalogSpace(catalog: Catalog): NameSpace {
  return {
    units: catalog.units,
    codeLists: catalog.codeLists,
    attributes: catalog.attributes,
    parameters: catalog.parameters,
    element: (id) => catalog.elements.versions(id).at(-1),
    indicator: (id) => catalog.indicators.versions(id).at(-1),
    register: (id) => catalog.registers.versions(id).at(-1),
  }
}

/** Names for describing formulas in a language. */
export function catalogNames(catalog: Catalog, language: Language): CatalogNames {
  return namesOf(catalogSpace(catalog), language)
}
