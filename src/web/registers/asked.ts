import type { Severity } from '../../kernel/index.ts'

/** Which rows of a register are looked at: what the server is asked for, and what the address bar keeps. */
export interface Asked {
  readonly search?: string | undefined
  readonly findings?: Severity | 'any' | undefined
  readonly filters: readonly RowFilter[]
  readonly sort?: { readonly field: string; readonly descending: boolean } | undefined
  readonly page: number
  readonly size: number
  /** Number of a row that is looked for: its page is shown, where it is among the rows that are asked for. */
  readonly around?: number | undefined
}

/** What is asked for anew; the rest stays. */
export type AskedPart = Partial<Asked>

export type FilterOperator = 'is' | 'is_not' | 'contains' | 'at_least' | 'at_most' | 'blank' | 'not_blank'

export interface RowFilter {
  readonly field: string
  readonly operator: FilterOperator
  readonly values: readonly string[]
}

const PAGE_SIZE = 100

const OPERATORS: readonly FilterOperator[] = [
  'is',
  'is_not',
  'contains',
  'at_least',
  'at_most',
  'blank',
  'not_blank',
]

/** What an address asks for. Anything that it says wrongly counts as not said. */
export function askedBy(search: string): Asked {
  const params = new URLSearchParams(search)
  const findings = params.get('findings')
  const [field = '', direction] = (params.get('sort') ?? '').split(':')
  const page = Number(params.get('page'))
  const around = Number(params.get('row'))
  const text = params.get('find') ?? ''
  return {
    ...(text === '' ? {} : { search: text }),
    ...(isFindings(findings) ? { findings } : {}),
    filters: params.getAll('where').flatMap(readFilter),
    ...(field === '' ? {} : { sort: { field, descending: direction === 'down' } }),
    page: Number.isInteger(page) && page > 0 ? page : 1,
    size: PAGE_SIZE,
    ...(Number.isInteger(around) && around > 0 ? { around } : {}),
  }
}

/** The same as an address keeps it; empty where everything is asked for. */
export function addressOf({ search, findings, filters, sort, page, around }: Asked): string {
  const params = new URLSearchParams()
  if (search !== undefined) params.set('find', search)
  if (findings !== undefined) params.set('findings', findings)
  for (const { field, operator, values } of filters) {
    params.append('where', [field, operator, ...values].join(':'))
  }
  if (sort) params.set('sort', `${sort.field}:${sort.descending ? 'down' : 'up'}`)
  if (page > 1) params.set('page', String(page))
  if (around !== undefined) params.set('row', String(around))
  return params.size > 0 ? `?${params}` : ''
}

/** Whether only some of the rows are asked for. */
export function isNarrowed({ search, findings, filters }: Asked): boolean {
  return search !== undefined || findings !== undefined || filters.length > 0
}

function readFilter(text: string): RowFilter[] {
  const [field = '', operator, ...rest] = text.split(':')
  const known = OPERATORS.find((candidate) => candidate === operator)
  if (field === '' || known === undefined) return []
  const value = rest.join(':')
  return [{ field, operator: known, values: value === '' ? [] : [value] }]
}

export function isFindings(text: string | null): text is Severity | 'any' {
  return text === 'any' || text === 'error' || text === 'explain' || text === 'note'
}
