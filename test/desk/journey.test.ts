import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { account, type Browser, signedIn } from '../access/browser.ts'
import { type SmallCity, smallCity } from '../access/small-city.ts'

let city: SmallCity
let officer: Browser
let reviewer: Browser
let leader: Browser
let clerk: Browser

const YEAR = 2018
const at = (path: string) => `/orgs/east-1/years/${YEAR}${path}`
const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString()

beforeAll(async () => {
  city = await smallCity()
  await account(city.app, 'officer', 'bureau_officer', 'east')
  await account(city.app, 'reviewer', 'bureau_reviewer', 'east')
  await account(city.app, 'leader', 'school_leader', 'east-1')
  await account(city.app, 'clerk', 'school_clerk', 'east-1')
  await account(city.app, 'clerk2', 'school_clerk', 'east-2')
  officer = await signedIn(city.app, 'officer')
  reviewer = await signedIn(city.app, 'reviewer')
  leader = await signedIn(city.app, 'leader')
  clerk = await signedIn(city.app, 'clerk')
})
afterAll(() => city.close())

const person = (no: string, id: string, more = {}) => ({
  staff_no: no,
  name: '张三丰',
  id_number: id,
  phone: '13812345678',
  sex: 'm',
  role: 'teacher',
  days: 10,
  head_teacher: false,
  ...more,
})
// Made up, with the right check digit.
const ID_A = '441802198001010012'
const ID_B = '441802198001010100'
const ID_C = '441802198001020018'

async function errorsLeft(): Promise<string[]> {
  const { json } = await clerk.get(at('/findings'))
  return json.findings
    .filter((finding: { severity: string }) => finding.severity === 'error')
    .map((finding: { code: string }) => finding.code)
}

describe('a school’s year', () => {
  test('before the bureau opens a round there is nothing to fill in', async () => {
    const { status, json } = await clerk.get(at('/entry'))
    expect([status, json.code]).toEqual([404, 'RND-001'])
  })

  test('the officer opens a round, and every school of the city stands on the board, not started', async () => {
    const opened = await officer.post(`/orgs/east/years/${YEAR}/round`, {
      title: '2018 年度状态数据',
      deadline: inDays(20),
    })
    expect(opened.status).toBe(200)
    const { json } = await officer.get(`/orgs/east/years/${YEAR}/round`)
    expect(
      json.lines.map((line: { org: { code: string }; state: string }) => [line.org.code, line.state]),
    ).toEqual([
      ['east', 'not_started'],
      ['east-1', 'not_started'],
      ['east-2', 'not_started'],
    ])
    const again = await officer.post(`/orgs/east/years/${YEAR}/round`, { title: 'x', deadline: inDays(20) })
    expect([again.status, again.json.code]).toEqual([409, 'RND-003'])
  })

  test('the clerk sees the forms and what is still missing', async () => {
    const { json } = await clerk.get(at('/entry'))
    expect(json).toMatchObject({
      state: 'draft',
      isOpen: true,
      mayWrite: true,
      forms: ['general', 'staff_form'],
    })
    expect(await errorsLeft()).toEqual(['ENT-101', 'ENT-101', 'ENT-101', 'ENT-102', 'ENT-102'])
  })

  test('cells are saved with full-width digits and thousands marks, and the board counts them', async () => {
    const saved = await clerk.post(at('/entry/general/cells'), {
      cells: [
        { element: 'students', value: '１，２００', revision: 0 },
        { element: 'books', value: '30000', revision: 0 },
      ],
    })
    expect(saved.json.saved).toEqual([
      { element: 'students', cell: '', revision: 1 },
      { element: 'books', cell: '', revision: 1 },
    ])
    const { json } = await clerk.get(at('/entry'))
    expect(json.cells.find((cell: { element: string }) => cell.element === 'students')).toMatchObject({
      value: '1200',
      changedBy: 'clerk',
    })
    const board = await officer.get(`/orgs/east/years/${YEAR}/round`)
    expect(board.json.lines[1]).toMatchObject({ state: 'filling', filled: 2, expected: 5, percent: 40 })
  })

  test('what is no number, no cell of the form or no reason of the list is refused with its place', async () => {
    const save = (cell: object) =>
      clerk.post(at('/entry/general/cells'), { cells: [{ revision: 0, ...cell }] })
    expect((await save({ element: 'budget', value: '约 300 万' })).json).toMatchObject({
      code: 'ENT-003',
      path: ['cells', 0, 'value'],
    })
    expect((await save({ element: 'meetings', value: '3' })).json.code).toBe('ENT-002')
    expect((await save({ element: 'budget', reason: 'forgot' })).json.code).toBe('ENT-004')
  })

  test('of two clerks who change the same cell, the later one sees what the earlier one wrote', async () => {
    const change = (browser: Browser, value: string, revision: number) =>
      browser.post(at('/entry/general/cells'), { cells: [{ element: 'books', value, revision }] })
    expect((await change(leader, '31000', 1)).status).toBe(200)
    const late = await change(clerk, '29000', 1)
    expect(late.status).toBe(409)
    expect(late.json).toMatchObject({
      code: 'ENT-007',
      saved: [],
      conflicts: [{ element: 'books', value: '31000', revision: 2, changedBy: 'leader' }],
    })
    // Sent again because the answer was lost, the same value is no conflict.
    expect((await change(leader, '31000', 1)).json.saved).toEqual([
      { element: 'books', cell: '', revision: 2 },
    ])
  })

  test('a value that is missing needs a reason of the list, which says what its state is', async () => {
    await clerk.post(at('/entry/general/cells'), {
      cells: [{ element: 'budget', reason: 'suppressed', revision: 0 }],
    })
    const { json } = await clerk.get(at('/entry'))
    expect(json.cells.find((cell: { element: string }) => cell.element === 'budget')).toMatchObject({
      state: 'suppressed',
      value: null,
      reason: 'suppressed',
    })
  })

  test('rows are kept with what is wrong in them, and personal fields come masked', async () => {
    const added = await clerk.post(at('/registers/staff/rows'), {
      rows: [
        person('T1', ID_A),
        person('T2', ID_B, { days: 400 }),
        person('W1', ID_C, { role: 'worker', head_teacher: '是' }),
      ],
    })
    expect(added.status).toBe(200)
    const [first, second, third] = added.json.rows
    expect(first.cells).toMatchObject({
      name: '张**',
      id_number: '4418…0012',
      phone: '138****5678',
      days: 10,
    })
    expect(second.findings[0].code).toBe('FMT-005')
    expect(third.findings.map((finding: { code: string }) => finding.code)).toEqual(['TST-101', 'TST-102'])
    expect(JSON.stringify(added.json)).not.toContain(ID_A)
  })

  test('a key that is there already and a row without one are refused', async () => {
    const twice = await clerk.post(at('/registers/staff/rows'), { rows: [person('T1', ID_A)] })
    expect([twice.status, twice.json.code]).toEqual([409, 'REG-003'])
    const none = await clerk.post(at('/registers/staff/rows'), { rows: [person('', ID_A)] })
    expect([none.status, none.json.code]).toEqual([400, 'REG-004'])
  })

  test('mended rows take their findings with them; stale changes come back', async () => {
    const change = (revision: number) =>
      clerk.patch(at('/registers/staff/rows'), { rows: [{ rowNo: 2, revision, cells: { days: '４０' } }] })
    const mended = await change(1)
    expect(mended.json.rows[0]).toMatchObject({ cells: { days: 40 }, findings: [], revision: 2 })
    const stale = await change(1)
    expect([stale.status, stale.json.code]).toEqual([409, 'REG-010'])
    expect(stale.json.conflicts[0].revision).toBe(2)
    const past = await clerk.get(at('/registers/staff/rows/2/history'))
    expect(past.json).toMatchObject([{ revision: 1, cells: { days: 400, name: '张**' }, change: 'edited' }])
  })

  test('rows are found by words, bounds, findings, and by a whole identity number without anyone reading it', async () => {
    const find = async (query: object) =>
      (await clerk.post(at('/registers/staff/search'), query)).json.rows?.map(
        (row: { cells: { staff_no: string } }) => row.cells.staff_no,
      )
    expect(await find({ search: 'w1' })).toEqual(['W1'])
    expect(await find({ filters: [{ field: 'days', operator: 'at_least', values: ['20'] }] })).toEqual(['T2'])
    expect(await find({ filters: [{ field: 'id_number', operator: 'is', values: [ID_C] }] })).toEqual(['W1'])
    expect(await find({ findings: 'explain' })).toEqual(['W1'])
    expect(await find({ sort: { field: 'days', descending: true } })).toEqual(['T2', 'T1', 'W1'])
    const spying = await clerk.post(at('/registers/staff/search'), {
      filters: [{ field: 'id_number', operator: 'contains', values: ['1980'] }],
    })
    expect(spying.json.code).toBe('REG-006')
  })

  test('counts follow the rows, and what was typed beside them must agree', async () => {
    await clerk.post(at('/entry/staff_form/cells'), {
      cells: [{ element: 'staff', value: '4', revision: 0 }],
    })
    expect(await errorsLeft()).toEqual(['ENT-102', 'TST-002'])
    await clerk.post(at('/entry/staff_form/cells'), {
      cells: [{ element: 'staff', value: '3', revision: 1 }],
    })
    expect(await errorsLeft()).toEqual(['ENT-102'])
  })

  test('nothing to report has to be said', async () => {
    const said = await clerk.put(at('/registers/clubs/empty'), { isEmpty: true })
    expect(said.json).toMatchObject({ state: 'none', rows: 0 })
    expect(await errorsLeft()).toEqual([])
    const refused = await clerk.put(at('/registers/staff/empty'), { isEmpty: true })
    expect(refused.json.code).toBe('REG-009')
  })

  test('who stands in another school’s register too is told, and not where', async () => {
    const other = await signedIn(city.app, 'clerk2')
    await other.post(`/orgs/east-2/years/${YEAR}/registers/staff/rows`, { rows: [person('X9', ID_B)] })
    const { json } = await clerk.get(at('/findings'))
    const found = json.findings.find((finding: { code: string }) => finding.code === 'REG-102')
    expect(found).toMatchObject({ severity: 'explain', rows: [2], count: 1 })
    expect(JSON.stringify(found)).not.toContain('east-2')
    expect(JSON.stringify(found)).not.toContain('X9')
  })

  test('the leader cannot sign while reasons are missing, and a clerk cannot sign at all', async () => {
    const early = await leader.post(at('/submission/submit'))
    expect([early.status, early.json.code, early.json.params.count]).toEqual([409, 'SUB-003', 2])
    expect((await clerk.post(at('/submission/submit'))).json.code).toBe('ACC-003')
  })

  test('a reason stays while the values it speaks of stay', async () => {
    const { json } = await clerk.get(at('/findings'))
    for (const { inputKey, severity } of json.findings) {
      if (severity === 'explain') await clerk.put(at('/reasons'), { inputKey, text: '已核对，情况属实。' })
    }
    expect((await clerk.get(at('/findings'))).json.summary).toMatchObject({
      errors: 0,
      toExplain: 0,
      explained: 2,
    })
    await clerk.patch(at('/registers/staff/rows'), {
      rows: [{ rowNo: 3, revision: 1, cells: { role: 'teacher' } }],
    })
    expect((await clerk.get(at('/findings'))).json.summary).toMatchObject({ explained: 1, toExplain: 0 })
    await clerk.patch(at('/registers/staff/rows'), {
      rows: [{ rowNo: 3, revision: 2, cells: { role: 'worker' } }],
    })
    expect((await clerk.get(at('/findings'))).json.summary).toMatchObject({ explained: 2, toExplain: 0 })
  })

  test('the leader signs; from then on nobody changes anything', async () => {
    expect((await clerk.post(at('/submission/hand-over'))).status).toBe(200)
    const signed = await leader.post(at('/submission/submit'), { note: '数据真实，本人负责。' })
    expect(signed.json).toMatchObject({ version: 1, kind: 'submission', actor: 'leader' })
    expect(signed.json.sha256).toMatch(/^[0-9a-f]{64}$/)
    const late = await clerk.post(at('/entry/general/cells'), {
      cells: [{ element: 'books', value: '1', revision: 2 }],
    })
    expect([late.status, late.json.code]).toEqual([409, 'ENT-001'])
    const row = await clerk.post(at('/registers/staff/rows'), { rows: [person('T9', ID_A)] })
    expect(row.json.code).toBe('ENT-001')
  })

  test('the reviewer sends it back with remarks at cells, which the clerk answers', async () => {
    const bare = await reviewer.post(at('/submission/send-back'), { remarks: [] })
    expect(bare.status).toBe(400)
    await reviewer.post(at('/submission/send-back'), {
      remarks: [{ place: { element: 'students', cell: '' }, text: '请核对在校生是否含当年新生。' }],
    })
    const { json } = await clerk.get(at('/entry'))
    expect(json).toMatchObject({ state: 'returned', isOpen: true })
    const [remark] = json.remarks
    expect(remark).toMatchObject({ place: { element: 'students' }, author: 'reviewer', answer: null })
    const answered = await clerk.put(at(`/submission/remarks/${remark.id}/answer`), { text: '已改为 1250。' })
    expect(answered.status).toBe(200)
    await clerk.post(at('/entry/general/cells'), {
      cells: [{ element: 'students', value: '1250', revision: 1 }],
    })
    await clerk.post(at('/registers/staff/deletions'), { choice: { rows: [1] } })
    expect((await clerk.get(at('/findings'))).json.summary.errors).toBe(1)
    await clerk.post(at('/registers/staff/deleted/1/restore'))
    expect((await clerk.get(at('/findings'))).json.summary.errors).toBe(0)
  })

  test('two versions are compared cell by cell', async () => {
    await leader.post(at('/submission/submit'))
    const { json } = await reviewer.get(at('/submission/differences?before=1&after=2'))
    expect(json.cells).toEqual([{ element: 'students', cell: '', before: '1200', after: '1250' }])
    expect(json.rows).toEqual([])
  })

  test('accepted, its values count at once in the city’s sums and indicators', async () => {
    expect((await reviewer.post(at('/submission/accept'))).status).toBe(200)
    const { json } = await clerk.get(
      `/orgs/east/years/${YEAR}/values?ids=students,staff,student_teacher_ratio`,
    )
    expect(json.values.map((value: { value: string }) => value.value)).toEqual(['1250', '3', '625'])
  })

  test('an accepted return is opened again only with a reason', async () => {
    expect((await officer.post(at('/submission/reopen'), { reason: '改' })).json.code).toBe('SUB-008')
    await officer.post(at('/submission/reopen'), { reason: '学校来函更正图书数。' })
    await clerk.post(at('/entry/general/cells'), {
      cells: [{ element: 'books', value: '32000', revision: 2 }],
    })
    await leader.post(at('/submission/submit'))
    await reviewer.post(at('/submission/accept'))
    const { json } = await clerk.get(`/orgs/east/years/${YEAR}/values?ids=books`)
    expect(json.values[0].value).toBe('32000')
  })

  test('locked, it changes by amendment alone, with its reason in a new version', async () => {
    expect((await officer.post(at('/submission/lock'))).status).toBe(200)
    const cells = [{ form: 'general', element: 'books', cell: '', value: '32100', revision: 0 }]
    const bare = await officer.post(at('/submission/amendments'), { reason: '改', cells })
    expect(bare.json.code).toBe('SUB-008')
    const amended = await officer.post(at('/submission/amendments'), {
      reason: '盘点后更正，见学校报告。',
      cells,
      rows: [{ register: 'staff', changed: [{ rowNo: 2, cells: { days: 41 } }] }],
    })
    expect(amended.json).toMatchObject({ version: 4, kind: 'amendment', note: '盘点后更正，见学校报告。' })
    const { json } = await clerk.get(`/orgs/east/years/${YEAR}/values?ids=books,practice_days`)
    expect(json.values.map((value: { value: string }) => value.value)).toEqual(['32100', '61'])
    const document = await leader.get(at('/submission'))
    expect(document.json).toMatchObject({ state: 'locked', version: 4, steps: [] })
    expect(document.json.versions.map((version: { kind: string }) => version.kind)).toEqual([
      'amendment',
      'submission',
      'submission',
      'submission',
    ])
  })
})

describe('personal fields', () => {
  test('who looks at them in clear is in the trail', async () => {
    const revealed = await clerk.post(at('/registers/staff/rows/2/reveal'))
    expect(revealed.json).toEqual({ name: '张三丰', id_number: ID_B, phone: '13812345678' })
    const { rows } = await city.app.database.pool.query(
      `select actor, object, details from audit_entry where action = 'register.reveal'`,
    )
    expect(rows).toEqual([
      { actor: 'clerk', object: '2018 staff#2', details: { fields: ['name', 'id_number', 'phone'] } },
    ])
    expect(JSON.stringify(rows)).not.toContain(ID_B)
  })

  test('the reviewer reads rows masked and does not reveal them', async () => {
    const answer = await reviewer.post(at('/registers/staff/rows/2/reveal'))
    expect(answer.json.code).toBe('ACC-003')
  })
})

describe('a register that is sent again whole', () => {
  test('rows that are the same stay untouched, with their history', async () => {
    const other = await signedIn(city.app, 'clerk2')
    const place = `/orgs/east-2/years/${YEAR}/registers/clubs`
    const rows = Array.from({ length: 50 }, (_, index) => ({ title: `社团${index}`, members: index }))
    const first = await other.put(`${place}/rows`, { rows })
    expect(first.json).toMatchObject({ added: 50, changed: 0, removed: 0, unchanged: 0 })
    const second = await other.put(`${place}/rows`, {
      rows: [...rows.slice(1, 49), { title: '社团49', members: 100 }, { title: '新社团', members: 7 }],
    })
    expect(second.json).toMatchObject({ added: 1, changed: 1, removed: 1, unchanged: 48 })
    const twice = await other.put(`${place}/rows`, { rows: [rows[0], rows[0]] })
    expect(twice.json.code).toBe('REG-003')
    const bulk = await other.post(`${place}/changes`, {
      choice: { matching: { filters: [{ field: 'members', operator: 'at_most', values: ['10'] }] } },
      cells: { members: 11 },
    })
    expect(bulk.json.count).toBe(11)
  })
})
