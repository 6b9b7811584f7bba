import type { Generated, Selectable } from 'kysely'
import type { ObservedState, OrgLevel } from '../kernel/index.ts'
import type { AccountTables } from './schema-accounts.ts'
import type { DeskTables } from './schema-desk.ts'
import type { ImportTables } from './schema-imports.ts'
import type { QualityTables } from './schema-quality.ts'

/** Tables as Kysely sees them. numeric columns are decimal texts: no number becomes a float on its way. */
export interface Tables extends AccountTables, DeskTables, ImportTables, QualityTables {
  org_unit: { id: Generated<number>; code: string; level: OrgLevel }
  org_unit_version: {
    org_unit_id: number
    from_year: number
    to_year: number
    name: string
    name_en: string
    parent_id: number | null
    status: 'open' | 'closed'
    attributes: Record<string, string>
  }
  org_unit_alias: { org_unit_id: number; alias: string }
  org_closure: { year: number; descendant_id: number; ancestor_id: number; depth: number }
  revision: { name: string; number: string }
  catalog_version: { hash: string; content: unknown; first_used: Date }
  register_row: {
    org_unit_id: number
    year: number
    register: string
    row_no: number
    row_key: string
    data: Record<string, string | number | boolean | null>
    revision: Generated<number>
    changed_by: Generated<string | null>
    changed_at: Generated<Date | null>
  }
  row_lookup: {
    org_unit_id: number
    year: number
    register: string
    row_no: number
    field: string
    keyed_hash: Buffer
  }
  entered_value: {
    org_unit_id: number
    year: number
    element: string
    cell: string
    state: ObservedState
    value: string | null
    reason: string | null
    revision: Generated<number>
    changed_by: Generated<string | null>
    changed_at: Generated<Date | null>
  }
  explanation: {
    org_unit_id: number
    year: number
    check_code: string
    input_key: string
    text: string
    author: Generated<string | null>
    written_at: Generated<Date | null>
  }
  observation: {
    org_unit_id: number
    year: number
    element: string
    cell: string
    state: ObservedState
    value: string | null
    origin: 'entered' | 'counted'
  }
  rollup: {
    org_unit_id: number
    year: number
    element: string
    cell: string
    value: string
    known: number
    missing: number
    not_applicable: number
    suppressed: number
  }
  accepted_return: {
    org_unit_id: number
    year: number
    catalog_hash: string
    content_hash: string
    accepted_at: Date
  }
  audit_entry: {
    org_unit_id: number
    id: Generated<string>
    at: Date
    actor: string
    origin: string
    action: string
    object: string
    result: 'done' | 'refused' | 'failed'
    details: unknown
  }
}

export type RowOf<Table extends keyof Tables> = Selectable<Tables[Table]>
