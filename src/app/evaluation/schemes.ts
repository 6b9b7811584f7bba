import { codeName, type Scheme, schemeInForce } from '../../catalog/index.ts'
import type { Bilingual, ReportingYear } from '../../kernel/index.ts'
import type { AppContext } from '../context.ts'
import { schemeRef } from './rounds.ts'
import type { SchemeRef } from './views.ts'

/** A scheme as whoever opens a round chooses it. */
export interface ListedScheme extends SchemeRef {
  readonly leaves: number
  /** Leaves that are taken from accepted data. */
  readonly computed: number
  /** Competences that a panel should hold. */
  readonly fields: readonly { readonly code: string; readonly name: Bilingual }[]
  readonly dimensions: readonly { readonly id: string; readonly name: Bilingual; readonly weight: string }[]
}

/** Schemes in force in a year, those with which a round can be opened. */
export function listSchemes(app: AppContext, year: ReportingYear): ListedScheme[] {
  const ids = [...new Set(app.catalog.schemes.all(year).map(({ id }) => id))]
  return ids.flatMap((id) => {
    const scheme = schemeInForce(app.catalog, id, year)
    return scheme ? [listedScheme(app, scheme)] : []
  })
}

function listedScheme(app: AppContext, scheme: Scheme): ListedScheme {
  const fields = [...new Set(scheme.leaves.flatMap(({ competence }) => competence ?? []))]
  return {
    ...schemeRef(scheme),
    leaves: scheme.leaves.length,
    computed: scheme.leaves.filter(({ kind }) => kind === 'computed' || kind === 'observed').length,
    fields: fields.map((code) => ({ code, name: codeName(app.catalog, 'competences', code) })),
    dimensions: scheme.criteria.map(({ id, name, weight }) => ({ id, name, weight: weight.toFixed() })),
  }
}
