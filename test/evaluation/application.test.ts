import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  acceptApplication,
  addApplicationFile,
  announceApplication,
  approveApplication,
  closePanel,
  closeScoring,
  convenePanel,
  createApplication,
  demandCounts,
  fileApplication,
  noticesOf,
  putDemand,
  putExpert,
  putWindow,
  raiseObjection,
  readApplicationDetail,
  recordOpinion,
  rejectApplication,
  resolveObjection,
  saveApplicationPart,
  saveScore,
  sendBackApplication,
  submitApplication,
  submitScore,
  supplyAndDemand,
} from '../../src/app/index.ts'
import {
  type ApplicationAction,
  type ApplicationParty,
  applicationWorkflow,
  replay,
} from '../../src/evaluation/index.ts'
import { type Desk, deskWith } from './desk.ts'
import { HEAD } from './small-catalog.ts'

const SCHEME =
  `${HEAD.replace('id: sample', 'id: new_programme_review').replace('subject: school', 'subject: programme')}
  criteria:
    - { id: demand, name: { zh: 人才需求, en: Demand }, weight: '60', judged: {} }
    - { id: teachers, name: { zh: 师资, en: Teachers }, weight: '40', judged: {} }
`.replace("at_least: '80'", "at_least: '75'")

const CODES = `
- id: competences
  name: { zh: 专长, en: Competence }
  codes: [{ code: teaching, name: { zh: 教学, en: Teaching } }]
- id: programme_categories
  name: { zh: 大类, en: Category }
  codes:
    - { code: '10', name: { zh: 医药卫生, en: Health } }
    - { code: '18', name: { zh: 公共管理与服务, en: Administration } }
- id: programmes
  name: { zh: 专业, en: Programme }
  codes:
    - { code: '100100', name: { zh: 护理, en: Nursing }, parent: '10' }
    - { code: '180200', name: { zh: 文秘, en: Secretarial work }, parent: '18' }
    - { code: '160100', name: { zh: 旧专业, en: Old programme }, parent: '18', in_force: { to: '2010' } }
- id: controlled_categories
  name: { zh: 国家控制, en: Controlled }
  codes: [{ code: '10', name: { zh: 卫生健康主管部门, en: Health authority } }]
- id: industries
  name: { zh: 行业, en: Industry }
  codes: [{ code: S, name: { zh: 公共管理, en: Administration } }]
- id: demand_sources
  name: { zh: 来源, en: Source }
  codes: [{ code: vacancies, name: { zh: 招聘岗位, en: Vacancies } }, { code: survey, name: { zh: 企业调研, en: Survey } }]
`
const OCCUPATIONS = `
- { id: '3-01-02', name: { zh: 行政事务处理人员, en: Clerks }, industry: S, programmes: [{ programme: '180200', share: '1' }] }
`
const PDF = { name: '附件.pdf', bytes: new TextEncoder().encode('%PDF-1.7 …') }

/** Parts that are complete, save for their files. */
const PARTS: Record<string, unknown> = {
  basics: { years: 3, enrols: '初中毕业生', plannedEntrants: 50, opensOn: '2019-09-01', contact: '教务处' },
  demand: {
    survey: '12 家企业年需文员 60 人',
    enterprisesAsked: 12,
    occupations: '行政文员',
    nearby: '周边两校开设',
  },
  feasibility: { text: '条件具备', experts: [{ name: '钱工', employer: '某公司', opinion: '同意' }] },
  teaching_plan: { aims: '培养行政文员', courses: '公文写作、办公软件' },
  teachers: {
    rows: [{ name: '孙老师', title: '讲师', degree: '本科', dualQualified: true, courses: '公文写作' }],
  },
  practice: {
    rows: [{ title: '办公实训室', kind: '校内', stations: 50, enterprise: '' }],
    equipmentValue: '60 万元',
  },
  funds: { text: '学校自筹', amount: '30 万元' },
  rules: { text: '见附件' },
  agreements: { rows: [{ enterprise: '某公司', kind: '实习', signedOn: '2018-03-01' }] },
  resolution: { meeting: '第 6 次校长办公会', decidedOn: '2018-04-02', text: '同意申报' },
}

let desk: Desk

beforeAll(async () => {
  desk = await deskWith(SCHEME, { codelists: CODES, occupations: OCCUPATIONS })
  const { app, people } = desk
  const day = 86_400_000
  const now = app.clock().getTime()
  await putWindow(app, people.officer, 'east', 2018, {
    opensAt: new Date(now - day),
    closesAt: new Date(now + 30 * day),
    noticeDays: 7,
    panelSize: 2,
    numberPrefix: 'DC2018-',
  })
  for (const [id, name, home] of [
    ['expert1', '甲专家', 'east-2'],
    ['expert2', '乙专家', undefined],
    ['expert3', '丙专家', 'east-1'],
  ] as const)
    await putExpert(app, people.officer, 'east', 2018, {
      id,
      name,
      ...(home ? { home } : {}),
      competences: ['teaching'],
    })
})

afterAll(async () => {
  await desk.close()
})

/** Writes every part and hands in the files. */
async function written(programme: string): Promise<string> {
  const { app, people } = desk
  const { id } = await createApplication(app, people.clerk1, { org: 'east-1', year: 2018, programme })
  let revision = 0
  for (const [part, content] of Object.entries(PARTS))
    ({ revision } = await saveApplicationPart(app, people.clerk1, id, { part, content, revision }))
  for (const part of ['demand', 'teaching_plan', 'resolution'])
    await addApplicationFile(app, people.clerk1, id, part, PDF)
  return id
}

async function judged(id: string, marks: readonly [string, string]): Promise<void> {
  const { app, people } = desk
  const detail = await readApplicationDetail(app, people.officer, id)
  const evaluation = detail.panel?.evaluation ?? ''
  for (const expert of [people.expert1, people.expert2]) {
    await saveScore(app, expert, evaluation, [
      { criterion: 'demand', mark: marks[0], note: '调研扎实' },
      { criterion: 'teachers', mark: marks[1] },
    ])
    await submitScore(app, expert, evaluation)
  }
  await closeScoring(app, people.officer, evaluation)
}

describe('a new programme from application to filing number', () => {
  let id: string

  test('only a programme of the catalogue of the year, and only once', async () => {
    const { app, people } = desk
    const create = (programme: string) =>
      createApplication(app, people.clerk1, { org: 'east-1', year: 2018, programme })
    await expect(create('160100')).rejects.toMatchObject({ code: 'PGM-001' })
    id = await written('180200')
    await expect(create('180200')).rejects.toMatchObject({ code: 'PGM-013' })
  })

  test('a part that two people write: the later one learns of it and loses nothing', async () => {
    const { app, people } = desk
    const { revision } = await readApplicationDetail(app, people.clerk1, id)
    await saveApplicationPart(app, people.clerk1, id, {
      part: 'rules',
      content: { text: '制度汇编第三章' },
      revision,
    })
    await expect(
      saveApplicationPart(app, people.leader1, id, { part: 'rules', content: { text: '另写' }, revision }),
    ).rejects.toMatchObject({ code: 'PGM-015' })
    await expect(
      saveApplicationPart(app, people.clerk1, id, {
        part: 'basics',
        content: { years: 9 },
        revision: revision + 1,
      }),
    ).rejects.toMatchObject({ code: 'PGM-010', params: { field: 'years' } })
  })

  test('handed in by the leader, complete; from then on nothing changes', async () => {
    const { app, people } = desk
    const other = await createApplication(app, people.clerk1, {
      org: 'east-1',
      year: 2018,
      programme: '180200',
      direction: '法律',
    })
    await expect(submitApplication(app, people.leader1, other.id)).rejects.toMatchObject({
      code: 'WFL-003',
      params: { condition: 'parts_complete' },
    })
    await submitApplication(app, people.leader1, id)
    const { revision, isUnchanged } = await readApplicationDetail(app, people.clerk1, id)
    expect(isUnchanged).toBe(true)
    await expect(
      saveApplicationPart(app, people.clerk1, id, { part: 'rules', content: { text: '改' }, revision }),
    ).rejects.toMatchObject({ code: 'PGM-014' })
    await expect(addApplicationFile(app, people.clerk1, id, 'demand', PDF)).rejects.toMatchObject({
      code: 'PGM-014',
    })
  })

  test('content that somebody changed in the database goes no further', async () => {
    const { app, people } = desk
    const before = await sql<{
      parts: unknown
    }>`select parts from programme_application where id = ${id}::uuid`.execute(app.database.db)
    const set = (parts: unknown) =>
      sql`update programme_application set parts = ${JSON.stringify(parts)}::jsonb where id = ${id}::uuid`.execute(
        app.database.db,
      )
    await set({ ...(before.rows[0]?.parts as object), funds: { text: '改过', amount: '' } })
    expect((await readApplicationDetail(app, people.officer, id)).isUnchanged).toBe(false)
    await expect(acceptApplication(app, people.officer, id)).rejects.toMatchObject({ code: 'PGM-016' })
    await set(before.rows[0]?.parts)
    await acceptApplication(app, people.officer, id)
  })

  test('no step is skipped', async () => {
    const { app, people } = desk
    for (const step of [announceApplication, approveApplication, fileApplication, closePanel])
      await expect(step(app, people.officer, id)).rejects.toMatchObject({ code: 'WFL-001' })
  })

  test('the panel is drawn without the own school and scores alone', async () => {
    const { app, people } = desk
    await convenePanel(app, people.officer, id)
    await expect(readApplicationDetail(app, people.expert3, id)).rejects.toMatchObject({ code: 'EVA-022' })
    const seen = await readApplicationDetail(app, people.expert1, id)
    expect(seen.parts).toMatchObject({ basics: { plannedEntrants: 50 } })
    expect(seen.panel).toBeUndefined()
    await expect(closePanel(app, people.officer, id)).rejects.toMatchObject({
      params: { condition: 'sheets_in' },
    })
    await judged(id, ['a', 'b'])
    await closePanel(app, people.officer, id)
    // 60 × 1 + 40 × 0.8.
    expect((await readApplicationDetail(app, people.officer, id)).panel).toMatchObject({
      points: '92.00',
      sheets: { in: 2, of: 2 },
      opinions: [{ texts: ['调研扎实'] }, { texts: ['调研扎实'] }],
    })
    const school = await readApplicationDetail(app, people.leader1, id)
    expect(JSON.stringify(school)).not.toMatch(/expert[123]|[甲乙丙]专家/)
  })

  test('public notice shows no names; objections are dealt with before the decision', async () => {
    const { app, people } = desk
    await announceApplication(app, people.officer, id)
    const [notice] = await noticesOf(app, 'east', 2018)
    expect(notice).toMatchObject({
      state: 'noticed',
      programme: { name: { zh: '文秘' } },
      org: { code: 'east-1' },
    })
    expect(JSON.stringify(notice)).not.toMatch(/孙老师|钱工|专家/)
    await raiseObjection(app, people.officer, id, { text: '与邻校重复', raisedBy: '市民李某' })
    desk.later(8 * 24 * 60)
    await expect(approveApplication(app, people.officer, id)).rejects.toMatchObject({
      params: { condition: 'no_open_objection' },
    })
    const { objections } = await readApplicationDetail(app, people.officer, id)
    await resolveObjection(app, people.officer, id, {
      objection: objections[0]?.id ?? '',
      text: '邻校为高职，不重复',
      upheld: false,
    })
    await approveApplication(app, people.officer, id)
    await fileApplication(app, people.officer, id)
    const detail = await readApplicationDetail(app, people.leader1, id)
    expect(detail).toMatchObject({ state: 'filed', filingNumber: 'DC2018-001' })
  })

  test('replaying the trail gives the state', async () => {
    const { steps } = await readApplicationDetail(desk.app, desk.people.officer, id)
    expect(
      replay(
        applicationWorkflow,
        steps as unknown as { action: ApplicationAction; party: ApplicationParty }[],
      ),
    ).toBe('filed')
    expect(steps.map(({ action }) => action)).toEqual([
      'submit',
      'accept',
      'convene',
      'close_panel',
      'announce',
      'object',
      'resolve',
      'approve',
      'file',
    ])
  })
})

describe('a controlled programme', () => {
  test('reaches the panel only with the competent department’s consent', async () => {
    const { app, people } = desk
    const id = await written('100100')
    await submitApplication(app, people.leader1, id)
    await acceptApplication(app, people.officer, id)
    await expect(convenePanel(app, people.officer, id)).rejects.toMatchObject({
      params: { condition: 'opinion_given', wanting_zh: '请先登记卫生健康主管部门的意见。' },
    })
    await recordOpinion(app, people.officer, id, { agrees: false, document: '东卫函1号', text: '暂缓' })
    await expect(convenePanel(app, people.officer, id)).rejects.toMatchObject({
      params: { condition: 'opinion_given' },
    })
    await recordOpinion(app, people.officer, id, { agrees: true, document: '东卫函2号', text: '同意' })
    await convenePanel(app, people.officer, id, ['expert1', 'expert2'])
    await judged(id, ['d', 'd'])
    await closePanel(app, people.officer, id)
    // 50 of 100 lies in the lowest rating: no notice, but a decision with its reason.
    await expect(announceApplication(app, people.officer, id)).rejects.toMatchObject({
      params: { condition: 'panel_recommends' },
    })
    await expect(rejectApplication(app, people.officer, id, ' ')).rejects.toMatchObject({
      params: { condition: 'reason_written' },
    })
    await rejectApplication(app, people.officer, id, '专任教师不足')
    expect(await readApplicationDetail(app, people.leader1, id)).toMatchObject({
      state: 'rejected',
      decisionReason: '专任教师不足',
    })
  })

  test('an application sent back can be written again and handed in anew', async () => {
    const { app, people } = desk
    const id = await written('100100')
    await submitApplication(app, people.leader1, id)
    await sendBackApplication(app, people.officer, id, '补充实训条件')
    const { revision } = await readApplicationDetail(app, people.clerk1, id)
    await saveApplicationPart(app, people.clerk1, id, {
      part: 'funds',
      content: { text: '追加投入', amount: '50 万元' },
      revision,
    })
    await submitApplication(app, people.leader1, id)
    await acceptApplication(app, people.officer, id)
    await expect(readApplicationDetail(app, people.leader2, id)).rejects.toMatchObject({ code: 'ACC-003' })
  })

  test('too late is refused with the dates', async () => {
    const { app, people } = desk
    const { id } = await createApplication(app, people.leader1, {
      org: 'east-1',
      year: 2018,
      programme: '180200',
      direction: '涉外',
    })
    desk.later(60 * 24 * 60)
    await expect(submitApplication(app, people.leader1, id)).rejects.toMatchObject({
      params: { condition: 'within_window' },
    })
  })
})

describe('demand', () => {
  test('is taken whole or not at all, and forecast only when the series is long enough', async () => {
    const { app, people } = desk
    const rows = (years: number) =>
      Array.from({ length: years }, (_, index) => ({
        source: 'vacancies' as const,
        occupation: '3-01-02',
        year: 2019 - years + index,
        count: String(100 + 20 * index),
        sample: 30,
      }))
    const wrong = [...rows(5), { ...rows(1)[0], occupation: '9-99-99' }] as ReturnType<typeof rows>
    await expect(putDemand(app, people.officer, 'east', 2018, wrong)).rejects.toMatchObject({
      code: 'PGM-007',
      params: { row: 6 },
    })
    expect(await demandCounts(app, 'east', 2018)).toEqual([])
    await putDemand(app, people.officer, 'east', 2018, rows(5))
    const short = await supplyAndDemand(app, 'east', 2018)
    expect(short.programmes[0]).toMatchObject({ forecast: { state: 'too_short', years: 5 } })
    expect(short.programmes[0]?.expected).toBeUndefined()
    await putDemand(app, people.officer, 'east', 2018, rows(7))
    const [series] = (await supplyAndDemand(app, 'east', 2018)).programmes
    expect(series?.forecast).toMatchObject({ state: 'known', better: 'trend', backTest: { naive: 20 } })
    expect(series?.expected).toBe('240')
    await expect(putDemand(app, people.leader1, 'east', 2018, rows(1))).rejects.toMatchObject({
      code: 'ACC-003',
    })
  })
})
