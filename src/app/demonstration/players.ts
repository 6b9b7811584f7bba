import type { ReportingYear, Role } from '../../kernel/index.ts'
import type { Actor } from '../actor.ts'
import type { AppContext } from '../context.ts'

const names = {
  bureau_officer: '市教育局职教科',
  school_leader: '校领导',
  school_clerk: '填报员',
} as const satisfies Partial<Record<Role, string>>

/** Someone of the story. They need no account to have done what they did. */
export function player(app: AppContext, role: keyof typeof names, org: string, year: ReportingYear): Actor {
  const username = `demo.${role.split('_')[1]}.${org}`
  return someone(username, names[role], role, app.units.find(org, year).id)
}

/** An expert acts under the name that the list of experts has. */
export function expertPlayer(app: AppContext, username: string, name: string, city: string): Actor {
  const { id } = app.units.find(city, new Date(app.clock()).getFullYear())
  return someone(username, name, 'expert', id)
}

function someone(username: string, name: string, role: Role, unitId: number): Actor {
  return {
    kind: 'account',
    id: username,
    username,
    name,
    grants: [{ role, unitId, limits: [] }],
    origin: 'demonstration',
  }
}

const DAY = 86_400_000

/** The application as it was at a time. */
export function at(app: AppContext, time: number): AppContext {
  return { ...app, clock: () => new Date(time) }
}

/** When something of the story began, and the time after so many days. */
export interface Calendar {
  readonly start: number
  day(number: number): AppContext
}

export function calendar(
  app: AppContext,
  told: { readonly at?: string | undefined; readonly days_ago?: number | undefined },
): Calendar {
  const now = app.clock().getTime()
  const start =
    told.at === undefined ? now - (told.days_ago ?? 0) * DAY : Date.parse(`${told.at}T09:00:00+08:00`)
  // What is under way ends now: nothing of it lies in the future.
  return { start, day: (number) => at(app, Math.min(now, start + number * DAY)) }
}

export const days = (number: number): number => number * DAY
