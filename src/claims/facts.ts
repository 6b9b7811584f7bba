/** A value that is known from elsewhere, with the names under which a text may print it. */
export interface KnownFact {
  readonly names: readonly string[]
  /** Decimal text. */
  readonly value: string
  /** As a text prints it: 人, %, 万元 … */
  readonly unit: string
  readonly year?: number
}
