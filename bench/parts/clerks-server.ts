import { createHmac, randomUUID } from 'node:crypto'
import { tmpdir } from 'node:os'
import { Hono } from 'hono'
import { cellsOf } from '../../src/app/desk/forms.ts'
import { closeApp, createAccount, openApp, openCollectionRound, programActor } from '../../src/app/index.ts'
import { httpApp, listen } from '../../src/http/index.ts'
import type { OrgUnit } from '../../src/kernel/index.ts'
import { writeOrgUnits } from '../../src/store/index.ts'

/*
 * The server that the clerks of the bench save on, in a process of its own: the real application on a data folder,
 * with a city of schools, an open round and one signed-in clerk per session. Beside it, on the same port and pool,
 * a route that only asks the database for 1. Prints one line of JSON: the port and what each clerk works on.
 */

/** What a clerk of the bench needs to save: cookie, school, and cells that nobody else touches. */
export interface BenchClerk {
  readonly cookie: string
  readonly school: string
  readonly cells: readonly { readonly form: string; readonly element: string; readonly cell: string }[]
}

const YEAR = 2018
const [folder = '', clerkCount = '300', schoolCount = '100', cellCount = '10'] = process.argv.slice(2)
const SCHOOLS = Number(schoolCount)
const CELLS = Number(cellCount)

const app = await openApp({ dataFolder: folder })
await writeOrgUnits(app.database.db, city(), [YEAR - 1, YEAR])
await app.units.refresh()
const program = programActor('bench')
const deadline = new Date(Date.now() + 86_400_000)
await openCollectionRound(app, program, 'city', YEAR, { title: '测速', deadline })

const open = openCells()
const clerks: BenchClerk[] = []
for (let index = 0; index < Number(clerkCount); index += 1) {
  const school = `school-${index % SCHOOLS}`
  const first = Math.floor(index / SCHOOLS) * CELLS
  const cells = open.slice(first, first + CELLS)
  if (cells.length < CELLS) throw new Error('the catalog has too few cells for so many clerks of one school')
  clerks.push({ cookie: await signedInClerk(`clerk${index}`, school), school, cells })
}
await app.database.pool.query('vacuum analyze')

const hono = new Hono()
hono.get('/bare', async (context) => {
  const { rows } = await app.database.pool.query<{ one: number }>('select 1 as one')
  return context.json(rows[0])
})
hono.get('/used', (context) => {
  const { user, system } = process.cpuUsage()
  return context.json({ milliseconds: (user + system) / 1000 })
})
hono.route('/', httpApp(app, tmpdir()))
const { port } = await listen(hono, 0)
process.once('SIGTERM', () => void closeApp(app).then(() => process.exit(0)))
process.stdout.write(`${JSON.stringify({ port, clerks })}\n`)

function city(): OrgUnit[] {
  const unit = (id: number, level: OrgUnit['level'], code: string, parentId?: number): OrgUnit => {
    const version = {
      inForce: {},
      name: code,
      nameEn: code,
      parentId,
      status: 'open' as const,
      attributes: {},
    }
    return { id, code, level, aliases: [], versions: [version] }
  }
  return [
    unit(1, 'nation', 'nation'),
    unit(2, 'province', 'province', 1),
    unit(3, 'city', 'city', 2),
    ...Array.from({ length: SCHOOLS }, (_, index) => unit(10 + index, 'school', `school-${index}`, 3)),
  ]
}

/** Every cell of a school's forms that is typed by hand. */
function openCells(): BenchClerk['cells'][number][] {
  return app.catalog.forms
    .all(YEAR)
    .filter((form) => form.by === 'school')
    .flatMap((form) =>
      form.sections.flatMap((section) =>
        section.elements.flatMap((element) => {
          const definition = app.catalog.elements.inForce(element, YEAR)
          const cells = definition ? cellsOf(app.catalog, definition) : []
          return cells.map((cell) => ({ form: form.id, element, cell }))
        }),
      ),
    )
}

/** An account made as any other, without a password, and a session as signing in leaves it: scrypt is not what is measured. */
async function signedInClerk(username: string, school: string): Promise<string> {
  const { account } = await createAccount(app, program, {
    username,
    name: username,
    unit: school,
    grants: [{ role: 'school_clerk', unit: school }],
    password: null,
  })
  const token = randomUUID()
  const now = new Date()
  const session = {
    id: randomUUID(),
    token,
    user_id: account.id,
    expires_at: new Date(now.getTime() + app.settings.session.idle_minutes * 60_000),
    ip_address: null,
    user_agent: null,
    created_at: now,
    updated_at: now,
  }
  await app.database.db.insertInto('sign_in_session').values(session).execute()
  const signature = createHmac('sha256', app.secrets.derive('sessions')).update(token).digest('base64')
  return `vetted.session=${encodeURIComponent(`${token}.${signature}`)}`
}
