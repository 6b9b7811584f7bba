/**
 * Evaluation: scores subjects against schemes of the catalog, says how far results can be trusted, and holds the
 * procedures of rounds, improvement and programmes as tables. It computes; who may do what, and where it is kept, is
 * for others. Pure: the browser previews with it what the server decides with it.
 */
export {
  type Consequence,
  consequenceOf,
  isWarning,
  meetsTarget,
  type Standing,
  type StandingState,
  standingOf,
  type Target,
  type WatchedValue,
} from './improvement/goal.ts'
export {
  type ElementOpinion,
  type ElementReview,
  type Review,
  reviewersMark,
  reviewOf,
} from './improvement/review.ts'
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
export {
  bestEstimate,
  type Estimate,
  type Forecast,
  forecastOf,
  LEAST_YEARS,
  type YearCount,
} from './programme/forecast.ts'
export { categoryOf, type OfferCell, type OfferMap, offerMap } from './programme/offer.ts'
export {
  type Figures,
  type FilingVerdict,
  judgeFiling,
  type Proposal,
  propose,
  type RuleOutcome,
  type ShownFigure,
  shownFigures,
} from './programme/rules.ts'
export {
  type BranchResult,
  evaluateSubject,
  type GivenMark,
  type LeafResult,
  type LeafState,
  openLeaves,
  ratingOf,
  type Sheet,
  type SubjectInput,
  type View,
} from './scheme/evaluate.ts'
export { type Bound, type ScoringContext, scoreValue } from './scheme/score-value.ts'
export { factorOf, type Share } from './scheme/share.ts'
export { type LeafValue, leafValues, type Subject, standardBounds } from './scheme/values.ts'
export { type Agreement, krippendorffAlpha, type Metric } from './trust/agreement.ts'
export { type LeafMovement, type Movement, movementOf } from './trust/movement.ts'
export { seededRandom, shuffled } from './trust/random.ts'
export { ranksOf } from './trust/ranks.ts'
export {
  agreementOf,
  type LeafAgreement,
  type RoundResult,
  type RoundSubject,
  resultOf,
  type TrustOptions,
} from './trust/round.ts'
export {
  type PlaceTrust,
  type Stability,
  stabilityOf,
  type TrustedLeaf,
  type TrustInput,
} from './trust/stability.ts'
export {
  type ApplicationAction,
  type ApplicationCondition,
  type ApplicationParty,
  type ApplicationState,
  applicationWorkflow,
} from './workflow/application.ts'
export {
  type Candidate,
  type Draw,
  type DrawResult,
  drawExperts,
  type Exclusion,
  exclusionOf,
} from './workflow/draw.ts'
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
  type Step,
  type StepRefusal,
  type TrailEntry,
  type Transition,
  takeStep,
  type Workflow,
} from './workflow/workflow.ts'
