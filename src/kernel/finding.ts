import type { Bilingual } from './language.ts'
import type { ReportingYear } from './year.ts'

/** error blocks a submission; explain needs a written reason; note only tells. */
export type Severity = 'error' | 'explain' | 'note'

/**
 * Where a check looks (GB/T-like ladder of the trade): 0 format, 1 cell, 2 record or form, 3 across time,
 * 4 across sources and peers, 5 against an external standard.
 */
export type CheckLevel = 0 | 1 | 2 | 3 | 4 | 5

/** What a check found, complete enough to act on. */
export interface Finding {
  readonly code: string
  readonly severity: Severity
  readonly level: CheckLevel
  readonly at: FindingPlace
  readonly message: Bilingual
  /** Values the message and the explanation rest on; an explanation stays valid while these are unchanged. */
  readonly inputs: Readonly<Record<string, string>>
}

export interface FindingPlace {
  readonly orgUnit: string
  readonly year: ReportingYear
  readonly elements?: readonly string[]
  readonly register?: string
  readonly row?: string
  readonly fields?: readonly string[]
}

/** Which values a finding depends on, as one line: an explanation is kept under it. */
export function inputKey(finding: Pick<Finding, 'code' | 'inputs'>): string {
  const inputs = Object.entries(finding.inputs).sort(([a], [b]) => (a < b ? -1 : 1))
  return `${finding.code}|${inputs.map(([name, value]) => `${name}=${value}`).join('|')}`
}
