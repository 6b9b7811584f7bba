/** What an account is to an org unit and everything below it (角色). */
export type Role =
  | 'platform_admin'
  | 'bureau_officer'
  | 'bureau_reviewer'
  | 'school_leader'
  | 'school_clerk'
  | 'expert'
  | 'reader'

export const ROLES: readonly Role[] = [
  'platform_admin',
  'bureau_officer',
  'bureau_reviewer',
  'school_leader',
  'school_clerk',
  'expert',
  'reader',
]

export function isRole(text: string): text is Role {
  return (ROLES as readonly string[]).includes(text)
}
