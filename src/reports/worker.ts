import { parentPort } from 'node:worker_threads'
import type { ReportDocument } from './document/document.ts'
import { type RenderOptions, type ReportFormat, renderReport } from './render.ts'

/** What a render thread is asked for and how it answers. */
export interface RenderRequest {
  readonly id: number
  readonly document: ReportDocument
  readonly format: ReportFormat
  readonly options: RenderOptions
}

export type RenderAnswer =
  | { readonly id: number; readonly report: Awaited<ReturnType<typeof renderReport>> }
  | { readonly id: number; readonly error: string }

parentPort?.on('message', ({ id, document, format, options }: RenderRequest) => {
  renderReport(document, format, options).then(
    (report) => parentPort?.postMessage({ id, report } satisfies RenderAnswer),
    (error: unknown) => {
      const text = error instanceof Error ? (error.stack ?? error.message) : String(error)
      parentPort?.postMessage({ id, error: text } satisfies RenderAnswer)
    },
  )
})
