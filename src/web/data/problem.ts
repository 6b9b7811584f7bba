import type { Problem } from '../../http/contract.ts'
import type { Params } from '../../kernel/index.ts'

/** What went wrong: the server's own words, or a code of ours whose words are among the screen texts. */
export type Trouble = Problem | { readonly code: string; readonly params: Params; readonly message?: never }

/** An answer of the server that is no success, or no answer at all. */
export class ApiProblem extends Error {
  override readonly name = 'ApiProblem'
  readonly trouble: Trouble
  /** HTTP status; 0 where nothing came back. */
  readonly status: number

  constructor(trouble: Trouble, status: number) {
    super(`${trouble.code} ${JSON.stringify(trouble.params)}`)
    this.trouble = trouble
    this.status = status
  }
}

/** Whether asking once more can help: the network, or a server that was not ready. A refusal stays a refusal. */
export function isPassing(error: unknown): boolean {
  return error instanceof ApiProblem && (error.status === 0 || error.status >= 500)
}

/** Whether the server no longer knows who asks: not signed in, or the session ran out. */
export function isSignedOut(error: unknown): boolean {
  return error instanceof ApiProblem && error.status === 401
}
