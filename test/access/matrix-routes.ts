import type { Action } from '../../src/app/index.ts'

/** What a route does to which unit, and a request that would do it. */
export interface RouteCase {
  readonly action: Action
  /** Code of the unit whose data it is about. */
  readonly at: string
  readonly path: string
  readonly body?: unknown
  readonly file?: { readonly name: string; readonly text: string }
  /** Fields that go with the file. */
  readonly fields?: Readonly<Record<string, string>>
  /** Whoever holds the action at a unit of their own gets an answer, with what is theirs in it. */
  readonly isAnywhere?: boolean
}

/** `open`: anyone may read it. `own`: it is about whoever asks. */
export type RouteRule = 'open' | 'own' | RouteCase | readonly RouteCase[]

/** Ids of what the requests are about, all of the school east-1. */
export interface MatrixIds {
  readonly remark: string
  readonly import: string
  readonly job: string
  readonly evaluationRound: string
  readonly evaluation: string
  readonly goal: string
  readonly standard: string
  readonly problem: string
  readonly evidence: string
  readonly application: string
}

const YEAR = 2018
const later = new Date(Date.now() + 40 * 86_400_000).toISOString()
const SCHOOL = `/orgs/east-1/years/${YEAR}`
const CITY = `/orgs/east/years/${YEAR}`
const FILE = { name: '教职工台账.csv', text: '工号,姓名\nT9,李四\n' }
export const PDF = { name: '附件.pdf', text: '%PDF-1.7 SECRET-FILE' }

const school = (action: Action, path: string, more: Partial<RouteCase> = {}): RouteCase => ({
  action,
  at: 'east-1',
  path: `${SCHOOL}${path}`,
  ...more,
})
const city = (action: Action, path: string, more: Partial<RouteCase> = {}): RouteCase => ({
  action,
  at: 'east',
  path: `${CITY}${path}`,
  ...more,
})
const thing = (action: Action, path: string, more: Partial<RouteCase> = {}): RouteCase => ({
  action,
  at: 'east-1',
  path,
  ...more,
})

/** Every route of the API. One that is missing here makes the matrix fail. */
export function matrixRoutes(ids: MatrixIds): Readonly<Record<string, RouteRule>> {
  return { ...publicRoutes, ...deskRoutes(ids), ...qualityRoutes(ids) }
}

const publicRoutes: Readonly<Record<string, RouteRule>> = {
  'GET /orgs': 'open',
  'GET /orgs/{org}/years/{year}/facts': 'open',
  'GET /orgs/{org}/years/{year}/values/{id}': 'open',
  'GET /orgs/{org}/years/{year}/checks': 'open',
  'GET /years/{year}/quantities': 'open',
  'GET /orgs/{org}/years/{year}/values': 'open',
  'GET /orgs/{org}/years/{year}/series/{id}': 'open',
  'GET /orgs/{org}/years/{year}/comparison/{id}': 'open',
  'GET /orgs/{org}/years/{year}/breakdowns/{id}': 'open',
  'GET /orgs/{org}/years/{year}/stories/{id}': 'open',
  'GET /orgs/{org}/years/{year}/tables/{id}': 'open',
  'GET /orgs/{org}/years/{year}/org-changes': 'open',
  'GET /orgs/{org}/years/{year}/history': 'open',
  'GET /years/{year}/areas': 'open',
  'GET /years/{year}/schemes': 'open',
  'GET /orgs/{org}/years/{year}/evaluation-results': 'open',
  'GET /orgs/{org}/years/{year}/schemes/{scheme}/computed': 'open',
  'GET /orgs/{org}/years/{year}/demand': 'open',
  'GET /orgs/{org}/years/{year}/supply-demand': 'open',
  'GET /orgs/{org}/years/{year}/industry-overlap': 'open',
  'GET /orgs/{org}/years/{year}/offer': 'open',
  'GET /orgs/{org}/years/{year}/notices': 'open',
  'POST /verify': 'open',
  'GET /verify/progress/{watch}': 'open',
  'POST /verify/page': 'open',
  'POST /verify/document': 'open',
  'GET /session': 'own',
  'POST /session': 'own',
  'DELETE /session': 'own',
  'POST /session/two-factor': 'own',
  'GET /session/single-sign-on': 'own',
  'POST /session/password': 'own',
  'POST /session/two-factor/setup': 'own',
  'POST /session/two-factor/confirm': 'own',
  'POST /session/two-factor/stop': 'own',
  'GET /evaluation-tasks': 'own',
}

function deskRoutes(ids: MatrixIds): Readonly<Record<string, RouteRule>> {
  const P = '/orgs/{org}/years/{year}'
  const R = `${P}/registers/{register}`
  const rows = { choice: { rows: [1] } }
  return {
    'GET /accounts': thing('account.read', '/accounts?org=east-1'),
    'POST /accounts': thing('account.create', '/accounts', {
      body: {
        username: 'newcomer',
        name: '新人',
        unit: 'east-1',
        grants: [{ role: 'school_clerk', unit: 'east-1' }],
      },
    }),
    'PATCH /accounts/{username}': thing('account.change', '/accounts/target', { body: { name: '改名' } }),
    'GET /orgs/{org}/rounds': { action: 'round.read', at: 'east-1', path: '/orgs/east-1/rounds' },
    [`POST ${P}/round`]: city('round.open', '/round', { body: { title: '再开一个', deadline: later } }),
    [`GET ${P}/round`]: city('round.read', '/round'),
    [`POST ${P}/round/reminders`]: city('round.remind', '/round/reminders', { body: { text: '请尽快报送' } }),
    [`POST ${P}/round/extensions`]: city('round.extend', '/round/extensions', {
      body: { deadline: later, reason: '延期几天' },
    }),
    [`POST ${P}/round/closing`]: city('round.close', '/round/closing', { body: {} }),
    [`GET ${P}/entry`]: school('entry.read', '/entry'),
    [`POST ${P}/entry/{form}/cells`]: school('entry.save', '/entry/school_facilities/cells', {
      body: { cells: [{ element: 'books_added', value: '10', revision: 0 }] },
    }),
    [`GET ${P}/findings`]: school('entry.read', '/findings'),
    [`PUT ${P}/reasons`]: school('entry.explain', '/reasons', {
      body: { inputKey: 'ANY-001|books=1', text: '情况属实。' },
    }),
    [`POST ${R}/search`]: school('register.read', '/registers/staff/search', { body: {} }),
    [`GET ${R}/rows/{row}/history`]: school('register.read', '/registers/staff/rows/1/history'),
    [`GET ${R}/deleted`]: school('register.read', '/registers/staff/deleted'),
    [`POST ${R}/rows/{row}/reveal`]: school('register.reveal', '/registers/staff/rows/1/reveal', {
      body: {},
    }),
    [`POST ${R}/rows`]: school('register.change', '/registers/staff/rows', {
      body: { rows: [{ staff_no: 'T2', name: '李四' }] },
    }),
    [`PATCH ${R}/rows`]: school('register.change', '/registers/staff/rows', {
      body: { rows: [{ rowNo: 1, revision: 1, cells: { name: '王五' } }] },
    }),
    [`PUT ${R}/rows`]: school('register.change', '/registers/staff/rows', {
      body: { rows: [{ staff_no: 'T3', name: '赵六' }] },
    }),
    [`POST ${R}/changes`]: school('register.change', '/registers/staff/changes', {
      body: { ...rows, cells: { name: '钱七' } },
    }),
    [`POST ${R}/deletions`]: school('register.change', '/registers/staff/deletions', { body: rows }),
    [`POST ${R}/deleted/{row}/restore`]: school('register.change', '/registers/staff/deleted/1/restore', {
      body: {},
    }),
    [`PUT ${R}/empty`]: school('register.change', '/registers/honours/empty', { body: { isEmpty: true } }),
    [`GET ${R}/export`]: [
      school('register.export', '/registers/staff/export?format=csv'),
      school('register.reveal', '/registers/staff/export?format=csv&personal=clear'),
    ],
    [`GET ${P}/submission`]: school('submission.read', '/submission'),
    [`GET ${P}/submission/differences`]: school(
      'submission.read',
      '/submission/differences?before=1&after=draft',
    ),
    [`POST ${P}/submission/hand-over`]: school('submission.hand_over', '/submission/hand-over', { body: {} }),
    [`POST ${P}/submission/submit`]: school('submission.submit', '/submission/submit', { body: {} }),
    [`POST ${P}/submission/withdraw`]: school('submission.withdraw', '/submission/withdraw', { body: {} }),
    [`PUT ${P}/submission/remarks/{remark}/answer`]: school(
      'submission.answer',
      `/submission/remarks/${ids.remark}/answer`,
      { body: { text: '已改。' } },
    ),
    [`POST ${P}/submission/send-back`]: school('submission.send_back', '/submission/send-back', {
      body: { remarks: [{ place: {}, text: '请核对。' }] },
    }),
    [`POST ${P}/submission/accept`]: school('submission.accept', '/submission/accept', { body: {} }),
    [`POST ${P}/submission/reopen`]: school('submission.reopen', '/submission/reopen', {
      body: { reason: '学校来函更正。' },
    }),
    [`POST ${P}/submission/lock`]: school('submission.lock', '/submission/lock', { body: {} }),
    [`POST ${P}/submission/amendments`]: school('submission.amend', '/submission/amendments', {
      body: {
        reason: '学校来函更正。',
        cells: [{ form: 'school_facilities', element: 'books', value: '1', revision: 1 }],
      },
    }),
    'POST /years/{year}/org-changes': {
      action: 'org.change',
      at: 'east-1',
      path: '/years/2019/org-changes',
      body: { change: { kind: 'rename', unit: 'east-1', name: '东城新名' }, reason: '文件已发。' },
    },
    'POST /years/{year}/org-change-previews': {
      action: 'org.preview',
      at: 'east-1',
      path: '/years/2019/org-change-previews',
      body: { change: { kind: 'rename', unit: 'east-1', name: '东城新名' } },
    },
    'GET /orgs/{org}/trail': { action: 'trail.read', at: 'east', path: '/orgs/east/trail' },
    'GET /orgs/{org}/trail.csv': { action: 'trail.export', at: 'east', path: '/orgs/east/trail.csv' },
    [`GET ${P}/workbook`]: school('entry.read', '/workbook?forms=school_finance'),
    [`POST ${P}/imports`]: school('register.change', '/imports', { file: FILE }),
    [`GET ${P}/imports/{import}`]: school('register.read', `/imports/${ids.import}`),
    [`POST ${P}/imports/{import}/confirm`]: school('register.change', `/imports/${ids.import}/confirm`, {
      body: {},
    }),
    [`GET ${P}/imports/{import}/returned`]: school('register.read', `/imports/${ids.import}/returned`),
    [`DELETE ${P}/imports/{import}`]: school('register.change', `/imports/${ids.import}`),
    'GET /jobs/{job}': thing('job.read', `/jobs/${ids.job}`),
    'POST /jobs/{job}/stop': thing('register.change', `/jobs/${ids.job}/stop`),
    [`POST ${P}/import-jobs`]: school('register.change', '/import-jobs', { file: FILE }),
    [`POST ${P}/imports/{import}/confirmation-jobs`]: school(
      'register.change',
      `/imports/${ids.import}/confirmation-jobs`,
      { body: {} },
    ),
  }
}

function qualityRoutes(ids: MatrixIds): Readonly<Record<string, RouteRule>> {
  const P = '/orgs/{org}/years/{year}'
  const evaluation = `/evaluations/${ids.evaluation}`
  const steps = (action: Action, ...bodies: readonly object[]) =>
    bodies.map((body) => thing(action, `${evaluation}/steps`, { body }))
  const application = (action: Action, body: object) =>
    thing(action, `/applications/${ids.application}/steps`, { body })
  return {
    [`GET ${P}/evaluation-rounds`]: school('evaluation.read', '/evaluation-rounds'),
    [`POST ${P}/evaluation-rounds`]: city('evaluation.open', '/evaluation-rounds', {
      body: {
        scheme: 'teaching_inspection',
        title: '又一轮',
        selfUntil: later,
        scoringUntil: later,
        replyDays: 5,
        panelSize: 3,
      },
    }),
    'GET /evaluation-rounds/{id}': {
      action: 'evaluation.read',
      at: 'east',
      path: `/evaluation-rounds/${ids.evaluationRound}`,
      isAnywhere: true,
    },
    'PATCH /evaluation-rounds/{id}': {
      action: 'evaluation.conduct',
      at: 'east',
      path: `/evaluation-rounds/${ids.evaluationRound}`,
      body: { selfUntil: later },
    },
    'GET /evaluation-rounds/{id}/result': {
      action: 'evaluation.result',
      at: 'east',
      path: `/evaluation-rounds/${ids.evaluationRound}/result`,
    },
    'GET /evaluation-rounds/{id}/report': {
      action: 'evaluation.result',
      at: 'east',
      path: `/evaluation-rounds/${ids.evaluationRound}/report`,
    },
    'GET /evaluations/{id}': thing('evaluation.read', evaluation),
    'GET /evaluations/{id}/report': thing('evaluation.read', `${evaluation}/report`),
    'GET /evaluations/{id}/diagnosis/report': thing('evaluation.read', `${evaluation}/diagnosis/report`),
    [`GET ${P}/chapter-nine`]: city('improvement.read', '/chapter-nine'),
    [`POST ${P}/chapter-nine`]: city('register.change', '/chapter-nine'),
    'GET /evaluations/{id}/movement': thing('evaluation.read', `${evaluation}/movement`),
    'GET /evaluations/{id}/diagnosis': thing('evaluation.read', `${evaluation}/diagnosis`),
    'PUT /evaluations/{id}/self-marks': thing('evaluation.self', `${evaluation}/self-marks`, {
      body: { marks: [{ criterion: 'any', note: '自评' }] },
    }),
    'PUT /evaluations/{id}/expert-marks': thing('evaluation.score', `${evaluation}/expert-marks`, {
      body: { marks: [{ criterion: 'any', note: '评分' }] },
    }),
    'POST /evaluations/{id}/expert-sheet': thing('evaluation.score', `${evaluation}/expert-sheet`, {
      body: {},
    }),
    'POST /evaluations/{id}/steps': [
      ...steps('evaluation.sign', { action: 'submit' }, { action: 'reply', text: '有不同意见。' }),
      ...steps('evaluation.conduct', { action: 'assign' }, { action: 'publish' }),
      ...steps('evaluation.rule', { action: 'rule', criterion: 'any', mark: 'any', reason: '取中间值。' }),
    ],
    'POST /evaluations/{id}/evidence': thing('evaluation.self', `${evaluation}/evidence`, { file: PDF }),
    'POST /evaluations/{id}/problems': thing('improvement.work', `${evaluation}/problems`, {
      body: { criterion: 'any' },
    }),
    'GET /evidence/{id}': thing('improvement.read', `/evidence/${ids.evidence}`),
    'DELETE /evidence/{id}': thing('improvement.work', `/evidence/${ids.evidence}`),
    [`GET ${P}/experts`]: city('expert.read', '/experts'),
    [`PUT ${P}/experts/{expert}`]: city('expert.change', '/experts/expert.east', {
      body: { name: '甲专家', competences: [] },
    }),
    [`GET ${P}/improvement`]: school('improvement.read', '/improvement'),
    [`GET ${P}/chain`]: school('improvement.read', '/chain'),
    [`POST ${P}/goals`]: school('improvement.plan', '/goals', { body: { level: 'school', title: '目标' } }),
    [`PUT ${P}/goals/{id}`]: school('improvement.plan', `/goals/${ids.goal}`, {
      body: { level: 'school', title: '改过的目标' },
    }),
    'DELETE /goals/{id}': thing('improvement.plan', `/goals/${ids.goal}`),
    [`POST ${P}/quality-standards`]: school('improvement.plan', '/quality-standards', {
      body: { level: 'school', title: '标准', body: '正文', version: '1' },
    }),
    [`PUT ${P}/quality-standards/{id}`]: school('improvement.plan', `/quality-standards/${ids.standard}`, {
      body: { level: 'school', title: '标准', body: '正文', version: '2' },
    }),
    'DELETE /quality-standards/{id}': thing('improvement.plan', `/quality-standards/${ids.standard}`),
    [`POST ${P}/problems`]: school('improvement.work', '/problems', { body: { title: '问题' } }),
    'GET /problems/{id}': thing('improvement.read', `/problems/${ids.problem}`),
    'POST /problems/{id}/steps': [
      thing('improvement.work', `/problems/${ids.problem}/steps`, {
        body: { action: 'analyse', cause: '原因已查明。' },
      }),
      thing('improvement.sign', `/problems/${ids.problem}/steps`, {
        body: { action: 'waive', reason: '本年不再改。' },
      }),
    ],
    'POST /problems/{id}/evidence': thing('improvement.work', `/problems/${ids.problem}/evidence`, {
      file: PDF,
    }),
    [`GET ${P}/programmes`]: school('programme.read', '/programmes'),
    [`GET ${P}/programmes/{programme}`]: school('programme.read', '/programmes/051300'),
    [`GET ${P}/filings`]: city('programme.read', '/filings'),
    [`POST ${P}/filings`]: city('programme.file', '/filings', {
      body: { filings: [{ org: 'east-1', programme: '051300', decision: 'filed' }] },
    }),
    [`PUT ${P}/demand`]: city('demand.change', '/demand', {
      body: { rows: [{ source: 'vacancies', occupation: '4-01-02', year: 2018, count: '5' }] },
    }),
    [`GET ${P}/proposals`]: city('programme.read', '/proposals'),
    [`GET ${P}/application-window`]: city('application.read', '/application-window'),
    [`PUT ${P}/application-window`]: city('application.conduct', '/application-window', {
      body: {
        opensAt: new Date(Date.now() - 86_400_000).toISOString(),
        closesAt: later,
        noticeDays: 5,
        panelSize: 3,
        numberPrefix: '东教职',
      },
    }),
    [`GET ${P}/applications`]: school('application.read', '/applications'),
    [`POST ${P}/applications`]: school('application.write', '/applications', {
      body: { programme: '090100' },
    }),
    'GET /applications/{id}': thing('application.read', `/applications/${ids.application}`),
    'PUT /applications/{id}/parts/{part}': thing(
      'application.write',
      `/applications/${ids.application}/parts/basics`,
      { body: { content: { contact: '教务处' }, revision: 1 } },
    ),
    'POST /applications/{id}/prefill': thing(
      'application.write',
      `/applications/${ids.application}/prefill`,
      { body: { revision: 1 } },
    ),
    'POST /applications/{id}/files': thing('application.write', `/applications/${ids.application}/files`, {
      file: PDF,
      fields: { part: 'basics' },
    }),
    'POST /applications/{id}/steps': [
      application('application.sign', { action: 'submit' }),
      application('application.object', { action: 'object', text: '有异议。', raisedBy: '某校' }),
      application('application.conduct', { action: 'reject', reason: '条件不足。' }),
    ],
  }
}
