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
  const parts = partsOf(template)
  let text = parts[0] ?? ''
  for (let at = 1; at + 1 < parts.length; at += 2) {
    const name = parts[at] ?? ''
    text += (name in params ? String(params[name]) : `{${name}}`) + parts[at + 1]
  }
  return text
}

const PLACE = /\{([a-z_][a-z0-9_.]*)\}/i

/** The catalog has some hundred templates, and a long report fills a few of them thousands of times. */
const known = new Map<string, readonly string[]>()
const mostKnown = 2000

/** Words and names of places in turn. */
function partsOf(template: string): readonly string[] {
  const already = known.get(template)
  if (already) return already
  const parts = template.split(PLACE)
  if (known.size >= mostKnown) known.clear()
  known.set(template, parts)
  return parts
}

export function fillBoth(message: Bilingual, params: Params): Bilingual {
  return { zh: fill(message.zh, params), en: fill(message.en, params) }
}
