import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Line } from '../measure.ts'

const VETTED = fileURLToPath(new URL('../../bin/vetted.mjs', import.meta.url))
const PORT = 4690
const ADDRESS = `http://127.0.0.1:${PORT}`

/** (e) From the command to the first page: with nothing there, and with everything there. */
export async function start(): Promise<Line[]> {
  const folder = mkdtempSync(join(tmpdir(), 'vetted-bench-'))
  try {
    const cold = await startOnce(folder, 600_000)
    const warm = await startOnce(folder, 60_000)
    return [
      {
        name: '(e) first start: database made, demonstration loaded, report written, city page served',
        ours: cold,
        against: 'limit',
        theirs: 180_000,
        note: 'the pages of the site were built before',
      },
      { name: '(e) second start to the first page', ours: warm, against: 'limit', theirs: 3000, bar: 1 },
    ]
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

async function startOnce(folder: string, limit: number): Promise<number> {
  const began = performance.now()
  const args = [VETTED, 'serve', '--demo', '--data', join(folder, 'data'), '--port', String(PORT)]
  const child = spawn(process.execPath, args, {
    stdio: 'ignore',
    env: { ...process.env, VETTED_OUT: folder },
  })
  try {
    while (!(await answers())) {
      if (child.exitCode !== null) throw new Error(`serve ended with ${child.exitCode}`)
      if (performance.now() - began > limit) throw new Error(`no page within ${limit / 1000} s`)
      await new Promise((resolve) => setTimeout(resolve, 20))
    }
    return performance.now() - began
  } finally {
    await ended(child)
  }
}

async function answers(): Promise<boolean> {
  try {
    return (await fetch(`${ADDRESS}/`)).ok
  } catch {
    return false
  }
}

function ended(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    if (child.exitCode !== null) return resolve()
    child.once('exit', () => resolve())
    child.kill('SIGTERM')
  })
}
