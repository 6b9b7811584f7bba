import { apportion } from '../apportion.ts'
import type { Totals } from '../seed.ts'
import { at, bySize, type Split, total, weights, within } from './shares.ts'

/** Students of one school in one year: the state on 1 September and how it came about. */
export interface StudentPlan {
  /** Full-time students of grades one, two and three. */
  readonly grades: readonly [number, number, number]
  readonly entrants: number
  readonly junior: number
  readonly partTime: number
  readonly finalYear: number
  readonly graduates: number
  readonly changes: StudentChanges
  readonly waived: number
  readonly grants: number
  readonly tested: number
  readonly fit: number
}

/** The accounts of a school year: previous + increases − graduates − decreases = students now. */
interface StudentChanges {
  readonly previous: number
  readonly returned: number
  readonly transferredIn: number
  readonly completed: number
  readonly suspended: number
  readonly droppedOut: number
  readonly transferredOut: number
  readonly enlisted: number
}

export function planStudents(
  split: Split,
  totals: Totals,
  before: ReadonlyMap<string, StudentPlan> | undefined,
): StudentPlan[] {
  const { schools, year } = split
  const own = totals.students
  const grade = (code: string) => own.grades[code] ?? 0
  const recruiting = schools.map((school) => (school.recruits_until ?? year) >= year)
  const grades = cohorts(split, before, [grade('1'), grade('2'), grade('3')], recruiting)
  const sizes = grades.map(total)
  const first = grades.map(([one]) => one)
  const entrants = within(split, own.entrants, first, 'entrants', 0)
  const finalYear = finalYears(split, totals, before)
  const graduates = within(split, totals.graduates.total, finalYear, 'graduates', 0.01)
  const orphans = before ? homeless(split, before) : 0
  const transferredIn = welcome(split, own.transferred_in, orphans)
  const enlisted = bySize(split, own.enlisted, 'enlisted')
  const lost =
    own.left === undefined
      ? undefined
      : apportion(own.left, sizes).map((left, index) =>
          Math.max(left, at(finalYear, index) - at(graduates, index)),
        )
  const tilted = (
    purpose: string,
    amount: number,
    tilt: (index: number) => number,
    caps: readonly number[],
  ) =>
    apportion(
      amount,
      weights(split, purpose, (_, index) => (caps[index] ?? 0) * tilt(index), 0.06),
      caps,
    )
  const waived = tilted(
    'waived',
    own.waived,
    (index) => (at(schools, index).attributes.ownership === 'private' ? 0.8 : 1),
    sizes,
  )
  const young = grades.map(([one, two]) => one + two)
  const grants = within(split, own.grants, young, 'grants', 0.3)
  const tested = within(split, own.fitness_tested, sizes, 'tested', 0.01)
  const fit = within(split, own.fitness_passed, tested, 'fit', 0.015)
  const junior = within(split, own.junior_graduates, entrants, 'junior', 0.03)
  const partTime = apportion(
    own.part_time,
    weights(split, 'part-time', (_, index) => Math.max(0, at(sizes, index) - 1200), 0.4),
  )
  return schools.map((school, index): StudentPlan => {
    const now = at(sizes, index)
    const returned = at(first, index) - at(entrants, index)
    const increase = at(entrants, index) + returned + at(transferredIn, index)
    const earlier = before?.get(school.code)
    const previous =
      earlier === undefined
        ? now - increase + at(graduates, index) + (lost?.[index] ?? 0)
        : total(earlier.grades)
    const out = previous + increase - at(graduates, index) - now
    return {
      grades: at(grades, index),
      entrants: at(entrants, index),
      junior: at(junior, index),
      partTime: at(partTime, index),
      finalYear: at(finalYear, index),
      graduates: at(graduates, index),
      changes: changes(previous, returned, at(transferredIn, index), out, {
        unfinished: at(finalYear, index) - at(graduates, index),
        enlisted: at(enlisted, index),
      }),
      waived: at(waived, index),
      grants: at(grants, index),
      tested: at(tested, index),
      fit: at(fit, index),
    }
  })
}

/** A grade is what is left of the grade below a year earlier; no school keeps more than it had. */
function cohorts(
  split: Split,
  before: ReadonlyMap<string, StudentPlan> | undefined,
  [one, two, three]: readonly [number, number, number],
  recruiting: readonly boolean[],
): [number, number, number][] {
  const { schools, sizes } = split
  const entering = schools.map((_, index) => (recruiting[index] ? at(sizes, index) : 0))
  const first = apportion(
    one,
    weights(split, 'first-grade', (_, index) => at(entering, index), 0.05),
  )
  const later = (amount: number, grade: 0 | 1) => {
    const caps = schools.map((school) => before?.get(school.code)?.grades[grade])
    if (!before) return bySize(split, amount, `grade-${grade + 2}`, 0.05)
    const held = caps.map((cap) => cap ?? 0)
    return within(split, amount, held, `grade-${grade + 2}-${split.year}`, 0.03)
  }
  const second = later(two, 0)
  const third = later(three, 1)
  return schools.map((_, index) => [at(first, index), at(second, index), at(third, index)])
}

/** Last year's third grade, and those of closed schools whom others took in. */
function finalYears(
  split: Split,
  totals: Totals,
  before: ReadonlyMap<string, StudentPlan> | undefined,
): number[] {
  if (!before) return bySize(split, totals.students.final_year, 'final-year', 0.05)
  const own = split.schools.map((school) => before.get(school.code)?.grades[2] ?? 0)
  const taken = welcome(split, 0, totals.students.final_year - total(own))
  return own.map((value, index) => value + at(taken, index))
}

/** Students of schools that closed since last year. */
function homeless(split: Split, before: ReadonlyMap<string, StudentPlan>): number {
  const open = new Set(split.schools.map((school) => school.code))
  return total([...before].filter(([code]) => !open.has(code)).map(([, plan]) => total(plan.grades)))
}

/** Transfers go to all schools by size; the students of a closed private school to the private ones. */
function welcome(split: Split, ordinary: number, orphans: number): number[] {
  const usual = bySize(split, ordinary, 'transfers')
  const hosts = split.schools.map((school, index) =>
    school.attributes.ownership === 'private' ? at(split.sizes, index) : 0,
  )
  const special = orphans > 0 ? apportion(orphans, hosts) : hosts.map(() => 0)
  return usual.map((value, index) => value + at(special, index))
}

function changes(
  previous: number,
  returned: number,
  transferredIn: number,
  out: number,
  { unfinished, enlisted }: { unfinished: number; enlisted: number },
): StudentChanges {
  const completed = Math.min(out, Math.ceil(unfinished * 0.6))
  const soldiers = Math.min(enlisted, out - completed)
  const rest = out - completed - soldiers
  const transferredOut = Math.floor(rest * 0.22)
  const suspended = Math.floor(rest * 0.14)
  return {
    previous,
    returned,
    transferredIn,
    completed,
    suspended,
    transferredOut,
    enlisted: soldiers,
    droppedOut: rest - transferredOut - suspended,
  }
}
