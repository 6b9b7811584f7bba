/**
 * Rendering of reports, for Node: web page, Word and PDF, here or in worker threads, and the digest of a report's
 * facts.
 */
export type { ReportAsset, ReportAssets } from './assets.ts'
export { factDigest } from './document/digest.ts'
export {
  type RenderedReport,
  type RenderOptions,
  type ReportFormat,
  renderReport,
  reportFormats,
} from './render.ts'
export { RenderPool } from './render-pool.ts'
