import type {
  EvaluationRound,
  EvaluationRoundDetail,
  Expert,
  ExpertTask,
  ListedScheme,
  Movement,
  PublishedResult,
  RoundResult,
  ScoreSheet,
} from '../../http/contract/evaluation.ts'
import type {
  Chain,
  Diagnosis,
  ImprovementBoard,
  ImprovementProblemDetail,
} from '../../http/contract/improvement.ts'
import type {
  Application,
  ApplicationRow,
  FilingRow,
  IndustryOverlap,
  Offer,
  Programme,
  ProgrammeProposal,
  ProgrammeTimeline,
  PublicNotice,
  SupplyDemand,
} from '../../http/contract/programmes.ts'
import { apiUrl } from '../data/client.ts'
import { apiQuery } from '../data/queries.ts'

/** What is read of a unit and a year. */
const of = (org: string, year: number, ...rest: readonly string[]) =>
  apiUrl(['orgs', org, 'years', year, ...rest])

/** A document of a unit and a year that changes by what people do: it is read anew whenever it is gone to. */
const live = <T>(url: string) => ({ ...apiQuery<T>(url), staleTime: 0 })

export const roundsQuery = (org: string, year: number) =>
  live<readonly EvaluationRound[]>(`${of(org, year, 'evaluation-rounds')}?all=true`)
export const schemesQuery = (year: number) =>
  apiQuery<readonly ListedScheme[]>(apiUrl(['years', year, 'schemes']))
export const roundQuery = (id: string) => live<EvaluationRoundDetail>(apiUrl(['evaluation-rounds', id]))
export const roundResultQuery = (id: string) => live<RoundResult>(apiUrl(['evaluation-rounds', id, 'result']))
export const expertsQuery = (org: string, year: number) => live<readonly Expert[]>(of(org, year, 'experts'))
export const tasksQuery = live<readonly ExpertTask[]>(apiUrl(['evaluation-tasks']))
export const resultsQuery = (org: string, year: number) =>
  live<readonly PublishedResult[]>(of(org, year, 'evaluation-results'))
export const sheetQuery = (id: string) => live<ScoreSheet>(apiUrl(['evaluations', id]))
export const movementQuery = (id: string) => live<Movement>(apiUrl(['evaluations', id, 'movement']))

export const boardQuery = (org: string, year: number) => live<ImprovementBoard>(of(org, year, 'improvement'))
export const chainQuery = (org: string, year: number) => live<Chain>(of(org, year, 'chain'))
export const problemQuery = (id: string) => live<ImprovementProblemDetail>(apiUrl(['problems', id]))
export const diagnosisQuery = (id: string) => live<Diagnosis>(apiUrl(['evaluations', id, 'diagnosis']))

export const programmesQuery = (org: string, year: number) =>
  live<readonly Programme[]>(of(org, year, 'programmes'))
export const timelineQuery = (org: string, year: number, code: string) =>
  live<ProgrammeTimeline>(of(org, year, 'programmes', code))
export const filingsQuery = (org: string, year: number) =>
  live<readonly FilingRow[]>(of(org, year, 'filings'))
export const applicationsQuery = (org: string, year: number) =>
  live<readonly ApplicationRow[]>(`${of(org, year, 'applications')}?all=true`)
export const windowQuery = (org: string, year: number) =>
  live<ApplicationWindowState>(of(org, year, 'application-window'))
export const applicationQuery = (id: string) => live<Application>(apiUrl(['applications', id]))
export const noticesQuery = (org: string, year: number) =>
  live<readonly PublicNotice[]>(of(org, year, 'notices'))
export const supplyDemandQuery = (org: string, year: number) =>
  live<SupplyDemand>(of(org, year, 'supply-demand'))
export const proposalsQuery = (org: string, year: number) =>
  live<readonly ProgrammeProposal[]>(of(org, year, 'proposals'))
export const overlapQuery = (org: string, year: number) =>
  live<IndustryOverlap>(of(org, year, 'industry-overlap'))
export const offerQuery = (org: string, year: number) => live<Offer>(of(org, year, 'offer'))

/** When applications for new programmes are taken. */
interface ApplicationWindowState {
  readonly window: {
    readonly opensAt: string
    readonly closesAt: string
    readonly noticeDays: number
    readonly panelSize: number
    readonly numberPrefix: string
  } | null
  readonly isOpen: boolean
}
