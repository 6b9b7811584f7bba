import type { Row } from '../formula/index.ts'
import type { Explanation, UnitReturn } from './demonstration.ts'
import { type Enterprise, enterprisePool, partnersOf } from './enterprises.ts'
import { planCity, type SchoolPlan } from './plan/index.ts'
import { hundredths } from './plan/shares.ts'
import type { Dice } from './random.ts'
import { cityEntered, cityRegisters } from './rows/city.ts'
import { contestRegisters } from './rows/contests.ts'
import type { Registers, SchoolYear } from './rows/context.ts'
import { type Contributions, contributionsOf, cooperationRegisters } from './rows/cooperation.ts'
import { enteredValues } from './rows/entered.ts'
import { graduateRows, jobOfferRows } from './rows/graduates.ts'
import { placementRows } from './rows/placements.ts'
import { profileRegisters } from './rows/profile.ts'
import { programmeRegisters } from './rows/programmes.ts'
import { serviceRegisters } from './rows/service.ts'
import { externalTeacherRows, practiceRows, staffRows, trainingRows } from './rows/staff.ts'
import { studentRows } from './rows/students.ts'
import type { Seed } from './seed.ts'

/** Every return of a city, year after year: the city's own, then its schools'. */
export function* cityReturns(seed: Seed, dice: Dice): Iterable<UnitReturn> {
  for (const [year, plans] of planCity(seed, dice)) {
    yield {
      unit: seed.units.city.code,
      year,
      entered: cityEntered(seed, year),
      rows: cityRegisters(seed, year),
      explanations: explanationsOf(seed, year, seed.units.city.code),
    }
    yield* yearOf(seed, dice, year, plans)
  }
}

/** The returns of some schools in one year of a seed. */
export function* schoolReturns(
  seed: Seed,
  dice: Dice,
  year: number,
  codes: ReadonlySet<string>,
): Iterable<UnitReturn> {
  const plans = planCity(seed, dice).get(year) ?? []
  yield* yearOf(
    seed,
    dice,
    year,
    plans.filter((plan) => codes.has(plan.school.code)),
  )
}

function* yearOf(seed: Seed, dice: Dice, year: number, plans: readonly SchoolPlan[]): Iterable<UnitReturn> {
  const pool = enterprisePool(seed, year, dice)
  const investment = seed.totals.get(year)?.cooperation.investment ?? '0.00'
  const amounts = contributionsOf(pool, hundredths(investment), dice.of('contributions', year))
  for (const plan of plans) yield schoolReturn(schoolYear(seed, plan, pool, dice), amounts)
}

function schoolYear(seed: Seed, plan: SchoolPlan, pool: readonly Enterprise[], dice: Dice): SchoolYear {
  const { city, schools } = seed.units
  const number = schools.findIndex((school) => school.code === plan.school.code) + 1
  // Identity numbers leave room for a hundred schools: twenty to a city, and city ids are whole hundreds.
  const place = (city.id / 100) * 20 - 20 + number
  return {
    seed,
    plan,
    year: plan.year,
    prefix: `${city.prefix}${String(number).padStart(2, '0')}`,
    place,
    enterprises: partnersOf(pool, plan.school),
    dice: dice.of('school', plan.school.code),
  }
}

function schoolReturn(school: SchoolYear, amounts: Contributions): UnitReturn {
  const { seed, plan, year } = school
  return {
    unit: plan.school.code,
    year,
    entered: enteredValues(school),
    rows: schoolRegisters(school, amounts),
    explanations: explanationsOf(seed, year, plan.school.code),
  }
}

function schoolRegisters(school: SchoolYear, amounts: Contributions): Registers {
  const staff = staffRows(school)
  const people: readonly (readonly [string, readonly Row[]])[] = [
    ['students', studentRows(school)],
    ['graduates', graduateRows(school)],
    ['job_offers', jobOfferRows(school)],
    ['staff', staff],
    ['external_teachers', externalTeacherRows(school)],
    ['teacher_practices', practiceRows(school, staff)],
    ['teacher_trainings', trainingRows(school)],
    ['placements', placementRows(school)],
  ]
  return new Map([
    ...profileRegisters(school),
    ...programmeRegisters(school),
    ...people,
    ...cooperationRegisters(school, amounts),
    ...contestRegisters(school),
    ...serviceRegisters(school),
  ])
}

function explanationsOf(seed: Seed, year: number, unit: string): Explanation[] {
  return Object.entries(seed.explanations[String(year)]?.[unit] ?? {}).map(([check, text]) => ({
    check,
    text,
  }))
}
