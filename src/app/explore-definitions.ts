import {
  type Catalog,
  type DataElement,
  definitionOf,
  type Indicator,
  messageText,
} from '../catalog/index.ts'
import { AppError, type Bilingual, type ReportingYear } from '../kernel/index.ts'
import { isAbout } from './explore-inputs.ts'

/** A quantity that can be looked at: an indicator or a data element, as lists and pickers show it. */
export interface Quantity {
  readonly id: string
  readonly kind: 'element' | 'indicator'
  readonly name: Bilingual
  readonly topic: Topic
  readonly unitLabel: Bilingual
  readonly decimals: number
  readonly isShare: boolean
  /** Whether the value of a unit above is the sum of those below, so that it cannot stand beside them. */
  readonly isAdditive: boolean
  readonly style: Indicator['style']
  readonly better: Indicator['better']
  /** Whether a standard of the catalog sets a bound for it. */
  readonly hasStandard: boolean
  /** Other names under which a reader may look for it. */
  readonly synonyms: readonly string[]
}

/** What quantities are listed under: the topic of an indicator, the form or register of an element. */
export interface Topic {
  readonly id: string
  readonly kind: 'topic' | 'form' | 'register'
  readonly name: Bilingual
}

/** All quantities in force in a year, indicators first, in the order of the catalog. */
export function quantitiesOf(catalog: Catalog, year: ReportingYear): Quantity[] {
  return [
    ...catalog.indicators
      .all(year)
      .map((indicator) =>
        quantity(catalog, indicator, 'indicator', indicatorTopic(catalog, indicator), year),
      ),
    ...catalog.elements
      .all(year)
      .map((element) => quantity(catalog, element, 'element', elementTopic(catalog, element, year), year)),
  ]
}

/**
 * One quantity.
 * @throws AppError IND-001 where the catalog has neither indicator nor element of that id in the year
 */
export function quantityOf(catalog: Catalog, id: string, year: ReportingYear): Quantity {
  const found = definitionOf(catalog, id, year)
  switch (found?.kind) {
    case 'indicator':
      return quantity(catalog, found.definition, 'indicator', indicatorTopic(catalog, found.definition), year)
    case 'element':
      return quantity(
        catalog,
        found.definition,
        'element',
        elementTopic(catalog, found.definition, year),
        year,
      )
    default:
      throw new AppError('IND-001', { id, year }, { kind: 'not_found' })
  }
}

function quantity(
  catalog: Catalog,
  definition: Indicator | DataElement,
  kind: Quantity['kind'],
  topic: Topic,
  year: ReportingYear,
): Quantity {
  const { id, name, unit, decimals, measure } = definition
  const items = catalog.standards.all(year).flatMap((standard) => standard.items)
  return {
    id,
    kind,
    name,
    topic,
    unitLabel: { zh: catalog.units.label(unit, 'zh'), en: catalog.units.label(unit, 'en') },
    decimals,
    isShare: measure.kind === 'share',
    isAdditive: definition.rollup === 'sum' || definition.rollup === 'distinct',
    style: 'style' in definition ? definition.style : 'plain',
    better: 'better' in definition ? definition.better : 'neutral',
    hasStandard: items.some((item) => isAbout(catalog, item, id, year)),
    synonyms: 'synonyms' in definition ? (definition.synonyms ?? []) : [],
  }
}

function indicatorTopic(catalog: Catalog, { topic }: Indicator): Topic {
  const name = (language: 'zh' | 'en') => messageText(catalog, language, `topic.${topic}`)
  return { id: topic, kind: 'topic', name: { zh: name('zh'), en: name('en') } }
}

function elementTopic(catalog: Catalog, element: DataElement, year: ReportingYear): Topic {
  const form = element.collected && catalog.forms.inForce(element.collected.form, year)
  if (form) return { id: form.id, kind: 'form', name: form.name }
  const register = element.counted && catalog.registers.inForce(element.counted.register, year)
  if (register) return { id: register.id, kind: 'register', name: register.name }
  throw new Error(`element ${element.id} is on no form and in no register of ${year}`)
}
