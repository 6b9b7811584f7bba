import { betterAuth } from 'better-auth'
import { genericOAuth, twoFactor, username } from 'better-auth/plugins'
import type { AppContext } from '../context.ts'
import type { Settings } from '../settings.ts'

/** Where better-auth keeps its sessions, codes and credentials: tables of ours, in our naming. */
const SIGN_IN_PATH = '/api/auth'
export const SESSION_COOKIE = 'vetted.session'
const SSO_PROVIDER = 'sso'
/** Accounts have names and no mail boxes; better-auth wants an address, which this domain never delivers (RFC 2606). */
export const addressOf = (name: string): string => `${name.toLowerCase()}@vetted.invalid`

const stamps = { createdAt: 'created_at', updatedAt: 'updated_at' } as const

/**
 * better-auth on the application's own database. What it can do beyond what sign-in.ts calls (signing up, changing
 * one's name) has no address: the door mounts the way back from single sign-on and nothing else of it.
 */
export function makeAuth(app: Pick<AppContext, 'database' | 'secrets' | 'settings'>) {
  const { settings } = app
  return betterAuth({
    appName: 'Vetted 有据',
    baseURL: settings.public_url ?? 'http://localhost',
    basePath: SIGN_IN_PATH,
    secret: app.secrets.derive('sessions'),
    database: { db: app.database.db, type: 'postgres' },
    ...authOptions(settings),
  })
}

export type Auth = ReturnType<typeof makeAuth>

/** The part that decides which tables and columns there are; the test of the migration reads it as well. */
export function authOptions(settings: Settings) {
  const { session, single_sign_on: sso } = settings
  return {
    trustedOrigins: settings.public_url ? [settings.public_url] : [],
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: settings.password.min_length,
      maxPasswordLength: 128,
    },
    user: {
      modelName: 'sign_in_user',
      fields: { emailVerified: 'email_verified', ...stamps },
    },
    session: {
      modelName: 'sign_in_session',
      fields: {
        userId: 'user_id',
        expiresAt: 'expires_at',
        ipAddress: 'ip_address',
        userAgent: 'user_agent',
        ...stamps,
      },
      expiresIn: session.idle_minutes * 60,
      updateAge: 60,
    },
    account: {
      modelName: 'sign_in_credential',
      fields: {
        userId: 'user_id',
        accountId: 'account_id',
        providerId: 'provider_id',
        accessToken: 'access_token',
        refreshToken: 'refresh_token',
        idToken: 'id_token',
        accessTokenExpiresAt: 'access_token_expires_at',
        refreshTokenExpiresAt: 'refresh_token_expires_at',
        ...stamps,
      },
      accountLinking: { enabled: true, trustedProviders: [SSO_PROVIDER] },
    },
    verification: {
      modelName: 'sign_in_verification',
      fields: { expiresAt: 'expires_at', ...stamps },
    },
    advanced: {
      cookiePrefix: 'vetted',
      cookies: { session_token: { name: SESSION_COOKIE } },
      useSecureCookies: settings.public_url?.startsWith('https:') ?? false,
    },
    // Ours counts failures per account and per address, and keeps them in the trail.
    rateLimit: { enabled: false },
    telemetry: { enabled: false },
    plugins: [
      username({
        minUsernameLength: 3,
        maxUsernameLength: 40,
        usernameValidator: isUsername,
        schema: { user: { fields: { displayUsername: 'display_username' } } },
      }),
      twoFactor({
        issuer: 'Vetted 有据',
        schema: {
          user: { fields: { twoFactorEnabled: 'two_factor_enabled' } },
          twoFactor: {
            modelName: 'sign_in_two_factor',
            fields: {
              userId: 'user_id',
              backupCodes: 'backup_codes',
              failedVerificationCount: 'failed_verification_count',
              lockedUntil: 'locked_until',
            },
          },
        },
      }),
      genericOAuth({
        config: sso
          ? [
              {
                providerId: SSO_PROVIDER,
                discoveryUrl: `${sso.issuer.replace(/\/$/, '')}/.well-known/openid-configuration`,
                clientId: sso.client_id,
                ...(sso.client_secret === undefined ? {} : { clientSecret: sso.client_secret }),
                scopes: sso.scopes,
                requireIdTokenVerification: true,
                // Accounts are made by the level above; signing in elsewhere makes none here.
                disableSignUp: true,
                mapProfileToUser: (profile) => ({
                  email: addressOf(String(profile[sso.username_claim] ?? '')),
                  emailVerified: true,
                  name: String(profile.name ?? profile[sso.username_claim] ?? ''),
                }),
              },
            ]
          : [],
      }),
    ],
  } as const satisfies Partial<Parameters<typeof betterAuth>[0]>
}

/** Letters, digits, dot, hyphen and underscore, beginning with a letter: what can be said over the telephone. */
export function isUsername(name: string): boolean {
  return /^[a-z][a-z0-9._-]{2,39}$/i.test(name)
}
