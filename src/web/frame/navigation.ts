import type { Role } from '../../kernel/index.ts'

export interface NavigationEntry {
  readonly to: string
  /** Key of its words. */
  readonly text: string
  /** Whom it is for; everyone, signed in or not, where left out. */
  readonly roles?: readonly Role[]
  /** Whether only the very address counts as being there. */
  readonly isExact?: boolean
}

const FILLING: readonly Role[] = ['school_leader', 'school_clerk']
const BUREAU: readonly Role[] = ['bureau_officer', 'bureau_reviewer']

const JUDGING: readonly Role[] = [...FILLING, ...BUREAU, 'expert']
const IMPROVING: readonly Role[] = [...FILLING, ...BUREAU]

/** The bar on top. A new part of the product is a line here. */
export const navigation: readonly NavigationEntry[] = [
  { to: '/', text: 'nav.home', isExact: true },
  { to: '/explore', text: 'nav.explore' },
  { to: '/verify', text: 'nav.verify' },
  { to: '/desk', text: 'nav.desk', roles: FILLING },
  { to: '/board', text: 'nav.board', roles: BUREAU },
  { to: '/evaluation', text: 'nav.evaluation', roles: JUDGING },
  { to: '/improvement', text: 'nav.improvement', roles: IMPROVING },
  { to: '/programmes', text: 'nav.programmes' },
  { to: '/accounts', text: 'nav.accounts', roles: ['platform_admin', 'bureau_officer', 'school_leader'] },
  { to: '/units', text: 'nav.units', roles: ['platform_admin', 'bureau_officer'] },
  { to: '/trail', text: 'nav.trail', roles: ['platform_admin'] },
]
