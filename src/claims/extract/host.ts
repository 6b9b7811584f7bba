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

export type TaskReply =
  | { readonly type: 'progress'; readonly done: number; readonly of: number }
  | { readonly type: 'done'; readonly extracted: ExtractedText; readonly verdict?: FileVerdict }
  | { readonly type: 'refused'; readonly code: string; readonly params: Params }
  | { readonly type: 'failed'; readonly message: string; readonly stack: string }

/**
 * Runs a task on a file in a worker thread of its own, with bounds on time and memory: a hostile file ends the
 * worker, not the server.
 */
export function runBounded(
  bytes: Uint8Array,
  file: string,
  task: Task,
  limits: Partial<ExtractLimits> = {},
  progress?: (done: number, of: number) => void,
): Promise<{ extracted: ExtractedText; verdict?: FileVerdict }> {
  const bounds: ExtractLimits = { ...DEFAULT_LIMITS, ...limits }
  if (bytes.length > bounds.bytes) {
    const size = (bytes.length / 1048576).toFixed(1)
    return Promise.reject(new AppError('CLM-002', { file, size, limit: Math.round(bounds.bytes / 1048576) }))
  }
  return new Promise((resolve, reject) => {
    const input: TaskInput = { task, bytes, file, limits: bounds }
    const worker = new Worker(new URL('./worker.ts', import.meta.url), {
      workerData: input,
      resourceLimits: {
        maxOldGenerationSizeMb: bounds.memoryMegabytes,
        maxYoungGenerationSizeMb: 128,
        stackSizeMb: 8,
      },
      stdout: true,
      stderr: true,
    })
    let settled = false
    const timer = setTimeout(() => {
      finish(() => reject(new AppError('CLM-009', { file, seconds: bounds.seconds })))
    }, bounds.seconds * 1000)
    const finish = (settle: () => void) => {
      if (settled) return
      settled = true
      clearTimeout(timer)
      settle()
      void worker.terminate()
    }
    worker.on('message', (reply: TaskReply) => {
      if (reply.type === 'progress') progress?.(reply.done, reply.of)
      else if (reply.type === 'done') finish(() => resolve(reply))
      else if (reply.type === 'refused') finish(() => reject(new AppError(reply.code, reply.params)))
      else finish(() => reject(new Error(`${file}: ${reply.message}\n${reply.stack}`)))
    })
    worker.on('error', (error: Error & { code?: string }) => {
      const memory = error.code === 'ERR_WORKER_OUT_OF_MEMORY'
      finish(() => reject(memory ? new AppError('CLM-010', { file, limit: bounds.memoryMegabytes }) : error))
    })
    worker.on('exit', (code) => {
      finish(() => reject(new Error(`${file}: the reading worker ended with code ${code}`)))
    })
  })
}
