import { AppError, type OrgUnitInYear, type ReportingYear } from '../kernel/index.ts'
import { isRefusedByDatabase, type Scope, type Tx, withinScope, writeAuditEntry } from '../store/index.ts'
import type { Actor, Grant } from './actor.ts'
import { type AppContext, wholeScope } from './context.ts'
import { type Action, permissionOf, type Reach } from './permissions.ts'

/** What someone is about to do, to which unit's data of which year. */
export interface Deed {
  readonly action: Action
  readonly unit: Pick<OrgUnitInYear, 'id' | 'name'>
  readonly year: ReportingYear
  /** What it is done to, as the trail names it: `students#12`, `form:school_staff`. */
  readonly object?: string
  /** Forms and registers that it touches, for accounts that are limited to some. */
  readonly areas?: readonly string[]
}

/** The grant that a deed rests on, and the scope that the database is told. */
export interface Authority {
  readonly actor: Actor
  readonly grant: Grant | undefined
  readonly scope: Scope
}

/**
 * Runs a use case on an actor's behalf: asks the permission table, works inside the actor's scope of the database,
 * and leaves an entry in the trail in the same transaction. What is refused is in the trail as well.
 * @throws AppError ACC-001 not signed in, ACC-003 not permitted, ACC-006 or ACC-007 something to do first
 */
export async function perform<T>(
  app: AppContext,
  actor: Actor,
  deed: Deed,
  work: (tx: Tx, authority: Authority) => Promise<T>,
  /** What the trail keeps of the result; identity numbers and passwords are no part of it. */
  details: (result: T) => unknown = () => ({}),
): Promise<T> {
  return performOwnTrail(app, actor, deed, (authority) =>
    withinScope(app.database.db, authority.scope, async (tx) => {
      const result = await work(tx, authority)
      if (permissionOf(deed.action).isRecorded) await record(app, tx, actor, deed, 'done', details(result))
      return result
    }),
  )
}

/** The same for work that keeps to its scope by itself and writes its entry of the trail with what it does. */
export async function performOwnTrail<T>(
  app: AppContext,
  actor: Actor,
  deed: Deed,
  work: (authority: Authority) => Promise<T>,
): Promise<T> {
  try {
    return await work(authorize(app, actor, deed))
  } catch (error) {
    const refusal = isRefusedByDatabase(error) ? forbidden(actor, deed) : error
    await recordFailure(app, actor, deed, refusal)
    throw refusal
  }
}

/**
 * Refuses whoever may not, before anything is looked up on their behalf: what a request names may itself be a secret.
 * @throws AppError ACC-001, ACC-003, ACC-006, ACC-007
 */
export async function permit(app: AppContext, actor: Actor, deed: Deed): Promise<void> {
  try {
    authorize(app, actor, deed)
  } catch (error) {
    await recordFailure(app, actor, deed, error)
    throw error
  }
}

/** Whether an actor may do something; for screens that show only what can be done. */
export function mayDo(app: AppContext, actor: Actor, deed: Deed): boolean {
  return actor.mustFirst === undefined && grantFor(app, actor, deed) !== undefined
}

/**
 * The authority for a deed.
 * @throws AppError ACC-001, ACC-003, ACC-006, ACC-007
 */
export function authorize(app: AppContext, actor: Actor, deed: Deed): Authority {
  const authority = authorityFor(app, actor, deed)
  return { ...authority, scope: effectiveScope(app, authority.scope) }
}

function authorityFor(app: AppContext, actor: Actor, deed: Deed): Authority {
  if (actor.kind === 'program') return { actor, grant: undefined, scope: wholeScope(deed.year, true) }
  if (actor.mustFirst === 'change_password') throw new AppError('ACC-006', {}, { kind: 'forbidden' })
  if (actor.mustFirst === 'set_up_two_factor') throw new AppError('ACC-007', {}, { kind: 'forbidden' })
  const grant = grantFor(app, actor, deed)
  if (grant) return { actor, grant, scope: scopeOf(app, grant, deed) }
  if (app.walls.application) {
    if (actor.kind === 'public') throw new AppError('ACC-001', {}, { kind: 'unauthenticated' })
    throw forbidden(actor, deed)
  }
  // Tests take the first wall away; what the actor has then meets the second.
  const [some] = actor.grants
  return some
    ? { actor, grant: some, scope: scopeOf(app, some, deed) }
    : { actor, grant: undefined, scope: wholeScope(deed.year, false) }
}

function grantFor(app: AppContext, actor: Actor, deed: Deed): Grant | undefined {
  const { roles } = permissionOf(deed.action)
  return actor.grants.find((grant) => {
    const reach = roles[grant.role]
    return reach !== undefined && reaches(app, grant, reach, deed) && isWithinLimits(app, grant, deed)
  })
}

function reaches(app: AppContext, { unitId }: Grant, reach: Reach, deed: Deed): boolean {
  if (reach === 'unit') return unitId === deed.unit.id
  if (reach === 'below' && unitId === deed.unit.id) return false
  return app.units
    .tree(deed.year)
    .lineage(deed.unit.id)
    .some((ancestor) => ancestor.id === unitId)
}

/** A clerk who is limited to a form may work on the registers that belong to it. */
function isWithinLimits(app: AppContext, { limits }: Grant, { areas = [], year }: Deed): boolean {
  if (limits.length === 0) return true
  const allowed = new Set(limits)
  for (const limit of limits) {
    const form = app.catalog.forms.inForce(limit, year)
    for (const section of form?.sections ?? [])
      for (const register of section.registers) allowed.add(register)
  }
  return areas.every((area) => allowed.has(area))
}

function scopeOf(app: AppContext, grant: Grant, deed: Deed): Scope {
  const reach = permissionOf(deed.action).roles[grant.role] ?? 'subtree'
  const under =
    reach === 'unit'
      ? [grant.unitId]
      : app.units
          .tree(deed.year)
          .subtree(grant.unitId)
          .map((unit) => unit.id)
  const units = reach === 'below' ? under.filter((id) => id !== grant.unitId) : under
  return { units, year: deed.year, mayWrite: permissionOf(deed.action).isRecorded, role: grant.role }
}

/** Tests take the second wall away and look whether the first one holds; nothing else can. */
function effectiveScope(app: AppContext, scope: Scope): Scope {
  return app.walls.database ? scope : wholeScope(scope.year, true)
}

function forbidden(actor: Actor, deed: Deed): AppError {
  return new AppError(
    'ACC-003',
    { account: actor.name, unit: deed.unit.name, action: deed.action },
    { kind: 'forbidden' },
  )
}

async function record(
  app: AppContext,
  tx: Tx,
  actor: Actor,
  deed: Deed,
  result: 'done' | 'refused' | 'failed',
  details: unknown,
): Promise<void> {
  await writeAuditEntry(tx, {
    unitId: deed.unit.id,
    at: app.clock(),
    actor: actor.username,
    origin: actor.origin,
    action: deed.action,
    object: `${deed.year}${deed.object ? ` ${deed.object}` : ''}`,
    result,
    details,
  })
}

async function recordFailure(app: AppContext, actor: Actor, deed: Deed, error: unknown): Promise<void> {
  const isRefusal = error instanceof AppError && error.kind !== 'fault' && error.kind !== 'unavailable'
  if (isRefusal && error.kind === 'not_found') return
  // A passer-by who asks for what is not public is no event; someone who is signed in and reaches beyond is.
  if (actor.kind === 'public') return
  const details = isRefusal ? { code: error.code, params: error.params } : { error: String(error) }
  await withinScope(app.database.db, wholeScope(deed.year, true), (tx) =>
    record(app, tx, actor, deed, isRefusal ? 'refused' : 'failed', details),
  ).catch(() => undefined)
}
