import { type Catalog, type Check, definitionOf } from '../catalog/index.ts'
import { type Expr, inputsOf } from '../formula/index.ts'
import { type Held, ValueTable, type World } from '../indicators/index.ts'
import {
  decimal,
  known,
  type ObservedState,
  OrgTree,
  type OrgUnit,
  type ReportingYear,
} from '../kernel/index.ts'

/**
 * A unit's draft with all that its checks look at, as plain JSON: the server hands it to the browser, and both make
 * the same world of it.
 */
export interface DraftBundle {
  readonly unit: OrgUnit
  readonly year: ReportingYear
  readonly values: readonly DraftValue[]
}

export interface DraftValue {
  readonly year: ReportingYear
  readonly element: string
  /** `` for the whole, `grade=1` for one cell of a breakdown. */
  readonly cell: string
  readonly state: ObservedState
  /** Exact decimal text where known. */
  readonly value?: string | undefined
  readonly origin: 'entered' | 'counted' | 'rolled_up'
  readonly reported: number
  readonly expected: number
}

/** The world of one draft: this unit alone, this year as it stands and the year before as it was accepted. */
export function draftWorld(catalog: Catalog, bundle: DraftBundle): World {
  const trees = new Map<ReportingYear, OrgTree>()
  const values = new ValueTable()
  setDraftValues(values, bundle)
  return {
    catalog,
    tree: (year) => {
      const known = trees.get(year)
      if (known) return known
      const tree = new OrgTree([bundle.unit], year)
      trees.set(year, tree)
      return tree
    },
    values,
  }
}

/** Puts a draft's values into a table; where rows count an element, the count is its value. */
export function setDraftValues(table: ValueTable, { unit, values }: DraftBundle): void {
  const isCounted = new Set(
    values.filter((value) => value.origin === 'counted').map((value) => `${value.year}|${value.element}`),
  )
  for (const value of values) {
    const held = heldOf(value)
    table.setOrigin(unit.id, value.year, value.element, value.cell, held)
    const yields = value.origin === 'entered' && isCounted.has(`${value.year}|${value.element}`)
    if (!yields) table.set(unit.id, value.year, value.element, value.cell, held)
  }
}

function heldOf({ state, value, origin, reported, expected }: DraftValue): Held {
  return {
    observed: state === 'known' ? known(decimal(value ?? '0')) : { state },
    origin,
    coverage: { reported, expected },
  }
}

/**
 * The checks that a unit's own values decide: no other school takes part and no row is read. A browser runs these
 * while someone types; the others come from the server.
 */
export function localChecks(catalog: Catalog, year: ReportingYear): Set<string> {
  const reach = new Map<string, boolean>()
  const isLocal = (expr: Expr | undefined): boolean => {
    if (!expr) return true
    const { names, registers, usesPanel } = inputsOf(expr)
    return !usesPanel && registers.length === 0 && names.every(isLocalName)
  }
  const isLocalName = (name: string): boolean => {
    const earlier = reach.get(name)
    if (earlier !== undefined) return earlier
    // While a name is being looked at it counts as local; the catalog allows no cycles.
    reach.set(name, true)
    const definition = definitionOf(catalog, name, year)
    const result =
      definition?.kind !== 'indicator' ||
      (definition.definition.rollup !== 'sum' && isLocal(definition.definition.formula))
    reach.set(name, result)
    return result
  }
  return new Set(
    catalog.checks
      .all(year)
      .filter((check) => isLocal(check.expect) && isLocal(check.when))
      .map((check) => check.code),
  )
}

/** Elements of other schools that checks compare with, so that no more of them is read than is needed. */
export function panelElements(catalog: Catalog, year: ReportingYear): Set<string> {
  const found = new Set<string>()
  const seen = new Set<string>()
  const follow = (expr: Expr | undefined): void => {
    for (const name of expr ? inputsOf(expr).names : []) {
      if (seen.has(name)) continue
      seen.add(name)
      const definition = definitionOf(catalog, name, year)
      if (definition?.kind === 'element') found.add(name)
      if (definition?.kind === 'indicator') follow(definition.definition.formula)
    }
  }
  for (const check of catalog.checks.all(year)) if (usesOthers(check)) follow(check.expect)
  for (const check of catalog.checks.all(year)) if (usesOthers(check)) follow(check.when)
  return found
}

function usesOthers(check: Check): boolean {
  return inputsOf(check.expect).usesPanel || (check.when !== undefined && inputsOf(check.when).usesPanel)
}
