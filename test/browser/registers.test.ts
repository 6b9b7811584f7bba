import { readFileSync } from 'node:fs'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { accessibilityFaults, leave, type OwnSite, openOwnSite } from './site/site.ts'

let site: OwnSite

beforeAll(async () => {
  site = await openOwnSite()
}, 600_000)

afterAll(async () => {
  await site?.close()
})

const SCHOOL = 'qy-gongmao'
const REGISTERS = `/desk/${SCHOOL}/2018/registers`
const API = `/api/v1/orgs/${SCHOOL}/years/2018/registers/staff`

/** Sends a document as whoever is signed in on the page; the answer's status. */
function send(page: Page, method: string, url: string, body: object): Promise<number> {
  const request = { method, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }
  return page.evaluate<number>(
    `fetch(${JSON.stringify(url)}, ${JSON.stringify(request)}).then((answer) => answer.status)`,
  )
}

/** A member of staff who does not exist. */
const person = (number: number) => ({
  staff_no: `T${String(number).padStart(3, '0')}`,
  name: '林甲子',
  sex: number % 2 === 0 ? '1' : '2',
  role: 'full_time_teacher',
  course_kind: 'general',
  practice_days: 5,
  entered_on: '2010-09-01',
})

test('a clerk keeps a register', { timeout: 90_000 }, async () => {
  const pages: Page[] = []
  const enter = async (username: string): Promise<Page> => {
    const page = await site.enter(username)
    pages.push(page)
    return page
  }
  try {
    const officer = await enter('officer')
    const deadline = new Date(Date.now() + 20 * 86_400_000).toISOString()
    const round = { title: '2018 年数据采集', deadline }
    expect(await send(officer, 'POST', '/api/v1/orgs/qingyuan/years/2018/round', round)).toBe(200)

    // The list leads to a register, which is empty and says how to begin.
    const page = await enter('clerk')
    await page.goto(REGISTERS)
    await page.getByRole('heading', { name: '台账', exact: true }).waitFor()
    expect(await accessibilityFaults(page)).toEqual([])
    await page.getByRole('link', { name: '教职工台账', exact: true }).click()
    await page.getByRole('heading', { name: '这里还没有记录' }).waitFor()
    await page.getByRole('button', { name: '本年无此项' }).click()
    await page.getByText('已说明本年无此项', { exact: true }).waitFor()
    await page.getByRole('button', { name: '撤回说明，开始登记' }).click()

    // A row typed in: the code is found by a part of its name.
    await page.getByRole('button', { name: '添加第一行' }).click()
    await page.getByLabel('工号').fill('T000')
    await page.getByLabel('姓名').fill('林甲子')
    await page.getByRole('combobox', { name: '岗位类别' }).fill('专任')
    await page.getByRole('combobox', { name: '岗位类别' }).press('Enter')
    await page.getByLabel('本年企业实践天数').fill('400')
    // What is wrong is said while it is typed, by the browser.
    await page.locator('[data-field="practice_days"] .finding--error').waitFor()
    await page.getByLabel('本年企业实践天数').fill('40')
    await page.locator('[data-field="practice_days"] .finding--error').waitFor({ state: 'detached' })
    await page.getByRole('button', { name: '保存', exact: true }).click()
    await page.getByText('第 1 行已保存').waitFor()

    // Others come by the hundred; the grid shows them by the page.
    const rows = Array.from({ length: 129 }, (_, index) => person(index + 1))
    expect(await send(page, 'POST', `${API}/rows`, { rows })).toBe(200)
    await page.reload()
    await page.getByText('第 1–100 行，共 130 行').waitFor()
    await page.getByRole('button', { name: '下一页' }).click()
    await page.getByText('第 101–130 行，共 130 行').waitFor()
    expect(page.url()).toContain('page=2')
    await page.getByRole('button', { name: '首页' }).click()
    await page.getByText('第 1–100 行，共 130 行').waitFor()

    // An address says which rows are meant.
    await page.goto(`${REGISTERS}/staff?find=T00`)
    await page.getByText('第 1–10 行，共 10 行').waitFor()

    // By keyboard: down, open, look at the person, close; the focus is back at its cell.
    await page.locator('[data-at="0:0"]').focus()
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: '第 2 行' }).waitFor()
    expect(await page.getByLabel('姓名').inputValue()).toBe('林**')
    await page.getByRole('button', { name: '显示原文' }).click()
    await page.getByText('个人信息已遮盖', { exact: false }).waitFor({ state: 'detached' })
    expect(await page.getByLabel('姓名').inputValue()).toBe('林甲子')
    expect(await accessibilityFaults(page)).toEqual([])

    // Someone else is quicker: both contents are shown, and one's own is put over the other's.
    await page.getByLabel('本年参加培训天数').fill('12')
    const theirs = { rows: [{ rowNo: 2, revision: 1, cells: { trained_days: 7 } }] }
    expect(await send(page, 'PATCH', `${API}/rows`, theirs)).toBe(200)
    await page.getByRole('button', { name: '保存', exact: true }).click()
    const conflict = page.getByRole('dialog', { name: '这一行刚被别人改过' })
    await conflict.getByRole('cell', { name: '7', exact: true }).waitFor()
    expect(await accessibilityFaults(page)).toEqual([])
    await conflict.getByRole('button', { name: '用我填的' }).click()
    await conflict.waitFor({ state: 'detached' })
    await page.getByText('第 2 行已保存').waitFor()
    await page.getByText('修改记录').click()
    await page.getByText('本年参加培训天数：7 → 12').waitFor()

    // Deleted, and brought back from the note that says so.
    await page.locator('.row-panel').getByRole('button', { name: '删除' }).click()
    await page.getByText('共 129 行', { exact: true }).waitFor()
    await page.getByRole('button', { name: '撤销' }).click()
    await page.getByText('共 130 行', { exact: true }).waitFor()

    await page.goto(`${REGISTERS}/staff`)
    await page.getByText('第 1–100 行，共 130 行').waitFor()

    // Filtered by a field, all that is found is changed together, after its count was shown.
    await page.keyboard.press('/')
    expect(await page.evaluate<string>('document.activeElement.type')).toBe('search')
    await page.getByRole('button', { name: '按栏筛选' }).click()
    await page.getByLabel('栏目').selectOption('sex')
    await page.getByRole('combobox', { name: '内容' }).fill('男')
    await page.getByRole('combobox', { name: '内容' }).press('Enter')
    await page.getByRole('button', { name: '筛选', exact: true }).click()
    await page.getByText('第 1–64 行，共 64 行').waitFor()
    await page.getByLabel('选中本页').check()
    await page.getByRole('button', { name: '批量修改' }).click()
    const bulk = page.getByRole('dialog')
    await bulk.getByLabel('栏目').selectOption('practice_days')
    await bulk.getByLabel('改为').fill('30')
    await bulk.getByText('将把 64 行的“本年企业实践天数”改为“30”。').waitFor()
    await bulk.getByRole('button', { name: '修改 64 行' }).click()
    await page.getByText('已修改 64 行').waitFor()

    // The file has all rows and no name in clear.
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: '导出 CSV' }).click(),
    ])
    const csv = readFileSync(await download.path(), 'utf8')
    expect(csv.trim().split('\n')).toHaveLength(131)
    expect(csv).not.toContain('林甲子')
  } finally {
    await Promise.all(pages.map(leave))
  }
})

test('in a long register the clerk is led to a row, moves over pages by keyboard, and comes back to where she was', {
  timeout: 150_000,
}, async () => {
  const page = await site.enter('clerk')
  const sought = () => page.locator('tr[aria-current="true"]').getByRole('rowheader').textContent()
  const focused = () =>
    page.evaluate<string>('document.activeElement.closest("tr")?.getAttribute("aria-rowindex")')
  try {
    const twin = '441802198001010012'
    const rows = Array.from({ length: 500 }, (_, index) => ({
      ...person(index + 200),
      ...(index === 3 || index === 480 ? { id_number: twin } : {}),
    }))
    expect(await send(page, 'POST', `${API}/rows`, { rows })).toBe(200)

    // Two rows of one person: each is one click away, from the register and from the list of findings.
    await page.goto(`${REGISTERS}/staff`)
    await page.getByRole('link', { name: '第 612 行', exact: true }).click()
    await page.getByText('第 601–630 行，共 630 行').waitFor()
    await expect.poll(sought).toBe('T680')
    await expect.poll(focused).toBe('612')
    expect(page.url()).toContain('row=612')
    await page.goto(`/desk/${SCHOOL}/2018`)
    await page.getByRole('link', { name: '第 135 行', exact: true }).click()
    await page.getByText('第 101–200 行，共 630 行').waitFor()
    await expect.poll(sought).toBe('T203')
    expect(await accessibilityFaults(page)).toEqual([])

    // The keyboard goes on to the next page, back, and to both ends.
    await page.keyboard.press('Control+End')
    await page.getByText('第 601–630 行，共 630 行').waitFor()
    await expect.poll(focused).toBe('631')
    await page.keyboard.press('Control+Home')
    await page.getByText('第 1–100 行，共 630 行').waitFor()
    await expect.poll(focused).toBe('2')
    await page.locator('[data-at="99:0"]').focus()
    await page.keyboard.press('ArrowDown')
    await page.getByText('第 101–200 行，共 630 行').waitFor()
    await expect.poll(focused).toBe('102')
    await page.keyboard.press('ArrowUp')
    await expect.poll(focused).toBe('101')

    // A page by its number; the row that was opened there is found again on coming back.
    await page.getByLabel('转到第几页').fill('5')
    await page.getByLabel('转到第几页').press('Enter')
    await page.getByText('第 401–500 行，共 630 行').waitFor()
    await page.locator('[data-at="49:0"]').click()
    await page.getByRole('heading', { name: '第 451 行' }).waitFor()
    await page.getByRole('link', { name: '首页', exact: true }).click()
    await page.getByRole('heading', { level: 1 }).waitFor()
    await page.goBack()
    await page.getByText('第 401–500 行，共 630 行').waitFor()
    await expect.poll(focused).toBe('451')

    await page.goto(`${REGISTERS}/staff?page=99&row=9999`)
    await page.getByText('第 601–630 行，共 630 行').waitFor()
  } finally {
    await leave(page)
  }
})

test('a register in the dark and on a phone', { timeout: 40_000 }, async () => {
  const page = await site.enter('leader', { width: 390, height: 844, theme: 'dark' })
  try {
    await page.goto(`${REGISTERS}/staff?find=T00`)
    await page.locator('[data-at="0:0"]').click()
    await page.getByRole('heading', { name: '第 1 行' }).waitFor()
    expect(await accessibilityFaults(page)).toEqual([])
    const beyond = 'document.documentElement.scrollWidth - document.documentElement.clientWidth'
    expect(await page.evaluate<number>(beyond)).toBeLessThanOrEqual(0)
  } finally {
    await leave(page)
  }
})
