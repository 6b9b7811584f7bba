/**
 * Rendering of reports, for Node: web page, Word and PDF, here or in worker threads, and the digest of a report's
 * facts.
 */
export { factDigest } from './document/digest.ts'
export { type RenderedReport, type ReportFormat, renderReport, reportFormats } from './render.ts'
export { RenderPool } from './render-pool.ts'
