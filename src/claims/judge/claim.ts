import type { interval } from '../../kernel/index.ts'
import type { Bound } from '../read/frames.ts'
import type { Quantity } from '../read/quantities.ts'
import type { Expression } from './expression.ts'

export type ClaimKind =
  | 'share'
  | 'percent_sum'
  | 'sum'
  | 'subset'
  | 'change'
  | 'growth'
  | 'direction'
  | 'ratio'
  | 'per_head'
  | 'mean'
  | 'rank'
  | 'threshold'
  | 'restatement'
  | 'alignment'
  | 'list_count'
  | 'sequence'
  | 'date'

export type Verdict = 'consistent' | 'last_digit' | 'contradicted' | 'base_unclear' | 'unverifiable'
export type ClaimSeverity = 'error' | 'warning' | 'info' | 'none'

/** How the computed value has to stand to the stated one. */
export type Relation = 'equals' | 'at_most' | 'at_least' | 'below' | 'above'

/**
 * How firmly the words tie the operands together, and so what a mismatch means: `named` — no other reading, an
 * error; `likely` — the usual reading, base unclear; `loose` — one of several, only worth saying when it holds.
 */
export type Tie = 'named' | 'likely' | 'loose'

/** A claim as the grammar found it, before it is judged. */
export interface Draft {
  readonly kind: ClaimKind
  /** Which rule found it, for the explanation: `share.named`, `sum.among` … */
  readonly rule: string
  readonly expression: Expression | undefined
  readonly relation: Relation
  readonly stated: Stated
  readonly operands: readonly Operand[]
  readonly tie: Tie
  readonly bound?: Bound | undefined
  /** The stretches of text that the claim is made of, besides its operands' clauses. */
  readonly spans?: readonly Span[]
  /** A verdict that the finder already knows: an operand is not in the text, a list is out of order. */
  readonly known?: { readonly verdict: Verdict; readonly severity: ClaimSeverity; readonly reason: Reason }
  /** Readings that would also do: another base, another meaning of the number. */
  readonly others?: readonly Other[]
  readonly note?: Reason
  /** What to say where a loose tie does not hold: the claim stays open; absent, it is not a claim at all. */
  readonly fallback?: Reason
  /** A loose tie is still worth a warning where one wrong digit would explain the mismatch. */
  readonly nearMiss?: boolean
  /** One wrong digit is worth a word even among small numbers: the words say that the parts are all there. */
  readonly complete?: boolean
}

export interface Stated {
  /** The number that is judged; absent where the words state no number (a total of 100 %, a direction). */
  readonly quantity?: Quantity
  readonly text: string
  readonly range: interval.Interval
  /** One unit of the last printed place. */
  readonly unit?: string
}

export interface Operand {
  readonly quantity: Quantity
  readonly role: OperandRole
}

export type OperandRole =
  | 'part'
  | 'whole'
  | 'now'
  | 'before'
  | 'change'
  | 'rate'
  | 'item'
  | 'stated'
  | 'sibling'
  | 'sibling_share'

export interface Other {
  readonly what: Reason
  readonly expression: Expression
  readonly operands: readonly Operand[]
  /** Whether the other reading leaves the sentence true as it stands, or only shows how the slip came about. */
  readonly excuses: boolean
}

export interface Reason {
  readonly code: ReasonCode
  readonly params?: Readonly<Record<string, string | number>>
}

export type ReasonCode = string

export interface Span {
  readonly flow: number
  readonly start: number
  readonly end: number
}

export interface Judged {
  readonly draft: Draft
  readonly verdict: Verdict
  readonly severity: ClaimSeverity
  readonly computed: interval.Interval | undefined
  readonly reason: Reason
  /** The other reading that fits, where one does. */
  readonly fits?: Other
}
