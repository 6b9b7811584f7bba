import { afterAll, beforeAll, expect, test } from 'vitest'
import { DEFAULT_LIMITS } from '../../src/excel/limits.ts'
import { readBook } from '../../src/excel/read/book.ts'
import { ZipFile } from '../../src/excel/read/zip.ts'
import { endThreads } from '../../src/excel/thread/thread.ts'
import { account, type Browser, signedIn } from '../access/browser.ts'
import { type SmallCity, smallCity } from '../access/small-city.ts'
import { filled } from './filled.ts'

/*
 * A clerk's way with workbooks over HTTP: download, fill in, upload, look, confirm; the file that comes back with
 * comments; registers as files. Each test goes on where the one before it ended.
 */

const YEAR = 2018
const at = (path: string) => `/orgs/east-1/years/${YEAR}${path}`

let city: SmallCity
let clerk: Browser
let other: Browser
let reviewer: Browser
let admin: Browser

beforeAll(async () => {
  city = await smallCity()
  await account(city.app, 'officer', 'bureau_officer', 'east')
  await account(city.app, 'reviewer', 'bureau_reviewer', 'east')
  await account(city.app, 'clerk', 'school_clerk', 'east-1')
  await account(city.app, 'other', 'school_clerk', 'east-2')
  await account(city.app, 'admin', 'platform_admin', 'nation')
  const officer = await signedIn(city.app, 'officer')
  const deadline = new Date(Date.now() + 20 * 86_400_000)
  await officer.post(`/orgs/east/years/${YEAR}/round`, { title: '2018 年度状态数据', deadline })
  clerk = await signedIn(city.app, 'clerk')
  other = await signedIn(city.app, 'other')
  reviewer = await signedIn(city.app, 'reviewer')
  admin = await signedIn(city.app, 'admin')
})
afterAll(async () => {
  await city.close()
  await endThreads()
})

const form = (name: string, bytes: Uint8Array<ArrayBuffer>, more: Record<string, string> = {}) => {
  const made = new FormData()
  made.set('file', new File([bytes], name))
  for (const [key, value] of Object.entries(more)) made.set(key, value)
  return made
}
const upload = (browser: Browser, name: string, bytes: Uint8Array<ArrayBuffer>, more = {}) =>
  browser.post(at('/imports'), form(name, bytes, more))
const csv = (...lines: string[]) => new TextEncoder().encode(lines.join('\n'))
const HEAD = '工号,姓名,身份证号,手机,性别,岗位,实践天数,工资,班主任,到校日期'
const ROW_A = 'T1,张三丰,441802198001010012,13812345678,男,专任教师,10,,否,2010-09-01'
const ROW_B = 'T2,"=HYPERLINK(""http://x"")",,,女,工勤,0,3500.50,否,2012-03-01'

test('the workbook comes as a file under its Chinese name, and filled in it is previewed, then taken', async () => {
  const { status, headers, bytes } = await clerk.get(at('/workbook'))
  expect(status).toBe(200)
  expect(decodeURIComponent(headers.get('content-disposition') ?? '')).toBe(
    `attachment; filename*=UTF-8''东城一职${YEAR}年度数据采集表.xlsx`,
  )
  const sent = new Uint8Array(await filled(bytes, '基本情况表', { F6: 1200 }))
  const { json: seen } = await upload(clerk, '采集表.xlsx', sent)
  expect(seen.state).toBe('previewed')
  expect(seen.forms[0]).toMatchObject({ form: 'general', entered: 1, samples: [{ from: null, to: '1200' }] })
  expect((await clerk.get(at(`/imports/${seen.id}`))).json).toEqual(seen)
  const cellsBefore = (await clerk.get(at('/entry'))).json.cells as { element: string; value: string }[]
  expect(cellsBefore.find(({ element }) => element === 'students')?.value ?? null).toBe(null)
  const taken = await clerk.post(at(`/imports/${seen.id}/confirm`), {})
  expect(taken.json).toMatchObject({ state: 'imported', id: seen.id })
  const cells = (await clerk.get(at('/entry'))).json.cells as { element: string; value: string }[]
  expect(cells.find(({ element }) => element === 'students')?.value).toBe('1200')
  expect((await clerk.post(at(`/imports/${seen.id}/confirm`), {})).json.code).toBe('IMP-066')
})

test('a table with faults cannot be confirmed, and comes back with a comment in each cell at fault', async () => {
  const wrong = csv(HEAD, ROW_A.replace('专任教师', '教授'))
  const { json: seen } = await upload(clerk, '教职工台账.csv', wrong)
  expect(seen).toMatchObject({
    state: 'refused',
    faults: { count: 1, shown: [{ code: 'IMP-040', cell: 'F2' }] },
  })
  const refused = await clerk.post(at(`/imports/${seen.id}/confirm`), {})
  expect([refused.status, refused.json.code]).toEqual([409, 'IMP-060'])
  const { bytes, headers } = await clerk.get(at(`/imports/${seen.id}/returned`))
  expect(decodeURIComponent(headers.get('content-disposition') ?? '')).toContain('教职工台账-批注.xlsx')
  const zip = new ZipFile(bytes, DEFAULT_LIMITS)
  const parts = zip.names().filter((name) => /comments\d*\.xml$/.test(name))
  expect(parts.map((name) => new TextDecoder().decode(zip.bytes(name))).join('')).toMatch(/ref="F2"/)
  expect((await clerk.delete(at(`/imports/${seen.id}`))).status).toBe(200)
  expect((await clerk.get(at(`/imports/${seen.id}`))).json.code).toBe('IMP-063')
})

test('what is no workbook, names no file or is too large is refused in words', async () => {
  const macro = new Uint8Array([0xd0, 0xcf, 0x11, 0xe0, 0, 0])
  expect((await upload(clerk, 'alt.xls', macro)).json.code).toBe('IMP-009')
  expect((await clerk.post(at('/imports'), form('x', new Uint8Array()))).json.code).toBe('IMP-014')
  expect((await clerk.request('POST', at('/imports'), new FormData())).json.code).toBe('APP-002')
  const length = { 'content-length': String(DEFAULT_LIMITS.fileBytes * 2) }
  const large = await clerk.request('POST', at('/imports'), form('x.csv', csv(HEAD)), length)
  expect(large.json).toMatchObject({ code: 'IMP-001', params: { megabytes: '120.0', most: 60 } })
})

test('a register comes as a file with personal fields masked, and no cell of it can run', async () => {
  const { json: seen } = await upload(clerk, '教职工台账.csv', csv(HEAD, ROW_A, ROW_B))
  await clerk.post(at(`/imports/${seen.id}/confirm`), {})
  const { text, headers } = await clerk.get(at('/registers/staff/export?format=csv'))
  expect(headers.get('content-type')).toContain('text/csv')
  expect(text).toContain('T1,张**,4418…0012,138****5678,男,专任教师,10')
  expect(text).not.toContain('441802198001010012')
  const { text: clear } = await clerk.get(at('/registers/staff/export?format=csv&personal=clear'))
  expect(clear).toContain('441802198001010012')
  expect(clear).toContain(`"'=HYPERLINK(""http://x"")"`)
  const { bytes } = await clerk.get(at('/registers/staff/export?personal=clear'))
  const book = await readBook('a.xlsx', bytes, DEFAULT_LIMITS)
  const [sheet] = book.sheets
  const kinds: string[] = []
  for await (const rows of sheet?.rows() ?? []) {
    for (const { cells } of rows) for (const cell of cells) if (cell) kinds.push(cell.kind)
  }
  expect(kinds).toContain('number')
  expect(kinds).not.toContain('uncomputed')
  expect(kinds).not.toContain('error')
})

test('an exported table comes back and changes nothing', async () => {
  const { bytes } = await clerk.get(at('/registers/staff/export?format=csv&personal=clear'))
  const { json } = await upload(clerk, '教职工台账.csv', bytes)
  expect(json).toMatchObject({
    state: 'previewed',
    registers: [{ added: 0, changed: 0, removed: 0, same: 2 }],
  })
})

test('only those who may see a school get its files, and only those who fill in may send some', async () => {
  expect((await other.get(at('/workbook'))).status).toBe(403)
  expect((await other.get(at('/registers/staff/export'))).status).toBe(403)
  expect((await upload(other, 'a.csv', csv(HEAD, ROW_A))).json.code).toBe('ACC-003')
  expect((await reviewer.get(at('/registers/staff/export'))).status).toBe(200)
  expect((await reviewer.get(at('/registers/staff/export?personal=clear'))).json.code).toBe('ACC-003')
  expect((await upload(reviewer, 'a.csv', csv(HEAD, ROW_A))).json.code).toBe('ACC-003')
})

test('the trail says who took which register, and whether in clear', async () => {
  const { json } = await admin.get('/orgs/east/trail?action=register')
  const entries = json.entries as { action: string; actor: string; object: string; result: string }[]
  const seen = entries.map(({ action, actor, object, result }) => `${actor} ${action} ${object} ${result}`)
  expect(seen).toContain(`clerk register.export ${YEAR} staff.csv done`)
  expect(seen).toContain(`clerk register.reveal ${YEAR} staff.xlsx done`)
  expect(seen).toContain(`reviewer register.reveal ${YEAR} staff.xlsx refused`)
})
