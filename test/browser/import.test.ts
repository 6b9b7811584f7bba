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
  // The reading may be over before the page shows it, or slow where all cores are busy: another try sees it.
  retry: 4,
}, async () => {
  const clerk = new Worker(await site.enter('clerk'))
  const { page } = clerk
  try {
    await clerk.follows('填报')
    await clerk.follows(demonstrationRound().title)
    await page.getByRole('heading', { name: '采集表' }).waitFor()
    const address = await page.locator('a[href*="/workbook"]').getAttribute('href')
    const sent = await page.context().request.get(new URL(address ?? '', page.url()).href)
    const bytes = await sent.body()
    expect(bytes.length).toBeGreaterThan(150_000)
    // What an earlier try has left.
    const refuse = page.getByRole('button', { name: '不导入' })
    if (await refuse.isVisible()) await refuse.click()
    const upload = () =>
      page.locator('input[type=file]').setInputFiles({
        name: '采集表.xlsx',
        mimeType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
        buffer: bytes,
      })
    const bar = page.getByRole('progressbar', { name: '采集表已读的部分' })
    await upload()
    await bar.waitFor()
    await page.getByText(/^已读 \d+%，/).waitFor()
    expect(await bar.getAttribute('max')).toBe('100')
    // Pressed at once: to wait until the button stands still beside the growing percentage would race the reading.
    await page.getByRole('button', { name: '停止导入' }).dispatchEvent('click')
    await page.getByText('已停止，没有导入任何内容。').waitFor({ timeout: 10_000 })
    expect(await bar.count()).toBe(0)
    expect(await page.getByRole('button', { name: '不导入' }).count()).toBe(0)

    await upload()
    // Only a file that has arrived is found again: the first part read says that it has.
    await page
      .getByText(/^已读 \d+%，/)
      .or(page.getByRole('button', { name: '不导入' }))
      .first()
      .waitFor()
    await page.getByRole('link', { name: '首页', exact: true }).click()
    await page.getByRole('link', { name: '填报', exact: true }).click()
    await clerk.follows(demonstrationRound().title)
    await page.getByRole('button', { name: '不导入' }).waitFor({ timeout: 90_000 })
  } finally {
    await leave(page)
  }
})
