import { afterAll, beforeAll, expect, test } from 'vitest'
import { loadRound } from '../../src/app/index.ts'
import { demonstrationRound } from '../../src/demo/index.ts'
import { accessibilityFaults, leave, type OwnSite, openOwnSite } from './site/site.ts'
import { Worker } from './site/worker.ts'

let site: OwnSite

beforeAll(async () => {
  site = await openOwnSite()
  await loadRound(site.app, demonstrationRound())
}, 600_000)

afterAll(async () => {
  await site?.close()
})

const round = demonstrationRound()
const submitted = round.schools.filter(({ state }) => state === 'submitted')

test('an officer sends one return back with a remark and accepts another', { timeout: 90_000 }, async () => {
  const officer = new Worker(await site.enter('officer'))
  const { page } = officer
  const [first, second] = submitted
  if (!first || !second) throw new Error('the demonstration has two returns to be reviewed')
  try {
    await officer.follows('进度')
    await officer.follows(round.title)
    await page.getByRole('region', { name: '各单位进度' }).waitFor()
    expect(await page.getByRole('region', { name: '各单位进度' }).getByRole('row').count()).toBe(
      round.units.length + 1,
    )
    expect(await accessibilityFaults(page)).toEqual([])
    await officer.does('催报')
    await page.getByText(/^已提醒 \d+ 个单位$/).waitFor()

    await page.getByLabel('状态').selectOption('submitted')
    await page.getByText(`共 ${submitted.length} 个单位`).waitFor()
    const unit = (code: string) => page.locator(`a[href="/board/${round.city}/${round.year}/${code}"]`)
    await unit(first.code).click()
    await page.getByRole('heading', { name: '核对结果' }).waitFor()
    expect(await page.getByRole('button', { name: '退回', exact: true }).isDisabled()).toBe(true)
    const form = page.locator('.board__form').first()
    await form.locator('summary').click()
    await form.getByRole('button').first().click()
    await officer.answers('写意见', { 意见: '请核对这个数。' })
    expect(await accessibilityFaults(page)).toEqual([])
    // What was not sent is still there for who looks something up elsewhere.
    await page.getByRole('link', { name: '返回进度' }).click()
    expect(await page.getByLabel('状态').inputValue()).toBe('submitted')
    await unit(first.code).click()
    await page.getByRole('region', { name: '随退回发出的意见' }).getByText('请核对这个数。').waitFor()
    await officer.does('退回')
    await page.getByRole('region', { name: '以往的意见' }).getByText('请核对这个数。').waitFor()
    await page.locator('.frame__state').getByText('已退回').waitFor()

    // The next one that waits is a step away.
    await page.getByText(`还有 ${submitted.length - 1} 个待审核，下一个：`).waitFor()
    await officer.opens(`/board/${round.city}/${round.year}/${second.code}`)
    await officer.does('通过')
    await page.locator('.frame__state').getByText('已通过').waitFor()
    await page.getByRole('region', { name: '版本' }).first().getByText('第 1 版').first().waitFor()
    await page.locator('.theme-switch select').selectOption('dark')
    expect(await accessibilityFaults(page)).toEqual([])
    await page.setViewportSize({ width: 390, height: 844 })
    expect(await officer.reachBeyondTheWindow()).toBe(0)
  } finally {
    await leave(page)
  }
})
