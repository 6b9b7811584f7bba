import type { ListedUnit } from '../../http/contract.ts'

/** A unit with those under it. */
export interface OrgNode {
  readonly unit: ListedUnit
  readonly children: readonly OrgNode[]
}

/** The units as a forest: each under its parent, in the order of the list. */
export function orgForest(units: readonly ListedUnit[]): OrgNode[] {
  const byParent = new Map<string | undefined, ListedUnit[]>()
  for (const unit of units) {
    const siblings = byParent.get(unit.parent)
    if (siblings) siblings.push(unit)
    else byParent.set(unit.parent, [unit])
  }
  const codes = new Set(units.map((unit) => unit.code))
  const nodeOf = (unit: ListedUnit): OrgNode => ({
    unit,
    children: (byParent.get(unit.code) ?? []).map(nodeOf),
  })
  return units.filter((unit) => unit.parent === undefined || !codes.has(unit.parent)).map(nodeOf)
}

/** The codes on the way from the top to a unit, itself included. */
export function pathTo(units: readonly ListedUnit[], code: string): ReadonlySet<string> {
  const byCode = new Map(units.map((unit) => [unit.code, unit]))
  const path = new Set<string>()
  let unit = byCode.get(code)
  while (unit && !path.has(unit.code)) {
    path.add(unit.code)
    unit = unit.parent === undefined ? undefined : byCode.get(unit.parent)
  }
  return path
}

/** Whether a unit lies under another, at whatever depth, or is it. */
export function isUnder(unit: ListedUnit, above: ListedUnit, units: readonly ListedUnit[]): boolean {
  return pathTo(units, unit.code).has(above.code)
}

/** Units whose name in either language or code holds the text; case and blanks do not matter. */
export function matching(units: readonly ListedUnit[], text: string): ListedUnit[] {
  const wanted = text.replace(/\s+/g, '').toLowerCase()
  if (wanted === '') return []
  return units.filter((unit) =>
    [unit.name, unit.nameEn, unit.code].some((name) =>
      name.replace(/\s+/g, '').toLowerCase().includes(wanted),
    ),
  )
}

/** Every year of which some unit has data, latest first. */
export function yearsOfAll(units: readonly ListedUnit[]): number[] {
  return [...new Set(units.flatMap((unit) => unit.years))].sort((a, b) => b - a)
}
