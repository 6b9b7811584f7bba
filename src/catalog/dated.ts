import { type InForce, isInForce, type ReportingYear } from '../kernel/index.ts'

interface DatedDefinition {
  readonly id: string
  readonly in_force?: InForce | undefined
}

/** Definitions by id, each in force for its own span of years: last year's report computes the same next year. */
export class Dated<T extends DatedDefinition> {
  readonly #versions = new Map<string, T[]>()

  constructor(definitions: Iterable<T>) {
    for (const definition of definitions) {
      const versions = this.#versions.get(definition.id)
      if (versions) versions.push(definition)
      else this.#versions.set(definition.id, [definition])
    }
  }

  inForce(id: string, year: ReportingYear): T | undefined {
    return this.#versions.get(id)?.find((definition) => isInForce(definition.in_force, year))
  }

  /** All versions of one definition, in the order of the catalog. */
  versions(id: string): readonly T[] {
    return this.#versions.get(id) ?? []
  }

  has(id: string): boolean {
    return this.#versions.has(id)
  }

  /** All definitions in force in a year, in the order of the catalog. */
  all(year: ReportingYear): T[] {
    return this.every().filter((definition) => isInForce(definition.in_force, year))
  }

  every(): T[] {
    return [...this.#versions.values()].flat()
  }
}
