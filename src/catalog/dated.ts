import { type InForce, isInForce, type ReportingYear } from '../kernel/index.ts'

interface DatedDefinition {
  readonly id: string
  readonly in_force?: InForce | undefined
}

/** Definitions by id, each in force for its own span of years: last year's report computes the same next year. */
export class Dated<T extends DatedDefinition> {
  readonly #versions = new Map<string, T[]>()
  readonly #ofYear = new Map<ReportingYear, readonly T[]>()

  constructor(definitions: Iterable<T>) {
    for (const definition of definitions) {
      const versions = this.#versions.get(definition.id)
      if (versions) versions.push(definition)
      else this.#versions.set(definition.id, [definition])
    }
  }

  inForce(id: string, year: ReportingYear): T | undefined {
    const versions = this.#versions.get(id)
    if (!versions) return undefined
    for (const definition of versions) if (isInForce(definition.in_force, year)) return definition
    return undefined
  }

  /** All versions of one definition, in the order of the catalog. */
  versions(id: string): readonly T[] {
    return this.#versions.get(id) ?? []
  }

  has(id: string): boolean {
    return this.#versions.has(id)
  }

  /** All definitions in force in a year, in the order of the catalog. */
  all(year: ReportingYear): readonly T[] {
    const known = this.#ofYear.get(year)
    if (known) return known
    const definitions = this.every().filter((definition) => isInForce(definition.in_force, year))
    this.#ofYear.set(year, definitions)
    return definitions
  }

  every(): T[] {
    return [...this.#versions.values()].flat()
  }
}
