import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { decimal, known } from '../../src/kernel/index.ts'
import { contentDigest, rebuildRollup, replaceObservations, withinScope } from '../../src/store/index.ts'
import { account, type Browser, signedIn } from '../access/browser.ts'
import { type SmallCity, smallCity } from '../access/small-city.ts'

let city: SmallCity
let officer: Browser
let admin: Browser
let clerk: Browser

beforeAll(async () => {
  city = await smallCity()
  await account(city.app, 'admin', 'platform_admin', 'nation')
  await account(city.app, 'officer', 'bureau_officer', 'east')
  await account(city.app, 'province', 'bureau_officer', 'province')
  await account(city.app, 'clerk', 'school_clerk', 'east-1')
  officer = await signedIn(city.app, 'officer')
  admin = await signedIn(city.app, 'admin')
  clerk = await signedIn(city.app, 'clerk')
  for (const year of [2017, 2018]) await students(5, year, 10)
  for (const year of [2017, 2018]) await students(6, year, 5)
})
afterAll(() => city.close())

async function students(unitId: number, year: number, value: number): Promise<void> {
  await withinScope(city.app.database.db, { units: 'all', year, mayWrite: true, role: 'program' }, (tx) =>
    replaceObservations(tx, { id: unitId, level: 'school' }, year, [
      { element: 'students', cell: '', observed: known(decimal(value)), origin: 'entered' },
    ]),
  )
}

async function sum(unitId: number, year: number): Promise<string | undefined> {
  const { rows } = await city.app.database.pool.query(
    `select value from rollup where org_unit_id = $1 and year = $2 and element = 'students'`,
    [unitId, year],
  )
  return rows[0]?.value
}

const change = (browser: Browser, year: number, wanted: object) => {
  // One after the other, as the trail shows them.
  city.later(0.01)
  return browser.post(`/years/${year}/org-changes`, { change: wanted, reason: '区划调整。' })
}

describe('units that change from a year on', () => {
  test('a school that moves takes its sums along from that year, and not from the years before', async () => {
    const far = await change(officer, 2018, { kind: 'move', unit: 'east-2', parent: 'west' })
    expect([far.status, far.json.code]).toEqual([403, 'ACC-003'])
    const moved = await change(await signedIn(city.app, 'province'), 2018, {
      kind: 'move',
      unit: 'east-2',
      parent: 'west',
    })
    expect(moved.status).toBe(200)
    expect([await sum(3, 2017), await sum(3, 2018), await sum(4, 2017), await sum(4, 2018)]).toEqual([
      '15',
      '10',
      undefined,
      '5',
    ])
    const digest = await contentDigest(city.app.database.db, ['rollup'])
    for (const year of [2017, 2018])
      await city.app.database.db.transaction().execute((tx) => rebuildRollup(tx, year))
    expect(await contentDigest(city.app.database.db, ['rollup'])).toBe(digest)
  })

  test('a new school can be named at once, and an old name goes on meaning the renamed one', async () => {
    const opened = await change(officer, 2019, {
      kind: 'open',
      code: 'east-3',
      level: 'school',
      name: '东城三职',
      parent: 'east',
      attributes: { ownership: 'private' },
    })
    expect(opened.status).toBe(200)
    await change(officer, 2019, { kind: 'rename', unit: 'east-1', name: '东城职教中心' })
    const { json } = await officer.get('/orgs?year=2019')
    expect(json.map((unit: { name: string }) => unit.name)).toContain('东城三职')
    expect(
      (await officer.get(`/orgs/${encodeURIComponent('东城一职')}/years/2019/org-changes`)).json[0],
    ).toMatchObject({
      kind: 'rename',
      reason: '区划调整。',
      actor: 'officer',
    })
    const wrong = await change(officer, 2019, {
      kind: 'describe',
      unit: 'east-3',
      attributes: { ownership: 'royal' },
    })
    expect(wrong.json.code).toBe('ORG-015')
  })

  test('before a change is made it says what will be different, and a refusal comes then already', async () => {
    const rename = { kind: 'rename', unit: 'east-3', name: '东城艺术学校' }
    const preview = (wanted: object) => officer.post('/years/2020/org-change-previews', { change: wanted })
    const { json } = await preview(rename)
    expect(json.units).toEqual([
      {
        code: 'east-3',
        name: '东城艺术学校',
        changes: [
          { what: 'name', before: '东城三职', after: '东城艺术学校' },
          { what: 'nameEn', before: '东城三职', after: '东城艺术学校' },
        ],
      },
    ])
    const history = () => officer.get('/orgs/east-3/years/2020/history')
    expect((await history()).json.spans).toHaveLength(1)
    expect((await preview({ ...rename, name: '东城二职' })).json.code).toBe('ORG-013')
    const closing = await preview({ kind: 'close', unit: 'east' })
    expect(closing.json.code).toBe('ORG-011')
    expect((await change(officer, 2020, rename)).json).toEqual({})
    expect((await history()).json.spans).toMatchObject([
      { from: 2019, to: 2019, name: '东城三职', parent: '东城', status: 'open' },
      { from: 2020, name: '东城艺术学校', status: 'open' },
    ])
  })

  test('a clerk changes no units', async () => {
    expect((await change(clerk, 2019, { kind: 'close', unit: 'east-1' })).json.code).toBe('ACC-003')
  })
})

describe('accounts that are kept', () => {
  test('whoever is shut out is let in again, and sessions end at once', async () => {
    const browser = await signedIn(city.app, 'clerk')
    await city.app.database.pool.query(
      `update account set locked_until = now() + interval '10 years' where username = 'clerk'`,
    )
    const { json } = await officer.patch('/accounts/clerk', { unlock: true, endSessions: true })
    expect(json.account.lockedUntil).toBeUndefined()
    expect((await browser.get('/session')).json.account).toBeUndefined()
    clerk = await signedIn(city.app, 'clerk')
  })

  test('an account can be limited to every form and register of the year', async () => {
    const { json } = await officer.get('/years/2018/areas')
    expect(json[0]).toMatchObject({ id: 'general', kind: 'form' })
    expect(json.some(({ kind }: { kind: string }) => kind === 'register')).toBe(true)
  })
})

describe('the trail', () => {
  test('the administrator finds who did what, from where, with what result', async () => {
    const { json } = await admin.get('/orgs/nation/trail?action=org.change')
    expect(
      json.entries
        .map((entry: { actor: string; result: string }) => [entry.actor, entry.result])
        .toReversed(),
    ).toEqual([
      ['officer', 'refused'],
      ['province', 'done'],
      ['officer', 'done'],
      ['officer', 'done'],
      ['officer', 'refused'],
      ['officer', 'done'],
      ['clerk', 'refused'],
    ])
    const refused = await admin.get('/orgs/nation/trail?action=org.change&result=refused&actor=clerk')
    expect(refused.json.entries[0]).toMatchObject({ origin: 'internal', details: { code: 'ACC-003' } })
  })

  test('pages follow one another without a gap', async () => {
    const whole = (await admin.get('/orgs/nation/trail?size=500')).json.entries
    const seen: string[] = []
    let next: string | undefined
    do {
      const query = next === undefined ? '' : `&before=${encodeURIComponent(next)}`
      const { json } = await admin.get(`/orgs/nation/trail?size=3${query}`)
      seen.push(...json.entries.map((entry: { id: string }) => entry.id))
      next = json.next
    } while (next !== undefined)
    expect(seen).toEqual(whole.map((entry: { id: string }) => entry.id))
  })

  test('it can be taken as a file, and that is in it as well', async () => {
    const { status, text } = await admin.get('/orgs/nation/trail.csv?action=session')
    expect(status).toBe(200)
    expect(text.split('\r\n')[0]).toContain('操作者')
    expect((await admin.get('/orgs/nation/trail?action=trail.export')).json.entries).toHaveLength(1)
  })

  test('nobody but the administrator reads it', async () => {
    expect((await officer.get('/orgs/east/trail')).json.code).toBe('ACC-003')
    expect((await clerk.get('/orgs/east-1/trail.csv')).json.code).toBe('ACC-003')
  })
})
