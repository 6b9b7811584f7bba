import { createHmac, timingSafeEqual } from 'node:crypto'
import { AppError } from '../../kernel/index.ts'
import { endSession, extendSession, readSession, type StoredSession } from '../../store/index.ts'
import { type Actor, publicActor } from '../actor.ts'
import type { AppContext } from '../context.ts'
import type { Settings } from '../settings.ts'
import { SESSION_COOKIE } from './auth.ts'

/** Someone who is signed in, with the session they came with. */
export interface SignedIn {
  readonly actor: Actor
  readonly session: StoredSession
  readonly token: string
}

/** A session's end moves on with its use, but is not written anew for every key that a clerk presses. */
const EXTEND_AFTER_MS = 60_000

/**
 * Who a request is from: the account of its session cookie, or the public. Sessions end when nobody uses them, after
 * the longest time that is set, and at once when the account is disabled.
 */
export async function actorOf(
  app: AppContext,
  cookies: string | undefined,
  origin: string,
): Promise<SignedIn | { readonly actor: Actor; readonly session?: undefined }> {
  const nobody = { actor: publicActor(origin) }
  const token = sessionToken(app, cookies)
  if (token === undefined) return nobody
  const now = app.clock()
  const session = await readSession(app.database, token, now)
  if (!session) return nobody
  const { idle_minutes, max_hours } = app.settings.session
  const oldest = now.getTime() - max_hours * 3_600_000
  if (session.state !== 'active' || session.startedAt.getTime() < oldest) {
    await endSession(app.database.db, token)
    return nobody
  }
  const fullTime = new Date(now.getTime() + idle_minutes * 60_000)
  if (fullTime.getTime() - session.expiresAt.getTime() > EXTEND_AFTER_MS) {
    await extendSession(app.database.db, session.sessionId, fullTime)
  }
  return { actor: toActor(app.settings, session, now, origin), session, token }
}

/** @throws AppError ACC-001 where nobody is signed in */
export function signedInOrRefuse(who: Awaited<ReturnType<typeof actorOf>>): SignedIn {
  if (who.session) return who
  throw new AppError('ACC-001', {}, { kind: 'unauthenticated' })
}

function toActor(settings: Settings, session: StoredSession, now: Date, origin: string): Actor {
  return {
    kind: 'account',
    id: session.id,
    username: session.username,
    name: session.name,
    grants: session.grants,
    origin,
    mustFirst: firstDuty(settings, session, now),
  }
}

/** What an account owes before it may do anything else. */
function firstDuty(settings: Settings, account: StoredSession, now: Date): Actor['mustFirst'] {
  const { max_age_days } = settings.password
  const age = now.getTime() - account.passwordChangedAt.getTime()
  const isTooOld = max_age_days > 0 && age > max_age_days * 86_400_000
  if (account.hasPassword && (account.mustChangePassword || isTooOld)) return 'change_password'
  const { required_for } = settings.two_factor
  const needsFactor = account.grants.some((grant) => required_for.includes(grant.role))
  return needsFactor && !account.hasTwoFactor ? 'set_up_two_factor' : undefined
}

/** The token in a cookie that better-auth signed: value, dot, HMAC-SHA256 in base64. */
export function sessionToken(
  app: Pick<AppContext, 'secrets' | 'settings'>,
  cookies: string | undefined,
): string | undefined {
  const name = `${app.settings.public_url?.startsWith('https:') ? '__Secure-' : ''}${SESSION_COOKIE}`
  const pair = cookies?.split(/;\s*/).find((part) => part.startsWith(`${name}=`))
  if (pair === undefined) return undefined
  const signed = decodeOrEmpty(pair.slice(name.length + 1))
  const dot = signed.lastIndexOf('.')
  if (dot < 1) return undefined
  const token = signed.slice(0, dot)
  const given = Buffer.from(signed.slice(dot + 1), 'base64')
  const expected = createHmac('sha256', app.secrets.derive('sessions')).update(token).digest()
  return given.length === expected.length && timingSafeEqual(given, expected) ? token : undefined
}

function decodeOrEmpty(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return ''
  }
}
