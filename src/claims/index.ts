/**
 * The checker reads a finished report, finds every arithmetic claim in it and recomputes each from the figures that
 * the same text prints. It knows numbers, clauses and claims; where a report comes from, and who may check it, is for
 * the doors. Everything but `extract`, `verifyFile` and `commentedDocx` is pure: see browser.ts for that part.
 */
export * from './browser.ts'
export { extract, type FileProgress, verifyFile } from './files.ts'
export { noteText } from './messages.ts'
export { commentedDocx } from './render/docx.ts'
