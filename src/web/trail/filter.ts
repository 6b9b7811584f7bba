import { endOfDay, startOfDay } from '../quality/parts/dates.ts'

/** What is looked for in the trail, as the address of the page has it; days are `2017-10-09`. */
export const FILTERS = ['actor', 'action', 'result', 'text', 'from', 'to'] as const

export type TrailFilter = Readonly<Partial<Record<(typeof FILTERS)[number], string>>>

export function filterIn(params: URLSearchParams): TrailFilter {
  const given = FILTERS.flatMap((name) => {
    const value = params.get(name)?.trim()
    return value ? [[name, value] as const] : []
  })
  return Object.fromEntries(given)
}

/** The same as the API asks for it: from the beginning of the first day to the end of the last. */
export function queryOf({ from, to, ...rest }: TrailFilter): Readonly<Record<string, string>> {
  return {
    ...rest,
    ...(from === undefined ? {} : { from: startOfDay(from) }),
    ...(to === undefined ? {} : { to: endOfDay(to) }),
  }
}

/** What the entries are about, in the order of the work; the part of an action before its dot. */
export const SUBJECTS = [
  'session',
  'account',
  'org',
  'round',
  'entry',
  'register',
  'submission',
  'evaluation',
  'expert',
  'improvement',
  'programme',
  'application',
  'demand',
  'job',
  'trail',
] as const
