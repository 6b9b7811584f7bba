import { afterAll, beforeAll, expect, test } from 'vitest'
import { closeApp, jobProgress, openApp, programActor, startJob, startWorker } from '../../src/app/index.ts'
import { endThreads } from '../../src/excel/thread/thread.ts'
import { httpApp } from '../../src/http/index.ts'
import { account, type Browser, PASSWORD, signedIn } from '../access/browser.ts'
import { SMALL_CATALOG, type SmallCity, smallCity } from '../access/small-city.ts'

/*
 * Long work: an import that goes on by itself, tells how far it is, and begins again when its server was killed.
 */

const YEAR = 2018
const at = (path: string) => `/orgs/east-1/years/${YEAR}${path}`

let city: SmallCity
let officer: Browser
let clerk: Browser

beforeAll(async () => {
  city = await smallCity()
  await account(city.app, 'officer', 'bureau_officer', 'east')
  await account(city.app, 'clerk', 'school_clerk', 'east-1')
  await account(city.app, 'clerk2', 'school_clerk', 'east-2')
  await account(city.app, 'reviewer', 'bureau_reviewer', 'east')
  officer = await signedIn(city.app, 'officer')
  clerk = await signedIn(city.app, 'clerk')
  await officer.post(`/orgs/east/years/${YEAR}/round`, {
    title: '2018 年度状态数据',
    deadline: new Date(Date.now() + 20 * 86_400_000),
  })
})
afterAll(async () => {
  await city.close()
  await endThreads()
})

const HEAD = '工号,姓名,身份证号,手机,性别,岗位,实践天数,工资,班主任,到校日期'
const ROW = 'T1,张三丰,441802198001010012,13812345678,男,专任教师,10,,否,2010-09-01'
const FILE = new TextEncoder().encode(`${HEAD}\n${ROW}\n`)

/** Enough rows that its reading takes a second or more. */
const MANY = 12_000
const LARGE = new TextEncoder().encode(
  [
    HEAD,
    ...Array.from(
      { length: MANY },
      (_, index) => `L${index},某人${index},,,男,专任教师,${index % 50},,否,2010-09-01`,
    ),
  ].join('\n'),
)

/** Sends a file the way a page does, and returns the job's id. */
async function send(bytes: Uint8Array<ArrayBuffer> = FILE): Promise<string> {
  const hono = httpApp(city.app)
  const form = new FormData()
  form.set('file', new File([bytes], '教职工台账.csv'))
  const session = await hono.request('/api/v1/session', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ username: 'clerk', password: PASSWORD }),
  })
  const cookie = session.headers
    .getSetCookie()
    .map((each) => each.split(';')[0])
    .join('; ')
  const response = await hono.request(`/api/v1${at('/import-jobs')}`, {
    method: 'POST',
    headers: { cookie },
    body: form,
  })
  expect(response.status).toBe(200)
  return ((await response.json()) as { id: string }).id
}

/** The job once it is over; fails when it is not within a minute. */
async function over(id: string, browser = clerk) {
  for (let turn = 0; turn < 300; turn += 1) {
    const { json } = await browser.get(`/jobs/${id}`)
    if (['done', 'failed', 'stopped'].includes(json.state)) return json
    await new Promise((resolve) => setTimeout(resolve, 200))
  }
  throw new Error(`job ${id} is not over after a minute`)
}

test('a file that was sent waits in the queue until someone works on it, and is gone from it afterwards', async () => {
  const id = await send()
  expect((await clerk.get(`/jobs/${id}`)).json).toMatchObject({ state: 'queued', kind: 'import.preview' })
  const other = await send()
  expect((await clerk.post(`/jobs/${other}/stop`, {})).json).toMatchObject({
    state: 'stopped',
    isStopping: false,
  })
  await startWorker(city.app)
  const { state, result } = await over(id)
  expect([state, result.state]).toEqual(['done', 'previewed'])
  const { rows } = await city.app.database.pool.query('select content from job where id = $1', [id])
  expect(rows).toEqual([{ content: null }])

  // What was stopped while it waited is not begun.
  expect((await clerk.get(`/jobs/${other}`)).json).toMatchObject({ state: 'stopped', percent: null })
  const confirmed = await clerk.post(at(`/imports/${result.import}/confirmation-jobs`), {})
  expect((await over(confirmed.json.id)).result.state).toBe('imported')
  expect((await clerk.post(at('/registers/staff/search'), {})).json.rows).toHaveLength(1)

  // Asked once more, it says that it was taken and takes nothing twice.
  const again = await clerk.post(at(`/imports/${result.import}/confirmation-jobs`), {})
  expect((await over(again.json.id)).result.state).toBe('imported')
  expect((await clerk.post(at('/registers/staff/search'), {})).json.rows).toHaveLength(1)
})

/** Stops a job once it has read something, and returns how far it was and how long it took to end, in milliseconds. */
async function stopOnceRead(id: string): Promise<{ percent: number; took: number }> {
  for (let turn = 0; turn < 3000; turn += 1) {
    const { json } = await clerk.get(`/jobs/${id}`)
    if (json.state !== 'queued' && json.state !== 'running')
      throw new Error(`${json.state} before it was stopped`)
    if (json.percent > 0) {
      const from = performance.now()
      const asked = await clerk.post(`/jobs/${id}/stop`, {})
      expect([asked.status, asked.json.isStopping]).toEqual([200, true])
      expect((await over(id)).state).toBe('stopped')
      return { percent: json.percent, took: performance.now() - from }
    }
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
  throw new Error('it never said how far it was')
}

test('an import that is stopped ends soon, leaves nothing, and the file can be sent again', {
  timeout: 60_000,
}, async () => {
  const before = (await clerk.post(at('/registers/staff/search'), {})).json.total
  const kept = async () => (await city.app.database.pool.query('select id from import_file')).rows.length
  const files = await kept()
  const read = await stopOnceRead(await send(LARGE))
  expect(read.percent).toBeLessThan(100)
  expect(read.took).toBeLessThan(2_000)
  expect(await kept()).toBe(files)

  const again = await over(await send(LARGE))
  expect([again.state, again.percent, again.done]).toEqual(['done', 100, MANY])
  const address = at(`/imports/${again.result.import}/confirmation-jobs`)
  const taking = (await clerk.post(address, {})).json.id
  expect((await stopOnceRead(taking)).took).toBeLessThan(2_000)
  expect((await clerk.post(at('/registers/staff/search'), {})).json.total).toBe(before)

  // The preview still waits to be confirmed; a job that is over is stopped no more.
  const taken = (await clerk.post(address, {})).json.id
  expect((await over(taken)).result.state).toBe('imported')
  expect((await clerk.post(`/jobs/${taken}/stop`, {})).json.state).toBe('done')
  expect((await clerk.post(at('/registers/staff/search'), {})).json.total).toBe(MANY)
})

test('what a job refuses, it says in both languages', async () => {
  const id = '00000000-0000-4000-8000-000000000000'
  const started = await clerk.post(at(`/imports/${id}/confirmation-jobs`), {})
  const { state, problem } = await over(started.json.id)
  expect([state, problem.code]).toEqual(['failed', 'IMP-063'])
  expect(problem.message.zh).not.toBe('')
  expect(problem.message.en).not.toBe('')
})

test('a job is shown to those who may see the unit’s work, and begun by those who may do it', async () => {
  const { id } = await startJob(city.app, programActor('test'), {
    kind: 'import.confirm',
    org: 'east-1',
    year: YEAR,
    input: { import: 'none' },
  })
  const other = await signedIn(city.app, 'clerk2')
  expect((await other.get(`/jobs/${id}`)).json.code).toBe('ACC-003')
  const reviewer = await signedIn(city.app, 'reviewer')
  expect((await reviewer.get(`/jobs/${id}`)).status).toBe(200)
  const refused = await reviewer.post(at(`/imports/${id}/confirmation-jobs`), {})
  expect([refused.status, refused.json.code]).toEqual([403, 'ACC-003'])
  expect((await reviewer.post(`/jobs/${id}/stop`, {})).json.code).toBe('ACC-003')
  expect((await clerk.get('/jobs/none')).json.code).toBe('JOB-001')
})

test.skipIf(process.env.DATABASE_URL)(
  'what a killed server left half-way is taken up by the next one',
  async () => {
    const folder = city.app.database.cluster?.dataFolder
    if (folder === undefined) throw new Error('no embedded database')
    const { id } = await startJob(city.app, programActor('test'), {
      kind: 'import.preview',
      org: 'east-1',
      year: YEAR,
      input: { name: '教职工台账.csv' },
      content: FILE,
    })
    await over(id)
    // As a kill leaves it: begun, with its file, and nobody at work on it.
    const { rows } = await city.app.database.pool.query<{ id: string }>(
      `insert into job (org_unit_id, id, year, kind, state, input, content, actor, created_at, updated_at)
     select org_unit_id, gen_random_uuid(), year, 'import.confirm', 'running', input || '{"import":"none"}', null, actor, now(), now()
     from job where id = $1 returning id`,
      [id],
    )
    // Somebody had asked this one to stop before the kill.
    const asked = await city.app.database.pool.query<{ id: string }>(
      `insert into job (org_unit_id, id, year, kind, state, input, content, actor, created_at, updated_at, stop_asked_at)
     select org_unit_id, gen_random_uuid(), year, kind, 'running', input, null, actor, now(), now(), now()
     from job where id = $1 returning id`,
      [id],
    )
    const next = await openApp({ dataFolder: folder, catalogFolder: SMALL_CATALOG })
    try {
      await startWorker(next)
      const stateOf = async () =>
        (await jobProgress(next, programActor('test'), asked.rows[0]?.id ?? '')).state
      await expect.poll(stateOf, { timeout: 20_000 }).toBe('stopped')
      for (let turn = 0; turn < 100; turn += 1) {
        const { state, problem } = await jobProgress(next, programActor('test'), rows[0]?.id ?? '')
        if (state === 'failed') expect(problem?.code).toBe('IMP-063')
        if (state === 'failed') return
        await new Promise((resolve) => setTimeout(resolve, 200))
      }
      throw new Error('nobody took the job up')
    } finally {
      await closeApp(next)
    }
  },
)
