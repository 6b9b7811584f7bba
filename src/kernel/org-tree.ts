import { type InForce, isInForce, type ReportingYear } from './year.ts'

/** A class_provider (附设中职班) is another kind of school with a vocational class: listed, outside the totals of schools. */
export type OrgLevel = 'nation' | 'province' | 'city' | 'county' | 'school' | 'class_provider' | 'group'

/** An organisational unit (机构): its name, place and status each hold for a span of years. */
export interface OrgUnit {
  readonly id: number
  /** Stable short code, used in addresses and files: `qingyuan`, `qy-gongmao`. */
  readonly code: string
  readonly level: OrgLevel
  readonly versions: readonly OrgUnitVersion[]
  readonly aliases: readonly string[]
}

export interface OrgUnitVersion {
  readonly inForce: InForce
  readonly name: string
  readonly nameEn: string
  readonly parentId: number | undefined
  readonly status: 'open' | 'closed'
  /** Attributes that the catalog's code lists know: ownership, school level, region … */
  readonly attributes: Readonly<Record<string, string>>
}

/** The units and their places in one year. Last year's roll-up uses last year's tree. */
export class OrgTree {
  readonly year: ReportingYear
  readonly #byId = new Map<number, OrgUnitInYear>()
  readonly #byName = new Map<string, OrgUnitInYear>()
  readonly #children = new Map<number, OrgUnitInYear[]>()

  constructor(units: Iterable<OrgUnit>, year: ReportingYear) {
    this.year = year
    for (const unit of units) {
      const version = unit.versions.find((candidate) => isInForce(candidate.inForce, year))
      if (!version || version.status === 'closed') continue
      const here: OrgUnitInYear = {
        ...version,
        id: unit.id,
        code: unit.code,
        level: unit.level,
        aliases: unit.aliases,
      }
      this.#byId.set(unit.id, here)
      const formerNames = unit.versions.map((candidate) => candidate.name)
      for (const name of [unit.code, version.name, version.nameEn, ...unit.aliases, ...formerNames]) {
        const key = nameKey(name)
        if (!this.#byName.has(key)) this.#byName.set(key, here)
      }
    }
    for (const unit of this.#byId.values()) {
      if (unit.parentId === undefined) continue
      const siblings = this.#children.get(unit.parentId)
      if (siblings) siblings.push(unit)
      else this.#children.set(unit.parentId, [unit])
    }
  }

  unit(id: number): OrgUnitInYear | undefined {
    return this.#byId.get(id)
  }

  /** The unit that a code, a name of any year or an alias means; full-width and blanks are forgiven. */
  resolve(name: string): OrgUnitInYear | undefined {
    return this.#byName.get(nameKey(name))
  }

  units(): OrgUnitInYear[] {
    return [...this.#byId.values()]
  }

  children(id: number): readonly OrgUnitInYear[] {
    return this.#children.get(id) ?? []
  }

  /** The unit and everything under it. */
  subtree(id: number): OrgUnitInYear[] {
    const unit = this.#byId.get(id)
    if (!unit) return []
    return [unit, ...this.children(id).flatMap((child) => this.subtree(child.id))]
  }

  schools(id: number): OrgUnitInYear[] {
    return this.subtree(id).filter((unit) => unit.level === 'school')
  }

  /** The unit itself, its parent, and so on up. */
  lineage(id: number): OrgUnitInYear[] {
    const unit = this.#byId.get(id)
    if (!unit) return []
    return unit.parentId === undefined ? [unit] : [unit, ...this.lineage(unit.parentId)]
  }

  /** Schools that a value of this school is compared with: all schools of the same city. */
  peers(id: number): OrgUnitInYear[] {
    const city = this.lineage(id).find((unit) => unit.level === 'city')
    return city ? this.schools(city.id) : []
  }
}

export interface OrgUnitInYear extends OrgUnitVersion {
  readonly id: number
  readonly code: string
  readonly level: OrgLevel
  readonly aliases: readonly string[]
}

export function nameKey(name: string): string {
  return name.normalize('NFKC').replace(/\s+/g, '').toLowerCase()
}
