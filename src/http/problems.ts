import type { Context } from 'hono'
import { type AppContext, isInterrupted } from '../app/index.ts'
import { messageText } from '../catalog/index.ts'
import { AppError, type Params, type ProblemKind } from '../kernel/index.ts'
import type { Problem } from './contract.ts'

const statuses = {
  usage: 400,
  refused: 409,
  not_found: 404,
  unauthenticated: 401,
  forbidden: 403,
  conflict: 409,
  unavailable: 503,
  fault: 500,
} as const satisfies Record<ProblemKind, number>

/** Every failure as the same document: code, words in both languages, params, path to the field. */
export function answerProblem(app: AppContext, error: unknown, context: Context): Response {
  const known = error instanceof AppError ? error : (asInterruption(error) ?? asFault(error))
  const body: Problem = {
    ...problemOf(app, known.code, known.params),
    ...(known.path ? { path: [...known.path] } : {}),
  }
  return context.json(body, statuses[known.kind])
}

/** A code with its words in both languages. */
export function problemOf(app: AppContext, code: string, params: Params = {}): Problem {
  const words = (language: 'zh' | 'en') => messageText(app.catalog, language, code, params)
  return { code, message: { zh: words('zh'), en: words('en') }, params: { ...params } }
}

/** The database went away: nothing of this step was kept, and the next finds it again. */
function asInterruption(error: unknown): AppError | undefined {
  return isInterrupted(error) ? new AppError('DAT-013', {}, { kind: 'unavailable', cause: error }) : undefined
}

/** A bug: its number goes to the user, its stack to the log. */
function asFault(error: unknown): AppError {
  const id = `${process.pid}-${Date.now().toString(36)}`
  process.stderr.write(`APP-001 ${id} ${(error as Error)?.stack ?? String(error)}\n`)
  return new AppError('APP-001', { id }, { kind: 'fault', cause: error })
}
