import {
  closeSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs'
import { join } from 'node:path'
import { AppError } from '../../kernel/index.ts'
import { isAlive, markText, ownMark, parseMark, waitUntil } from './process.ts'

/**
 * Runs `work` while no other program of ours does so on the same data folder. A lock left by a killed program is
 * taken over.
 * @throws AppError DAT-004 when another program holds the lock for a minute
 */
export async function exclusively<T>(folder: string, work: () => Promise<T>): Promise<T> {
  const file = join(folder, 'lock')
  if (!(await waitUntil(() => take(file), 60_000))) {
    throw new AppError('DAT-004', { folder, holder: readFileSync(file, 'utf8') }, { kind: 'unavailable' })
  }
  try {
    return await work()
  } finally {
    rmSync(file, { force: true })
  }
}

function take(file: string): boolean {
  try {
    const handle = openSync(file, 'wx')
    writeSync(handle, markText(ownMark()))
    closeSync(handle)
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  }
  if (isAbandoned(file)) rmSync(file, { force: true })
  return false
}

/** A lock whose holder is dead; an empty one is being written this instant, unless it is old: then its writer was killed. */
function isAbandoned(file: string): boolean {
  try {
    const mark = parseMark(readFileSync(file, 'utf8'))
    return mark ? !isAlive(mark) : Date.now() - statSync(file).mtimeMs > 5000
  } catch {
    return false
  }
}

/** Programs of ours that use the data folder now, each as a file named after its process. */
export class Members {
  readonly #folder: string
  readonly #own = markText(ownMark())

  constructor(dataFolder: string) {
    this.#folder = join(dataFolder, 'users')
  }

  join(): void {
    mkdirSync(this.#folder, { recursive: true })
    closeSync(openSync(join(this.#folder, this.#own), 'w'))
  }

  leave(): void {
    rmSync(join(this.#folder, this.#own), { force: true })
  }

  /** Whether another living program uses the folder; marks of dead ones are swept out. */
  othersPresent(): boolean {
    return readdirSync(this.#folder).some((name) => {
      if (name === this.#own) return false
      const mark = parseMark(name)
      if (mark && isAlive(mark)) return true
      rmSync(join(this.#folder, name), { force: true })
      return false
    })
  }
}
