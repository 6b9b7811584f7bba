import type { Catalog } from '../../catalog/index.ts'
import { type DraftBundle, draftWorld, localChecks, runChecks } from '../../checks/index.ts'
import type { EntryDocument } from '../../http/contract/entry.ts'
import { type Finding, inputKey } from '../../kernel/index.ts'
import type { Contents } from './content.ts'

const local = new WeakMap<Catalog, Map<number, Set<string>>>()

/** What the checks find in the draft as it is typed, by the same engine as the server's. */
export function findingsOf(
  catalog: Catalog,
  entry: EntryDocument,
  contents: Contents,
): (Finding & { readonly inputKey: string })[] {
  const { bundle, year } = entry
  const states = new Map(
    (catalog.codeLists.get('missing_reasons')?.codes ?? []).map(({ code, attributes }) => [
      code,
      attributes?.state ?? 'missing',
    ]),
  )
  const others = bundle.values.filter((value) => value.year !== year || value.origin !== 'entered')
  const typed = [...contents].flatMap(([key, { value, reason }]) => {
    if (value === null && reason === null) return []
    const [element = '', cell = ''] = key.split('|')
    const state = value === null ? (states.get(reason ?? '') ?? 'missing') : 'known'
    return [
      {
        year,
        element,
        cell,
        state: state as 'known' | 'missing' | 'not_applicable' | 'suppressed',
        ...(value === null ? {} : { value }),
        origin: 'entered' as const,
        reported: state === 'missing' || state === 'suppressed' ? 0 : 1,
        expected: 1,
      },
    ]
  })
  // What came over the wire says of an open end that it is absent; the contract cannot.
  const unit = bundle.unit as DraftBundle['unit']
  const world = draftWorld(catalog, { ...bundle, unit, values: [...others, ...typed] })
  return runChecks(world, bundle.unit.id, year, checksOf(catalog, year)).findings.map((finding) => ({
    ...finding,
    inputKey: inputKey(finding),
  }))
}

function checksOf(catalog: Catalog, year: number): Set<string> {
  const byYear = local.get(catalog) ?? new Map<number, Set<string>>()
  local.set(catalog, byYear)
  const checks = byYear.get(year) ?? localChecks(catalog, year)
  byYear.set(year, checks)
  return checks
}
