import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import { z } from 'zod'
import { AppError, ROLES } from '../kernel/index.ts'

const role = z.enum(ROLES as [(typeof ROLES)[number], ...(typeof ROLES)[number][]])

/**
 * What an operator may set, in settings.yaml of the data folder (or the file that VETTED_SETTINGS names). The
 * defaults answer the items of graded protection (等保, GB/T 22239) on identity, sessions and logs.
 */
const settingsSchema = z
  .strictObject({
    /** Address under which browsers reach the site; needed for single sign-on and for cookies over TLS alone. */
    public_url: z.url({ protocol: /^https?$/ }).optional(),
    /** Behind a proxy of one's own the visitor's address is the last of X-Forwarded-For. */
    behind_proxy: z.boolean().default(false),
    password: z
      .strictObject({
        min_length: z.int().min(8).max(64).default(10),
        /** How many of: lower case, upper case, digits, other characters. */
        classes: z.int().min(1).max(4).default(3),
        /** Days after which a new one is asked for; 0: never. */
        max_age_days: z.int().min(0).default(90),
        /** How many former passwords may not return. */
        remembered: z.int().min(0).max(24).default(5),
      })
      .prefault({}),
    lockout: z
      .strictObject({ failures: z.int().min(1).default(5), minutes: z.int().min(1).default(15) })
      .prefault({}),
    session: z
      .strictObject({
        idle_minutes: z.int().min(1).default(30),
        max_hours: z.int().min(1).default(12),
        /** A second sign-in ends the first. */
        one_per_account: z.boolean().default(false),
      })
      .prefault({}),
    two_factor: z
      .strictObject({
        /** Roles that may do nothing but set it up until they have. */
        required_for: z.array(role).default([]),
      })
      .prefault({}),
    single_sign_on: z
      .strictObject({
        name: z.string().min(1).default('统一身份认证'),
        issuer: z.url(),
        client_id: z.string().min(1),
        client_secret: z.string().min(1).optional(),
        /** Claim that holds our user name. */
        username_claim: z.string().min(1).default('preferred_username'),
        scopes: z.array(z.string()).default(['openid', 'profile']),
      })
      .optional(),
    /** An S3-compatible store for the bytes of evidence; in the database where left out. */
    evidence_store: z
      .strictObject({
        endpoint: z.url({ protocol: /^https?$/ }),
        bucket: z.string().regex(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/),
        region: z.string().min(1).default('us-east-1'),
        access_key: z.string().min(1),
        secret_key: z.string().min(1),
      })
      .optional(),
    trail: z
      .strictObject({
        /** The law asks for six months at least; 0: for ever. */
        keep_months: z
          .int()
          .refine((months) => months === 0 || months >= 6, { message: '0 或不少于 6 · 0, or at least 6' })
          .default(0),
      })
      .prefault({}),
  })
  .refine((settings) => settings.single_sign_on === undefined || settings.public_url !== undefined, {
    path: ['public_url'],
    message: 'single_sign_on 需要 public_url · single_sign_on needs public_url',
  })

export type Settings = z.output<typeof settingsSchema>

export const DEFAULT_SETTINGS: Settings = settingsSchema.parse({})

/**
 * Reads the settings of a data folder; the defaults where there is no file.
 * @throws AppError SET-001 naming file and place
 */
export function readSettings(folder: string): Settings {
  const file = process.env.VETTED_SETTINGS ?? join(folder, 'settings.yaml')
  if (!existsSync(file)) {
    if (process.env.VETTED_SETTINGS !== undefined) refuse(file, '', 'ENOENT')
    return DEFAULT_SETTINGS
  }
  let content: unknown
  try {
    content = parse(readFileSync(file, 'utf8')) ?? {}
  } catch (error) {
    return refuse(file, '', (error as Error).message.split('\n')[0] ?? '')
  }
  const result = settingsSchema.safeParse(content)
  if (result.success) return result.data
  const [issue] = result.error.issues
  return refuse(file, issue?.path.join('.') ?? '', issue?.message ?? '')
}

function refuse(file: string, place: string, reason: string): never {
  throw new AppError('SET-001', { file, place: place || '—', reason }, { kind: 'usage' })
}
