import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type Actor, programActor } from '../../src/app/actor.ts'
import { explainFinding, readEntry, readFindings, saveEntry } from '../../src/app/desk/entry.ts'
import { readRegister, revealRow } from '../../src/app/desk/registers.ts'
import { openCollectionRound } from '../../src/app/desk/rounds.ts'
import {
  confirmImport,
  discardImport,
  type ImportFile,
  type ImportOptions,
  importFile,
  previewImport,
  returnedImport,
} from '../../src/app/import.ts'
import { workbookFor } from '../../src/app/template.ts'
import { DEFAULT_LIMITS } from '../../src/excel/limits.ts'
import { readBook } from '../../src/excel/read/book.ts'
import { ZipFile } from '../../src/excel/read/zip.ts'
import { endThreads } from '../../src/excel/thread/thread.ts'
import type { AppError } from '../../src/kernel/index.ts'
import { type SmallCity, smallCity } from '../access/small-city.ts'
import { filled } from './filled.ts'

/*
 * Files into a school's draft, on a real database: what is previewed, what is written, what is left alone.
 */

let city: SmallCity
let year = 2017
const school = 'east-1'

beforeAll(async () => {
  city = await smallCity()
})
afterAll(async () => {
  await city.close()
  await endThreads()
})

const clerk = (limits: readonly string[] = [], unitId = 5): Actor =>
  ({
    kind: 'account',
    id: 'clerk',
    username: 'clerk',
    name: '张老师',
    origin: 'test',
    grants: [{ role: 'school_clerk', unitId, limits }],
  }) as unknown as Actor
const actor = clerk()

/** Each test has a round of its own: a year of its own. */
beforeEach(async () => {
  year += 1
  const deadline = new Date(Date.now() + 86_400_000 * 30)
  const { writeOrgUnits } = await import('../../src/store/index.ts')
  const { units } = await import('../access/small-city.ts')
  await writeOrgUnits(city.app.database.db, units, [year - 1, year])
  await city.app.units.refresh()
  await openCollectionRound(city.app, programActor('test'), 'east', year, { title: `${year} 年度`, deadline })
})

const ID_A = '441802198001010012'
const ID_B = '441802198001010100'
const HEAD = '工号,姓名,身份证号,手机,性别,岗位,实践天数,工资,班主任,到校日期'
const ROW_A = `T1,张三丰,${ID_A},13812345678,男,专任教师,10,,否,2010-09-01`
const ROW_B = `T2,李四,${ID_B},,女,工勤,0,3500.50,否,2012/3/1`

const csv = (...lines: string[]): ImportFile => ({
  name: '教职工台账.csv',
  bytes: new TextEncoder().encode([HEAD, ...lines].join('\n')),
})
const replace: ImportOptions = { mode: 'replace', overwrite: false }

const preview = (file: ImportFile, options = replace) =>
  previewImport(city.app, actor, school, year, file, options)
const take = async (file: ImportFile, options = replace) => {
  const { outcome } = await importFile(city.app, actor, school, year, file, options)
  return outcome
}
const staffRows = async () => (await readRegister(city.app, actor, school, year, 'staff', {})).rows
const keys = async () => (await staffRows()).map((row) => row.cells.staff_no)
const cellOf = async (element: string) =>
  (await readEntry(city.app, actor, school, year)).cells.find((cell) => cell.element === element)
const code = (work: Promise<unknown>) =>
  work.then(
    () => 'accepted',
    (error: AppError) => error.code ?? String(error),
  )

describe('a table of rows', () => {
  test('is previewed exactly, and nothing is written before it is confirmed', async () => {
    const seen = await preview(csv(ROW_A, ROW_B))
    expect(seen).toMatchObject({ state: 'previewed', faults: { count: 0 } })
    expect(seen.registers).toMatchObject([{ register: 'staff', rows: 2, added: 2, changed: 0, removed: 0 }])
    expect(await keys()).toEqual([])
    const taken = await confirmImport(city.app, actor, school, year, seen.id ?? '')
    expect(taken.state).toBe('imported')
    expect(await keys()).toEqual(['T1', 'T2'])
    expect(await code(confirmImport(city.app, actor, school, year, seen.id ?? ''))).toBe('IMP-066')
  })

  test('is stored as typed: codes, flags, dates, decimals, and identity numbers sealed', async () => {
    await take(csv(ROW_A, ROW_B))
    const [first, second] = await staffRows()
    expect(first?.cells).toMatchObject({
      sex: 'm',
      role: 'teacher',
      days: 10,
      pay: null,
      head_teacher: false,
      entered_on: '2010-09-01',
      id_number: '4418…0012',
    })
    expect(second?.cells).toMatchObject({ pay: '3500.5', entered_on: '2012-03-01', phone: null })
    const open = await revealRow(city.app, actor, school, year, 'staff', first?.rowNo ?? 0)
    expect(open).toMatchObject({ name: '张三丰', id_number: ID_A, phone: '13812345678' })
  })

  test('is counted at once: the draft’s counts follow the rows', async () => {
    const outcome = await take(csv(ROW_A, ROW_B))
    expect(outcome.findings?.summary.filled).toBe(1)
    const { bundle } = await readEntry(city.app, actor, school, year)
    const counted = bundle.values.filter((value) => value.year === year && value.origin === 'counted')
    expect(counted.find(({ element, cell }) => element === 'teachers' && cell === '')?.value).toBe('1')
  })

  test('tells how much of it is read, and leaves nothing where it is stopped half-way', async () => {
    const row = (at: number) => `L${at},某人,,,男,工勤,${at % 40},,否,2010-09-01`
    const large = csv(...Array.from({ length: 20_000 }, (_, at) => row(at)))
    const before = await keys()
    const stop = new AbortController()
    const shares: number[] = []
    const tell = ({ share }: { share: number }) => {
      shares.push(share)
      if (share > 0.5) stop.abort(new Error('enough'))
    }
    const taken = importFile(city.app, actor, school, year, large, replace, { tell, signal: stop.signal })
    await expect(taken).rejects.toThrow('enough')
    expect(shares.length).toBeGreaterThan(1)
    expect([...shares].sort((a, b) => a - b)).toEqual(shares)
    expect(shares.at(-1)).toBeLessThan(1)
    expect(await keys()).toEqual(before)
  })

  test('sent again changes nothing', async () => {
    await take(csv(ROW_A, ROW_B))
    const again = await take(csv(ROW_A, ROW_B))
    expect(again.registers).toMatchObject([{ added: 0, changed: 0, removed: 0, same: 2 }])
    expect((await staffRows()).map((row) => row.revision)).toEqual([1, 1])
  })

  test('changes what differs, takes away what is missing, and says both', async () => {
    await take(csv(ROW_A, ROW_B))
    const outcome = await take(csv(ROW_A.replace(',10,', ',12,'), 'T3,王五,,,男,工勤,0,,否,'))
    const [staff] = outcome.registers
    expect(staff).toMatchObject({ added: 1, changed: 1, removed: 1, same: 0 })
    expect(staff?.samples.find(({ kind }) => kind === 'changed')).toMatchObject({
      key: 'T1',
      cells: [{ field: 'days', from: 10, to: 12 }],
    })
    expect(await keys()).toEqual(['T1', 'T3'])
  })

  test('merged into the register leaves the rows that it does not have', async () => {
    await take(csv(ROW_A, ROW_B))
    await take(csv('T3,王五,,,男,工勤,0,,否,'), { mode: 'merge', overwrite: false })
    expect(await keys()).toEqual(['T1', 'T2', 'T3'])
  })

  test('without some columns keeps what these hold', async () => {
    await take(csv(ROW_A))
    const bytes = new TextEncoder().encode('工号,姓名,实践天数,岗位\nT1,张三丰,20,专任教师\n')
    const outcome = await take({ name: '教职工台账.csv', bytes })
    expect(outcome.notes.map((note) => note.code)).toContain('IMP-053')
    const [row] = await staffRows()
    expect(row?.cells).toMatchObject({ days: 20, sex: 'm', entered_on: '2010-09-01', id_number: '4418…0012' })
    expect(row?.findings).toEqual([])
  })

  test('with masked numbers keeps the numbers, and refuses a mask of another number', async () => {
    await take(csv(ROW_A, ROW_B))
    const masked = ROW_A.replace(ID_A, '4418…0012')
      .replace('13812345678', '138****5678')
      .replace(',10,', ',11,')
    expect((await take(csv(masked, ROW_B))).registers).toMatchObject([{ changed: 1, same: 1 }])
    const [row] = await staffRows()
    expect(await revealRow(city.app, actor, school, year, 'staff', row?.rowNo ?? 0)).toMatchObject({
      id_number: ID_A,
      phone: '13812345678',
    })
    const foreign = await take(csv(ROW_A.replace(ID_A, '4418…9999'), ROW_B))
    expect(foreign.faults.shown).toMatchObject([{ code: 'IMP-045', cell: 'C2' }])
    expect(foreign.state).toBe('refused')
  })
})

describe('a file with faults', () => {
  const wrong = csv(ROW_A.replace('专任教师', '教授'), ROW_B.replace(',0,', ',很多,'))

  test('is taken not at all, and every fault is told with its cell', async () => {
    await take(csv(ROW_A))
    const before = await staffRows()
    const outcome = await take(wrong)
    expect(outcome.state).toBe('refused')
    expect(outcome.faults.shown.map(({ code: fault, cell }) => [fault, cell])).toEqual([
      ['IMP-040', 'F2'],
      ['IMP-031', 'G3'],
    ])
    expect(await staffRows()).toEqual(before)
  })

  test('comes back as a workbook with a comment in every cell at fault', async () => {
    const seen = await preview(wrong)
    expect(await code(confirmImport(city.app, actor, school, year, seen.id ?? ''))).toBe('IMP-060')
    const { name, bytes } = await returnedImport(city.app, actor, school, year, seen.id ?? '', 'zh')
    expect(name).toBe('教职工台账-批注.xlsx')
    const zip = new ZipFile(bytes, DEFAULT_LIMITS)
    const comments = zip.names().filter((part) => /comments/i.test(part) && part.endsWith('.xml'))
    const text = comments.map((part) => new TextDecoder().decode(zip.bytes(part))).join('')
    expect(text).toMatch(/ref="F2"/)
    expect(text).toMatch(/ref="G3"/)
  })

  test('that is thrown away is gone', async () => {
    const seen = await preview(csv(ROW_A))
    await discardImport(city.app, actor, school, year, seen.id ?? '')
    expect(await code(confirmImport(city.app, actor, school, year, seen.id ?? ''))).toBe('IMP-063')
  })
})

describe('our own workbook', () => {
  const workbook = async () => (await workbookFor(city.app, actor, school, year)).bytes
  const file = (bytes: Uint8Array): ImportFile => ({ name: '采集表.xlsx', bytes })

  test('comes back untouched and changes nothing', async () => {
    await take(csv(ROW_A, ROW_B))
    await saveEntry(city.app, actor, school, year, 'general', [
      { element: 'books', value: '30000.5'.slice(0, 5), revision: 0, cell: '' },
    ])
    const outcome = await take(file(await workbook()))
    expect(outcome.state).toBe('imported')
    expect(outcome.registers).toMatchObject([
      { register: 'staff', added: 0, changed: 0, removed: 0, same: 2 },
    ])
    expect(outcome.untouched).toEqual(['clubs'])
    expect(outcome.forms.flatMap(({ entered, changed, cleared }) => [entered, changed, cleared])).toEqual([
      0, 0, 0, 0, 0, 0,
    ])
  })

  test('in English comes back untouched and changes nothing either', async () => {
    await take(csv(ROW_A, ROW_B))
    const { bytes } = await workbookFor(city.app, actor, school, year, { language: 'en' })
    const outcome = await take(file(bytes))
    expect(outcome.faults.shown).toEqual([])
    expect(outcome.registers).toMatchObject([{ register: 'staff', added: 0, changed: 0, same: 2 }])
  })

  test('filled in is taken: values, reasons and rows', async () => {
    let bytes = await workbook()
    bytes = await filled(bytes, '基本情况表', { F6: 1200, I7: '不适用' })
    bytes = await filled(bytes, '教职工台账', {
      B5: 'T9',
      C5: '赵六',
      F5: '女',
      G5: '专任教师',
      H5: 3,
      J5: '是',
    })
    const outcome = await take(file(bytes))
    expect(outcome.forms[0]).toMatchObject({ form: 'general', entered: 2 })
    expect(await cellOf('students')).toMatchObject({ value: '1200', state: 'known' })
    expect(await cellOf('books')).toMatchObject({
      value: null,
      state: 'not_applicable',
      reason: 'not_applicable',
    })
    expect(await keys()).toEqual(['T9'])
  })

  test('with a cell cleared clears it; a cell that somebody else filled meanwhile is kept', async () => {
    await saveEntry(city.app, actor, school, year, 'general', [
      { element: 'students', value: '1200', revision: 0, cell: '' },
    ])
    const bytes = await filled(await workbook(), '基本情况表', { F6: null })
    await saveEntry(city.app, actor, school, year, 'general', [
      { element: 'books', value: '500', revision: 0, cell: '' },
    ])
    const outcome = await take(file(bytes))
    expect(outcome.forms[0]).toMatchObject({ cleared: 1, kept: 1 })
    expect(await cellOf('students')).toMatchObject({ value: null, reason: null })
    expect(await cellOf('books')).toMatchObject({ value: '500' })
  })

  test('does not write over what somebody else has changed in the same cell, unless that is confirmed', async () => {
    const bytes = await filled(await workbook(), '基本情况表', { F7: 900 })
    await saveEntry(city.app, actor, school, year, 'general', [
      { element: 'books', value: '500', revision: 0, cell: '' },
    ])
    const seen = await preview(file(bytes))
    expect(seen.state).toBe('refused')
    expect(seen.conflicts.map(({ zh }) => zh)).toEqual(['图书'])
    expect(await code(confirmImport(city.app, actor, school, year, seen.id ?? ''))).toBe('IMP-061')
    expect(await cellOf('books')).toMatchObject({ value: '500' })
    await confirmImport(city.app, actor, school, year, seen.id ?? '', true)
    expect(await cellOf('books')).toMatchObject({ value: '900' })
  })

  test('does not take rows away that were added after it was downloaded', async () => {
    const bytes = await filled(await workbook(), '教职工台账', {
      B5: 'T9',
      C5: '赵六',
      F5: '女',
      G5: '专任教师',
      H5: 3,
      J5: '否',
    })
    await take(csv(ROW_A))
    const outcome = await take(file(bytes))
    expect(outcome.state).toBe('refused')
    expect(outcome.conflicts.map(({ zh }) => zh)).toEqual(['教职工台账'])
    expect(await keys()).toEqual(['T1'])
  })

  test('says that there is nothing to enter, and that counts as zero', async () => {
    const bytes = await filled(await workbook(), '社团台账', { C3: '是' })
    const outcome = await take(file(bytes))
    expect(outcome.registers).toMatchObject([{ register: 'clubs', isDeclaredEmpty: true, rows: 0 }])
    const { bundle } = await readEntry(city.app, actor, school, year)
    expect(bundle.values.find(({ element, year: of }) => element === 'clubs' && of === year)?.value).toBe('0')
  })

  test('shows identity numbers masked, and labels for codes', async () => {
    await take(csv(ROW_A))
    const book = await readBook('a.xlsx', await workbook(), DEFAULT_LIMITS)
    const sheet = book.sheets.find(({ name }) => name === '教职工台账')
    const texts: string[] = []
    for await (const rows of sheet?.rows() ?? []) {
      for (const { number, cells } of rows) {
        if (number === 5) texts.push(...cells.map((cell) => (cell?.kind === 'text' ? cell.text : '')))
      }
    }
    expect(texts).toContain('4418…0012')
    expect(texts).toContain('专任教师')
    expect(texts.join()).not.toContain(ID_A)
  })
})

describe('what was written and who may', () => {
  test('an explanation stands after the same data have come again, and falls with the values it speaks of', async () => {
    const headTeacher = ROW_B.replace(',否,', ',是,')
    await take(csv(ROW_A, headTeacher))
    const { findings } = await readFindings(city.app, actor, school, year)
    const finding = findings.find((each) => each.code === 'TST-101')
    await explainFinding(city.app, actor, school, year, {
      inputKey: finding?.inputKey ?? '',
      text: '临时代理班主任',
    })
    await take(csv(headTeacher, ROW_A.replace(',10,', ',15,')))
    const kept = await readFindings(city.app, actor, school, year)
    expect(kept.findings.find((each) => each.code === 'TST-101')?.explanation).toBe('临时代理班主任')
    await take(csv(ROW_A, ROW_B))
    const gone = await readFindings(city.app, actor, school, year)
    expect(gone.findings.find((each) => each.code === 'TST-101')).toBeUndefined()
  })

  test('a preview falls when somebody changes what it touches', async () => {
    const seen = await preview(csv(ROW_A))
    await take(csv(ROW_B))
    expect(await code(confirmImport(city.app, actor, school, year, seen.id ?? ''))).toBe('IMP-062')
    expect(await keys()).toEqual(['T2'])
  })

  test('a clerk of another school, and one who is limited to other forms, is refused', async () => {
    expect(await code(previewImport(city.app, clerk([], 6), school, year, csv(ROW_A)))).toBe('ACC-003')
    expect(await code(previewImport(city.app, clerk(['general']), school, year, csv(ROW_A)))).toBe('ACC-003')
    expect(await keys()).toEqual([])
  })

  test('a return that was handed in takes no file', async () => {
    await city.app.database.db
      .updateTable('submission')
      .set({ state: 'submitted' })
      .where('year', '=', year)
      .execute()
    expect(await code(take(csv(ROW_A)))).toBe('ENT-001')
  })
})
