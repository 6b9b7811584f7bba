import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { RowConflict } from '../../http/contract/registers.ts'
import { apiUrl, type Method, sendJson } from '../data/client.ts'
import { ApiProblem } from '../data/problem.ts'
import { entryQuery, findingsQuery, type RegisterPlace, rowsKey, under } from './queries.ts'

/** Which rows a change of many is meant for: those marked, or all that are found. */
export type Choice = { readonly rows: readonly number[] } | { readonly matching: object }

export interface Changing {
  /** Sends a change of the register; undefined where it was refused. What is on the page is then read anew. */
  readonly send: <T>(
    method: Method,
    rest: readonly (string | number)[],
    body?: object,
  ) => Promise<T | undefined>
  readonly error: unknown
  readonly forget: () => void
  readonly isBusy: boolean
}

/** Sends changes of a register and keeps why the last one was refused. */
export function useChanging(place: RegisterPlace): Changing {
  const queries = useQueryClient()
  const [error, setError] = useState<unknown>()
  const [isBusy, setIsBusy] = useState(false)
  return {
    send: async <T>(method: Method, rest: readonly (string | number)[], body?: object) => {
      setIsBusy(true)
      setError(undefined)
      try {
        const answer = await sendJson<T>(method, apiUrl(under(place, ...rest)), body)
        await queries.invalidateQueries({ queryKey: [rowsKey(place)] })
        void queries.invalidateQueries({ queryKey: entryQuery(place.org, place.year).queryKey })
        void queries.invalidateQueries({ queryKey: findingsQuery(place.org, place.year).queryKey })
        void queries.invalidateQueries({ queryKey: [apiUrl(under(place, 'deleted'))] })
        return answer
      } catch (cause) {
        setError(cause)
        return undefined
      } finally {
        setIsBusy(false)
      }
    },
    error,
    forget: () => setError(undefined),
    isBusy,
  }
}

/** The rows that someone else changed first, where that is why a change was refused. */
export function conflictOf(error: unknown): RowConflict | undefined {
  if (!(error instanceof ApiProblem) || !('conflicts' in error.trouble)) return undefined
  return error.trouble as RowConflict
}
