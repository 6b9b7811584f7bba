import { sql } from 'kysely'
import type { Register } from '../catalog/index.ts'
import type { Row } from '../formula/index.ts'
import type { ReportingYear } from '../kernel/index.ts'
import type { Tx } from './database.ts'
import type { Secrets } from './secrets.ts'

/** Rows per statement: large enough to be quick, small enough to stay flat in memory. */
const BATCH = 2000

/** Replaces all rows of one register of one unit and year. Sensitive fields are encrypted on the way in. */
export async function replaceRows(
  tx: Tx,
  secrets: Secrets,
  unitId: number,
  year: ReportingYear,
  register: Register,
  rows: Iterable<Row>,
): Promise<number> {
  for (const table of ['row_lookup', 'register_row'] as const) {
    await tx
      .deleteFrom(table)
      .where('org_unit_id', '=', unitId)
      .where('year', '=', year)
      .where('register', '=', register.id)
      .execute()
  }
  const sensitive = register.fields.filter((field) => field.personal === 'sensitive').map((field) => field.id)
  let count = 0
  let batch: NewRow[] = []
  for (const row of rows) {
    count += 1
    const stored: Record<string, unknown> = { ...row }
    const hashes: Record<string, string> = {}
    for (const field of sensitive) {
      const text = row[field]
      if (typeof text !== 'string' || text === '') continue
      stored[field] = secrets.encrypt(text)
      hashes[field] = secrets.lookupHash(text).toString('hex')
    }
    batch.push({ n: count, k: rowKey(register, row), v: stored, h: hashes })
    if (batch.length < BATCH) continue
    await insertRows(tx, unitId, year, register.id, batch)
    batch = []
  }
  if (batch.length > 0) await insertRows(tx, unitId, year, register.id, batch)
  return count
}

/** A row on its way in: number, key, fields, keyed hashes of the sensitive ones. */
interface NewRow {
  readonly n: number
  readonly k: string
  readonly v: Record<string, unknown>
  readonly h: Record<string, string>
}

/** One JSON document per batch: several times as fast as arrays of JSON texts. */
async function insertRows(
  tx: Tx,
  unitId: number,
  year: ReportingYear,
  register: string,
  batch: readonly NewRow[],
): Promise<void> {
  await sql`insert into register_row (org_unit_id, year, register, row_no, row_key, data)
    select ${unitId}::integer, ${year}::smallint, ${register}, n, k, v
    from jsonb_to_recordset(${JSON.stringify(batch)}::jsonb) as row (n integer, k text, v jsonb)`.execute(tx)
  const hashed = batch.filter((row) => Object.keys(row.h).length > 0).map(({ n, h }) => ({ n, h }))
  if (hashed.length === 0) return
  await sql`insert into row_lookup (org_unit_id, year, register, row_no, field, keyed_hash)
    select ${unitId}::integer, ${year}::smallint, ${register}, n, field, decode(hash, 'hex')
    from jsonb_to_recordset(${JSON.stringify(hashed)}::jsonb) as row (n integer, h jsonb), jsonb_each_text(row.h) as pair (field, hash)`.execute(
    tx,
  )
}

/** The register's key as one text: what makes a row the same row when it is sent again. */
export function rowKey(register: Pick<Register, 'key'>, row: Row): string {
  return register.key.map((field) => String(row[field] ?? '')).join('\u001f')
}

export interface StoredRow {
  readonly rowNo: number
  readonly data: Row
}

/** Rows of one register of one unit and year, in the order of their numbers. Sensitive fields stay encrypted. */
export async function readRows(
  tx: Tx,
  unitId: number,
  year: ReportingYear,
  register: string,
): Promise<StoredRow[]> {
  const rows = await tx
    .selectFrom('register_row')
    .select(['row_no', 'data'])
    .where('org_unit_id', '=', unitId)
    .where('year', '=', year)
    .where('register', '=', register)
    .orderBy('row_no')
    .execute()
  return rows.map((row) => ({ rowNo: row.row_no, data: row.data }))
}

/** Rows of several registers, units and years at once, for reports. Sensitive fields stay encrypted. */
export async function readRowsOf(
  tx: Tx,
  unitIds: readonly number[],
  years: readonly ReportingYear[],
  registers: readonly string[],
): Promise<{ unitId: number; year: ReportingYear; register: string; rows: Row[] }[]> {
  const { rows } = await sql<{ unit_id: number; year: number; register: string; rows: Row[] }>`
    select org_unit_id as unit_id, year, register, jsonb_agg(data order by row_no) as rows
    from register_row
    where org_unit_id = any(${[...unitIds]}::integer[]) and year = any(${[...years]}::smallint[])
      and register = any(${[...registers]}::text[])
    group by org_unit_id, year, register`.execute(tx)
  return rows.map((row) => ({ unitId: row.unit_id, year: row.year, register: row.register, rows: row.rows }))
}
