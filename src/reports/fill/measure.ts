import {
  type Catalog,
  catalogNames,
  catalogSpace,
  definitionOf,
  type Indicator,
  scopeOf,
} from '../../catalog/index.ts'
import { type Aggregate, describe, typeOf, write } from '../../formula/index.ts'
import { cellKey } from '../../indicators/index.ts'
import { type Bilingual, decimal, type ReportingYear } from '../../kernel/index.ts'
import type { Quantity, Share } from '../template/template.ts'

/** What a quantity is in a year: its name, its unit, how it is printed. */
export interface Measured {
  readonly kind: 'element' | 'indicator' | 'parameter' | 'aggregate' | 'row'
  readonly name: string
  readonly cell: string
  readonly label: Bilingual
  readonly unit: string
  readonly decimals: number
  readonly isShare: boolean
  readonly style: Indicator['style']
  readonly better: Indicator['better']
}

/** Undefined where the catalog has no such definition in that year. */
export function measured(catalog: Catalog, { expr }: Quantity, year: ReportingYear): Measured | undefined {
  if (expr.kind === 'aggregate') return measuredAggregate(catalog, expr)
  if (expr.kind === 'share') return measuredShare(catalog, expr)
  const found = definitionOf(catalog, expr.name, year)
  if (!found) return undefined
  const { definition } = found
  const names = { zh: catalogNames(catalog, 'zh'), en: catalogNames(catalog, 'en') }
  const isShare = catalog.units.parse(definition.unit)?.kind === 'share'
  return {
    kind: found.kind,
    name: expr.name,
    cell: cellKey(expr.cell),
    label: {
      zh: names.zh.reference(expr.name, expr.cell),
      en: names.en.reference(expr.name, expr.cell),
    },
    unit: definition.unit,
    decimals: found.kind === 'parameter' ? parameterDecimals(catalog, expr.name) : found.definition.decimals,
    isShare,
    style: found.kind === 'indicator' ? found.definition.style : 'plain',
    better: found.kind === 'indicator' ? found.definition.better : 'neutral',
  }
}

function measuredAggregate(catalog: Catalog, expr: Aggregate): Measured {
  const register = catalog.registers.versions(expr.register).at(-1)
  const field = register?.fields.find((candidate) => candidate.id === expr.field?.name)
  const unit =
    expr.fn === 'count'
      ? (register?.counts ?? 'one')
      : expr.fn === 'count_distinct'
        ? (field?.counts ?? 'one')
        : (field?.unit ?? 'one')
  // Asks once more what the load has verified, so that a slip shows here and not as a wrong unit in print.
  typeOf(expr, scopeOf(catalogSpace(catalog)))
  const label = (language: 'zh' | 'en') => describe(expr, catalogNames(catalog, language), language)
  return {
    kind: 'aggregate',
    name: `${expr.fn}(${expr.register})`,
    cell: write(expr),
    label: { zh: label('zh'), en: label('en') },
    unit,
    decimals: expr.fn === 'mean' ? 1 : 0,
    isShare: false,
    style: 'plain',
    better: 'neutral',
  }
}

function measuredShare(catalog: Catalog, { formula, registers }: Share): Measured {
  const label = (language: 'zh' | 'en') => describe(formula, catalogNames(catalog, language), language)
  return {
    kind: 'aggregate',
    name: `share(${registers.join(',')})`,
    cell: write(formula),
    label: { zh: label('zh'), en: label('en') },
    unit: 'percent',
    decimals: 0,
    isShare: true,
    style: 'plain',
    better: 'neutral',
  }
}

/** As many decimals as the catalog writes, over all years. */
function parameterDecimals(catalog: Catalog, id: string): number {
  const values = catalog.parameters.get(id)?.values ?? []
  return Math.max(0, ...values.map(({ value }) => decimal(value).decimalPlaces()))
}
