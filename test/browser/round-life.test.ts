import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { account, type Browser, PASSWORD, signedIn } from '../access/browser.ts'
import { type SmallCity, smallCity } from '../access/small-city.ts'
import { accessibilityFaults, leave, type OwnSite, openSiteOver } from './site/site.ts'
import { Worker } from './site/worker.ts'

const YEAR = 2018
const ROUND = '2018 年度状态数据采集'
const SCHOOL = 'east-1'
const OTHER = 'east-2'

let city: SmallCity
let site: OwnSite
let clerk: Browser
let leader: Browser
/** Who fills in and signs at the other school. */
let other: Browser

beforeAll(async () => {
  city = await smallCity()
  await account(city.app, 'officer', 'bureau_officer', 'east')
  await account(city.app, 'leader', 'school_leader', SCHOOL)
  await account(city.app, 'clerk', 'school_clerk', SCHOOL)
  await account(city.app, 'admin', 'platform_admin', 'east')
  site = await openSiteOver(city.app, PASSWORD)
  clerk = await signedIn(city.app, 'clerk')
  leader = await signedIn(city.app, 'leader')
  await account(city.app, 'leader2', 'school_leader', OTHER)
  other = await signedIn(city.app, 'leader2')
}, 600_000)

afterAll(async () => {
  await site?.close()
  await city?.close()
})

/** What the school does, whose screens other tests follow. */
async function does(who: Browser, method: 'POST' | 'PUT', path: string, body: object = {}): Promise<void> {
  const school = who === other ? OTHER : SCHOOL
  const { status, text } = await who.request(method, `/orgs/${school}/years/${YEAR}${path}`, body)
  expect(status, text).toBe(200)
}

const person = (no: string, days: number) => ({
  staff_no: no,
  name: '张三丰',
  sex: 'm',
  role: 'teacher',
  days,
  head_teacher: false,
})

async function fillsIn(who: Browser): Promise<void> {
  const cells = (given: Readonly<Record<string, number>>) => ({
    cells: Object.entries(given).map(([element, value]) => ({ element, value: String(value), revision: 0 })),
  })
  await does(who, 'POST', '/entry/general/cells', cells({ students: 1200, books: 30_000, budget: 560.5 }))
  await does(who, 'POST', '/entry/staff_form/cells', cells({ staff: 2 }))
  await does(who, 'POST', '/registers/staff/rows', { rows: [person('T1', 10), person('T2', 40)] })
  await does(who, 'PUT', '/registers/clubs/empty', { isEmpty: true })
}

/** Answers what the checks ask of, and hands in. */
async function handsIn(who: Browser, signer: Browser): Promise<void> {
  const { json } = await who.get(`/orgs/${who === other ? OTHER : SCHOOL}/years/${YEAR}/findings`)
  for (const { inputKey, severity, explanation } of json.findings) {
    if (severity === 'explain' && explanation === undefined)
      await does(who, 'PUT', '/reasons', { inputKey, text: '已核对，情况属实。' })
  }
  await does(signer, 'POST', '/submission/submit')
}

const shots = process.env.ROUND_SHOTS

async function look(page: Page, name: string): Promise<void> {
  if (!shots) return
  await page.screenshot({ path: `${shots}/${name}-1280.png` })
  await page.setViewportSize({ width: 1920, height: 1080 })
  await page.screenshot({ path: `${shots}/${name}-1920.png` })
  await page.setViewportSize({ width: 1280, height: 800 })
}

const day = (days: number) => new Date(Date.now() + (days * 24 + 8) * 3_600_000).toISOString().slice(0, 10)

test('the life of a round on the bureau’s board, from its opening to an amendment of what is locked', {
  timeout: 90_000,
}, async () => {
  const officer = new Worker(await site.enter('officer'))
  const { page } = officer
  const pages = [page]
  const line = (name: string) =>
    page.getByRole('region', { name: '各单位进度' }).getByRole('row').filter({ hasText: name })
  const state = (text: string) => page.locator('.frame__state').getByText(text).waitFor()
  try {
    // Opened for a year: two of three forms, one of the city's units left out.
    await officer.follows('进度')
    await look(page, '01-no-round')
    await page.getByRole('main').getByRole('button', { name: '发起采集' }).click()
    const opening = officer.dialog()
    await opening.getByLabel('年份').fill(String(YEAR))
    await opening.getByText('报表：已选 3，共 3').click()
    await opening.getByRole('checkbox', { name: '市级表' }).uncheck()
    await opening.getByText('填报单位：已选 3，共 3').click()
    const units = opening.getByRole('group', { name: '填报单位' })
    await units.getByRole('button', { name: '全不选' }).click()
    expect(await opening.getByRole('button', { name: '发起采集' }).isDisabled()).toBe(true)
    await units.getByRole('checkbox', { name: '东城一职' }).check()
    await units.getByRole('checkbox', { name: '东城二职' }).check()
    await look(page, '02-opening')
    expect(await opening.getByLabel('批次名称').inputValue()).toBe(ROUND)
    await officer.answers('发起采集', { 截止日期: day(10) })
    await line('东城一职').getByText('未开始').waitFor()
    expect(await line('东城').count()).toBe(2)

    // More time for one of them, then for all, then still more for one.
    await page.getByRole('checkbox', { name: '选中东城二职' }).check()
    await look(page, '03-board')
    await officer.does('延期', { 截止日期: day(12), 理由: '学校搬迁，资料尚未到齐。' })
    await line('东城二职').getByText(day(12)).waitFor()
    await line('东城一职').getByText(day(10)).waitFor()
    await officer.does('延期', { 截止日期: day(20), 理由: '与年终统计错开。' })
    await line('东城一职').getByText(day(20)).waitFor()
    await line('东城二职').getByText(day(20)).waitFor()
    await page.getByRole('checkbox', { name: '选中东城一职' }).check()
    await officer.does('延期', { 截止日期: day(25), 理由: '经费决算月底才出。' })
    await line('东城一职').getByText(day(25)).waitFor()
    await line('东城二职').getByText(day(20)).waitFor()

    // Reminded, which the school reads where it fills in.
    await officer.does('催报', { 提醒内容: '请本周内完成填报。' })
    await page.getByText('已提醒 2 个单位').waitFor()
    const school = new Worker(await site.enter('clerk'))
    pages.push(school.page)
    await school.follows('填报')
    const messages = school.page.getByRole('region', { name: '教育局的消息' })
    await messages.getByText('请本周内完成填报。').waitFor()
    expect(await school.reads(school.page.getByRole('row').filter({ hasText: ROUND }))).toContain(day(25))
    expect(await accessibilityFaults(school.page)).toEqual([])
    await look(school.page, '04-desk')

    // Handed in, sent back with a remark at a cell.
    await fillsIn(clerk)
    await page.reload()
    await line('东城一职').getByText('填报中').waitFor()
    await look(page, '05-board-filling')
    await handsIn(clerk, leader)
    await page.reload()
    await line('东城一职').getByText('待审核').waitFor()
    await officer.follows('东城一职')
    await page.getByText('基本情况表（3 项）').click()
    await look(page, '06-review')
    await page.getByRole('button', { name: '对“图书”写意见' }).click()
    await look(page, '07-remark')
    await officer.answers('写意见', { 意见: '图书请按盘点表再核对。' })
    await look(page, '08-remarks-to-send')
    await officer.does('退回')
    await state('已退回')
    await page.getByRole('region', { name: '以往的意见' }).getByText('图书请按盘点表再核对。').waitFor()

    // Mended and accepted; opened again with a reason; accepted again.
    await does(clerk, 'POST', '/entry/general/cells', {
      cells: [{ element: 'books', value: '31000', revision: 1 }],
    })
    await handsIn(clerk, leader)
    await page.reload()
    await page.getByRole('region', { name: '两版的差别' }).getByText('31,000').waitFor()
    await look(page, '09-mended')
    await officer.does('通过')
    await state('已通过')
    await look(page, '10-accepted')
    await page.getByRole('main').getByRole('button', { name: '重新开放' }).click()
    await look(page, '11-reopen')
    await officer.answers('重新开放', { 理由: '学校来函更正经费数。' })
    await state('已退回')
    await does(clerk, 'POST', '/entry/general/cells', {
      cells: [{ element: 'budget', value: '580.5', revision: 1 }],
    })
    await handsIn(clerk, leader)
    await page.reload()
    await officer.does('通过')
    await state('已通过')

    // A round is closed once all are through. Until then a single return is locked.
    await officer.follows('返回进度')
    await page.getByRole('main').getByRole('button', { name: '结束批次' }).click()
    await officer.dialog().getByText('还有 1 个单位没有通过').waitFor()
    expect(await officer.dialog().getByRole('button', { name: '结束批次' }).isDisabled()).toBe(true)
    await look(page, '12-close-barred')
    await page.keyboard.press('Escape')
    await officer.follows('东城一职')
    await officer.does('锁定')
    await state('已锁定')

    // The other school comes through; the round is closed, and with it locked what was not yet.
    await fillsIn(other)
    await handsIn(other, other)
    await officer.follows('返回进度')
    await line('东城二职').getByText('待审核').waitFor()
    await line('东城二职').getByRole('link').click()
    await officer.does('通过')
    await state('已通过')
    await officer.follows('返回进度')
    await officer.does('结束批次')
    await state('已结束')
    await line('东城二职').getByText('已锁定').waitFor()
    await line('东城一职').getByRole('link').click()
    await state('已锁定')

    // Amended: two numbers and a row, in one version with one reason.
    await page.getByRole('main').getByRole('button', { name: '更正数据' }).click()
    await page.getByText('基本情况表（3 项）').click()
    await page.getByRole('textbox', { name: '更正“图书”' }).fill('32100')
    await page.getByRole('textbox', { name: '更正“经费”' }).fill('')
    const panel = page.getByRole('region', { name: '更正锁定的数据' })
    const send = panel.getByRole('button', { name: /^提交更正/ })
    expect(await send.isDisabled()).toBe(true)
    await page.getByRole('combobox', { name: '“经费”没有数的原因' }).selectOption('不宜公布')
    await look(page, '13-amending')
    await page.getByRole('button', { name: '更正行：教职工台账' }).click()
    await look(page, '14-amend-rows')
    await officer.dialog().getByLabel('查找').fill('T2')
    await officer
      .dialog()
      .getByRole('button', { name: /^修改.*T2$/ })
      .click()
    await officer.dialog().getByLabel('实践天数').fill('41')
    await look(page, '15-amend-row')
    await officer.answers('列入更正')
    await panel.getByText('实践天数：40 → 41').waitFor()
    expect(await accessibilityFaults(page)).toEqual([])
    // What would be wrong is refused and named; a new row in a register that had none is not.
    await page.getByRole('button', { name: '更正行：教职工台账' }).click()
    await officer
      .dialog()
      .getByRole('button', { name: /^删除.*T1$/ })
      .click()
    await officer.answers('关闭')
    await page.getByRole('button', { name: '更正行：社团台账' }).click()
    await officer.dialog().getByRole('button', { name: '新增一行' }).click()
    await officer.dialog().getByLabel('名称').fill('茶艺社')
    await officer.dialog().getByLabel('人数').fill('32')
    await officer.answers('列入更正')
    await panel.getByLabel('理由').fill('盘点和审计后更正，见学校报告。')
    await send.click()
    await panel.getByRole('alert').getByText('填报的教职工数与台账不一致。（TST-002）').waitFor()
    await look(page, '16-refused')
    await panel.getByRole('button', { name: /^撤销.*T1/ }).click()

    // Whoever goes elsewhere before it is sent is asked first.
    await page.getByRole('link', { name: '返回进度' }).click()
    await officer.answers('留下')
    await look(page, '16-amendment')
    await send.click()
    await page.getByText('已更正，现为第 4 版').waitFor()
    const versions = page.getByRole('region', { name: '版本' }).getByRole('row')
    await versions.filter({ hasText: '盘点和审计后更正' }).getByText('更正', { exact: true }).waitFor()
    const differences = page.getByRole('region', { name: '两版的差别' })
    await differences.getByRole('row').filter({ hasText: '实践天数' }).getByText('41').waitFor()
    await differences.getByRole('row').filter({ hasText: '图书' }).getByText('32,100').waitFor()
    await look(page, '17-amended')
    const { json } = await clerk.get(`/orgs/east/years/${YEAR}/values?ids=books,practice_days,clubs`)
    expect(json.values.map((value: { value: string }) => value.value)).toEqual(['62100', '101', '1'])

    // The administrator finds the reopening and the amendment in the trail, with their reasons.
    const admin = new Worker(await site.enter('admin'))
    pages.push(admin.page)
    await admin.follows('操作记录')
    const rows = admin.page.getByRole('region', { name: '操作记录' }).getByRole('row')
    const entry = admin.page.getByRole('region', { name: '记录详情' })
    const amendments = rows.filter({ hasText: '锁定后更正' })
    await amendments.filter({ hasText: '未允许' }).waitFor()
    await amendments.filter({ hasText: '已完成' }).getByRole('button').click()
    await entry.getByText('盘点和审计后更正，见学校报告。').waitFor()
    await look(admin.page, '18-trail')
    await rows.filter({ hasText: '重新开放' }).getByRole('button').click()
    await entry.getByText('学校来函更正经费数。').waitFor()
  } finally {
    await Promise.all(pages.map(leave))
  }
})
