import type { Row } from '../../formula/index.ts'
import { apportion } from '../apportion.ts'
import { dayAfterSeptember } from '../people.ts'
import { at } from '../plan/shares.ts'
import { numbered, type Registers, range, type SchoolYear } from './context.ts'

/** Social training, skill appraisals and assistance. */
export function serviceRegisters(school: SchoolYear): Registers {
  return new Map<string, readonly Row[]>([
    ['social_trainings', [...farmerClasses(school), ...trainings(school)]],
    ['skill_appraisals', appraisals(school)],
    ['assistances', assistances(school)],
  ])
}

/** Classes in the villages: everyone comes every day, so that visits are people times days. */
function farmerClasses({ plan, year, prefix }: SchoolYear): Row[] {
  const own = plan.school.farmer_classes
  if (!own) return []
  const people = apportion(
    own.people,
    range(1, own.classes).map(() => 1),
  )
  const kits = apportion(own.kits, people)
  return range(1, own.classes).map((index): Row => {
    const place = at(own.places, (index - 1) % own.places.length)
    return {
      training_no: numbered(prefix, `${year}-NM`, index, 2),
      title: `新型职业农民培训班第 ${index} 期（${place}）`,
      target: 'farmers',
      form: 'village',
      topic: 'farming',
      place,
      start_date: dayAfterSeptember(year - 1, 20 * index),
      days: own.days,
      people: at(people, index - 1),
      visits: at(people, index - 1) * own.days,
      kits: at(kits, index - 1),
    }
  })
}

const KINDS = [
  ['电工、焊工上岗操作培训', 'employees', 'cooperative', 'special_trades'],
  ['就业技能培训', 'jobseekers', 'centralised', 'employment_skills'],
  ['安全生产知识培训', 'employees', 'on_site', 'safety'],
  ['专业技术人员继续教育', 'professionals', 'spare_time', 'continuing'],
  ['公务员培训', 'civil_servants', 'centralised', 'continuing'],
  ['职务证书培训', 'employees', 'spare_time', 'certificate'],
  ['企业技术咨询服务', 'employees', 'on_site', 'consultation'],
  ['社区居民技能讲座', 'residents', 'spare_time', 'employment_skills'],
] as const

function trainings(school: SchoolYear): Row[] {
  const { plan, year, prefix } = school
  const { visits, people } = plan.activities.service
  if (visits === 0) return []
  const dice = school.dice.of('social-training', year)
  const count = Math.max(3, Math.min(14, Math.round(visits / 500)))
  const size = range(1, count).map((index) => dice.factor(index, 0.5))
  const visitsOf = apportion(visits, size)
  const peopleOf = apportion(people, size, visitsOf)
  return range(0, count).map((index): Row => {
    const [title, target, form, topic] = at(KINDS, (index + school.place) % KINDS.length)
    return {
      training_no: numbered(prefix, `${year}-SH`, index + 1, 2),
      title,
      target,
      form,
      topic,
      place: null,
      start_date: dayAfterSeptember(year - 1, 15 + dice.of('start').int(index, 320)),
      days: dice.of('days').between(index, 1, 6),
      people: at(peopleOf, index),
      visits: at(visitsOf, index),
      kits: null,
    }
  })
}

const OCCUPATIONS = [
  '维修电工',
  '汽车修理工',
  '计算机操作员',
  '电子商务员',
  '保育员',
  '中式烹调师',
  '养老护理员',
  '车工',
]

function appraisals(school: SchoolYear): Row[] {
  const { plan, year, prefix } = school
  const { appraisals: candidates, appraisalsPassed } = plan.activities.service
  const dice = school.dice.of('appraisals', year)
  const count = Math.max(2, Math.min(8, Math.round(candidates / 90)))
  const size = range(1, count).map((index) => dice.factor(index, 0.4))
  const candidatesOf = apportion(candidates, size)
  const passedOf = apportion(appraisalsPassed, candidatesOf, candidatesOf)
  return range(0, count).map((index) => ({
    appraisal_no: numbered(prefix, `${year}-JN`, index + 1, 2),
    occupation: at(OCCUPATIONS, (index + school.place) % OCCUPATIONS.length),
    level: dice.of('level').pick(index, ['4', '4', '5', '5', 'special']),
    held_on: dayAfterSeptember(year - 1, 80 + 25 * index),
    candidates: at(candidatesOf, index),
    passed: at(passedOf, index),
  }))
}

const AID = ['lecture', 'delivery', 'research', 'open_class', 'showcase', 'posted', 'diagnosis'] as const

function assistances(school: SchoolYear): Row[] {
  const { plan, year, prefix, seed } = school
  const { assistance, assistanceVisits, ethnic } = plan.activities.service
  const visitsOf = apportion(
    assistanceVisits,
    range(1, assistance).map((index) => school.dice.of('aid', year).factor(index, 0.5)),
  )
  const others = seed.units.schools.filter(
    (candidate) => candidate.code !== plan.school.code && candidate.closed_after === undefined,
  )
  const mountain = others.filter((candidate) => candidate.attributes.region_position === 'sanlian_yiyang')
  const elsewhere = others.filter((candidate) => candidate.attributes.region_position !== 'sanlian_yiyang')
  return range(0, assistance).map((index): Row => {
    const isEthnic = index < ethnic
    const receivers = isEthnic && mountain.length > 0 ? mountain : elsewhere
    return {
      item_no: numbered(prefix, `${year}-BF`, index + 1, 2),
      receiver: at(receivers, index % receivers.length).name,
      kind: at(AID, (index + school.place) % AID.length),
      held_on: dayAfterSeptember(year - 1, 30 + 12 * index),
      visits: at(visitsOf, index),
      ethnic_county: isEthnic,
    }
  })
}
