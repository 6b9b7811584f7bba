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
  await tx
    .deleteFrom('register_row')
    .where('org_unit_id', '=', unitId)
    .where('year', '=', year)
    .where('register', '=', register.id)
    .execute()
  const sensitive = register.fields.filter((field) => field.personal === 'sensitive').map((field) => field.id)
  let count = 0
  let batch = newBatch()
  const flush = async () => {
    if (batch.numbers.length === 0) return
    await sql`insert into register_row (org_unit_id, year, register, row_no, row_key, data)
      select ${unitId}::integer, ${year}::smallint, ${register.id}, * from unnest(
        ${batch.numbers}::integer[], ${batch.keys}::text[], ${batch.data}::jsonb[])`.execute(tx)
    if (batch.hashes.length > 0) {
      await sql`insert into row_lookup (org_unit_id, year, register, row_no, field, keyed_hash)
        select ${unitId}::integer, ${year}::smallint, ${register.id}, * from unnest(
          ${batch.hashNumbers}::integer[], ${batch.hashFields}::text[], ${batch.hashes}::bytea[])`.execute(tx)
    }
    batch = newBatch()
  }
  for (const row of rows) {
    count += 1
    const stored: Record<string, unknown> = { ...row }
    for (const field of sensitive) {
      const text = row[field]
      if (typeof text !== 'string' || text === '') continue
      stored[field] = secrets.encrypt(text)
      batch.hashNumbers.push(count)
      batch.hashFields.push(field)
      batch.hashes.push(secrets.lookupHash(text))
    }
    batch.numbers.push(count)
    batch.keys.push(rowKey(register, row))
    batch.data.push(JSON.stringify(stored))
    if (batch.numbers.length >= BATCH) await flush()
  }
  await flush()
  return count
}

interface Batch {
  readonly numbers: number[]
  readonly keys: string[]
  readonly data: string[]
  readonly hashNumbers: number[]
  readonly hashFields: string[]
  readonly hashes: Buffer[]
}

function newBatch(): Batch {
  return { numbers: [], keys: [], data: [], hashNumbers: [], hashFields: [], hashes: [] }
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
