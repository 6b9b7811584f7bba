/**
 * The desk: rounds that the bureau opens, returns that units fill in, register by register and cell by cell, their
 * findings and reasons, and their way from draft to locked.
 */
export { amend } from './amend.ts'
export { type Board, readBoard } from './board.ts'
export {
  type EntryDocument,
  explainFinding,
  readEntry,
  readFindings,
  type SavedCells,
  saveEntry,
} from './entry.ts'
export type { DeskFindings } from './findings.ts'
export {
  addRows,
  type ChangedRows,
  changeManyRows,
  changeRows,
  declareEmpty,
  deleteRows,
  mergeRows,
  replaceRegister,
  restoreRow,
} from './register-changes.ts'
export {
  type RowsPage,
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
  openCollectionRound,
  remindUnits,
} from './rounds.ts'
export { closeSheet, openSheet } from './sheet.ts'
export {
  accept,
  answerRemark,
  compareVersions,
  handOver,
  lock,
  readReturn,
  reopen,
  type SubmissionDocument,
  sendBack,
  submit,
  withdraw,
} from './submissions.ts'
