import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import type { Line } from '../measure.ts'
import { type Answer, Line as Connection } from './clerks-line.ts'
import type { BenchClerk } from './clerks-server.ts'

const SCRIPT = fileURLToPath(new URL('clerks-server.ts', import.meta.url))
const CLERKS = 300
const SCHOOLS = 100
const CELLS = 10
const YEAR = 2018
/** How often all of them press Enter in the same instant, after two times that warm up. */
const BURSTS = 20
/** Afterwards each types on, a cell every two seconds, not in step with the others. */
const TYPED = 5
const BETWEEN_CELLS_MS = 2000
const LIMIT = 300

/** 300 signed-in clerks save through the real server, each on an own connection; then every value is read back. */
export async function clerks(): Promise<Line[]> {
  const folder = mkdtempSync(join(tmpdir(), 'vetted-bench-'))
  const server = await started(folder)
  const desk = new Desk(server.port, server.clerks)
  try {
    for (let turn = 0; turn < 2; turn += 1) await desk.together((clerk) => desk.bare(clerk))
    const bare: number[] = []
    const bareUse = await desk.used(async () => {
      for (let turn = 0; turn < BURSTS; turn += 1) {
        bare.push(...(await desk.together((clerk) => desk.bare(clerk))))
      }
    })
    for (let turn = 0; turn < 2; turn += 1) await desk.together((clerk) => desk.save(clerk))
    const saves: number[] = []
    const saveUse = await desk.used(async () => {
      for (let turn = 0; turn < BURSTS; turn += 1) {
        saves.push(...(await desk.together((clerk) => desk.save(clerk))))
      }
    })
    const typed = await desk.together(async (clerk, index) => {
      const worst: number[] = []
      await pause((BETWEEN_CELLS_MS * index) / CLERKS)
      for (let turn = 0; turn < TYPED; turn += 1) {
        const took = await desk.save(clerk)
        worst.push(took)
        await pause(Math.max(0, BETWEEN_CELLS_MS - took))
      }
      return worst
    })
    const lost = await desk.lost()
    if (lost.length > 0) throw new Error(`${lost.length} acknowledged saves are not there: ${lost[0]}`)
    const beside = 'the same connections, server and pool, asking `select 1`'
    const all = `${CLERKS} clerks of ${SCHOOLS} schools save a cell in the same instant`
    const perRequest = (use: number) => (use / (BURSTS * CLERKS)).toFixed(1)
    return [
      {
        name: `${all}, ${BURSTS} times: p99`,
        ours: percentile(saves, 0.99),
        against: 'limit',
        theirs: LIMIT,
        bar: 1,
        note: `p50 ${percentile(saves, 0.5).toFixed(0)} ms, p95 ${percentile(saves, 0.95).toFixed(0)} ms; ${desk.acknowledged} acknowledged saves read back, none lost`,
      },
      {
        name: `${all}: p99`,
        ours: percentile(saves, 0.99),
        against: `${beside}: p99`,
        theirs: percentile(bare, 0.99),
        note: `p95 ${percentile(bare, 0.95).toFixed(0)} ms; the server’s processor time: ${perRequest(saveUse)} ms a save, ${perRequest(bareUse)} ms a bare answer`,
      },
      {
        name: `${all}: p50`,
        ours: percentile(saves, 0.5),
        against: `${beside}: p50`,
        theirs: percentile(bare, 0.5),
      },
      {
        name: `${CLERKS} clerks type on, each a cell every ${BETWEEN_CELLS_MS / 1000} s: p99`,
        ours: percentile(typed.flat(), 0.99),
        against: 'limit',
        theirs: LIMIT,
        bar: 1,
        note: `p50 ${percentile(typed.flat(), 0.5).toFixed(0)} ms`,
      },
    ]
  } finally {
    desk.close()
    await ended(server.child)
    rmSync(folder, { recursive: true, force: true })
  }
}

interface Started {
  readonly child: ChildProcess
  readonly port: number
  readonly clerks: readonly BenchClerk[]
}

async function started(folder: string): Promise<Started> {
  const args = [SCRIPT, folder, String(CLERKS), String(SCHOOLS), String(CELLS)]
  const child = spawn(process.execPath, args, {
    env: { ...process.env, DATABASE_URL: '', VETTED_DATA: '' },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  if (!child.stdout) throw new Error('the server has no output')
  for await (const line of createInterface({ input: child.stdout })) {
    if (line.startsWith('{"port"')) return { child, ...(JSON.parse(line) as Omit<Started, 'child'>) }
  }
  throw new Error(`the server ended with ${child.exitCode}`)
}

/** What the clerks sent and what they were told. */
class Desk {
  readonly #port: number
  readonly #clerks: readonly BenchClerk[]
  readonly #lines = new Map<BenchClerk, Connection>()
  readonly #turns = new Map<BenchClerk, number>()
  /** By school, element and cell: the value that was acknowledged last, with its revision. */
  readonly #told = new Map<string, { value: string; revision: number }>()
  acknowledged = 0

  constructor(port: number, all: readonly BenchClerk[]) {
    this.#port = port
    this.#clerks = all
    for (const clerk of all) this.#lines.set(clerk, new Connection(port, clerk.cookie))
  }

  together<T>(work: (clerk: BenchClerk, index: number) => Promise<T>): Promise<T[]> {
    return Promise.all(this.#clerks.map(work))
  }

  async bare(clerk: BenchClerk): Promise<number> {
    const began = performance.now()
    const { status } = await this.#ask(clerk, 'GET', '/bare')
    if (status !== 200) throw new Error(`the bare answer was ${status}`)
    return performance.now() - began
  }

  /** One cell of the clerk's own, with the revision it was last told; milliseconds until it was acknowledged. */
  async save(clerk: BenchClerk): Promise<number> {
    const turn = this.#turns.get(clerk) ?? 0
    this.#turns.set(clerk, turn + 1)
    const place = clerk.cells[turn % clerk.cells.length]
    if (!place) throw new Error('a clerk has no cells')
    const key = `${clerk.school}|${place.element}|${place.cell}`
    const value = String(1000 + turn)
    const revision = this.#told.get(key)?.revision ?? 0
    const cells = [{ element: place.element, cell: place.cell, value, revision }]
    const path = `/api/v1/orgs/${clerk.school}/years/${YEAR}/entry/${place.form}/cells`
    const began = performance.now()
    const { status, text } = await this.#ask(clerk, 'POST', path, JSON.stringify({ cells }))
    const took = performance.now() - began
    if (status !== 200) throw new Error(`a save was answered by ${status}: ${text.slice(0, 200)}`)
    const { saved } = JSON.parse(text) as { saved: { revision: number }[] }
    this.#told.set(key, { value, revision: saved[0]?.revision ?? -1 })
    this.acknowledged += 1
    return took
  }

  /** Acknowledged values that the entry documents of the schools do not show. */
  async lost(): Promise<string[]> {
    const kept = new Map<string, string>()
    const seen = new Set<string>()
    for (const clerk of this.#clerks) {
      if (seen.has(clerk.school)) continue
      seen.add(clerk.school)
      const url = `http://127.0.0.1:${this.#port}/api/v1/orgs/${clerk.school}/years/${YEAR}/entry`
      const answer = await fetch(url, { headers: { cookie: clerk.cookie } })
      const { cells } = (await answer.json()) as {
        cells: { element: string; cell: string; value: string | null; revision: number }[]
      }
      for (const { element, cell, value, revision } of cells) {
        kept.set(`${clerk.school}|${element}|${cell}`, `${Number(value)} at revision ${revision}`)
      }
    }
    return [...this.#told]
      .filter(([key, { value, revision }]) => kept.get(key) !== `${value} at revision ${revision}`)
      .map(([key, { value }]) => `${key} = ${value}, there is ${kept.get(key)}`)
  }

  /** Milliseconds of processor time that the server's process took meanwhile; the database's own are not in it. */
  async used(work: () => Promise<void>): Promise<number> {
    const before = await this.#usage()
    await work()
    return (await this.#usage()) - before
  }

  close(): void {
    for (const line of this.#lines.values()) line.close()
  }

  async #usage(): Promise<number> {
    const [first] = this.#clerks
    if (!first) throw new Error('there are no clerks')
    const { text } = await this.#ask(first, 'GET', '/used')
    return (JSON.parse(text) as { milliseconds: number }).milliseconds
  }

  #ask(clerk: BenchClerk, method: 'GET' | 'POST', path: string, body?: string): Promise<Answer> {
    const line = this.#lines.get(clerk)
    if (!line) throw new Error('a clerk has no connection')
    return line.ask(method, path, body)
  }
}

function percentile(values: readonly number[], part: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.ceil(sorted.length * part) - 1] ?? 0
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return
  const exit = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  child.kill('SIGTERM')
  await exit
}
