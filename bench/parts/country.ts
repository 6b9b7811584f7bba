import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import type { ReducedValue } from '../../src/indicators/index.ts'
import { decimal, known, type OrgUnit } from '../../src/kernel/index.ts'
import {
  migrate,
  type OpenDatabase,
  openDatabase,
  rebuildRollup,
  replaceObservations,
  writeOrgUnits,
} from '../../src/store/index.ts'
import { type Line, medianOf } from '../measure.ts'

const SCHOOLS = 7085
const ELEMENTS = 300
const YEARS = [2016, 2017] as const
/** Provinces, cities in each, counties in each city: about the country's shape, schools spread over the counties. */
const PROVINCES = 31
const CITIES = 11
const COUNTIES = 8

/** (c) A country of schools: the full roll-up beside the plain GROUP BY; one school's change beside the limit. */
export async function country(): Promise<Line[]> {
  const { full, plain, read, change } = await among(SCHOOLS, async (database, schools) => ({
    read: await medianOf(3, () => plainGroupBy(database, false)),
    plain: await medianOf(3, () => plainGroupBy(database, true)),
    full: await medianOf(3, () => rollUpAnew(database)),
    change: await oneSchool(database, schools[0] ?? 0),
  }))
  const few = await among(70, (database, schools) => oneSchool(database, schools[0] ?? 0))
  const what = `roll-up of ${SCHOOLS} schools × ${ELEMENTS} elements to county, city, province and nation`
  return [
    {
      name: `(c) full ${what}`,
      ours: full,
      against: 'GROUP BY county and element, written under the same key',
      theirs: plain,
      bar: 1.5,
    },
    {
      name: `(c) full ${what}`,
      ours: full,
      against: 'the same GROUP BY, read and thrown away',
      theirs: read,
      note: 'writing 930,300 sums is most of it',
    },
    {
      name: `(c) one school’s ${ELEMENTS} changed values folded in, among ${SCHOOLS} schools`,
      ours: change,
      against: 'limit',
      theirs: 50,
      bar: 1,
    },
    {
      name: '(c) the same change',
      ours: change,
      against: 'the same among 70 schools',
      theirs: few,
      bar: 2,
      note: 'near 1: independent of the number of schools',
    },
  ]
}

async function among<T>(
  count: number,
  work: (database: OpenDatabase, schools: readonly number[]) => Promise<T>,
): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'vetted-bench-'))
  const database = await openDatabase({ folder })
  try {
    await migrate(database.db)
    const { units, schools } = tree(count)
    await writeOrgUnits(database.db, units, YEARS)
    await fill(database, schools)
    await database.db.transaction().execute((tx) => rebuildRollup(tx, 2017))
    await sql`vacuum analyze`.execute(database.db)
    return await work(database, schools)
  } finally {
    await database.close()
    rmSync(folder, { recursive: true, force: true })
  }
}

async function rollUpAnew({ db }: OpenDatabase): Promise<void> {
  await sql`truncate rollup`.execute(db)
  await db.transaction().execute((tx) => rebuildRollup(tx, 2017))
}

function tree(schoolCount: number): { units: OrgUnit[]; schools: number[] } {
  const units: OrgUnit[] = []
  const add = (level: OrgUnit['level'], parentId: number | undefined): number => {
    const id = units.length + 1
    units.push({
      id,
      code: `${level}-${id}`,
      level,
      aliases: [],
      versions: [
        { inForce: {}, name: `${level} ${id}`, nameEn: '', parentId, status: 'open', attributes: {} },
      ],
    })
    return id
  }
  const nation = add('nation', undefined)
  const counties: number[] = []
  for (let p = 0; p < PROVINCES; p += 1) {
    const province = add('province', nation)
    for (let c = 0; c < CITIES; c += 1) {
      const city = add('city', province)
      for (let k = 0; k < COUNTIES; k += 1) counties.push(add('county', city))
    }
  }
  const schools = Array.from({ length: schoolCount }, (_, index) =>
    add('school', counties[(index * 7) % counties.length]),
  )
  return { units, schools }
}

async function fill({ db }: OpenDatabase, schools: readonly number[]): Promise<void> {
  await sql`insert into observation (org_unit_id, year, element, cell, state, value, origin)
    select s, y, 'element_' || lpad(e::text, 3, '0'), '', 'known', (s * 7 + e * 13) % 5000, 'entered'
    from unnest(${[...schools]}::integer[]) s, generate_series(1, ${ELEMENTS}) e, generate_series(2016, 2017) y`.execute(
    db,
  )
  await sql`vacuum analyze observation`.execute(db)
}

async function plainGroupBy({ db }: OpenDatabase, isWritten: boolean): Promise<void> {
  const grouped = `select c.ancestor_id, 2017::smallint, o.element, o.cell, sum(o.value), count(*), 0, 0, 0
    from observation o join org_closure c on c.descendant_id = o.org_unit_id and c.year = o.year and c.depth = 1
    where o.year = 2017 group by c.ancestor_id, o.element, o.cell`
  await db.connection().execute(async (connection) => {
    await sql.raw("set work_mem = '256MB'").execute(connection)
    if (isWritten) {
      await sql
        .raw('drop table if exists grouped; create table grouped (like rollup including all)')
        .execute(connection)
      await sql.raw(`insert into grouped ${grouped}`).execute(connection)
    } else await sql.raw(`select count(*) from (${grouped}) grouped`).execute(connection)
    await sql.raw('reset work_mem').execute(connection)
  })
}

/** Changes every element of one school, again and again, and takes the median. */
async function oneSchool({ db }: OpenDatabase, id: number): Promise<number> {
  let round = 0
  return medianOf(9, () => {
    round += 1
    const values = Array.from(
      { length: ELEMENTS },
      (_, index): ReducedValue => ({
        element: `element_${String(index + 1).padStart(3, '0')}`,
        cell: '',
        observed: known(decimal(index * 31 + round)),
        origin: 'entered',
      }),
    )
    return db.transaction().execute((tx) => replaceObservations(tx, { id, level: 'school' }, 2017, values))
  })
}
