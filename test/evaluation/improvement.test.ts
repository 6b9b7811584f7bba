import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { chapterNine } from '../../src/app/improvement/chapter-nine.ts'
import {
  addProblemEvidence,
  analyseProblem,
  boardOf,
  chainOf,
  closeProblem,
  completeMeasure,
  fillChapterNine,
  openCollectionRound,
  openProblem,
  planMeasure,
  putGoal,
  readProblemDetail,
  readRegister,
  reportProgress,
  waiveProblem,
  watchGoals,
} from '../../src/app/index.ts'
import { type ProblemAction, type ProblemParty, problemWorkflow, replay } from '../../src/evaluation/index.ts'
import { type Desk, deskWith } from './desk.ts'
import { HEAD } from './small-catalog.ts'

const SCHEME = `${HEAD}
  criteria:
    - { id: teaching, name: { zh: 教学管理, en: Teaching }, weight: '100', judged: {} }
`
const FORMS = `
- id: basics
  name: { zh: 基本情况, en: Basics }
  by: school
  sections: [{ title: { zh: 规模, en: Size }, elements: [students, teachers, area] }]
- id: city_report
  name: { zh: 市级年报专项表, en: For the report of the city }
  by: city
  sections: [{ title: { zh: 问题与改进, en: Problems and measures }, registers: [problems, measures] }]
`
const CODES = `
- id: competences
  name: { zh: 专长, en: Competence }
  codes: [{ code: teaching, name: { zh: 教学, en: Teaching } }]
- id: programmes
  name: { zh: 专业, en: Programme }
  codes: [{ code: '051300', name: { zh: 机电技术应用, en: Mechatronics } }]
- id: work_states
  name: { zh: 工作状态, en: State of work }
  codes:
    - { code: running, name: { zh: 进行中, en: Running } }
    - { code: done, name: { zh: 已完成, en: Done } }
`
/** As the catalog has them. */
const REGISTERS = `
- id: problems
  name: { zh: 主要问题, en: Problems }
  definition: { zh: 主要问题, en: Problems }
  kept_by: city
  counts: one
  key: [problem_no]
  fields:
    - { id: problem_no, name: { zh: 序号, en: Number }, type: integer, min: '1', max: '99', required: true }
    - { id: title, name: { zh: 问题, en: Problem }, type: text, required: true, max_length: '120' }
    - { id: evidence, name: { zh: 佐证指标, en: Evidence }, type: text, max_length: '60' }
- id: measures
  name: { zh: 改进措施, en: Measures }
  definition: { zh: 改进措施, en: Measures }
  kept_by: city
  counts: one
  key: [measure_no]
  fields:
    - { id: measure_no, name: { zh: 序号, en: Number }, type: integer, min: '1', max: '99', required: true }
    - { id: title, name: { zh: 措施, en: Measure }, type: text, required: true, max_length: '60' }
    - { id: detail, name: { zh: 内容, en: Detail }, type: text, max_length: '200' }
    - { id: problem_no, name: { zh: 对应问题, en: Problem }, type: integer, min: '1', max: '99' }
    - { id: owner, name: { zh: 责任单位, en: Owner }, type: text, required: true, max_length: '60' }
    - { id: due_on, name: { zh: 期限, en: Due on }, type: date, required: true }
    - { id: state, name: { zh: 工作状态, en: State }, type: code, codelist: work_states, required: true }
`
const PDF = { name: '采购合同.pdf', bytes: new TextEncoder().encode('%PDF-1.7 …') }

let desk: Desk
let goal: string

beforeAll(async () => {
  desk = await deskWith(SCHEME, { registers: REGISTERS, forms: FORMS, codelists: CODES })
  await desk.accept(5, 2017, { students: '760', teachers: '40', area: '20000' })
  goal = (
    await putGoal(desk.app, desk.people.leader1, 'east-1', 2017, {
      level: 'school',
      title: '生师比不高于 18',
      owner: '教务处',
      measured: { value: 'student_teacher_ratio', comparison: 'at_most', target: '18', targetYear: 2018 },
    })
  ).id
})

afterAll(async () => {
  await desk.close()
})

const openProblems = async (year = 2018) => {
  const { problems } = await boardOf(desk.app, desk.people.leader1, 'east-1', year)
  return problems.filter(({ state }) => state !== 'closed' && state !== 'waived')
}

describe('an early warning from value to closed action', () => {
  test('a goal shows how it stands before its year has come', async () => {
    const { goals } = await chainOf(desk.app, desk.people.leader1, 'east-1', 2017)
    // One year is no trend: 19 is above 18, and 2018 is still to come.
    expect(goals[0]?.measured).toMatchObject({
      state: 'on_way',
      latest: { year: 2017, printed: '19.00' },
      margin: '-1.00',
    })
  })

  test('data that miss the target open a problem at once, and only one', async () => {
    await desk.accept(5, 2018, { students: '780', teachers: '40', area: '20000' })
    expect((await watchGoals(desk.app, 5, 2018)).opened.length).toBe(1)
    expect((await watchGoals(desk.app, 5, 2018)).opened).toEqual([])
    const [problem] = await openProblems()
    expect(problem).toMatchObject({
      title: '生师比未达到目标',
      because: 'missed',
      openedValue: '19.50',
      owner: '教务处',
      indicator: 'student_teacher_ratio',
      year: 2018,
    })
  })

  test('cause, measure, owner and date, evidence: each step asks for its own', async () => {
    const { app, people } = desk
    const [problem] = await openProblems()
    const id = problem?.id ?? ''
    await expect(
      planMeasure(app, people.clerk1, id, { measure: '招聘', owner: '人事处', dueOn: '2019-06-30' }),
    ).rejects.toMatchObject({ code: 'WFL-001' })
    await expect(analyseProblem(app, people.clerk1, id, ' ')).rejects.toMatchObject({
      params: { condition: 'cause_written' },
    })
    await analyseProblem(app, people.clerk1, id, '两名教师退休，未及时补充')
    await expect(
      planMeasure(app, people.clerk1, id, { measure: '招聘', owner: '人事处', dueOn: '明年' }),
    ).rejects.toMatchObject({ code: 'IMV-003' })
    await planMeasure(app, people.clerk1, id, {
      measure: '招聘 4 名专业课教师。春季到岗。',
      owner: '人事处',
      dueOn: '2019-06-30',
    })
    await reportProgress(app, people.clerk1, id, { text: '已面试 9 人' })
    await expect(completeMeasure(app, people.clerk1, id, '4 人已到岗')).rejects.toMatchObject({
      params: { condition: 'evidence_given' },
    })
    await addProblemEvidence(app, people.clerk1, id, PDF)
    await completeMeasure(app, people.clerk1, id, '4 人已到岗')
    expect((await openProblems())[0]).toMatchObject({ state: 'done', evidenceCount: 1 })
  })

  test('nobody closes by hand what an indicator opened; the school’s clerk waives nothing', async () => {
    const { app, people } = desk
    const [problem] = await openProblems()
    const id = problem?.id ?? ''
    await expect(closeProblem(app, people.officer, id, '看过了')).rejects.toMatchObject({
      params: { condition: 'no_indicator' },
    })
    await expect(waiveProblem(app, people.clerk1, id, '不整改')).rejects.toMatchObject({ code: 'ACC-003' })
  })

  test('the next year carries it over, and sends it back when the value still misses', async () => {
    await desk.accept(5, 2019, { students: '776', teachers: '40', area: '20000' })
    const result = await watchGoals(desk.app, 5, 2019)
    expect(result).toMatchObject({ opened: [], closed: [] })
    expect(result.stillMissed.length).toBe(1)
    expect(result.carriedOver.length).toBe(1)
    expect((await openProblems(2019))[0]).toMatchObject({ state: 'planned' })
    expect((await watchGoals(desk.app, 5, 2019)).carriedOver).toEqual([])
  })

  test('a moved target does not close it; a later value does', async () => {
    const { app, people } = desk
    const change = (target: string) =>
      putGoal(
        app,
        people.leader1,
        'east-1',
        2019,
        {
          level: 'school',
          title: '生师比不高于 18',
          measured: { value: 'student_teacher_ratio', comparison: 'at_most', target, targetYear: 2018 },
        },
        goal,
      )
    await change('25')
    // On the data that opened it, a wider target is no improvement.
    expect((await watchGoals(desk.app, 5, 2018)).closed).toEqual([])
    await change('18')
    await desk.accept(5, 2019, { students: '720', teachers: '44', area: '20000' })
    expect((await watchGoals(desk.app, 5, 2019)).closed.length).toBe(1)
    const { problems, rows } = await boardOf(app, people.leader1, 'east-1', 2019)
    expect(problems[0]).toMatchObject({ state: 'closed', closedValue: '16.36', closedYear: 2019 })
    expect(rows[0]).toMatchObject({ open: 0, closedThisYear: 1, warnings: 0 })
  })

  test('replaying the trail gives the state, and says who did what', async () => {
    const { problems } = await boardOf(desk.app, desk.people.leader1, 'east-1', 2019)
    const detail = await readProblemDetail(desk.app, desk.people.officer, problems[0]?.id ?? '')
    expect(
      replay(problemWorkflow, detail.steps as unknown as { action: ProblemAction; party: ProblemParty }[]),
    ).toBe('closed')
    expect(detail.steps.map(({ action, actor }) => [action, actor])).toEqual([
      ['analyse', '小陈（clerk1）'],
      ['plan', '小陈（clerk1）'],
      ['report', '小陈（clerk1）'],
      ['complete', '小陈（clerk1）'],
      ['recheck_missed', '系统（program）'],
      ['carry_over', '系统（program）'],
      ['recheck_met', '系统（program）'],
    ])
  })
})

describe('a trend', () => {
  test('a value that still meets its target and falls towards it warns a year ahead', async () => {
    const { app, people } = desk
    await putGoal(app, people.leader1, 'east-1', 2018, {
      level: 'school',
      title: '生均占地不低于 26',
      measured: { value: 'area_per_student', comparison: 'at_least', target: '26', targetYear: 2018 },
    })
    await desk.accept(5, 2017, { students: '700', teachers: '40', area: '20000' })
    await desk.accept(5, 2018, { students: '760', teachers: '44', area: '20000' })
    const { opened } = await watchGoals(app, 5, 2018)
    const detail = await readProblemDetail(app, people.leader1, opened[0] ?? '')
    // 28.57 and 26.32: next year 24.06.
    expect(detail).toMatchObject({
      title: '生均占地按近年走势将低于目标',
      because: 'slipping',
      openedValue: '26.32',
    })
  })
})

describe('a problem that no data show', () => {
  test('is closed by the bureau on evidence, or waived by the leader with a reason', async () => {
    const { app, people } = desk
    const { id } = await openProblem(app, people.leader1, {
      org: 'east-1',
      year: 2018,
      title: '实训室通风不足',
    })
    await analyseProblem(app, people.leader1, id, '风机老化')
    await planMeasure(app, people.leader1, id, { measure: '更换风机', owner: '总务处', dueOn: '2019-03-01' })
    await addProblemEvidence(app, people.leader1, id, PDF)
    await completeMeasure(app, people.leader1, id, '已更换')
    await expect(closeProblem(app, people.leader1, id, '好了')).rejects.toMatchObject({ code: 'WFL-002' })
    await closeProblem(app, people.officer, id, '现场查看，通风正常')
    const other = await openProblem(app, people.leader1, { org: 'east-1', year: 2018, title: '校门狭窄' })
    await waiveProblem(app, people.leader1, other.id, '搬迁在即')
    expect((await readProblemDetail(app, people.leader1, other.id)).waiver).toBe('搬迁在即')
  })

  test('another school neither sees nor touches it', async () => {
    const { app, people } = desk
    const [problem] = (await boardOf(app, people.leader1, 'east-1', 2018)).problems
    await expect(readProblemDetail(app, people.leader2, problem?.id ?? '')).rejects.toMatchObject({
      code: 'ACC-003',
    })
  })
})

test('chapter nine takes problems with their measures as rows of the registers', async () => {
  const { app, people } = desk
  const { id } = await openProblem(app, people.officer, {
    org: 'east',
    year: 2018,
    title: '专业设置与本地产业结合不紧',
  })
  expect((await chapterNine(app, people.officer, 'east', 2018)).withoutMeasure.map((own) => own.id)).toEqual([
    id,
  ])
  await analyseProblem(app, people.officer, id, '缺少需求预测')
  await planMeasure(app, people.officer, id, {
    measure: '建立人才需求预测机制。每年调研企业，提出专业调整建议。',
    owner: '市教育局',
    dueOn: '2019-12-31',
  })
  expect(await chapterNine(app, people.officer, 'east', 2018, { problems: 4, measures: 5 })).toMatchObject({
    problems: [{ problem_no: 5, title: '专业设置与本地产业结合不紧', evidence: null }],
    measures: [
      {
        measure_no: 6,
        title: '建立人才需求预测机制',
        problem_no: 5,
        owner: '市教育局',
        due_on: '2019-12-31',
        state: 'running',
      },
    ],
  })
  const board = await boardOf(app, people.officer, 'east', 2018)
  expect(board.rows.map(({ org }) => org.code)).toEqual(['east', 'east-1', 'east-2'])
})

test('and they stand in the registers of the city’s return, once however often they are put there', async () => {
  const { app, people } = desk
  await openCollectionRound(app, people.officer, 'east', 2018, {
    title: '2018 年度采集',
    deadline: new Date(app.clock().getTime() + 86_400_000),
  })
  expect(await fillChapterNine(app, people.officer, 'east', 2018)).toMatchObject({ problems: 1, measures: 1 })
  expect(await fillChapterNine(app, people.officer, 'east', 2018)).toMatchObject({ problems: 0, measures: 0 })
  const rows = async (register: string) =>
    (await readRegister(app, people.officer, 'east', 2018, register, {})).rows.map(({ cells }) => cells)
  expect(await rows('problems')).toMatchObject([{ problem_no: 1, title: '专业设置与本地产业结合不紧' }])
  expect(await rows('measures')).toMatchObject([
    { measure_no: 1, problem_no: 1, owner: '市教育局', due_on: '2019-12-31', state: 'running' },
  ])
})
