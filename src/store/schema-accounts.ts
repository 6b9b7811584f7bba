import type { Generated } from 'kysely'
import type { Role } from '../kernel/index.ts'

/** Accounts and how they sign in. The sign_in_* tables are read and written by better-auth as well. */
export interface AccountTables {
  sign_in_user: {
    id: string
    name: string
    email: string
    email_verified: boolean
    image: string | null
    username: string | null
    display_username: string | null
    two_factor_enabled: boolean | null
    created_at: Date
    updated_at: Date
  }
  sign_in_session: {
    id: string
    token: string
    user_id: string
    expires_at: Date
    ip_address: string | null
    user_agent: string | null
    created_at: Date
    updated_at: Date
  }
  sign_in_credential: {
    id: string
    account_id: string
    provider_id: string
    user_id: string
    password: string | null
    created_at: Date
    updated_at: Date
  }
  sign_in_two_factor: { id: string; user_id: string }
  account: {
    id: string
    org_unit_id: number
    username: string
    name: string
    state: 'active' | 'disabled'
    rank: number
    must_change_password: boolean
    password_changed_at: Date
    failed_attempts: Generated<number>
    locked_until: Date | null
    last_sign_in_at: Date | null
    is_demonstration: boolean
    created_by: string
    created_at: Date
  }
  password_history: { account_id: string; changed_at: Date; hash: string }
  account_grant: {
    account_id: string
    org_unit_id: number
    role: Role
    limits: string[]
    granted_by: string
    granted_at: Date
  }
}
