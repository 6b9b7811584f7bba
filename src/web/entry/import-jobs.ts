import type { ImportOutcome } from '../../http/contract/workbooks.ts'
import { apiUrl, getJson, sendJson } from '../data/client.ts'
import { ApiProblem } from '../data/problem.ts'

/*
 * A large file is read by a job of the server: the page says how far it is, may be left meanwhile, and finds what came
 * of it on coming back. Small files are quicker without.
 */

/** From this size on, in bytes; a workbook of some thousand rows. */
const LARGE = 150_000
/** Progress is kept by the server about this often, in milliseconds. */
const PACE = 300

interface Job {
  readonly state: 'queued' | 'running' | 'done' | 'failed' | 'stopped'
  readonly done: number
  readonly percent: number | null
  readonly isStopping: boolean
  readonly label: string
  readonly result?: { readonly import?: string } | null
  readonly problem?: ConstructorParameters<typeof ApiProblem>[0]
}

/** How far a job is: rows that were read, the part of the file, and the sheet that it is at. */
export interface ImportProgress {
  readonly job: string
  readonly rows: number
  readonly sheet: string
  /** Undefined before it begins; 100 once all is read and the checks run. */
  readonly percent: number | undefined
  readonly isStopping: boolean
}

/** Who waits for a job: what it is told, and whether it is still there. */
export interface Watcher {
  readonly tell: (progress: ImportProgress) => void
  readonly gone: AbortSignal
}

type Place = readonly (string | number)[]

/** What came of a file; undefined where it was stopped, and nothing of it is kept. */
export type Ended = Promise<ImportOutcome | undefined>

export async function sendFile(place: Place, file: File, watcher: Watcher): Ended {
  forget(place)
  const body = new FormData()
  body.set('file', file)
  if (file.size < LARGE) return sendJson('POST', apiUrl([...place, 'imports']), body)
  const { id } = await sendJson<{ id: string }>('POST', apiUrl([...place, 'import-jobs']), body)
  return follow(place, id, watcher)
}

/** Takes a previewed file in, by a job where it was read by one. */
export async function takeFile(
  place: Place,
  { id = '', overwrite, isLarge }: { id: string | undefined; overwrite: boolean; isLarge: boolean },
  watcher: Watcher,
): Ended {
  const address = [...place, 'imports', id]
  if (!isLarge) return sendJson('POST', apiUrl([...address, 'confirm']), { overwrite })
  const job = await sendJson<{ id: string }>('POST', apiUrl([...address, 'confirmation-jobs']), { overwrite })
  return follow(place, job.id, watcher)
}

/** Asks a job to stop; who follows it sees it end. */
export async function stopJob(job: string): Promise<void> {
  await sendJson('POST', apiUrl(['jobs', job, 'stop']))
}

/** The job that was under way, or whose preview waited to be answered, when this page was left. */
export function leftOpen(place: Place): string | undefined {
  return sessionStorage.getItem(keyOf(place)) ?? undefined
}

/** Throws away a file that was read and is not wanted. */
export async function discardFile(place: Place, id: string | undefined): Promise<void> {
  forget(place)
  if (id !== undefined) await sendJson('DELETE', apiUrl([...place, 'imports', id]))
}

function forget(place: Place): void {
  sessionStorage.removeItem(keyOf(place))
}

/**
 * Waits for a job and reads what came of it; nothing where it was stopped.
 * @throws ApiProblem that the job ended with; AbortError where the page was left, and the job goes on
 */
export async function follow(place: Place, job: string, { tell, gone }: Watcher): Ended {
  sessionStorage.setItem(keyOf(place), job)
  try {
    const outcome = await whenOver(place, job, { tell, gone })
    // A preview waits for its answer, also where the page is left meanwhile.
    if (outcome === undefined || outcome.state === 'imported') forget(place)
    return outcome
  } catch (cause) {
    // Refused, finished long ago, or another's: there is nothing to come back to.
    if (!gone.aborted) forget(place)
    throw cause
  }
}

async function whenOver(place: Place, job: string, { tell, gone }: Watcher): Ended {
  for (;;) {
    gone.throwIfAborted()
    const now = await getJson<Job>(apiUrl(['jobs', job]), gone)
    const { percent, isStopping } = now
    tell({ job, rows: now.done, sheet: now.label, percent: percent ?? undefined, isStopping })
    if (now.problem) throw new ApiProblem(now.problem, 422)
    if (now.state === 'stopped') return undefined
    if (now.state === 'done') return getJson(apiUrl([...place, 'imports', now.result?.import ?? '']), gone)
    await new Promise((resolve) => setTimeout(resolve, PACE))
  }
}

function keyOf(place: Place): string {
  return `vetted.import ${place.join('/')}`
}
