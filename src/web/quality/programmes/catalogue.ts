import type { Bilingual } from '../../../kernel/index.ts'

interface CatalogueEntry {
  readonly code: string
  readonly name: Bilingual
  readonly in_force?: { readonly from?: string; readonly to?: string }
}

/** The programmes of the national catalogue that is in force in a year. */
export async function programmesInForce(year: number): Promise<readonly CatalogueEntry[]> {
  const module = await import('../../../../catalog/codelists/programmes.yaml')
  const lists = module.default as unknown as readonly { id: string; codes: readonly CatalogueEntry[] }[]
  const programmes = lists.find(({ id }) => id === 'programmes')?.codes ?? []
  return programmes
    .filter(({ in_force: force }) => Number(force?.from ?? 0) <= year && year <= Number(force?.to ?? 9999))
    .sort((a, b) => a.code.localeCompare(b.code))
}
