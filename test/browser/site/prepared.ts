import { createHash } from 'node:crypto'
import {
  existsSync,
  globSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'

const ROOT = fileURLToPath(new URL('../../..', import.meta.url))

/** What a test run makes once and later runs use again, as long as the files it was made from are the same. */
const CACHE = join(tmpdir(), `vetted-tests-${process.getuid?.() ?? 0}`)

/** How long a folder that no run has used is kept. */
const KEPT = 60 * 60_000

/** How long a folder may be in the making before it counts as left behind. */
const PATIENCE = 10 * 60_000

/**
 * A folder made by `make` from files of the project, once for all test files and runs.
 * @param patterns globs of the files, from the project's root
 */
export async function prepared(
  name: string,
  patterns: readonly string[],
  make: (folder: string) => Promise<void>,
): Promise<string> {
  const folder = join(CACHE, `${name}-${digestOf(patterns)}`)
  const mark = join(folder, 'prepared')
  mkdirSync(CACHE, { recursive: true })
  await alone(`${folder}.making`, async () => {
    if (!existsSync(mark)) {
      removeUnused(name)
      await make(folder)
    }
    // Also says when it was last used.
    writeFileSync(mark, '')
  })
  return folder
}

/** Takes away what earlier states of the project were tested with. */
function removeUnused(name: string): void {
  for (const entry of readdirSync(CACHE).filter((one) => one.startsWith(`${name}-`))) {
    const mark = join(CACHE, entry, 'prepared')
    if (existsSync(mark) && Date.now() - statSync(mark).mtimeMs > KEPT)
      rmSync(join(CACHE, entry), { recursive: true, force: true })
  }
}

function digestOf(patterns: readonly string[]): string {
  const hash = createHash('sha256')
  for (const file of patterns.flatMap((pattern) => globSync(pattern, { cwd: ROOT })).sort()) {
    if (/\.test\.tsx?$/.test(file) || statSync(join(ROOT, file)).isDirectory()) continue
    hash.update(`${file}\n`).update(readFileSync(join(ROOT, file)))
  }
  return hash.digest('hex').slice(0, 16)
}

/** One maker at a time over all processes: who makes the lock's folder holds the lock. */
async function alone(lock: string, work: () => Promise<void>): Promise<void> {
  for (;;) {
    try {
      mkdirSync(lock)
      break
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
      if (isOld(lock)) release(lock)
      else await sleep(200)
    }
  }
  try {
    await work()
  } finally {
    release(lock)
  }
}

function isOld(lock: string): boolean {
  try {
    return Date.now() - statSync(lock).mtimeMs > PATIENCE
  } catch {
    return false
  }
}

function release(lock: string): void {
  try {
    rmdirSync(lock)
  } catch {
    // Another process found it old as well.
  }
}
