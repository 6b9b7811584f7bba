/**
 * The store: the only folder that knows SQL. Opens and migrates the database, keeps units, returns, observations
 * and their sums, and hands values over in memory. What a value means is the catalog's business.
 */

export * from './accounts.ts'
export {
  appliedMigrations,
  eachRowText,
  inSnapshot,
  insertRowTexts,
  isUntouched,
  keptTables,
  refilling,
} from './backup.ts'
export { Batched } from './batched.ts'
export { isAlive, markText, ownMark, parseMark } from './cluster/process.ts'
export {
  changeScope,
  type DatabasePlace,
  isDuplicate,
  isInterrupted,
  isRefusedByDatabase,
  leaveScope,
  type OpenDatabase,
  openDatabase,
  type Scope,
  type Tx,
  withinScope,
} from './database.ts'
export { contentDigest } from './digest.ts'
export { distribute } from './distribute.ts'
export * from './drafts.ts'
export {
  deleteImport,
  insertImport,
  lockImport,
  pruneImports,
  readImport,
  registerRowCounts,
  type StoredImport,
  settleImport,
  undone,
} from './imports.ts'
export * from './jobs.ts'
export { migrate } from './migrate.ts'
export { replaceObservations } from './observations.ts'
export * from './org-changes.ts'
export * from './org-units.ts'
export * from './quality.ts'
export { rebuildRollup } from './rebuild-rollup.ts'
export * from './register-queries.ts'
export { readRows, readRowsOf, replaceRows, rowKey } from './register-rows.ts'
export * from './register-sheets.ts'
export {
  contentHash,
  markAccepted,
  readExplanations,
  replaceEntries,
  type StoredExplanation,
  writeExplanation,
} from './returns.ts'
export * from './rounds.ts'
export * from './save-cells.ts'
export { saveTogether } from './save-together.ts'
export type { NoticeKind, SubmissionState } from './schema-desk.ts'
export { Secrets } from './secrets.ts'
export { acceptedYears, contentRevision, hasAccepted, isMarked, keepCatalog, keepMark } from './standing.ts'
export * from './submissions.ts'
export * from './trail.ts'
export { keeperOf, loadValues } from './values.ts'
