import type { Board, RoundList } from '../../http/contract/rounds.ts'
import type { Submission, VersionDifference } from '../../http/contract/submissions.ts'
import { apiUrl } from '../data/client.ts'
import { apiQuery } from '../data/queries.ts'

/** What changes by what others do: read anew whenever it is gone to. */
const live = <T>(url: string) => ({ ...apiQuery<T>(url), staleTime: 0 })

export const roundsQuery = (org: string) => live<RoundList>(apiUrl(['orgs', org, 'rounds']))

export const boardQuery = (org: string, year: number) =>
  live<Board>(apiUrl(['orgs', org, 'years', year, 'round']))

export const submissionQuery = (unit: string, year: number) =>
  live<Submission>(apiUrl(['orgs', unit, 'years', year, 'submission']))

/** Two versions compared; `draft` is what stands in the forms now. */
export const differenceQuery = (unit: string, year: number, before: number, after: number | 'draft') =>
  live<VersionDifference>(
    apiUrl(['orgs', unit, 'years', year, 'submission', 'differences'], { before, after }),
  )
