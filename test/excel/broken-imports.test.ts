import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  type AppContext,
  closeApp,
  IMPORT_DEFAULTS,
  importFile,
  openApp,
  openCollectionRound,
  programActor,
} from '../../src/app/index.ts'
import { endThreads } from '../../src/excel/thread/thread.ts'
import { AppError } from '../../src/kernel/index.ts'
import { writeOrgUnits } from '../../src/store/index.ts'
import { units } from '../access/small-city.ts'
import { UNIT, YEAR } from './corpus/base.ts'
import { mutators } from './corpus/mutators.ts'
import { random } from './seeded.ts'

/*
 * One file of each broken kind, sent through the door that users have: what is refused or has faults leaves the
 * school's draft exactly as it was.
 */

const folder = mkdtempSync(join(tmpdir(), 'vetted-broken-'))
const actor = programActor('test')
let app: AppContext

beforeAll(async () => {
  app = await openApp({ dataFolder: folder, databaseUrl: process.env.DATABASE_URL })
  const schools = units.map((unit) => (unit.code === 'east-1' ? { ...unit, code: UNIT.code } : unit))
  await writeOrgUnits(app.database.db, schools, [YEAR - 1, YEAR])
  await app.units.refresh()
  const deadline = new Date(Date.now() + 86_400_000)
  await openCollectionRound(app, actor, 'east', YEAR, { title: '试', deadline })
})
afterAll(async () => {
  await closeApp(app)
  await endThreads()
  rmSync(folder, { recursive: true, force: true })
})

const DRAFT = [
  'register_sheet',
  'register_row',
  'row_finding',
  'row_history',
  'row_lookup',
  'entered_value',
  'counted_value',
  'explanation',
  'submission',
]

/** Everything that a draft consists of, as one text. */
async function draftDigest(): Promise<string> {
  const digests = DRAFT.map(async (table) => {
    const { rows } = await sql<{ digest: string | null }>`
      select md5(string_agg(t::text, E'\\n' order by t::text)) as digest from ${sql.table(table)} t`.execute(
      app.database.db,
    )
    return `${table} ${rows[0]?.digest ?? 'empty'}`
  })
  return (await Promise.all(digests)).join('\n')
}

test.each(Object.entries(mutators))('%s: all of it is taken or nothing', async (_, mutate) => {
  const { name, bytes, register, expected } = await mutate(random(11), 11)
  const before = await draftDigest()
  const taken = await importFile(
    app,
    actor,
    UNIT.code,
    YEAR,
    { name, bytes },
    { ...IMPORT_DEFAULTS, register },
  ).catch((error: unknown) => {
    if (error instanceof AppError && error.kind !== 'fault') return error
    throw error
  })
  const isTaken = !(taken instanceof AppError) && taken.outcome.state === 'imported'
  if (!isTaken) expect(await draftDigest()).toBe(before)
  if (expected.outcome === 'refused') expect(isTaken).toBe(false)
  if (expected.outcome === 'told' && expected.codes.every((code) => code.startsWith('IMP'))) {
    expect(isTaken).toBe(false)
  }
  if (expected.outcome === 'read') {
    expect(taken).toMatchObject({
      outcome: { state: 'imported', registers: [{ rows: expected.rows.length }] },
    })
  }
})
