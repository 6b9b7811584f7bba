import { readFileSync } from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'

/** A process by number and start, so that a number given again to another process is not taken for it. */
export interface ProcessMark {
  readonly pid: number
  /** Start time in the system's ticks; empty where the system does not tell. */
  readonly started: string
}

export function ownMark(): ProcessMark {
  return markOf(process.pid)
}

export function markOf(pid: number): ProcessMark {
  return { pid, started: startOf(pid) ?? '' }
}

export function isAlive({ pid, started }: ProcessMark): boolean {
  try {
    process.kill(pid, 0)
  } catch (error) {
    // EPERM: it lives, under another account.
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false
  }
  const now = startOf(pid)
  return now === undefined || started === '' || now === started
}

export function markText({ pid, started }: ProcessMark): string {
  return `${pid}-${started}`
}

export function parseMark(text: string): ProcessMark | undefined {
  const match = /^(\d+)-(\d*)$/.exec(text)
  return match ? { pid: Number(match[1]), started: match[2] ?? '' } : undefined
}

/** Field 22 of /proc/PID/stat; a dead process that was not yet fetched by its parent counts as gone. */
function startOf(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    return fields[0] === 'Z' ? 'gone' : fields[19]
  } catch {
    return undefined
  }
}

/** Waits until `done` says true; false when the time is up first. */
export async function waitUntil(
  done: () => boolean | Promise<boolean>,
  milliseconds: number,
  step = 20,
): Promise<boolean> {
  const end = performance.now() + milliseconds
  for (;;) {
    if (await done()) return true
    if (performance.now() > end) return false
    await pause(step)
  }
}
