import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createAccount, demonstrationAccounts, programActor } from '../../src/app/index.ts'
import { accessibilityFaults, leave, type OwnSite, openOwnSite, type VisitOptions } from './site/site.ts'
import { Worker } from './site/worker.ts'

let site: OwnSite

const SCHOOL = 'qy-gongmao'
const YEAR = 2018
const DESK = `/desk/${SCHOOL}/${YEAR}`
const FINANCE = `${DESK}/forms/school_finance`
const FACILITIES = `${DESK}/forms/school_facilities`
const SECOND = 'clerk.second'

beforeAll(async () => {
  site = await openOwnSite()
  const [{ password } = { password: '' }] = await demonstrationAccounts(site.app)
  await createAccount(site.app, programActor('test'), {
    username: SECOND,
    name: '蔡癸亥',
    unit: SCHOOL,
    grants: [{ role: 'school_clerk', unit: SCHOOL }],
    password,
    isDemonstration: true,
  })
  const officer = await site.enter('officer')
  const round = {
    title: '2018 年数据采集',
    deadline: new Date(Date.now() + 20 * 86_400_000).toISOString(),
    forms: ['school_finance', 'school_facilities'],
    units: [SCHOOL],
  }
  const request = {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(round),
  }
  const url = `/api/v1/orgs/qingyuan/years/${YEAR}/round`
  const status = await officer.evaluate<number>(
    `fetch(${JSON.stringify(url)}, ${JSON.stringify(request)}).then((answer) => answer.status)`,
  )
  expect(status).toBe(200)
  await leave(officer)
}, 600_000)

afterAll(async () => {
  await site?.close()
})

/** A clerk at a form. */
class Clerk extends Worker {
  static async at(address: string, username = 'clerk', options?: VisitOptions): Promise<Clerk> {
    const clerk = new Clerk(await site.enter(username, options))
    await clerk.opens(address)
    await clerk.page.locator('.entry__input').first().waitFor()
    return clerk
  }

  cell(name: string) {
    return this.page.getByRole('textbox', { name, exact: true })
  }

  reason(name: string) {
    return this.page.getByLabel(`${name}的缺数原因`, { exact: true })
  }

  async types(name: string, text: string): Promise<void> {
    await this.cell(name).focus()
    await this.page.keyboard.type(text)
  }

  async isSaved(): Promise<void> {
    await this.page
      .locator('.frame__state')
      .getByText(/^已保存/)
      .waitFor()
  }

  /** Puts a block on the clipboard as a spreadsheet does, and pastes it into a cell. */
  async pastes(name: string, block: string): Promise<void> {
    await this.cell(name).focus()
    await this.page.evaluate(`(() => {
      const clipboardData = new DataTransfer()
      clipboardData.setData('text/plain', ${JSON.stringify(block)})
      document.activeElement.dispatchEvent(
        new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }),
      )
    })()`)
  }

  async values(names: readonly string[]): Promise<string[]> {
    return Promise.all(names.map((name) => this.cell(name).inputValue()))
  }

  /** The name of the cell that has the keyboard. */
  at(): Promise<string | null> {
    return this.page.evaluate<string | null>('document.activeElement.ariaLabel')
  }
}

/** Screens kept for a look where a folder is named. */
async function look(page: Page, name: string): Promise<void> {
  const shots = process.env.ENTRY_SHOTS
  if (!shots) return
  for (const [width, height] of [
    [1920, 1080],
    [1280, 800],
  ] as const) {
    await page.setViewportSize({ width, height })
    await page.screenshot({ path: `${shots}/${name}-${width}.png` })
  }
}

test('two clerks in one cell: the later one sees both, and what was chosen is kept', {
  timeout: 90_000,
}, async () => {
  const first = await Clerk.at(FINANCE)
  const second = await Clerk.at(FINANCE, SECOND, { theme: 'dark' })
  try {
    const name = await nameOf(first, 0)
    await first.types(name, '90')
    await first.isSaved()
    await second.types(name, '95')
    const dialog = second.dialog()
    await dialog.waitFor()
    const rows = await dialog.getByRole('row').allInnerTexts()
    expect(rows[1]).toMatch(/对方填的\s+90 万元\s+沈丁酉（clerk）\s+20\d\d-\d\d-\d\d \d\d:\d\d/)
    expect(rows[2]).toMatch(/我填的\s+95 万元\s+我\s+20\d\d-\d\d-\d\d \d\d:\d\d/)
    expect(await accessibilityFaults(second.page)).toEqual([])
    await look(second.page, 'conflict-dark')

    // Put off, neither is lost; chosen, the other's stays and can be taken back.
    await second.page.keyboard.press('Escape')
    await second.page.getByText('有 1 格别人也改过').waitFor()
    expect(await second.cell(name).inputValue()).toBe('95')
    await second.page.getByRole('button', { name: '现在选' }).click()
    await dialog.getByRole('button', { name: '保留对方的' }).click()
    await expect.poll(() => second.cell(name).inputValue()).toBe('90')
    await second.page.getByRole('button', { name: '撤销' }).click()
    await expect.poll(() => second.cell(name).inputValue()).toBe('95')
    await second.isSaved()

    // Now the first is the later one.
    await first.cell(name).fill('97')
    await first.dialog().getByRole('button', { name: '改成我的' }).click()
    await first.isSaved()
    await second.page.reload()
    await expect.poll(() => second.cell(name).inputValue()).toBe('97')

    // Who leaves the form before the answer is there is told, and led back to the choice.
    await first.cell(name).fill('98')
    await first.isSaved()
    await second.cell(name).fill('99')
    await second.follows('返回报送')
    await second.page.getByText('刚才那张表有 1 格没有保存').waitFor()
    await second.page.getByRole('button', { name: '回去看' }).click()
    await second.dialog().waitFor()
    const choice = await second.dialog().getByRole('row').allInnerTexts()
    expect(choice.slice(1).map((row) => /\d+ 万元/.exec(row)?.[0])).toEqual(['98 万元', '99 万元'])
    await second.dialog().getByRole('button', { name: '改成我的' }).click()
    await second.isSaved()
    await first.page.reload()
    await expect.poll(() => first.cell(name).inputValue()).toBe('99')
  } finally {
    await Promise.all([first.page, second.page].map(leave))
  }
})

/** The names of the first cells of a form, in their order. */
async function nameOf(clerk: Clerk, index: number): Promise<string> {
  return (await clerk.page.locator('.entry__input').nth(index).getAttribute('aria-label')) ?? ''
}

test('a block from a spreadsheet is laid over numbers and reasons, and one step takes it back', {
  timeout: 90_000,
}, async () => {
  const clerk = await Clerk.at(FACILITIES)
  const { page } = clerk
  try {
    const names = await Promise.all([0, 1, 2, 3, 4].map((index) => nameOf(clerk, index)))
    const [a = '', b = '', c = '', d = '', e = ''] = names
    await clerk.pastes(a, '1,234.5\t\r\n１２３４\t\r\n\t学校没有这项记录\r\n3万\t\r\n不适用\t\r\n')
    await page.getByText('已粘贴 4 格；另有 1 格没有读懂').waitFor()
    expect(await clerk.values(names)).toEqual(['1234.5', '1234', '', '3万', ''])
    expect(await clerk.reason(c).inputValue()).toBe('not_recorded')
    expect(await clerk.reason(e).inputValue()).toBe('not_applicable')
    await page.getByText('“3万”带了“万”或单位。请按这一行的单位，只填数字').waitFor()
    expect(await clerk.cell(d).getAttribute('aria-invalid')).toBe('true')
    await clerk.isSaved()
    await page.getByText('有 1 格没有读懂，没有保存').waitFor()
    expect(await accessibilityFaults(page)).toEqual([])
    await look(page, 'paste')

    await clerk.cell(b).press('Control+z')
    await expect.poll(() => clerk.values(names)).toEqual(['', '', '', '', ''])
    expect(await clerk.reason(c).inputValue()).toBe('')
    await clerk.cell(b).press('Control+y')
    await expect.poll(() => clerk.values(names)).toEqual(['1234.5', '1234', '', '3万', ''])
    await clerk.isSaved()

    // What does not fit changes nothing and says where.
    await clerk.pastes(b, '1\t2\t3\r\n4\t5\t6\r\n')
    await page.getByRole('alert').getByText(`从“${b}”粘贴的内容有 3 列`).waitFor()
    const long = Array.from({ length: 80 }, (_, index) => String(9000 + index))
    await clerk.pastes(b, long.join('\r\n'))
    const alert = page.getByRole('alert')
    await alert.getByText(`从“${b}”粘贴的内容有 80 行`).waitFor()
    // What has no place is named.
    await alert.getByText(/有 \d+ 格放不下：“90\d\d”、/).waitFor()
    expect(await clerk.values(names)).toEqual(['1234.5', '1234', '', '3万', ''])
    await look(page, 'misfit')

    // From the workbook, where a row of its own stands between two parts, a block runs on into the next.
    const size = await page.locator('table.entry').first().locator('.entry__input').count()
    const [end, next] = [await nameOf(clerk, size - 1), await nameOf(clerk, size)]
    await clerk.pastes(end, '71\r\n\r\n72\r\n')
    await page.getByText(`已粘贴 2 格，分在 2 个部分，到“${next}”为止`).waitFor()
    expect(await clerk.values([end, next])).toEqual(['71', '72'])
    await clerk.cell(next).press('Control+z')
    await expect.poll(() => clerk.values([end, next])).toEqual(['', ''])
    await clerk.isSaved()
    await page.reload()
    await expect.poll(() => clerk.values(names)).toEqual(['1234.5', '1234', '', '', ''])
  } finally {
    await leave(page)
  }
})

test('steps, meaning, formulas and reasons by the keyboard', { timeout: 90_000 }, async () => {
  const clerk = await Clerk.at(FINANCE, 'clerk', { theme: 'dark' })
  const { page } = clerk
  const students = '生均经费计算学生数'
  const expense = '公共财政预算教育事业费'
  const findings = page.getByRole('region', { name: '校验结果' })
  try {
    // A clerk has one unit to pick from.
    expect(await page.getByRole('navigation', { name: '机构' }).getByRole('link').allInnerTexts()).toEqual([
      '清远工贸职业技术学校',
    ])

    // A number is one step however many keys it took; the page follows to the cell.
    await clerk.types(students, '2000')
    await clerk.types(expense, '18000000')
    const finding = findings.getByRole('listitem').filter({ hasText: 'FIN-008' })
    await finding.waitFor()
    expect(await finding.locator('dd').allInnerTexts()).toEqual([
      '生均公共财政预算教育事业费 ≥ 1000 元 且 生均公共财政预算教育事业费 ≤ 80000 元',
      '90,000,000.00 元 ≥ 1000 元 且 90,000,000.00 元 ≤ 80000 元',
    ])
    await finding.getByRole('button', { name: students, exact: true }).click()
    expect(await clerk.at()).toBe(students)
    await look(page, 'formula-dark')
    expect(await accessibilityFaults(page)).toEqual([])
    expect(await clerk.cell(expense).inputValue()).toBe('18000000')
    await page.keyboard.press('Control+z')
    expect(await clerk.at()).toBe(expense)
    await expect.poll(() => clerk.cell(expense).inputValue()).not.toBe('18000000')
    await finding.filter({ hasText: '90,000,000' }).waitFor({ state: 'detached' })
    await page.keyboard.press('Control+z')
    await expect.poll(() => clerk.cell(students).inputValue()).toBe('')
    await page.keyboard.press('Control+Shift+Z')
    await expect.poll(() => clerk.cell(students).inputValue()).toBe('2000')
    await page.getByRole('button', { name: '重做' }).click()
    await expect.poll(() => clerk.cell(expense).inputValue()).toBe('18000000')

    // F1 tells what the cell means, Esc leads back; `?` does the same where no text is being edited.
    await clerk.cell(students).focus()
    await page.keyboard.press('F1')
    expect(await clerk.at()).toBe('口径')
    const story = page.getByRole('region', { name: '口径' })
    expect(await clerk.reads(story)).toMatch(
      /单位：人[\s\S]*用来算的指标[\s\S]*有关的校验[\s\S]*全日制在校生数/,
    )
    await page.keyboard.press('Escape')
    expect(await clerk.at()).toBe(students)
    await page.getByRole('heading', { level: 1 }).click()
    await page.keyboard.press('?')
    expect(await clerk.at()).toBe('口径')

    // Where there is no number, the reason is chosen from the list; then the cell is no gap any more.
    const grants = '发放国家助学金'
    const gap = findings.getByRole('listitem').filter({ hasText: 'ENT-101' })
    await gap.getByRole('button', { name: grants }).click()
    expect(await clerk.at()).toBe(grants)
    await page.keyboard.press('Tab')
    expect(await clerk.at()).toBe(`${grants}的缺数原因`)
    expect(await clerk.reason(grants).getByRole('option').count()).toBe(7)
    await clerk.reason(grants).selectOption('尚未统计出来')
    await gap.getByRole('button', { name: grants }).waitFor({ state: 'detached' })
    await page.keyboard.press('Control+z')
    await gap.getByRole('button', { name: grants }).waitFor()
    await page.keyboard.press('Control+y')
    await gap.getByRole('button', { name: grants }).waitFor({ state: 'detached' })

    // From the desk a finding leads to its cell, and the form to its registers.
    await clerk.isSaved()
    await clerk.follows('返回报送')
    await page.getByRole('complementary').getByRole('link', { name: '公共财政预算公用经费' }).click()
    await expect.poll(() => clerk.at()).toBe('公共财政预算公用经费')
    await clerk.opens(FACILITIES)
    await page.getByRole('link', { name: '学校基本情况' }).click()
    await page.getByRole('heading', { level: 1, name: /学校基本情况/ }).waitFor()
  } finally {
    await leave(page)
  }
})
