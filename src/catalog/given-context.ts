import { type EvaluationContext, evaluate, type Reference, type Row } from '../formula/index.ts'
import {
  decimal,
  known,
  MISSING,
  type Observed,
  type ReportingYear,
  toBase,
  type Unit,
  type UnknownState,
} from '../kernel/index.ts'
import { type Catalog, definitionOf, fieldUnit, parameterValue } from './catalog.ts'
import type { GivenSource } from './schema/index.ts'

/**
 * The context of an example: values as the catalog's YAML gives them, in declared units. An indicator that is not
 * given is computed from what is; an element that is not given is missing.
 */
export class GivenContext implements EvaluationContext {
  readonly #catalog: Catalog
  readonly #given: GivenSource
  readonly #year: ReportingYear

  constructor(catalog: Catalog, given: GivenSource, year: ReportingYear) {
    this.#catalog = catalog
    this.#given = given
    this.#year = year
  }

  reference({ name, cell }: Reference, source?: 'entered' | 'counted'): Observed {
    const definition = definitionOf(this.#catalog, name, this.#year)
    if (!definition) return MISSING
    const text = this.#text(name, cell, source)
    if (text !== undefined) {
      const unit =
        definition.kind === 'parameter'
          ? this.#catalog.units.parse(definition.definition.unit)
          : definition.definition.measure
      return observed(text, unit)
    }
    if (source === undefined && definition.kind === 'indicator')
      return evaluate(definition.definition.formula, this)
    if (definition.kind === 'parameter') {
      const value = parameterValue(definition.definition, this.#year)
      const unit = this.#catalog.units.parse(definition.definition.unit)
      return value && unit ? known(toBase(value, unit)) : MISSING
    }
    return MISSING
  }

  cells({ name }: Reference): readonly Observed[] {
    const definition = definitionOf(this.#catalog, name, this.#year)
    if (definition?.kind !== 'element') return []
    return Object.values(this.#given.cells?.[name] ?? {}).map((text) =>
      observed(text, definition.definition.measure),
    )
  }

  rows(register: string): Iterable<Row> | undefined {
    return this.#given.rows?.[register]?.map((row) => rowOf(this.#catalog, register, row))
  }

  attribute(name: string): string | undefined {
    return this.#given.attributes?.[name]
  }

  unit(text: string): Unit | undefined {
    return this.#catalog.units.parse(text)
  }

  fieldUnit(register: string, field: string): Unit | undefined {
    return fieldUnit(this.#catalog, register, field, this.#year)
  }

  previous(): EvaluationContext | undefined {
    const { previous, attributes } = this.#given
    return previous && new GivenContext(this.#catalog, { values: previous, attributes }, this.#year - 1)
  }

  panel(): readonly EvaluationContext[] {
    return (this.#given.panel ?? []).map((values) => new GivenContext(this.#catalog, { values }, this.#year))
  }

  #text(
    name: string,
    cell: Reference['cell'],
    source: 'entered' | 'counted' | undefined,
  ): string | undefined {
    if (source) return this.#given[source]?.[name]
    const [part] = cell
    if (part) return this.#given.cells?.[name]?.[part.code]
    return this.#given.values[name]
  }
}

function observed(text: string, unit: Unit | undefined): Observed {
  if (text === 'missing' || text === 'not_applicable' || text === 'suppressed')
    return { state: text satisfies UnknownState }
  return known(unit ? toBase(decimal(text), unit) : decimal(text))
}

/** A row written as texts, with the types that its register declares. Blank or absent texts are null. */
export function rowOf(catalog: Catalog, register: string, texts: Readonly<Record<string, string>>): Row {
  const fields = catalog.registers.versions(register).at(-1)?.fields ?? []
  return Object.fromEntries(
    fields.map(({ id, type }) => {
      const text = texts[id]
      if (text === undefined || text === '') return [id, null]
      if (type === 'flag') return [id, text === 'true']
      if (type === 'integer') return [id, Number(text)]
      return [id, text]
    }),
  )
}
