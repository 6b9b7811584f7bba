import {
  AppError,
  changedUnits,
  type OrgChange,
  OrgTree,
  type OrgUnit,
  type OrgUnitInYear,
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
import { authorize, perform } from './perform.ts'

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
