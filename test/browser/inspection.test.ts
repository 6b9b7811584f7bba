import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { accessibilityFaults, leave, type OwnSite, openOwnSite } from './site/site.ts'
import { pdf, type Worker, worker } from './site/worker.ts'

let site: OwnSite

beforeAll(async () => {
  site = await openOwnSite()
}, 600_000)

afterAll(async () => {
  await site?.close()
})

const SCHOOL = '清远工贸职业技术学校'
const EXPERTS = [
  { user: 'expert1', name: '姜庚子', competences: ['学校管理', '教学与课程', '实训与校企合作'] },
  { user: 'expert2', name: '苏辛丑', competences: ['德育与学生工作', '行业企业'] },
  { user: 'expert4', name: '马癸卯', competences: ['学校管理', '教学与课程'], home: SCHOOL },
]

/** Goes to the round of the test from the list, and to its only subject. */
async function toSheet(person: Worker): Promise<void> {
  await person.page.getByRole('link', { name: '2017 年教学检查' }).first().click()
  await person.page.getByRole('link', { name: SCHOOL, exact: true }).last().click()
  await person.page.getByRole('heading', { level: 1, name: SCHOOL }).waitFor()
}

test('an inspection from the self-assessment to the published result', { timeout: 120_000 }, async () => {
  const pages: Page[] = []
  const enter = async (username: string): Promise<Worker> => {
    const page = await site.enter(username)
    pages.push(page)
    return worker(page)
  }
  try {
    // The bureau registers experts and opens a round for one school.
    const officer = await enter('officer')
    await officer.opens('/evaluation/qingyuan/2017/experts')
    for (const { user, name, competences, home } of EXPERTS) {
      await officer.page.getByRole('button', { name: '登记专家' }).click()
      for (const competence of competences) await officer.dialog().getByLabel(competence).check()
      if (home) await officer.dialog().getByLabel('所属学校').selectOption({ label: home })
      await officer.answers('保存', { 登录用户名: user, 姓名: name })
    }
    await officer.page.getByRole('row', { name: /马癸卯.*清远工贸职业技术学校/ }).waitFor()
    await officer.follows('评价批次')
    await officer.page.getByRole('button', { name: '发起评价' }).click()
    await officer.dialog().getByLabel('评价方案').selectOption('teaching_inspection')
    await officer.dialog().getByLabel('批次名称').fill('2017 年教学检查')
    await officer.dialog().getByLabel('专家人数').fill('2')
    await officer.dialog().getByLabel(SCHOOL).check()
    expect(await accessibilityFaults(officer.page)).toEqual([])
    await officer.dialog().getByRole('button', { name: '发起', exact: true }).click()
    await officer.page.getByText('共 1 个，已确认或公布 0 个。').waitFor()

    // The school marks itself with the keyboard and hands in evidence; what the data say is not typed.
    const clerk = await enter('clerk')
    await clerk.follows('评价')
    await toSheet(clerk)
    const ratio = clerk.page.getByRole('listitem').filter({ hasText: '生师比' })
    expect(await clerk.reads(ratio)).toContain('由已审核数据计分')
    expect(await ratio.getByRole('radio').count()).toBe(0)
    expect(await clerk.marksAll(() => 1)).toBe(9)
    await clerk.page.getByRole('button', { name: '发展规划与年度计划', exact: true }).click()
    const wrong = { name: '规划.pdf', mimeType: 'application/pdf', buffer: Buffer.from('PK 其实不是') }
    await clerk.page.getByLabel('上传“发展规划与年度计划”的佐证材料').setInputFiles(wrong)
    await clerk.page.getByText('EVD-002').waitFor()
    await clerk.page.getByRole('button', { name: '发展规划与年度计划', exact: true }).click()
    for (const name of ['发展规划与年度计划', '校企合作机构', '安全与应急', '状态数据工作']) {
      await clerk.page.getByRole('button', { name, exact: true }).click()
      await clerk.page.getByLabel(`上传“${name}”的佐证材料`).setInputFiles(pdf(`${name}.pdf`))
      await clerk.page.getByRole('link', { name: `${name}.pdf` }).waitFor()
    }
    await clerk.page.getByText('已评 13 个，共 13 个').waitFor()
    expect(await accessibilityFaults(clerk.page)).toEqual([])
    expect(await clerk.page.getByRole('button', { name: '提交自评' }).count()).toBe(0)

    const leader = await enter('leader')
    await leader.follows('评价')
    await toSheet(leader)
    await leader.does('提交自评')
    await leader.page.getByText('已提交自评').first().waitFor()

    // Experts are drawn, none of the school; each scores alone.
    await officer.page.getByRole('table').getByRole('link', { name: SCHOOL }).click()
    await officer.page.getByRole('heading', { level: 1, name: SCHOOL }).waitFor()
    await officer.does('开始专家评分')
    const panel = officer.page.getByRole('region', { name: '评分专家' })
    await panel.getByText('抽取记录').click()
    await panel.getByText('expert4：本单位，回避').waitFor()
    for (const [index, { user }] of EXPERTS.slice(0, 2).entries()) {
      const expert = await enter(user)
      await expert.follows('评价')
      await expert.page.getByRole('link', { name: SCHOOL }).click()
      // The second expert thinks little of the school's rules.
      const count = await expert.marksAll((at) => (index === 1 && at === 1 ? 4 : 1))
      expect(count).toBe(13)
      await expert.page.getByText('已评 13 个，共 13 个').waitFor()
      if (index === 0) expect(await accessibilityFaults(expert.page)).toEqual([])
      await expert.page.getByRole('button', { name: '提交评分表' }).click()
      await expert.page.getByText('评分表已提交').waitFor()
    }

    // The chief criterion in dispute is ruled on, and the school is told.
    await officer.page.reload()
    await officer.does('结束评分')
    await officer.page.getByRole('heading', { name: '1 个要点专家意见相差较大，需要仲裁' }).waitFor()
    await officer.page.getByRole('button', { name: '仲裁“章程与制度体系”' }).click()
    await officer.answers('裁定', { 裁定等级: 'b', 理由: '制度汇编缺两项修订记录' })
    await officer.does('告知结果')

    await leader.page.reload()
    await leader.page.getByText('评价得分').waitFor()
    const points = await leader.reads(leader.page.locator('.totals__points').last())
    expect(Number(points)).toBeGreaterThan(80)
    expect(await leader.reads(leader.page.locator('body'))).not.toContain('姜庚子')
    await leader.does('陈述意见', { 陈述的意见: '修订记录已补交，请复核' })

    await officer.page.reload()
    await officer.page.getByRole('button', { name: '答复意见' }).click()
    await officer.dialog().getByLabel('答复', { exact: true }).fill('属实，调整')
    await officer.dialog().getByRole('button', { name: '加一个要调整的要点' }).click()
    await officer.dialog().getByLabel('要点').selectOption('rules')
    await officer.dialog().getByLabel('裁定等级').selectOption('a')
    await officer.answers('答复意见')

    await leader.page.reload()
    // The rules carry 4 points: from B, eight tenths, to A.
    await leader.page.getByText('评价得分').waitFor()
    const revised = await leader.reads(leader.page.locator('.totals__points').last())
    expect((Number(revised) - Number(points)).toFixed(2)).toBe('0.80')
    await leader.does('认可结果')

    await officer.page.reload()
    await officer.does('公布')
    await officer.page.getByText('已公布').first().waitFor()
    await officer.page.goBack()
    await officer.follows('结果与可信度')
    await officer.page.getByRole('figure', { name: new RegExp(`${SCHOOL}居首`) }).waitFor()
    await officer.page.getByRole('heading', { name: '专家意见的一致程度' }).waitFor()
    expect(await accessibilityFaults(officer.page)).toEqual([])
    const word = await officer.takes(officer.page.getByRole('link', { name: '下载 Word' }))
    expect(word.bytes.subarray(0, 2).toString('latin1')).toBe('PK')

    await leader.opens('/evaluation/qingyuan/2017')
    await leader.page.getByRole('row', { name: new RegExp(`${SCHOOL}.*${revised}`) }).waitFor()
  } finally {
    for (const page of pages) await leave(page)
  }
})
