import type { Fact, ReportDocument } from './document.ts'

/** A fact as it is found again in a rendering: its key, its exact value, number and unit as printed. */
export interface PrintedFact {
  readonly key: string
  readonly exact: string
  readonly printed: string
}

export function printedFacts(document: Pick<ReportDocument, 'facts'>): PrintedFact[] {
  return document.facts.map(printedFact)
}

function printedFact(fact: Fact): PrintedFact {
  return { key: fact.key, exact: fact.exact, printed: `${fact.printed}${fact.unitText}` }
}

/** The one text from which the digest of a report's facts is taken: sorted by key, each fact once. */
export function canonicalFacts(facts: readonly PrintedFact[]): string {
  const lines = facts.map(({ key, exact, printed }) => JSON.stringify([key, exact, printed]))
  return [...new Set(lines)].sort().join('\n')
}
