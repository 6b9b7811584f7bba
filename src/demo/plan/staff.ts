import { apportion } from '../apportion.ts'
import type { Totals } from '../seed.ts'
import { at, bySize, categories, type Split, total, weights, within } from './shares.ts'

/** Staff of one school in one year. Teachers are numbered for good: `firstTeacher` moves up as people leave. */
export interface StaffPlan {
  readonly teachers: number
  readonly firstTeacher: number
  readonly previous: number
  readonly joined: number
  readonly left: number
  readonly managers: number
  readonly support: number
  readonly workers: number
  readonly degrees: Readonly<Record<string, number>>
  readonly titles: Readonly<Record<string, number>>
  readonly professional: number
  readonly practice: number
  readonly dual: number
  readonly leaders: number
  readonly headTeachers: number
  readonly counsellors: number
  readonly trained: number
  readonly practised: number
  readonly external: number
  /** Approved teaching posts, a multiple of ten so that 70 and 30 per cent are whole; none for private schools. */
  readonly posts: number | undefined
}

export function planStaff(
  split: Split,
  totals: Totals,
  before: ReadonlyMap<string, StaffPlan> | undefined,
): StaffPlan[] {
  const { schools } = split
  const own = totals.staff
  const people = own.roles.full_time_teacher
  const teachers = bySize(split, people, 'teachers', 0.06)
  const earlier = schools.map((school) => before?.get(school.code)?.teachers)
  const leaving = earlier.map((count, index) => count ?? at(teachers, index))
  const left = within(split, own.left, leaving, 'left', 0.4)
  const flows = movements(split, own.joined, teachers, earlier, left)
  const roles = {
    managers: bySize(split, own.roles.manager, 'managers'),
    support: bySize(split, own.roles.support, 'support'),
    workers: bySize(split, own.roles.worker, 'workers'),
  }
  const degrees = categories(split, own.degrees, teachers, 'degrees', 0.35)
  const titles = categories(split, own.titles, teachers, 'titles', 0.3)
  const professional = within(split, own.professional, teachers, 'professional', 0.08)
  const practice = within(split, own.practice, professional, 'practice', 0.2)
  const dual = within(split, own.dual_qualified, professional, 'dual', 0.1)
  const leaders = within(split, own.programme_leaders, professional, 'leaders', 0.1)
  const headTeachers = within(split, own.head_teachers, teachers, 'head-teachers', 0.08)
  const counsellors = apportion(
    own.counsellors,
    weights(split, 'counsellors', (_, index) => at(teachers, index), 0.2),
    teachers,
  )
  const trained = within(split, own.trained, teachers, 'trained', 0.04)
  const practised = within(split, own.practised, professional, 'practised', 0.2)
  const external = apportion(
    own.external,
    weights(split, 'external', (_, index) => at(professional, index), 0.5),
  )
  return schools.map((school, index): StaffPlan => {
    const count = at(teachers, index)
    const last = before?.get(school.code)
    return {
      teachers: count,
      firstTeacher: last ? last.firstTeacher + at(flows.left, index) : 1,
      previous: at(flows.previous, index),
      joined: at(flows.joined, index),
      left: at(flows.left, index),
      managers: at(roles.managers, index),
      support: at(roles.support, index),
      workers: at(roles.workers, index),
      degrees: at(degrees, index),
      titles: at(titles, index),
      professional: at(professional, index),
      practice: at(practice, index),
      dual: at(dual, index),
      leaders: at(leaders, index),
      headTeachers: at(headTeachers, index),
      counsellors: at(counsellors, index),
      trained: at(trained, index),
      practised: at(practised, index),
      external: at(external, index),
      posts: school.attributes.ownership === 'private' ? undefined : Math.ceil((count * 1.04 + 2) / 10) * 10,
    }
  })
}

/** Teachers now = teachers before + joined − left, in every school; nobody joins in a negative number. */
function movements(
  split: Split,
  joinedTotal: number | undefined,
  teachers: readonly number[],
  earlier: readonly (number | undefined)[],
  left: readonly number[],
): { previous: number[]; joined: number[]; left: number[] } {
  if (joinedTotal !== undefined) {
    const joined = within(split, joinedTotal, teachers, 'joined', 0.4)
    return {
      joined,
      left: [...left],
      previous: teachers.map((count, index) => count - at(joined, index) + at(left, index)),
    }
  }
  const leaving = [...left]
  let owed = 0
  const growth = teachers.map((count, index) => count - (earlier[index] ?? 0))
  // A school that shrank by more than its share of leavers loses that many; the others give the difference back.
  growth.forEach((more, index) => {
    const least = Math.max(0, -more)
    if (at(leaving, index) < least) {
      owed += least - at(leaving, index)
      leaving[index] = least
    }
  })
  for (let index = 0; owed > 0 && index < leaving.length; index += 1) {
    const spare = Math.min(owed, at(leaving, index) - Math.max(0, -at(growth, index)))
    leaving[index] = at(leaving, index) - spare
    owed -= spare
  }
  const joined = growth.map((more, index) => more + at(leaving, index))
  if (owed > 0 || joined.some((count) => count < 0)) {
    throw new RangeError(`more teachers left than ${total(left)}`)
  }
  return { joined, left: leaving, previous: earlier.map((count) => count ?? 0) }
}
