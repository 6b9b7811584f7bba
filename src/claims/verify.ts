import { findClaims } from './find/index.ts'
import { type JudgedClaim, judgeAll } from './judge/index.ts'
import { type Reading, readText } from './read/reading.ts'
import type { ExtractedText } from './text.ts'

export function judgeText(extracted: ExtractedText): { reading: Reading; claims: JudgedClaim[] } {
  const reading = readText(extracted)
  return { reading, claims: judgeAll(findClaims(reading)) }
}
