import { spawn, spawnSync } from 'node:child_process'
import { chownSync, closeSync, existsSync, openSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { AppError } from '../../kernel/index.ts'
import { type Binaries, binaries } from './binaries.ts'
import { exclusively, Members } from './lock.ts'
import { type Placement, placeCluster } from './placement.ts'
import { isAlive, markOf, waitUntil } from './process.ts'

export interface ClusterConnection {
  readonly host: string
  readonly user: string
  readonly database: string
}

const USER = 'vetted'
const PORT_NAME = '.s.PGSQL.5432'
/** How long a new server waits for the children of a killed one, in milliseconds. */
const PATIENCE = 30_000
const STILL_LEAVING =
  /still in use|terminating connection because of unexpected postmaster exit|lock file .* already exists/

/**
 * The embedded PostgreSQL of one data folder. The first program that opens it starts it, later ones join it, the
 * last one stops it. What a killed program left running is adopted.
 */
export class Cluster {
  readonly connection: ClusterConnection
  readonly dataFolder: string
  readonly #placement: Placement
  readonly #binaries: Binaries
  readonly #members: Members

  private constructor(placement: Placement) {
    this.#placement = placement
    this.#binaries = binaries(placement.account)
    this.#members = new Members(placement.dataFolder)
    this.dataFolder = placement.dataFolder
    this.connection = { host: placement.socketFolder, user: USER, database: USER }
  }

  /**
   * @param folder the data folder; made where there is none
   * @throws AppError DAT-001 … DAT-006, each with its remedy
   */
  static async open(folder: string): Promise<Cluster> {
    const cluster = new Cluster(placeCluster(folder))
    await cluster.ensureRunning()
    return cluster
  }

  /** Starts the database where it is not running; also after it died under us. */
  async ensureRunning(): Promise<void> {
    await exclusively(this.dataFolder, async () => {
      this.#members.join()
      if (!existsSync(join(this.#placement.home, 'PG_VERSION'))) this.#create()
      this.#refuseOtherVersion()
      if ((await this.#answers()) || (await this.#adopt())) return
      await this.#start()
    })
  }

  /** Leaves the database; the last program to leave stops it. */
  async close(): Promise<void> {
    await exclusively(this.dataFolder, async () => {
      this.#members.leave()
      if (!this.#members.othersPresent()) await this.#stop('SIGINT')
    })
  }

  /** Made beside and moved into place, so that a half-made one is never taken for a whole one. */
  #create(): void {
    const { home, account } = this.#placement
    const half = `${home}.half`
    rmSync(half, { recursive: true, force: true })
    if (existsSync(home)) throw new AppError('DAT-003', { folder: home }, { kind: 'unavailable' })
    const options = [
      '--encoding=UTF8',
      '--locale=C',
      '--auth=trust',
      `--username=${USER}`,
      '--no-instructions',
    ]
    const result = spawnSync(this.#binaries.initdb, ['-D', half, ...options], {
      cwd: '/',
      encoding: 'utf8',
      ...(account && { uid: account.uid, gid: account.gid }),
    })
    if (result.status !== 0) {
      rmSync(half, { recursive: true, force: true })
      const reason = (result.stderr || result.error?.message || '').trim()
      throw new AppError('DAT-005', { folder: home, reason }, { kind: 'unavailable' })
    }
    renameSync(half, home)
  }

  #refuseOtherVersion(): void {
    const made = readFileSync(join(this.#placement.home, 'PG_VERSION'), 'utf8').trim()
    const version = spawnSync(this.#binaries.postgres, ['--version'], { encoding: 'utf8' }).stdout
    const have = /(\d+)(\.\d+)?/.exec(version)?.[1] ?? ''
    if (made !== have)
      throw new AppError('DAT-006', { folder: this.#placement.home, made, have }, { kind: 'unavailable' })
  }

  /**
   * Starts the server. Where one was killed a moment ago, its children may not have let go of the memory they share;
   * the new one refuses to start beside them, and is started again until they have.
   */
  async #start(): Promise<void> {
    const log = join(this.#placement.home, 'server.log')
    const lastTry = performance.now() + PATIENCE
    while (!(await this.#startOnce(log))) {
      const reason = readFileSync(log, 'utf8').trim().split('\n').slice(-5).join('\n')
      if (performance.now() > lastTry || !STILL_LEAVING.test(reason)) {
        throw new AppError('DAT-005', { folder: this.#placement.home, reason }, { kind: 'unavailable' })
      }
      await new Promise((resolve) => setTimeout(resolve, 250))
    }
  }

  async #startOnce(log: string): Promise<boolean> {
    const { home, socketFolder, account } = this.#placement
    const output = openSync(log, 'a')
    if (account) chownSync(log, account.uid, account.gid)
    const settings = {
      listen_addresses: '',
      unix_socket_directories: socketFolder,
      unix_socket_permissions: '0700',
      shared_buffers: '128MB',
      max_connections: '100',
      log_min_messages: 'warning',
      timezone: 'UTC',
    }
    const args = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])
    // A group of its own: Ctrl-C in the terminal reaches us first, and we stop the database in good order.
    const child = spawn(this.#binaries.postgres, ['-D', home, ...args], {
      cwd: '/',
      detached: true,
      stdio: ['ignore', output, output],
      ...(account && { uid: account.uid, gid: account.gid }),
    })
    closeSync(output)
    let exited = false
    child.on('exit', () => {
      exited = true
    })
    child.unref()
    const ready = await waitUntil(async () => exited || (await this.#answers()), 120_000)
    return ready && !exited
  }

  /** Whether the database takes a connection; while it recovers from a crash it says so and is waited for. */
  async #answers(): Promise<boolean> {
    if (!existsSync(join(this.#placement.socketFolder, PORT_NAME))) return false
    for (const database of [USER, 'postgres']) {
      const client = new pg.Client({ ...this.connection, database, connectionTimeoutMillis: 5000 })
      try {
        await client.connect()
        if (database === 'postgres') await client.query(`create database ${USER}`)
        return true
      } catch (error) {
        if ((error as { code?: string }).code !== '3D000') return false
      } finally {
        await client.end().catch(() => undefined)
      }
    }
    return false
  }

  /** The running server's process, by the file it keeps in its folder. */
  #server(): { pid: number } | undefined {
    const file = join(this.#placement.home, 'postmaster.pid')
    if (!existsSync(file)) return undefined
    const pid = Number(readFileSync(file, 'utf8').split('\n')[0])
    if (!Number.isInteger(pid) || pid <= 1 || !isAlive(markOf(pid))) return undefined
    return isPostgres(pid) ? { pid } : undefined
  }

  /** Takes over a server that a killed program left running; one that stays silent is stopped instead. */
  async #adopt(): Promise<boolean> {
    if (!this.#server()) return false
    // It may be recovering from a crash: that takes its time and is not being stuck.
    if (await waitUntil(() => !this.#server() || this.#answers(), 60_000, 100)) return this.#answers()
    await this.#stop('SIGQUIT')
    return false
  }

  async #stop(signal: 'SIGINT' | 'SIGQUIT'): Promise<void> {
    const server = this.#server()
    if (!server) return
    const mark = markOf(server.pid)
    process.kill(server.pid, signal)
    if (await waitUntil(() => !isAlive(mark), 30_000)) return
    process.kill(server.pid, 'SIGQUIT')
    await waitUntil(() => !isAlive(mark), 10_000)
  }
}

/** A process number in a stale file may by now belong to another program, which must not be stopped. */
function isPostgres(pid: number): boolean {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0')[0]?.endsWith('postgres') ?? false
  } catch {
    return spawnSync('ps', ['-o', 'comm=', '-p', String(pid)], { encoding: 'utf8' })
      .stdout.trim()
      .endsWith('postgres')
  }
}
