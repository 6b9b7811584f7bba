import {
  AppError,
  changedUnits,
  isInForce,
  type OrgChange,
  OrgTree,
  type OrgUnit,
  type OrgUnitInYear,
  type OrgUnitVersion,
  type ReportingYear,
} from '../kernel/index.ts'
import {
  changeScope,
  closureYears,
  hasAccepted,
  insertOrgChange,
  leaveRounds,
  lockOrgUnits,
  orgChangesOf,
  readOrgUnits,
  rebuildRollup,
  type StoredOrgChange,
  type Tx,
  withinScope,
  writeClosureWithin,
  writeUnitsWithin,
} from '../store/index.ts'
import type { Actor } from './actor.ts'
import { type AppContext, programScope, wholeScope } from './context.ts'
import { deedAt, unitAt } from './desk/place.ts'
import { authorize, perform, permit } from './perform.ts'

/** A change as someone asks for it: units by code or name. */
export type OrgChangeRequest =
  | {
      readonly kind: 'open'
      readonly code: string
      readonly level: OrgUnit['level']
      readonly name: string
      readonly nameEn?: string | undefined
      readonly parent: string
      readonly attributes?: Readonly<Record<string, string>> | undefined
      readonly aliases?: readonly string[] | undefined
    }
  | { readonly kind: 'close'; readonly unit: string }
  | { readonly kind: 'merge'; readonly units: readonly string[]; readonly into: string }
  | {
      readonly kind: 'rename'
      readonly unit: string
      readonly name: string
      readonly nameEn?: string | undefined
    }
  | { readonly kind: 'move'; readonly unit: string; readonly parent: string }
  | {
      readonly kind: 'describe'
      readonly unit: string
      readonly attributes: Readonly<Record<string, string>>
    }

/**
 * Opens, closes, merges, renames, moves or describes units from a reporting year on. Past years stay; the tree and
 * the sums of the years from then on follow in the same transaction.
 * @throws AppError ORG-001, ORG-010 … ORG-013, ORG-014 data of that year were accepted already, ACC-003
 */
export async function changeOrg(
  app: AppContext,
  actor: Actor,
  from: ReportingYear,
  request: OrgChangeRequest,
  reason: string,
): Promise<void> {
  await app.units.refresh()
  const change = resolved(request, from, (name) => app.units.find(name, from).id)
  const touched = touchedIds(change).map((id) => unitOf(app, id, from))
  const [first] = touched
  if (!first) throw new AppError('ORG-010', { unit: '—', year: from }, { kind: 'usage' })
  await perform(
    app,
    actor,
    deedAt('org.change', first, from, { object: change.kind }),
    async (tx, { scope }) => {
      requireAttributes(app, change)
      for (const unit of touched) {
        // Who moves a school has to be at home at both ends.
        authorize(app, actor, deedAt('org.change', unit, from))
        await insertOrgChange(tx, {
          unitId: unit.id,
          year: from,
          kind: change.kind,
          details: change,
          reason,
          actor: actor.username,
          at: app.clock(),
        })
      }
      await changeScope(tx, { ...programScope(from), mayWrite: true })
      await lockOrgUnits(tx)
      const units = await readOrgUnits(tx)
      const newId = Math.max(0, ...units.map((unit) => unit.id)) + 1
      const after = changedUnits(units, change, newId)
      await refuseAccepted(tx, change, from, await closureYears(tx))
      await writeUnitsWithin(tx, after)
      await leaveRounds(tx, goneIds(change), from)
      await followUp(tx, merged(units, after), from)
      await changeScope(tx, scope)
    },
    () => ({ change, reason }),
  )
  await app.units.refresh()
}

/** What a change would do, before it is made. */
export interface OrgChangePreview {
  readonly units: readonly {
    readonly code: string
    /** As it is called after the change. */
    readonly name: string
    readonly changes: readonly UnitDifference[]
  }[]
  /** Years from the change on whose trees and sums follow. */
  readonly years: readonly ReportingYear[]
}

/** A property of a unit before and after; absent where there was or will be nothing. */
export interface UnitDifference {
  readonly what: 'name' | 'nameEn' | 'parent' | 'status' | 'alias'
  readonly before?: string
  readonly after?: string
}

/**
 * Tries a change without making it: what it would be refused for, it is refused for here.
 * @throws AppError as changeOrg
 */
export async function previewOrgChange(
  app: AppContext,
  actor: Actor,
  from: ReportingYear,
  request: OrgChangeRequest,
): Promise<OrgChangePreview> {
  await app.units.refresh()
  const change = resolved(request, from, (name) => app.units.find(name, from).id)
  for (const id of touchedIds(change)) {
    await permit(app, actor, deedAt('org.preview', unitOf(app, id, from), from, { object: change.kind }))
  }
  requireAttributes(app, change)
  const before = app.units.all()
  const after = changedUnits(before, change, Math.max(0, ...before.map((unit) => unit.id)) + 1)
  const years = await withinScope(app.database.db, programScope(from), async (tx) => {
    const all = await closureYears(tx)
    await refuseAccepted(tx, change, from, all)
    return all.filter((year) => year >= from)
  })
  const nameOf = (id: number | undefined) =>
    id === undefined ? undefined : app.units.tree(from).unit(id)?.name
  return {
    units: after.map((unit) => ({
      code: unit.code,
      name: versionIn(unit, from)?.name ?? unit.code,
      changes: differences(
        before.find((one) => one.id === unit.id),
        unit,
        from,
        nameOf,
      ),
    })),
    years: years.toSorted((a, b) => a - b),
  }
}

function versionIn(unit: OrgUnit | undefined, year: ReportingYear): OrgUnitVersion | undefined {
  return unit?.versions.find((version) => isInForce(version.inForce, year))
}

function differences(
  old: OrgUnit | undefined,
  unit: OrgUnit,
  year: ReportingYear,
  nameOf: (id: number | undefined) => string | undefined,
): UnitDifference[] {
  const [was, is] = [versionIn(old, year), versionIn(unit, year)]
  const pairs: [UnitDifference['what'], string | undefined, string | undefined][] = [
    ['status', was?.status, is?.status],
    ['name', was?.name, is?.name],
    ['nameEn', was?.nameEn, is?.nameEn],
    ['parent', nameOf(was?.parentId), nameOf(is?.parentId)],
    ...unit.aliases
      .filter((alias) => !old?.aliases.includes(alias))
      .map((alias): [UnitDifference['what'], undefined, string] => ['alias', undefined, alias]),
  ]
  return pairs.flatMap(([what, before, after]) =>
    before === after
      ? []
      : [{ what, ...(before === undefined ? {} : { before }), ...(after === undefined ? {} : { after }) }],
  )
}

function unitOf(app: AppContext, id: number, year: ReportingYear): OrgUnitInYear {
  const unit = app.units.tree(year).unit(id)
  if (!unit) throw new AppError('ORG-010', { unit: String(id), year }, { kind: 'not_found' })
  return unit
}

function resolved(request: OrgChangeRequest, from: ReportingYear, find: (name: string) => number): OrgChange {
  switch (request.kind) {
    case 'open': {
      const { parent, nameEn, attributes, aliases, ...rest } = request
      return {
        ...rest,
        from,
        nameEn: nameEn ?? request.name,
        parentId: find(parent),
        attributes: attributes ?? {},
        aliases: aliases ?? [],
      }
    }
    case 'close':
      return { kind: 'close', from, unitId: find(request.unit) }
    case 'merge':
      return { kind: 'merge', from, unitIds: request.units.map(find), intoId: find(request.into) }
    case 'rename': {
      const { name, nameEn } = request
      return { kind: 'rename', from, unitId: find(request.unit), name, nameEn: nameEn ?? name }
    }
    case 'move':
      return { kind: 'move', from, unitId: find(request.unit), parentId: find(request.parent) }
    case 'describe':
      return { kind: 'describe', from, unitId: find(request.unit), attributes: request.attributes }
  }
}

/** Units at which the actor has to be at home. */
function touchedIds(change: OrgChange): number[] {
  switch (change.kind) {
    case 'open':
      return [change.parentId]
    case 'merge':
      return [change.intoId, ...change.unitIds]
    case 'move':
      return [change.unitId, change.parentId]
    default:
      return [change.unitId]
  }
}

function goneIds(change: OrgChange): readonly number[] {
  if (change.kind === 'close') return [change.unitId]
  return change.kind === 'merge' ? change.unitIds : []
}

function requireAttributes(app: AppContext, change: OrgChange): void {
  if (change.kind !== 'open' && change.kind !== 'describe') return
  for (const [name, value] of Object.entries(change.attributes)) {
    const list = app.catalog.attributes.get(name)?.codelist
    const isCode = app.catalog.codeLists.get(list ?? '')?.codes.some((entry) => entry.code === value)
    if (!isCode) throw new AppError('ORG-015', { name, value }, { kind: 'usage', path: ['attributes', name] })
  }
}

/** A unit whose return of the year counts already cannot be gone in that year. */
async function refuseAccepted(
  tx: Tx,
  change: OrgChange,
  from: ReportingYear,
  years: readonly ReportingYear[],
): Promise<void> {
  for (const id of goneIds(change)) {
    for (const year of years.filter((each) => each >= from)) {
      if (await hasAccepted(tx, id, year)) throw new AppError('ORG-014', { year }, { kind: 'refused' })
    }
  }
}

function merged(units: readonly OrgUnit[], after: readonly OrgUnit[]): readonly OrgUnit[] {
  const changed = new Map(after.map((unit) => [unit.id, unit]))
  return [...units.filter((unit) => !changed.has(unit.id)), ...after]
}

/** Trees and sums of the years that the change reaches. */
async function followUp(tx: Tx, units: readonly OrgUnit[], from: ReportingYear): Promise<void> {
  for (const year of (await closureYears(tx)).filter((each) => each >= from)) {
    await writeClosureWithin(tx, new OrgTree(units, year))
    await rebuildRollup(tx, year)
  }
}

/** The changes that a unit has been through, the latest first. */
export async function listOrgChanges(
  app: AppContext,
  org: string,
  year: ReportingYear,
): Promise<readonly StoredOrgChange[]> {
  const unit = await unitAt(app, org, year)
  return withinScope(app.database.db, wholeScope(year, false), (tx) => orgChangesOf(tx, unit.id))
}
