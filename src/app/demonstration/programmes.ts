import { likelyMark, likelyWords, type QualityStory, type StoryApplication } from '../../demo/index.ts'
import type { AppContext } from '../context.ts'
import { closeScoring, readSheet, ruleOn, saveScore, submitScore } from '../evaluation/index.ts'
import {
  acceptApplication,
  addApplicationFile,
  announceApplication,
  applicationsOf,
  approveApplication,
  closePanel,
  convenePanel,
  createApplication,
  fileApplication,
  putDemand,
  putWindow,
  readApplicationDetail,
  recordOpinion,
  rejectApplication,
  saveApplicationPart,
  submitApplication,
} from '../programmes/index.ts'
import { type Calendar, calendar, days, expertPlayer, player } from './players.ts'

const FILES = ['demand', 'teaching_plan', 'resolution']

/** When schools may apply, and how many people enterprises want. */
export async function playCity(app: AppContext, { city, windows, demand }: QualityStory): Promise<void> {
  const officer = player(app, 'bureau_officer', city, 2017)
  const now = app.clock().getTime()
  for (const { year, opens, closes, days_ago, days_left, notice_days, panel, prefix } of windows) {
    await putWindow(app, officer, city, year, {
      opensAt: new Date(opens ?? now - days(days_ago ?? 0)),
      closesAt: new Date(closes ?? now + days(days_left ?? 0)),
      noticeDays: notice_days,
      panelSize: panel,
      numberPrefix: prefix,
    })
  }
  const rows = demand.series.flatMap(({ occupation, from, sample, counts }) =>
    counts.map((count, index) => ({
      source: demand.source,
      occupation,
      year: from + index,
      count: String(count),
      sample,
      document: demand.document,
    })),
  )
  await putDemand(app, officer, city, 2017, rows, true)
}

/** Plays one application as far as the story says, from wherever it stands. */
export async function playApplication(
  app: AppContext,
  story: QualityStory,
  told: StoryApplication,
): Promise<void> {
  const { org, year, programme, until } = told
  const time = calendar(app, told)
  const clerk = player(app, 'school_clerk', org, year)
  const leader = player(app, 'school_leader', org, year)
  const officer = player(app, 'bureau_officer', story.city, year)
  const there = (await applicationsOf(app, clerk, org, year)).find((own) => own.programme.code === programme)
  const request = { org, year, programme, isSynthetic: true }
  const id = there?.id ?? (await createApplication(time.day(0), clerk, request)).id
  let state = there?.state ?? 'draft'
  if (state === 'draft') {
    await write(app, time, told, id)
    if (until === 'draft') return
    await submitApplication(time.day(3), leader, id)
    state = 'submitted'
  }
  if (until === 'submitted') return
  if (state === 'submitted') {
    await acceptApplication(time.day(5), officer, id)
    state = 'complete'
  }
  if (state === 'complete') {
    if (told.opinion) await recordOpinion(time.day(6), officer, id, told.opinion)
    await convenePanel(time.day(7), officer, id)
    state = 'panel'
  }
  if (state === 'panel') {
    const isOver = await judge(app, story, told, id, time)
    if (!isOver) return
    await closePanel(time.day(12), officer, id)
    state = 'reviewed'
  }
  if (until === 'rejected' && state === 'reviewed')
    return rejectApplication(time.day(14), officer, id, told.reason)
  if (state === 'reviewed') {
    await announceApplication(time.day(14), officer, id)
    state = 'noticed'
  }
  if (state === 'noticed') {
    await approveApplication(time.day(22), officer, id, '专家评议建议同意，公示无异议。')
    state = 'approved'
  }
  if (state === 'approved') await fileApplication(time.day(23), officer, id)
}

/** Writes the parts that no register gives; a draft is left half-written. */
async function write(app: AppContext, time: Calendar, told: StoryApplication, id: string): Promise<void> {
  const clerk = player(app, 'school_clerk', told.org, told.year)
  const before = await readApplicationDetail(app, clerk, id)
  const name = before.programme.name.zh
  const rowsOf = (part: string) => (before.parts[part] as { rows?: unknown[] } | undefined)?.rows ?? []
  const parts: [string, unknown][] = [
    [
      'basics',
      {
        years: 3,
        enrols: '初中毕业生',
        plannedEntrants: told.entrants,
        opensOn: `${told.year}-09-01`,
        contact: '教务处（演示）',
      },
    ],
    [
      'demand',
      {
        survey: `调研 ${told.asked} 家企业，均表示近三年需要${name}方面的技能人才。（演示，内容为虚构）`,
        enterprisesAsked: told.asked,
        occupations: told.jobs,
        nearby: '已对照全市布点，见评议佐证。',
      },
    ],
    [
      'feasibility',
      {
        text: '学校具备开设条件，师资和实训条件基本满足。（演示）',
        experts: [{ name: '某高级工程师', employer: '某企业', opinion: '同意申报' }],
      },
    ],
    [
      'teaching_plan',
      { aims: `培养${name}领域的技术技能人才。`, courses: '公共基础课、专业核心课、岗位实习三个模块。' },
    ],
    ['funds', { text: '学校自筹，分两年投入实训设备。', amount: '120 万元' }],
    ['rules', { text: '执行学校专业建设管理办法和实训室管理制度。' }],
    ['resolution', { meeting: '校长办公会', decidedOn: `${told.year}-03-20`, text: '同意申报。' }],
  ]
  // Where the registers have no rows of the category, the school writes what it will have.
  if (rowsOf('teachers').length === 0)
    parts.push([
      'teachers',
      { rows: [{ name: '（拟聘）专业教师', title: '讲师', degree: '本科', courses: name }] },
    ])
  if (rowsOf('practice').length === 0)
    parts.push([
      'practice',
      { rows: [{ title: `${name}实训室（在建）`, kind: '校内', stations: told.entrants }] },
    ])
  if (rowsOf('agreements').length === 0)
    parts.push([
      'agreements',
      { rows: [{ enterprise: '某合作企业', kind: '岗位实习', signedOn: `${told.year}-03-01` }] },
    ])
  let { revision } = before
  for (const [part, content] of told.until === 'draft' ? parts.slice(0, 2) : parts)
    ({ revision } = await saveApplicationPart(time.day(1), clerk, id, { part, content, revision }))
  if (told.until === 'draft') return
  for (const part of FILES) {
    if (before.evidence.some((own) => own.part === part)) continue
    const file = `${name} ${part}.txt`
    const bytes = new TextEncoder().encode(`${file}（演示材料，内容为虚构）\n`)
    await addApplicationFile(time.day(2), clerk, id, part, { name: file, bytes })
  }
}

/** The sheets of the panel; whether all of them are in and scoring is closed. */
async function judge(
  app: AppContext,
  story: QualityStory,
  told: StoryApplication,
  id: string,
  time: Calendar,
): Promise<boolean> {
  const officer = player(app, 'bureau_officer', story.city, told.year)
  const { panel } = await readApplicationDetail(app, officer, id)
  if (!panel) return false
  const { experts = [], state } = await readSheet(app, officer, panel.evaluation)
  const active = experts.filter((expert) => expert.state === 'active')
  const sheets = told.until === 'panel' ? (told.sheets ?? 0) : active.length
  for (const [index, { id: username, name, submittedAt }] of active.entries()) {
    if (submittedAt !== undefined || index >= sheets) continue
    const expert = expertPlayer(app, username, name, story.city)
    const sheet = await readSheet(app, expert, panel.evaluation)
    const marks = sheet.criteria.map(({ id: criterion, options }) => {
      const mark = options[likelyMark(options.length, told.level, told.org, username, criterion)]?.id ?? 'a'
      const note = likelyWords(story.words[mark] ?? [], told.org, username, criterion)
      return { criterion, mark, note }
    })
    await saveScore(time.day(9), expert, panel.evaluation, marks)
    await submitScore(time.day(10), expert, panel.evaluation)
  }
  if (told.until === 'panel') return false
  if (state === 'scoring') await closeScoring(time.day(11), officer, panel.evaluation)
  const closed = await readSheet(app, officer, panel.evaluation)
  for (const criterion of closed.criteria) {
    if (criterion.final?.state !== 'disputed') continue
    const mark = criterion.options[told.level]?.id ?? 'c'
    await ruleOn(time.day(11), officer, panel.evaluation, {
      criterion: criterion.id,
      mark,
      reason: '评议组合议。（演示）',
    })
  }
  return true
}
