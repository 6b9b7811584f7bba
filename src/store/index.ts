/**
 * The store: the only folder that knows SQL. Opens and migrates the database, keeps units, returns, observations
 * and their sums, and hands values over in memory. What a value means is the catalog's business.
 */
export { Cluster } from './cluster/cluster.ts'
export { isAlive, markText, ownMark, parseMark } from './cluster/process.ts'
export {
  changeScope,
  type Database,
  type DatabasePlace,
  isRefusedByDatabase,
  leaveScope,
  type OpenDatabase,
  openDatabase,
  type Scope,
  type ScopeRole,
  type Tx,
  withinScope,
} from './database.ts'
export { contentDigest } from './digest.ts'
export { type Distribution, distribute } from './distribute.ts'
export { migrate, migrations } from './migrate.ts'
export { countsInTotals, keepsOwnRollup, replaceObservations } from './observations.ts'
export { orgRevision, readOrgUnits, writeClosure, writeOrgUnits } from './org-units.ts'
export { rebuildRollup } from './rebuild-rollup.ts'
export { readRows, replaceRows, rowKey, type StoredRow } from './register-rows.ts'
export {
  contentHash,
  markAccepted,
  readEntries,
  readExplanations,
  replaceEntries,
  type StoredEntry,
  type StoredExplanation,
  writeExplanation,
} from './returns.ts'
export type { NewRowOf, RowOf, Tables } from './schema.ts'
export { Secrets } from './secrets.ts'
export { acceptedYears, keepCatalog } from './standing.ts'
export { keeperOf, loadValues, type ValueQuery } from './values.ts'
export {
  type AuditEntry,
  escapeLike,
  pruneTrail,
  readTrail,
  type StoredAuditEntry,
  type TrailQuery,
  writeAuditEntry,
} from './trail.ts'
export * from './accounts.ts'
export * from './quality.ts'
