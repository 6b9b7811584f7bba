import type { Row } from '../../formula/index.ts'
import { deal, mark } from '../apportion.ts'
import { numbered, range, type SchoolYear } from './context.ts'
import { cohortOf } from './students.ts'

/** Internships of the school year that ends in the summer of `year`: of the grades as they were then. */
export function placementRows(school: SchoolYear): Row[] {
  return [...postRows(school), ...shortRows(school, 'following'), ...shortRows(school, 'observation')]
}

function postRows(school: SchoolYear): Row[] {
  const { plan, year, prefix } = school
  const own = plan.activities.interns
  const hosts = hostsOf(school)
  const cohort = year - 3
  const person = cohortOf(school, cohort)
  const members = range(1, own.post)
  const dice = school.dice.of('interns', cohort)
  const matched = mark(own.matched, members, dice.of('matched'))
  const stayed = stayedOn(school, members, (member) => person(member).programme)
  const results = deal(
    {
      excellent: Math.floor(own.post * 0.16),
      good: Math.floor(own.post * 0.42),
      failed: Math.floor(own.post * 0.006),
      passed:
        own.post - Math.floor(own.post * 0.16) - Math.floor(own.post * 0.42) - Math.floor(own.post * 0.006),
    },
    members,
    dice.of('result'),
  )
  return members.map((member, index): Row => {
    const { no, programme } = person(member)
    const host = dice.of('host').pick(member, hosts)
    const pay = 1460 + (year - 2015) * 40 + dice.of('pay').int(member, 90) * 10
    return {
      placement_no: numbered(prefix, `${year}-SX`, member, 4),
      student_no: no,
      programme,
      grade: '3',
      kind: 'post',
      enterprise_code: host.code,
      enterprise: host.name,
      enterprise_checked: true,
      start_date: member % 2 === 0 ? `${year - 1}-11-14` : `${year}-02-20`,
      end_date: `${year}-07-07`,
      agreement_parties: 3,
      agreement_clauses: 8,
      guardian_consent: true,
      insured: true,
      school_instructor: true,
      company_instructor: true,
      safety_trained: true,
      matched: matched[index] ?? false,
      on_post: stayed.has(member),
      night_or_overtime: false,
      filing_no: null,
      monthly_pay: pay,
      probation_wage: Math.floor(pay / 0.9 / 10) * 10,
      result: results[index] ?? 'passed',
    }
  })
}

/** Not every partner takes interns: some three in four do. */
function hostsOf({ enterprises, dice }: SchoolYear): SchoolYear['enterprises'] {
  const hosts = enterprises.filter((_, index) => dice.of('takes-interns').int(index, 100) < 74)
  return hosts.length > 0 ? hosts : enterprises
}

/** Interns who stayed. Where a programme's share was published, so many of its interns left and no more. */
function stayedOn(
  school: SchoolYear,
  members: readonly number[],
  programmeOf: (member: number) => string,
): Set<number> {
  const { on_post: published } = school.plan.school
  const dice = school.dice.of('stayed', school.year)
  const leavers = members.length - school.plan.activities.interns.onPost
  const special = published ? members.filter((member) => programmeOf(member) === published.programme) : []
  const others = published ? members.filter((member) => programmeOf(member) !== published.programme) : members
  const specialLeavers = published
    ? Math.min(leavers, Math.round((special.length * (100 - published.share)) / 100))
    : 0
  const stay = (list: readonly number[], left: number, purpose: string) => {
    const flags = mark(list.length - left, list, dice.of(purpose))
    return list.filter((_, index) => flags[index])
  }
  return new Set([
    ...stay(special, specialLeavers, 'published'),
    ...stay(others, leavers - specialLeavers, 'others'),
  ])
}

/** Observation in grade one and following a post in grade two: days, not months. */
function shortRows(school: SchoolYear, kind: 'following' | 'observation'): Row[] {
  const { plan, year, prefix } = school
  const hosts = hostsOf(school)
  const grade = kind === 'following' ? 2 : 1
  const person = cohortOf(school, year - grade)
  const dice = school.dice.of(kind, year)
  return range(1, plan.activities.interns[kind]).map((member): Row => {
    const { no, programme } = person(member)
    const host = dice.of('host').pick(member, hosts)
    return {
      placement_no: numbered(prefix, `${year}-${kind === 'following' ? 'GG' : 'RS'}`, member, 4),
      student_no: no,
      programme,
      grade: String(grade),
      kind,
      enterprise_code: host.code,
      enterprise: host.name,
      enterprise_checked: true,
      start_date: `${year}-05-08`,
      end_date: kind === 'following' ? `${year}-06-02` : `${year}-05-12`,
      agreement_parties: 3,
      agreement_clauses: 8,
      guardian_consent: true,
      insured: true,
      school_instructor: true,
      company_instructor: true,
      safety_trained: true,
      matched: true,
      on_post: true,
      night_or_overtime: false,
      filing_no: null,
      monthly_pay: null,
      probation_wage: null,
      result: 'passed',
    }
  })
}
