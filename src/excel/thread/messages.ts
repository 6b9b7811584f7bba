import type { RawCatalog } from '../../catalog/index.ts'
import type { Params, ProblemKind } from '../../kernel/index.ts'
import type { ImportEvent, ImportTarget } from '../import/read-return.ts'
import type { TemplateContents } from '../template/contents.ts'
import type { CellRemark } from '../workbook.ts'

/** What a thread is asked to do, one thing at a time. */
export type Task =
  | {
      readonly kind: 'read'
      readonly name: string
      readonly bytes: Uint8Array
      readonly target: Omit<ImportTarget, 'catalog'>
    }
  | { readonly kind: 'template'; readonly contents: TemplateInput }
  | {
      readonly kind: 'annotate'
      readonly name: string
      readonly bytes: Uint8Array
      readonly remarks: readonly CellRemark[]
    }

/** What a workbook is made from, without the catalog that the thread has. */
export type TemplateInput = Omit<TemplateContents, 'catalog'>

/** What a thread says. After an event it waits until it is told to go on, so that nothing piles up. */
export type Answer =
  | { readonly kind: 'event'; readonly event: ImportEvent }
  | { readonly kind: 'done'; readonly bytes?: Uint8Array }
  | {
      readonly kind: 'refused'
      readonly code: string
      readonly params: Params
      readonly problem: ProblemKind
    }
  | { readonly kind: 'failed'; readonly message: string }

/** What a thread is born with. */
export interface ThreadData {
  readonly rawCatalog: RawCatalog
}
