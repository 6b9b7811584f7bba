import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { contentDigest, openDatabase } from '../../src/store/index.ts'
import { sweep } from '../sweep.ts'
import { start, startNode, vetted } from './vetted.ts'

/*
 * npm run test:kill — the program or its database is killed at a random moment of loading or of a recompute, twenty
 * times each. The next start must adopt or stop what was left running, complete the load, and end with the same
 * content as a load that nobody disturbed. Bounded: rounds by argument, one data folder per round.
 */

type Victim = 'program' | 'database'
type Work = 'load' | 'recompute'

export interface KillOutcome {
  readonly victim: Victim
  readonly work: Work
  readonly rounds: number
  readonly clean: number
  readonly troubles: readonly string[]
}

/** The smaller city: it is the moments that matter. */
const LOAD = ['demo', 'load', '--city', 'lanchuan']

const RECOMPUTE = fileURLToPath(new URL('./recompute.ts', import.meta.url))

export async function killRounds(victim: Victim, work: Work, rounds: number, seed = 1): Promise<KillOutcome> {
  const folder = mkdtempSync(join(tmpdir(), 'vetted-kill-'))
  const troubles: string[] = []
  let clean = 0
  try {
    const calm = join(folder, 'calm')
    const started = performance.now()
    await must([...LOAD, '--data', calm])
    const loadTime = performance.now() - started
    const wanted = await digestOf(calm)
    for (let round = 0; round < rounds; round += 1) {
      const data = work === 'load' ? join(folder, `round-${round}`) : calm
      const moment = fraction(seed * 1000 + round) * (work === 'load' ? loadTime : 4000)
      await disturbed(victim, work, data, moment)
      const again = await vetted([...LOAD, '--data', data])
      const digest = again.code === 0 ? await digestOf(data) : ''
      if (digest === wanted && !isRunning(data)) clean += 1
      else
        troubles.push(
          `${victim} ${work} at ${moment.toFixed(0)} ms: exit ${again.code}, ${again.stderr.slice(0, 300)}`,
        )
      if (work === 'load') rmSync(data, { recursive: true, force: true })
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
  return { victim, work, rounds, clean, troubles }
}

async function disturbed(victim: Victim, work: Work, data: string, moment: number): Promise<void> {
  const { child, ended } = work === 'load' ? start([...LOAD, '--data', data]) : startNode(RECOMPUTE, [data])
  await pause(moment)
  if (victim === 'program') child.kill('SIGKILL')
  else {
    const pid = databasePid(data)
    if (pid !== undefined) process.kill(pid, 'SIGKILL')
  }
  await ended
}

async function must(args: readonly string[]): Promise<void> {
  const { code, stderr } = await vetted(args)
  if (code !== 0) throw new Error(`vetted ${args.join(' ')} ended with ${code}: ${stderr}`)
}

async function digestOf(data: string): Promise<string> {
  const database = await openDatabase({ folder: data })
  try {
    return await contentDigest(database.db)
  } finally {
    await database.close()
  }
}

function databasePid(data: string): number | undefined {
  const note = join(data, 'database-folder')
  const home = existsSync(note) ? readFileSync(note, 'utf8').trim() : join(data, 'postgres')
  try {
    return Number(readFileSync(join(home, 'postmaster.pid'), 'utf8').split('\n')[0])
  } catch {
    return undefined
  }
}

/** Whether a database of this folder is still there after everyone left. */
function isRunning(data: string): boolean {
  const pid = databasePid(data)
  if (pid === undefined) return false
  try {
    return execFileSync('ps', ['-o', 'comm=', '-p', String(pid)], { encoding: 'utf8' }).includes('postgres')
  } catch {
    return false
  }
}

/** A number from 0 to 1 that depends on the seed alone. */
function fraction(seed: number): number {
  const mixed = Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b) >>> 0
  return mixed / 0xffffffff
}

const isMain = process.argv[1] === fileURLToPath(import.meta.url)
if (isMain) {
  const rounds = Number(process.argv[2] ?? 20)
  const outcomes: KillOutcome[] = []
  for (const work of ['load', 'recompute'] as const) {
    for (const victim of ['program', 'database'] as const) {
      const outcome = await killRounds(victim, work, rounds)
      outcomes.push(outcome)
      process.stdout.write(`kill -9 of the ${victim} during ${work}: ${outcome.clean} of ${rounds} clean\n`)
      for (const trouble of outcome.troubles) process.stdout.write(`  ${trouble}\n`)
    }
  }
  await sweep()
  process.exitCode = outcomes.every((outcome) => outcome.clean === outcome.rounds) ? 0 : 1
}
