/** The part of the checker that needs no file system and no worker: pure, the same wherever it runs. */

export type { ExtractLimits } from './extract/limits.ts'
export { textDocument } from './extract/plain-text.ts'
export type { KnownFact } from './facts.ts'
export type { Verdict } from './judge/claim.ts'
export { markedHtml } from './render/html.ts'
export { placeText, summaryText } from './render/summary.ts'
export { KIND_WORDS, ROLE_WORDS, TOKEN_WORDS } from './render/words.ts'
export type { ClaimReport, FileVerdict, TokenClass } from './report/document.ts'
export type { ExtractedText } from './text.ts'
export { verifyText } from './verify.ts'
