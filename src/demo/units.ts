import type { OrgLevel, OrgUnit, OrgUnitVersion } from '../kernel/index.ts'
import type { CitySeed, Seed } from './seed.ts'

/** The tree that the seeds describe. Nation and provinces are shared between cities; ids are fixed by the seeds. */
export function orgUnits(seeds: readonly Seed[]): OrgUnit[] {
  const units = new Map<string, OrgUnit>()
  const provinces = new Map<string, number>()
  const add = (
    id: number,
    level: OrgLevel,
    named: { code: string; name: string; name_en: string; aliases?: readonly string[] },
    parentId: number | undefined,
    more: { attributes?: Readonly<Record<string, string>>; closedAfter?: number | undefined } = {},
  ) => {
    if (units.has(named.code)) return
    const open: OrgUnitVersion = {
      inForce: more.closedAfter === undefined ? {} : { to: more.closedAfter },
      name: named.name,
      nameEn: named.name_en,
      parentId,
      status: 'open',
      attributes: more.attributes ?? {},
    }
    const versions =
      more.closedAfter === undefined
        ? [open]
        : [open, { ...open, inForce: { from: more.closedAfter + 1 }, status: 'closed' as const }]
    units.set(named.code, { id, code: named.code, level, aliases: named.aliases ?? [], versions })
  }
  for (const { units: seed } of seeds) {
    const { nation, province } = seed.place
    add(1, 'nation', nation, undefined)
    const provinceId = provinces.get(province.code) ?? 2 + provinces.size
    provinces.set(province.code, provinceId)
    add(provinceId, 'province', province, 1)
    addCity(seed, provinceId, add)
  }
  return [...units.values()]
}

type Add = (
  id: number,
  level: OrgLevel,
  named: { code: string; name: string; name_en: string; aliases?: readonly string[] },
  parentId: number | undefined,
  more?: { attributes?: Readonly<Record<string, string>>; closedAfter?: number | undefined },
) => void

/** A city, its counties (id + 1 …), schools (id + 20 …) and classes at other institutions (id + 80 …). */
function addCity(seed: CitySeed, provinceId: number, add: Add): void {
  const { id, data_origin } = seed.city
  add(id, 'city', seed.city, provinceId, { attributes: data_origin ? { data_origin } : {} })
  const counties = new Map<string, number>()
  seed.counties.forEach((county, index) => {
    counties.set(county.code, id + 1 + index)
    add(id + 1 + index, 'county', county, id)
  })
  seed.schools.forEach((school, index) => {
    const parent = school.county === undefined ? id : counties.get(school.county)
    if (parent === undefined) throw new RangeError(`${school.code} names an unknown county ${school.county}`)
    add(id + 20 + index, 'school', school, parent, {
      attributes: {
        ...school.attributes,
        school_kind: school.attributes.ownership === 'private' ? 'secondary_technical' : 'vocational_high',
        standard_variant: 'general',
        data_origin: 'synthetic',
      },
      closedAfter: school.closed_after,
    })
  })
  seed.providers.forEach((provider, index) => {
    add(id + 80 + index, 'class_provider', provider, id, { attributes: { data_origin: 'synthetic' } })
  })
}
