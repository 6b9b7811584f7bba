import { definitionOf } from '../catalog/index.ts'
import { evaluate, evaluateCondition, parse } from '../formula/index.ts'
import { AppError, PURE, type ReportingYear, type Unit } from '../kernel/index.ts'
import type { Lookup, Place } from './reconcile.ts'
import { UnitContext } from './unit-context.ts'
import type { World } from './world.ts'

/**
 * Looks our side of published figures up in a world. Counts over registers need the rows of the units that the
 * mapping names (rowsNeeded).
 * @throws AppError ORG-001 where the mapping names a unit that the year does not have
 */
export function publishedLookup(world: World, org: string, year: ReportingYear): Lookup {
  const contexts = new Map<string, UnitContext>()
  const contextAt = ({ org: at = org, yearsBack }: Place): UnitContext => {
    const key = `${at}|${yearsBack}`
    const found = contexts.get(key)
    if (found) return found
    const then = year - yearsBack
    // A unit is meant that exists in the document's year; its earlier values are its own.
    const unit = world.tree(year).resolve(at)
    if (!unit) throw new AppError('ORG-001', { name: at }, { kind: 'not_found' })
    const context = new UnitContext(world, unit.id, then)
    contexts.set(key, context)
    return context
  }
  return {
    value: (formula, place) => {
      const expr = parse(formula)
      const context = contextAt(place)
      const measure = expr.kind === 'reference' ? declaredUnit(world, expr.name, context.year) : PURE
      return { observed: evaluate(expr, context), measure }
    },
    holds: (formula, place) => evaluateCondition(parse(formula), contextAt(place)),
  }
}

function declaredUnit(world: World, name: string, year: ReportingYear): Unit {
  const found = definitionOf(world.catalog, name, year)
  if (!found) return PURE
  if (found.kind === 'parameter') return world.catalog.units.parse(found.definition.unit) ?? PURE
  return found.definition.measure
}
