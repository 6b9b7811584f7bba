import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { assembleCatalog, type Catalog } from '../../src/catalog/index.ts'
import { draftWorld, localChecks, runChecks } from '../../src/checks/index.ts'
import { decimal, inputKey, known } from '../../src/kernel/index.ts'
import { replaceObservations, withinScope } from '../../src/store/index.ts'
import { account, type Browser, signedIn } from '../access/browser.ts'
import { type SmallCity, smallCity } from '../access/small-city.ts'

let city: SmallCity
let clerk: Browser
let catalog: Catalog

beforeAll(async () => {
  city = await smallCity()
  await account(city.app, 'officer', 'bureau_officer', 'east')
  await account(city.app, 'clerk', 'school_clerk', 'east-1')
  const officer = await signedIn(city.app, 'officer')
  const deadline = new Date(Date.now() + 86_400_000).toISOString()
  await officer.post('/orgs/east/years/2018/round', { title: '试', deadline })
  clerk = await signedIn(city.app, 'clerk')
  // A browser has nothing but what came over the wire.
  catalog = assembleCatalog((await clerk.get('/catalog')).json)
})
afterAll(() => city.close())

const at = (path: string) => `/orgs/east-1/years/2018${path}`

async function accepted(
  unitId: number,
  year: number,
  values: Readonly<Record<string, number>>,
): Promise<void> {
  await withinScope(city.app.database.db, { units: 'all', year, mayWrite: true, role: 'program' }, (tx) =>
    replaceObservations(
      tx,
      { id: unitId, level: 'school' },
      year,
      Object.entries(values).map(([element, value]) => ({
        element,
        cell: '',
        observed: known(decimal(value)),
        origin: 'entered',
      })),
    ),
  )
}

const value = fc.oneof(
  fc.integer({ min: 0, max: 3000 }).map((number) => ({ value: String(number) })),
  fc.constantFrom('not_yet_available', 'not_applicable', 'suppressed').map((reason) => ({ reason })),
  fc.constant({ value: null, reason: null }),
)
const draft = fc.record({
  students: value,
  books: value,
  budget: value,
  staff: value,
  teachers: fc.integer({ min: 0, max: 4 }),
  workers: fc.integer({ min: 0, max: 3 }),
  before: fc.record({
    students: fc.integer({ min: 0, max: 3000 }),
    books: fc.integer({ min: 0, max: 3000 }),
  }),
  others: fc.record({ books: fc.integer({ min: 0, max: 300 }) }),
})

test('what a browser finds in a draft is what the server finds, to the word', async () => {
  const revisions = new Map<string, number>()
  const save = async (form: string, element: string, cell: object) => {
    const revision = revisions.get(element) ?? 0
    const { json } = await clerk.post(at(`/entry/${form}/cells`), { cells: [{ element, revision, ...cell }] })
    revisions.set(element, json.saved[0].revision)
  }
  const seen = new Set<string>()
  await fc.assert(
    fc.asyncProperty(draft, async ({ students, books, budget, staff, teachers, workers, before, others }) => {
      await accepted(5, 2017, before)
      await accepted(6, 2018, others)
      await save('general', 'students', students)
      await save('general', 'books', books)
      await save('general', 'budget', budget)
      await save('staff_form', 'staff', staff)
      const people = (count: number, role: string) =>
        Array.from({ length: count }, (_, index) => ({
          staff_no: `${role}${index}`,
          name: '某',
          sex: 'f',
          role,
          days: 0,
          head_teacher: false,
        }))
      await clerk.put(at('/registers/staff/rows'), {
        rows: [...people(teachers, 'teacher'), ...people(workers, 'worker')],
      })

      const { bundle } = (await clerk.get(at('/entry'))).json
      const local = localChecks(catalog, 2018)
      const inBrowser = runChecks(draftWorld(catalog, bundle), bundle.unit.id, 2018, local)
      const onServer = (await clerk.get(at('/findings'))).json

      const told = (
        findings: readonly { code: string; message: unknown; inputs: Record<string, string> }[],
      ) => findings.map((finding) => [inputKey(finding), finding.message])
      const serverLocal = onServer.findings.filter((finding: { isLocal: boolean }) => finding.isLocal)
      expect(told(inBrowser.findings).sort()).toEqual(told(serverLocal).sort())
      expect(inBrowser.notChecked).toEqual(
        onServer.notChecked.filter((check: { code: string }) => local.has(check.code)),
      )
      for (const { code } of onServer.findings) seen.add(code)
    }),
    { numRuns: 30, seed: 20180901 },
  )
  // The law is worth nothing on drafts that never fail: each check has spoken at least once.
  expect([...seen].filter((code) => code.startsWith('TST')).sort()).toEqual([
    'TST-002',
    'TST-003',
    'TST-004',
    'TST-005',
  ])
})

test('checks that look at other schools are the server’s alone', () => {
  const local = localChecks(catalog, 2018)
  expect([...local].sort()).toEqual(['TST-001', 'TST-002', 'TST-003', 'TST-004'])
})
