import { queryOptions, useQuery, useQueryClient } from '@tanstack/react-query'
import type { Account, Session } from '../../http/contract/accounts.ts'
import type { Role } from '../../kernel/index.ts'
import { apiUrl, getJson, sendJson } from './client.ts'

const url = apiUrl(['session'])

/** Who is signed in, and what has to be done first. */
export const sessionQuery = queryOptions({
  queryKey: [url],
  queryFn: ({ signal }) => getJson<Session>(url, signal),
  staleTime: 5 * 60_000,
})

/** The account that is signed in; undefined for the public, and while nobody knows yet. */
export function useAccount(): Account | undefined {
  return useQuery(sessionQuery).data?.account
}

/** Whether an account has one of some roles, at whatever unit. For what a screen offers; the server decides. */
export function hasRole(account: Account | undefined, roles: readonly Role[]): boolean {
  return account?.grants.some((grant) => roles.includes(grant.role)) ?? false
}

/** Signs out and forgets everything that was read on the account's behalf. */
export function useSignOut(): () => Promise<void> {
  const queries = useQueryClient()
  return async () => {
    await sendJson('DELETE', url)
    queries.clear()
    location.assign('/')
  }
}
