import { AppError } from '../../kernel/index.ts'
import { passwordHashes, replacePassword, withinScope, writeAuditEntry } from '../../store/index.ts'
import { type AppContext, wholeScope } from '../context.ts'
import { requireStrong } from './passwords.ts'
import type { SignedIn } from './session.ts'
import { authOf, headersOf, settleSession, type Visit } from './sign-in.ts'

/**
 * Changes one's own password; every other session of the account ends.
 * @throws AppError ACC-002 the present one is wrong, ACC-008 too simple, ACC-009 used before
 */
export async function changePassword(
  app: AppContext,
  { actor, session }: SignedIn,
  passwords: { readonly current: string; readonly next: string },
): Promise<void> {
  const { password: tools } = await authOf(app).$context
  const { current, former } = await passwordHashes(app.database.db, actor.id)
  const isRight =
    current !== undefined && (await tools.verify({ hash: current, password: passwords.current }))
  if (!isRight) throw new AppError('ACC-022', {}, { kind: 'refused', path: ['current'] })
  requireStrong(app.settings, passwords.next, actor.username)
  const { remembered } = app.settings.password
  for (const hash of [current, ...former].slice(0, remembered + 1)) {
    if (await tools.verify({ hash, password: passwords.next })) {
      throw new AppError('ACC-009', { count: remembered }, { kind: 'refused', path: ['next'] })
    }
  }
  const hash = await tools.hash(passwords.next)
  const at = app.clock()
  await app.database.db.transaction().execute(async (tx) => {
    await replacePassword(tx, actor.id, { hash, at, remembered, keepSession: session.sessionId })
    await tx
      .updateTable('account')
      .set({ must_change_password: false, password_changed_at: at })
      .where('id', '=', actor.id)
      .execute()
  })
  await recordOwn(app, { actor, session }, 'session.change_password')
}

/** What an authenticator app needs, and codes for the day when it is lost; shown this once. */
export interface TwoFactorSetup {
  readonly address: string
  readonly recoveryCodes: readonly string[]
  readonly setCookies: readonly string[]
}

/**
 * Begins setting up the second factor; it holds once a first code was confirmed.
 * @throws AppError ACC-022 wrong password, ACC-023 there is one already
 */
export async function startTwoFactor(
  app: AppContext,
  password: string,
  visit: Visit,
): Promise<TwoFactorSetup> {
  const response = await authOf(app).api.enableTwoFactor({
    body: { password, method: 'totp' },
    headers: headersOf(visit),
    asResponse: true,
  })
  const body = (await response.json()) as { totpURI?: string; backupCodes?: string[]; code?: string }
  if (!response.ok || body.totpURI === undefined) {
    const isThere = body.code === 'TOTP_ALREADY_ENABLED'
    throw new AppError(isThere ? 'ACC-023' : 'ACC-022', {}, { kind: 'refused', path: ['password'] })
  }
  return {
    address: body.totpURI,
    recoveryCodes: body.backupCodes ?? [],
    setCookies: response.headers.getSetCookie(),
  }
}

/**
 * Confirms the second factor with its first code.
 * @throws AppError ACC-014 wrong code
 */
export async function finishTwoFactor(
  app: AppContext,
  signedIn: SignedIn,
  code: string,
  visit: Visit,
): Promise<readonly string[]> {
  const response = await authOf(app).api.verifyTOTP({
    body: { code },
    headers: headersOf(visit),
    asResponse: true,
  })
  if (!response.ok) throw new AppError('ACC-014', {}, { kind: 'refused', path: ['code'] })
  const setCookies = response.headers.getSetCookie()
  await settleSession(app, setCookies)
  await recordOwn(app, signedIn, 'session.set_up_two_factor')
  return setCookies
}

/** @throws AppError ACC-022 wrong password, ACC-024 required for the role */
export async function stopTwoFactor(
  app: AppContext,
  signedIn: SignedIn,
  password: string,
  visit: Visit,
): Promise<readonly string[]> {
  const { required_for } = app.settings.two_factor
  if (signedIn.actor.grants.some((grant) => required_for.includes(grant.role))) {
    throw new AppError('ACC-024', {}, { kind: 'refused' })
  }
  const response = await authOf(app).api.disableTwoFactor({
    body: { password },
    headers: headersOf(visit),
    asResponse: true,
  })
  if (!response.ok) throw new AppError('ACC-022', {}, { kind: 'refused', path: ['password'] })
  const setCookies = response.headers.getSetCookie()
  await settleSession(app, setCookies)
  await recordOwn(app, signedIn, 'session.stop_two_factor')
  return setCookies
}

async function recordOwn(
  app: AppContext,
  { actor, session }: Pick<SignedIn, 'actor' | 'session'>,
  action: string,
): Promise<void> {
  const at = app.clock()
  await withinScope(app.database.db, wholeScope(at.getFullYear(), true), (tx) =>
    writeAuditEntry(tx, {
      unitId: session.unitId,
      at,
      actor: actor.username,
      origin: actor.origin,
      action,
      object: actor.username,
      result: 'done',
      details: {},
    }),
  )
}
