import type { PastOrgChange, UnitHistory } from '../../http/contract/org-changes.ts'
import { apiUrl } from '../data/client.ts'
import { apiQuery } from '../data/queries.ts'

/** Names, places and states of a unit over the years. */
export const historyQuery = (org: string, year: number) => ({
  ...apiQuery<UnitHistory>(apiUrl(['orgs', org, 'years', year, 'history'])),
  staleTime: 0,
})

/** The changes that a unit has been through, the latest first. */
export const changesQuery = (org: string, year: number) => ({
  ...apiQuery<readonly PastOrgChange[]>(apiUrl(['orgs', org, 'years', year, 'org-changes'])),
  staleTime: 0,
})

export const unitLink = (org: string, year: number) =>
  `/units?${new URLSearchParams({ org, year: String(year) })}`
