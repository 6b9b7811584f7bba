/** What the store keeps of evaluation, improvement and programmes. */
export { acceptedHashes, readCatalogVersion } from './evaluation-basis.ts'
export {
  assignmentsOf,
  changeEvaluation,
  changeRound,
  type EvaluationChange,
  evaluationsOfUnit,
  listEvaluations,
  listExperts,
  listRounds,
  moveTo,
  readAssignments,
  readEvaluation,
  readMarks,
  readMarksOfRound,
  readRound,
  reopenSheets,
  replaceAssignment,
  type StoredAssignment,
  type StoredEvaluation,
  type StoredExpert,
  type StoredMark,
  type StoredRound,
  saveExpert,
  saveMarks,
  submitSheet,
  writeAssignments,
  writeEvaluation,
  writeRound,
} from './evaluation-rounds.ts'
export {
  appendStep,
  type NewStep,
  nameAccount,
  placeOf,
  readSteps,
  type StoredStep,
} from './evaluation-steps.ts'
export {
  keepContent,
  listEvidence,
  readContent,
  readEvidence,
  removeEvidence,
  type StoredEvidence,
  writeEvidence,
} from './evidence.ts'
export type { ChainLevel, EvidenceOwner, Procedure } from './schema-quality.ts'
