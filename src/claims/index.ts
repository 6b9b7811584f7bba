/**
 * The checker reads a finished report, finds every arithmetic claim in it and recomputes each from the figures that
 * the same text prints. It knows numbers, clauses and claims; where a report comes from, and who may check it, is for
 * the doors. This door is for files: a thread of its own reads them, and it alone loads the finders. What is pure from
 * end to end is in browser.ts.
 */
export type { ExtractLimits } from './extract/limits.ts'
export type { KnownFact } from './facts.ts'
export { extract, type FileProgress, verifyFile } from './files.ts'
export { noteText } from './messages.ts'
export { commentedDocx } from './render/docx.ts'
export { markedHtml } from './render/html.ts'
export { placeText, summaryText } from './render/summary.ts'
export { KIND_WORDS, ROLE_WORDS, TOKEN_WORDS } from './render/words.ts'
export type { ClaimReport, FileVerdict, TokenClass } from './report/document.ts'
export type { ExtractedText } from './text.ts'
