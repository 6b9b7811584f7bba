import { OrgTree, type OrgUnit, type OrgUnitVersion } from './org-tree.ts'
import { AppError } from './problem.ts'
import { isInForce, type ReportingYear } from './year.ts'

/** A change of units from a reporting year on; what was before that year stays as it was. */
export type OrgChange =
  | {
      readonly kind: 'open'
      readonly from: ReportingYear
      readonly code: string
      readonly level: OrgUnit['level']
      readonly name: string
      readonly nameEn: string
      readonly parentId: number
      readonly attributes: Readonly<Record<string, string>>
      readonly aliases: readonly string[]
    }
  | { readonly kind: 'close'; readonly from: ReportingYear; readonly unitId: number }
  | {
      readonly kind: 'merge'
      readonly from: ReportingYear
      readonly unitIds: readonly number[]
      readonly intoId: number
    }
  | {
      readonly kind: 'rename'
      readonly from: ReportingYear
      readonly unitId: number
      readonly name: string
      readonly nameEn: string
    }
  | {
      readonly kind: 'move'
      readonly from: ReportingYear
      readonly unitId: number
      readonly parentId: number
    }
  | {
      readonly kind: 'describe'
      readonly from: ReportingYear
      readonly unitId: number
      readonly attributes: Readonly<Record<string, string>>
    }

/**
 * The units that a change touches, with their new history. New units get the number that is given.
 * @throws AppError ORG-010 not there in that year, ORG-011 units stand below, ORG-012 a unit under itself,
 * ORG-013 code or name taken
 */
export function changedUnits(units: readonly OrgUnit[], change: OrgChange, newId: number): OrgUnit[] {
  const tree = new OrgTree(units, change.from)
  const present = (id: number): OrgUnit => {
    const unit = units.find((candidate) => candidate.id === id)
    if (!unit || !tree.unit(id)) throw new AppError('ORG-010', { unit: nameOf(unit), year: change.from })
    return unit
  }
  switch (change.kind) {
    case 'open': {
      present(change.parentId)
      refuseTaken(units, tree, change.code, change.name)
      const { from, code, level, name, nameEn, parentId, attributes, aliases } = change
      const version = { inForce: { from }, name, nameEn, parentId, status: 'open' as const, attributes }
      return [{ id: newId, code, level, aliases, versions: [version] }]
    }
    case 'close':
      return [closed(present(change.unitId), tree, change.from)]
    case 'merge': {
      const into = present(change.intoId)
      const gone = change.unitIds.map((id) => closed(present(id), tree, change.from))
      if (change.unitIds.includes(change.intoId)) throw new AppError('ORG-012', { unit: nameOf(into) })
      // Whoever writes an old name means the unit that it became part of.
      const names = gone.flatMap((unit) => [...unit.versions.map((version) => version.name), ...unit.aliases])
      return [...gone, { ...into, aliases: [...new Set([...into.aliases, ...names])] }]
    }
    case 'rename': {
      const unit = present(change.unitId)
      const other = tree.resolve(change.name)
      if (other && other.id !== unit.id) throw new AppError('ORG-013', { name: change.name })
      return [from(unit, change.from, { name: change.name, nameEn: change.nameEn })]
    }
    case 'move': {
      const unit = present(change.unitId)
      present(change.parentId)
      const isBelow = tree.lineage(change.parentId).some((ancestor) => ancestor.id === unit.id)
      if (isBelow) throw new AppError('ORG-012', { unit: nameOf(unit) })
      return [from(unit, change.from, { parentId: change.parentId })]
    }
    case 'describe': {
      const unit = present(change.unitId)
      const now = unit.versions.find((version) => isInForce(version.inForce, change.from))
      return [from(unit, change.from, { attributes: { ...now?.attributes, ...change.attributes } })]
    }
  }
}

/** From a year on with something changed: the version in force is cut in two, later ones change alike. */
function from(unit: OrgUnit, year: ReportingYear, change: Partial<OrgUnitVersion>): OrgUnit {
  const versions = unit.versions.flatMap((version): OrgUnitVersion[] => {
    if ((version.inForce.to ?? Number.POSITIVE_INFINITY) < year) return [version]
    if ((version.inForce.from ?? Number.NEGATIVE_INFINITY) >= year) return [{ ...version, ...change }]
    return [
      { ...version, inForce: { ...version.inForce, to: year - 1 } },
      { ...version, ...change, inForce: { ...version.inForce, from: year } },
    ]
  })
  return { ...unit, versions }
}

function closed(unit: OrgUnit, tree: OrgTree, year: ReportingYear): OrgUnit {
  const below = tree.children(unit.id)
  if (below.length > 0) throw new AppError('ORG-011', { unit: nameOf(unit), count: below.length })
  return from(unit, year, { status: 'closed' })
}

function refuseTaken(units: readonly OrgUnit[], tree: OrgTree, code: string, name: string): void {
  if (units.some((unit) => unit.code === code)) throw new AppError('ORG-013', { name: code })
  if (tree.resolve(name)) throw new AppError('ORG-013', { name })
}

function nameOf(unit: OrgUnit | undefined): string {
  return unit?.versions.at(-1)?.name ?? '—'
}
