import { queryOptions } from '@tanstack/react-query'
import { assembleCatalog, type RawCatalog } from '../../catalog/index.ts'
import type { DeskFindings, EntryDocument } from '../../http/contract/entry.ts'
import type { RowPast, RowsPage } from '../../http/contract/registers.ts'
import type { Language } from '../../kernel/index.ts'
import { apiUrl, getJson, sendJson } from '../data/client.ts'
import { apiQuery } from '../data/queries.ts'
import type { Asked } from './asked.ts'

/** Where a register stands. */
export interface RegisterPlace {
  readonly org: string
  readonly year: number
  readonly register: string
}

/** The parts of an address under a register. */
export const under = ({ org, year, register }: RegisterPlace, ...rest: readonly (string | number)[]) => [
  'orgs',
  org,
  'years',
  year,
  'registers',
  register,
  ...rest,
]

const catalogUrl = apiUrl(['catalog'])

/** All definitions, put together in the browser as on the server: fields, code lists and checks of rows. */
export const catalogQuery = queryOptions({
  queryKey: [catalogUrl, 'assembled'],
  queryFn: async ({ signal }) => assembleCatalog(await getJson<RawCatalog>(catalogUrl, signal)),
  staleTime: Number.POSITIVE_INFINITY,
  // It is no plain document: there is nothing to gain from comparing two of them.
  structuralSharing: false,
})

export function entryQuery(org: string, year: number) {
  return { ...apiQuery<EntryDocument>(apiUrl(['orgs', org, 'years', year, 'entry'])), staleTime: 0 }
}

export function findingsQuery(org: string, year: number) {
  return { ...apiQuery<DeskFindings>(apiUrl(['orgs', org, 'years', year, 'findings'])), staleTime: 0 }
}

/** The address under which everything that was read of a register is kept. */
export const rowsKey = (place: RegisterPlace) => apiUrl(under(place, 'search'))

/** A page of rows. The page before stays until the next is there. */
export function rowsQuery(place: RegisterPlace, asked: Asked) {
  const url = rowsKey(place)
  return queryOptions({
    queryKey: [url, asked],
    queryFn: () => sendJson<RowsPage>('POST', url, asked),
    staleTime: 0,
    placeholderData: (before: RowsPage | undefined) =>
      before?.register === place.register ? before : undefined,
  })
}

export function historyQuery(place: RegisterPlace, row: number, revision: number) {
  const url = apiUrl(under(place, 'rows', row, 'history'))
  return queryOptions({
    queryKey: [url, revision],
    queryFn: ({ signal }) => getJson<readonly RowPast[]>(url, signal),
  })
}

export function deletedQuery(place: RegisterPlace) {
  return { ...apiQuery<readonly RowPast[]>(apiUrl(under(place, 'deleted'))), staleTime: 0 }
}

/** Where all rows are had as a file, personal fields masked. */
export function exportUrl(place: RegisterPlace, format: 'xlsx' | 'csv', language: Language): string {
  return apiUrl(under(place, 'export'), { format, lang: language })
}
