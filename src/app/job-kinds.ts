import { AppError, type ReportingYear } from '../kernel/index.ts'
import type { Actor } from './actor.ts'
import type { AppContext } from './context.ts'
import {
  confirmImport,
  IMPORT_DEFAULTS,
  type ImportOptions,
  type ImportOutcome,
  type ImportWatcher,
  previewImport,
  readImportOutcome,
} from './import.ts'
import type { Action } from './permissions.ts'

/** How far a job is: see JobProgress. */
export interface JobStep {
  readonly done: number
  readonly percent: number
  readonly label: string
}

/** What a job works with. */
interface JobWork {
  readonly app: AppContext
  readonly actor: Actor
  readonly id: string
  readonly org: string
  readonly year: ReportingYear
  readonly input: Readonly<Record<string, unknown>>
  readonly content: Uint8Array
  readonly progress: (step: JobStep) => void
  /** Aborted where somebody asks the work to stop. */
  readonly signal: AbortSignal
}

interface Kind {
  /** What whoever starts it must be permitted to do. */
  readonly action: Action
  /** Runs in one transaction or can be run again: a killed server's work begins anew, a stopped one left nothing. */
  readonly run: (work: JobWork) => Promise<unknown>
}

/** The kinds of long work. Acceptance, sums and reports take less than a second and need none. */
export const jobKinds = {
  /** Input `name`, `options`; content the file. Result `{ import, state }`. */
  'import.preview': {
    action: 'register.change',
    run: async ({ app, actor, org, year, input, content, progress, signal }) => {
      const file = { name: String(input.name ?? ''), bytes: content }
      const options = { ...IMPORT_DEFAULTS, ...(input.options as Partial<ImportOptions> | undefined) }
      return briefly(
        await previewImport(app, actor, org, year, file, options, { tell: rowsOf(progress), signal }),
      )
    },
  },
  /** Input `import`, `overwrite`. Result `{ import, state }`. */
  'import.confirm': {
    action: 'register.change',
    run: async ({ app, actor, org, year, input, progress, signal }) => {
      const id = String(input.import ?? '')
      try {
        const isOver = input.overwrite === true
        const watcher = { tell: rowsOf(progress), signal }
        return briefly(await confirmImport(app, actor, org, year, id, isOver, watcher))
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
function rowsOf(progress: JobWork['progress']): ImportWatcher['tell'] {
  let sheet = ''
  let before = 0
  let here = 0
  return (step) => {
    if (step.sheet !== sheet) {
      before += here
      sheet = step.sheet
    }
    here = step.rows
    // A hundred is when all is read and the checks have begun.
    const percent = step.share < 1 || sheet !== '' ? Math.min(99, Math.floor(step.share * 100)) : 100
    progress({ done: before + here, percent, label: sheet })
  }
}
