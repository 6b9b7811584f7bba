import type { OrgLevel } from './org-tree.ts'

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

/** Accounts are made or invited by the level above: which roles each role may give. */
export const grantable: Readonly<Partial<Record<Role, readonly Role[]>>> = {
  platform_admin: [
    'platform_admin',
    'bureau_officer',
    'bureau_reviewer',
    'school_leader',
    'school_clerk',
    'expert',
    'reader',
  ],
  bureau_officer: ['bureau_reviewer', 'school_leader', 'school_clerk', 'expert', 'reader'],
  school_leader: ['school_clerk'],
}

/** Whether a unit of a level can have a role: school roles belong to schools, bureau roles to what stands above them. */
export function fitsRole(role: Role, level: OrgLevel): boolean {
  const isSchool = level === 'school' || level === 'class_provider'
  switch (role) {
    case 'school_leader':
    case 'school_clerk':
      return isSchool
    case 'bureau_officer':
    case 'bureau_reviewer':
    case 'platform_admin':
      return !isSchool
    case 'expert':
    case 'reader':
      return true
  }
}
