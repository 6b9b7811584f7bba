/** The part of the checker that needs no file system and no worker: it runs in the browser as it does on the server. */

export { extractHere, formatOf } from './extract/index.ts'
export { DEFAULT_LIMITS, type ExtractLimits } from './extract/limits.ts'
export { textDocument } from './extract/plain-text.ts'
export type { KnownFact } from './facts.ts'
export type { ClaimKind, ClaimSeverity, OperandRole, Verdict } from './judge/claim.ts'
export type { RepairKind } from './judge/repair.ts'
export { markedHtml } from './render/html.ts'
export { placeText, summaryText } from './render/summary.ts'
export { KIND_WORDS, ROLE_WORDS, TOKEN_WORDS } from './render/words.ts'
export type {
  ClaimReport,
  FileVerdict,
  OperandReport,
  Place,
  RepairReport,
  SentenceCount,
  TokenClass,
  TokenCount,
  VerdictSummary,
  VerifyReport,
} from './report/document.ts'
export type { Block, Chart, DocumentFormat, ExtractedText, Table } from './text.ts'
export { type VerifyData, type VerifyOptions, verifyText } from './verify.ts'
