import { AppError } from '../../kernel/index.ts'
import {
  accountByUsername,
  beginSession,
  countFailure,
  endSession,
  readSession,
  type StoredAccount,
  type StoredSession,
  withinScope,
  writeAuditEntry,
} from '../../store/index.ts'
import { type AppContext, wholeScope } from '../context.ts'
import { type Auth, makeAuth } from './auth.ts'
import { type SignedIn, sessionToken } from './session.ts'

/** Where a request comes from, and the cookies it brings: better-auth keeps the second step in one. */
export interface Visit {
  readonly origin: string
  readonly userAgent?: string | undefined
  readonly cookies?: string | undefined
}

/** What became of a sign-in: cookies to set, and whether a code of the second factor is still asked for. */
export interface SignInResult {
  readonly setCookies: readonly string[]
  readonly needsTwoFactor: boolean
}

const auths = new WeakMap<AppContext['database'], Auth>()

/** better-auth of an application, made on first use. */
export function authOf(app: AppContext): Auth {
  const known = auths.get(app.database)
  if (known) return known
  const auth = makeAuth(app)
  auths.set(app.database, auth)
  return auth
}

/**
 * Signs in with name and password.
 * @throws AppError ACC-002 wrong, ACC-004 locked, ACC-005 disabled, ACC-020 too many failures from one address
 */
export async function signIn(
  app: AppContext,
  credentials: { readonly username: string; readonly password: string },
  visit: Visit,
): Promise<SignInResult> {
  failures.refuseIfTooMany(app, visit.origin)
  const account = await accountByUsername(app.database.db, credentials.username)
  try {
    if (account) refuseLocked(app, account)
    const response = await authOf(app).api.signInUsername({
      body: { ...credentials, rememberMe: false },
      headers: headersOf(visit),
      asResponse: true,
    })
    if (!response.ok) await refuseWrong(app, account, visit)
    const body = (await response.json()) as { twoFactorRedirect?: boolean }
    const setCookies = response.headers.getSetCookie()
    if (body.twoFactorRedirect) return { setCookies, needsTwoFactor: true }
    await welcome(app, setCookies, visit, 'password')
    return { setCookies, needsTwoFactor: false }
  } catch (error) {
    await recordSignIn(app, account, visit, error)
    throw error
  }
}

/**
 * The second step: the six digits of the authenticator, or one of the recovery codes.
 * @throws AppError ACC-014 wrong code, ACC-015 the first step is too long ago
 */
export async function confirmSecondFactor(
  app: AppContext,
  { code, isRecoveryCode }: { readonly code: string; readonly isRecoveryCode: boolean },
  visit: Visit,
): Promise<SignInResult> {
  failures.refuseIfTooMany(app, visit.origin)
  const { api } = authOf(app)
  const request = { body: { code }, headers: headersOf(visit), asResponse: true } as const
  const response = isRecoveryCode ? await api.verifyBackupCode(request) : await api.verifyTOTP(request)
  if (!response.ok) {
    failures.note(app, visit.origin)
    const { code: reason } = (await response.json().catch(() => ({}))) as { code?: string }
    const isOver = reason === 'INVALID_TWO_FACTOR_COOKIE' || reason?.startsWith('TOO_MANY')
    throw new AppError(isOver ? 'ACC-015' : 'ACC-014', {}, { kind: 'unauthenticated' })
  }
  const setCookies = response.headers.getSetCookie()
  await welcome(app, setCookies, visit, 'two_factor')
  return { setCookies, needsTwoFactor: false }
}

/** Ends the session; a session that is over already is no trouble. */
export async function signOut(
  app: AppContext,
  signedIn: SignedIn | undefined,
  visit: Visit,
): Promise<SignInResult> {
  if (signedIn) {
    await endSession(app.database.db, signedIn.token)
    await writeEntry(app, signedIn.session, visit, 'session.sign_out', 'done', {})
  }
  const response = await authOf(app).api.signOut({ headers: headersOf(visit), asResponse: true })
  return { setCookies: response.headers.getSetCookie(), needsTwoFactor: false }
}

/**
 * Where to go for single sign-on.
 * @throws AppError ACC-021 where none is set up, or it does not answer
 */
export async function singleSignOnAddress(
  app: AppContext,
  visit: Visit,
): Promise<{ readonly url: string; readonly setCookies: readonly string[] }> {
  if (!app.settings.single_sign_on) throw new AppError('ACC-021', {}, { kind: 'not_found' })
  const response = await authOf(app).api.signInSocial({
    body: { provider: 'sso', callbackURL: '/', errorCallbackURL: '/sign-in' },
    headers: headersOf(visit),
    asResponse: true,
  })
  const { url } = (await response.json().catch(() => ({}))) as { url?: string }
  if (!response.ok || url === undefined) throw new AppError('ACC-021', {}, { kind: 'unavailable' })
  return { url, setCookies: response.headers.getSetCookie() }
}

/** The way back from single sign-on, which better-auth answers. */
export async function returnFromSingleSignOn(
  app: AppContext,
  request: Request,
  visit: Visit,
): Promise<Response> {
  const response = await authOf(app).handler(request)
  const setCookies = response.headers.getSetCookie()
  if (tokenIn(app, setCookies) !== undefined) await welcome(app, setCookies, visit, 'single_sign_on')
  return response
}

/** Begins a session in earnest: its end, the account's clean slate, the others' end where one only is allowed. */
async function welcome(
  app: AppContext,
  setCookies: readonly string[],
  visit: Visit,
  how: string,
): Promise<void> {
  const session = await settleSession(app, setCookies)
  if (!session) throw new Error('better-auth began a session that is not in the store')
  failures.forget(visit.origin)
  await writeEntry(app, session, visit, 'session.sign_in', 'done', { how })
}

/** Puts a session that better-auth has just made under our clock and rules. */
export async function settleSession(
  app: AppContext,
  setCookies: readonly string[],
): Promise<StoredSession | undefined> {
  const token = tokenIn(app, setCookies)
  // It has begun this moment, by the clock of better-auth; from here on ours counts.
  const session = token === undefined ? undefined : await readSession(app.database, token, new Date(0))
  if (token === undefined || !session) return undefined
  const at = app.clock()
  const { idle_minutes, one_per_account } = app.settings.session
  await beginSession(app.database.db, {
    token,
    accountId: session.id,
    at,
    expiresAt: new Date(at.getTime() + idle_minutes * 60_000),
    endOthers: one_per_account,
  })
  return session
}

function tokenIn(app: AppContext, setCookies: readonly string[]): string | undefined {
  const pairs = setCookies.map((cookie) => cookie.split(';')[0] ?? '')
  return sessionToken(app, pairs.join('; '))
}

function refuseLocked(app: AppContext, account: StoredAccount): void {
  if (account.state === 'disabled') throw new AppError('ACC-005', {}, { kind: 'unauthenticated' })
  const now = app.clock()
  if (account.lockedUntil && account.lockedUntil > now) {
    const minutes = Math.ceil((account.lockedUntil.getTime() - now.getTime()) / 60_000)
    throw new AppError('ACC-004', { minutes }, { kind: 'unauthenticated' })
  }
}

async function refuseWrong(
  app: AppContext,
  account: StoredAccount | undefined,
  visit: Visit,
): Promise<never> {
  failures.note(app, visit.origin)
  if (account) {
    const { failures: limit, minutes } = app.settings.lockout
    const lockedUntil = new Date(app.clock().getTime() + minutes * 60_000)
    const locked = await countFailure(app.database.db, account.id, { failures: limit, lockedUntil })
    if (locked && locked > app.clock())
      throw new AppError('ACC-004', { minutes }, { kind: 'unauthenticated' })
  }
  throw new AppError('ACC-002', {}, { kind: 'unauthenticated' })
}

/** A failed attempt is in the trail of the account's unit; of a name that nobody has there is nothing to keep. */
async function recordSignIn(
  app: AppContext,
  account: StoredAccount | undefined,
  visit: Visit,
  error: unknown,
): Promise<void> {
  if (!account) return
  const code = error instanceof AppError ? error.code : 'APP-001'
  await writeEntry(app, account, visit, 'session.sign_in', 'refused', { code })
}

async function writeEntry(
  app: AppContext,
  account: Pick<StoredAccount, 'unitId' | 'username'>,
  visit: Visit,
  action: string,
  result: 'done' | 'refused',
  details: unknown,
): Promise<void> {
  const at = app.clock()
  await withinScope(app.database.db, wholeScope(at.getFullYear(), true), (tx) =>
    writeAuditEntry(tx, {
      unitId: account.unitId,
      at,
      actor: account.username,
      origin: visit.origin,
      action,
      object: account.username,
      result,
      details,
    }),
  )
}

/** What a signed-in account's own steps (second factor) send to better-auth. */
export function headersOf(visit: Visit): Headers {
  const headers = new Headers({ 'x-forwarded-for': visit.origin })
  if (visit.cookies !== undefined) headers.set('cookie', visit.cookies)
  if (visit.userAgent !== undefined) headers.set('user-agent', visit.userAgent)
  return headers
}

/** Failures per address: a school behind one address may err often, a guesser errs oftener. */
class Failures {
  static readonly #LIMIT = 50
  static readonly #MINUTES = 15
  readonly #byAddress = new Map<string, { count: number; until: number }>()

  note(app: AppContext, address: string): void {
    const now = app.clock().getTime()
    const entry = this.#byAddress.get(address)
    if (entry && entry.until > now) entry.count += 1
    else this.#byAddress.set(address, { count: 1, until: now + Failures.#MINUTES * 60_000 })
    if (this.#byAddress.size > 10_000) this.#byAddress.clear()
  }

  forget(address: string): void {
    this.#byAddress.delete(address)
  }

  refuseIfTooMany(app: AppContext, address: string): void {
    const entry = this.#byAddress.get(address)
    if (!entry || entry.count < Failures.#LIMIT || entry.until <= app.clock().getTime()) return
    throw new AppError('ACC-020', { minutes: Failures.#MINUTES }, { kind: 'unauthenticated' })
  }
}

const failures = new Failures()
