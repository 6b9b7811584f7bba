import { Worker } from 'node:worker_threads'
import type { ReportDocument } from './document/document.ts'
import type { RenderedReport, RenderOptions, ReportFormat } from './render.ts'
import type { RenderAnswer, RenderRequest } from './worker.ts'

interface Waiting {
  readonly resolve: (report: RenderedReport) => void
  readonly reject: (error: Error) => void
}

/** Renders in threads of its own, so that a server goes on answering. A format stays with its thread, which stays warm. */
export class RenderPool {
  readonly #threads: (Worker | undefined)[]
  readonly #waiting = new Map<number, Waiting & { readonly thread: number }>()
  #requests = 0

  /** @param size threads; two are enough for one report in all formats */
  constructor(size = 2) {
    this.#threads = Array.from({ length: size }, () => undefined)
  }

  render(
    document: ReportDocument,
    format: ReportFormat,
    options: RenderOptions = {},
  ): Promise<RenderedReport> {
    this.#requests += 1
    const id = this.#requests
    // PDF has a thread to itself: its fonts and compiler are the heavy part.
    const thread = format === 'pdf' ? 0 : 1 % this.#threads.length
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject, thread })
      const worker = this.#thread(thread)
      worker.ref()
      worker.postMessage({ id, document, format, options } satisfies RenderRequest)
    })
  }

  async close(): Promise<void> {
    await Promise.all(this.#threads.map((thread) => thread?.terminate()))
    this.#threads.fill(undefined)
  }

  #thread(index: number): Worker {
    const known = this.#threads[index]
    if (known) return known
    const thread = new Worker(new URL('./worker.ts', import.meta.url))
    thread.on('message', (answer: RenderAnswer) => this.#answer(answer))
    thread.on('error', (error: Error) => this.#failed(index, error))
    thread.on('exit', () => this.#failed(index, new Error('the render thread ended')))
    this.#threads[index] = thread
    return thread
  }

  #answer(answer: RenderAnswer): void {
    const waiting = this.#waiting.get(answer.id)
    this.#waiting.delete(answer.id)
    this.#rest(waiting?.thread)
    if ('report' in answer) waiting?.resolve(answer.report)
    else waiting?.reject(new Error(answer.error))
  }

  /** A program that has nothing else to do may end, as long as no answer is awaited. */
  #rest(index: number | undefined): void {
    if ([...this.#waiting.values()].some(({ thread }) => thread === index)) return
    if (index !== undefined) this.#threads[index]?.unref()
  }

  #failed(index: number, error: Error): void {
    this.#threads[index] = undefined
    for (const [id, waiting] of this.#waiting) {
      if (waiting.thread !== index) continue
      this.#waiting.delete(id)
      waiting.reject(error)
    }
  }
}
