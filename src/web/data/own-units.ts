import type { Account } from '../../http/contract/accounts.ts'
import type { ListedUnit } from '../../http/contract.ts'
import type { Role } from '../../kernel/index.ts'

/** The present year: accounts and the trail belong to the tree of today, whatever year the data are of. */
export const PRESENT = new Date().getFullYear()

/** The units at which, or above which, an account has one of some roles, in the order of the list. */
export function unitsUnder(
  units: readonly ListedUnit[],
  account: Account | undefined,
  roles: readonly Role[],
): ListedUnit[] {
  const own = new Set(
    account?.grants.filter(({ role }) => roles.includes(role)).map(({ unit }) => unit.code) ?? [],
  )
  const reached = new Set<string>()
  // A parent stands before its children.
  for (const { code, parent } of units) {
    if (own.has(code) || (parent !== undefined && reached.has(parent))) reached.add(code)
  }
  return units.filter(({ code }) => reached.has(code))
}
