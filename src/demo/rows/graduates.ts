import type { Row, RowCell } from '../../formula/index.ts'
import { apportion, type Counts, deal, mark } from '../apportion.ts'
import { inventedPhone } from '../people.ts'
import { isOffered, numbered, range, type SchoolYear } from './context.ts'
import { cohortOf } from './students.ts'

const DELTA = ['4401', '4401', '4403', '4403', '4406', '4406', '4419', '4404', '4407', '4412', '4413', '4420']
const OTHER_CITIES = ['4402', '4408', '4409', '4416', '4417', '9000']
const COLLEGES = ['清远职业技术学院', '广东科贸职业学院', '广东工贸职业技术学院', '广州城市职业学院']

/** Those who entered three years ago and finished in the summer. */
export function graduateRows(school: SchoolYear): Row[] {
  const { plan, year } = school
  const own = plan.graduates
  const cohort = year - 3
  const person = cohortOf(school, cohort)
  const dice = school.dice.of('graduates', cohort)
  const members = range(1, own.total)
  const certificate = mark(own.certificate, members, dice.of('certificate'))
  const destinations = deal(own.destinations, members, dice.of('destination'))
  const direct = members.filter((_, index) =>
    ['organisation', 'self_employed', 'other'].includes(destinations[index] ?? ''),
  )
  const jobs = jobsOf(school, direct)
  const employers = school.enterprises
  return members.map((member, index): Row => {
    const { no, name, idNumber, sex, programme } = person(member)
    const destination = destinations[index] ?? 'none'
    return {
      graduate_no: no,
      name,
      id_number: idNumber,
      phone: inventedPhone(dice.of('phone'), member),
      sex,
      programme,
      certificate: certificate[index] ?? false,
      destination,
      ...(jobs.get(member) ?? NO_JOB),
      employer: destination === 'organisation' ? dice.of('employer').pick(member, employers).name : null,
      college: destination === 'further_study' ? dice.of('college').pick(member, COLLEGES) : null,
    }
  })
}

type Job = Readonly<Record<(typeof jobFields)[number], RowCell>>
const jobFields = [
  'matched',
  'sector',
  'locality',
  'work_city',
  'settlement',
  'channel',
  'contract',
  'insured',
  'starting_wage',
] as const
const NO_JOB: Readonly<Record<string, RowCell>> = Object.fromEntries(jobFields.map((field) => [field, null]))

/** Work of the directly employed. Whoever went to the delta went elsewhere; most of them on recommendation. */
function jobsOf(school: SchoolYear, direct: readonly number[]): Map<number, Job> {
  const own = school.plan.graduates
  const dice = school.dice.of('jobs', school.year)
  const dealt = (counts: Counts, purpose: string) => cards(direct, deal(counts, direct, dice.of(purpose)))
  const matched = marked(direct, own.matched, dice.of('matched'))
  const sector = dealt(own.sectors, 'sector')
  const settlement = dealt(own.settlements, 'settlement')
  const locality = dealt(own.localities, 'locality')
  const away = direct.filter((member) => locality.get(member) === 'elsewhere')
  const delta = marked(away, own.delta, dice.of('delta'))
  const inDelta = direct.filter((member) => delta.has(member))
  const notInDelta = direct.filter((member) => !delta.has(member))
  const recommended = new Set([
    ...marked(inDelta, own.recommendedDelta, dice.of('recommended-delta')),
    ...marked(notInDelta, own.recommendedOther, dice.of('recommended-other')),
  ])
  const wages = dealt(
    {
      high: own.wageFrom4200,
      middle: own.wageFrom2160 - own.wageFrom4200,
      low: own.direct - own.wageFrom2160,
    },
    'wage',
  )
  const insured = marked(direct, own.insured, dice.of('insured'))
  const contracted = marked(direct, own.contracted, dice.of('contracted'))
  return new Map(
    direct.map((member): [number, Job] => [
      member,
      {
        matched: matched.has(member),
        sector: sector.get(member) ?? null,
        locality: locality.get(member) ?? null,
        work_city: workCity(school, member, locality.get(member), delta.has(member)),
        settlement: settlement.get(member) ?? null,
        channel: recommended.has(member)
          ? 'school'
          : dice.of('channel').int(member, 8) === 0
            ? 'intermediary'
            : 'other',
        contract: contracted.has(member)
          ? dice.of('term').pick(member, ['up_to_1', 'up_to_1', '1_to_2', '1_to_2', '2_to_3', 'over_3'])
          : 'none',
        insured: insured.has(member),
        starting_wage: wage(school, member, wages.get(member) ?? 'low'),
      },
    ]),
  )
}

function workCity(
  school: SchoolYear,
  member: number,
  locality: string | undefined,
  inDelta: boolean,
): string {
  if (locality === 'local') return school.seed.units.city.city_code
  if (locality === 'abroad') return '9900'
  return school.dice.of('work-city').pick(member, inDelta ? DELTA : OTHER_CITIES)
}

/** Yuan a month, in tens, within the band: from 4200, from 2160, below. A little more each year. */
function wage(school: SchoolYear, member: number, band: string): number {
  const throwOf = school.dice.of('wage', school.year)
  if (band === 'high') return 4200 + throwOf.int(member, 160) * 10
  if (band === 'middle') return 2160 + throwOf.int(member, 76 + (school.year - 2016) * 6) * 10
  return 1600 + throwOf.int(member, 56) * 10
}

function cards(members: readonly number[], dealt: readonly string[]): Map<number, string> {
  return new Map(members.map((member, index) => [member, dealt[index] ?? '']))
}

function marked(members: readonly number[], count: number, dice: SchoolYear['dice']): Set<number> {
  const flags = mark(count, members, dice)
  return new Set(members.filter((_, index) => flags[index]))
}

/** Posts that employers offer, by employer and programme; a row has at least as many posts as hires. */
export function jobOfferRows(school: SchoolYear): Row[] {
  const { plan, year, enterprises } = school
  const { posts, reserved, filled } = plan.graduates.offers
  const programmes = plan.school.programmes.filter((programme) => isOffered(programme, year))
  const count = Math.max(1, Math.min(60, Math.floor(filled / 12)))
  const dice = school.dice.of('offers', year)
  const size = range(1, count).map((index) => dice.factor(index, 0.5))
  const filledBy = apportion(filled, size)
  const open = apportion(posts - filled, size)
  // Reserved posts are whole rows: the first whose posts add up to no more than what was reserved, then one more.
  let left = reserved
  return range(1, count).flatMap((index): Row[] => {
    const all = (filledBy[index - 1] ?? 0) + (open[index - 1] ?? 0)
    if (all === 0) return []
    const base = {
      enterprise: dice.of('enterprise').pick(index, enterprises).name,
      programme: dice.of('programme').pick(index, programmes).code,
      monthly_wage: 2000 + dice.of('wage').int(index, 180) * 10,
    }
    const hires = filledBy[index - 1] ?? 0
    const kept = Math.min(left, all)
    left -= kept
    const row = (mark_: string, number: number, hired: number, isReserved: boolean): Row => ({
      offer_no: numbered(school.prefix, `${year}-G${mark_}`, index),
      ...base,
      posts: number,
      filled: hired,
      reserved: isReserved,
    })
    if (kept === 0 || kept === all) return [row('', all, hires, kept > 0)]
    const early = Math.min(kept, hires)
    return [row('A', kept, early, true), row('B', all - kept, hires - early, false)]
  })
}
