import { execFileSync, spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'

/** The system account that the database runs as. PostgreSQL refuses to run as root. */
export interface Account {
  readonly name: string
  readonly uid: number
  readonly gid: number
}

/** Where we run as root: the account for the database, made where there is none. Otherwise undefined: we run it ourselves. */
export function databaseAccount(): Account | undefined {
  if (process.getuid?.() !== 0) return undefined
  return find('vetted') ?? create('vetted') ?? find('postgres') ?? find('nobody')
}

function find(name: string): Account | undefined {
  const line = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .find((entry) => entry.startsWith(`${name}:`))
  const [, , uid, gid] = line?.split(':') ?? []
  return uid && gid ? { name, uid: Number(uid), gid: Number(gid) } : undefined
}

function create(name: string): Account | undefined {
  try {
    execFileSync('useradd', ['--system', '--no-create-home', '--shell', '/usr/sbin/nologin', name], {
      stdio: 'ignore',
    })
  } catch {
    return undefined
  }
  return find(name)
}

/** Whether the account can run a program at this path: a folder above it may be closed to others (a 0700 home). */
export function canRun(program: string, account: Account): boolean {
  const result = spawnSync(program, ['--version'], {
    uid: account.uid,
    gid: account.gid,
    cwd: '/',
    stdio: 'ignore',
  })
  return result.status === 0
}

/** Whether the account can enter a folder. */
export function canEnter(folder: string, account: Account): boolean {
  const result = spawnSync('/bin/sh', ['-c', 'cd "$1"', 'sh', folder], {
    uid: account.uid,
    gid: account.gid,
    cwd: '/',
    stdio: 'ignore',
  })
  return result.status === 0
}
