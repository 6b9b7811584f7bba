import {
  type Catalog,
  catalogNames,
  type DataElement,
  definitionOf,
  type Standard,
} from '../catalog/index.ts'
import { describe, type Expr } from '../formula/index.ts'
import { type Trace, traceOf } from '../indicators/index.ts'
import { AppError, type Bilingual, type ReportingYear } from '../kernel/index.ts'
import { keeperOf } from '../store/index.ts'
import type { AppContext } from './context.ts'
import { type OrgRef, orgRef } from './explain.ts'
import { type Quantity, quantityOf } from './explore-definitions.ts'
import { elementsBehind } from './explore-inputs.ts'
import { unitWithData } from './find.ts'
import { loadWorld } from './world.ts'

/** How a value came about: what it means, by which formula, from which inputs, and where these were handed in. */
export interface Story {
  readonly org: OrgRef
  readonly year: ReportingYear
  readonly definition: DefinitionStory
  readonly trace: Trace
  /** Where the elements of the trace come from, by their id. */
  readonly origins: Readonly<Record<string, Origin>>
}

export interface DefinitionStory {
  readonly quantity: Quantity
  readonly meaning?: Bilingual
  readonly formula?: Bilingual
  readonly rollup: 'ratio_of_sums' | 'sum' | 'own' | 'none' | 'distinct'
  readonly period?: DataElement['period']
  readonly source?: { readonly text: string; readonly certainty: Certainty }
}

/** Where an element is handed in: the form on which it is typed, the register whose rows are counted, or both. */
export interface Origin {
  readonly keptBy: 'school' | 'city'
  readonly form?: { readonly id: string; readonly name: Bilingual }
  readonly register?: {
    readonly id: string
    readonly name: Bilingual
    /** What is counted or summed, with its condition, in words. */
    readonly counting: Bilingual
  }
}

type Certainty = Standard['source']['certainty']

export async function storyOf(
  app: AppContext,
  name: string,
  year: ReportingYear,
  id: string,
): Promise<Story> {
  const unit = await unitWithData(app, name, year)
  const definition = definitionStory(app.catalog, id, year)
  const world = await loadWorld(app, {
    unitIds: [unit.id],
    years: [year],
    elements: elementsBehind(app.catalog, [id]),
  })
  const trace = traceOf(world, unit.id, year, id)
  const origins: Record<string, Origin> = {}
  const visit = (node: Trace): void => {
    const element = node.kind === 'element' && app.catalog.elements.inForce(node.name, node.year)
    if (element) origins[node.name] ??= originOf(app.catalog, element, node.year)
    node.inputs.forEach(visit)
  }
  visit(trace)
  return { org: orgRef(unit), year, definition, trace, origins }
}

function definitionStory(catalog: Catalog, id: string, year: ReportingYear): DefinitionStory {
  const found = definitionOf(catalog, id, year)
  if (!found || found.kind === 'parameter') throw new AppError('IND-001', { id, year }, { kind: 'not_found' })
  const quantity = quantityOf(catalog, id, year)
  const { definition: meaning, source } = found.definition
  const formula = found.kind === 'indicator' ? found.definition.formula : found.definition.counted
  return {
    quantity,
    ...(meaning ? { meaning } : {}),
    ...(formula ? { formula: inWords(catalog, formula) } : {}),
    rollup: found.definition.rollup,
    ...(found.kind === 'element' ? { period: found.definition.period } : {}),
    ...(source
      ? {
          source: {
            text: [source.document, source.section].filter(Boolean).join(' '),
            certainty: source.certainty,
          },
        }
      : {}),
  }
}

function originOf(catalog: Catalog, element: DataElement, year: ReportingYear): Origin {
  const form = element.collected && catalog.forms.inForce(element.collected.form, year)
  const register = element.counted && catalog.registers.inForce(element.counted.register, year)
  return {
    keptBy: keeperOf(catalog, element, year),
    ...(form ? { form: { id: form.id, name: form.name } } : {}),
    ...(register && element.counted
      ? {
          register: {
            id: register.id,
            name: register.name,
            counting: inWords(catalog, element.counted),
          },
        }
      : {}),
  }
}

function inWords(catalog: Catalog, formula: Expr): Bilingual {
  const words = (language: 'zh' | 'en') => describe(formula, catalogNames(catalog, language), language)
  return { zh: words('zh'), en: words('en') }
}
