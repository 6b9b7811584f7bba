import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Action, type AppContext, closeApp, openApp, permissions } from '../../src/app/index.ts'
import { endThreads } from '../../src/excel/thread/thread.ts'
import { api } from '../../src/http/api.ts'
import { httpApp } from '../../src/http/index.ts'
import { ROLES, type Role } from '../../src/kernel/index.ts'
import { writeOrgUnits } from '../../src/store/index.ts'
import { account, PASSWORD } from './browser.ts'
import { type MatrixIds, matrixRoutes, PDF, type RouteCase } from './matrix-routes.ts'
import { units } from './small-city.ts'

/*
 * Who gets through where: every route of the OpenAPI document, every role, at the unit itself and at another one. What
 * is expected follows from the one table of permissions. Then the same with the application's check taken away, and
 * with the database's: each wall alone keeps out whom it is to keep out.
 */

const YEAR = 2018
/** Words that stand in the school's drafts, and that nobody reads who is not to. */
const SECRETS = [
  'SECRET-ROW',
  '98765432',
  'SECRET-REMARK',
  'SECRET-ACCOUNT',
  'SECRET-GOAL',
  'SECRET-PROBLEM',
  'SECRET-DIRECTION',
  'SECRET-FILE',
]

interface Visitor {
  readonly name: string
  readonly role: Role | 'public'
  readonly unit: string
  cookie: string
}

const isSchoolRole = (role: Role) => role === 'school_leader' || role === 'school_clerk'
const visitors: Visitor[] = [
  ...ROLES.flatMap((role) =>
    (isSchoolRole(role) ? ['east-1', 'east-2', 'west-1'] : ['east', 'west']).map((unit) => ({
      name: `${role.replace('_', '.')}.${unit}`,
      role,
      unit,
      cookie: '',
    })),
  ),
  { name: 'public', role: 'public', unit: '', cookie: '' },
]

let app: AppContext
let folder: string
let documented: readonly string[]
let cases: readonly (RouteCase & { readonly route: string })[]
let open: readonly string[]
let doors: Readonly<Record<'both' | 'database' | 'application', Door>>

type Door = (
  visitor: Visitor,
  wanted: Pick<RouteCase, 'path' | 'body' | 'file' | 'fields'> & { method: string },
) => Promise<Answer>

interface Answer {
  readonly status: number
  readonly text: string
  readonly code: string
  // biome-ignore lint/suspicious/noExplicitAny: documents of every shape
  readonly json: any
}

function doorOf(context: AppContext): Door {
  const hono = httpApp(context, tmpdir())
  return async ({ cookie }, { method, path, body, file, fields }) => {
    const form = new FormData()
    if (file) form.set('file', new File([file.text], file.name))
    for (const [name, value] of Object.entries(fields ?? {})) form.set(name, value)
    const response = await hono.request(`/api/v1${path}`, {
      method,
      headers: {
        ...(cookie ? { cookie } : {}),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(file ? { body: form } : body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    const text = Buffer.from(await response.arrayBuffer()).toString('utf8')
    let json: { code?: string } = {}
    try {
      json = JSON.parse(text)
    } catch {
      // A file.
    }
    return { status: response.status, text, json, code: json?.code ?? '' }
  }
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'vetted-matrix-'))
  app = await openApp({ dataFolder: folder, databaseUrl: process.env.DATABASE_URL })
  await writeOrgUnits(app.database.db, units, [2017, 2018, 2019, new Date().getFullYear()])
  await app.units.refresh()
  doors = {
    both: doorOf(app),
    database: doorOf({ ...app, walls: { application: false, database: true } }),
    application: doorOf({ ...app, walls: { application: true, database: false } }),
  }
  for (const visitor of visitors) {
    if (visitor.role === 'public') continue
    await account(app, visitor.name, visitor.role, visitor.unit)
    visitor.cookie = await signIn(visitor.name)
  }
  const ids = await prepare()
  const rules = matrixRoutes(ids)
  documented = await documentedRoutes()
  open = Object.keys(rules).filter((route) => rules[route] === 'open')
  cases = Object.entries(rules).flatMap(([route, rule]) =>
    typeof rule === 'string' ? [] : (Array.isArray(rule) ? rule : [rule]).map((each) => ({ ...each, route })),
  )
  missing = documented.filter((route) => !(route in rules))
  stale = Object.keys(rules).filter((route) => !documented.includes(route))
}, 120_000)
let missing: readonly string[] = []
let stale: readonly string[] = []

afterAll(async () => {
  await closeApp(app)
  rmSync(folder, { recursive: true, force: true })
  await endThreads()
})

async function signIn(username: string): Promise<string> {
  const response = await httpApp(app, tmpdir()).request('/api/v1/session', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ username, password: PASSWORD }),
  })
  return response.headers
    .getSetCookie()
    .map((each) => each.split(';')[0])
    .join('; ')
}

async function documentedRoutes(): Promise<string[]> {
  const response = await api(app).request('/openapi.json')
  const { paths } = (await response.json()) as { paths: Record<string, Record<string, unknown>> }
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
  )
}

const visitor = (role: Role, unit: string): Visitor => {
  const found = visitors.find((each) => each.role === role && each.unit === unit)
  if (!found) throw new Error(`nobody is ${role} at ${unit}`)
  return found
}

/** One of everything, at the school east-1. */
async function prepare(): Promise<MatrixIds> {
  const officer = visitor('bureau_officer', 'east')
  const leader = visitor('school_leader', 'east-1')
  const clerk = visitor('school_clerk', 'east-1')
  const later = new Date(Date.now() + 30 * 86_400_000).toISOString()
  const school = `/orgs/east-1/years/${YEAR}`
  const done = async (
    who: Visitor,
    method: string,
    path: string,
    body?: unknown,
    file?: RouteCase['file'],
  ) => {
    const answer = await doors.both(who, {
      method,
      path,
      ...(body === undefined ? {} : { body }),
      ...(file ? { file } : {}),
    })
    if (answer.status !== 200)
      throw new Error(`${method} ${path}: ${answer.status} ${answer.text.slice(0, 500)}`)
    return answer.json
  }
  await account(app, 'target', 'school_clerk', 'east-1')
  await app.database.pool.query(`update account set name = 'SECRET-ACCOUNT' where username = 'target'`)
  await done(officer, 'POST', `/orgs/east/years/${YEAR}/round`, { title: '2018 年度', deadline: later })
  await done(clerk, 'POST', `${school}/entry/school_facilities/cells`, {
    cells: [{ element: 'books', value: '98765432', revision: 0 }],
  })
  await done(clerk, 'POST', `${school}/registers/staff/rows`, {
    rows: [{ staff_no: 'SECRET-ROW', name: '张三' }],
  })
  const { rows } = await app.database.pool.query<{ id: string }>(
    `insert into remark (org_unit_id, year, version, place, text, author, author_name, written_at)
     values (5, ${YEAR}, 1, '{}', 'SECRET-REMARK', 'reviewer', 'reviewer', now()) returning id`,
  )
  const file = { name: '教职工台账.csv', text: '工号,姓名\nSECRET-ROW,张三\n' }
  const imported = await done(clerk, 'POST', `${school}/imports`, undefined, file)
  const job = await done(clerk, 'POST', `${school}/imports/${imported.id}/confirmation-jobs`, {})
  const round = await done(officer, 'POST', `/orgs/east/years/${YEAR}/evaluation-rounds`, {
    scheme: 'teaching_inspection',
    title: '教学检查',
    selfUntil: later,
    scoringUntil: later,
    replyDays: 5,
    panelSize: 3,
  })
  const evaluations = await app.database.pool.query<{ id: string }>(
    'select id from evaluation where round_id = $1 and org_unit_id = 5',
    [round.id],
  )
  const goal = await done(leader, 'POST', `${school}/goals`, { level: 'school', title: 'SECRET-GOAL' })
  const standard = await done(leader, 'POST', `${school}/quality-standards`, {
    level: 'school',
    title: 'SECRET-GOAL',
    body: '正文',
    version: '1',
  })
  const problem = await done(clerk, 'POST', `${school}/problems`, { title: 'SECRET-PROBLEM' })
  const evidence = await done(clerk, 'POST', `/problems/${problem.id}/evidence`, undefined, PDF)
  await done(officer, 'PUT', `/orgs/east/years/${YEAR}/application-window`, {
    opensAt: new Date(Date.now() - 86_400_000).toISOString(),
    closesAt: later,
    noticeDays: 5,
    panelSize: 3,
    numberPrefix: '东教职',
  })
  const application = await done(clerk, 'POST', `${school}/applications`, {
    programme: '051300',
    direction: 'SECRET-DIRECTION',
  })
  return {
    remark: rows[0]?.id ?? '',
    import: imported.id,
    job: job.id,
    evaluationRound: round.id,
    evaluation: evaluations.rows[0]?.id ?? '',
    goal: goal.id,
    standard: standard.id,
    problem: problem.id,
    evidence: evidence.id,
    application: application.id,
  }
}

/** The table of permissions, read anew: whether a role at one unit may do something at another. */
function mayDo(
  { role, unit }: Visitor,
  { action, at, isAnywhere }: Pick<RouteCase, 'action' | 'at' | 'isAnywhere'>,
): boolean {
  if (role === 'public') return false
  const reach = (permissions[action].roles as Partial<Record<Role, 'unit' | 'subtree' | 'below'>>)[role]
  if (isAnywhere) return reach !== undefined
  const isAbove = at.startsWith(`${unit}-`)
  if (reach === 'unit') return unit === at
  if (reach === 'below') return isAbove
  return reach === 'subtree' && (unit === at || isAbove)
}

/** Reading the drafts of east-1, where all the secrets are. */
const DRAFTS = { action: 'submission.read', at: 'east-1' } as const

const methodOf = (route: string) => route.split(' ')[0] ?? ''
const pairs = (isAllowed: boolean) =>
  cases.flatMap((each) =>
    visitors
      .filter((who) => mayDo(who, each) === isAllowed)
      .map((who) => ({ who, each, wanted: { ...each, method: methodOf(each.route) } })),
  )
const named = (who: Visitor, { route, action }: { route: string; action: Action }) =>
  `${who.name} ${route} (${action})`

/** Everything that is kept, save the trail and what signing in leaves. */
async function digest(): Promise<Map<string, string>> {
  const { pool } = app.database
  const { rows } = await pool.query<{ name: string }>(
    `select tablename as name from pg_tables where schemaname = 'public'
     and tablename not in ('audit_entry', 'sign_in_session', 'sign_in_verification', 'schema_migration') order by 1`,
  )
  const sums = await pool.query<{ name: string; sum: string }>(
    rows
      .map(
        ({ name }) =>
          `select '${name}' as name, coalesce(md5(string_agg(t::text, '|' order by t::text)), '') as sum from "${name}" t`,
      )
      .join(' union all '),
  )
  return new Map(sums.rows.map(({ name, sum }) => [name, sum]))
}

async function changedTables(before: ReadonlyMap<string, string>): Promise<string[]> {
  return [...(await digest())].filter(([name, sum]) => before.get(name) !== sum).map(([name]) => name)
}

describe('the access matrix', () => {
  test('knows every route that there is, and none that is not', () => {
    expect(missing).toEqual([])
    expect(stale).toEqual([])
    expect(documented.length).toBeGreaterThan(100)
  })

  test('with both walls, whoever may not is refused, told so, and changes and reads nothing', async () => {
    const before = await digest()
    const wrong: string[] = []
    for (const { who, each, wanted } of pairs(false)) {
      const { status, code, text } = await doors.both(who, wanted)
      const refused =
        who.role === 'public' ? status === 401 && code === 'ACC-001' : status === 403 && code === 'ACC-003'
      if (!refused) wrong.push(`${named(who, each)}: ${status} ${text.slice(0, 160)}`)
    }
    expect(wrong).toEqual([])
    expect(await changedTables(before)).toEqual([])
  }, 180_000)

  test('with the application’s check taken away, the database alone keeps them out', async () => {
    const wrong: string[] = []
    let before = await digest()
    for (const each of cases) {
      const tried = visitors.filter((who) => !mayDo(who, each))
      for (const who of tried) {
        const { status, text } = await doors.database(who, { ...each, method: methodOf(each.route) })
        // The database knows whose data it is, not in which form someone asks for it.
        const isTheirs = each.action.startsWith('account.') ? false : mayDo(who, DRAFTS)
        const told = isTheirs ? [] : SECRETS.filter((secret) => text.includes(secret))
        if (told.length > 0) wrong.push(`${named(who, each)} reads ${told.join(', ')}: ${status}`)
      }
      if (methodOf(each.route) === 'GET') continue
      const changed = await changedTables(before)
      if (changed.length > 0) {
        wrong.push(
          `one of ${tried.map((who) => who.name).join(', ')} changes ${changed.join(', ')} by ${each.route} (${each.action})`,
        )
        before = await digest()
      }
    }
    expect(wrong).toEqual([])
  }, 300_000)

  test('with the database’s check taken away, the application alone keeps them out', async () => {
    const before = await digest()
    const wrong: string[] = []
    for (const { who, each, wanted } of pairs(false)) {
      const { code, text } = await doors.application(who, wanted)
      if (code !== 'ACC-001' && code !== 'ACC-003') wrong.push(`${named(who, each)}: ${text.slice(0, 160)}`)
    }
    expect(wrong).toEqual([])
    expect(await changedTables(before)).toEqual([])
  }, 180_000)

  test('of a round of evaluation each unit sees its own part, by the application alone', async () => {
    const route = 'GET /evaluation-rounds/{id}'
    const wanted = cases.find((each) => each.route === route) as RouteCase
    const seen = async (role: Role, unit: string) =>
      (await doors.application(visitor(role, unit), { ...wanted, method: 'GET' })).json.subjects.map(
        (subject: { org: { code: string } }) => subject.org.code,
      )
    expect(await seen('bureau_officer', 'east')).toEqual(['east-1', 'east-2'])
    expect(await seen('bureau_officer', 'west')).toEqual([])
    expect(await seen('school_leader', 'east-1')).toEqual(['east-1'])
    expect(await seen('school_clerk', 'west-1')).toEqual([])
  })

  test('what is open to all tells nothing of drafts', async () => {
    const passerBy = visitors.find((each) => each.role === 'public') as Visitor
    for (const route of open) {
      const path = route
        .slice(route.indexOf(' ') + 1)
        .replace('{org}', 'east-1')
        .replace('{year}', String(YEAR))
        .replace('{id}', 'books')
        .replace('{scheme}', 'teaching_inspection')
      const { text, status } = await doors.both(passerBy, { method: methodOf(route), path })
      expect([route, SECRETS.filter((secret) => text.includes(secret))]).toEqual([route, []])
      expect([route, status === 401 || status === 403]).toEqual([route, false])
    }
  })

  test('whoever may is let through, by both walls', async () => {
    const wrong: string[] = []
    // What takes things away comes last.
    const order = (route: string) => ['GET', 'PUT', 'POST', 'PATCH', 'DELETE'].indexOf(methodOf(route))
    for (const { who, each, wanted } of pairs(true).toSorted(
      (a, b) => order(a.each.route) - order(b.each.route),
    )) {
      const { status, code, text } = await doors.both(who, wanted)
      const isStopped =
        ['ACC-001', 'ACC-003', 'APP-001', 'APP-002', 'APP-003'].includes(code) || status >= 500
      if (isStopped) wrong.push(`${named(who, each)}: ${status} ${text.slice(0, 160)}`)
      if (methodOf(each.route) === 'GET' && status === 404 && code !== 'SUB-004' && code !== 'PRG-001')
        wrong.push(`${named(who, each)}: ${text.slice(0, 160)}`)
    }
    expect(wrong).toEqual([])
  }, 180_000)
})
