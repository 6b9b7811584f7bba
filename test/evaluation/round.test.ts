import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  acceptResult,
  addEvidence,
  answerReply,
  assignPanel,
  closeScoring,
  confirmResult,
  movementSince,
  notifyUnit,
  openEvidence,
  openRound,
  publishedResults,
  publishResult,
  putExpert,
  readRoundDetail,
  readSheet,
  replaceExpert,
  replyToResult,
  roundResult,
  ruleOn,
  saveScore,
  saveSelfMarks,
  submitScore,
  submitSelf,
  tasksOf,
} from '../../src/app/index.ts'
import { evaluationWorkflow, replay, type TrailEntry } from '../../src/evaluation/index.ts'
import { type Desk, deskWith } from './desk.ts'
import { HEAD } from './small-catalog.ts'

const SCHEME = `${HEAD}
  criteria:
    - id: staff
      name: { zh: 师资, en: Staff }
      weight: '40'
      computed: { value: student_teacher_ratio, score: { function: bands, bands: [{ at_most: '18', factor: '1' }, { at_most: '20', factor: '0.8' }], otherwise: '0.5' } }
    - { id: teaching, name: { zh: 教学管理, en: Teaching }, weight: '50', competence: teaching, judged: {} }
    - { id: charter, name: { zh: 学校章程, en: Charter }, weight: '10', evidence: { ask: { zh: 现行章程, en: Charter } } }
`
const PDF = { name: '章程.pdf', bytes: new TextEncoder().encode('%PDF-1.7 …') }

let desk: Desk
let round: string
let first: string
let second: string

const inDays = (days: number) => new Date(desk.app.clock().getTime() + days * 86_400_000)

async function open(year = 2018): Promise<string> {
  const { id } = await openRound(desk.app, desk.people.officer, {
    org: 'east',
    year,
    scheme: 'sample',
    title: `${year} 年检查`,
    selfUntil: inDays(10),
    scoringUntil: inDays(20),
    replyDays: 5,
    panelSize: 2,
    seed: '东城',
  })
  return id
}

beforeAll(async () => {
  desk = await deskWith(SCHEME)
  const { app, people } = desk
  await desk.accept(5, 2018, { students: '760', teachers: '40' })
  await desk.accept(6, 2018, { students: '1000', teachers: '40' })
  const experts = [
    { id: 'expert1', name: '甲专家', home: 'east-2', competences: ['teaching'] },
    { id: 'expert2', name: '乙专家', competences: [] },
    { id: 'expert3', name: '丙专家', home: 'east-1', competences: ['teaching'] },
  ]
  for (const expert of experts) await putExpert(app, people.officer, 'east', 2018, expert)
  round = await open()
  const { subjects } = await readRoundDetail(app, people.officer, round)
  const idOf = (code: string) => subjects.find((subject) => subject.org.code === code)?.id ?? ''
  first = idOf('east-1')
  second = idOf('east-2')
})

afterAll(async () => {
  await desk.close()
})

describe('the self-assessment', () => {
  test('a school sees its own subject of the round and no other', async () => {
    const { subjects } = await readRoundDetail(desk.app, desk.people.leader1, round)
    expect(subjects.map((subject) => subject.org.code)).toEqual(['east-1'])
    await expect(readSheet(desk.app, desk.people.leader1, second)).rejects.toMatchObject({ code: 'ACC-003' })
  })

  test('a computed criterion cannot be typed', async () => {
    await expect(
      saveSelfMarks(desk.app, desk.people.clerk1, first, [{ criterion: 'staff', mark: 'a' }]),
    ).rejects.toMatchObject({ code: 'EVA-014' })
  })

  test('a file that is not what its name says is refused and nothing is kept', async () => {
    const { app, people } = desk
    const refused = (name: string, text: string) =>
      expect(
        addEvidence(app, people.clerk1, first, 'charter', { name, bytes: new TextEncoder().encode(text) }),
      ).rejects
    await refused('章程.pdf', 'PK 其实不是').toMatchObject({ code: 'EVD-002' })
    await refused('章程.exe', 'MZ').toMatchObject({ code: 'EVD-001' })
    await refused('章程.docx', 'PK\u0003\u0004 假的').toMatchObject({ code: 'EVD-002' })
    await refused('章程.txt', 'a\u0000b').toMatchObject({ code: 'EVD-002' })
    await refused('章程.txt', '').toMatchObject({ code: 'EVD-004' })
    const sheet = await readSheet(app, people.clerk1, first)
    expect(sheet.criteria.flatMap((criterion) => criterion.evidence)).toEqual([])
  })

  test('it is handed in by the leader, complete, and not changed afterwards', async () => {
    const { app, people } = desk
    await expect(submitSelf(app, people.leader1, first)).rejects.toMatchObject({
      code: 'WFL-003',
      params: { wanting_zh: '还有 1 个：教学管理。' },
    })
    await saveSelfMarks(app, people.clerk1, first, [{ criterion: 'teaching', mark: 'a', note: '制度健全' }])
    await addEvidence(app, people.clerk1, first, 'charter', PDF)
    await expect(submitSelf(app, people.clerk1, first)).rejects.toMatchObject({ code: 'ACC-003' })
    await submitSelf(app, people.leader1, first)
    await expect(
      saveSelfMarks(app, people.clerk1, first, [{ criterion: 'teaching', mark: 'b' }]),
    ).rejects.toMatchObject({ code: 'EVA-010' })
    // 760 ÷ 40 = 19: 0.8 of 40; its own A of 50; the charter is there.
    const sheet = await readSheet(app, people.leader1, first)
    expect(sheet.totals.self).toMatchObject({ state: 'scored', points: '92.00' })
  })

  test('the file comes back byte for byte to those who may read it', async () => {
    const { app, people } = desk
    const sheet = await readSheet(app, people.leader1, first)
    const [file] = sheet.criteria.flatMap((criterion) => criterion.evidence)
    const opened = await openEvidence(app, people.officer, file?.id ?? '')
    expect(new Uint8Array(opened.bytes)).toEqual(PDF.bytes)
    expect(opened.evidence).toMatchObject({ fileName: '章程.pdf', mediaType: 'application/pdf' })
    await expect(openEvidence(app, people.leader2, file?.id ?? '')).rejects.toMatchObject({ code: 'ACC-003' })
  })

  test('too late is refused with the date', async () => {
    const { app, people } = desk
    const late = await deskLater(11 * 24 * 60)
    await expect(
      saveSelfMarks(late, people.leader2, second, [{ criterion: 'teaching', mark: 'a' }]),
    ).rejects.toMatchObject({ code: 'EVA-011' })
    await saveSelfMarks(app, people.leader2, second, [{ criterion: 'teaching', mark: 'b' }])
    await submitSelf(app, people.leader2, second)
  })
})

/** The same application some minutes on. */
async function deskLater(minutes: number) {
  const { clock } = desk.app
  return { ...desk.app, clock: () => new Date(clock().getTime() + minutes * 60_000) }
}

describe('the panel', () => {
  test('an expert of the own school is refused by name', async () => {
    await expect(
      assignPanel(desk.app, desk.people.officer, first, ['expert3', 'expert2']),
    ).rejects.toMatchObject({ code: 'EVA-021', params: { expert: '丙专家', why: 'own_unit' } })
  })

  test('the draw avoids the own school, covers the field, and is kept with its seed', async () => {
    const { app, people } = desk
    const { drawn } = await assignPanel(app, people.officer, first)
    expect([...drawn].sort()).toEqual(['expert1', 'expert2'])
    const { steps } = await readSheet(app, people.officer, first)
    const assigned = steps.find((step) => step.action === 'assign')
    expect(assigned?.details).toMatchObject({
      draw: { seed: '东城', excluded: [{ id: 'expert3', why: 'own_unit' }] },
    })
  })

  test('too few experts: how many are short, and of which field', async () => {
    // Of the second school only expert3 teaches; expert1 belongs to it: two remain, which is enough.
    const { drawn } = await assignPanel(desk.app, desk.people.officer, second)
    expect([...drawn].sort()).toEqual(['expert2', 'expert3'])
    await expect(
      replaceExpert(desk.app, desk.people.officer, second, { expert: 'expert2', reason: '出差' }),
    ).rejects.toMatchObject({ code: 'EVA-020' })
  })

  test('experts see their tasks, the self-assessment and nothing of each other', async () => {
    const { app, people } = desk
    const tasks = await tasksOf(app, people.expert1)
    expect(tasks.map(({ subjectName }) => subjectName)).toEqual(['东城一职'])
    await saveScore(app, people.expert1, first, [{ criterion: 'teaching', mark: 'a' }])
    const sheet = await readSheet(app, people.expert2, first)
    expect(sheet.experts).toBeUndefined()
    expect(sheet.criteria.flatMap(({ marks }) => marks).map(({ kind }) => kind)).toEqual(['self'])
    await expect(readSheet(app, people.expert3, first)).rejects.toMatchObject({ code: 'EVA-022' })
    await expect(
      saveScore(app, people.expert3, first, [{ criterion: 'teaching', mark: 'd' }]),
    ).rejects.toMatchObject({
      code: 'EVA-022',
    })
  })

  test('the school sees neither experts nor their marks', async () => {
    const sheet = await readSheet(desk.app, desk.people.leader1, first)
    expect(JSON.stringify(sheet)).not.toMatch(/expert[12]|[甲乙丙]专家/)
    expect(sheet.totals.final).toBeUndefined()
  })
})

describe('scoring', () => {
  test('an incomplete sheet, a second time, and a late one are refused', async () => {
    const { app, people } = desk
    await expect(submitScore(app, people.expert1, first)).rejects.toMatchObject({
      code: 'EVA-025',
      params: { list_zh: '还有 1 个：学校章程' },
    })
    await saveScore(app, people.expert1, first, [{ criterion: 'charter', mark: 'present' }])
    await submitScore(app, people.expert1, first)
    await expect(submitScore(app, people.expert1, first)).rejects.toMatchObject({ code: 'EVA-023' })
    await expect(
      saveScore(app, people.expert1, first, [{ criterion: 'teaching', mark: 'b' }]),
    ).rejects.toMatchObject({ code: 'EVA-023' })
    await expect(
      saveScore(await deskLater(21 * 24 * 60), people.expert2, first, [{ criterion: 'teaching', mark: 'b' }]),
    ).rejects.toMatchObject({ code: 'EVA-024' })
  })

  test('scoring does not close while a sheet is missing', async () => {
    await expect(closeScoring(desk.app, desk.people.officer, first)).rejects.toMatchObject({
      code: 'WFL-003',
      params: { condition: 'sheets_in' },
    })
  })

  test('experts too far apart: nothing is told before the chief has ruled', async () => {
    const { app, people } = desk
    await saveScore(app, people.expert2, first, [
      { criterion: 'teaching', mark: 'd' },
      { criterion: 'charter', mark: 'present' },
    ])
    await submitScore(app, people.expert2, first)
    await closeScoring(app, people.officer, first)
    await expect(notifyUnit(app, people.officer, first)).rejects.toMatchObject({
      code: 'WFL-003',
      params: { condition: 'nothing_open', wanting_zh: '还有 1 个：教学管理。' },
    })
    await expect(
      ruleOn(app, people.officer, first, { criterion: 'charter', mark: 'absent', reason: '' }),
    ).rejects.toMatchObject({ code: 'EVA-026' })
    await ruleOn(app, people.officer, first, { criterion: 'teaching', mark: 'c', reason: '听课记录不全' })
    await notifyUnit(app, people.officer, first)
  })

  test('the result by hand: 40 × 0.8 + 50 × 0.65 + 10', async () => {
    const sheet = await readSheet(desk.app, desk.people.leader1, first)
    expect(sheet.totals.final).toMatchObject({ points: '74.50', rating: { zh: '一般' } })
    expect(sheet.criteria.map(({ id, final }) => [id, final?.points])).toEqual([
      ['staff', '32'],
      ['teaching', '32.5'],
      ['charter', '10'],
    ])
    expect(sheet.actions.map(({ action }) => action)).toEqual(['accept', 'reply'])
  })

  test('data that are amended afterwards change nothing that was told, and it shows', async () => {
    const { app, people } = desk
    await desk.accept(5, 2018, { students: '720', teachers: '40' })
    const sheet = await readSheet(app, people.leader1, first)
    expect(sheet.isStale).toBe(true)
    expect(sheet.totals.final?.points).toBe('74.50')
    expect(sheet.criteria[0]?.value?.printed).toBe('19.00')
  })
})

describe('the reply, and publication', () => {
  test('the unit replies, the bureau answers with a revision, the result is told again', async () => {
    const { app, people } = desk
    await replyToResult(app, people.leader1, first, '听课记录已补交')
    await answerReply(app, people.officer, first, {
      text: '属实，改为乙',
      revise: [{ criterion: 'teaching', mark: 'b' }],
    })
    const sheet = await readSheet(app, people.leader1, first)
    expect(sheet.totals.final?.points).toBe('82.00')
  })

  test('it is confirmed by the unit, or when the time for a reply is over; only then published', async () => {
    const { app, people } = desk
    await expect(confirmResult(app, people.officer, first)).rejects.toMatchObject({
      params: { condition: 'reply_time_over' },
    })
    await expect(publishResult(app, people.officer, first)).rejects.toMatchObject({ code: 'WFL-001' })
    await acceptResult(app, people.leader1, first)
    await publishResult(app, people.officer, first)
    expect((await publishedResults(app, 'east', 2018)).map(({ org, points }) => [org.code, points])).toEqual([
      ['east-1', '82.00'],
    ])
  })

  test('replaying the trail gives the state', async () => {
    const { steps, state } = await readSheet(desk.app, desk.people.officer, first)
    const trail = steps.map(({ action, party }) => ({ action, party })) as TrailEntry<never, never>[]
    expect(replay(evaluationWorkflow, trail)).toBe(state)
    expect(state).toBe('published')
    expect(steps.map(({ action }) => action)).toEqual([
      'submit',
      'assign',
      'close_scoring',
      'rule',
      'notify',
      'reply',
      'answer',
      'accept',
      'publish',
    ])
  })

  test('the round shows its ranking with intervals and agreement', async () => {
    const { app, people } = desk
    for (const expert of [people.expert2, people.expert3]) {
      await saveScore(app, expert, second, [{ criterion: 'teaching', mark: 'b' }])
      await submitScore(app, expert, second)
    }
    const result = await roundResult(app, people.officer, round)
    // The second: 25 students a teacher earn half of 40; 0.8 of 50; no charter.
    expect(result.ranking.map(({ org, points, rank }) => [org.code, points, rank])).toEqual([
      ['east-1', '82.00', 1],
      ['east-2', '60.00', 2],
    ])
    expect(result.ranking[0]?.interval).toEqual({ best: 1, worst: 1 })
    expect(result.agreement.map(({ criterion, pairable }) => [criterion, pairable])).toEqual([
      ['teaching', 4],
      ['charter', 2],
    ])
    await expect(roundResult(app, people.leader1, round)).rejects.toMatchObject({ code: 'ACC-003' })
  })
})

describe('the year after', () => {
  test('which criteria moved the total', async () => {
    const { app, people } = desk
    await desk.accept(5, 2019, { students: '720', teachers: '40' })
    const next = await open(2019)
    const { subjects } = await readRoundDetail(app, people.officer, next)
    const id = subjects.find((subject) => subject.org.code === 'east-1')?.id ?? ''
    await saveSelfMarks(app, people.leader1, id, [{ criterion: 'teaching', mark: 'b' }])
    await submitSelf(app, people.leader1, id)
    await assignPanel(app, people.officer, id)
    for (const expert of [people.expert1, people.expert2]) {
      await saveScore(app, expert, id, [{ criterion: 'teaching', mark: 'a' }])
      await submitScore(app, expert, id)
    }
    await closeScoring(app, people.officer, id)
    await notifyUnit(app, people.officer, id)
    const movement = await movementSince(app, people.leader1, id)
    // 18 students a teacher: 40 instead of 32; teaching 50 instead of 40; no charter this year.
    expect(movement).toMatchObject({ change: '8', before: { points: '82.00' }, now: { points: '90.00' } })
    expect(movement?.leaves.map(({ criterion, change }) => [criterion, change])).toEqual([
      ['teaching', '10'],
      ['charter', '-10'],
      ['staff', '8'],
    ])
  })
})

test('every refusal has words in both languages', () => {
  const words = (language: string) =>
    readFileSync(new URL(`../../catalog/messages/quality.${language}.yaml`, import.meta.url), 'utf8')
  const codes = (text: string) => [...text.matchAll(/^([A-Z]{3}-\d{3}):/gm)].map(([, code]) => code)
  expect(codes(words('en'))).toEqual(codes(words('zh')))
})
