import { randomUUID } from 'node:crypto'
import { type JobWithMetadata, PgBoss } from 'pg-boss'
import { AppError, type OrgUnitInYear, type ReportingYear } from '../kernel/index.ts'
import {
  accountByUsername,
  askJobToStop,
  insertJob,
  jobById,
  pruneJobs,
  type StoredJob,
  type Tx,
  unfinishedJobs,
  updateJob,
  withinScope,
} from '../store/index.ts'
import { type Actor, programActor } from './actor.ts'
import { type AppContext, wholeScope } from './context.ts'
import { deedAt, unitAt } from './desk/place.ts'
import { openBytes, sealBytes } from './imports/seal.ts'
import { type JobKind, type JobStep, jobKinds } from './job-kinds.ts'
import { perform } from './perform.ts'

/*
 * Long work that goes on when the browser is closed and begins again when the server was killed. A job is a row of
 * ours (who asked, what for, how far, what came of it) and a message of pg-boss that says whose turn it is.
 *
 *   const { id } = await startJob(app, actor, { kind: 'import.preview', org, year, input: { name, options }, content: bytes })
 *   const { state, done, label, result, problem } = await jobProgress(app, actor, id)   // queued → running → done | failed
 *   await stopJob(app, actor, id)                                                       // … → stopped
 */

const QUEUE = 'vetted'
/** How long what came of a job can be asked for. */
const KEPT_DAYS = 7
/** Progress is written down no oftener than this, in milliseconds. */
const PACE = 300
const JOBS_AT_ONCE = 2

export interface NewJobRequest {
  readonly kind: JobKind
  /** Code or name of the unit that it is about. */
  readonly org: string
  readonly year: ReportingYear
  /** What the kind needs to know; see job-kinds.ts. */
  readonly input: Readonly<Record<string, unknown>>
  /** A file; kept sealed until the job is over. */
  readonly content?: Uint8Array
}

export interface JobProgress {
  readonly id: string
  readonly kind: string
  readonly state: StoredJob['state']
  /** What is done, in the kind's own measure: rows for imports. */
  readonly done: number
  /** Of how many; 0 where nobody knows beforehand. */
  readonly total: number
  /** How much of the work is done: of an import the part of the file that is read, 100 while the checks run. */
  readonly percent: number | null
  /** Somebody has asked it to stop, and it has not ended yet. */
  readonly isStopping: boolean
  /** What it is at: the name of a sheet. */
  readonly label: string
  readonly result: unknown
  /** Code, params and path of the refusal that ended it. */
  readonly problem: JobProblem | undefined
  readonly createdAt: Date
  readonly updatedAt: Date
}

export interface JobProblem {
  readonly code: string
  readonly params: Readonly<Record<string, string | number>>
}

/**
 * Puts long work in the queue, on the actor's behalf; what it then does is permitted or refused when it runs.
 * @throws AppError ORG-001, ACC-003 where the actor may not do what the kind does
 */
export async function startJob(
  app: AppContext,
  actor: Actor,
  { kind, org, year, input, content }: NewJobRequest,
): Promise<{ readonly id: string }> {
  const unit = await unitAt(app, org, year)
  const id = randomUUID()
  const at = app.clock()
  const { action } = jobKinds[kind]
  await perform(app, actor, deedAt(action, unit, year, { object: `job:${kind}` }), async (tx) => {
    await pruneJobs(tx, unit.id, new Date(at.getTime() - KEPT_DAYS * 86_400_000))
    await insertJob(tx, {
      unitId: unit.id,
      id,
      year,
      kind,
      input: { ...input, org: unit.code, origin: actor.origin, by: actor.kind },
      content: content && sealBytes(app.secrets, content),
      actor: actor.username,
      at,
    })
  })
  const { boss, worker } = await queueOf(app)
  await boss.send(QUEUE, {}, { id })
  if (worker) boss.notifyWorker(worker)
  return { id }
}

/**
 * How far a job is.
 * @throws AppError JOB-001 no such job, ACC-003
 */
export async function jobProgress(app: AppContext, actor: Actor, id: string): Promise<JobProgress> {
  const { job, unit } = await placeOf(app, id)
  return perform(app, actor, deedAt('job.read', unit, job.year), (tx) => progressIn(tx, id))
}

/**
 * Asks a job to stop; whoever may begin it may. It ends as stopped with nothing of it kept, unless it was done before
 * it heard of it: its state says which. A job that is over stays as it is.
 * @throws AppError JOB-001 no such job, ACC-003
 */
export async function stopJob(app: AppContext, actor: Actor, id: string): Promise<JobProgress> {
  const { job, unit } = await placeOf(app, id)
  const { action } = jobKinds[job.kind as JobKind]
  const deed = deedAt(action, unit, job.year, { object: `stop:${job.kind}` })
  const progress = await perform(app, actor, deed, async (tx) => {
    await askJobToStop(tx, job, app.clock())
    return progressIn(tx, id)
  })
  if (progress.isStopping) atWork.get(id)?.abort(stopped())
  return progress
}

async function placeOf(
  app: AppContext,
  id: string,
): Promise<{ readonly job: StoredJob; readonly unit: OrgUnitInYear }> {
  const isId = /^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/i.test(id)
  const job = isId ? await asProgram(app, (tx) => jobById(tx, id)) : undefined
  if (!job) throw unknown(id)
  await app.units.refresh()
  const unit = app.units.tree(job.year).unit(job.org_unit_id)
  if (!unit) throw unknown(id)
  return { job, unit }
}

async function progressIn(tx: Tx, id: string): Promise<JobProgress> {
  const job = await jobById(tx, id)
  if (!job) throw unknown(id)
  return {
    id,
    kind: job.kind,
    state: job.state,
    done: job.done,
    total: job.total,
    percent: job.percent,
    isStopping: !isOver(job) && job.stop_asked_at !== null,
    label: job.label,
    result: job.result,
    problem: (job.problem as JobProblem | null) ?? undefined,
    createdAt: job.created_at,
    updatedAt: job.updated_at,
  }
}

function isOver({ state }: StoredJob): boolean {
  return state === 'done' || state === 'failed' || state === 'stopped'
}

function unknown(id: string): AppError {
  return new AppError('JOB-001', { id }, { kind: 'not_found' })
}

function stopped(): AppError {
  return new AppError('JOB-002', {}, { kind: 'conflict' })
}

/**
 * Begins to work on the queue; ends with the application. On the embedded database, where there is one server, what
 * a killed one left is taken up at once; elsewhere when its heartbeat has failed for half a minute.
 */
export async function startWorker(app: AppContext): Promise<void> {
  const queue = await queueOf(app)
  if (queue.worker) return
  if (app.database.cluster) {
    for (const { id } of await asProgram(app, unfinishedJobs)) {
      await queue.boss.deleteJob(QUEUE, id)
      await queue.boss.send(QUEUE, {}, { id })
    }
  }
  queue.worker = await queue.boss.work(
    QUEUE,
    { pollingIntervalSeconds: 2, localConcurrency: JOBS_AT_ONCE, includeMetadata: true },
    async (messages: JobWithMetadata<object>[]) => {
      for (const message of messages) await work(app, message.id)
    },
  )
}

interface Queue {
  readonly boss: PgBoss
  worker: string | undefined
}

const queues = new WeakMap<object, Promise<Queue>>()

function queueOf(app: AppContext): Promise<Queue> {
  const known = queues.get(app.database)
  if (known) return known
  const made = openQueue(app)
  queues.set(app.database, made)
  return made
}

async function openQueue(app: AppContext): Promise<Queue> {
  const boss = new PgBoss({
    db: { executeSql: (text, values) => app.database.query({ text, values: values as unknown[] }) },
    schedule: false,
    superviseIntervalSeconds: 30,
  })
  // Its own polling tries again; a job that suffers says so in its row.
  boss.on('error', () => undefined)
  await boss.start()
  await boss.createQueue(QUEUE, { heartbeatSeconds: 30, expireInSeconds: 3600, retryLimit: 3 })
  app.onClose.push(() => boss.stop({ graceful: true, timeout: 10_000 }))
  return { boss, worker: undefined }
}

/** Jobs that this process is at, and how each is told to stop. Other processes learn of it when they note progress. */
const atWork = new Map<string, AbortController>()

/** Does one job. A refusal is its end; where the database is away, the message comes again. */
async function work(app: AppContext, id: string): Promise<void> {
  const job = await asProgram(app, (tx) => jobById(tx, id))
  if (!job || isOver(job)) return
  const stop = new AbortController()
  const note = async (change: Parameters<typeof updateJob>[2]) => {
    const noted = await asProgram(app, (tx) => updateJob(tx, job, change, app.clock()))
    if (noted?.isStopAsked) stop.abort(stopped())
    return noted
  }
  atWork.set(id, stop)
  let noted = 0
  const progress = (step: JobStep) => {
    const now = performance.now()
    if (now - noted < PACE && step.percent < 100) return
    noted = now
    note(step).catch(() => undefined)
  }
  try {
    // Stopped while it waited.
    if (!(await note({ state: 'running' }))) return
    const input = job.input as Readonly<Record<string, unknown>>
    const actor = await actorOf(app, job)
    const content = job.content ? openBytes(app.secrets, job.content) : new Uint8Array()
    const kind = jobKinds[job.kind as JobKind]
    const result = await kind.run({
      app,
      actor,
      id,
      org: String(input.org),
      year: job.year,
      input,
      content,
      progress,
      signal: stop.signal,
    })
    await note({ state: 'done', result })
  } catch (error) {
    if (stop.signal.aborted && error === stop.signal.reason) {
      await note({ state: 'stopped' })
      return
    }
    const problem: JobProblem =
      error instanceof AppError && error.kind !== 'fault'
        ? { code: error.code, params: error.params }
        : { code: 'APP-001', params: { id } }
    await note({ state: 'failed', problem })
    if (problem.code === 'APP-001') process.stderr.write(`${(error as Error)?.stack ?? String(error)}\n`)
  } finally {
    atWork.delete(id)
  }
}

/** Jobs of any unit and year: for the program alone. */
function asProgram<T>(app: AppContext, ask: (tx: Tx) => Promise<T>): Promise<T> {
  return withinScope(app.database.db, wholeScope(9999, true), ask)
}

/** Who asked, with what they may do by now. */
async function actorOf(app: AppContext, { actor, input }: StoredJob): Promise<Actor> {
  const { by, origin } = input as { by: Actor['kind']; origin: string }
  if (by === 'program') return programActor(origin)
  const account = await accountByUsername(app.database.db, actor)
  if (account?.state !== 'active') throw new AppError('ACC-016', { username: actor }, { kind: 'not_found' })
  const { id, username, name, grants } = account
  return { kind: 'account', id, username, name, grants, origin }
}
