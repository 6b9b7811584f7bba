import type { Aggregate, Expr } from '../formula/index.ts'
import type { Bilingual, Language, ReportingYear, Unit, UnitSystem } from '../kernel/index.ts'
import type { Dated } from './dated.ts'
import type {
  Attribute,
  CheckSource,
  CodeList,
  ElementSource,
  Form,
  IndicatorSource,
  Occupation,
  Parameter,
  ProgrammeRuleSource,
  RegisterSource,
  ReportSource,
  RowCheckSource,
  StandardSource,
} from './schema/index.ts'
import type { Scheme } from './scheme.ts'

/** Every definition of the domain in one frozen, cross-checked value. */
export interface Catalog {
  /** SHA-256 over the files, in hex: a release stores it beside its figures. */
  readonly hash: string
  readonly units: UnitSystem
  readonly codeLists: ReadonlyMap<string, CodeList>
  readonly parameters: ReadonlyMap<string, Parameter>
  readonly attributes: ReadonlyMap<string, Attribute>
  readonly registers: Dated<Register>
  readonly elements: Dated<DataElement>
  readonly forms: Dated<Form>
  readonly indicators: Dated<Indicator>
  readonly checks: Dated<Check>
  readonly standards: Dated<Standard>
  /** All versions; see schemeInForce. */
  readonly schemes: Dated<Scheme>
  readonly occupations: ReadonlyMap<string, Occupation>
  readonly programmeRules: Dated<ProgrammeRule>
  readonly reports: Dated<ReportTemplate>
  readonly messages: Readonly<Record<Language, ReadonlyMap<string, string>>>
}

export interface Register extends Omit<RegisterSource, 'checks'> {
  readonly checks: readonly RowCheck[]
}

export interface RowCheck extends Omit<RowCheckSource, 'expect' | 'when'> {
  readonly expect: Expr
  readonly when: Expr | undefined
}

export interface DataElement extends Omit<ElementSource, 'counted'> {
  readonly counted: Aggregate | undefined
  readonly measure: Unit
}

export interface Indicator extends Omit<IndicatorSource, 'formula'> {
  readonly formula: Expr
  readonly measure: Unit
}

/** Checks are kept under their code. */
export interface Check extends Omit<CheckSource, 'expect' | 'when'> {
  readonly id: string
  readonly expect: Expr
  readonly when: Expr | undefined
}

export interface StandardItem extends Omit<StandardSource['items'][number], 'value'> {
  readonly value: Expr
  readonly measure: Unit
}

export interface Standard extends Omit<StandardSource, 'items' | 'variants' | 'applies'> {
  readonly applies: Expr | undefined
  readonly variants: readonly (Omit<StandardSource['variants'][number], 'when'> & { readonly when: Expr })[]
  readonly items: readonly StandardItem[]
}

export interface ProgrammeRule extends Omit<ProgrammeRuleSource, 'when'> {
  readonly when: Expr
}

export interface ReportTemplate extends Omit<ReportSource, 'chapters'> {
  readonly chapters: readonly { readonly file: string; readonly title: string; readonly text: string }[]
}

/** What a formula's name can mean in a year. */
export type Definition =
  | { readonly kind: 'element'; readonly definition: DataElement }
  | { readonly kind: 'indicator'; readonly definition: Indicator }
  | { readonly kind: 'parameter'; readonly definition: Parameter }

export function definitionOf(catalog: Catalog, name: string, year: ReportingYear): Definition | undefined {
  const element = catalog.elements.inForce(name, year)
  if (element) return { kind: 'element', definition: element }
  const indicator = catalog.indicators.inForce(name, year)
  if (indicator) return { kind: 'indicator', definition: indicator }
  const parameter = catalog.parameters.get(name)
  return parameter && { kind: 'parameter', definition: parameter }
}

/** The unit in which a field of a register is written; undefined where it has none. */
export function fieldUnit(
  catalog: Catalog,
  register: string,
  field: string,
  year: ReportingYear,
): Unit | undefined {
  const found = catalog.registers.inForce(register, year)?.fields.find((candidate) => candidate.id === field)
  return found?.unit === undefined ? undefined : catalog.units.parse(found.unit)
}

/** The value of a parameter in force in a year; undefined before its first. */
export function parameterValue(parameter: Parameter, year: ReportingYear) {
  return parameter.values
    .filter((entry) => entry.from <= year)
    .reduce<Parameter['values'][number] | undefined>(
      (latest, entry) => (!latest || entry.from > latest.from ? entry : latest),
      undefined,
    )?.value
}

export function codeName(catalog: Catalog, list: string, code: string): Bilingual {
  const found = catalog.codeLists.get(list)?.codes.find((entry) => entry.code === code)
  return found?.name ?? { zh: code, en: code }
}
