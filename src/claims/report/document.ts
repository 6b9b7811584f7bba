import type { Bilingual } from '../../kernel/index.ts'
import type { ClaimKind, ClaimSeverity, OperandRole, Verdict } from '../judge/claim.ts'
import type { RepairKind } from '../judge/repair.ts'
import type { DocumentFormat } from '../text.ts'

/** What `vetted verify --json` prints of each file. Offsets count characters of the extracted text. */
export interface FileVerdict {
  readonly file: string
  readonly format: DocumentFormat
  readonly pages?: number
  readonly characters: number
  readonly notes: readonly (Bilingual & { readonly code: string })[]
  readonly tokens: TokenCount
  readonly sentences: SentenceCount
  readonly claims: readonly ClaimReport[]
  readonly summary: VerdictSummary
}

/** How many numbers the text holds and what each was understood as. */
export interface TokenCount {
  readonly total: number
  readonly classified: number
  readonly by_kind: Readonly<Record<TokenClass, number>>
  readonly list: readonly TokenNote[]
}

export type TokenClass =
  | 'claim_operand'
  | 'open_operand'
  | 'standalone'
  | 'norm'
  | 'date'
  | 'identifier'
  | 'label'
  | 'ordinal'
  | 'section'
  | 'reference'
  | 'page'

export interface TokenNote {
  readonly start: number
  readonly end: number
  readonly kind: TokenClass
}

/** Sentences with numbers, and those among them that the grammar could not read: counted, not guessed. */
export interface SentenceCount {
  readonly total: number
  readonly with_numbers: number
  readonly read: number
  readonly unread: readonly {
    readonly start: number
    readonly end: number
    readonly text: string
    readonly reason: Bilingual
  }[]
}

export interface ClaimReport {
  readonly id: string
  readonly kind: ClaimKind
  readonly rule: string
  readonly quote: string
  readonly start: number
  readonly end: number
  /** The stretches that the quote joins. */
  readonly spans: readonly (readonly [number, number])[]
  readonly place: Place
  readonly operands: readonly OperandReport[]
  /** As printed, with its unit; null where the words state no number (a total of 100 %, a direction). */
  readonly stated: string | null
  readonly stated_at: readonly [number, number] | null
  /** What the printed figures allow, in the unit of the stated number. */
  readonly computed: { readonly low: string; readonly high: string } | null
  /** The computation in signs: `8482 ÷ 9129 × 100`. */
  readonly arithmetic: string | null
  readonly verdict: Verdict
  readonly severity: ClaimSeverity
  readonly message: Bilingual
  readonly repairs: readonly RepairReport[]
}

export interface Place {
  readonly page?: number
  /** Block of the text, counted from 1. */
  readonly paragraph: number
  readonly heading?: string
  readonly table?: number
  readonly row?: number
  readonly column?: number
}

export interface OperandReport {
  readonly text: string
  readonly value: string
  readonly unit: string
  readonly role: OperandRole
  /** Set where the number stands in last year's report; its offsets are of that text. */
  readonly from?: 'previous'
  readonly start: number
  readonly end: number
}

export interface RepairReport {
  readonly kind: RepairKind
  readonly changes: readonly {
    readonly start: number
    readonly end: number
    readonly from: string
    readonly to: string
  }[]
  /** Other claims that would hold then, and claims that would no longer. */
  readonly mends: number
  readonly breaks: number
  readonly message: Bilingual
}

export interface VerdictSummary {
  readonly claims: number
  /** Claims that were recomputed: all but the unverifiable ones. */
  readonly checked: number
  readonly by_verdict: Readonly<Record<Verdict, number>>
  readonly by_severity: Readonly<Record<ClaimSeverity, number>>
  readonly by_kind: Readonly<Partial<Record<ClaimKind, number>>>
}
