import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { accessibilityFaults, leave, type OwnSite, openOwnSite } from './site/site.ts'
import { Worker } from './site/worker.ts'

let site: OwnSite

beforeAll(async () => {
  site = await openOwnSite()
}, 600_000)

afterAll(async () => {
  await site?.close()
})

const NEXT = new Date().getFullYear() + 1

/** Faults in light and in dark; of a dialog in one of them. */
async function faults({ page }: Worker, modes = ['light', 'dark']): Promise<string[]> {
  const theme = page.locator('.theme-switch select')
  const found: string[] = []
  for (const mode of modes) {
    await theme.selectOption(mode)
    found.push(...(await accessibilityFaults(page)))
  }
  return found
}

describe('keeping people and units', () => {
  test('an officer makes an account, hands its password over, ends its sessions and disables it', async () => {
    const officer = new Worker(await site.enter('officer'))
    const { page } = officer
    await officer.follows('账号')
    await page.getByRole('heading', { level: 1, name: '账号' }).waitFor()
    const main = page.getByRole('main')
    await main.getByLabel('查找').fill('工贸')
    await main.getByText('共 2 个账号').waitFor()
    await main.getByLabel('角色').selectOption('学校领导')
    await main.getByText('共 1 个账号').waitFor()
    await main.getByLabel('查找').fill('')
    await main.getByLabel('角色').selectOption('全部角色')

    await main.getByRole('button', { name: '新建账号' }).click()
    const form = officer.dialog()
    await form.getByLabel('姓名').fill('陈丁卯')
    await form.getByLabel('用户名').fill('chen.dingmao')
    await form.getByLabel('单位', { exact: true }).selectOption('qy-gongmao')
    await form.getByText('可填全部报表和台账').click()
    await form.getByRole('checkbox', { name: /教职工台账/ }).check()
    expect(await faults(officer, ['light'])).toEqual([])
    await form.getByRole('button', { name: '建立账号' }).click()
    const shown = page.getByRole('dialog', { name: '陈丁卯的初始密码' })
    const password = await officer.reads(shown.locator('code').nth(1))
    await shown.getByRole('button', { name: '已记下，关闭' }).click()
    const panel = page.getByRole('region', { name: '陈丁卯' })
    expect(await officer.reads(panel)).toMatch(/学校填报员\s*（只限教职工台账）/)
    expect(await faults(officer)).toEqual([])

    const newcomer = await site.visit()
    const signIn = async () => {
      await newcomer.goto('/sign-in')
      await newcomer.getByLabel('用户名').fill('chen.dingmao')
      await newcomer.getByLabel('密码').fill(password)
      await newcomer.getByRole('main').getByRole('button', { name: '登录', exact: true }).click()
    }
    await signIn()
    await newcomer.getByRole('button', { name: '退出' }).waitFor()
    await panel.getByRole('button', { name: '退出所有登录' }).click()
    await officer.answers('退出所有登录')
    await newcomer.goto('/account')
    await newcomer.getByRole('heading', { level: 1, name: '登录' }).waitFor()

    await panel.getByRole('button', { name: '停用' }).click()
    await officer.answers('停用')
    await panel.getByText('已停用').waitFor()
    await signIn()
    await newcomer.getByRole('alert').waitFor()
    await panel.getByRole('button', { name: '启用' }).click()
    await panel.getByText('待改初始密码').waitFor()
    await leave(newcomer)
    await leave(page)
  }, 120_000)

  test('a school is renamed from next year on, after a look at what changes; this year keeps the old name', async () => {
    const officer = new Worker(await site.enter('officer'))
    const { page } = officer
    await page.goto('/units?org=qy-zhixiao&year=2017')
    const main = page.getByRole('main')
    await main.getByRole('button', { name: '撤销' }).click()
    await officer.dialog().getByLabel('理由').fill('粤府函〔2026〕1 号')
    await officer.dialog().getByRole('button', { name: '看看会改变什么' }).click()
    await officer.dialog().getByText('ORG-014').waitFor()
    await officer.dialog().getByRole('button', { name: '取消' }).click()

    await page.getByLabel('看哪一年的机构').selectOption(String(NEXT))
    await page.getByText(`机构 · ${NEXT} 年`).waitFor()
    await main.getByRole('button', { name: '改名' }).click()
    await officer.dialog().getByLabel('新名称').fill('清远市技师学校')
    await officer.dialog().getByLabel('理由').fill('粤府函〔2026〕1 号')
    await officer.dialog().getByRole('button', { name: '看看会改变什么' }).click()
    const preview = page.getByRole('dialog', { name: `从 ${NEXT} 年起会有这些变化` })
    expect(await officer.reads(preview)).toMatch(/清远市职业技术学校\s*清远市技师学校/)
    expect(await faults(officer, ['dark'])).toEqual([])
    await officer.answers('改名')
    await page.getByRole('heading', { level: 1, name: '清远市技师学校' }).waitFor()
    const past = page.getByRole('region', { name: '历年名称和隶属' })
    await past.getByText(`到 ${NEXT - 1} 年`).waitFor()
    await page.getByRole('region', { name: '变更记录' }).getByText('粤府函〔2026〕1 号').waitFor()
    expect(await faults(officer)).toEqual([])
    await page.getByLabel('看哪一年的机构').selectOption(String(NEXT - 1))
    await page.getByRole('heading', { level: 1, name: '清远市职业技术学校' }).waitFor()
    await page.setViewportSize({ width: 390, height: 844 })
    expect(await officer.reachBeyondTheWindow()).toBe(0)
    await leave(page)
  }, 120_000)

  test('the administrator finds in the trail what was done and what was refused, and takes it as a file', async () => {
    const admin = new Worker(await site.enter('admin'))
    const { page } = admin
    await admin.follows('操作记录')
    const search = page.getByRole('search')
    await search.getByLabel('操作者').fill('officer')
    await search.getByLabel('操作', { exact: true }).selectOption('机构')
    await search.getByRole('button', { name: '查找' }).click()
    const rows = page.getByRole('region', { name: '操作记录' }).getByRole('row')
    await rows.filter({ hasText: '变更机构' }).getByText('已完成').waitFor()
    await rows.filter({ hasText: '变更机构' }).getByRole('button').click()
    const entry = page.getByRole('region', { name: '记录详情' })
    expect(await admin.reads(entry)).toContain('清远市技师学校')
    expect(await faults(admin)).toEqual([])
    const file = await admin.takes(page.getByRole('link', { name: '导出 CSV' }))
    expect(file.bytes.toString('utf8')).toContain('org.change')
    expect(file.bytes.toString('utf8')).not.toContain('account.create')
    await search.getByLabel('操作', { exact: true }).selectOption('登录和密码')
    await search.getByLabel('操作者').fill('')
    await search.getByLabel('结果').selectOption('未允许')
    await search.getByRole('button', { name: '查找' }).click()
    await rows.filter({ hasText: 'chen.dingmao' }).first().waitFor()
    await page.setViewportSize({ width: 390, height: 844 })
    expect(await admin.reachBeyondTheWindow()).toBe(0)
    await leave(page)
  }, 120_000)
})
