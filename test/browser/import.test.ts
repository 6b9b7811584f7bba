import { afterAll, beforeAll, expect, test } from 'vitest'
import { loadRound, startWorker } from '../../src/app/index.ts'
import { demonstrationRound } from '../../src/demo/index.ts'
import { leave, type OwnSite, openOwnSite } from './site/site.ts'
import { Worker } from './site/worker.ts'

let site: OwnSite

beforeAll(async () => {
  site = await openOwnSite()
  await loadRound(site.app, demonstrationRound())
  await startWorker(site.app)
}, 600_000)

afterAll(async () => {
  await site?.close()
})

test('a large workbook says how far it is read, can be stopped and sent again, and is found again by who left the page', {
  timeout: 150_000,
}, async () => {
  const clerk = new Worker(await site.enter('clerk'))
  const { page } = clerk
  const entryPage = async () => {
    await clerk.follows('填报')
    await clerk.follows(demonstrationRound().title)
    await page.getByRole('heading', { name: '采集表' }).waitFor()
  }
  const held: HeldReading[] = []
  try {
    await entryPage()
    const address = await page.locator('a[href*="/workbook"]').getAttribute('href')
    const sent = await page.context().request.get(new URL(address ?? '', page.url()).href)
    const bytes = await sent.body()
    expect(bytes.length).toBeGreaterThan(150_000)
    const upload = () =>
      page.locator('input[type=file]').setInputFiles({
        name: '采集表.xlsx',
        mimeType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
        buffer: bytes,
      })
    const bar = page.getByRole('progressbar', { name: '采集表已读的部分' })
    const refuse = page.getByRole('button', { name: '不导入' })

    held.push(await holdReading())
    await upload()
    await bar.waitFor()
    await page.getByText(/^已读 \d+%，/).waitFor()
    expect(await bar.getAttribute('max')).toBe('100')
    await page.getByRole('button', { name: '停止导入' }).click()
    await page.getByText('正在停止……').waitFor()
    await held[0]?.release()
    await page.getByText('已停止，没有导入任何内容。').waitFor()
    expect(await bar.count()).toBe(0)
    expect(await refuse.count()).toBe(0)

    // Left while it is being read.
    held.push(await holdReading())
    await upload()
    await bar.waitFor()
    await clerk.follows('首页')
    await held[1]?.release()
    await entryPage()
    await refuse.waitFor({ timeout: 60_000 })
    // Left while its preview waits for an answer.
    await clerk.follows('首页')
    await entryPage()
    await refuse.click()
    await expect.poll(() => refuse.count()).toBe(0)
    // What was refused is nowhere any more.
    await clerk.follows('首页')
    await entryPage()
    expect(await refuse.count()).toBe(0)
    const { rows } = await site.app.database.pool.query('select id from import_file')
    expect(rows).toEqual([])
  } finally {
    for (const each of held) await each.release()
    await leave(page)
  }
})

interface HeldReading {
  release(): Promise<void>
}

/** Keeps every import at the first register that it comes to, until released: the reading is seen however quick it is. */
async function holdReading(): Promise<HeldReading> {
  const client = await site.app.database.pool.connect()
  await client.query('begin')
  await client.query('lock table register_sheet in exclusive mode')
  let isHeld = true
  return {
    release: async () => {
      if (!isHeld) return
      isHeld = false
      await client.query('commit')
      client.release()
    },
  }
}
