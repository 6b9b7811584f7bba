import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { apiUrl, type Method, sendJson } from '../../data/client.ts'

export interface Sending {
  /** Sends a change; undefined where it was refused. What is on the page is then read anew. */
  readonly send: <T>(
    method: Method,
    parts: readonly (string | number)[],
    body?: object,
  ) => Promise<T | undefined>
  readonly error: unknown
  readonly forget: () => void
  readonly isBusy: boolean
}

/** Sends changes to the server, one at a time, and keeps why the last one was refused. */
export function useSend(): Sending {
  const queries = useQueryClient()
  const [error, setError] = useState<unknown>()
  const [isBusy, setIsBusy] = useState(false)
  return {
    send: async <T>(method: Method, parts: readonly (string | number)[], body?: object) => {
      setIsBusy(true)
      setError(undefined)
      try {
        const answer = await sendJson<T>(method, apiUrl(parts), body)
        await queries.invalidateQueries({ predicate: ({ queryKey }) => isQuality(queryKey[0]) })
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

/** Documents of values do not change by what is done here, and are large. */
function isQuality(address: unknown): boolean {
  return (
    typeof address === 'string' && !/\/(values|stories|comparison|series|quantities|session)/.test(address)
  )
}
