import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync, gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type AppContext, backup, closeApp, openApp, restore } from '../../src/app/index.ts'
import { contentDigest, writeOrgUnits } from '../../src/store/index.ts'
import { account, type Browser, signedIn } from '../access/browser.ts'
import { SMALL_CATALOG, units } from '../access/small-city.ts'

/*
 * What is backed up comes back whole, under the same digest; what is not whole does not come back at all.
 */

const folder = mkdtempSync(join(tmpdir(), 'vetted-backup-'))
const file = join(folder, 'kept.jsonl.gz')
const ID = '441802198001010012'
const YEAR = 2018
let app: AppContext
let digest: string

/** An application on an empty folder of its own, with the key that is asked for. */
async function fresh(name: string, key: 'same' | 'other' = 'same'): Promise<AppContext> {
  const place = join(folder, name)
  mkdirSync(place, { recursive: true })
  if (key === 'same') copyFileSync(join(folder, 'first', 'secret.key'), join(place, 'secret.key'))
  return openApp({ dataFolder: place, catalogFolder: SMALL_CATALOG })
}

/** The backup with its text altered. */
function altered(name: string, change: (text: string) => string): string {
  const place = join(folder, name)
  writeFileSync(place, gzipSync(change(gunzipSync(readFileSync(file)).toString('utf8'))))
  return place
}

beforeAll(async () => {
  mkdirSync(join(folder, 'first'))
  app = await openApp({ dataFolder: join(folder, 'first'), catalogFolder: SMALL_CATALOG })
  await writeOrgUnits(app.database.db, units, [2017, 2018, new Date().getFullYear()])
  await app.units.refresh()
  await account(app, 'officer', 'bureau_officer', 'east')
  await account(app, 'clerk', 'school_clerk', 'east-1')
  const officer = await signedIn(app, 'officer')
  await officer.post(`/orgs/east/years/${YEAR}/round`, {
    title: '2018 年度',
    deadline: new Date(Date.now() + 20 * 86_400_000),
  })
  const clerk = await signedIn(app, 'clerk')
  await clerk.post(`/orgs/east-1/years/${YEAR}/entry/general/cells`, {
    cells: [{ element: 'students', value: '1200.5', revision: 0 }],
  })
  await clerk.post(`/orgs/east-1/years/${YEAR}/registers/staff/rows`, {
    rows: [
      {
        staff_no: 'T1',
        name: '张三',
        id_number: ID,
        sex: 'm',
        role: 'teacher',
        days: 10,
        head_teacher: false,
      },
    ],
  })
  digest = (await backup(app, file)).digest
}, 60_000)
afterAll(async () => {
  await closeApp(app)
  rmSync(folder, { recursive: true, force: true })
})

describe('a backup', () => {
  test('comes back under the same digest, with drafts, accounts and the trail, and work goes on', async () => {
    const next = await fresh('second')
    try {
      expect((await restore(next, file)).digest).toBe(digest)
      expect(await contentDigest(next.database.db)).toBe(digest)
      const clerk: Browser = await signedIn(next, 'clerk')
      const { json } = await clerk.get(`/orgs/east-1/years/${YEAR}/entry`)
      expect(json.cells).toMatchObject([
        { element: 'students', value: '1200.5', revision: 1, changedBy: 'clerk' },
      ])
      const revealed = await clerk.post(`/orgs/east-1/years/${YEAR}/registers/staff/rows/1/reveal`)
      expect(JSON.stringify(revealed.json)).toContain(ID)
      const count = (context: AppContext) =>
        context.database.pool
          .query<{ count: string }>(`select count(*) from audit_entry where action = 'entry.save'`)
          .then(({ rows }) => rows[0]?.count)
      expect(await count(next)).toBe(await count(app))
      const saved = await clerk.post(`/orgs/east-1/years/${YEAR}/entry/general/cells`, {
        cells: [{ element: 'students', value: '1201', revision: 1 }],
      })
      expect(saved.status).toBe(200)
    } finally {
      await closeApp(next)
    }
  })

  test('holds no identity number in the clear, and is not overwritten', async () => {
    const text = gunzipSync(readFileSync(file)).toString('utf8')
    expect(text).toContain('张三')
    expect(text).not.toContain(ID)
    await expect(backup(app, file)).rejects.toMatchObject({ code: 'BAK-001' })
  })

  test('is not put over data that are there, nor read with another key', async () => {
    await expect(restore(app, file)).rejects.toMatchObject({ code: 'BAK-002' })
    const other = await fresh('other-key', 'other')
    try {
      await expect(restore(other, file)).rejects.toMatchObject({ code: 'BAK-006' })
    } finally {
      await closeApp(other)
    }
  })

  test('of another release, cut off or with one changed digit is refused, and nothing of it stays', async () => {
    const target = await fresh('target')
    const cut = join(folder, 'cut.jsonl.gz')
    writeFileSync(cut, readFileSync(file).subarray(0, Math.floor(readFileSync(file).length * 0.7)))
    const withoutLast = (text: string) => text.trimEnd().split('\n').slice(0, -1).join('\n')
    const migrations =
      (change: (list: { version: number; checksum: string }[]) => unknown[]) => (text: string) => {
        const [first = '', ...rest] = text.split('\n')
        const head = JSON.parse(first)
        return [JSON.stringify({ ...head, migrations: change(head.migrations) }), ...rest].join('\n')
      }
    const wrong: readonly (readonly [string, string])[] = [
      [join(folder, 'nowhere.gz'), 'BAK-003'],
      [altered('text.gz', () => '不是备份'), 'BAK-003'],
      [
        altered(
          'newer.gz',
          migrations((list) => [...list, { version: 9999, checksum: 'x' }]),
        ),
        'BAK-004',
      ],
      [
        altered(
          'older.gz',
          migrations((list) => list.slice(0, -1)),
        ),
        'BAK-004',
      ],
      [altered('digit.gz', (text) => text.replace('1200.5', '1200.6')), 'BAK-005'],
      [altered('short.gz', withoutLast), 'BAK-005'],
      [altered('row.gz', (text) => text.replace(/\n\{[^\n]*1200\.5[^\n]*\n/, '\n')), 'BAK-005'],
      [cut, 'BAK-005'],
    ]
    try {
      for (const [path, code] of wrong) {
        const refusal = await restore(target, path).catch((error: { code?: string }) => error.code)
        expect([path.slice(folder.length), refusal]).toEqual([path.slice(folder.length), code])
      }
      const { rows } = await target.database.pool.query('select count(*)::integer as count from org_unit')
      expect(rows).toEqual([{ count: 0 }])
      // What was tried in vain does not stand in the way of the right one.
      expect((await restore(target, file)).digest).toBe(digest)
    } finally {
      await closeApp(target)
    }
  })
})
