import type { Row } from '../../formula/index.ts'
import { apportion, mark } from '../apportion.ts'
import type { ProgrammeSeed } from '../seed.ts'
import { blank, isOffered, numbered, type Registers, range, type SchoolYear, weightOf } from './context.ts'

/** Programmes, courses, textbooks and research. */
export function programmeRegisters(school: SchoolYear): Registers {
  return new Map<string, readonly Row[]>([
    ['programmes', [...programmeRows(school), ...directionRows(school)]],
    ['courses', courseRows(school)],
    ['course_standards', standardRows(school)],
    ['textbooks', textbookRows(school)],
    [
      'research_projects',
      school.plan.school.projects
        .filter((project) => project.year <= school.year)
        .map((project, index) => ({
          project_no: numbered(school.prefix, 'KT', index + 1, 2),
          title: project.title,
          level: project.level,
          batch: blank(project.batch),
          state: project.state,
          approved_year: project.year,
          enterprise: null,
        })),
    ],
    ['pathways', pathwayRows(school)],
  ])
}

/** Leading industries by programme category; what has none serves none. */
const INDUSTRY_OF: Readonly<Record<string, string>> = {
  '01': 'modern_agriculture',
  '04': 'advanced_manufacturing',
  '05': 'advanced_manufacturing',
  '06': 'advanced_manufacturing',
  '07': 'advanced_manufacturing',
  '08': 'modern_services',
  '09': 'modern_services',
  '10': 'health_care',
  '11': 'modern_services',
  '12': 'modern_services',
  '13': 'tourism',
  '16': 'modern_services',
  '18': 'modern_services',
}

function programmeRows(school: SchoolYear): Row[] {
  const { plan, year } = school
  const own = plan.school
  const listed = own.programmes.filter((programme) => (programme.opened ?? 0) <= year)
  const recruits = (own.recruits_until ?? year) >= year
  const plans = apportion(
    recruits ? Math.ceil((plan.students.entrants * 1.06) / 10) * 10 : 0,
    listed.map((programme) => (recruits && isOffered(programme, year) ? weightOf(programme) : 0)),
  )
  return listed.map((programme, index): Row => {
    const category = programme.code.slice(0, 2)
    return {
      programme: programme.code,
      category,
      direction: '—',
      years: 3,
      status: statusOf(programme, year, recruits),
      opened_year: openedIn(school, programme),
      key_level: programme.key,
      key_project: programme.key !== 'none',
      leading_industry: programme.industry ?? INDUSTRY_OF[category] ?? 'none',
      enterprise_teaching: programme.teaching && programme.agreement && !programme.planned,
      has_agreement: programme.agreement && !programme.planned,
      apprenticeship: own.apprenticeship.includes(programme.code),
      pathway: programme.key === 'nation' || programme.key === 'province',
      planned_entrants: recruits ? (plans[index] ?? 0) : 0,
      action: programme.key === 'city' ? 'upgrade' : null,
      action_reason: programme.key === 'city' ? '列入全市重点建设专业' : null,
    }
  })
}

function statusOf(programme: ProgrammeSeed, year: number, recruits: boolean): string {
  if (programme.planned) return 'planned'
  if (!recruits) return 'suspended'
  return programme.opened === year ? 'new' : 'recruiting'
}

function openedIn(school: SchoolYear, programme: ProgrammeSeed): number {
  if (programme.opened !== undefined) return programme.opened
  if (programme.planned) return school.year + 1
  const founded = school.plan.school.founded_year
  return founded + (school.dice.of('opened').at(Number(programme.code)) % Math.max(1, 2012 - founded))
}

function directionRows(school: SchoolYear): Row[] {
  const { plan, year } = school
  return plan.school.directions
    .filter(({ opened }) => opened <= year)
    .map(({ programme, direction, opened }): Row => {
      const category = programme.slice(0, 2)
      return {
        programme,
        category,
        direction,
        years: 3,
        status: opened === year ? 'new' : 'recruiting',
        opened_year: opened,
        key_level: 'none',
        key_project: false,
        leading_industry: INDUSTRY_OF[category] ?? 'none',
        enterprise_teaching: true,
        has_agreement: true,
        apprenticeship: false,
        pathway: false,
        planned_entrants: 0,
        action: null,
        action_reason: null,
      }
    })
}

const GENERAL_COURSES = [
  '语文',
  '数学',
  '英语',
  '职业生涯规划',
  '职业道德与法律',
  '经济政治与社会',
  '哲学与人生',
  '体育与健康',
  '计算机应用基础',
  '公共艺术',
  '历史',
  '心理健康',
]
const PROFESSIONAL_COURSES = [
  '专业导论',
  '专业基础',
  '核心技能一',
  '核心技能二',
  '综合实训',
  '生产实务',
  '质量与安全',
  '职业素养',
  '专业英语',
  '营销实务',
  '设备与材料',
  '顶岗实习指导',
]

function courseRows(school: SchoolYear): Row[] {
  const { plan, year } = school
  const { total, joint, projectBased } = plan.activities.courses
  const offered = plan.school.programmes.filter((programme) => isOffered(programme, year))
  const general = Math.min(GENERAL_COURSES.length, total)
  const numbers = range(1, total)
  const dice = school.dice.of('courses')
  const professional = numbers.slice(general)
  const jointOnes = new Set(
    professional.filter(
      (_, index) => mark(Math.min(joint, professional.length), professional, dice.of('joint'))[index],
    ),
  )
  const project = mark(projectBased, numbers, dice.of('project'))
  return numbers.map((number, index): Row => {
    const isGeneral = index < general
    const place = index - general
    return {
      course_no: numbered(school.prefix, 'KC', number),
      title: isGeneral
        ? (GENERAL_COURSES[index] ?? '公共课')
        : `${PROFESSIONAL_COURSES[Math.floor(place / offered.length) % PROFESSIONAL_COURSES.length] ?? '专业课'}（${number}）`,
      programme: isGeneral ? null : (offered[place % offered.length]?.code ?? null),
      kind: isGeneral ? 'general' : place % 5 === 4 ? 'practice' : 'professional',
      hours: 36 + 18 * dice.of('hours').int(number, 6),
      joint: jointOnes.has(number),
      project_based: project[index] ?? false,
    }
  })
}

function standardRows(school: SchoolYear): Row[] {
  const { plan, year } = school
  const offered = plan.school.programmes.filter((programme) => isOffered(programme, year))
  const listed = plan.school.standards.map((standard) => ({ ...standard, core: true }))
  const others = range(1, plan.activities.courses.standards).map((number) => ({
    title: `课程标准（${number}）`,
    // The published ones stay the only core standards of their programme.
    programme: offered[number % offered.length]?.code ?? null,
    year: 2013 + (number % 4),
    core: false,
  }))
  return [...listed, ...others].map((standard, index) => ({
    standard_no: numbered(school.prefix, 'BZ', index + 1),
    title: standard.title,
    programme: standard.programme,
    core: standard.core,
    issued_year: standard.year,
    partner: null,
  }))
}

function textbookRows(school: SchoolYear): Row[] {
  const { plan, year } = school
  const special = new Set(plan.school.textbooks.map((book) => book.programme))
  const offered = plan.school.programmes.filter(
    (programme) => isOffered(programme, year) && !special.has(programme.code),
  )
  const listed = plan.school.textbooks.map((book) => ({ ...book, joint: true }))
  const others = range(1, plan.activities.courses.textbooks).map((number) => ({
    title: `校本教材（${number}）`,
    programme: offered[number % offered.length]?.code ?? null,
    editions: 1,
    year: 2012 + (number % 5),
    joint: number % 3 === 0,
  }))
  return [...listed, ...others].map((book, index) => ({
    textbook_no: numbered(school.prefix, 'JC', index + 1),
    title: book.title,
    programme: book.programme,
    joint: book.joint,
    editions: book.editions,
    first_year: book.year,
  }))
}

const COLLEGES = ['清远职业技术学院', '广东科贸职业学院', '广东工贸职业技术学院']

function pathwayRows(school: SchoolYear): Row[] {
  const { plan, year } = school
  const dice = school.dice.of('pathways')
  return plan.school.programmes
    .filter(
      (programme) =>
        isOffered(programme, year) && (programme.key === 'nation' || programme.key === 'province'),
    )
    .map((programme, index): Row => {
      const entrants = dice.of('entrants', year).between(index, 34, 48)
      const candidates = dice.of('candidates', year).between(index, 24, 36)
      return {
        programme: programme.code,
        college: COLLEGES[(index + plan.school.code.length) % COLLEGES.length] ?? '清远职业技术学院',
        quota: 50,
        entrants,
        candidates,
        transferred: candidates - dice.of('failed', year).int(index, 4),
      }
    })
}
