import { sql } from 'kysely'
import type { Register } from '../catalog/index.ts'
import type { Row } from '../formula/index.ts'
import type { Finding, ReportingYear } from '../kernel/index.ts'
import type { Tx } from './database.ts'
import { rowKey } from './register-rows.ts'
import type { RowOf } from './schema.ts'
import type { Secrets } from './secrets.ts'

/** Which register of which unit and year, and who changes it when. */
export interface SheetPlace {
  readonly unitId: number
  readonly year: ReportingYear
  readonly register: Register
}

export interface Change {
  readonly signature: string
  readonly at: Date
}

export type StoredSheet = RowOf<'register_sheet'>

/** A row with what its checks found, each finding under the key that an explanation of it is kept by. */
export interface CheckedRow {
  readonly rowNo: number
  readonly row: Row
  readonly findings: readonly { readonly finding: Finding; readonly key: string }[]
}

export interface SheetRow {
  readonly rowNo: number
  readonly rowKey: string
  readonly data: Row
  readonly revision: number
  readonly changedBy: string | null
  readonly changedAt: Date | null
}

const BATCH = 2000

/** Takes a register for changing: whoever else wants to waits. Made on first use. */
export async function lockSheet(
  tx: Tx,
  { unitId, year, register }: SheetPlace,
  checkedWith: string,
  { signature, at }: Change,
): Promise<StoredSheet> {
  await tx
    .insertInto('register_sheet')
    .values({
      org_unit_id: unitId,
      year,
      register: register.id,
      state: 'begun',
      checked_with: checkedWith,
      changed_by: signature,
      changed_at: at,
    })
    .onConflict((conflict) => conflict.columns(['org_unit_id', 'year', 'register']).doNothing())
    .execute()
  return tx
    .selectFrom('register_sheet')
    .selectAll()
    .where('org_unit_id', '=', unitId)
    .where('year', '=', year)
    .where('register', '=', register.id)
    .forUpdate()
    .executeTakeFirstOrThrow()
}

/** Writes what became of a register: its rows are counted, its revision goes up. */
export async function settleSheet(
  tx: Tx,
  { unitId, year, register }: SheetPlace,
  change: Change & {
    readonly state: 'begun' | 'none'
    readonly nextRow: number
    readonly checkedWith: string
  },
): Promise<StoredSheet> {
  return tx
    .updateTable('register_sheet')
    .set({
      state: change.state,
      revision: sql`revision + 1`,
      next_row: change.nextRow,
      rows: sql`(select count(*)::integer from register_row r where r.org_unit_id = ${unitId}
        and r.year = ${year} and r.register = ${register.id})`,
      checked_with: change.checkedWith,
      changed_by: change.signature,
      changed_at: change.at,
    })
    .where('org_unit_id', '=', unitId)
    .where('year', '=', year)
    .where('register', '=', register.id)
    .returningAll()
    .executeTakeFirstOrThrow()
}

export async function sheetsOf(
  tx: Tx,
  unitIds: readonly number[],
  year: ReportingYear,
): Promise<StoredSheet[]> {
  return tx
    .selectFrom('register_sheet')
    .selectAll()
    .where('org_unit_id', '=', sql<number>`any(${[...unitIds]}::integer[])`)
    .where('year', '=', year)
    .orderBy('org_unit_id')
    .orderBy('register')
    .execute()
}

/** Puts new rows in, with their findings. */
export async function insertSheetRows(
  tx: Tx,
  secrets: Secrets,
  place: SheetPlace,
  rows: readonly CheckedRow[],
  change: Change,
): Promise<void> {
  const { unitId, year, register } = place
  for (let start = 0; start < rows.length; start += BATCH) {
    const part = rows.slice(start, start + BATCH)
    const sealed = part.map(({ row }) => seal(secrets, register, row))
    await sql`insert into register_row (org_unit_id, year, register, row_no, row_key, data, revision, changed_by, changed_at)
      select ${unitId}::integer, ${year}::smallint, ${register.id}::text, r.row_no, r.row_key, r.data, 1, ${change.signature}::text, ${change.at}::timestamptz
      from unnest(${part.map((each) => each.rowNo)}::integer[], ${part.map(({ row }) => rowKey(register, row))}::text[],
        ${sealed.map((row) => JSON.stringify(row))}::jsonb[]) as r (row_no, row_key, data)`.execute(tx)
    await writeLookups(tx, secrets, place, part)
    await writeFindings(tx, place, part)
  }
}

/** Puts other contents into rows that are there; what they were goes to the history. */
export async function updateSheetRows(
  tx: Tx,
  secrets: Secrets,
  place: SheetPlace,
  rows: readonly CheckedRow[],
  change: Change,
): Promise<void> {
  const { unitId, year, register } = place
  for (let start = 0; start < rows.length; start += BATCH) {
    const part = rows.slice(start, start + BATCH)
    const numbers = part.map((each) => each.rowNo)
    await keepHistory(tx, place, numbers, 'edited', change)
    const sealed = part.map(({ row }) => seal(secrets, register, row))
    await sql`update register_row t set data = r.data, row_key = r.row_key, revision = t.revision + 1,
        changed_by = ${change.signature}::text, changed_at = ${change.at}::timestamptz
      from unnest(${numbers}::integer[], ${part.map(({ row }) => rowKey(register, row))}::text[],
        ${sealed.map((row) => JSON.stringify(row))}::jsonb[]) as r (row_no, row_key, data)
      where t.org_unit_id = ${unitId} and t.year = ${year} and t.register = ${register.id} and t.row_no = r.row_no`.execute(
      tx,
    )
    await forgetRows(tx, place, numbers)
    await writeLookups(tx, secrets, place, part)
    await writeFindings(tx, place, part)
  }
}

/** Takes rows away; what they were goes to the history. */
export async function deleteSheetRows(
  tx: Tx,
  place: SheetPlace,
  rowNumbers: readonly number[],
  change: Change,
): Promise<number> {
  if (rowNumbers.length === 0) return 0
  const { unitId, year, register } = place
  await keepHistory(tx, place, rowNumbers, 'deleted', change)
  await forgetRows(tx, place, rowNumbers)
  const result = await sql`delete from register_row where org_unit_id = ${unitId} and year = ${year}
    and register = ${register.id} and row_no = any(${[...rowNumbers]}::integer[])`.execute(tx)
  return Number(result.numAffectedRows ?? 0n)
}

/** What hangs on rows: keyed hashes and findings. */
async function forgetRows(
  tx: Tx,
  { unitId, year, register }: SheetPlace,
  rowNumbers: readonly number[],
): Promise<void> {
  for (const table of ['row_lookup', 'row_finding'] as const) {
    await sql`delete from ${sql.table(table)} where org_unit_id = ${unitId} and year = ${year}
      and register = ${register.id} and row_no = any(${[...rowNumbers]}::integer[])`.execute(tx)
  }
}

async function keepHistory(
  tx: Tx,
  { unitId, year, register }: SheetPlace,
  rowNumbers: readonly number[],
  kind: 'edited' | 'deleted',
  { signature, at }: Change,
): Promise<void> {
  await sql`insert into row_history (org_unit_id, year, register, row_no, revision, row_key, data, changed_by, changed_at, change, replaced_by, replaced_at)
    select org_unit_id, year, register, row_no, revision, row_key, data, changed_by, changed_at, ${kind}::text, ${signature}::text, ${at}::timestamptz
    from register_row where org_unit_id = ${unitId} and year = ${year} and register = ${register.id}
      and row_no = any(${[...rowNumbers]}::integer[])`.execute(tx)
}

/** Writes findings anew for rows whose content stands: after the catalog's rules changed. */
export async function rewriteFindings(tx: Tx, place: SheetPlace, rows: readonly CheckedRow[]): Promise<void> {
  const { unitId, year, register } = place
  const numbers = rows.map((each) => each.rowNo)
  await sql`delete from row_finding where org_unit_id = ${unitId} and year = ${year}
    and register = ${register.id} and row_no = any(${numbers}::integer[])`.execute(tx)
  await writeFindings(tx, place, rows)
}

function sensitiveFields(register: Register): string[] {
  return register.fields.filter((field) => field.personal === 'sensitive').map((field) => field.id)
}

function seal(secrets: Secrets, register: Register, row: Row): Row {
  const stored: Record<string, Row[string]> = { ...row }
  for (const field of sensitiveFields(register)) {
    const text = row[field]
    if (typeof text === 'string' && text !== '') stored[field] = secrets.encrypt(text)
  }
  return stored
}

async function writeLookups(
  tx: Tx,
  secrets: Secrets,
  { unitId, year, register }: SheetPlace,
  rows: readonly CheckedRow[],
): Promise<void> {
  const found = sensitiveFields(register).flatMap((field) =>
    rows.flatMap(({ rowNo, row }) => {
      const text = row[field]
      return typeof text === 'string' && text !== '' ? [{ rowNo, field, hash: secrets.lookupHash(text) }] : []
    }),
  )
  if (found.length === 0) return
  await sql`insert into row_lookup (org_unit_id, year, register, row_no, field, keyed_hash)
    select ${unitId}::integer, ${year}::smallint, ${register.id}::text, * from unnest(
      ${found.map((each) => each.rowNo)}::integer[], ${found.map((each) => each.field)}::text[],
      ${found.map((each) => each.hash)}::bytea[])`.execute(tx)
}

async function writeFindings(
  tx: Tx,
  { unitId, year, register }: SheetPlace,
  rows: readonly CheckedRow[],
): Promise<void> {
  const found = rows.flatMap(({ rowNo, findings }) =>
    findings.map(({ finding, key }, position) => ({ rowNo, position, finding, key })),
  )
  if (found.length === 0) return
  await sql`insert into row_finding (org_unit_id, year, register, row_no, position, code, severity, input_key, finding)
    select ${unitId}::integer, ${year}::smallint, ${register.id}::text, * from unnest(
      ${found.map((each) => each.rowNo)}::integer[], ${found.map((each) => each.position)}::smallint[],
      ${found.map(({ finding }) => finding.code)}::text[], ${found.map(({ finding }) => finding.severity)}::text[],
      ${found.map((each) => each.key)}::text[], ${found.map(({ finding }) => JSON.stringify(finding))}::jsonb[])`.execute(
    tx,
  )
}
