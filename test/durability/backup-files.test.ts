import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync, gzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type AppContext, backup, closeApp, openApp, restore } from '../../src/app/index.ts'
import { writeOrgUnits } from '../../src/store/index.ts'
import { account, type Browser, signedIn } from '../access/browser.ts'
import { SMALL_CATALOG, units } from '../access/small-city.ts'
import { type BucketStandIn, bucketStandIn } from '../evaluation/bucket.ts'

/*
 * Files of evidence that lie in an object store are part of a backup: read from the store, and put back into one.
 */

const folder = mkdtempSync(join(tmpdir(), 'vetted-backup-'))
const file = join(folder, 'kept.jsonl.gz')
const YEAR = 2018
/** Some megabytes, which arrive in many pieces. */
const LARGE = `%PDF-1.7\n${'清远'.repeat(500_000)}`
const SMALL = '%PDF-1.7\n一页'
const ids: string[] = []
let bucket: BucketStandIn
let app: AppContext

function place(name: string, hasBucket: boolean): string {
  const at = join(folder, name)
  mkdirSync(at)
  if (hasBucket) writeFileSync(join(at, 'settings.yaml'), JSON.stringify({ evidence_store: bucket.place }))
  if (name !== 'first') copyFileSync(join(folder, 'first', 'secret.key'), join(at, 'secret.key'))
  return at
}

const opened = (at: string) => openApp({ dataFolder: at, catalogFolder: SMALL_CATALOG })

async function handIn(clerk: Browser, problem: string, name: string, text: string): Promise<string> {
  const form = new FormData()
  form.set('file', new File([text], name, { type: 'application/pdf' }))
  const { status, json } = await clerk.request('POST', `/problems/${problem}/evidence`, form)
  expect(status).toBe(200)
  return json.id
}

/** What a clerk of the application gets who opens the files. */
async function readBack(context: AppContext): Promise<string[]> {
  const clerk = await signedIn(context, 'clerk')
  return Promise.all(ids.map(async (id) => (await clerk.get(`/evidence/${id}`)).text))
}

beforeAll(async () => {
  bucket = await bucketStandIn()
  app = await opened(place('first', true))
  await writeOrgUnits(app.database.db, units, [2017, 2018, new Date().getFullYear()])
  await app.units.refresh()
  await account(app, 'clerk', 'school_clerk', 'east-1')
  const clerk = await signedIn(app, 'clerk')
  const problem = await clerk.post(`/orgs/east-1/years/${YEAR}/problems`, { title: '实训设备不足' })
  ids.push(await handIn(clerk, problem.json.id, '清单.pdf', LARGE))
  ids.push(await handIn(clerk, problem.json.id, '照片.pdf', SMALL))
}, 60_000)
afterAll(async () => {
  await closeApp(app)
  await bucket.close()
  rmSync(folder, { recursive: true, force: true })
})

test('files of the object store come back with the rest, into an empty store or, where there is none, into the database', async () => {
  expect(bucket.objects.size).toBe(2)
  const before = new Map(bucket.objects)
  const kept = await backup(app, file)
  expect(kept).toMatchObject({ files: 2, missing: 0 })

  bucket.objects.clear()
  const second = await opened(place('second', true))
  try {
    expect(await restore(second, file)).toMatchObject({ digest: kept.digest, files: 2, missing: 0 })
    expect(bucket.objects).toEqual(before)
    expect(await readBack(second)).toEqual([LARGE, SMALL])
  } finally {
    await closeApp(second)
  }
  const third = await opened(place('third', false))
  try {
    expect((await restore(third, file)).digest).toBe(kept.digest)
    expect(await readBack(third)).toEqual([LARGE, SMALL])
    // What is in the database by now is in its tables, and not twice.
    expect(await backup(third, join(folder, 'again.gz'))).toMatchObject({ files: 0, missing: 0 })
  } finally {
    await closeApp(third)
  }
})

test('a file that is not in the store, or altered there, is counted as missing; a store that refuses stops the backup', async () => {
  const [first = '', second = ''] = bucket.objects.keys()
  const whole = new Map(bucket.objects)
  bucket.objects.delete(first)
  bucket.objects.set(second, Buffer.from('%PDF-1.7 anything else'))
  expect(await backup(app, join(folder, 'less.gz'))).toMatchObject({ files: 0, missing: 2 })
  const target = await opened(place('less', true))
  try {
    expect(await restore(target, join(folder, 'less.gz'))).toMatchObject({ files: 0, missing: 2 })
  } finally {
    await closeApp(target)
  }
  bucket.isRefusing = true
  await expect(backup(app, join(folder, 'none.gz'))).rejects.toMatchObject({ code: 'EVD-006' })
  bucket.isRefusing = false
  for (const [key, bytes] of whole) bucket.objects.set(key, bytes)
})

test('a backup in which a file was altered is refused whole', async () => {
  const text = gunzipSync(readFileSync(file)).toString('utf8')
  const small = Buffer.from(SMALL).toString('base64')
  const wrong = join(folder, 'wrong.gz')
  expect(text).toContain(`\n${small}\n`)
  writeFileSync(
    wrong,
    gzipSync(text.replace(small, Buffer.from(SMALL.replace('一', '二')).toString('base64'))),
  )
  const target = await opened(place('wrong', true))
  try {
    await expect(restore(target, wrong)).rejects.toMatchObject({ code: 'BAK-005' })
    const { rows } = await target.database.pool.query('select count(*)::integer as count from evidence')
    expect(rows).toEqual([{ count: 0 }])
  } finally {
    await closeApp(target)
  }
})
