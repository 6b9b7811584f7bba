import { strFromU8, unzipSync } from 'fflate'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { account, type Browser, signedIn } from '../access/browser.ts'
import { type Desk, deskWith, SCHOOL_1, SCHOOL_2 } from './desk.ts'
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
const YEAR = 2018
const place = (org: string, path: string) => `/orgs/${org}/years/${YEAR}${path}`
const form = (name: string, text: string, part: string) => {
  const data = new FormData()
  data.set('file', new File([text], name))
  data.set('part', part)
  return data
}

let desk: Desk
let officer: Browser
let leader: Browser
let other: Browser
let stranger: Browser
const experts: Browser[] = []
let round: string
let evaluation: string

const inDays = (days: number) => new Date(desk.app.clock().getTime() + days * 86_400_000).toISOString()
const step = (by: Browser, body: object) => by.post(`/evaluations/${evaluation}/steps`, body)

beforeAll(async () => {
  desk = await deskWith(SCHEME)
  const { app } = desk
  await desk.accept(SCHOOL_1, YEAR, { students: '760', teachers: '40' })
  await desk.accept(SCHOOL_2, YEAR, { students: '1000', teachers: '40' })
  await account(app, 'officer', 'bureau_officer', 'east')
  await account(app, 'leader1', 'school_leader', 'east-1')
  await account(app, 'leader2', 'school_leader', 'east-2')
  await account(app, 'expert1', 'expert', 'east')
  await account(app, 'expert2', 'expert', 'east')
  officer = await signedIn(app, 'officer')
  leader = await signedIn(app, 'leader1')
  other = await signedIn(app, 'leader2')
  experts.push(await signedIn(app, 'expert1'), await signedIn(app, 'expert2'))
  stranger = await signedIn(app, 'officer')
  await stranger.delete('/session')
})
afterAll(() => desk.close())

describe('an inspection through the doors', () => {
  test('the officer chooses a scheme, lists experts and opens a round', async () => {
    const schemes = await officer.get(`/years/${YEAR}/schemes`)
    expect(schemes.json).toMatchObject([{ id: 'sample', leaves: 3, computed: 1 }])
    for (const [user, competences] of [
      ['expert1', ['teaching']],
      ['expert2', []],
    ] as const)
      await officer.put(place('east', `/experts/${user}`), { name: user, competences })
    const opened = await officer.post(place('east', '/evaluation-rounds'), {
      scheme: 'sample',
      title: '2018 年检查',
      selfUntil: inDays(10),
      scoringUntil: inDays(20),
      replyDays: 5,
      panelSize: 2,
    })
    expect(opened.status).toBe(200)
    round = opened.json.id
    const { json } = await leader.get(`/evaluation-rounds/${round}`)
    expect(json.subjects).toHaveLength(1)
    evaluation = json.subjects[0].id
  })

  test('another school and a passer-by are refused', async () => {
    expect((await other.get(`/evaluations/${evaluation}`)).json.code).toBe('ACC-003')
    expect((await stranger.get(`/evaluations/${evaluation}`)).status).toBe(401)
    expect((await leader.get(`/evaluation-rounds/${round}/result`)).status).toBe(403)
  })

  test('evidence of a false type is refused; a true one comes back byte for byte', async () => {
    const upload = (name: string, text: string) =>
      leader.post(`/evaluations/${evaluation}/evidence`, form(name, text, 'charter'))
    expect((await upload('章程.pdf', 'MZ')).json.code).toBe('EVD-002')
    const kept = await upload('章程.pdf', '%PDF-1.7 现行章程')
    expect(kept.json).toMatchObject({ fileName: '章程.pdf', part: 'charter', mediaType: 'application/pdf' })
    const back = await officer.get(`/evidence/${kept.json.id}`)
    expect(back.text).toBe('%PDF-1.7 现行章程')
    expect(back.headers.get('content-disposition')).toContain(encodeURIComponent('章程.pdf'))
    const second = await upload('补充.pdf', '%PDF-1.7 补充')
    expect((await leader.delete(`/evidence/${second.json.id}`)).status).toBe(200)
    expect((await leader.get(`/evidence/${second.json.id}`)).status).toBe(404)
  })

  test('self-assessment, panel, scores, ruling, result', async () => {
    await leader.put(`/evaluations/${evaluation}/self-marks`, {
      marks: [{ criterion: 'teaching', mark: 'a', note: '制度健全' }],
    })
    expect((await step(leader, { action: 'submit' })).json.state).toBe('submitted')
    expect((await step(officer, { action: 'assign' })).json.state).toBe('scoring')
    for (const [index, expert] of experts.entries()) {
      const { json: tasks } = await expert.get('/evaluation-tasks')
      expect(tasks).toHaveLength(1)
      const marks = [
        { criterion: 'teaching', mark: index === 0 ? 'a' : 'd' },
        { criterion: 'charter', mark: 'present' },
      ]
      await expert.put(`/evaluations/${evaluation}/expert-marks`, { marks })
      expect((await expert.post(`/evaluations/${evaluation}/expert-sheet`)).status).toBe(200)
      const twice = await expert.post(`/evaluations/${evaluation}/expert-sheet`)
      expect([twice.status, twice.json.code]).toEqual([409, 'EVA-023'])
    }
    await step(officer, { action: 'close_scoring' })
    expect((await step(officer, { action: 'notify' })).json.code).toBe('WFL-003')
    await step(officer, { action: 'rule', criterion: 'teaching', mark: 'b', reason: '查阅记录' })
    const { json: result } = await officer.get(`/evaluation-rounds/${round}/result`)
    // 40 × 0.8 + 50 × 0.8 + 10.
    expect(result.ranking).toMatchObject([{ rank: 1, points: '82.00', org: { code: 'east-1' } }])
    await step(officer, { action: 'notify' })
    expect((await leader.get(`/evaluations/${evaluation}`)).json.totals.final.points).toBe('82.00')
    await step(leader, { action: 'accept' })
    expect((await step(officer, { action: 'publish' })).json.state).toBe('published')
    const open = await stranger.get(place('east', '/evaluation-results'))
    expect(open.json).toMatchObject([{ points: '82.00', org: { code: 'east-1' } }])
  })
})

describe('the result on paper', () => {
  test('comes as Word and PDF, to the school without a word about experts', async () => {
    const word = await leader.get(`/evaluations/${evaluation}/report?format=docx`)
    expect(word.status).toBe(200)
    expect(word.headers.get('content-disposition')).toContain(encodeURIComponent('东城一职'))
    const entries = unzipSync(word.bytes)
    const text = strFromU8(entries['word/document.xml'] ?? new Uint8Array())
    expect(text).toContain('82.00')
    expect(text).not.toMatch(/expert[12]/)
    const print = await officer.get(`/evaluation-rounds/${round}/report?format=pdf`)
    expect([print.status, strFromU8(print.bytes.slice(0, 5))]).toEqual([200, '%PDF-'])
    expect((await other.get(`/evaluations/${evaluation}/report?format=docx`)).status).toBe(403)
    expect((await leader.get(`/evaluation-rounds/${round}/report?format=pdf`)).status).toBe(403)
  })
})

describe('an early warning through the doors', () => {
  test('a goal that a value misses, and its problem from cause to waiver', async () => {
    const made = await leader.post(place('east-1', '/goals'), {
      level: 'school',
      title: '生师比达标',
      measured: { value: 'student_teacher_ratio', comparison: 'at_most', target: '18', targetYear: 2018 },
    })
    expect(made.status).toBe(200)
    const { json } = await leader.get(place('east-1', '/chain'))
    expect(json.goals).toMatchObject([{ measured: { state: 'missed', latest: { printed: '19.00' } } }])
    const opened = await leader.post(place('east-1', '/problems'), { title: '教学督导指出教案不全' })
    const steps = (body: object) => leader.post(`/problems/${opened.json.id}/steps`, body)
    expect((await steps({ action: 'plan', measure: 'x', owner: 'y', dueOn: '2018-10-01' })).json.code).toBe(
      'WFL-001',
    )
    await steps({ action: 'analyse', cause: '教研组长未检查' })
    await steps({ action: 'plan', measure: '每月检查教案', owner: '教务处', dueOn: '2018-10-01' })
    expect((await steps({ action: 'complete', effect: '已检查' })).json.code).toBe('WFL-003')
    const upload = await leader.post(`/problems/${opened.json.id}/evidence`, form('记录.txt', '检查记录', ''))
    expect(upload.status).toBe(200)
    const done = await steps({ action: 'complete', effect: '已检查' })
    expect(done.json).toMatchObject({ state: 'done', evidenceCount: 1 })
    const closed = await officer.post(`/problems/${opened.json.id}/steps`, {
      action: 'close',
      reason: '抽查',
    })
    expect(closed.json.state).toBe('closed')
    const { json: board } = await officer.get(place('east', '/improvement'))
    expect(board.rows.find((row: { org: { code: string } }) => row.org.code === 'east-1')).toMatchObject({
      open: 0,
      warnings: 1,
    })
  })
})

describe('the document of the doors', () => {
  test('names every step, and each criterion holds criteria', async () => {
    const { json } = await officer.get('/openapi.json')
    expect(Object.keys(json.paths)).toEqual(
      expect.arrayContaining(['/evaluations/{id}/steps', '/problems/{id}/steps', '/applications/{id}/steps']),
    )
    expect(json.components.schemas.Criterion.properties.criteria.items).toEqual({
      $ref: '#/components/schemas/Criterion',
    })
  })
})
