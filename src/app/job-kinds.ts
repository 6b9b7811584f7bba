import { AppError, type ReportingYear } from '../kernel/index.ts'
import type { Actor } from './actor.ts'
import type { AppContext } from './context.ts'
import {
  confirmImport,
  IMPORT_DEFAULTS,
  type ImportOptions,
  type ImportOutcome,
  type ImportProgress,
  previewImport,
  readImportOutcome,
} from './import.ts'
import type { Action } from './permissions.ts'

/** What a job works with. */
interface JobWork {
  readonly app: AppContext
  readonly actor: Actor
  readonly id: string
  readonly org: string
  readonly year: ReportingYear
  readonly input: Readonly<Record<string, unknown>>
  readonly content: Uint8Array
  readonly progress: (step: { done: number; total?: number; label: string }) => void
}

interface Kind {
  /** What whoever starts it must be permitted to do. */
  readonly action: Action
  /** Runs in one transaction or can be run again: a killed server's work begins anew. */
  readonly run: (work: JobWork) => Promise<unknown>
}

/** The kinds of long work. Acceptance, sums and reports take less than a second and need none. */
export const jobKinds = {
  /** Input `name`, `options`; content the file. Result `{ import, state }`. */
  'import.preview': {
    action: 'register.change',
    run: async ({ app, actor, org, year, input, content, progress }) => {
      const file = { name: String(input.name ?? ''), bytes: content }
      const options = { ...IMPORT_DEFAULTS, ...(input.options as Partial<ImportOptions> | undefined) }
      return briefly(await previewImport(app, actor, org, year, file, options, rowsOf(progress)))
    },
  },
  /** Input `import`, `overwrite`. Result `{ import, state }`. */
  'import.confirm': {
    action: 'register.change',
    run: async ({ app, actor, org, year, input, progress }) => {
      const id = String(input.import ?? '')
      try {
        const isOver = input.overwrite === true
        return briefly(await confirmImport(app, actor, org, year, id, isOver, rowsOf(progress)))
      } catch (error) {
        // Killed between the import and the note that it was done: it is done.
        if (!(error instanceof AppError) || error.code !== 'IMP-066') throw error
        return briefly(await readImportOutcome(app, actor, org, year, id))
      }
    },
  },
} as const satisfies Record<string, Kind>

export type JobKind = keyof typeof jobKinds

function briefly({ id, state }: ImportOutcome): { import: string | undefined; state: string } {
  return { import: id, state }
}

/** Rows over all sheets: an import tells how many it has read of the sheet that it is at. */
function rowsOf(progress: JobWork['progress']): ImportProgress {
  let sheet = ''
  let before = 0
  let here = 0
  return (step) => {
    if (step.sheet !== sheet) {
      before += here
      sheet = step.sheet
    }
    here = step.rows
    progress({ done: before + here, label: sheet })
  }
}
