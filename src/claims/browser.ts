/** The part of the checker that needs no file system and no worker: pure, the same wherever it runs. */

export { textDocument } from './extract/plain-text.ts'
export type { Verdict } from './judge/claim.ts'
export type { ClaimReport, FileVerdict } from './report/document.ts'
export type { ExtractedText } from './text.ts'
export { verifyText } from './verify.ts'
