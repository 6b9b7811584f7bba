import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { leave, openSite, type Site } from './site/site.ts'

/** What a newcomer's line may be asked to carry before the page works: 300 KB of compressed script. */
const LIMIT = 300 * 1024

let site: Site

beforeAll(async () => {
  site = await openSite()
}, 600_000)

afterAll(async () => {
  await site?.close()
})

/** Compressed bytes of every script that a page loads until what it is about is there and it is quiet. */
async function scriptsOf(address: string, about = 'h1'): Promise<number> {
  const page = await site.visit()
  const sizes: Promise<number>[] = []
  page.on('response', (response) => {
    if (response.request().resourceType() !== 'script') return
    sizes.push(response.body().then((body) => gzipSync(body).length))
  })
  try {
    await page.goto(address)
    await page.locator(about).first().waitFor()
    await page.waitForLoadState('networkidle')
    return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0)
  } finally {
    await leave(page)
  }
}

test('the first page loads no more than 300 KB of compressed script', async () => {
  const size = await scriptsOf('/')
  console.log(`/ loads ${(size / 1024).toFixed(0)} KB of script, gzip; limit ${LIMIT / 1024} KB`)
  expect(size).toBeGreaterThan(50 * 1024)
  expect(size).toBeLessThanOrEqual(LIMIT)
})

test('the chart library comes only where a chart is drawn', async () => {
  const home = await scriptsOf('/')
  const list = await scriptsOf('/explore/qingyuan/2017')
  const chart = await scriptsOf('/explore/qingyuan/2017/employment_rate', '.chart:not(.chart--coming)')
  console.log(
    `/explore loads ${(list / 1024).toFixed(0)} KB, a view with charts ${(chart / 1024).toFixed(0)} KB, gzip`,
  )
  expect(list).toBeLessThanOrEqual(LIMIT)
  expect(chart - home).toBeGreaterThan(120 * 1024)
})
