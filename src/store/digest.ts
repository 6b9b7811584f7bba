import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import type { Database, Tx } from './database.ts'

const TABLES: Readonly<Record<string, string>> = {
  org_unit_version: 'org_unit_id, from_year',
  org_closure: 'year, descendant_id, ancestor_id',
  entered_value: 'org_unit_id, year, element, cell',
  explanation: 'org_unit_id, year, check_code, input_key',
  observation: 'org_unit_id, year, element, cell',
  rollup: 'org_unit_id, year, element, cell',
}

/** One hash over everything that figures rest on: two databases with the same digest publish the same numbers. */
export async function contentDigest(
  db: Database | Tx,
  tables: readonly string[] = Object.keys(TABLES),
): Promise<string> {
  const hash = createHash('sha256')
  for (const table of tables) {
    const order = TABLES[table]
    if (order === undefined) throw new Error(`no digest is defined for ${table}`)
    const { rows } = await sql<{ digest: string | null }>`
      select encode(sha256(convert_to(string_agg(line, E'\n' order by position), 'UTF8')), 'hex') as digest
      from (select (to_jsonb(t) - 'revision')::text as line, row_number() over (order by ${sql.raw(order)}) as position
        from ${sql.table(table)} t) lines`.execute(db)
    hash.update(`${table}:${rows[0]?.digest ?? 'empty'}\n`)
  }
  return hash.digest('hex')
}
