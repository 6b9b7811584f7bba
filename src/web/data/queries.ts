import { queryOptions } from '@tanstack/react-query'
import type { ListedUnit } from '../../http/contract.ts'
import type {
  Breakdown,
  Comparison,
  Quantity,
  Series,
  Story,
  UnitValues,
} from '../../http/contract-explore.ts'
import type { Language } from '../../kernel/index.ts'
import { apiUrl, getJson } from './client.ts'

/** What is looked at: a quantity of a unit in a year. */
export interface View {
  readonly org: string
  readonly year: number
  readonly id: string
}

/** A document of the API under the key of its address. */
export function apiQuery<T>(url: string) {
  return queryOptions({ queryKey: [url], queryFn: ({ signal }) => getJson<T>(url, signal) })
}

/** All units of a year, or of the latest with data, each under its parent. */
export function unitsQuery(year?: number) {
  return apiQuery<readonly ListedUnit[]>(apiUrl(['orgs'], { year }))
}

export function quantitiesQuery(year: number) {
  return apiQuery<readonly Quantity[]>(apiUrl(['years', year, 'quantities']))
}

export function valuesQuery(org: string, year: number, ids?: readonly string[]) {
  return apiQuery<UnitValues>(apiUrl(['orgs', org, 'years', year, 'values'], { ids: ids?.join(',') }))
}

export function seriesQuery({ org, year, id }: View) {
  return apiQuery<Series>(apiUrl(['orgs', org, 'years', year, 'series', id]))
}

export function comparisonQuery({ org, year, id }: View) {
  return apiQuery<Comparison>(apiUrl(['orgs', org, 'years', year, 'comparison', id]))
}

export function breakdownQuery({ org, year, id }: View) {
  return apiQuery<Breakdown>(apiUrl(['orgs', org, 'years', year, 'breakdowns', id]))
}

export function storyQuery({ org, year, id }: View) {
  return apiQuery<Story>(apiUrl(['orgs', org, 'years', year, 'stories', id]))
}

/** Where the values of a view, or the parts of an element, are had as a file. */
export function tableUrl(
  { org, year, id }: View,
  format: 'csv' | 'xlsx',
  language: Language,
  table?: 'parts',
): string {
  return apiUrl(['orgs', org, 'years', year, 'tables', id], { format, lang: language, table })
}
