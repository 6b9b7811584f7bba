import type { ListedUnit } from '../../http/contract.ts'

/** Where a reader who named no place begins: the first city with data, else the first unit that has any. */
export function startOf(units: readonly ListedUnit[]): { org: string; year: number } | undefined {
  const held = units.filter((unit) => unit.years.length > 0)
  const unit = held.find((candidate) => candidate.level === 'city') ?? held[0]
  const year = unit?.wholeYears.at(-1) ?? unit?.years.at(-1)
  return unit && year !== undefined ? { org: unit.code, year } : undefined
}
