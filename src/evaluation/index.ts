/**
 * Evaluation: scores subjects against schemes of the catalog, says how far results can be trusted, and holds the
 * procedures of rounds, improvement and programmes as tables. It computes; who may do what, and where it is kept, is
 * for others. Pure: the browser previews with it what the server decides with it.
 */
export {
  type Consequence,
  consequenceOf,
  isWarning,
  type Standing,
  type StandingState,
  standingOf,
  type Target,
} from './improvement/goal.ts'
export { type Review, reviewersMark, reviewOf } from './improvement/review.ts'
export {
  type DemandCount,
  type DemandSource,
  demandByProgramme,
  mainSeries,
  type ProgrammeDemand,
  SOURCES,
  successorsOf,
  yearCounts,
} from './programme/demand.ts'
export {
  type CityFigures,
  figuresOf,
  isInCatalogue,
  PROGRAMME_ELEMENTS,
  programmeValue,
} from './programme/figures.ts'
export { bestEstimate, type Forecast, forecastOf } from './programme/forecast.ts'
export { categoryOf, offerMap } from './programme/offer.ts'
export {
  type Figures,
  judgeFiling,
  type Proposal,
  propose,
  type RuleOutcome,
  type ShownFigure,
  shownFigures,
} from './programme/rules.ts'
export {
  evaluateSubject,
  type GivenMark,
  openLeaves,
  ratingOf,
  type Sheet,
  type SubjectInput,
  type View,
} from './scheme/evaluate.ts'
export type { Bound } from './scheme/score-value.ts'
export { type LeafValue, leafValues, standardBounds } from './scheme/values.ts'
export type { Agreement } from './trust/agreement.ts'
export { type Movement, movementOf } from './trust/movement.ts'
export { seededRandom } from './trust/random.ts'
export { type RoundSubject, resultOf } from './trust/round.ts'
export type { PlaceTrust } from './trust/stability.ts'
export {
  type ApplicationAction,
  type ApplicationCondition,
  type ApplicationParty,
  type ApplicationState,
  applicationWorkflow,
} from './workflow/application.ts'
export { type Candidate, type Draw, drawExperts, exclusionOf } from './workflow/draw.ts'
export {
  type EvaluationAction,
  type EvaluationCondition,
  type EvaluationParty,
  type EvaluationState,
  evaluationWorkflow,
} from './workflow/evaluation.ts'
export {
  type ProblemAction,
  type ProblemCondition,
  type ProblemParty,
  type ProblemState,
  problemWorkflow,
} from './workflow/improvement.ts'
export {
  nextActions,
  replay,
  type StepRefusal,
  type TrailEntry,
  takeStep,
  type Workflow,
} from './workflow/workflow.ts'
