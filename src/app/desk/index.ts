/**
 * The desk: rounds that the bureau opens, returns that units fill in, register by register and cell by cell, their
 * findings and reasons, and their way from draft to locked.
 */
export { type Amendment, amend } from './amend.ts'
export { type Board, type BoardLine, type BoardState, readBoard } from './board.ts'
export {
  type EntryDocument,
  explainFinding,
  readEntry,
  readFindings,
  type SavedCells,
  saveEntry,
  type TypedCell,
} from './entry.ts'
export type { DeskFinding, DeskFindings, FindingSummary } from './findings.ts'
export { type AskedForms, askedForms } from './forms.ts'
export { type DeskReturn, returnAt } from './place.ts'
export {
  addRows,
  type ChangedRows,
  changeManyRows,
  changeRows,
  declareEmpty,
  deleteRows,
  type ManyChanged,
  mergeRows,
  type Replacement,
  type RowChange,
  type RowChoice,
  replaceRegister,
  restoreRow,
} from './register-changes.ts'
export {
  type RowsPage,
  type RowsRequest,
  readDeletedRows,
  readRegister,
  readRowHistory,
  revealRow,
  type ShownRow,
} from './registers.ts'
export {
  closeCollectionRound,
  extendCollectionRound,
  listCollectionRounds,
  type NewRound,
  openCollectionRound,
  remindUnits,
} from './rounds.ts'
export { maskedCell, maskedRow, type TypedRow } from './row-values.ts'
export { closeSheet, type OpenSheet, openSheet } from './sheet.ts'
export {
  accept,
  answerRemark,
  compareVersions,
  handOver,
  lock,
  type NewRemark,
  readReturn,
  reopen,
  type SubmissionDocument,
  sendBack,
  submit,
  withdraw,
} from './submissions.ts'
export type { VersionDifference } from './versions.ts'
export { type TransitionName, transitions } from './workflow.ts'
