/** Diagnosis and improvement as use cases: chains of goals and standards, warnings, problems, the yearly report. */
export { boardOf } from './board.ts'
export { chapterNineLeft, fillChapterNine } from './chapter-nine.ts'
export { diagnosisReport } from './diagnosis.ts'
export { chainOf, putGoal, putStandard, retireFromChain } from './goals.ts'
export { printDiagnosis } from './paper.ts'
export {
  addProblemEvidence,
  analyseProblem,
  closeProblem,
  completeMeasure,
  openFromCriterion,
  openProblem,
  planMeasure,
  readProblemDetail,
  recheckMissed,
  reportProgress,
  waiveProblem,
} from './problems.ts'
export type * from './views.ts'
export { watchGoals } from './watch.ts'
