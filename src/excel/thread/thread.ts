import { Worker } from 'node:worker_threads'
import type { RawCatalog } from '../../catalog/index.ts'
import { AppError } from '../../kernel/index.ts'
import type { ImportEvent, ImportTarget } from '../import/read-return.ts'
import type { ImportLimits } from '../limits.ts'
import type { CellRemark } from '../workbook.ts'
import type { Answer, Task, TemplateInput, ThreadData } from './messages.ts'

/** How long a thread that has nothing to do is kept for the next file, in milliseconds. */
const IDLE = 60_000

interface Idle {
  readonly worker: Worker
  readonly catalog: string
  readonly megabytes: number
  readonly end: NodeJS.Timeout
}

const idle: Idle[] = []

/**
 * Reads a file in a thread of its own, within the limits of time and memory; see readReturn. Ending the loop early
 * ends the reading; so does the signal, at once, with its reason.
 * @throws AppError IMP-001 … IMP-029, IMP-064 too long, IMP-065 too much memory
 */
export async function* readInThread(
  rawCatalog: RawCatalog,
  name: string,
  bytes: Uint8Array,
  target: Omit<ImportTarget, 'catalog'>,
  signal?: AbortSignal,
): AsyncGenerator<ImportEvent, void, undefined> {
  signal?.throwIfAborted()
  const task = new ThreadTask(rawCatalog, target.limits)
  const stop = () => task.interrupt(signal?.reason)
  signal?.addEventListener('abort', stop, { once: true })
  try {
    for await (const answer of task.run({ kind: 'read', name, bytes, target })) {
      if (answer.kind === 'event') yield answer.event
    }
  } finally {
    signal?.removeEventListener('abort', stop)
    await task.end()
  }
}

/** The file with its remarks, made in a thread of its own; see returnedFile. */
export function annotateInThread(
  rawCatalog: RawCatalog,
  name: string,
  bytes: Uint8Array,
  remarks: readonly CellRemark[],
  limits: ImportLimits,
): Promise<Uint8Array> {
  return madeInThread(rawCatalog, { kind: 'annotate', name, bytes, remarks }, limits)
}

/** The workbook of a unit and year, made in a thread of its own; see makeTemplate. */
export function templateInThread(
  rawCatalog: RawCatalog,
  contents: TemplateInput,
  limits: ImportLimits,
): Promise<Uint8Array> {
  return madeInThread(rawCatalog, { kind: 'template', contents }, limits)
}

async function madeInThread(rawCatalog: RawCatalog, task: Task, limits: ImportLimits): Promise<Uint8Array> {
  const thread = new ThreadTask(rawCatalog, limits)
  try {
    for await (const answer of thread.run(task)) {
      if (answer.kind === 'done' && answer.bytes) return answer.bytes
    }
    throw new Error('the thread ended without a file')
  } finally {
    await thread.end()
  }
}

/** Ends the threads that wait for another file; a program that is about to end need not wait for them. */
export async function endThreads(): Promise<void> {
  const all = idle.splice(0)
  for (const { end } of all) clearTimeout(end)
  await Promise.all(all.map(({ worker }) => worker.terminate()))
}

/** One task in one thread. */
class ThreadTask {
  readonly #limits: ImportLimits
  readonly #catalog: string
  readonly #worker: Worker
  readonly #answers: Answer[] = []
  #failure: unknown
  #wake: (() => void) | undefined
  #isDone = false
  readonly #onMessage = (answer: Answer): void => {
    this.#answers.push(answer)
    this.#wake?.()
  }
  readonly #onError = (error: unknown): void => this.#fail(asRefusal(error, this.#limits))
  readonly #onExit = (): void => this.#fail(new Error('the thread that reads workbooks ended'))

  constructor(rawCatalog: RawCatalog, limits: ImportLimits) {
    this.#limits = limits
    this.#catalog = rawCatalog.hash
    this.#worker = takeIdle(rawCatalog.hash, limits.megabytes) ?? start(rawCatalog, limits.megabytes)
    this.#worker.ref()
  }

  async *run(task: Task): AsyncGenerator<Answer, void, undefined> {
    const worker = this.#worker
    const timer = setTimeout(() => {
      this.#fail(new AppError('IMP-064', { seconds: this.#limits.seconds }))
    }, this.#limits.seconds * 1000)
    worker.on('message', this.#onMessage)
    worker.on('error', this.#onError)
    worker.on('exit', this.#onExit)
    worker.postMessage(task)
    try {
      for (;;) {
        const answer = await this.#next()
        if (answer.kind === 'refused') {
          this.#isDone = true
          throw new AppError(answer.code, answer.params, { kind: answer.problem })
        }
        if (answer.kind === 'failed') throw new Error(answer.message)
        if (answer.kind === 'done') this.#isDone = true
        yield answer
        if (answer.kind === 'done') return
        worker.postMessage('next')
      }
    } finally {
      clearTimeout(timer)
    }
  }

  /** Ends the task with a reason of the caller's; what the thread has already said is not waited for. */
  interrupt(reason: unknown): void {
    this.#answers.length = 0
    this.#fail(reason)
  }

  /** A thread that finished its task waits for another; one that was interrupted ends. */
  async end(): Promise<void> {
    // Its own listeners only: without those of Node itself a worker says nothing more.
    this.#worker.off('message', this.#onMessage).off('error', this.#onError).off('exit', this.#onExit)
    if (!this.#isDone || this.#failure !== undefined) {
      await this.#worker.terminate()
      return
    }
    const worker = this.#worker
    worker.unref()
    const end = setTimeout(() => void worker.terminate(), IDLE)
    end.unref()
    idle.push({ worker, catalog: this.#catalog, megabytes: this.#limits.megabytes, end })
  }

  async #next(): Promise<Answer> {
    for (;;) {
      const answer = this.#answers.shift()
      if (answer) return answer
      if (this.#failure !== undefined) throw this.#failure
      await new Promise<void>((resolve) => {
        this.#wake = resolve
      })
    }
  }

  #fail(error: unknown): void {
    this.#failure ??= error
    this.#wake?.()
  }
}

function takeIdle(catalog: string, megabytes: number): Worker | undefined {
  const index = idle.findIndex((entry) => entry.catalog === catalog && entry.megabytes === megabytes)
  if (index < 0) return undefined
  const [entry] = idle.splice(index, 1)
  clearTimeout(entry?.end)
  return entry?.worker
}

function start(rawCatalog: RawCatalog, megabytes: number): Worker {
  const data: ThreadData = { rawCatalog }
  const worker = new Worker(new URL('./excel.worker.ts', import.meta.url), {
    workerData: data,
    resourceLimits: { maxOldGenerationSizeMb: megabytes },
  })
  // One that ends while it waits is no error of anybody's task; nobody takes it up again.
  worker.on('error', () => undefined)
  worker.once('exit', () => {
    const at = idle.findIndex((entry) => entry.worker === worker)
    if (at >= 0) idle.splice(at, 1)
  })
  return worker
}

function asRefusal(error: unknown, limits: ImportLimits): unknown {
  const isMemory = (error as { code?: string }).code === 'ERR_WORKER_OUT_OF_MEMORY'
  return isMemory ? new AppError('IMP-065', { megabytes: limits.megabytes }) : error
}
