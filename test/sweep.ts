import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, sep } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { SYSTEM_FOLDER } from '../src/store/cluster/binaries.ts'

/*
 * Run as root, the databases of temporary data folders live in a folder of the system. This takes away those whose
 * data folder was a temporary one and is gone, and ends what still runs there. Nobody else's database is touched.
 */

/** Vitest calls what this returns once all tests have run. */
export default function sweepAfterwards(): () => Promise<void> {
  return sweep
}

export async function sweep(): Promise<void> {
  if (!existsSync(SYSTEM_FOLDER)) return
  for (const name of readdirSync(SYSTEM_FOLDER)) {
    const home = join(SYSTEM_FOLDER, name)
    const owner = ownerOf(home)
    if (!owner?.startsWith(tmpdir() + sep) || existsSync(owner)) continue
    await end(join(home, 'postgres', 'postmaster.pid'))
    rmSync(home, { recursive: true, force: true })
  }
}

/** The data folder that a database belongs to. */
function ownerOf(home: string): string | undefined {
  const note = join(home, 'data-folder')
  return existsSync(note) ? readFileSync(note, 'utf8').trim() : undefined
}

async function end(pidFile: string): Promise<void> {
  if (!existsSync(pidFile)) return
  const pid = Number(readFileSync(pidFile, 'utf8').split('\n')[0])
  if (!Number.isInteger(pid) || pid < 2) return
  try {
    process.kill(pid, 'SIGINT')
    for (let tries = 0; tries < 30 && existsSync(pidFile); tries++) await pause(100)
  } catch {
    // It ended by itself.
  }
}
