import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { OrgUnit } from '../kernel/index.ts'
import {
  isRefusedByDatabase,
  migrate,
  type OpenDatabase,
  openDatabase,
  type SaveOutcome,
  type Scope,
  saveTogether,
  withinScope,
  writeOrgUnits,
} from './index.ts'

const folder = mkdtempSync(join(tmpdir(), 'vetted-saves-'))
const YEAR = 2018
const SCHOOLS = Array.from({ length: 60 }, (_, index) => 10 + index)
let database: OpenDatabase

beforeAll(async () => {
  database = await openDatabase(process.env.DATABASE_URL ? { url: process.env.DATABASE_URL } : { folder })
  await migrate(database.db)
  const unit = (id: number, level: OrgUnit['level'], parentId?: number): OrgUnit => ({
    id,
    code: `saves-${id}`,
    level,
    aliases: [],
    versions: [{ nameEn: '', status: 'open', attributes: {}, name: `机构${id}`, inForce: {}, parentId }],
  })
  const units = [unit(1, 'nation'), unit(2, 'city', 1), ...SCHOOLS.map((id) => unit(id, 'school', 2))]
  await writeOrgUnits(database.db, units, [YEAR])
})

afterAll(async () => {
  await database.close()
  rmSync(folder, { recursive: true, force: true })
})

beforeEach(async () => {
  await sql`truncate entered_value, form_effort, submission, audit_entry`.execute(database.db)
  for (const id of SCHOOLS) {
    await sql`insert into submission (org_unit_id, year, round_unit_id, state, changed_at)
      values (${id}, ${YEAR}, 2, 'draft', now())`.execute(database.db)
  }
})

const clerkOf = (school: number): Scope => ({
  units: [school],
  year: YEAR,
  mayWrite: true,
  role: 'school_clerk',
})

function save(
  school: number,
  value: string,
  expected: number,
  scope = clerkOf(school),
): Promise<SaveOutcome> {
  const name = `clerk-${school}`
  const context = {
    unitId: school,
    year: YEAR,
    form: 'school_staff',
    account: name,
    actor: name,
    signature: `陈老师（${name}），d'Arc \\`,
    origin: '127.0.0.1',
    at: new Date('2018-10-09T01:00:00Z'),
  }
  const cell = { element: 'staff', cell: '', state: 'known' as const, value, reason: null, expected }
  return saveTogether(database, scope, context, [cell])
}

async function kept(): Promise<Record<number, string>> {
  const rows = await database.db
    .selectFrom('entered_value')
    .select(['org_unit_id', 'value', 'revision'])
    .execute()
  return Object.fromEntries(rows.map((row) => [row.org_unit_id, `${row.value} at revision ${row.revision}`]))
}

async function trail(): Promise<string[]> {
  const { rows } = await sql<{ entry: string }>`
    select org_unit_id || ' ' || actor || ' ' || (details->'cells'->0->>'to') as entry from audit_entry order by org_unit_id`.execute(
    database.db,
  )
  return rows.map((row) => row.entry)
}

test('whoever saves in the same instant finds their cell kept, under its revision, with one entry of the trail', async () => {
  const outcomes = await Promise.all(SCHOOLS.map((school) => save(school, String(school * 2), 0)))
  expect(outcomes).toEqual(
    SCHOOLS.map(() => ({ isOpen: true, saved: [{ element: 'staff', cell: '', revision: 1 }] })),
  )
  expect(await kept()).toEqual(
    Object.fromEntries(SCHOOLS.map((school) => [school, `${school * 2} at revision 1`])),
  )
  expect(await trail()).toEqual(SCHOOLS.map((school) => `${school} clerk-${school} ${school * 2}`))
  const { rows } = await sql<{
    by: string
  }>`select distinct changed_by as by from entered_value where org_unit_id = 10`.execute(database.db)
  expect(rows).toEqual([{ by: "陈老师（clerk-10），d'Arc \\" }])
})

test('of two who saved the same cell from the same revision in the same instant one is kept, and the other is told', async () => {
  const [first, second] = await Promise.all([save(10, '7', 0), save(10, '8', 0)])
  expect([first?.saved.length, second?.saved.length]).toEqual([1, 0])
  expect(await kept()).toEqual({ 10: '7 at revision 1' })
  expect(await trail()).toEqual(['10 clerk-10 7'])
})

test('the database refuses one who saves outside their unit, alone among those who save in the same instant', async () => {
  const others = SCHOOLS.filter((school) => school !== 30)
  const saves = SCHOOLS.map((school) => save(school, '5', 0, clerkOf(school === 30 ? 31 : school)))
  const outcomes = await Promise.all(saves)
  // The policy hides the other school's return: it is not open for whoever may not see it.
  expect(outcomes[SCHOOLS.indexOf(30)]).toEqual({ isOpen: false, saved: [] })
  expect(outcomes.filter(({ saved }) => saved.length === 1).length).toBe(others.length)
  expect(Object.keys(await kept())).toEqual(others.map(String))
})

test('one whose statement the database refuses fails alone among those who save in the same instant', async () => {
  const others = SCHOOLS.slice(1)
  const own = others.map((school) => save(school, '5', 0))
  const mayNot = save(10, '666', 0, { ...clerkOf(10), role: 'bureau_officer', mayWrite: false })
  const broken = save(10, 'not a number', 0)
  const outcomes = await Promise.allSettled([mayNot, broken, ...own])
  expect(outcomes.slice(2).every(({ status }) => status === 'fulfilled')).toBe(true)
  expect(outcomes[1]).toMatchObject({ status: 'rejected', reason: { code: '22P02' } })
  const [refused] = outcomes
  const isKept =
    refused?.status === 'fulfilled' ? refused.value.isOpen : !isRefusedByDatabase(refused?.reason)
  expect(isKept).toBe(false)
  expect(await kept()).toEqual(Object.fromEntries(others.map((school) => [school, '5 at revision 1'])))
  expect((await trail()).length).toBe(others.length)
})

test('a return whose state someone is changing keeps nobody waiting but those who save in it', async () => {
  let submitted = () => {}
  const until = new Promise<void>((resolve) => {
    submitted = resolve
  })
  let locked = () => {}
  const isLocked = new Promise<void>((resolve) => {
    locked = resolve
  })
  const leader: Scope = { ...clerkOf(10), role: 'school_leader' }
  const submitting = withinScope(database.db, leader, async (tx) => {
    await tx.selectFrom('submission').select('state').where('org_unit_id', '=', 10).forUpdate().execute()
    locked()
    await until
    await tx.updateTable('submission').set({ state: 'submitted' }).where('org_unit_id', '=', 10).execute()
  })
  await isLocked
  const waiting = save(10, '1', 0)
  const others = await Promise.all(SCHOOLS.slice(1).map((school) => save(school, '2', 0)))
  expect(others.every(({ saved }) => saved.length === 1)).toBe(true)
  submitted()
  await submitting
  expect(await waiting).toEqual({ isOpen: false, saved: [] })
  expect((await kept())[10]).toBeUndefined()
})

test('a cell that another transaction is writing keeps nobody waiting but those who save it', async () => {
  let done = () => {}
  const until = new Promise<void>((resolve) => {
    done = resolve
  })
  await save(10, '1', 0)
  let written = () => {}
  const isWritten = new Promise<void>((resolve) => {
    written = resolve
  })
  const importing = withinScope(database.db, clerkOf(10), async (tx) => {
    await tx
      .updateTable('entered_value')
      .set({ value: '9', revision: 2 })
      .where('org_unit_id', '=', 10)
      .execute()
    written()
    await until
  })
  await isWritten
  const waiting = save(10, '3', 1)
  const others = await Promise.all(SCHOOLS.slice(1).map((school) => save(school, '2', 0)))
  expect(others.every(({ saved }) => saved.length === 1)).toBe(true)
  done()
  await importing
  expect(await waiting).toEqual({ isOpen: true, saved: [] })
  expect((await kept())[10]).toBe('9 at revision 2')
})
