import type { FieldTypeOf, FormulaType, Names, Scope } from '../formula/index.ts'
import { type Language, PURE, type Unit, type UnitSystem } from '../kernel/index.ts'
import type {
  Attribute,
  CodeList,
  ElementSource,
  Field,
  IndicatorSource,
  Parameter,
  RegisterSource,
} from './schema/index.ts'

/** The definitions a formula's names are looked up in, before or after the catalog is built. */
export interface NameSpace {
  readonly units: UnitSystem
  readonly codeLists: ReadonlyMap<string, CodeList>
  readonly attributes: ReadonlyMap<string, Attribute>
  readonly parameters: ReadonlyMap<string, Parameter>
  element(id: string): Pick<ElementSource, 'unit' | 'breakdowns' | 'name'> | undefined
  indicator(id: string): Pick<IndicatorSource, 'unit' | 'name'> | undefined
  register(id: string): Pick<RegisterSource, 'fields' | 'counts' | 'name'> | undefined
}

/** What formulas may name, with types and units. */
export function scopeOf(space: NameSpace): Scope {
  const sets = new Map<string, ReadonlySet<string>>()
  const codes = (list: string | undefined) => {
    const found = list === undefined ? undefined : space.codeLists.get(list)
    if (!found) return undefined
    const set = sets.get(found.id) ?? new Set(found.codes.map((entry) => entry.code))
    sets.set(found.id, set)
    return set
  }
  const unit = (text: string): Unit => space.units.parse(text) ?? PURE
  const fieldType = (field: Field): FormulaType => {
    switch (field.type) {
      case 'integer':
      case 'decimal':
        return field.unit
          ? { kind: 'number', unit: unit(field.unit) }
          : { kind: 'number', unit: PURE, bare: true }
      case 'flag':
        return { kind: 'flag' }
      case 'date':
        return { kind: 'date' }
      case 'code': {
        const known = codes(field.codelist)
        return known ? { kind: 'text', codes: known } : { kind: 'text' }
      }
      default:
        return { kind: 'text' }
    }
  }
  return {
    reference: (name) => {
      const element = space.element(name)
      if (element) {
        const dimensions = element.breakdowns.map(
          (b) => [b.dimension, codes(b.codelist) ?? anything] as const,
        )
        return { kind: 'element', unit: unit(element.unit), dimensions: Object.fromEntries(dimensions) }
      }
      const indicator = space.indicator(name)
      if (indicator) return { kind: 'indicator', unit: unit(indicator.unit), dimensions: {} }
      const parameter = space.parameters.get(name)
      return parameter && { kind: 'parameter', unit: unit(parameter.unit), dimensions: {} }
    },
    register: (name) => {
      const register = space.register(name)
      if (!register) return undefined
      return {
        counts: unit(register.counts),
        field: (id): FieldTypeOf | undefined => {
          const field = register.fields.find((candidate) => candidate.id === id)
          return field && { type: fieldType(field), counts: field.counts ? unit(field.counts) : PURE }
        },
      }
    },
    unit: (text) => space.units.parse(text),
    attribute: (name) => codes(space.attributes.get(name)?.codelist),
  }
}

/** A breakdown by members (one cell per enterprise) has no closed list: any code may be named. */
const anything: ReadonlySet<string> = new (class extends Set<string> {
  override has(): boolean {
    return true
  }
})()

/** The names by which formulas are described. */
export function namesOf(space: NameSpace, language: Language): Names {
  const codeName = (list: string | undefined, code: string) =>
    (list === undefined ? undefined : space.codeLists.get(list))?.codes.find((entry) => entry.code === code)
      ?.name[language] ?? code
  const field = (register: string, id: string) =>
    space.register(register)?.fields.find((candidate) => candidate.id === id)
  return {
    reference: (id, cell) => {
      const element = space.element(id)
      const name = (element ?? space.indicator(id) ?? space.parameters.get(id))?.name[language] ?? id
      if (cell.length === 0) return name
      const parts = cell.map((part) =>
        codeName(element?.breakdowns.find((b) => b.dimension === part.dimension)?.codelist, part.code),
      )
      return language === 'zh' ? `${name}（${parts.join('、')}）` : `${name} (${parts.join(', ')})`
    },
    register: (id) => space.register(id)?.name[language] ?? id,
    field: (register, id) => field(register, id)?.name[language] ?? id,
    code: (register, id, code) => codeName(field(register, id)?.codelist, code),
    unit: (text) => space.units.label(text, language),
    attribute: (name) => space.attributes.get(name)?.name[language] ?? name,
  }
}
