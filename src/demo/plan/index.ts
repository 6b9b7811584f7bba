import type { Dice } from '../random.ts'
import type { SchoolSeed, Seed } from '../seed.ts'
import { type ActivityPlan, planActivities } from './activities.ts'
import { type FacilityPlan, planFacilities } from './facilities.ts'
import { type FinancePlan, planFinance } from './finance.ts'
import { type GraduatePlan, planGraduates } from './graduates.ts'
import { at, type Split } from './shares.ts'
import { planStaff, type StaffPlan } from './staff.ts'
import { planStudents, type StudentPlan } from './students.ts'

/** Everything countable of one school in one year. Over the schools of the city the parts add up to the totals. */
export interface SchoolPlan {
  readonly school: SchoolSeed
  readonly year: number
  readonly students: StudentPlan
  readonly graduates: GraduatePlan
  readonly staff: StaffPlan
  readonly facilities: FacilityPlan
  readonly finance: FinancePlan
  readonly activities: ActivityPlan
}

/** Splits a city's totals over its schools, year after year, each year continuing the one before. */
export function planCity(seed: Seed, dice: Dice): ReadonlyMap<number, readonly SchoolPlan[]> {
  const plans = new Map<number, readonly SchoolPlan[]>()
  let before: readonly SchoolPlan[] | undefined
  for (const year of [...seed.totals.keys()].sort()) {
    const plan = planYear(seed, year, before, dice)
    plans.set(year, plan)
    before = plan
  }
  return plans
}

function planYear(
  seed: Seed,
  year: number,
  before: readonly SchoolPlan[] | undefined,
  dice: Dice,
): readonly SchoolPlan[] {
  const totals = seed.totals.get(year)
  if (!totals) throw new RangeError(`the seed has no totals for ${year}`)
  const schools = seed.units.schools.filter((school) => (school.closed_after ?? year) >= year)
  const sizes = schools.map((school) => school.size[String(year)] ?? 0)
  const split: Split = { year, schools, sizes, dice }
  const last = <T>(part: (plan: SchoolPlan) => T) =>
    before && new Map(before.map((plan) => [plan.school.code, part(plan)]))
  const students = planStudents(
    split,
    totals,
    last((plan) => plan.students),
  )
  const enrolled: Split = {
    ...split,
    sizes: students.map(({ grades: [one, two, three] }) => one + two + three),
  }
  const staff = planStaff(
    enrolled,
    totals,
    last((plan) => plan.staff),
  )
  const graduates = planGraduates(
    enrolled,
    totals,
    students.map((plan) => plan.graduates),
  )
  const facilities = planFacilities(
    enrolled,
    totals,
    last((plan) => plan.facilities),
  )
  const finance = planFinance(enrolled, totals)
  const activities = planActivities(enrolled, totals, students, staff)
  return schools.map((school, index) => ({
    school,
    year,
    students: at(students, index),
    graduates: at(graduates, index),
    staff: at(staff, index),
    facilities: at(facilities, index),
    finance: at(finance, index),
    activities: at(activities, index),
  }))
}
