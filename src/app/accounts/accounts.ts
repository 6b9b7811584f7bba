import { randomUUID } from 'node:crypto'
import {
  AppError,
  type Bilingual,
  fitsRole,
  grantable,
  type OrgUnitInYear,
  type ReportingYear,
  type Role,
} from '../../kernel/index.ts'
import {
  accountById,
  accountByUsername,
  accountsByIds,
  changeScope,
  endSessions,
  insertSignIn,
  leaveScope,
  removeTwoFactor,
  replaceGrants,
  replacePassword,
  type StoredAccount,
  type StoredGrant,
  visibleAccountIds,
} from '../../store/index.ts'
import type { Actor } from '../actor.ts'
import type { AppContext } from '../context.ts'
import { type Deed, perform, permit } from '../perform.ts'
import { rankOf } from '../permissions.ts'
import { addressOf, isUsername } from './auth.ts'
import { firstPassword, requireStrong } from './passwords.ts'
import { authOf } from './sign-in.ts'

/** A role at a unit, as someone asks for it. */
export interface GrantRequest {
  readonly role: Role
  /** Code or name of the unit. */
  readonly unit: string
  readonly limits?: readonly string[] | undefined
}

export interface NewAccount {
  readonly username: string
  readonly name: string
  /** Code or name of the unit that keeps the account. */
  readonly unit: string
  readonly grants: readonly GrantRequest[]
  /** Left out, a first password is made that has to be changed; null: signs in through single sign-on alone. */
  readonly password?: string | null | undefined
  readonly isDemonstration?: boolean | undefined
}

/** An account that was made, with the password to hand over; it is shown this once. */
export interface MadeAccount {
  readonly account: StoredAccount
  readonly password: string | undefined
}

/**
 * Makes an account for a unit at or below one's own.
 * @throws AppError ACC-008 password, ACC-010 name taken, ACC-011 name, ACC-012 role, ACC-013 role at such a unit
 */
export async function createAccount(app: AppContext, actor: Actor, wanted: NewAccount): Promise<MadeAccount> {
  const unit = await unitOfAccounts(app, wanted.unit)
  const username = wanted.username.toLowerCase()
  const deed: Deed = { action: 'account.create', unit, year: thisYear(app), object: username }
  await permit(app, actor, deed)
  if (!isUsername(username)) throw new AppError('ACC-011', {}, { kind: 'usage', path: ['username'] })
  if (await accountByUsername(app.database.db, username)) {
    throw new AppError('ACC-010', { username }, { kind: 'conflict', path: ['username'] })
  }
  const grants = await grantsOf(app, actor, wanted.grants)
  const isGiven = typeof wanted.password === 'string'
  if (isGiven && !wanted.isDemonstration) requireStrong(app.settings, wanted.password ?? '', username)
  const password = wanted.password === undefined ? firstPassword(app.settings) : wanted.password
  const { password: tools } = await authOf(app).$context
  const passwordHash = password === null ? undefined : await tools.hash(password)
  const id = randomUUID()
  const at = app.clock()
  await perform(
    app,
    actor,
    deed,
    async (tx, { scope }) => {
      await leaveScope(tx)
      await insertSignIn(tx, {
        id,
        username,
        name: wanted.name,
        address: addressOf(username),
        passwordHash,
        at,
      })
      await changeScope(tx, scope)
      await tx
        .insertInto('account')
        .values({
          id,
          org_unit_id: unit.id,
          username,
          name: wanted.name,
          state: 'active',
          rank: rankOfAll(grants),
          must_change_password: wanted.password === undefined,
          password_changed_at: at,
          locked_until: null,
          last_sign_in_at: null,
          is_demonstration: wanted.isDemonstration ?? false,
          created_by: actor.username,
          created_at: at,
        })
        .execute()
      await replaceGrants(tx, id, grants, { by: actor.username, at })
    },
    () => ({ username, grants }),
  )
  const account = await accountById(app.database.db, id)
  if (!account) throw new Error(`account ${id} was made and is not there`)
  return { account, password: wanted.password === undefined ? (password ?? undefined) : undefined }
}

/** The accounts of a unit and below it, as far as the actor keeps them. */
export async function listAccounts(app: AppContext, actor: Actor, name: string): Promise<StoredAccount[]> {
  const unit = await unitOfAccounts(app, name)
  const year = thisYear(app)
  const below = new Set(
    app.units
      .tree(year)
      .subtree(unit.id)
      .map((each) => each.id),
  )
  const ids = await perform(app, actor, { action: 'account.read', unit, year }, (tx) => visibleAccountIds(tx))
  const accounts = await accountsByIds(app.database.db, ids)
  return accounts.filter((account) => below.has(account.unitId) || account.unitId === unit.id)
}

export interface AccountChange {
  readonly name?: string | undefined
  readonly state?: 'active' | 'disabled' | undefined
  readonly grants?: readonly GrantRequest[] | undefined
  /** Makes a new first password and ends every session. */
  readonly resetPassword?: boolean | undefined
  /** Forgets the second factor, for someone who lost the device. */
  readonly resetTwoFactor?: boolean | undefined
  /** Lets someone in again before the time is over for which failed attempts shut them out. */
  readonly unlock?: boolean | undefined
  /** Ends every session: whoever works under the account has to sign in anew. */
  readonly endSessions?: boolean | undefined
}

/**
 * Changes an account that one keeps. Nobody disables their own.
 * @throws AppError ACC-012 role, ACC-016 no such account, ACC-018 one's own
 */
export async function changeAccount(
  app: AppContext,
  actor: Actor,
  username: string,
  change: AccountChange,
): Promise<MadeAccount> {
  const account = await accountByUsername(app.database.db, username)
  if (!account) throw new AppError('ACC-016', { username }, { kind: 'not_found' })
  const unit = keeperOf(app, account.unitId)
  const deed: Deed = { action: 'account.change', unit, year: thisYear(app), object: account.username }
  await permit(app, actor, deed)
  if (account.id === actor.id && (change.state === 'disabled' || change.grants)) {
    throw new AppError('ACC-018', {}, { kind: 'refused' })
  }
  const grants = change.grants && (await grantsOf(app, actor, change.grants))
  if (app.walls.application) refuseHigher(actor, account)
  const password = change.resetPassword ? firstPassword(app.settings) : undefined
  const { password: tools } = await authOf(app).$context
  const hash = password === undefined ? undefined : await tools.hash(password)
  const at = app.clock()
  await perform(
    app,
    actor,
    deed,
    async (tx) => {
      // The policies let through what the actor keeps; what they hide is not there to be changed.
      const rows = await tx
        .updateTable('account')
        .set({
          ...(change.name === undefined ? {} : { name: change.name }),
          ...(change.state === undefined ? {} : { state: change.state }),
          ...(grants ? { rank: rankOfAll(grants) } : {}),
          ...(change.unlock ? { failed_attempts: 0, locked_until: null } : {}),
          ...(hash === undefined
            ? {}
            : {
                must_change_password: true,
                password_changed_at: at,
                failed_attempts: 0,
                locked_until: null,
              }),
          username: account.username,
        })
        .where('id', '=', account.id)
        .returning('id')
        .execute()
      if (rows.length === 0) throw forbiddenAccount(account.username)
      if (grants) await replaceGrants(tx, account.id, grants, { by: actor.username, at })
      await leaveScope(tx)
      if (hash !== undefined) {
        const { remembered } = app.settings.password
        await replacePassword(tx, account.id, { hash, at, remembered })
      }
      if (change.resetTwoFactor) await removeTwoFactor(tx, account.id)
      if (change.state === 'disabled' || grants || change.endSessions) await endSessions(tx, account.id)
    },
    () => ({ ...change, ...(grants ? { grants } : {}) }),
  )
  const changed = await accountById(app.database.db, account.id)
  return { account: changed ?? account, password }
}

function forbiddenAccount(username: string): AppError {
  return new AppError('ACC-016', { username }, { kind: 'not_found' })
}

/**
 * Roles that someone may give, at units under their own, each at a unit that can have it.
 * @throws AppError ACC-012, ACC-013
 */
async function grantsOf(
  app: AppContext,
  actor: Actor,
  requests: readonly GrantRequest[],
): Promise<StoredGrant[]> {
  const grants: StoredGrant[] = []
  for (const { role, unit: name, limits } of requests) {
    const unit = await unitOfAccounts(app, name)
    if (!fitsRole(role, unit.level))
      throw new AppError('ACC-013', { role, unit: unit.name }, { kind: 'usage' })
    const lineage = app.units.tree(thisYear(app)).lineage(unit.id)
    const mayGive =
      actor.kind === 'program' ||
      actor.grants.some(
        (own) =>
          grantable[own.role]?.includes(role) && lineage.some((ancestor) => ancestor.id === own.unitId),
      )
    if (!mayGive && app.walls.application) {
      throw new AppError('ACC-012', { role, unit: unit.name }, { kind: 'forbidden' })
    }
    for (const limit of limits ?? []) requireArea(app, limit)
    grants.push({ role, unitId: unit.id, limits: [...(limits ?? [])] })
  }
  return grants
}

function requireArea(app: AppContext, limit: string): void {
  if (!app.catalog.forms.has(limit) && !app.catalog.registers.has(limit)) {
    throw new AppError('ACC-019', { limit }, { kind: 'usage', path: ['limits'] })
  }
}

/** Forms, then registers of a year: what an account can be limited to. */
export function listAreas(
  { catalog }: AppContext,
  year: ReportingYear,
): { readonly id: string; readonly kind: 'form' | 'register'; readonly name: Bilingual }[] {
  const listed =
    (kind: 'form' | 'register') =>
    ({ id, name }: { id: string; name: Bilingual }) => ({ id, kind, name })
  return [
    ...catalog.forms.all(year).map(listed('form')),
    ...catalog.registers.all(year).map(listed('register')),
  ]
}

function refuseHigher(actor: Actor, account: StoredAccount): void {
  if (actor.kind === 'program') return
  const own = Math.max(0, ...actor.grants.map((grant) => rankOf[grant.role]))
  const isAdmin = actor.grants.some((grant) => grant.role === 'platform_admin')
  if (!isAdmin && account.rank >= own) {
    throw new AppError('ACC-012', { role: account.name, unit: '' }, { kind: 'forbidden' })
  }
}

function rankOfAll(grants: readonly StoredGrant[]): number {
  return Math.max(0, ...grants.map((grant) => rankOf[grant.role]))
}

/** Accounts live in the present: the tree of this year decides who keeps whom. */
export function thisYear(app: AppContext): ReportingYear {
  return app.clock().getFullYear()
}

async function unitOfAccounts(app: AppContext, name: string): Promise<OrgUnitInYear> {
  await app.units.refresh()
  return app.units.find(name, thisYear(app))
}

/** The unit that keeps an account; one that was closed since is known by its last name. */
function keeperOf(app: AppContext, unitId: number): { id: number; name: string } {
  const unit = app.units.tree(thisYear(app)).unit(unitId)
  const last = app.units
    .all()
    .find((candidate) => candidate.id === unitId)
    ?.versions.at(-1)
  return { id: unitId, name: unit?.name ?? last?.name ?? String(unitId) }
}
