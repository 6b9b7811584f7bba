import { z } from '@hono/zod-openapi'
import { ROLES } from '../../kernel/index.ts'
import { bilingual, orgRef } from '../contract.ts'

const role = z
  .enum(ROLES as [(typeof ROLES)[number], ...(typeof ROLES)[number][]])
  .openapi('Role', { description: 'What an account is to a unit and, as far as the role reaches, below it' })

const grant = z
  .object({
    role,
    unit: orgRef,
    limits: z
      .array(z.string())
      .readonly()
      .openapi({ description: 'Forms and registers to which the account is limited; empty: all' }),
  })
  .openapi('Grant')

export const account = z
  .object({
    username: z.string(),
    name: z.string(),
    unit: orgRef,
    state: z.enum(['active', 'disabled']),
    grants: z.array(grant).readonly(),
    mustChangePassword: z.boolean(),
    hasTwoFactor: z.boolean(),
    lockedUntil: z.iso.datetime().optional(),
    lastSignInAt: z.iso.datetime().optional(),
    isDemonstration: z.boolean(),
  })
  .openapi('Account')

export const session = z
  .object({
    account: account.optional().openapi({ description: 'Absent where nobody is signed in' }),
    mustFirst: z
      .enum(['change_password', 'set_up_two_factor'])
      .optional()
      .openapi({ description: 'What the account has to do before anything else' }),
    idleMinutes: z.number().int(),
    singleSignOn: z
      .string()
      .optional()
      .openapi({ description: 'Name of the single sign-on, where one is set up' }),
    passwordRule: z.object({ minLength: z.number().int(), classes: z.number().int() }),
  })
  .openapi('Session')

/** A form or a register, to which an account can be limited. */
export const area = z
  .object({ id: z.string(), kind: z.enum(['form', 'register']), name: bilingual })
  .openapi('Area')

export const credentials = z
  .object({ username: z.string().min(1).max(64), password: z.string().min(1).max(128) })
  .openapi('Credentials')

export const signInStep = z
  .object({ needsTwoFactor: z.boolean(), session: session.optional() })
  .openapi('SignInStep')

export const secondFactor = z
  .object({ code: z.string().min(4).max(32), isRecoveryCode: z.boolean().default(false) })
  .openapi('SecondFactor')

export const passwordChange = z
  .object({ current: z.string().min(1).max(128), next: z.string().min(1).max(256) })
  .openapi('PasswordChange')

export const twoFactorSetup = z
  .object({
    address: z.string().openapi({ description: 'otpauth:// address, for the authenticator app' }),
    recoveryCodes: z.array(z.string()).readonly(),
  })
  .openapi('TwoFactorSetup')

const grantRequest = z.object({
  role,
  unit: z.string().min(1).openapi({ description: 'Code or any known name' }),
  limits: z.array(z.string()).optional(),
})

export const newAccount = z
  .object({
    username: z.string().min(1).max(64),
    name: z.string().trim().min(1).max(60),
    unit: z.string().min(1),
    grants: z.array(grantRequest).min(1),
    password: z.string().nullable().optional().openapi({
      description:
        'Left out: a first password is made and has to be changed. null: signs in through single sign-on alone',
    }),
  })
  .openapi('NewAccount')

export const accountChange = z
  .object({
    name: z.string().trim().min(1).max(60).optional(),
    state: z.enum(['active', 'disabled']).optional(),
    grants: z.array(grantRequest).optional(),
    resetPassword: z.boolean().optional(),
    resetTwoFactor: z.boolean().optional(),
    unlock: z.boolean().optional(),
    endSessions: z.boolean().optional(),
  })
  .openapi('AccountChange')

export const madeAccount = z
  .object({
    account,
    password: z.string().optional().openapi({ description: 'The first password; shown this once' }),
  })
  .openapi('MadeAccount')

export type Area = z.output<typeof area>
export type Session = z.output<typeof session>
export type Account = z.output<typeof account>
export type SignInStep = z.output<typeof signInStep>
export type MadeAccount = z.output<typeof madeAccount>
