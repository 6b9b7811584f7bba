import type { Account, Area } from '../../http/contract/accounts.ts'
import { apiUrl } from '../data/client.ts'
import { PRESENT } from '../data/own-units.ts'
import { apiQuery } from '../data/queries.ts'

/** The accounts of a unit and below it. */
export const accountsQuery = (org: string) => ({
  ...apiQuery<readonly Account[]>(apiUrl(['accounts'], { org })),
  staleTime: 0,
})

/** Forms and registers to which an account can be limited. */
export const areasQuery = apiQuery<readonly Area[]>(apiUrl(['years', PRESENT, 'areas']))
