import type { Row } from '../../formula/index.ts'
import { apportion } from '../apportion.ts'
import type { Enterprise } from '../enterprises.ts'
import { at } from '../plan/shares.ts'
import { isOffered, numbered, type Registers, range, type SchoolYear } from './context.ts'

/** Amounts of all contributors of the city in a year, in hundredths of 万元, by enterprise code. */
export type Contributions = ReadonlyMap<string, number>

/** Enterprises, agreements, contributions and training bases. */
export function cooperationRegisters(school: SchoolYear, amounts: Contributions): Registers {
  return new Map<string, readonly Row[]>([
    ['enterprises', school.enterprises.map((enterprise) => enterpriseRow(school, enterprise))],
    ['agreements', agreementRows(school)],
    ['contributions', contributionRows(school, amounts)],
    ['training_bases', baseRows(school)],
  ])
}

function enterpriseRow({ year }: SchoolYear, enterprise: Enterprise): Row {
  return {
    enterprise_code: enterprise.code,
    name: enterprise.name,
    city: enterprise.city,
    industry: enterprise.industry,
    size: enterprise.size,
    since_year: enterprise.since,
    checked_on: `${year - 1}-09-20`,
    well_known: enterprise.wellKnown,
  }
}

function agreementRows(school: SchoolYear): Row[] {
  const { plan, year, prefix, enterprises } = school
  const offered = plan.school.programmes.filter((programme) => isOffered(programme, year))
  const withAgreement = offered.filter((programme) => programme.agreement)
  const dice = school.dice.of('agreements')
  const own = plan.school.code
  const named = enterprises.filter((enterprise) => enterprise.namedClass && enterprise.home === own)
  const classes = named.map((enterprise, index) => {
    const published = plan.school.named_classes.find((entry) => entry.enterprise === enterprise.name)
    return {
      enterprise,
      kind: 'named_class',
      programme: published?.programme ?? dice.of('named').pick(index, withAgreement).code,
      students: published?.students ?? dice.of('named-students', year).between(index, 22, 48),
      mentors: dice.of('named-mentors').between(index, 1, 4),
      since: published?.since ?? 2013 + dice.of('named-since').int(index, 3),
    }
  })
  const pilots = plan.school.apprenticeship.map((programme, index) => ({
    enterprise: at(enterprises, index),
    kind: 'apprenticeship',
    programme,
    students: dice.of('apprentices', year).between(index, 26, 60),
    mentors: dice.of('mentors').between(index, 3, 9),
    since: 2014,
  }))
  // Every programme with an agreement has one of its own; the rest are spread.
  const spread = withAgreement.length === 0 ? 0 : Math.max(withAgreement.length, plan.activities.agreements)
  const others = range(0, spread).map((index) => ({
    enterprise: dice.of('partner').pick(index, enterprises),
    kind: dice.of('kind').pick(index, ['cooperation', 'cooperation', 'base', 'order_class', 'project']),
    programme: at(withAgreement, index % withAgreement.length).code,
    students: dice.of('students', year).between(index, 12, 40),
    mentors: dice.of('other-mentors').between(index, 0, 3),
    since: dice.of('since').between(index, year - 3, year),
  }))
  return [...classes, ...pilots, ...others].map(
    ({ enterprise, kind, programme, students, mentors, since }, index) => ({
      agreement_no: numbered(prefix, `${year}-XY`, index + 1),
      enterprise_code: enterprise.code,
      enterprise: enterprise.name,
      kind,
      programme,
      signed_on: `${since}-03-01`,
      ends_on: `${Math.max(since + 3, year + 1)}-02-28`,
      signed_this_year: since === year,
      students,
      mentors,
      tripartite: kind === 'apprenticeship',
    }),
  )
}

/** Amounts of the city's contributors, which add up to its total. */
export function contributionsOf(
  pool: readonly Enterprise[],
  totalHundredths: number,
  dice: SchoolYear['dice'],
): Contributions {
  const investors = pool.filter((enterprise) => enterprise.investor)
  const amounts = apportion(
    totalHundredths,
    investors.map((_, index) => dice.of('amount').factor(index, 0.85)),
  )
  return new Map(investors.map((enterprise, index) => [enterprise.code, at(amounts, index)]))
}

function contributionRows(school: SchoolYear, amounts: Contributions): Row[] {
  const { plan, year, prefix, enterprises } = school
  const dice = school.dice.of('contributions', year)
  return enterprises
    .filter((enterprise) => enterprise.investor && enterprise.home === plan.school.code)
    .map((enterprise, index) => ({
      contribution_no: numbered(prefix, `${year}-TR`, index + 1, 2),
      enterprise_code: enterprise.code,
      enterprise: enterprise.name,
      kind: dice.of('kind').pick(index, ['equipment', 'equipment', 'laboratory', 'scholarship']),
      amount: ((amounts.get(enterprise.code) ?? 0) / 100).toFixed(2),
      received_on: `${year}-05-${String(10 + (index % 18)).padStart(2, '0')}`,
    }))
}

/** Bases on campus hold all stations of the school; those off campus are at enterprises. */
function baseRows(school: SchoolYear): Row[] {
  const { plan, year, prefix, enterprises, seed } = school
  const offered = plan.school.programmes.filter((programme) => isOffered(programme, year))
  const stations = apportion(
    plan.facilities.stations,
    offered.map((programme) => (programme.key === 'none' ? 1 : 2)),
  )
  const dice = school.dice.of('bases')
  const campus = offered.map((programme, index) => ({
    title: `实训室（${programme.code}）`,
    kind: programme.key === 'none' ? 'on_campus' : 'productive',
    local: true,
    fresh: false,
    enterprise: null,
    programme: programme.code,
    stations: at(stations, index),
    since: Math.max(1998, plan.school.founded_year + 8),
  }))
  const local = enterprises.filter((enterprise) => enterprise.city === seed.units.city.city_code)
  const away = enterprises.filter((enterprise) => enterprise.city !== seed.units.city.city_code)
  const off = (list: readonly Enterprise[], count: number, isLocal: boolean, fresh: boolean) =>
    list.slice(0, count).map((enterprise, index) => ({
      title: `${enterprise.name}实训基地`,
      kind: 'off_campus',
      local: isLocal,
      fresh,
      enterprise: enterprise.name,
      programme: at(offered, index % offered.length).code,
      stations: dice.of('stations').between(index, 8, 40),
      since: fresh ? year : enterprise.since,
    }))
  const older = Math.min(local.length, 3 + offered.length)
  const fresh = year === Math.max(...seed.totals.keys()) ? plan.school.bases_new_local : 0
  const rows = [
    ...campus,
    ...off(local.slice(0, older), older, true, false),
    ...off(local.slice(older), fresh, true, true),
    ...off(away, Math.ceil(offered.length / 2), false, false),
  ]
  return rows.map((base, index) => ({
    base_no: numbered(prefix, 'JD', index + 1, 2),
    title: base.title,
    kind: base.kind,
    local: base.local,
    new_this_year: base.fresh,
    enterprise: base.enterprise,
    programme: base.programme,
    stations: base.stations,
    started_year: base.since,
  }))
}
