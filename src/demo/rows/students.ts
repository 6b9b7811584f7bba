import type { Row } from '../../formula/index.ts'
import { deal, mark } from '../apportion.ts'
import { dayAfterSeptember, inventedIdNumber, inventedName } from '../people.ts'
import type { Dice } from '../random.ts'
import { numbered, programmePicker, range, type SchoolYear } from './context.ts'

/** A student or graduate of a cohort: the same person in every year. */
export interface Person {
  readonly no: string
  readonly name: string
  readonly idNumber: string
  readonly sex: string
  readonly birthDate: string
  readonly programme: string
}

/** Members of a cohort by their number, from 1; drawn the same way each time. */
export function cohortOf(school: SchoolYear, cohort: number): (member: number) => Person {
  const dice = school.dice.of('cohort', cohort)
  const names = dice.of('name')
  const female = chance(dice.of('sex'), shareOf(school, 'female'))
  const programme = programmePicker(school, cohort)
  return (member) => {
    const sex = female(member) ? '2' : '1'
    // 97 is prime to 365: the first 365 members have birthdays of their own, the next begin the second round.
    const birthDate = dayAfterSeptember(cohort - 16, (member * 97) % 365)
    return {
      no: numbered(school.prefix, `${cohort}-`, member, 4),
      name: inventedName(names, member * 2),
      idNumber: inventedIdNumber(school.place * 100 + 1, birthDate, Math.floor(member / 365), sex),
      sex,
      birthDate,
      programme: programme(member),
    }
  }
}

export function studentRows(school: SchoolYear): Row[] {
  const { plan, year, dice } = school
  const own = plan.students
  const members = own.grades.flatMap((count, index) =>
    range(1, count).map((member) => ({ grade: index + 1, cohort: year - index, member })),
  )
  // A number per person that stays from year to year decides who is marked.
  const keys = members.map(({ cohort, member }) => cohort * 10_000 + member)
  const isNew = (index: number) =>
    members[index]?.grade === 1 && (members[index]?.member ?? 0) <= own.entrants
  const waived = mark(own.waived, keys, dice.of('waived'))
  const grants = markSome(keys, (index) => (members[index]?.grade ?? 3) <= 2, own.grants, dice.of('grant'))
  const junior = markSome(keys, isNew, own.junior, dice.of('junior'))
  const fitness = deal(
    { passed: own.fit, failed: own.tested - own.fit, not_tested: members.length - own.tested },
    keys,
    dice.of('fitness', year),
  )
  const minority = chance(dice.of('minority'), shareOf(school, 'minority'))
  const rural = chance(dice.of('rural'), shareOf(school, 'rural'))
  const boarder = chance(dice.of('boarder'), shareOf(school, 'boarding'))
  const people = own.grades.map((_, index) => cohortOf(school, year - index))
  const apprenticeship = new Set(plan.school.apprenticeship)
  const named = new Set(plan.school.named_classes.map((entry) => entry.programme))
  const rows = members.map(({ grade, member }, index): Row => {
    const person = people[grade - 1]?.(member)
    const key = keys[index]
    if (!person || key === undefined) throw new RangeError('a grade without a cohort')
    const entered = isNew(index)
    return {
      student_no: person.no,
      name: person.name,
      id_number: person.idNumber,
      sex: person.sex,
      birth_date: person.birthDate,
      mode: 'full_time',
      grade: String(grade),
      programme: person.programme,
      new_entrant: entered,
      entrant_source: entered ? (junior[index] ? 'junior_graduate' : 'earlier_graduate') : null,
      household: rural(key) ? 'rural' : 'urban',
      minority: minority(key),
      boarder: boarder(key),
      tuition_waived: waived[index] ?? false,
      grant: grants[index] ?? false,
      fitness: fitness[index] ?? 'not_tested',
      apprentice: apprenticeship.has(person.programme) && grade >= 2 && member % 3 === 0,
      order_class: named.has(person.programme) && grade >= 2,
    }
  })
  return [...rows, ...partTimeRows(school)]
}

/** Whether something holds for a person, for so many in a hundred. */
function chance(dice: Dice, percent: number): (key: number) => boolean {
  return (key) => dice.int(key, 1000) < percent * 10
}

function shareOf({ seed, plan }: SchoolYear, name: keyof typeof seed.units.shares): number {
  return plan.school.shares[name] ?? seed.units.shares[name]
}

function partTimeRows(school: SchoolYear): Row[] {
  const { plan, year } = school
  const dice = school.dice.of('part-time', year)
  const programme = programmePicker(school, year)
  return range(1, plan.students.partTime).map((member): Row => {
    const sex = String(1 + dice.of('sex').int(member, 2))
    const birthDate = dayAfterSeptember(1976 + (member % 20), (member * 97) % 365)
    return {
      student_no: numbered(school.prefix, `${year}-P`, member, 4),
      name: inventedName(dice.of('name'), member * 2),
      id_number: inventedIdNumber(school.place * 100 + 3, birthDate, Math.floor(member / 365), sex),
      sex,
      birth_date: birthDate,
      mode: 'part_time',
      grade: String(1 + (member % 3)),
      programme: programme(member),
      new_entrant: false,
      entrant_source: null,
      household: member % 3 === 0 ? 'urban' : 'rural',
      minority: false,
      boarder: false,
      tuition_waived: false,
      grant: false,
      fitness: 'not_tested',
      apprentice: false,
      order_class: false,
    }
  })
}

/** Marks among those eligible only; everyone else stays unmarked. */
function markSome(
  keys: readonly number[],
  eligible: (index: number) => boolean,
  count: number,
  dice: Dice,
): boolean[] {
  const places = keys.map((_, index) => index).filter(eligible)
  const chosen = mark(
    count,
    places.map((index) => keys[index] ?? 0),
    dice,
  )
  const result = keys.map(() => false)
  places.forEach((place, index) => {
    result[place] = chosen[index] ?? false
  })
  return result
}
