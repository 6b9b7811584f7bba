import type { Row } from '../../formula/index.ts'
import { apportion, deal, mark } from '../apportion.ts'
import { dayAfterSeptember, inventedIdNumber, inventedName } from '../people.ts'
import { isOffered, numbered, range, type SchoolYear } from './context.ts'

/** Teachers keep their number as long as they stay; degree and title follow a fixed order of merit. */
export function staffRows(school: SchoolYear): Row[] {
  return [...teacherRows(school), ...otherStaffRows(school)]
}

function teacherRows(school: SchoolYear): Row[] {
  const { plan, year } = school
  const own = plan.staff
  const dice = school.dice.of('teachers')
  const members = range(own.firstTeacher, own.teachers)
  const inOrder = (counts: Readonly<Record<string, number>>, order: readonly string[]) =>
    Object.fromEntries(order.map((code) => [code, counts[code] ?? 0]))
  const degrees = deal(
    inOrder(own.degrees, ['doctor', 'master', 'bachelor', 'associate', 'below']),
    members,
    dice.of('degree'),
  )
  // Titles go by years of service: the longest-serving stand first, with some luck.
  const titles = deal(
    inOrder(own.titles, ['senior_full', 'senior', 'intermediate', 'junior', 'none']),
    members,
    dice.of('title'),
  )
  const kinds = deal(
    {
      general: own.teachers - own.professional,
      practice: own.practice,
      professional: own.professional - own.practice,
    },
    members,
    dice.of('course-kind'),
  )
  const professional = members.filter((_, index) => kinds[index] !== 'general')
  const among = (eligible: readonly number[], count: number, purpose: string) => {
    const flags = mark(count, eligible, dice.of(purpose))
    return new Set(eligible.filter((_, index) => flags[index]))
  }
  const dual = among(professional, own.dual, 'dual')
  const leaders = among(professional, own.leaders, 'leader')
  const practised = among(professional, own.practised, `practice-${year}`)
  const trained = among(members, own.trained, `trained-${year}`)
  const heads = among(members, own.headTeachers, 'head')
  const counsellors = among(members, own.counsellors, 'counsellor')
  const programmes = plan.school.programmes.filter((programme) => isOffered(programme, year))
  const firstNew = own.firstTeacher + own.teachers - own.joined
  const fixed = own.posts === undefined ? 0 : Math.min(own.teachers, (own.posts * 7) / 10)
  return members.map((member, index): Row => {
    const isNew = member >= firstNew
    const days = dice.of('days', year)
    return {
      staff_no: numbered(school.prefix, 'T', member, 4),
      ...personOf(school, member, 'teacher', isNew ? year : undefined),
      role: 'full_time_teacher',
      post_kind: own.posts === undefined ? 'none' : index < fixed ? 'fixed' : 'temporary',
      course_kind: kinds[index] ?? 'general',
      programme: kinds[index] === 'general' ? null : (programmes[member % programmes.length]?.code ?? null),
      degree: degrees[index] ?? 'bachelor',
      title: titles[index] ?? 'none',
      dual_qualified: dual.has(member),
      entered_on: isNew
        ? dayAfterSeptember(year - 1, dice.of('entered').int(member, 364))
        : dayAfterSeptember(
            1990 + dice.of('entered').int(member, 24),
            dice.of('entered-day').int(member, 364),
          ),
      joined_this_year: isNew,
      enterprise_experience: dice.of('experience').int(member, 100) < (isNew ? 82 : 46),
      programme_leader: leaders.has(member),
      head_teacher: heads.has(member),
      counsellor: counsellors.has(member),
      practice_days: practised.has(member) ? 5 * days.of('practice').between(member, 3, 9) : 0,
      trained_days: trained.has(member) ? days.of('training').between(member, 3, 18) : 0,
    }
  })
}

function otherStaffRows(school: SchoolYear): Row[] {
  const { managers, support, workers } = school.plan.staff
  const roles = [
    ['manager', managers, 'M'],
    ['support', support, 'S'],
    ['worker', workers, 'W'],
  ] as const
  return roles.flatMap(([role, count, letter], group) =>
    range(1, count).map((index): Row => {
      const member = 8000 + group * 400 + index
      const dice = school.dice.of('other-staff')
      return {
        staff_no: numbered(school.prefix, letter, index),
        ...personOf(school, member, 'other', undefined),
        role,
        post_kind: school.plan.staff.posts === undefined ? 'none' : 'fixed',
        course_kind: null,
        degree:
          role === 'worker' ? 'below' : dice.of('degree').pick(member, ['bachelor', 'bachelor', 'associate']),
        title: role === 'manager' ? 'intermediate' : role === 'support' ? 'junior' : 'none',
        dual_qualified: false,
        entered_on: dayAfterSeptember(
          1995 + dice.of('entered').int(member, 20),
          dice.of('day').int(member, 364),
        ),
        joined_this_year: false,
        enterprise_experience: false,
        programme_leader: false,
        head_teacher: false,
        counsellor: false,
        practice_days: 0,
        trained_days: role === 'manager' ? dice.of('training').between(member, 2, 8) : 0,
      }
    }),
  )
}

/** Name, sex and identity number of a member of staff, and the age band on 1 September. */
function personOf(school: SchoolYear, member: number, kind: string, joined: number | undefined): Row {
  const dice = school.dice.of('staff-person', kind)
  const sex = dice.of('sex').int(member, 100) < 54 ? '2' : '1'
  // Newcomers are between 23 and 33; the others were between 25 and 58 in 2016.
  const born =
    joined === undefined
      ? 2016 - dice.of('age').between(member, 25, 58)
      : joined - dice.of('young').between(member, 23, 33)
  const birthDate = dayAfterSeptember(born - 1, (member * 97) % 365)
  const age = school.year - born
  return {
    name: inventedName(dice.of('name'), member * 2),
    id_number: inventedIdNumber(school.place * 100 + 2, birthDate, Math.floor(member / 365), sex),
    sex,
    age_band: bandOf(age),
  }
}

function bandOf(age: number): string {
  if (age < 30) return 'under_30'
  if (age >= 60) return 'over_60'
  const low = age - (age % 5)
  return `${low}_${low + 4}`
}

export function externalTeacherRows(school: SchoolYear): Row[] {
  const { plan, year, enterprises } = school
  const dice = school.dice.of('external', year)
  const programmes = plan.school.programmes.filter((programme) => isOffered(programme, year))
  const { posts, teachers, external } = plan.staff
  const free =
    posts === undefined ? 0 : Math.max(0, (posts * 3) / 10 - Math.max(0, teachers - (posts * 7) / 10))
  return range(1, external).map(
    (index): Row => ({
      teacher_no: numbered(school.prefix, `${year}-E`, index, 2),
      name: inventedName(dice.of('name'), index * 2),
      kind: dice.of('kind').pick(index, ['engineer', 'engineer', 'master', 'expert', 'other']),
      employer: dice.of('employer').pick(index, enterprises).name,
      course_kind: dice.of('course').int(index, 3) === 0 ? 'practice' : 'professional',
      programme: dice.of('programme').pick(index, programmes).code,
      hours: 18 * dice.of('hours').between(index, 2, 8),
      start_date: `${year - 1}-09-01`,
      end_date: `${year}-07-31`,
      flexible_post: index <= Math.floor(free),
    }),
  )
}

/** One spell for each teacher who practised, with the days that stand in the staff register. */
export function practiceRows(school: SchoolYear, staff: readonly Row[]): Row[] {
  const { plan, year, enterprises } = school
  const dice = school.dice.of('practice', year)
  const spells = staff.filter((row) => Number(row.practice_days ?? 0) > 0)
  const young = mark(
    Math.min(plan.activities.training.shadowing, spells.length),
    spells.map((_, index) => index),
    dice.of('young'),
  )
  return spells.map(
    (row, index): Row => ({
      practice_no: numbered(school.prefix, `${year}-SJ`, index + 1),
      staff_no: row.staff_no ?? null,
      enterprise: dice.of('enterprise').pick(index, enterprises).name,
      start_date: dice.of('start').int(index, 2) === 0 ? `${year}-07-10` : `${year - 1}-11-06`,
      days: row.practice_days ?? null,
      young: young[index] ?? false,
    }),
  )
}

const TRAININGS = ['school', 'school', 'school', 'city', 'provincial', 'national'] as const

export function trainingRows(school: SchoolYear): Row[] {
  const { plan, year } = school
  const dice = school.dice.of('trainings', year)
  const { events, visits, upper } = plan.activities.training
  const kinds = range(1, events).map((index) => TRAININGS[(index - 1) % TRAININGS.length] ?? 'school')
  // A short list has no upper training: it then takes part in one at least.
  if (!kinds.some((kind) => kind === 'provincial' || kind === 'national')) kinds[0] = 'provincial'
  const isUpper = (kind: string | undefined) => kind === 'provincial' || kind === 'national'
  const split = (amount: number, wanted: boolean) =>
    apportion(
      amount,
      kinds.map((kind) => (isUpper(kind) === wanted ? 1 : 0)),
    )
  const upperVisits = split(upper, true)
  const own = kinds.every(isUpper) ? kinds.map(() => 0) : split(visits, false)
  const rest = kinds.every(isUpper) ? split(visits, true) : kinds.map(() => 0)
  return kinds.flatMap((kind, index): Row[] => {
    const participants = (upperVisits[index] ?? 0) + (own[index] ?? 0) + (rest[index] ?? 0)
    if (participants === 0) return []
    return [
      {
        training_no: numbered(school.prefix, `${year}-PX`, index + 1, 2),
        title: `${dice.of('title').pick(index, ['专业课程改革', '信息化教学', '“双师型”教师', '班主任工作', '技能竞赛指导', '课程标准'])}培训`,
        kind,
        start_date: dayAfterSeptember(year - 1, 30 + dice.of('start').int(index, 300)),
        days: dice.of('days').between(index, 2, 12),
        participants,
      },
    ]
  })
}
