import { getCompileCacheDir } from 'node:module'
import { dirname } from 'node:path'
import { Worker } from 'node:worker_threads'
import { AppError, type Params } from '../../kernel/index.ts'
import type { FileVerdict } from '../report/document.ts'
import type { ExtractedText } from '../text.ts'
import type { VerifyData } from '../verify.ts'
import { DEFAULT_LIMITS, type ExtractLimits } from './limits.ts'

/** What the worker is asked to do with a file. */
export type Task = { readonly do: 'extract' } | { readonly do: 'verify'; readonly options: VerifyData }

export interface TaskInput {
  readonly task: Task
  readonly bytes: Uint8Array
  readonly file: string
  readonly limits: ExtractLimits
}

/** Pages of a PDF are read before the blocks of its text are. */
export type Stage = 'page' | 'block'

/** How far the work on a file has come. */
export type FileProgress = (done: number, of: number, stage: Stage) => void

export type TaskReply =
  | { readonly type: 'progress'; readonly stage: Stage; readonly done: number; readonly of: number }
  /** `held` is the memory that the thread holds afterwards, in bytes. */
  | {
      readonly type: 'done'
      readonly extracted: ExtractedText
      readonly verdict?: FileVerdict
      readonly held: number
    }
  | { readonly type: 'refused'; readonly code: string; readonly params: Params }
  | { readonly type: 'failed'; readonly message: string; readonly stack: string }

/** What a worker is started with; where compiled code is kept, if anywhere. */
export interface WorkerSetup {
  readonly compileCache: string | undefined
}

interface Bounds {
  readonly limits?: Partial<ExtractLimits> | undefined
  readonly progress?: FileProgress | undefined
  /** Ends the work, and the thread with it; the promise is rejected with the signal's reason. */
  readonly signal?: AbortSignal | undefined
}

/**
 * Runs a task on a file in a worker thread, with bounds on time and memory: a hostile file ends the worker, not the
 * server. A thread that did its work in good order is kept for the next file for a while.
 */
export function runBounded(
  bytes: Uint8Array,
  file: string,
  task: Task,
  { limits = {}, progress, signal }: Bounds = {},
): Promise<{ extracted: ExtractedText; verdict?: FileVerdict }> {
  const bounds: ExtractLimits = { ...DEFAULT_LIMITS, ...limits }
  if (bytes.length > bounds.bytes) {
    const size = (bytes.length / 1048576).toFixed(1)
    return Promise.reject(new AppError('CLM-002', { file, size, limit: Math.round(bounds.bytes / 1048576) }))
  }
  if (signal?.aborted) return Promise.reject(signal.reason)
  return new Promise((resolve, reject) => {
    const kept = takeIdle(bounds.memoryMegabytes)
    const thread = kept ?? { worker: start(bounds), memory: bounds.memoryMegabytes, jobs: 0 }
    const { worker } = thread
    worker.ref()
    const abort = () => end(() => reject(signal?.reason))
    const timer = setTimeout(
      () => end(() => reject(new AppError('CLM-009', { file, seconds: bounds.seconds }))),
      bounds.seconds * 1000,
    )
    const heard = (reply: TaskReply) => {
      switch (reply.type) {
        case 'progress':
          progress?.(reply.done, reply.of, reply.stage)
          return
        case 'done':
          leave()
          keep({ ...thread, jobs: thread.jobs + 1 }, reply.held)
          resolve(reply)
          return
        case 'refused':
          end(() => reject(new AppError(reply.code, reply.params)))
          return
        case 'failed':
          end(() => reject(new Error(`${file}: ${reply.message}\n${reply.stack}`)))
      }
    }
    const failed = (error: Error & { code?: string }) => {
      const memory = error.code === 'ERR_WORKER_OUT_OF_MEMORY'
      end(() => reject(memory ? new AppError('CLM-010', { file, limit: bounds.memoryMegabytes }) : error))
    }
    const ended = (code: number) => {
      end(() => reject(new Error(`${file}: the reading worker ended with code ${code}`)))
    }
    /** Leaves the thread: nothing of this task is heard any more. */
    const leave = () => {
      clearTimeout(timer)
      signal?.removeEventListener('abort', abort)
      worker.off('message', heard).off('error', failed).off('exit', ended)
    }
    const end = (settle: () => void) => {
      leave()
      // What a dying thread still has to say concerns nobody; unheard it would end the process.
      worker.on('error', () => undefined)
      void worker.terminate()
      settle()
    }
    signal?.addEventListener('abort', abort, { once: true })
    worker.on('message', heard).on('error', failed).on('exit', ended)
    const input: TaskInput = { task, bytes, file, limits: bounds }
    worker.postMessage(input)
  })
}

function start({ memoryMegabytes }: ExtractLimits): Worker {
  const cache = getCompileCacheDir()
  const setup: WorkerSetup = { compileCache: cache === undefined ? undefined : dirname(cache) }
  return new Worker(new URL('./worker.ts', import.meta.url), {
    workerData: setup,
    resourceLimits: {
      maxOldGenerationSizeMb: memoryMegabytes,
      maxYoungGenerationSizeMb: 128,
      stackSizeMb: 8,
    },
    stdout: true,
    stderr: true,
  })
}

interface Thread {
  readonly worker: Worker
  /** Its bound on memory, in megabytes: a task with another one gets a thread of its own. */
  readonly memory: number
  readonly jobs: number
}

/** Starting a thread and loading pdf.js into it takes longer than reading most files. */
const idle: (Thread & { readonly retire: NodeJS.Timeout; readonly forget: () => void })[] = []
const MOST_IDLE = 2
const MOST_JOBS = 100
const IDLE_SECONDS = 60

function takeIdle(memory: number): Thread | undefined {
  const at = idle.findIndex((thread) => thread.memory === memory)
  const [thread] = at < 0 ? [] : idle.splice(at, 1)
  if (!thread) return undefined
  clearTimeout(thread.retire)
  thread.worker.off('error', thread.forget).off('exit', thread.forget)
  return thread
}

/** Keeps a thread for the next file, unless it holds much of its memory already or has worked long enough. */
function keep(thread: Thread, held: number): void {
  const { worker, memory, jobs } = thread
  if (idle.length >= MOST_IDLE || jobs >= MOST_JOBS || held > (memory * 1048576) / 4) {
    void worker.terminate()
    return
  }
  const forget = () => {
    const at = idle.findIndex((candidate) => candidate.worker === worker)
    if (at >= 0) clearTimeout(idle.splice(at, 1)[0]?.retire)
    void worker.terminate()
  }
  worker.on('error', forget).on('exit', forget)
  // A thread in waiting keeps no process alive.
  worker.unref()
  idle.push({ ...thread, forget, retire: setTimeout(forget, IDLE_SECONDS * 1000).unref() })
}
