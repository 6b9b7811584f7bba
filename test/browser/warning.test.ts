import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { watchGoals } from '../../src/app/index.ts'
import { decimal, known } from '../../src/kernel/index.ts'
import {
  closureExists,
  keepCatalog,
  markAccepted,
  replaceObservations,
  withinScope,
  writeClosureWithin,
} from '../../src/store/index.ts'
import { accessibilityFaults, leave, type OwnSite, openOwnSite } from './site/site.ts'
import { pdf, type Worker, worker } from './site/worker.ts'

let site: OwnSite

beforeAll(async () => {
  site = await openOwnSite()
}, 600_000)

afterAll(async () => {
  await site?.close()
})

const SCHOOL = 'qy-gongmao'

/** Books and students of the school arrive for a year, and are accepted. */
async function accept(year: number, books: string, students: string): Promise<void> {
  const { app } = site
  const unit = app.units.find(SCHOOL, year)
  await keepCatalog(app.database.db, app.rawCatalog.hash, app.rawCatalog, app.clock())
  await withinScope(app.database.db, { units: 'all', year, mayWrite: true, role: 'program' }, async (tx) => {
    if (!(await closureExists(tx, year))) await writeClosureWithin(tx, app.units.tree(year))
    const values = { books, enrolment_full_time: students }
    const observations = Object.entries(values).map(([element, value]) => ({
      element,
      cell: '',
      observed: known(decimal(value)),
      origin: 'entered' as const,
    }))
    await replaceObservations(tx, unit, year, observations)
    await markAccepted(tx, {
      unitId: unit.id,
      year,
      catalogHash: app.rawCatalog.hash,
      contentHash: JSON.stringify(values),
      at: app.clock(),
    })
  })
  await watchGoals(app, unit.id, year)
}

test('an early warning from value to closed action', { timeout: 90_000 }, async () => {
  const pages: Page[] = []
  const enter = async (username: string): Promise<Worker> => {
    const page = await site.enter(username)
    pages.push(page)
    return worker(page)
  }
  try {
    // The leader sets a target on an indicator; the value and its trend stand beside it.
    const leader = await enter('leader')
    await leader.opens(`/improvement/${SCHOOL}/2017/goals`)
    await leader.page.getByRole('heading', { name: '还没有目标' }).waitFor()
    await leader.page.getByRole('button', { name: '设定目标' }).click()
    await leader.dialog().getByLabel('指标', { exact: true }).selectOption('books_per_student')
    expect(await accessibilityFaults(leader.page)).toEqual([])
    await leader.answers('保存', {
      目标: '生均图书不低于 32 册',
      责任人: '图书馆',
      目标值: '32',
      达到年份: '2018',
    })
    const goal = leader.page.getByRole('row', { name: /生均图书不低于 32 册/ })
    expect((await leader.reads(goal)).replace(/\s+/g, ' ')).toMatch(/2018 年 ≥ 32.00 册.*35\.37 册.* 2017/)

    // The next data miss it: the warning is there at once.
    await accept(2018, '60000', '2000')
    const clerk = await enter('clerk')
    await clerk.opens(`/improvement/${SCHOOL}/2018`)
    await clerk.page.getByRole('definition').filter({ hasText: /^1$/ }).first().waitFor()
    expect(await accessibilityFaults(clerk.page)).toEqual([])
    await clerk.follows('生均图书未达到目标')
    await clerk.page.getByText('数据没有达到目标：30.00').waitFor()

    // Cause, measure with owner and date, progress, evidence, effect.
    await clerk.does('填写原因', { 原因: '新校区扩招，采购没有跟上' })
    await clerk.does('制定措施', {
      措施: '年内采购 1.5 万册',
      责任人: '图书馆',
      完成日期: '2027-03-31',
    })
    await clerk.does('报告进展', { 进展: '首批 6000 册已验收' })
    await clerk.page.getByRole('main').getByRole('button', { name: '申请复查' }).click()
    await clerk.dialog().getByLabel('成效').fill('1.5 万册已上架')
    await clerk.dialog().getByRole('button', { name: '申请复查' }).click()
    await clerk.dialog().getByText('WFL-003').waitFor()
    await clerk.dialog().getByRole('button', { name: '取消' }).click()
    await clerk.page.getByLabel(/^上传“生均图书未达到目标”/).setInputFiles(pdf('采购合同.pdf'))
    await clerk.page.getByRole('link', { name: '采购合同.pdf' }).waitFor()
    await clerk.does('申请复查', { 成效: '1.5 万册已上架' })
    await clerk.page.getByText('之后的数据达到目标时自动销号。').waitFor()
    expect(await accessibilityFaults(clerk.page)).toEqual([])

    // A later value meets the target and closes it; the story runs from the one value to the other.
    await accept(2019, '75000', '2000')
    await clerk.page.reload()
    await clerk.page.getByText('2019 年数据 37.50，达到目标，自动销号。').waitFor()
    const officer = await enter('officer')
    await officer.opens('/improvement/qingyuan/2019?show=closed')
    const row = officer.page.getByRole('row', { name: /生均图书未达到目标/ })
    expect(await officer.reads(row)).toContain('30.00 → 37.50')
    expect(await officer.reads(row)).toContain('已销号')
  } finally {
    for (const page of pages) await leave(page)
  }
})
