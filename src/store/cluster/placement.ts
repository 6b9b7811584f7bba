import { createHash } from 'node:crypto'
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { AppError } from '../../kernel/index.ts'
import { type Account, canEnter, databaseAccount } from './account.ts'
import { SYSTEM_FOLDER } from './binaries.ts'

/** Where the parts of one embedded database stand. */
export interface Placement {
  /** The user's data folder: lock, members, key, files. */
  readonly dataFolder: string
  /** PostgreSQL's own folder. */
  readonly home: string
  /** Folder of the Unix socket; its name must stay short. */
  readonly socketFolder: string
  readonly account: Account | undefined
}

/** Longest folder that still leaves room for the socket's file name in the 107 characters the system allows. */
const LONGEST_SOCKET_FOLDER = 85

/**
 * Makes the data folder where there is none and decides where the database lives: inside it, or, where its account
 * cannot enter (run as root from a closed home), in a folder of the system that belongs to this data folder alone.
 * @throws AppError DAT-002 when the folder cannot be written
 */
export function placeCluster(folder: string): Placement {
  const dataFolder = makeDataFolder(folder)
  const account = databaseAccount()
  const note = join(dataFolder, 'database-folder')
  let home = join(dataFolder, 'postgres')
  if (account && !existsSync(home) && (existsSync(note) || !canEnter(dataFolder, account))) {
    home = existsSync(note)
      ? readFileSync(note, 'utf8').trim()
      : join(SYSTEM_FOLDER, shortHash(dataFolder), 'postgres')
    writeFileSync(note, `${home}\n`)
  }
  const parent = resolve(home, '..')
  mkdirSync(parent, { recursive: true })
  const socketFolder =
    home.length <= LONGEST_SOCKET_FOLDER ? parent : join(tmpdir(), `vetted-${shortHash(dataFolder)}`)
  if (account) for (const own of new Set([parent, socketFolder])) giveTo(own, account)
  else mkdirSync(socketFolder, { recursive: true, mode: 0o700 })
  // Whoever finds a database in the system's folder can see whose it is.
  if (parent !== dataFolder) writeFileSync(join(parent, 'data-folder'), `${dataFolder}\n`)
  return { dataFolder, home, socketFolder, account }
}

function makeDataFolder(folder: string): string {
  const path = resolve(folder)
  try {
    makeFolder(path)
    const probe = join(path, `.write-${process.pid}`)
    writeFileSync(probe, '')
    // The probe goes at once; a folder that takes it takes the rest.
    unlinkQuietly(probe)
  } catch (cause) {
    throw new AppError(
      'DAT-002',
      { folder: path, reason: (cause as Error).message },
      { kind: 'unavailable', cause },
    )
  }
  return realpathSync(path)
}

/** Folder by folder: making them all in one call never comes back in places such as /proc. */
function makeFolder(path: string): void {
  if (existsSync(path)) return
  makeFolder(dirname(path))
  mkdirSync(path, { mode: 0o711 })
}

function giveTo(folder: string, account: Account): void {
  mkdirSync(folder, { recursive: true })
  chownSync(folder, account.uid, account.gid)
  chmodSync(folder, 0o711)
}

function unlinkQuietly(file: string): void {
  try {
    rmSync(file)
  } catch {
    // Someone swept it away already.
  }
}

function shortHash(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 12)
}
