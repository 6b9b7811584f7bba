import { chmodSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  applicationsOf,
  boardOf,
  closeApp,
  loadQuality,
  openApp,
  programActor,
  readRoundDetail,
  roundsOf,
} from '../../src/app/index.ts'
import { CATALOG_FOLDER } from '../../src/catalog/files.ts'
import { qualityStory } from '../../src/demo/index.ts'
import { buildReport, printedFacts } from '../../src/reports/index.ts'
import { factDigest } from '../../src/reports/node.ts'
import { openDatabase, withinScope } from '../../src/store/index.ts'
import { demonstrationWorld } from '../reports/demonstration-world.ts'
import { start, vetted } from './vetted.ts'

/*
 * What a user meets when something is wrong: each a message that names the fact, the place and the remedy, the exit
 * code that the help promises, and nothing lost.
 */

const folder = mkdtempSync(join(tmpdir(), 'vetted-faults-'))
const data = join(folder, 'data')

const memory = demonstrationWorld()

beforeAll(async () => {
  expect(await vetted(['demo', 'load', '--data', data])).toMatchObject({ code: 0 })
}, 300_000)

afterAll(() => rmSync(folder, { recursive: true, force: true }))

test('an unknown org unit is named, with how to see all', async () => {
  const { code, stderr, stdout } = await vetted([
    'facts',
    '--org',
    '无此市',
    '--year',
    '2017',
    '--data',
    data,
  ])
  expect(code).toBe(1)
  expect(stdout).toBe('')
  expect(stderr).toBe('ORG-001 没有名为“无此市”的机构。用 vetted org list 查看全部机构。\n')
})

test('a year without data is refused with the years that have some', async () => {
  const { code, stderr } = await vetted([
    'report',
    '--org',
    'qingyuan',
    '--year',
    '2009',
    '--data',
    data,
    '--lang',
    'en',
  ])
  expect(code).toBe(1)
  expect(stderr).toContain('has no data for 2009. Years with data: 2016、2017')
})

test.each([
  ['qingyuan', 'city'],
  ['qy-gongmao', 'school'],
  ['lanchuan', 'city'],
])('the report of %s from the database has the facts that it has in memory', async (org, template) => {
  const out = join(folder, 'out')
  const { code, stdout, stderr } = await vetted([
    'report',
    '--org',
    org,
    '--year',
    '2017',
    '--format',
    'html',
    '--out',
    out,
    '--json',
    '--data',
    data,
  ])
  expect(stderr).toBe('')
  expect(code).toBe(0)
  const inMemory = buildReport(memory, memory.template(template), memory.unit(org), 2017)
  expect(JSON.parse(stdout).factDigest).toBe(factDigest(printedFacts(inMemory)))
})

test('wrong usage ends with 2 and shows the way to help', async () => {
  expect(await vetted(['facts', '--org', 'qingyuan'])).toMatchObject({ code: 2 })
  expect(await vetted(['nonsense'])).toMatchObject({ code: 2 })
  expect(await vetted(['facts', '--org', 'qingyuan', '--year', 'last'])).toMatchObject({ code: 2 })
  expect(await vetted(['--help'])).toMatchObject({ code: 0 })
})

test('--json prints one document and nothing else', async () => {
  const { code, stdout, stderr } = await vetted([
    'explain',
    'employment_rate',
    '--org',
    '清远市',
    '--year',
    '2017',
    '--json',
    '--data',
    data,
  ])
  expect(code).toBe(0)
  expect(stderr).toBe('')
  expect(JSON.parse(stdout)).toMatchObject({ value: { id: 'employment_rate', printed: '98.90' } })
})

test('a slip in the catalog is shown with file, line and column', async () => {
  const copy = join(folder, 'catalog')
  cpSync(CATALOG_FOLDER, copy, { recursive: true })
  const file = join(copy, 'indicators', 'employment.yaml')
  const text = readFileSync(file, 'utf8').replace('unit: percent', 'unit: persent')
  writeFileSync(file, text)
  const line = text.split('\n').findIndex((candidate) => candidate.includes('persent')) + 1
  const { code, stderr } = await vetted(['catalog', 'lint', '--folder', copy])
  expect(code).toBe(1)
  expect(stderr).toContain(`indicators/employment.yaml:${line}:`)
  expect(stderr).toContain('没有单位“persent”')
})

test.each([
  ['units that do not fit', 'formula: employed + land_area', '单位不合'],
  ['a formula in a circle', 'formula: matched_employment_rate', '公式循环'],
])('%s stop the catalog', async (_, formula, message) => {
  const copy = mkdtempSync(join(folder, 'catalog-'))
  cpSync(CATALOG_FOLDER, copy, { recursive: true })
  const file = join(copy, 'indicators', 'employment.yaml')
  const lines = readFileSync(file, 'utf8').split('\n')
  const at = lines.findIndex((line) => line.includes('id: matched_employment_rate'))
  const place = lines.findIndex((line, index) => index > at && line.trimStart().startsWith('formula:'))
  lines[place] = `${lines[place]?.slice(0, lines[place].indexOf('formula:'))}${formula}`
  writeFileSync(file, lines.join('\n'))
  const { code, stderr } = await vetted(['catalog', 'lint', '--folder', copy])
  expect(code).toBe(1)
  expect(stderr).toContain(message)
})

test('a port in use is named, with another to try', async () => {
  const other = createServer()
  const port = await new Promise<number>((resolve) => {
    other.listen(0, '127.0.0.1', () => {
      const address = other.address()
      resolve(typeof address === 'object' && address ? address.port : 0)
    })
  })
  const { code, stderr } = await vetted(['serve', '--port', String(port), '--data', data])
  other.close()
  expect(code).toBe(1)
  expect(stderr).toContain(`端口 ${port} 已被占用`)
})

test('a second server on the same data is refused with the first one’s port; a command joins it', async () => {
  const first = start(['serve', '--port', '0', '--json', '--data', data])
  const address = await new Promise<string>((resolve) =>
    first.child.stdout?.on('data', (chunk) =>
      resolve((JSON.parse(String(chunk)) as { address: string }).address),
    ),
  )
  const second = await vetted(['serve', '--port', '0', '--data', data])
  expect(second.code).toBe(1)
  expect(second.stderr).toContain('已有一个服务在运行')
  expect(await vetted(['org', 'list', '--data', data])).toMatchObject({ code: 0 })
  expect((await fetch(`${address}/api/v1/health`)).status).toBe(200)
  first.child.kill('SIGTERM')
  expect((await first.ended).code).toBe(0)
})

test('a folder that is no database is left as it is', async () => {
  const strange = join(folder, 'strange')
  mkdirSync(join(strange, 'postgres'), { recursive: true })
  writeFileSync(join(strange, 'postgres', 'diary.txt'), 'keep me')
  const { code, stderr } = await vetted(['org', 'list', '--data', strange])
  expect(code).toBe(1)
  expect(stderr).toContain('DAT-003')
  expect(readFileSync(join(strange, 'postgres', 'diary.txt'), 'utf8')).toBe('keep me')
})

test('a database folder that was only half written is made anew', async () => {
  const half = join(folder, 'half')
  mkdirSync(join(half, 'postgres.half', 'base'), { recursive: true })
  expect(await vetted(['org', 'list', '--data', half])).toMatchObject({ code: 0 })
})

test('a place that cannot be written is named before anything is done', async () => {
  const file = join(folder, 'a-file')
  writeFileSync(file, '')
  const { code, stderr } = await vetted(['org', 'list', '--data', join(file, 'data')])
  expect(code).toBe(1)
  expect(stderr).toContain('不能写入')
  const sealed = join(folder, 'sealed')
  mkdirSync(sealed)
  chmodSync(sealed, 0o500)
  // Root may write anywhere; for it the read-only place is a device.
  const place = process.getuid?.() === 0 ? '/proc/vetted' : join(sealed, 'data')
  expect(await vetted(['org', 'list', '--data', place])).toMatchObject({ code: 1 })
})

test('a database from a newer release is refused and left alone', async () => {
  const newer = join(folder, 'newer')
  expect(await vetted(['migrate', '--data', newer])).toMatchObject({ code: 0 })
  const database = await openDatabase({ folder: newer })
  await sql`insert into schema_migration (version, name, checksum) values (9999, 'future', 'x')`.execute(
    database.db,
  )
  await database.close()
  const { code, stderr } = await vetted(['org', 'list', '--data', newer])
  expect(code).toBe(1)
  expect(stderr).toContain('比本程序的')
})

test('a database that nobody answers for is named with what to check', async () => {
  const { code, stderr } = await vetted([
    'org',
    'list',
    '--database-url',
    'postgres://nobody@127.0.0.1:1/none',
  ])
  expect(code).toBe(1)
  expect(stderr).toContain('DATABASE_URL')
})

test('a school’s workbook is made, comes back untouched, and would change nothing', async () => {
  const file = join(folder, '采集表.xlsx')
  const place = ['--org', '清远工贸职业技术学校', '--year', '2018', '--data', data]
  expect(await vetted(['template', '--out', file, ...place])).toMatchObject({ code: 0 })
  const { code, stdout } = await vetted(['import', file, '--preview', '--json', ...place])
  expect(code).toBe(0)
  const outcome = JSON.parse(stdout) as Outcome
  expect(outcome).toMatchObject({ state: 'previewed', faults: { count: 0 }, conflicts: [] })
  expect(outcome.registers.find(({ register }) => register === 'students')?.same).toBeGreaterThan(1000)
  const changed = [...outcome.forms, ...outcome.registers].filter(
    (each) =>
      (each.added ?? 0) + (each.entered ?? 0) + each.changed + (each.removed ?? each.cleared ?? 0) > 0,
  )
  expect(changed).toEqual([])
})

test('a table with faults is refused with their cells, and comes back with comments', async () => {
  const file = join(folder, '教师企业实践.csv')
  const out = join(folder, '批注.xlsx')
  writeFileSync(file, '实践天数,实践编号,工号,实践企业,开始日期,青年教师跟岗\n很多,P1,T1,试验企业,昨天,否\n')
  const place = ['--org', 'qy-gongmao', '--year', '2018', '--data', data]
  const args = ['import', file, '--register', 'teacher_practices', '--mode', 'merge', '--returned', out]
  const { code, stdout } = await vetted([...args, ...place])
  expect(code).toBe(1)
  expect(stdout).toContain('没有写入')
  expect(stdout).toContain('IMP-031 教师企业实践!A2')
  expect(stdout).toContain('IMP-038 教师企业实践!E2')
  expect(readFileSync(out).subarray(0, 2).toString()).toBe('PK')
})

test('a file that is not there is wrong usage and named', async () => {
  const place = ['--org', 'qy-gongmao', '--year', '2018', '--data', data]
  const { code, stderr } = await vetted(['import', join(folder, 'nothing.xlsx'), ...place])
  expect(code).toBe(2)
  expect(stderr).toContain('IMP-067')
})

interface Outcome {
  readonly forms: readonly Change[]
  readonly registers: readonly (Change & { readonly register: string; readonly same: number })[]
}

interface Change {
  readonly changed: number
  readonly entered?: number
  readonly cleared?: number
  readonly added?: number
  readonly removed?: number
}

test('the computed part of a scheme is scored from accepted data, and the leaves sum to the total', async () => {
  const place = ['--org', 'qy-gongmao', '--year', '2017', '--data', data]
  const { code, stdout } = await vetted(['evaluate', 'teaching_inspection', ...place, '--json'])
  expect(code).toBe(0)
  const { subjects, judged } = JSON.parse(stdout)
  expect([subjects.length, judged]).toEqual([1, 13])
  const leaf = (id: string) => subjects[0].leaves.find((own: { id: string }) => own.id === id)
  // 19.51 students per teacher lie in the band up to 20: nine tenths of 4.
  expect(leaf('teachers')).toMatchObject({ value: { printed: '19.51' }, points: '3.6', weight: '4' })
  const cents = subjects[0].leaves.reduce(
    (sum: number, own: { points: string }) => sum + Math.round(Number(own.points) * 100),
    0,
  )
  expect(cents).toBe(Math.round(Number(subjects[0].points) * 100))
  const words = await vetted(['evaluate', 'teaching_inspection', ...place])
  expect(words.stdout).toContain('权重为示意，请按本地文件替换。')
  const unknown = await vetted(['evaluate', 'no_such_scheme', ...place])
  expect([unknown.code, unknown.stderr]).toEqual([
    1,
    'EVA-003 没有可用的评价方案“no_such_scheme”。用 vetted catalog list schemes 查看全部方案和适用年份。\n',
  ])
})

test('what was judged and applied for stands where its story says, and playing it again changes nothing', async () => {
  const app = await openApp({ dataFolder: data, databaseUrl: undefined })
  try {
    const actor = programActor('test')
    const rounds = await roundsOf(app, actor, { org: 'qingyuan', year: 2017 })
    const states = async (title: string) => {
      const round = rounds.find((own) => own.title.includes(title))
      const { subjects } = await readRoundDetail(app, actor, round?.id ?? '')
      return subjects.map(({ state }) => state).sort()
    }
    expect(await states('教育教学检查')).toEqual(Array(13).fill('published'))
    expect(await states('专业建设评价')).toEqual(['open', 'open', 'scored', 'scoring', 'submitted'])
    const of = async (year: number) =>
      (await applicationsOf(app, actor, 'qingyuan', year)).map(
        ({ programme, state }) => `${programme.name.zh} ${state}`,
      )
    expect((await of(2017)).sort()).toEqual(['中餐烹饪与营养膳食 filed', '护理 rejected', '文秘 filed'])
    const { problems } = await boardOf(app, actor, 'qy-gongmao', 2017)
    expect(problems.map(({ state }) => state).sort()).toEqual([
      'closed',
      'closed',
      'closed',
      'open',
      'planned',
      'waived',
    ])
    const scope = { units: 'all', year: 2018, mayWrite: true, role: 'program' } as const
    const steps = () =>
      withinScope(app.database.db, scope, async (tx) => {
        const { rows } = await sql<{ count: string }>`select count(*) from workflow_step`.execute(tx)
        return rows[0]?.count
      })
    const before = await steps()
    await withinScope(app.database.db, scope, (tx) =>
      sql`delete from revision where name = 'demonstration_quality'`.execute(tx),
    )
    await loadQuality(app, qualityStory())
    expect(await steps()).toBe(before)
  } finally {
    await closeApp(app)
  }
}, 120_000)
