import { readFileSync } from 'node:fs'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { filled } from '../excel/filled.ts'
import { accessibilityFaults, leave, type OwnSite, openOwnSite } from './site/site.ts'
import { Worker } from './site/worker.ts'

let site: OwnSite

beforeAll(async () => {
  site = await openOwnSite()
}, 600_000)

afterAll(async () => {
  await site?.close()
})

const SCHOOL = 'qy-gongmao'
const YEAR = 2018
const ROUND = '2018 年经费数据采集'
const FORM = '经费与资助表'
const CITY = '/api/v1/orgs/qingyuan/years/2018/values?ids=public_budget_expense'

interface Answer {
  readonly status: number
  readonly text: string
}

/** What a page's account gets from the API, by the session of the page. */
function ask(page: Page, method: string, url: string, body?: object): Promise<Answer> {
  const request = {
    method,
    headers: { 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  }
  return page.evaluate<Answer>(
    `fetch(${JSON.stringify(url)}, ${JSON.stringify(request)})
      .then(async (answer) => ({ status: answer.status, text: await answer.text() }))`,
  )
}

/** Does what the screens of others do, which tests of their own follow. */
async function does(page: Page, url: string, body?: object): Promise<void> {
  const { status, text } = await ask(page, 'POST', url, body)
  expect(status, text).toBe(200)
}

/** The form as someone leaves it who mistook one number: public funds of 2,300 within an expense of 90. */
const typed = { F6: 90, F7: 2300, F8: 1500, F10: 60, F11: 5, F12: 3, F14: 70, F15: 40 }

test('a clerk’s year, from the workbook to the city’s figure', { timeout: 120_000 }, async () => {
  const pages: Page[] = []
  const enter = async (username: string, theme: 'light' | 'dark' = 'light') => {
    const worker = new Worker(await site.enter(username, { theme }))
    pages.push(worker.page)
    return worker
  }
  const shots = process.env.CLERK_SHOTS
  const look = async (page: Page, name: string) => {
    if (!shots) return
    await page.screenshot({ path: `${shots}/${name}-1280.png` })
    await page.setViewportSize({ width: 1920, height: 1080 })
    await page.screenshot({ path: `${shots}/${name}-1920.png` })
    await page.setViewportSize({ width: 1280, height: 800 })
  }
  try {
    const officer = await enter('officer')
    const deadline = new Date(Date.now() + 20 * 86_400_000).toISOString()
    await does(officer.page, `/api/v1/orgs/qingyuan/years/${YEAR}/round`, {
      title: ROUND,
      deadline,
      forms: ['school_finance'],
      units: [SCHOOL],
    })
    expect((await ask(officer.page, 'GET', CITY)).text).toContain('ORG-002')

    // The clerk downloads the workbook, fills it in and sends it; what it would change is shown first.
    const clerk = await enter('clerk')
    const { page } = clerk
    await clerk.follows('填报')
    await clerk.follows(ROUND)
    await page.getByRole('link', { name: FORM }).waitFor()
    expect(await accessibilityFaults(page)).toEqual([])
    await look(page, 'desk')
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: '下载采集表' }).click(),
    ])
    const workbook = await filled(readFileSync(await download.path()), FORM, typed)
    await page.locator('input[type="file"]').setInputFiles({
      name: '采集表.xlsx',
      mimeType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
      buffer: Buffer.from(workbook),
    })
    await page.getByText(`${FORM}：新填 8，修改 0，清空 0`).waitFor()
    expect(await accessibilityFaults(page)).toEqual([])
    await look(page, 'preview')
    await page.getByRole('button', { name: '确定导入' }).click()
    await page.getByText('采集表已导入').waitFor()

    // The error leads to its cell; it goes while the right number is typed, and the number is kept by itself.
    await clerk.follows(FORM)
    const funds = page.getByRole('textbox', { name: '公共财政预算公用经费', exact: true })
    await expect.poll(() => funds.inputValue()).toBe('2300')
    await page.getByRole('button', { name: /^公用经费 2,?300/ }).click()
    expect(await page.evaluate<string>('document.activeElement.ariaLabel')).toBe('公共财政预算公用经费')
    expect(await accessibilityFaults(page)).toEqual([])
    await look(page, 'form')
    await page.keyboard.type('40')
    await page.getByRole('button', { name: /^公用经费 / }).waitFor({ state: 'detached' })
    await page.keyboard.press('Enter')
    await page.getByRole('status').getByText('已保存', { exact: true }).waitFor()

    // A reason that is being written stays while the number it speaks of changes.
    const why = page.getByRole('textbox', { name: /^说明：生均教育事业费/ })
    await why.fill('包含专项')
    const expense = page.getByRole('textbox', { name: '公共财政预算教育事业费', exact: true })
    await expense.fill('91.5')
    await page.getByRole('button', { name: /^生均教育事业费 610\.00 元/ }).waitFor()
    expect(await why.inputValue()).toBe('包含专项')
    await expense.fill('90')
    await page.getByRole('button', { name: /^生均教育事业费 600\.00 元/ }).waitFor()
    await page.getByRole('status').getByText('已保存', { exact: true }).waitFor()

    // What wants a reason takes it in its place; then the clerk can hand over.
    await clerk.follows('返回报送')
    await page.getByRole('link', { name: '下载采集表' }).waitFor()
    await page.getByRole('textbox', { name: /^说明：/ }).fill('全年经费中包含专项，已与财务处核对。')
    await page.getByRole('button', { name: '保存说明' }).click()
    await page.getByText('已说明', { exact: true }).waitFor()
    await page.getByRole('button', { name: '交领导审签' }).click()
    await page.getByText('已交审签').waitFor()

    // The leader signs.
    const leader = await enter('leader', 'dark')
    await leader.opens(`/desk/${SCHOOL}/${YEAR}`)
    await leader.page.getByText('已交审签').waitFor()
    expect(await accessibilityFaults(leader.page)).toEqual([])
    await look(leader.page, 'leader')
    await leader.does('签发报送')
    await leader.page.locator('.frame__state').getByText('已报送').waitFor()

    // The officer sends it back with a remark at a cell; the clerk mends and answers.
    await officer.opens(`/board/qingyuan/${YEAR}/${SCHOOL}`)
    const handedIn = officer.page.locator('.board__form').filter({ hasText: FORM })
    await handedIn.locator('summary').click()
    await handedIn.getByRole('button', { name: /助学金/ }).click()
    await officer.answers('写意见', { 意见: '助学金请按发放表再核对。' })
    await officer.does('退回')
    await officer.page.locator('.frame__state').getByText('已退回').waitFor()
    await page.reload()
    await page.getByText('助学金请按发放表再核对。').waitFor()
    await clerk.follows(FORM)
    const grants = page.getByRole('textbox', { name: /助学金/ })
    await grants.focus()
    await page.keyboard.type('42')
    await page.keyboard.press('Enter')
    await page.getByRole('status').getByText('已保存', { exact: true }).waitFor()
    await clerk.follows('返回报送')
    await clerk.does('答复', { 怎样处理的: '已按发放表改为 42 万元。' })
    await page.getByText('已答复：已按发放表改为 42 万元。').waitFor()
    await page.getByRole('button', { name: '交领导审签' }).click()
    await page.getByText('已交审签').waitFor()
    await leader.page.reload()
    await leader.does('签发报送')
    await leader.page.locator('.frame__state').getByText('已报送').waitFor()

    // Once it is accepted, the city's figure is another.
    await officer.page.reload()
    await officer.does('通过')
    await officer.page.locator('.frame__state').getByText('已通过').waitFor()
    const { values } = JSON.parse((await ask(officer.page, 'GET', CITY)).text)
    expect(values[0]).toMatchObject({ state: 'known', printed: '90.00', coverage: { reported: 1 } })
  } finally {
    await Promise.all(pages.map(leave))
  }
})
