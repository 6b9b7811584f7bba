/** Evaluation as use cases: rounds, self-assessment, panels, scoring, results. */
export { type ComputedEvaluation, evaluateComputed } from './computed.ts'
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
export { EVIDENCE_LIMIT } from './evidence-types.ts'
export { expertsOf, putExpert, tasksOf } from './experts.ts'
export { assignPanel, replaceExpert } from './panel.ts'
export { printRound, printSheet } from './papers.ts'
export { readRoundDetail, readSheet } from './read.ts'
export { movementSince, publishedResults, roundResult } from './results.ts'
export { changeRoundOf, openRound, roundsOf } from './rounds.ts'
export { listSchemes } from './schemes.ts'
export { saveScore, submitScore } from './score.ts'
export { addEvidence, saveSelfMarks, submitSelf } from './self.ts'
export type * from './views.ts'
