import type { Role } from '../../kernel/index.ts'
import type { StoredAccount } from '../../store/index.ts'
import type { AppContext } from '../context.ts'
import { type OrgRef, orgRef } from '../explain.ts'
import { thisYear } from './accounts.ts'
import type { actorOf } from './session.ts'

export interface ShownAccount {
  readonly username: string
  readonly name: string
  readonly unit: OrgRef
  readonly state: 'active' | 'disabled'
  readonly grants: readonly {
    readonly role: Role
    readonly unit: OrgRef
    readonly limits: readonly string[]
  }[]
  readonly mustChangePassword: boolean
  readonly hasTwoFactor: boolean
  readonly lockedUntil?: string
  readonly lastSignInAt?: string
  readonly isDemonstration: boolean
}

export function shownAccount(app: AppContext, account: StoredAccount): ShownAccount {
  return {
    username: account.username,
    name: account.name,
    unit: refOf(app, account.unitId),
    state: account.state,
    grants: account.grants.map(({ role, unitId, limits }) => ({ role, unit: refOf(app, unitId), limits })),
    mustChangePassword: account.mustChangePassword,
    hasTwoFactor: account.hasTwoFactor,
    ...(account.lockedUntil && account.lockedUntil > app.clock()
      ? { lockedUntil: account.lockedUntil.toISOString() }
      : {}),
    ...(account.lastSignInAt ? { lastSignInAt: account.lastSignInAt.toISOString() } : {}),
    isDemonstration: account.isDemonstration,
  }
}

/** A unit as it is named now; one that was closed since, as it was named last. */
export function refOf(app: AppContext, unitId: number, year = thisYear(app)): OrgRef {
  const here = app.units.tree(year).unit(unitId)
  if (here) return orgRef(here)
  const unit = app.units.all().find((candidate) => candidate.id === unitId)
  const last = unit?.versions.at(-1)
  if (!unit || !last) throw new Error(`there is no unit ${unitId}`)
  return orgRef({ ...last, id: unit.id, code: unit.code, level: unit.level, aliases: unit.aliases })
}

export interface ShownSession {
  readonly account?: ShownAccount
  readonly mustFirst?: 'change_password' | 'set_up_two_factor'
  readonly idleMinutes: number
  readonly singleSignOn?: string
  readonly passwordRule: { readonly minLength: number; readonly classes: number }
}

/** What a page needs to know of whoever looks at it. */
export async function sessionOf(
  app: AppContext,
  who: Awaited<ReturnType<typeof actorOf>>,
): Promise<ShownSession> {
  await app.units.refresh()
  const { session, password, single_sign_on } = app.settings
  return {
    ...(who.session ? { account: shownAccount(app, who.session) } : {}),
    ...(who.actor.mustFirst ? { mustFirst: who.actor.mustFirst } : {}),
    idleMinutes: session.idle_minutes,
    ...(single_sign_on ? { singleSignOn: single_sign_on.name } : {}),
    passwordRule: { minLength: password.min_length, classes: password.classes },
  }
}
