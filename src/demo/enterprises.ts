import type { Dice } from './random.ts'
import type { SchoolSeed, Seed } from './seed.ts'

/** A partner enterprise; one code is one enterprise, whichever schools it works with. */
export interface Enterprise {
  readonly code: string
  readonly name: string
  readonly city: string
  readonly industry: string
  readonly size: string
  readonly since: number
  readonly wellKnown: boolean
  /** Runs a named class at its home school. */
  readonly namedClass: boolean
  /** Contributes equipment, scholarships or laboratories through its home school. */
  readonly investor: boolean
  readonly home: string
  /** A second school that it works with. */
  readonly also: string | undefined
}

/** Industries of invented enterprises, the frequent ones several times. */
const INDUSTRIES = ['C', 'C', 'C', 'F', 'G', 'H', 'H', 'I', 'I', 'L', 'O', 'P', 'Q', 'A', 'E'] as const
const TRADES: Readonly<Record<string, string>> = {
  A: '农业',
  C: '制造',
  E: '建筑',
  F: '商贸',
  G: '物流',
  H: '酒店',
  I: '信息',
  L: '商务',
  O: '汽修',
  P: '幼教',
  Q: '医护',
}
const NEIGHBOURS = ['4401', '4403', '4406', '4419', '4420', '4402'] as const

/**
 * The enterprises of a city in a year: those that are named in published material, then invented ones up to the
 * city's total. Each has one home school, so that over all schools the number of different ones is the total.
 */
export function enterprisePool(seed: Seed, year: number, dice: Dice): readonly Enterprise[] {
  const totals = seed.totals.get(year)?.cooperation
  if (!totals) throw new RangeError(`the seed has no totals for ${year}`)
  const real = publishedEnterprises(seed).filter((enterprise) => enterprise.since <= year)
  const realClasses = real.filter((enterprise) => enterprise.namedClass).length
  const hosts = seed.units.schools.filter((school) => school.closed_after === undefined)
  const invented = Array.from({ length: totals.enterprises - real.length }, (_, index) =>
    inventedEnterprise(seed, hosts, dice.of('enterprise'), index, {
      namedClass: index < totals.named_class_enterprises - realClasses,
      investor: index >= INVESTORS_FROM && index < INVESTORS_FROM + totals.investors,
    }),
  )
  return [...real, ...invented]
}

/** Invented enterprises before this place run named classes; those that contribute come after them. */
const INVESTORS_FROM = 60

function publishedEnterprises(seed: Seed): Enterprise[] {
  const all = seed.units.schools.flatMap((school) => [
    ...school.named_classes.map(({ enterprise, since }) => ({
      home: school.code,
      name: enterprise,
      since,
      industry: 'C',
      namedClass: true,
    })),
    ...school.partners.map((partner) => ({ home: school.code, ...partner, namedClass: false })),
  ])
  return all.map(
    (entry, index): Enterprise => ({
      ...entry,
      code: `99NAMED${String(index + 1).padStart(11, '0')}`,
      city: entry.name.includes(seed.units.city.name.replace(/市$/, '')) ? seed.units.city.city_code : '4401',
      size: 'large',
      wellKnown: true,
      investor: false,
      also: undefined,
    }),
  )
}

function inventedEnterprise(
  seed: Seed,
  hosts: readonly SchoolSeed[],
  dice: Dice,
  index: number,
  roles: { namedClass: boolean; investor: boolean },
): Enterprise {
  const { city } = seed.units
  const industry = dice.of('industry').pick(index, INDUSTRIES)
  const home = bySize(hosts, dice.of('home').at(index))
  const second = dice.of('second').int(index, 9) === 0 ? bySize(hosts, dice.of('also').at(index)) : undefined
  const local = dice.of('local').int(index, 100) < 64
  return {
    code: `99DEMO${city.city_code}${String(index + 1).padStart(8, '0')}`,
    name: `${city.name.replace(/市$/, '')}示例${TRADES[industry] ?? '实业'}企业 ${String(index + 1).padStart(4, '0')}`,
    city: local ? city.city_code : dice.of('city').pick(index, NEIGHBOURS),
    industry,
    size: dice.of('size').pick(index, ['large', 'medium', 'medium', 'small', 'small', 'small', 'micro']),
    since: dice.of('since').between(index, 2009, 2016),
    wellKnown: roles.namedClass,
    ...roles,
    home,
    also: second === home ? undefined : second,
  }
}

/** A school, the large ones oftener. */
function bySize(schools: readonly SchoolSeed[], position: number): string {
  const size = (school: SchoolSeed) => Math.max(...Object.values(school.size))
  const sum = schools.reduce((all, school) => all + size(school), 0)
  let left = (position / 0x1_0000_0000) * sum
  for (const school of schools) {
    left -= size(school)
    if (left < 0) return school.code
  }
  return schools.at(-1)?.code ?? ''
}

/** Enterprises of one school. A school about to close shares a few with others and has none of its own. */
export function partnersOf(pool: readonly Enterprise[], school: SchoolSeed): readonly Enterprise[] {
  if (school.closed_after !== undefined) return pool.slice(-8)
  return pool.filter((enterprise) => enterprise.home === school.code || enterprise.also === school.code)
}
