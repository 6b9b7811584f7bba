import { useQueries } from '@tanstack/react-query'
import { windowQuery } from '../queries.ts'

/** How many years ahead of the data applications may be taken for. */
const AHEAD = 2

/** The times for applications around a year: of the year itself and of those for which schools apply ahead. */
export function useWindows(org: string, year: number) {
  const years = Array.from({ length: AHEAD + 1 }, (_, index) => year + index)
  const answers = useQueries({ queries: years.map((one) => windowQuery(org, one)) })
  return years.flatMap((one, index) => {
    const { window, isOpen } = answers[index]?.data ?? {}
    return window ? [{ year: one, window, isOpen: isOpen ?? false }] : []
  })
}
