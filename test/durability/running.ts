import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { PASSWORD } from '../access/browser.ts'

export type Who = 'officer' | 'reviewer' | 'leader' | 'clerk' | 'neighbour'

export interface Answer {
  readonly status: number
  readonly text: string
  // biome-ignore lint/suspicious/noExplicitAny: documents of every shape
  readonly json: any
}

/** A server in a process of its own, and the people who speak with it. */
export class Server {
  readonly #child: ChildProcess
  readonly #address: string
  readonly #exited: Promise<void>

  /** Waits until it answers. */
  static async start(script: string, folder: string): Promise<Server> {
    const child = spawn(process.execPath, [script, folder], {
      env: { ...process.env, DATABASE_URL: '', VETTED_DATA: '' },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let errors = ''
    child.stderr.on('data', (chunk) => {
      errors = `${errors}${chunk}`.slice(-4000)
    })
    const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()))
    const port = await new Promise<string>((resolve, reject) => {
      let text = ''
      child.stdout.on('data', (chunk) => {
        text += chunk
        const found = /ready (\d+)/.exec(text)?.[1]
        if (found) resolve(found)
      })
      exited.then(() => reject(new Error(`the server did not start: ${errors}`)))
    })
    return new Server(child, `http://127.0.0.1:${port}/api/v1`, exited)
  }

  private constructor(child: ChildProcess, address: string, exited: Promise<void>) {
    this.#child = child
    this.#address = address
    this.#exited = exited
  }

  /** Speaks as someone; signs in on first use. Sessions are in the database and outlive the server. */
  async ask(who: Who, method: string, path: string, body?: unknown): Promise<Answer> {
    const cookie = await this.#cookieOf(who)
    return this.#fetch(path, {
      method,
      headers: { cookie, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
  }

  async send(who: Who, path: string, name: string, text: string): Promise<Answer> {
    const form = new FormData()
    form.set('file', new File([text], name))
    return this.#fetch(path, { method: 'POST', headers: { cookie: await this.#cookieOf(who) }, body: form })
  }

  /** Whether it answers out of its database; waits a while for one that is coming up again. */
  async isUp(): Promise<boolean> {
    for (
      let turn = 0;
      turn < 100 && this.#child.exitCode === null && this.#child.signalCode === null;
      turn += 1
    ) {
      const answer = await this.ask('officer', 'GET', '/orgs/east/rounds').catch(() => undefined)
      if (answer?.status === 200) return true
      await pause(200)
    }
    return false
  }

  async kill(): Promise<void> {
    this.#child.kill('SIGKILL')
    await this.#exited
  }

  async stop(): Promise<void> {
    if (this.#child.exitCode === null && this.#child.signalCode === null) this.#child.kill('SIGTERM')
    const isGone = await Promise.race([this.#exited.then(() => true), pause(10_000, false)])
    if (!isGone) await this.kill()
  }

  /** Kills the database, and returns once another one is up in its place: the server starts it when it is asked. */
  async killDatabase(folder: string): Promise<{ back: () => Promise<void> }> {
    const before = databasePid(folder)
    if (before === undefined) throw new Error('no database is running')
    process.kill(before, 'SIGKILL')
    return {
      back: async () => {
        for (let turn = 0; turn < 300; turn += 1) {
          const isUp = await this.isUp()
          if (!isUp) return
          const now = databasePid(folder)
          if (now !== undefined && now !== before) return
          await pause(100)
        }
        throw new Error('no other database came up within half a minute')
      },
    }
  }

  async #cookieOf(who: Who): Promise<string> {
    const known = cookies.get(who)
    if (known !== undefined) return known
    const response = await fetch(`${this.#address}/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ username: who, password: PASSWORD }),
    })
    if (response.status !== 200) throw new Error(`${who} could not sign in: ${response.status}`)
    const cookie = response.headers
      .getSetCookie()
      .map((each) => each.split(';')[0])
      .join('; ')
    cookies.set(who, cookie)
    return cookie
  }

  async #fetch(path: string, init: RequestInit): Promise<Answer> {
    const response = await fetch(`${this.#address}${path}`, { ...init, signal: AbortSignal.timeout(30_000) })
    const text = await response.text()
    let json: unknown = {}
    try {
      json = JSON.parse(text)
    } catch {
      // A page.
    }
    return { status: response.status, text, json }
  }
}

function databasePid(folder: string): number | undefined {
  const note = join(folder, 'database-folder')
  const home = existsSync(note) ? readFileSync(note, 'utf8').trim() : join(folder, 'postgres')
  try {
    return Number(readFileSync(join(home, 'postmaster.pid'), 'utf8').split('\n')[0])
  } catch {
    return undefined
  }
}

const cookies = new Map<Who, string>()
