import { createHash } from 'node:crypto'
import { canonicalFacts, type PrintedFact } from './facts.ts'

/** SHA-256 over the facts of a report, in hex: equal in every rendering of it. Node only. */
export function factDigest(facts: readonly PrintedFact[]): string {
  return createHash('sha256').update(canonicalFacts(facts)).digest('hex')
}
