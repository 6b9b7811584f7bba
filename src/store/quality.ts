/** What the store keeps of evaluation, improvement and programmes. */
export { acceptedHashes, readCatalogVersion } from './evaluation-basis.ts'
export {
  assignmentsOf,
  changeEvaluation,
  changeEvaluationRound,
  type EvaluationChange,
  evaluationsOfUnit,
  listEvaluationRounds,
  listEvaluations,
  listExperts,
  moveTo,
  readAssignments,
  readEvaluation,
  readEvaluationRound,
  readMarks,
  readMarksOfRound,
  reopenSheets,
  replaceAssignment,
  type StoredAssignment,
  type StoredEvaluation,
  type StoredEvaluationRound,
  type StoredExpert,
  type StoredMark,
  saveExpert,
  saveMarks,
  submitSheet,
  writeAssignments,
  writeEvaluation,
  writeEvaluationRound,
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
