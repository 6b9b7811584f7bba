import type { ListedUnit } from '../../http/contract.ts'

/** Who fills in a round of a unit: the unit itself, for forms of its own, and the schools below. */
export function unitsBelow(units: readonly ListedUnit[], org: string): ListedUnit[] {
  const reached = new Set([org])
  // A parent stands before its children.
  for (const { code, parent } of units) if (parent !== undefined && reached.has(parent)) reached.add(code)
  return units.filter(
    ({ code, level }) =>
      reached.has(code) &&
      (level === 'school' || level === 'class_provider' || (code === org && level === 'city')),
  )
}
