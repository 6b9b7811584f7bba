import type { Catalog, StandardItem } from '../catalog/index.ts'
import { type Expr, inputsOf, write } from '../formula/index.ts'
import type { ReportingYear } from '../kernel/index.ts'

/**
 * The elements on which values rest, through all indicators in between and in every version of these, so that a
 * view loads them and not the whole return.
 */
export function elementsBehind(catalog: Catalog, ids: readonly string[]): string[] {
  const elements = new Set<string>()
  const seen = new Set<string>()
  const visit = (id: string): void => {
    if (seen.has(id)) return
    seen.add(id)
    if (catalog.elements.has(id)) elements.add(id)
    for (const indicator of catalog.indicators.versions(id)) inputsOf(indicator.formula).names.forEach(visit)
  }
  ids.forEach(visit)
  return [...elements]
}

/** An item of a standard that asks for the quantity itself: by its name, or by the formula that defines it. */
export function isAbout(catalog: Catalog, item: StandardItem, id: string, year: ReportingYear): boolean {
  if (isReferenceTo(item.value, id)) return true
  const formula = catalog.indicators.inForce(id, year)?.formula
  return formula !== undefined && write(formula) === write(item.value)
}

function isReferenceTo(expr: Expr, id: string): boolean {
  return expr.kind === 'reference' && expr.name === id && expr.cell.length === 0
}
