import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { closeApp, openApp } from '../../src/app/index.ts'
import { writeOrgUnits } from '../../src/store/index.ts'
import { account } from '../access/browser.ts'
import { SMALL_CATALOG, units } from '../access/small-city.ts'
import { sweep } from '../sweep.ts'
import { type Answer, Server, type Who } from './running.ts'
import { type Standing, standingOf } from './standing.ts'

/*
 * npm run test:durability [rounds] — the server or its database is killed with -9 at a random moment while a clerk's
 * file is taken in, a leader submits, a reviewer accepts; and while another clerk saves cells all the time. After each
 * kill: every save that was acknowledged is there, what was acknowledged has happened, and nothing has happened by half.
 */

export type Victim = 'server' | 'database'
export type Work = 'import' | 'submit' | 'accept'

export interface Outcome {
  readonly work: Work
  readonly victim: Victim
  readonly rounds: number
  readonly clean: number
  /** Rounds in which the work was done before the kill, and in which it was not. */
  readonly done: number
  readonly undone: number
  /** Saves that were acknowledged over all rounds. */
  readonly saves: number
  readonly troubles: readonly string[]
}

const YEAR = 2018
const at = (path: string) => `/orgs/east-1/years/${YEAR}${path}`
const ROWS = 400

export class Bench {
  readonly #folder = mkdtempSync(join(tmpdir(), 'vetted-durability-'))
  #server: Server | undefined
  #saved = 0
  #count = 0

  async prepare(): Promise<void> {
    const app = await openApp({ dataFolder: this.#folder, catalogFolder: SMALL_CATALOG })
    try {
      await writeOrgUnits(app.database.db, units, [2017, 2018, new Date().getFullYear()])
      await app.units.refresh()
      await account(app, 'officer', 'bureau_officer', 'east')
      await account(app, 'reviewer', 'bureau_reviewer', 'east')
      await account(app, 'leader', 'school_leader', 'east-1')
      await account(app, 'clerk', 'school_clerk', 'east-1')
      await account(app, 'neighbour', 'school_clerk', 'east-2')
    } finally {
      await closeApp(app)
    }
    const server = await this.#running()
    await must(server, 'officer', 'POST', `/orgs/east/years/${YEAR}/round`, {
      title: '2018 年度',
      deadline: new Date(Date.now() + 30 * 86_400_000),
    })
    const cells = (form: string, values: Record<string, string>) =>
      must(server, 'clerk', 'POST', at(`/entry/${form}/cells`), {
        cells: Object.entries(values).map(([element, value]) => ({ element, value, revision: 0 })),
      })
    await cells('general', { students: '1200', books: '30000', budget: '100' })
    await must(server, 'clerk', 'PUT', at('/registers/clubs/empty'), { isEmpty: true })
    await must(server, 'clerk', 'POST', at('/registers/staff/rows'), { rows: rowsOf(0) })
    await cells('staff_form', { staff: String(ROWS) })
    await this.#explain(server)
  }

  async close(): Promise<void> {
    await this.#server?.stop()
    rmSync(this.#folder, { recursive: true, force: true })
  }

  /** Kills the victim during so many rounds of the work. */
  async run(work: Work, victim: Victim, rounds: number): Promise<Outcome> {
    const troubles: string[] = []
    let clean = 0
    let done = 0
    const savesBefore = this.#saved
    const calm = 1.4 * (await this.#timeOf(work))
    for (let round = 0; round < rounds; round += 1) {
      const server = await this.#running()
      const { begin, before } = await this.#readyFor(work, server)
      const moment = Math.random() * calm
      const saving = this.#keepSaving(server)
      await pause(20)
      const acting = begin()
      await pause(moment)
      const killed =
        victim === 'database' ? await server.killDatabase(this.#folder) : await this.#killServer()
      const answer = await acting
      const acknowledged = await saving.end()
      await killed.back()
      const after = await this.#running()
      const now = await standingOf(after)
      const found = [
        ...judge(work, before, now, answer),
        ...(now.saved >= acknowledged
          ? []
          : [`save ${acknowledged} was acknowledged and ${now.saved} is there`]),
        ...now.halves,
      ]
      if (happened(work, before, now)) done += 1
      if (found.length === 0) clean += 1
      else troubles.push(`${work}, ${victim} at ${moment.toFixed(0)} ms: ${found.join('; ')}`)
    }
    return {
      work,
      victim,
      rounds,
      clean,
      done,
      undone: rounds - done,
      saves: this.#saved - savesBefore,
      troubles,
    }
  }

  /** How long the work takes undisturbed, in milliseconds: kills are to fall before, within and after it. */
  async #timeOf(work: Work): Promise<number> {
    const { begin } = await this.#readyFor(work, await this.#running())
    const started = performance.now()
    const answer = await begin()
    if (answer?.status !== 200) throw new Error(`${work}: ${answer?.status} ${answer?.text.slice(0, 300)}`)
    return performance.now() - started
  }

  async #running(): Promise<Server> {
    if (this.#server && (await this.#server.isUp())) return this.#server
    await this.#server?.stop()
    this.#server = await Server.start(fileURLToPath(new URL('./server.ts', import.meta.url)), this.#folder)
    return this.#server
  }

  async #killServer(): Promise<{ back: () => Promise<void> }> {
    await this.#server?.kill()
    this.#server = undefined
    return { back: async () => undefined }
  }

  /** Brings the return to where the work begins, and returns the request that does it. */
  async #readyFor(
    work: Work,
    server: Server,
  ): Promise<{ begin: () => Promise<Answer | undefined>; before: Standing }> {
    let now = await standingOf(server)
    if (work !== 'accept' && now.state === 'accepted') {
      await must(server, 'officer', 'POST', at('/submission/reopen'), { reason: '再来一轮试验。' })
    }
    if (work !== 'accept' && now.state === 'submitted')
      await must(server, 'leader', 'POST', at('/submission/withdraw'), {})
    if (work === 'accept' && now.state === 'accepted') {
      await must(server, 'officer', 'POST', at('/submission/reopen'), { reason: '再来一轮试验。' })
      now = await standingOf(server)
    }
    if (work === 'accept' && now.state !== 'submitted')
      await must(server, 'leader', 'POST', at('/submission/submit'), {})
    const before = await standingOf(server)
    const act = (who: Who, path: string, body: unknown) => () =>
      server.ask(who, 'POST', at(path), body).catch(() => undefined)
    if (work === 'submit') return { begin: act('leader', '/submission/submit', {}), before }
    if (work === 'accept') return { begin: act('reviewer', '/submission/accept', {}), before }
    this.#count += 1
    const previewed = await server.send('clerk', at('/imports'), '教职工台账.csv', csvOf(this.#count))
    if (previewed.json.state !== 'previewed')
      throw new Error(`the file was not taken: ${previewed.text.slice(0, 500)}`)
    return { begin: act('clerk', `/imports/${previewed.json.id}/confirm`, { overwrite: true }), before }
  }

  /** Another clerk saves one cell after the other until the server is gone. */
  #keepSaving(server: Server): { end: () => Promise<number> } {
    let isOver = false
    let acknowledged = 0
    const loop = async () => {
      const entry = await server
        .ask('neighbour', 'GET', `/orgs/east-2/years/${YEAR}/entry`)
        .catch(() => undefined)
      const cell = entry?.json.cells?.find((each: { element: string }) => each.element === 'students')
      let revision: number = cell?.revision ?? 0
      let value = Number(cell?.value ?? 0)
      while (!isOver) {
        value += 1
        const cells = [{ element: 'students', value: String(value), revision }]
        const answer = await server
          .ask('neighbour', 'POST', `/orgs/east-2/years/${YEAR}/entry/general/cells`, { cells })
          .catch(() => undefined)
        if (answer?.status !== 200) return
        revision = answer.json.saved[0].revision
        acknowledged = value
        this.#saved += 1
      }
    }
    const running = loop()
    return {
      end: async () => {
        isOver = true
        await running
        return acknowledged
      },
    }
  }

  async #explain(server: Server): Promise<void> {
    const { json } = await server.ask('clerk', 'GET', at('/findings'))
    for (const { inputKey, severity, message } of json.findings) {
      if (severity === 'error') throw new Error(`the draft is not clean: ${message.zh}`)
      if (severity === 'explain')
        await must(server, 'clerk', 'PUT', at('/reasons'), { inputKey, text: '情况属实。' })
    }
  }
}

function happened(work: Work, before: Standing, now: Standing): boolean {
  if (work === 'import') return now.mark !== before.mark
  return now.state !== before.state
}

/** What was acknowledged has happened; what has happened is whole. */
function judge(work: Work, before: Standing, now: Standing, answer: Answer | undefined): string[] {
  const isAcknowledged = answer?.status === 200
  if (isAcknowledged && !happened(work, before, now)) return ['it was acknowledged and has not happened']
  if (answer && answer.status !== 200 && answer.status < 500)
    return [`it was refused: ${answer.text.slice(0, 200)}`]
  const wanted = work === 'submit' && happened(work, before, now) ? before.versions + 1 : before.versions
  return now.versions === wanted ? [] : [`there are ${now.versions} versions, not ${wanted}`]
}

async function must(server: Server, who: Who, method: string, path: string, body: unknown): Promise<Answer> {
  const answer = await server.ask(who, method, path, body)
  if (answer.status !== 200)
    throw new Error(`${method} ${path}: ${answer.status} ${answer.text.slice(0, 400)}`)
  return answer
}

/** Made-up people whose days of practice all say which file they came in. */
function peopleOf(mark: number): readonly (readonly [string, string, number])[] {
  return Array.from({ length: ROWS }, (_, index) => [`T${index}`, idNumber(index), mark % 300] as const)
}

function rowsOf(mark: number): object[] {
  return peopleOf(mark).map(([no, id, days]) => ({
    staff_no: no,
    name: '张三丰',
    id_number: id,
    phone: '13812345678',
    sex: 'm',
    role: 'teacher',
    days,
    head_teacher: false,
  }))
}

function csvOf(mark: number): string {
  const head = '工号,姓名,身份证号,手机,性别,岗位,实践天数,工资,班主任,到校日期'
  return [
    head,
    ...peopleOf(mark).map(([no, id, days]) => `${no},张三丰,${id},13812345678,男,专任教师,${days},,否,`),
  ].join('\n')
}

function idNumber(index: number): string {
  const digits = `99010119800101${String(index).padStart(3, '0')}`
  const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
  const sum = [...digits].reduce((all, digit, place) => all + Number(digit) * (weights[place] ?? 0), 0)
  return digits + '10X98765432'.charAt(sum % 11)
}

const isMain = process.argv[1] === fileURLToPath(import.meta.url)
if (isMain) {
  const rounds = Number(process.argv[2] ?? 50)
  const bench = new Bench()
  let isClean = true
  try {
    await bench.prepare()
    for (const work of ['import', 'submit', 'accept'] as const) {
      for (const victim of ['server', 'database'] as const) {
        const { clean, done, undone, saves, troubles } = await bench.run(work, victim, rounds)
        isClean &&= clean === rounds
        process.stdout.write(
          `kill -9 of the ${victim} during ${work}: ${clean} of ${rounds} clean (done ${done}, not done ${undone}; ${saves} saves acknowledged, all there)\n`,
        )
        for (const trouble of troubles) process.stdout.write(`  ${trouble}\n`)
      }
    }
  } finally {
    await bench.close()
  }
  await sweep()
  process.exitCode = isClean ? 0 : 1
}
