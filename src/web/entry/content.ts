import type { Trouble } from './typed.ts'

/** What stands in a cell: a value, or the reason why there is none, or nothing yet. */
export interface Content {
  readonly value: string | null
  readonly reason: string | null
  /** What was typed or pasted and could not be taken. It is shown and not kept; the value stays what it was. */
  readonly unread?: { readonly text: string; readonly trouble: Trouble }
}

export type Contents = ReadonlyMap<string, Content>

export const EMPTY: Content = { value: null, reason: null }

export function sameContent(a: Content, b: Content): boolean {
  return a.value === b.value && a.reason === b.reason && a.unread?.text === b.unread?.text
}
