import { findClaims } from './find/index.ts'
import type { Judged } from './judge/claim.ts'
import { judge } from './judge/verdict.ts'
import { type Reading, readText } from './read/reading.ts'
import type { ExtractedText } from './text.ts'

export function judgeText(extracted: ExtractedText): { reading: Reading; claims: Judged[] } {
  const reading = readText(extracted)
  const claims = findClaims(reading)
    .map(judge)
    .filter((claim) => claim !== undefined)
  return { reading, claims }
}
