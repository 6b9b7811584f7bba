import type { Role } from '../kernel/index.ts'

/** How far a permission reaches from the unit of the grant: that unit alone, it and all below, or only those below. */
export type Reach = 'unit' | 'subtree' | 'below'

interface Permission {
  readonly roles: Readonly<Partial<Record<Role, Reach>>>
  /** Whether the use case changes or reveals something, and so leaves an entry in the trail when it is done. */
  readonly isRecorded: boolean
}

const reads = (roles: Permission['roles']): Permission => ({ roles, isRecorded: false })
const does = (roles: Permission['roles']): Permission => ({ roles, isRecorded: true })

const desk = {
  bureau_officer: 'subtree',
  bureau_reviewer: 'subtree',
  school_leader: 'unit',
  school_clerk: 'unit',
} as const
/** The city fills in forms of its own: the officer does. */
const filling = { bureau_officer: 'unit', school_leader: 'unit', school_clerk: 'unit' } as const
const signing = { bureau_officer: 'unit', school_leader: 'unit' } as const
const reviewing = { bureau_officer: 'below', bureau_reviewer: 'subtree' } as const
const conducting = { bureau_officer: 'subtree' } as const
/** Those who see how a unit is judged: its own people, the bureau, and the experts whom the bureau drew. */
const judging = { ...desk, expert: 'subtree' } as const
/** A school runs rounds over its own classes and students. */
const running = { bureau_officer: 'subtree', school_leader: 'unit' } as const
const working = { bureau_officer: 'subtree', school_leader: 'unit', school_clerk: 'unit' } as const
const schooling = { school_leader: 'unit', school_clerk: 'unit' } as const
const leading = { school_leader: 'unit' } as const
const arranging = { platform_admin: 'subtree', bureau_officer: 'subtree' } as const
const keeping = { platform_admin: 'subtree', bureau_officer: 'subtree', school_leader: 'unit' } as const

/**
 * Who may do what, and how far. The one table: use cases ask it before they begin, the database holds the same by
 * its own means (policies in the migrations), and test/access tries each with the other switched off.
 */
export const permissions = {
  'account.read': reads(keeping),
  'account.create': does(keeping),
  'account.change': does(keeping),
  'round.read': reads(desk),
  'round.open': does(conducting),
  'round.remind': does(conducting),
  'round.extend': does(conducting),
  'round.close': does(conducting),
  'entry.read': reads(desk),
  'entry.save': does(filling),
  'entry.explain': does(filling),
  'register.read': reads(desk),
  'register.change': does(filling),
  'register.reveal': does({ bureau_officer: 'subtree', school_leader: 'unit', school_clerk: 'unit' }),
  'register.export': does(desk),
  'submission.read': reads(desk),
  'submission.hand_over': does(filling),
  'submission.submit': does(signing),
  'submission.withdraw': does(signing),
  'submission.answer': does(filling),
  'submission.send_back': does(reviewing),
  'submission.accept': does(reviewing),
  'submission.lock': does(conducting),
  'submission.reopen': does(conducting),
  'submission.amend': does(conducting),
  'org.change': does(arranging),
  'org.preview': reads(arranging),
  'trail.read': reads({ platform_admin: 'subtree' }),
  'trail.export': does({ platform_admin: 'subtree' }),
  'job.read': reads(desk),
  'evaluation.read': reads(judging),
  'evaluation.result': reads(running),
  'evaluation.open': does(running),
  'evaluation.conduct': does(running),
  'evaluation.self': does(schooling),
  'evaluation.sign': does(leading),
  'evaluation.score': does({ expert: 'subtree' }),
  'evaluation.rule': does({ expert: 'subtree', bureau_officer: 'subtree' }),
  'expert.read': reads({ bureau_officer: 'subtree', bureau_reviewer: 'subtree' }),
  'expert.change': does(conducting),
  'improvement.read': reads(desk),
  'improvement.plan': does(running),
  'improvement.work': does(working),
  'improvement.sign': does(running),
  'programme.read': reads(judging),
  'programme.file': does(conducting),
  'application.read': reads(judging),
  'application.write': does(schooling),
  'application.sign': does(leading),
  'application.object': does(running),
  'application.conduct': does(conducting),
  'demand.read': reads(desk),
  'demand.change': does(conducting),
} as const satisfies Record<string, Permission>

export type Action = keyof typeof permissions

/** Higher ranks are not managed by lower ones. The database keeps an account's rank in account.rank. */
export const rankOf: Readonly<Record<Role, number>> = {
  platform_admin: 4,
  bureau_officer: 3,
  bureau_reviewer: 2,
  school_leader: 2,
  expert: 2,
  reader: 2,
  school_clerk: 1,
}

export function permissionOf(action: Action): Permission {
  return permissions[action]
}
