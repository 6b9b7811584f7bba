import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { accessibilityFaults, leave, type OwnSite, openOwnSite } from './site/site.ts'
import { pdf, type Worker, worker } from './site/worker.ts'

const DAY = 86_400_000

/** How many days before today the story stands; the public notice takes seven of them. */
let daysBefore = 10
let site: OwnSite

beforeAll(async () => {
  site = await openOwnSite(() => new Date(Date.now() - daysBefore * DAY))
}, 600_000)

afterAll(async () => {
  await site?.close()
})

const day = (days: number) => new Date(Date.now() + days * DAY).toISOString().slice(0, 10)

const EXPERTS = [
  { user: 'expert1', name: '姜庚子', competences: ['学校管理', '教学与课程'] },
  { user: 'expert2', name: '苏辛丑', competences: ['实训与校企合作', '行业企业'] },
]

/** What the school writes itself; teachers, rooms and agreements come from its registers. */
const PARTS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  基本信息: { '学制（年）': '3', 招生对象: '初中毕业生', 拟招人数: '60', 开办时间: '2018-09-01' },
  人才需求调研报告: { 调研结论: '22 家企业年需仓储配送 120 人', 调研企业数: '22', 面向岗位: '仓储管理员' },
  可行性论证: { 论证意见: '师资和实训条件具备' },
  人才培养方案与课程体系: { 培养目标: '培养仓储配送人才', 课程体系: '仓储作业、配送实务' },
  经费预算: { 经费安排: '学校自筹' },
  管理制度与质量保障: { 管理制度: '执行专业建设管理办法' },
  学校办公会或党组织决议: { 会议名称: '第 6 次校长办公会', 决议日期: '2018-03-02' },
}
const FILES = ['人才需求调研报告', '人才培养方案与课程体系', '学校办公会或党组织决议']

/** What the school writes where its registers have nothing of the kind. */
const ROWS = [
  ['师资', '加一位教师', { 姓名: '孙老师', 职称: '讲师', 学历: '本科' }],
  ['实训条件', '加一个实训室或基地', { 名称: '仓储实训室', 类型: '校内', 工位数: '60' }],
  ['校企合作协议', '加一份协议', { 企业: '某物流公司', 合作内容: '岗位实习', 签订日期: '2018-01-10' }],
] as const

test('a new programme from application to filing number', { timeout: 120_000 }, async () => {
  const pages: Page[] = []
  const enter = async (username: string): Promise<Worker> => {
    const page = await site.enter(username)
    pages.push(page)
    return worker(page)
  }
  try {
    // The bureau says when applications are taken.
    const officer = await enter('officer')
    await officer.opens('/evaluation/qingyuan/2017/experts')
    for (const { user, name, competences } of EXPERTS) {
      await officer.page.getByRole('button', { name: '登记专家' }).click()
      for (const competence of competences) await officer.dialog().getByLabel(competence).check()
      await officer.answers('保存', { 登录用户名: user, 姓名: name })
    }
    await officer.opens('/programmes/qingyuan/2017/applications')
    const window = {
      年度: '2018',
      开始: day(-12),
      截止: day(20),
      专家人数: '2',
      备案号前缀: '清教职备〔2018〕',
    }
    await officer.does('设定申报时间', window, '保存')
    await officer.page.getByText(/^正在申报/).waitFor()

    // The school applies: what its registers hold is there already, the rest it writes.
    const clerk = await enter('clerk')
    await clerk.opens('/programmes/qy-gongmao/2017/applications')
    await clerk.page.getByRole('button', { name: '申报新专业' }).click()
    await clerk.dialog().getByRole('option', { name: '121900 物流服务与管理' }).waitFor({ state: 'attached' })
    await clerk.dialog().getByLabel('专业', { exact: true }).selectOption('121900')
    await clerk.dialog().getByRole('button', { name: '开始申报' }).click()
    await clerk.page.getByRole('heading', { level: 1, name: '物流服务与管理' }).waitFor()
    for (const [part, fields] of Object.entries(PARTS)) await write(clerk, part, fields)
    await open(clerk, '可行性论证')
    await addRow(clerk, '加一位论证专家', { 姓名: '钱工', 单位: '某物流公司', 意见: '同意' })
    for (const [part, button, row] of ROWS) {
      await open(clerk, part)
      const isFilled = (await clerk.page.getByText('台账带入').count()) > 0
      if (!isFilled) await addRow(clerk, button, row)
    }
    for (const part of FILES) {
      await open(clerk, part)
      await clerk.page.getByLabel(`上传“${part}”的佐证材料`).setInputFiles(pdf(`${part}.pdf`))
      await clerk.page.getByRole('link', { name: `${part}.pdf` }).waitFor()
    }
    await clerk.page.getByText('已完成 10 部分，共 10 部分').waitFor()
    expect(await accessibilityFaults(clerk.page)).toEqual([])
    const address = new URL(clerk.page.url()).pathname

    const leader = await enter('leader')
    await leader.opens(address)
    await leader.does('提交申报')
    await clerk.page.reload()
    await clerk.page.getByText('已提交').first().waitFor()
    expect(await clerk.page.getByRole('button', { name: '从台账重新带入' }).count()).toBe(0)

    // Complete, before the panel, scored, on public notice.
    await officer.opens(address)
    await officer.does('确认材料齐全')
    await officer.does('提交专家评议')
    await officer.page.getByRole('heading', { name: '评议佐证' }).waitFor()
    expect(await accessibilityFaults(officer.page)).toEqual([])
    for (const { user } of EXPERTS) {
      const expert = await enter(user)
      await expert.follows('评价')
      await expert.page.getByRole('table').getByRole('link').first().click()
      expect(await expert.marksAll(() => 1)).toBe(6)
      await expert.page.getByText('已评 6 个，共 6 个').waitFor()
      await expert.page.getByRole('button', { name: '提交评分表' }).click()
      await expert.page.getByText('评分表已提交').waitFor()
    }
    await officer.page.reload()
    await officer.page.getByText('已交评分表 2 份，共 2 份').waitFor()
    await officer.follows('打开评分表')
    await officer.does('结束评分')
    await officer.opens(address)
    await officer.does('结束评议')
    await officer.page.getByText('得 100.00 分').waitFor()
    await officer.does('公示')

    const reader = worker(await site.visit())
    pages.push(reader.page)
    await reader.opens('/programmes/qingyuan/2018/applications')
    await reader.page.getByRole('row', { name: /物流服务与管理.*清远工贸职业技术学校.*公示中/ }).waitFor()
    expect(await accessibilityFaults(reader.page)).toEqual([])

    // Nothing is decided before the notice is over.
    await officer.page.getByRole('main').getByRole('button', { name: '同意设置', exact: true }).click()
    await officer.dialog().getByRole('button', { name: '同意设置', exact: true }).click()
    await officer
      .dialog()
      .getByText(/公示到/)
      .waitFor()
    await officer.dialog().getByRole('button', { name: '取消' }).click()
    daysBefore = 2
    // Eight days later nobody is signed in any more.
    const later = await enter('officer')
    await later.opens(address)
    await later.does('同意设置', { '理由（可不填）': '专家建议同意，公示无异议' })
    await later.does('备案')
    await later.page.getByText('备案号 清教职备〔2018〕001').waitFor()
    await reader.page.reload()
    await reader.page.getByRole('row', { name: /物流服务与管理.*清教职备〔2018〕001/ }).waitFor()
  } finally {
    for (const page of pages) await leave(page)
  }
})

async function open(clerk: Worker, part: string): Promise<void> {
  await clerk.page.getByRole('navigation', { name: '申报材料' }).getByRole('button', { name: part }).click()
  await clerk.page.getByRole('heading', { level: 2, name: part }).waitFor()
}

/** Writes a part; leaving a field keeps it. */
async function write(clerk: Worker, part: string, fields: Readonly<Record<string, string>>): Promise<void> {
  await open(clerk, part)
  for (const [label, value] of Object.entries(fields))
    await clerk.page.getByLabel(label, { exact: true }).fill(value)
  await clerk.page.keyboard.press('Tab')
}

async function addRow(clerk: Worker, button: string, row: Readonly<Record<string, string>>): Promise<void> {
  await clerk.page.getByRole('button', { name: button }).click()
  for (const [field, value] of Object.entries(row))
    await clerk.page.getByLabel(`第 1 行的${field}`, { exact: true }).fill(value)
  await clerk.page.keyboard.press('Tab')
}
