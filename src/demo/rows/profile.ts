import type { Row } from '../../formula/index.ts'
import { apportion } from '../apportion.ts'
import { dayAfterSeptember } from '../people.ts'
import { blank, numbered, type Registers, range, type SchoolYear } from './context.ts'

/** Registers about the school as a whole. */
export function profileRegisters(school: SchoolYear): Registers {
  const own = school.plan.school
  const { year, prefix } = school
  return new Map<string, readonly Row[]>([
    ['school_profiles', [profile(school)]],
    [
      'school_rules',
      [
        ...own.rules.filter((rule) => rule.year <= year).map((rule) => ({ ...rule })),
        ...ORDINARY_RULES.map(([title, topic]) => ({
          title,
          topic,
          year: Math.max(2006, own.founded_year + 8),
        })),
      ].map((rule, index) => ({
        rule_no: numbered(prefix, 'GZ', index + 1, 2),
        title: rule.title,
        topic: rule.topic,
        issued_year: rule.year,
        partner: null,
      })),
    ],
    ['moral_activities', moralActivities(school)],
    [
      'honours',
      own.honours.map((honour, index) => ({
        honour_no: numbered(prefix, 'RY', index + 1, 2),
        title: honour.title,
        level: honour.level,
        issuer: null,
        awarded_year: blank(honour.year),
      })),
    ],
    [
      'hosted_events',
      own.hosted
        .filter((event) => event.year <= year)
        .map((event, index) => ({
          event_no: numbered(prefix, 'CB', index + 1, 2),
          title: event.title,
          level: event.level,
          held_year: event.year,
          participants: event.participants,
        })),
    ],
    [
      'visiting_institutions',
      // A fifth of them came for the first time in the reporting year.
      range(1, Math.round(own.visitors * (year >= 2017 ? 1 : 0.8))).map((index) => ({
        institution: `来访院校（示意 ${index}）`,
        first_year: Math.min(year, 2013 + Math.floor((index * 5) / (own.visitors + 1))),
        visitors: school.dice.of('visitors').between(index, 4, 40),
      })),
    ],
    [
      'model_parts',
      own.model_parts.flatMap(({ model, kind, parts }) =>
        parts.map((part, index) => ({ model, kind, part, order: index + 1 })),
      ),
    ],
    [
      'alumni_groups',
      own.alumni.flatMap(({ programme, outcome, years }) =>
        Object.entries(years)
          .filter(([graduation]) => Number(graduation) <= year)
          .map(([graduation, people]) => ({
            programme,
            graduation_year: Number(graduation),
            outcome,
            people,
          })),
      ),
    ],
    ['satisfaction_surveys', surveys(school)],
    ['exchanges', []],
  ])
}

const ORDINARY_RULES = [
  ['学校章程', 'quality'],
  ['教学管理制度', 'teaching'],
  ['学生管理规定', 'moral'],
  ['学生实习管理办法', 'internship'],
  ['教学诊断与改进实施办法', 'quality'],
  ['校企合作管理办法', 'cooperation'],
] as const

function profile({ plan, seed, place }: SchoolYear): Row {
  const own = plan.school
  return {
    school_code: `${seed.units.city.city_code}${String(place).padStart(6, '0')}`,
    school_kind: own.attributes.ownership === 'private' ? 'secondary_technical' : 'vocational_high',
    ...own.attributes,
    founded_year: own.founded_year,
    ...own.stages,
    internship_office: true,
    moral_education_body: true,
    diagnosis_system: true,
    running_track: own.attributes.school_level !== 'ordinary',
  }
}

const ACTIVITIES = [
  ['“我的中国梦”主题演讲', 'theme', 'chinese_dream'],
  ['“我们的节日”传统文化活动', 'culture', 'chinese_dream'],
  ['社会主义核心价值观主题班会', 'theme', 'core_values'],
  ['学习贯彻党的十九大精神宣讲', 'theme', 'party_congress'],
  ['心理健康讲座', 'mental_health', 'other'],
  ['职业生涯规划教育', 'career', 'other'],
  ['就业指导课与企业参观', 'career', 'other'],
  ['社会人士创业讲座', 'entrepreneurship', 'other'],
  ['文明城市志愿服务', 'volunteer', 'civilised_city'],
  ['“扫黄打非”进校园宣传', 'theme', 'clean_publications'],
  ['校园周边文化市场联合检查', 'joint_check', 'clean_publications'],
  ['校园文化艺术节', 'culture', 'core_values'],
] as const

function moralActivities(school: SchoolYear): Row[] {
  const { plan, year, prefix } = school
  const own = plan.school
  const { activities, visits } = plan.activities.moral
  const dice = school.dice.of('moral', year)
  // Features come first; the plan's number is at least theirs.
  const ordinary = ACTIVITIES.filter(([, , theme]) => theme !== 'party_congress' || year >= 2017)
  const list = [
    ...own.features.map((feature) => ({ ...feature, feature: true })),
    ...range(0, Math.max(0, activities - own.features.length)).map((index) => {
      const [title, kind, theme] = ordinary[index % ordinary.length] ?? ACTIVITIES[0]
      return { title, kind, theme, feature: false }
    }),
  ].slice(0, activities)
  const participants = apportion(
    visits,
    list.map((_, index) => dice.factor(index, 0.6)),
  )
  return list.map((activity, index) => ({
    activity_no: numbered(prefix, `${year}-DY`, index + 1, 2),
    title: activity.title,
    kind: activity.kind,
    theme: activity.theme,
    feature: activity.feature,
    held_on: dayAfterSeptember(year - 1, 20 + dice.of('day').int(index, 300)),
    participants: participants[index] ?? 0,
    partner_body: activity.kind === 'joint_check' ? '文化市场综合执法部门' : null,
  }))
}

function surveys(school: SchoolYear): Row[] {
  return Object.entries(school.plan.activities.surveys).map(([surveyed, [sample, satisfied]]) => ({
    surveyed,
    method: surveyed === 'employers' ? 'interview' : 'online',
    sample,
    satisfied,
  }))
}
