import type { Account } from '../../http/contract/accounts.ts'
import type { ListedUnit } from '../../http/contract.ts'
import { unitsUnder } from '../data/own-units.ts'

/** The units whose rounds someone conducts or reviews: those of the account and below, schools left out. */
export function bureausOf(units: readonly ListedUnit[], account: Account | undefined): ListedUnit[] {
  return unitsUnder(units, account, ['bureau_officer', 'bureau_reviewer']).filter(
    ({ level }) => level !== 'school' && level !== 'class_provider',
  )
}

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
