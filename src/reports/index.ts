/**
 * The annual quality report: reads templates, fills them with the values of a unit and year, and keeps every number
 * tied to its fact. Pure, in the browser as on the server; what needs Node (Word, PDF, digests, workers) is in node.ts.
 */
export type { AnnexEntry, Block, ReportDocument } from './document/document.ts'
export { type PrintedFact, printedFacts } from './document/facts.ts'
export { eachBlock, eachInline, inlinesOf, plainText } from './document/inlines.ts'
export { validateReport } from './document/validate.ts'
export { buildReport } from './fill/build.ts'
export { type ReportSources, restsOnSynthetic, type WrittenReason } from './fill/run.ts'
export { publishedValues } from './published.ts'
export { loadTemplates } from './template/load.ts'
export type { Template } from './template/template.ts'
