import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type AppContext, closeApp, openApp } from '../../src/app/index.ts'
import { httpApp } from '../../src/http/index.ts'
import { readSession } from '../../src/store/accounts.ts'

let folder: string
let app: AppContext

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'vetted-revival-'))
  app = await openApp({ dataFolder: folder })
})

afterAll(async () => {
  await closeApp(app)
  rmSync(folder, { recursive: true, force: true })
})

async function killDatabase(): Promise<void> {
  const { rows } = await sql<{ file: string }>`select current_setting('data_directory') as file`.execute(
    app.database.db,
  )
  const pid = Number(readFileSync(join(rows[0]?.file ?? '', 'postmaster.pid'), 'utf8').split('\n')[0])
  process.kill(pid, 'SIGKILL')
  await expect.poll(() => app.database.pool.idleCount, { timeout: 10_000 }).toBe(0)
}

test('a database that dies under a running server is started again by the next request', async () => {
  const http = httpApp(app)
  expect((await http.request('/api/v1/orgs')).status).toBe(200)
  await killDatabase()
  const answers = await Promise.all([1, 2, 3].map(() => http.request('/api/v1/orgs')))
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200])
})

test('so is it by someone who is signed in: the session is looked up before anything else', async () => {
  expect(await readSession(app.database, 'nobody', new Date())).toBeUndefined()
  await killDatabase()
  expect(await readSession(app.database, 'nobody', new Date())).toBeUndefined()
})

test('a step that the database dies under is answered with what to do, and is not kept', async () => {
  const work = app.database.db.transaction().execute(async (tx) => {
    await sql`create table half_done (id integer)`.execute(tx)
    await killDatabase().catch(() => undefined)
    await sql`insert into half_done values (1)`.execute(tx)
  })
  await expect(work).rejects.toThrow()
  const { rows } = await sql`select to_regclass('half_done') as it`.execute(app.database.db)
  expect(rows).toEqual([{ it: null }])
})
