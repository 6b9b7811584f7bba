import type { Row } from '../../formula/index.ts'
import { numbered, type Registers, range, type SchoolYear } from './context.ts'

const EVENTS = [
  '零部件测绘与 CAD 成图技术',
  '汽车机电维修',
  '会计技能',
  '导游服务',
  '护理技能',
  '网络搭建与应用',
  '幼儿教育技能',
  '中餐热菜',
  '电子商务技术',
  '机电一体化设备组装与调试',
]

/** Entries and prizes of one school: city contests, the invitation contest, provincial and national ones. */
export function contestRegisters(school: SchoolYear): Registers {
  const { seed, plan, year } = school
  const own = plan.activities.contests
  const dice = school.dice.of('contests', year)
  const invitation = seed.totals.get(year)?.contests.invitation[plan.school.code]
  const isHeadTeacherSchool = seed.totals.get(year)?.contests.head_teacher_first === plan.school.code
  const entries: Row[] = []
  const prizes: Row[] = []
  const enter = (count: number, entry: Row) => {
    for (const index of range(0, count)) {
      entries.push({
        entry_no: numbered(school.prefix, `${year}-CS`, entries.length + 1),
        event: dice.of('event').pick(index, EVENTS),
        school_name: plan.school.name,
        selected: true,
        ...entry,
      })
    }
  }
  const win = (count: number, prize: Row) => {
    for (const index of range(0, count)) {
      prizes.push({
        prize_no: numbered(school.prefix, `${year}-HJ`, prizes.length + 1),
        event: dice.of('won').pick(index, EVENTS),
        people: prize.form === 'team' ? 3 : 1,
        ...prize,
      })
    }
  }
  enter(own.cityEntrants, {
    contest: 'city_student_skills',
    level: 'city',
    entrant: 'student',
    form: 'individual',
  })
  range(1, own.cityPrizes).forEach((index) => {
    win(1, {
      contest: 'city_student_skills',
      level: 'city',
      winner: 'student',
      form: 'individual',
      prize: index % 6 === 0 ? 'first' : index % 3 === 0 ? 'second' : 'third',
    })
  })
  if (invitation) {
    const contest = { contest: 'shaoguan_student_skills', level: 'invitation' }
    enter(invitation.entrants, { ...contest, entrant: 'student', form: 'team' })
    const winner = { ...contest, winner: 'student' }
    win(invitation.team_first, { ...winner, form: 'team', prize: 'first' })
    const rank = (index: number) => (index % 3 === 1 ? 'second' : 'third')
    for (const index of range(1, invitation.team_other))
      win(1, { ...winner, form: 'team', prize: rank(index) })
    win(invitation.individual_first, { ...winner, form: 'individual', prize: 'first' })
    for (const index of range(1, invitation.individual_other))
      win(1, { ...winner, form: 'individual', prize: rank(index) })
  }
  const province = { contest: 'provincial_student_skills', level: 'province' }
  enter(own.studentProvincial * 2, { ...province, entrant: 'student', form: 'individual' })
  for (const index of range(1, own.studentProvincial)) {
    win(1, {
      ...province,
      winner: 'student',
      form: 'individual',
      prize: index % 8 === 0 ? 'first' : index % 3 === 0 ? 'second' : 'third',
    })
  }
  const teacher = { level: 'province', winner: 'teacher', form: 'individual' }
  enter(own.teacherProvincial + 2, {
    contest: 'provincial_teacher',
    level: 'province',
    entrant: 'teacher',
    form: 'individual',
  })
  win(isHeadTeacherSchool ? 1 : 0, { ...teacher, contest: 'provincial_head_teacher', prize: 'first' })
  for (const index of range(1, own.teacherProvincial - (isHeadTeacherSchool ? 1 : 0))) {
    win(1, {
      ...teacher,
      contest: 'provincial_teacher',
      prize: index % 6 === 0 ? 'first' : index % 3 === 0 ? 'second' : 'third',
    })
  }
  enter(own.teacherNational, {
    contest: 'national_teacher',
    level: 'nation',
    entrant: 'teacher',
    form: 'individual',
  })
  win(own.teacherNational, {
    contest: 'national_teacher',
    level: 'nation',
    winner: 'teacher',
    form: 'individual',
    prize: 'second',
  })
  return new Map([
    ['contest_entries', entries],
    ['contest_prizes', prizes],
  ])
}
