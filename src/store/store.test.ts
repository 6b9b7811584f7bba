import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { ReducedValue } from '../indicators/index.ts'
import { decimal, known, MISSING, type Observed, OrgTree, type OrgUnit } from '../kernel/index.ts'
import { contentDigest } from './digest.ts'
import {
  migrate,
  type OpenDatabase,
  openDatabase,
  rebuildRollup,
  replaceObservations,
  withinScope,
  writeOrgUnits,
} from './index.ts'

const folder = mkdtempSync(join(tmpdir(), 'vetted-store-'))
let database: OpenDatabase

const version = { nameEn: '', status: 'open', attributes: {} } as const
const unit = (id: number, level: OrgUnit['level'], parentId: number | undefined, to?: number): OrgUnit => ({
  id,
  code: `u${id}`,
  level,
  aliases: [],
  versions: [{ ...version, name: `机构${id}`, inForce: to === undefined ? {} : { to }, parentId }],
})
const units = [
  unit(1, 'nation', undefined),
  unit(2, 'city', 1),
  unit(3, 'county', 2),
  unit(4, 'school', 2),
  unit(5, 'school', 3),
  unit(6, 'school', 3, 2016),
  unit(7, 'class_provider', 2),
  unit(8, 'city', 1),
  unit(9, 'school', 8),
]

beforeAll(async () => {
  database = await openDatabase(process.env.DATABASE_URL ? { url: process.env.DATABASE_URL } : { folder })
  await migrate(database.db)
  await writeOrgUnits(database.db, units, [2016, 2017])
})

afterAll(async () => {
  await database.close()
  rmSync(folder, { recursive: true, force: true })
})

beforeEach(async () => {
  await sql`truncate observation, rollup`.execute(database.db)
})

const value = (element: string, observed: Observed, cell = ''): ReducedValue => ({
  element,
  cell,
  observed,
  origin: 'entered',
})

async function accept(id: number, year: number, values: readonly ReducedValue[]): Promise<void> {
  const level = units.find((candidate) => candidate.id === id)?.level ?? 'school'
  await withinScope(
    database.db,
    { units: 'all', year: 2017, mayWrite: true, role: 'program' } as const,
    (tx) => replaceObservations(tx, { id, level }, year, values),
  )
}

async function sumOf(id: number, year: number, element: string): Promise<string | undefined> {
  const row = await database.db
    .selectFrom('rollup')
    .select('value')
    .where('org_unit_id', '=', id)
    .where('year', '=', year)
    .where('element', '=', element)
    .executeTakeFirst()
  return row && decimal(row.value).toString()
}

describe('sums above schools', () => {
  test('a school’s values reach its county, city and nation, and no other city', async () => {
    await accept(5, 2017, [value('students', known(decimal(10)))])
    await accept(4, 2017, [value('students', known(decimal(5)))])
    expect(await sumOf(3, 2017, 'students')).toBe('10')
    expect(await sumOf(2, 2017, 'students')).toBe('15')
    expect(await sumOf(1, 2017, 'students')).toBe('15')
    expect(await sumOf(8, 2017, 'students')).toBeUndefined()
  })

  test('a school sent again replaces what it sent before', async () => {
    await accept(5, 2017, [value('students', known(decimal(10))), value('books', known(decimal('1.5')))])
    await accept(5, 2017, [value('students', known(decimal(12)))])
    expect(await sumOf(2, 2017, 'students')).toBe('12')
    expect(await sumOf(2, 2017, 'books')).toBeUndefined()
  })

  test('a closed school belongs to the sums of its last year and not to the next', async () => {
    await accept(6, 2016, [value('students', known(decimal(7)))])
    await accept(6, 2017, [value('students', known(decimal(7)))])
    expect(await sumOf(2, 2016, 'students')).toBe('7')
    expect(await sumOf(2, 2017, 'students')).toBeUndefined()
  })

  test('a class attached to another kind of school stays outside the totals', async () => {
    await accept(7, 2017, [value('students', known(decimal(99)))])
    expect(await sumOf(2, 2017, 'students')).toBeUndefined()
  })

  test('differences and a full rebuild give the same sums, whatever was sent in whatever order', async () => {
    const school = fc.constantFrom(4, 5, 6, 9, 2)
    const observed = fc.oneof(
      fc.integer({ min: -1000, max: 100_000 }).map((n) => known(decimal(n).div(100))),
      fc.constant(MISSING),
      fc.constant({ state: 'not_applicable' } as const),
    )
    const submission = fc.tuple(
      school,
      fc.constantFrom(2016, 2017),
      fc.uniqueArray(fc.tuple(fc.constantFrom('a', 'b', 'c'), fc.constantFrom('', 'x=1', 'x=2'), observed), {
        selector: ([element, cell]) => `${element}|${cell}`,
      }),
    )
    await fc.assert(
      fc.asyncProperty(fc.array(submission, { minLength: 1, maxLength: 8 }), async (submissions) => {
        await sql`truncate observation, rollup`.execute(database.db)
        for (const [id, year, cells] of submissions) {
          // A closed school hands nothing in: it has no place in that year's tree.
          if (!new OrgTree(units, year).unit(id)) continue
          await accept(
            id,
            year,
            cells.map(([element, cell, state]) => value(element, state, cell)),
          )
        }
        const carried = await contentDigest(database.db, ['rollup'])
        for (const year of [2016, 2017])
          await database.db.transaction().execute((tx) => rebuildRollup(tx, year))
        expect(await contentDigest(database.db, ['rollup'])).toBe(carried)
      }),
      { numRuns: 40 },
    )
  })
})

describe('the second wall', () => {
  const under = (id: number, year: number) => new OrgTree(units, year).subtree(id).map((found) => found.id)
  const seen = async (id: number, year = 2017) => {
    const scope = { units: under(id, year), year, mayWrite: false, role: 'public' } as const
    const rows = await withinScope(database.db, scope, (tx) =>
      tx.selectFrom('observation').select('org_unit_id').orderBy('org_unit_id').execute(),
    )
    return rows.map((row) => row.org_unit_id)
  }

  test('a scope sees what lies under its unit and nothing beside it', async () => {
    for (const id of [4, 5, 9]) await accept(id, 2017, [value('students', known(decimal(1)))])
    expect(await seen(1)).toEqual([4, 5, 9])
    expect(await seen(2)).toEqual([4, 5])
    expect(await seen(5)).toEqual([5])
    expect(await seen(8)).toEqual([9])
    expect(await seen(2, 2016)).toEqual([])
  })

  test('a scope cannot write beside its unit, nor at all where it may only read', async () => {
    const write = (scopeUnit: number, mayWrite: boolean, target: number) =>
      withinScope(
        database.db,
        { units: under(scopeUnit, 2017), year: 2017, mayWrite, role: 'program' } as const,
        (tx) =>
          replaceObservations(tx, { id: target, level: 'school' }, 2017, [
            value('students', known(decimal(1))),
          ]),
      )
    await expect(write(5, true, 5)).resolves.toBeDefined()
    await expect(write(5, true, 4)).rejects.toMatchObject({ code: '42501' })
    await expect(write(5, false, 5)).rejects.toMatchObject({ code: '42501' })
  })

  test('the trail takes entries and gives none up', async () => {
    const entry = {
      org_unit_id: 5,
      at: new Date(0),
      actor: 'a',
      origin: 'test',
      action: 'x',
      object: 'y',
      result: 'done',
      details: '{}',
    } as const
    const inScope = <T>(work: Parameters<typeof withinScope<T>>[2]) =>
      withinScope(database.db, { units: [5], year: 2017, mayWrite: true, role: 'program' } as const, work)
    await inScope((tx) => tx.insertInto('audit_entry').values(entry).execute())
    await expect(inScope((tx) => tx.deleteFrom('audit_entry').execute())).rejects.toMatchObject({
      code: '42501',
    })
    await expect(
      inScope((tx) => tx.updateTable('audit_entry').set({ actor: 'b' }).execute()),
    ).rejects.toMatchObject({ code: '42501' })
  })
})

test('migrating twice applies nothing the second time', async () => {
  expect(await migrate(database.db)).toEqual([])
})
