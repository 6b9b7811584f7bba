import type { Row } from '../../formula/index.ts'
import { decimal } from '../../kernel/index.ts'
import type { EnteredValue } from '../demonstration.ts'
import type { CityYearSeed, SchoolSeed, Seed } from '../seed.ts'
import type { Registers } from './context.ts'

/** Registers that the bureau keeps, as the seed lists them, and the members of the groups. */
export function cityRegisters(seed: Seed, year: number): Registers {
  const own = cityYear(seed, year)
  const registers: Registers = new Map(
    Object.entries(own.rows).map(([register, rows]) => [register, flatRows(rows)]),
  )
  registers.set('group_members', memberRows(seed, year, own))
  return registers
}

export function cityEntered(seed: Seed, year: number): EnteredValue[] {
  return Object.entries(cityYear(seed, year).entered).map(([element, value]) => ({
    element,
    cell: '',
    value: { state: 'known', value: decimal(value) },
  }))
}

function cityYear(seed: Seed, year: number): CityYearSeed {
  const own = seed.city.get(year)
  if (!own) throw new RangeError(`the seed has nothing of the city for ${year}`)
  return own
}

/** A list may stand within a list where years share their rows. */
function flatRows(rows: readonly (Row | readonly Row[])[]): Row[] {
  return rows.flatMap((row) => (Array.isArray(row) ? [...(row as readonly Row[])] : [row as Row]))
}

function memberRows(seed: Seed, year: number, own: CityYearSeed): Row[] {
  const open = seed.units.schools.filter((school) => (school.closed_after ?? year) >= year)
  return Object.entries(own.members).flatMap(([group, members]) => {
    let serial = 0
    return members.flatMap(({ kind, names = [], count = 0, pattern = '', own_schools, lead }): Row[] => {
      const schools =
        own_schools === 'all' ? open : (own_schools ?? []).map((code) => schoolOf(open, code, year))
      const member = (name: string, school: SchoolSeed | undefined): Row => ({
        group_code: group,
        member: name,
        kind,
        own_school: school?.code ?? null,
        lead: lead === true || (school !== undefined && lead === school.code),
        joined_year: null,
      })
      const invented = Array.from({ length: count }, () => {
        serial += 1
        return member(pattern.replace('{n}', String(serial).padStart(2, '0')), undefined)
      })
      return [
        ...schools.map((school) => member(school.name, school)),
        ...names.map((name) => member(name, undefined)),
        ...invented,
      ]
    })
  })
}

function schoolOf(open: readonly SchoolSeed[], code: string, year: number): SchoolSeed {
  const school = open.find((candidate) => candidate.code === code)
  if (!school) throw new RangeError(`group member ${code} is no school of the city in ${year}`)
  return school
}
