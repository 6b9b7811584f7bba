import type { Role } from '../kernel/index.ts'

/** A role at a unit and, as far as the role reaches, below it. */
export interface Grant {
  readonly role: Role
  readonly unitId: number
  /** Forms and registers to which a clerk is limited; empty means all. */
  readonly limits: readonly string[]
}

/** On whose behalf a use case runs, and from where: what the trail names. */
export interface Actor {
  readonly kind: 'account' | 'public' | 'program'
  /** Account id; `public` or `program` for those that have none. */
  readonly id: string
  /** What the trail keeps: the name that the account signs in with. */
  readonly username: string
  /** What people read: 张老师. */
  readonly name: string
  readonly grants: readonly Grant[]
  /** Where the request came from: an address, or the command that ran. */
  readonly origin: string
  /** Set where the account must first do something of its own: change its password, set up its second factor. */
  readonly mustFirst?: 'change_password' | 'set_up_two_factor' | undefined
}

/** Whoever has not signed in. */
export function publicActor(origin: string): Actor {
  return { kind: 'public', id: 'public', username: 'public', name: '公众', grants: [], origin }
}

/** The program itself: commands on the machine that holds the data, jobs, the demonstration. */
export function programActor(origin: string): Actor {
  return { kind: 'program', id: 'program', username: 'program', name: '系统', grants: [], origin }
}

/** How an actor is named beside what it did: 张老师（zhang）. */
export function signature({ name, username }: Pick<Actor, 'name' | 'username'>): string {
  return name === username ? name : `${name}（${username}）`
}
