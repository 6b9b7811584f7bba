import { sql } from 'kysely'
import type pg from 'pg'
import type { Role } from '../kernel/index.ts'
import { Batched } from './batched.ts'
import type { Database, OpenDatabase, Tx } from './database.ts'

export interface StoredGrant {
  readonly role: Role
  readonly unitId: number
  readonly limits: readonly string[]
}

/** An account as it is listed: what it is, where it belongs, what it may do. */
export interface StoredAccount {
  readonly id: string
  readonly unitId: number
  readonly username: string
  readonly name: string
  readonly state: 'active' | 'disabled'
  readonly rank: number
  readonly mustChangePassword: boolean
  readonly passwordChangedAt: Date
  readonly failedAttempts: number
  readonly lockedUntil: Date | null
  readonly lastSignInAt: Date | null
  readonly isDemonstration: boolean
  readonly hasTwoFactor: boolean
  readonly hasPassword: boolean
  readonly grants: readonly StoredGrant[]
}

/** An account with the session that it came with. */
export interface StoredSession extends StoredAccount {
  readonly sessionId: string
  readonly startedAt: Date
  readonly expiresAt: Date
}

interface AccountRow {
  id: string
  org_unit_id: number
  username: string
  name: string
  state: 'active' | 'disabled'
  rank: number
  must_change_password: boolean
  password_changed_at: Date
  failed_attempts: number
  locked_until: Date | null
  last_sign_in_at: Date | null
  is_demonstration: boolean
  has_two_factor: boolean | null
  has_password: boolean
  grants: { role: Role; unit_id: number; limits: string[] }[] | null
}

const ACCOUNT = `a.*, u.two_factor_enabled as has_two_factor,
  exists (select from sign_in_credential c where c.user_id = a.id and c.provider_id = 'credential' and c.password is not null) as has_password,
  (select jsonb_agg(jsonb_build_object('role', g.role, 'unit_id', g.org_unit_id, 'limits', g.limits) order by g.org_unit_id, g.role)
    from account_grant g where g.account_id = a.id) as grants`

/** The session of a token that is not over yet. */
export async function readSession(
  database: Pick<OpenDatabase, 'pool' | 'query'>,
  token: string,
  now: Date,
): Promise<StoredSession | undefined> {
  const sessions = sessionsOf.get(database.pool) ?? new Batched((tokens) => loadSessions(database, tokens))
  sessionsOf.set(database.pool, sessions)
  const session = await sessions.get(token)
  return session && session.expiresAt > now ? session : undefined
}

const sessionsOf = new WeakMap<pg.Pool, Batched<string, StoredSession>>()

/** A named statement: every request of every clerk asks this. */
async function loadSessions(
  { query }: Pick<OpenDatabase, 'query'>,
  tokens: readonly string[],
): Promise<Map<string, StoredSession>> {
  const { rows } = await query<SessionRow>({
    name: 'vetted_session',
    text: `select ${ACCOUNT}, s.token, s.id as session_id, s.created_at as started_at, s.expires_at
      from sign_in_session s join account a on a.id = s.user_id join sign_in_user u on u.id = a.id
      where s.token = any($1::text[])`,
    values: [tokens],
  })
  return new Map(
    rows.map((row) => [
      row.token,
      {
        ...toAccount(row),
        sessionId: row.session_id,
        startedAt: row.started_at,
        expiresAt: row.expires_at,
      },
    ]),
  )
}

interface SessionRow extends AccountRow {
  token: string
  session_id: string
  started_at: Date
  expires_at: Date
}

function toAccount(row: AccountRow): StoredAccount {
  return {
    id: row.id,
    unitId: row.org_unit_id,
    username: row.username,
    name: row.name,
    state: row.state,
    rank: row.rank,
    mustChangePassword: row.must_change_password,
    passwordChangedAt: row.password_changed_at,
    failedAttempts: row.failed_attempts,
    lockedUntil: row.locked_until,
    lastSignInAt: row.last_sign_in_at,
    isDemonstration: row.is_demonstration,
    hasTwoFactor: row.has_two_factor ?? false,
    hasPassword: row.has_password,
    grants: (row.grants ?? []).map(({ role, unit_id, limits }) => ({ role, unitId: unit_id, limits })),
  }
}

/** Accounts by a condition on the account; for signing in and for the program, which have no scope. */
async function accountsWhere(db: Database | Tx, condition: ReturnType<typeof sql>): Promise<StoredAccount[]> {
  const { rows } = await sql<AccountRow>`select ${sql.raw(ACCOUNT)} from account a
    join sign_in_user u on u.id = a.id where ${condition} order by a.username`.execute(db)
  return rows.map(toAccount)
}

export async function accountByUsername(db: Database, username: string): Promise<StoredAccount | undefined> {
  return (await accountsWhere(db, sql`a.username = ${username.toLowerCase()}`))[0]
}

export async function accountById(db: Database, id: string): Promise<StoredAccount | undefined> {
  return (await accountsWhere(db, sql`a.id = ${id}`))[0]
}

/** Ids of the accounts that a scope shows. */
export async function visibleAccountIds(tx: Tx): Promise<string[]> {
  const rows = await tx.selectFrom('account').select('id').execute()
  return rows.map((row) => row.id)
}

export async function accountsByIds(db: Database, ids: readonly string[]): Promise<StoredAccount[]> {
  return ids.length === 0 ? [] : accountsWhere(db, sql`a.id = any(${[...ids]}::text[])`)
}

/** What better-auth knows of an account: written as the owner of the database, before the scope is narrowed. */
export async function insertSignIn(
  tx: Tx,
  user: {
    id: string
    username: string
    name: string
    address: string
    passwordHash: string | undefined
    at: Date
  },
): Promise<void> {
  const stamps = { created_at: user.at, updated_at: user.at }
  await tx
    .insertInto('sign_in_user')
    .values({
      id: user.id,
      name: user.name,
      email: user.address,
      email_verified: true,
      image: null,
      username: user.username,
      display_username: user.username,
      two_factor_enabled: false,
      ...stamps,
    })
    .execute()
  if (user.passwordHash === undefined) return
  await tx
    .insertInto('sign_in_credential')
    .values({
      id: `${user.id}-password`,
      account_id: user.id,
      provider_id: 'credential',
      user_id: user.id,
      password: user.passwordHash,
      ...stamps,
    })
    .execute()
}

export async function passwordHashes(
  db: Database,
  accountId: string,
): Promise<{ current: string | undefined; former: readonly string[] }> {
  const credential = await db
    .selectFrom('sign_in_credential')
    .select('password')
    .where('user_id', '=', accountId)
    .where('provider_id', '=', 'credential')
    .executeTakeFirst()
  const former = await db
    .selectFrom('password_history')
    .select('hash')
    .where('account_id', '=', accountId)
    .orderBy('changed_at', 'desc')
    .execute()
  return { current: credential?.password ?? undefined, former: former.map((row) => row.hash) }
}

/** Puts a new password in place, keeps the old one's hash, and ends every session but one. */
export async function replacePassword(
  tx: Tx,
  accountId: string,
  change: { hash: string; at: Date; remembered: number; keepSession?: string | undefined },
): Promise<void> {
  await sql`insert into password_history (account_id, changed_at, hash)
    select user_id, ${change.at}, password from sign_in_credential
    where user_id = ${accountId} and provider_id = 'credential' and password is not null
    on conflict do nothing`.execute(tx)
  await sql`delete from password_history h where h.account_id = ${accountId} and h.changed_at not in (
    select changed_at from password_history where account_id = ${accountId} order by changed_at desc limit ${change.remembered})`.execute(
    tx,
  )
  await sql`insert into sign_in_credential (id, account_id, provider_id, user_id, password, created_at, updated_at)
    values (${`${accountId}-password`}, ${accountId}, 'credential', ${accountId}, ${change.hash}, ${change.at}, ${change.at})
    on conflict (id) do update set password = excluded.password, updated_at = excluded.updated_at`.execute(tx)
  await endSessions(tx, accountId, change.keepSession)
}

export async function endSessions(db: Database | Tx, accountId: string, except?: string): Promise<void> {
  await db
    .deleteFrom('sign_in_session')
    .where('user_id', '=', accountId)
    .$if(except !== undefined, (query) => query.where('id', '!=', except ?? ''))
    .execute()
}

/** Forgets the second factor, for someone who lost the device. */
export async function removeTwoFactor(tx: Tx, accountId: string): Promise<void> {
  await tx.deleteFrom('sign_in_two_factor').where('user_id', '=', accountId).execute()
  await tx
    .updateTable('sign_in_user')
    .set({ two_factor_enabled: false })
    .where('id', '=', accountId)
    .execute()
}

/** Counts a failure; the one that is too many locks. @returns until when it is locked, if it is */
export async function countFailure(
  db: Database,
  accountId: string,
  limit: { failures: number; lockedUntil: Date },
): Promise<Date | null> {
  const row = await db
    .updateTable('account')
    .set({
      failed_attempts: sql`case when failed_attempts + 1 >= ${limit.failures} then 0 else failed_attempts + 1 end`,
      locked_until: sql`case when failed_attempts + 1 >= ${limit.failures} then ${limit.lockedUntil}::timestamptz else locked_until end`,
    })
    .where('id', '=', accountId)
    .returning('locked_until')
    .executeTakeFirst()
  return row?.locked_until ?? null
}

/** A session that has begun: its end, and the account's clean slate. */
export async function beginSession(
  db: Database,
  session: { token: string; accountId: string; at: Date; expiresAt: Date; endOthers: boolean },
): Promise<void> {
  await db.transaction().execute(async (tx) => {
    const row = await tx
      .updateTable('sign_in_session')
      .set({ expires_at: session.expiresAt, created_at: session.at })
      .where('token', '=', session.token)
      .returning('id')
      .executeTakeFirst()
    if (session.endOthers && row) await endSessions(tx, session.accountId, row.id)
    await tx
      .updateTable('account')
      .set({ failed_attempts: 0, locked_until: null, last_sign_in_at: session.at })
      .where('id', '=', session.accountId)
      .execute()
  })
}

export async function extendSession(db: Database, sessionId: string, expiresAt: Date): Promise<void> {
  await db.updateTable('sign_in_session').set({ expires_at: expiresAt }).where('id', '=', sessionId).execute()
}

export async function endSession(db: Database, token: string): Promise<void> {
  await db.deleteFrom('sign_in_session').where('token', '=', token).execute()
}

/** Makes these the grants of an account, under the policies of the scope. */
export async function replaceGrants(
  tx: Tx,
  accountId: string,
  grants: readonly StoredGrant[],
  made: { by: string; at: Date },
): Promise<void> {
  await tx.deleteFrom('account_grant').where('account_id', '=', accountId).execute()
  if (grants.length === 0) return
  await tx
    .insertInto('account_grant')
    .values(
      grants.map(({ role, unitId, limits }) => ({
        account_id: accountId,
        org_unit_id: unitId,
        role,
        limits: [...limits],
        granted_by: made.by,
        granted_at: made.at,
      })),
    )
    .execute()
}
