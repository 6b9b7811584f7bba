/** Evaluation as use cases: rounds, self-assessment, panels, scoring, results. */
export {
  type ComputedEvaluation,
  type ComputedLeafView,
  type ComputedSubject,
  evaluateComputed,
} from './computed.ts'
export {
  acceptResult,
  answerReply,
  closeScoring,
  confirmResult,
  notifyUnit,
  publishResult,
  reopenScoring,
  replyToResult,
  ruleOn,
  sendBackSelf,
} from './conduct.ts'
export { type IncomingFile, openEvidence } from './evidence.ts'
export { EVIDENCE_EXTENSIONS, EVIDENCE_LIMIT } from './evidence-types.ts'
export {
  type ExpertRequest,
  type ExpertTask,
  type ExpertView,
  expertsOf,
  putExpert,
  tasksOf,
} from './experts.ts'
export type { MarkRequest } from './marks.ts'
export { assignPanel, replaceExpert } from './panel.ts'
export type { PaperFormat } from './paper.ts'
export { printRound, printSheet } from './papers.ts'
export { readRoundDetail, readSheet } from './read.ts'
export {
  type AgreementRow,
  type DimensionPoints,
  type MovementView,
  movementSince,
  type PublishedResult,
  publishedResults,
  type RankingRow,
  type RoundResultView,
  roundResult,
} from './results.ts'
export { changeRoundOf, openRound, type RoundRequest, roundsOf, type SubjectRequest } from './rounds.ts'
export { listSchemes } from './schemes.ts'
export { saveScore, submitScore } from './score.ts'
export { addEvidence, saveSelfMarks, submitSelf } from './self.ts'
export type * from './views.ts'
