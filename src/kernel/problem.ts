import type { Bilingual } from './language.ts'

/** What a message fills its {places} with. */
export type Params = Readonly<Record<string, string | number>>

/** How the program ends, and which HTTP status answers: the kind says whose turn it is. */
export type ProblemKind =
  | 'usage'
  | 'refused'
  | 'not_found'
  | 'unauthenticated'
  | 'forbidden'
  | 'conflict'
  | 'unavailable'
  | 'fault'

/**
 * An action that we refuse, with the fact, the place and the remedy. The words stand in catalog/messages under
 * `code`; params name the place.
 */
export class AppError extends Error {
  override readonly name = 'AppError'
  readonly code: string
  readonly params: Params
  readonly kind: ProblemKind
  /** Path to the field at fault, where a request or a file has one. */
  readonly path: readonly (string | number)[] | undefined

  constructor(
    code: string,
    params: Params = {},
    options: { kind?: ProblemKind; path?: readonly (string | number)[]; cause?: unknown } = {},
  ) {
    super(`${code} ${JSON.stringify(params)}`, options.cause === undefined ? {} : { cause: options.cause })
    this.code = code
    this.params = params
    this.kind = options.kind ?? 'refused'
    this.path = options.path
  }
}

/** A message with its {places} filled; a place without a param stays visible, so that a slip is seen. */
export function fill(template: string, params: Params): string {
  return template.replace(PLACE, (place, name: string) => (name in params ? String(params[name]) : place))
}

const PLACE = /\{([a-z_][a-z0-9_.]*)\}/gi

export function fillBoth(message: Bilingual, params: Params): Bilingual {
  return { zh: fill(message.zh, params), en: fill(message.en, params) }
}
