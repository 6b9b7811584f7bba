/**
 * The use cases: who may do what, in which transaction, with which entry in the trail. Everything a door offers is
 * here; what it computes is in the pure folders below.
 */

export type { ReportFormat } from '../reports/node.ts'
export { reportFormats } from '../reports/node.ts'
export type { StoredAccount } from '../store/index.ts'
export { isInterrupted } from '../store/index.ts'
export * from './accounts/index.ts'
export { type Actor, programActor } from './actor.ts'
export { type BackupSummary, backup, restore } from './backup.ts'
export { type CheckedUnit, checkUnits } from './check.ts'
export { type AppContext, closeApp, openApp } from './context.ts'
export { loadQuality } from './demonstration/index.ts'
export { demonstrationAccounts, type ShownDemonstrationAccount } from './demonstration-accounts.ts'
export * from './desk/index.ts'
export * from './evaluation/index.ts'
export { takeOffFile } from './evaluation-files.ts'
export { type Explained, explain, orgRef } from './explain.ts'
export { comparisonOf, listQuantities, seriesOf, valuesOf } from './explore.ts'
export { breakdownOf } from './explore-breakdown.ts'
export { storyOf } from './explore-story.ts'
export { downloadView } from './explore-table.ts'
export { factsOf } from './facts.ts'
export { unitWithData } from './find.ts'
export {
  annotated,
  confirmImport,
  discardImport,
  IMPORT_DEFAULTS,
  type ImportOutcome,
  importFile,
  importLimits,
  previewImport,
  readImportOutcome,
  returnedImport,
  returnedName,
} from './import.ts'
export * from './improvement/index.ts'
export { type JobProgress, jobProgress, startJob, startWorker, stopJob } from './jobs.ts'
export { isLoaded, loadDemonstration } from './load-demonstration.ts'
export { loadRound } from './load-round.ts'
export { type ListedUnit, listUnits, showUnit, unitHistory } from './org.ts'
export * from './org-changes.ts'
export { type Action, permissions } from './permissions.ts'
export * from './programmes/index.ts'
export { type Reconciled, reconcile } from './reconcile.ts'
export { exportRegister } from './register-export.ts'
export { makeReport, ReportShelf, writeReport } from './report.ts'
export { DEFAULT_SETTINGS, type Settings } from './settings.ts'
export type { Sheet, SheetCell } from './sheet.ts'
export { workbookFor } from './template.ts'
export * from './trail.ts'
export type { ShownValue } from './values.ts'
export { verifiedText } from './verified-text.ts'
export {
  commentedFile,
  type GivenFile,
  markedPage,
  type Verified,
  verifyDocument,
} from './verify.ts'
export { VerifyQueue } from './verify-queue.ts'
