import type { AppContext } from '../app/index.ts'
import { AppError, type Language, type ProblemKind } from '../kernel/index.ts'

/** Options that every command takes. */
export interface GlobalOptions {
  readonly data: string
  readonly databaseUrl?: string
  readonly json?: boolean
  readonly lang: Language
}

/** What a command has to say: rows for people, one document for programs, and whether something was found. */
export interface Outcome {
  readonly json: unknown
  readonly text: string
  /** 0 fine, 1 findings or refusal. */
  readonly exitCode?: 0 | 1
}

/** Opens the application for one command and closes it in good order, also when the command fails. */
export async function withApp<T>(options: GlobalOptions, work: (app: AppContext) => Promise<T>): Promise<T> {
  // Loaded when it is asked for: commands without data start several times as fast.
  const { closeApp, openApp } = await import('../app/index.ts')
  const app = await openApp({ dataFolder: options.data, databaseUrl: options.databaseUrl })
  try {
    return await work(app)
  } finally {
    await closeApp(app)
  }
}

/** `--json`: one document on stdout and nothing else; otherwise the text. */
export function print(options: GlobalOptions, outcome: Outcome): void {
  process.stdout.write(options.json ? `${JSON.stringify(outcome.json, null, 2)}\n` : `${outcome.text}\n`)
  process.exitCode = outcome.exitCode ?? 0
}

const exitCodes: Readonly<Record<ProblemKind, number>> = {
  usage: 2,
  refused: 1,
  not_found: 1,
  unauthenticated: 1,
  forbidden: 1,
  conflict: 1,
  unavailable: 1,
  fault: 3,
}

/** A refusal in the user's language with its code on stderr; anything else is a fault of ours and says so. */
export async function report(error: unknown, options: Pick<GlobalOptions, 'lang' | 'json'>): Promise<void> {
  if (error instanceof AppError) {
    process.stderr.write(`${error.code} ${await words(error, options.lang)}\n`)
    process.exitCode = exitCodes[error.kind]
    return
  }
  const wrapped = new AppError(
    'APP-001',
    { id: `${process.pid}-${Date.now().toString(36)}` },
    { kind: 'fault', cause: error },
  )
  process.stderr.write(
    `${wrapped.code} ${await words(wrapped, options.lang)}\n${(error as Error)?.stack ?? String(error)}\n`,
  )
  process.exitCode = 3
}

export async function words(error: AppError, language: Language): Promise<string> {
  // A catalog that does not load cannot supply the words for saying so.
  if (error.code === 'CAT-001')
    return `${language === 'zh' ? '目录未载入' : 'The catalog was not loaded'}:\n${error.params.list}`
  try {
    // Loaded when there is something to say: it takes longer than reading a short text.
    const { readCatalog } = await import('../catalog/files.ts')
    const { messageText } = await import('../catalog/index.ts')
    return messageText(readCatalog().catalog, language, error.code, error.params)
  } catch {
    return JSON.stringify(error.params)
  }
}
