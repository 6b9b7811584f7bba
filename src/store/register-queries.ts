import { type RawBuilder, sql } from 'kysely'
import type { Field, Register } from '../catalog/index.ts'
import type { Row } from '../formula/index.ts'
import type { Finding, ReportingYear, Severity } from '../kernel/index.ts'
import type { Tx } from './database.ts'
import type { SheetPlace, SheetRow } from './register-sheets.ts'
import type { RowOf } from './schema.ts'
import { escapeLike } from './trail.ts'

export type FilterOperator =
  | 'is'
  | 'is_not'
  | 'contains'
  | 'starts_with'
  | 'at_least'
  | 'at_most'
  | 'one_of'
  | 'blank'
  | 'not_blank'

export interface RowFilter {
  readonly field: string
  readonly operator: FilterOperator
  readonly values: readonly string[]
  /** Keyed hashes of the values, for sensitive fields: these are found whole or not at all. */
  readonly hashes?: readonly Buffer[]
}

export interface RowQuery {
  readonly filters: readonly RowFilter[]
  /** Text in any field that is neither personal nor sensitive. */
  readonly search?: string | undefined
  /** Rows with findings, of any severity or one. */
  readonly findings?: Severity | 'any' | undefined
  readonly sort?: { readonly field: string; readonly descending: boolean } | undefined
}

/** Which part of the rows that a query finds. */
export interface RowPageQuery extends RowQuery {
  /** Counted from 1. */
  readonly page: number
  readonly size: number
  /** The page with this row instead, where the query finds it. */
  readonly around?: number | undefined
}

/** A page of rows that a query asks for, with how many there are in all. Sensitive fields stay encrypted. */
export async function readRowPage(
  tx: Tx,
  place: SheetPlace,
  query: RowPageQuery,
): Promise<{ total: number; page: number; rows: SheetRow[] }> {
  const where = conditions(place, query)
  const { rows: counted } = await sql<{ total: string }>`
    select count(*) as total from register_row r where ${where}`.execute(tx)
  const wanted = query.around === undefined ? undefined : await pageOf(tx, place, query, query.around)
  const page = wanted ?? query.page
  const { rows } = await sql<StoredRowColumns>`
    select r.row_no, r.row_key, r.data, r.revision, r.changed_by, r.changed_at from register_row r where ${where}
    order by ${order(place.register, query)} r.row_no
    limit ${query.size} offset ${(page - 1) * query.size}`.execute(tx)
  return { total: Number(counted[0]?.total ?? 0), page, rows: rows.map(toSheetRow) }
}

/** The page that a row stands on; undefined where the query does not find it. */
async function pageOf(
  tx: Tx,
  place: SheetPlace,
  query: RowPageQuery,
  rowNo: number,
): Promise<number | undefined> {
  const { rows } = await sql<{ before: string }>`
    select before from (
      select r.row_no, row_number() over (order by ${order(place.register, query)} r.row_no) - 1 as before
      from register_row r where ${conditions(place, query)}
    ) as counted where row_no = ${rowNo}`.execute(tx)
  const [found] = rows
  return found && Math.floor(Number(found.before) / query.size) + 1
}

/** Numbers of all rows that a query asks for: what a change of many rows works on. */
export async function matchingRowNumbers(
  tx: Tx,
  place: SheetPlace,
  query: Omit<RowQuery, 'sort'>,
): Promise<number[]> {
  const where = conditions(place, query)
  const { rows } = await sql<{ row_no: number }>`
    select r.row_no from register_row r where ${where} order by r.row_no`.execute(tx)
  return rows.map((row) => row.row_no)
}

/** Rows by their numbers. */
export async function readSheetRows(
  tx: Tx,
  { unitId, year, register }: SheetPlace,
  rowNumbers: readonly number[],
): Promise<SheetRow[]> {
  const { rows } = await sql<StoredRowColumns>`
    select row_no, row_key, data, revision, changed_by, changed_at from register_row
    where org_unit_id = ${unitId} and year = ${year} and register = ${register.id}
      and row_no = any(${[...rowNumbers]}::integer[]) order by row_no`.execute(tx)
  return rows.map(toSheetRow)
}

/** All rows of a register, some thousand at a time, so that memory stays flat. */
export async function* eachSheetRow(
  tx: Tx,
  { unitId, year, register }: SheetPlace,
  batch = 2000,
): AsyncGenerator<SheetRow[]> {
  let after = 0
  while (true) {
    const { rows } = await sql<StoredRowColumns>`
      select row_no, row_key, data, revision, changed_by, changed_at from register_row
      where org_unit_id = ${unitId} and year = ${year} and register = ${register.id} and row_no > ${after}
      order by row_no limit ${batch}`.execute(tx)
    if (rows.length === 0) return
    yield rows.map(toSheetRow)
    after = rows.at(-1)?.row_no ?? after
    if (rows.length < batch) return
  }
}

interface StoredRowColumns {
  row_no: number
  row_key: string
  data: Row
  revision: number
  changed_by: string | null
  changed_at: Date | null
}

function toSheetRow(row: StoredRowColumns): SheetRow {
  return {
    rowNo: row.row_no,
    rowKey: row.row_key,
    data: row.data,
    revision: row.revision,
    changedBy: row.changed_by,
    changedAt: row.changed_at,
  }
}

type Condition = RawBuilder<unknown>

function conditions(
  { unitId, year, register }: SheetPlace,
  query: Pick<RowQuery, 'filters' | 'search' | 'findings'>,
): Condition {
  const all: Condition[] = [
    sql`r.org_unit_id = ${unitId} and r.year = ${year} and r.register = ${register.id}`,
    ...query.filters.map((filter) => condition(register, filter)),
  ]
  if (query.findings !== undefined) {
    const severity = query.findings === 'any' ? sql`true` : sql`f.severity = ${query.findings}`
    // Looked up row by row (offset 0): right after a large import the planner knows too little of it to join well.
    all.push(sql`exists (select from row_finding f where f.org_unit_id = r.org_unit_id and f.year = r.year
      and f.register = r.register and f.row_no = r.row_no and ${severity} offset 0)`)
  }
  if (query.search !== undefined && query.search !== '') {
    const pattern = `%${escapeLike(query.search)}%`
    const open = register.fields.filter((field) => field.personal === 'none')
    all.push(
      sql`(${sql.join(
        open.map((field) => sql`r.data->>${field.id}::text ilike ${pattern}`),
        sql` or `,
      )})`,
    )
  }
  return sql.join(all, sql` and `)
}

function condition(register: Register, { field, operator, values, hashes }: RowFilter): Condition {
  const definition = register.fields.find((candidate) => candidate.id === field)
  if (!definition) throw new Error(`${register.id} has no field ${field}`)
  const text = sql`r.data->>${field}::text`
  const [value = ''] = values
  if (operator === 'blank') return sql`coalesce(${text}, '') = ''`
  if (operator === 'not_blank') return sql`coalesce(${text}, '') <> ''`
  if (hashes) {
    return sql`exists (select from row_lookup l where l.org_unit_id = r.org_unit_id and l.year = r.year
      and l.register = r.register and l.row_no = r.row_no and l.field = ${field} and l.keyed_hash = any(${[...hashes]}::bytea[]))`
  }
  switch (operator) {
    case 'is':
      return sql`${text} = ${value}`
    case 'is_not':
      return sql`${text} is distinct from ${value}`
    case 'contains':
      return sql`${text} ilike ${`%${escapeLike(value)}%`}`
    case 'starts_with':
      return sql`${text} ilike ${`${escapeLike(value)}%`}`
    case 'at_least':
      return sql`${comparable(definition, text)} >= ${bound(definition, value)}`
    case 'at_most':
      return sql`${comparable(definition, text)} <= ${bound(definition, value)}`
    case 'one_of':
      return sql`${text} = any(${[...values]}::text[])`
  }
}

/** A draft may hold a word where a number belongs; it sorts and compares as nothing. */
function comparable({ type }: Field, text: Condition): Condition {
  return type === 'integer' || type === 'decimal'
    ? sql`(case when ${text} ~ '^-?[0-9]+(\\.[0-9]+)?$' then (${text})::numeric end)`
    : text
}

function bound({ type }: Field, value: string): Condition {
  return type === 'integer' || type === 'decimal' ? sql`${value}::numeric` : sql`${value}::text`
}

function order(register: Register, { sort }: RowQuery): Condition {
  const field = sort && register.fields.find((candidate) => candidate.id === sort.field)
  if (!sort || !field) return sql``
  const direction = sort.descending ? sql`desc` : sql`asc`
  const value = comparable(field, sql`r.data->>${field.id}::text`)
  return sql`${value} ${direction} nulls last,`
}

export interface StoredRowFinding {
  readonly rowNo: number
  readonly code: string
  readonly severity: Severity
  readonly inputKey: string
  readonly finding: Finding
}

/** What the checks found in these rows. */
export async function findingsOfRows(
  tx: Tx,
  { unitId, year, register }: SheetPlace,
  rowNumbers: readonly number[],
): Promise<StoredRowFinding[]> {
  const rows = await tx
    .selectFrom('row_finding')
    .select(['row_no', 'code', 'severity', 'input_key', 'finding'])
    .where('org_unit_id', '=', unitId)
    .where('year', '=', year)
    .where('register', '=', register.id)
    .where('row_no', '=', sql<number>`any(${[...rowNumbers]}::integer[])`)
    .orderBy('row_no')
    .orderBy('position')
    .execute()
  return rows.map((row) => ({
    rowNo: row.row_no,
    code: row.code,
    severity: row.severity,
    inputKey: row.input_key,
    finding: row.finding,
  }))
}

/** Findings that are the same but for the row, as one: a reason is written once for all of them. */
export interface RowFindingGroup {
  readonly register: string
  readonly inputKey: string
  readonly finding: Finding
  readonly count: number
  /** The first rows of the group. */
  readonly rows: readonly number[]
}

export async function rowFindingGroups(
  tx: Tx,
  unitId: number,
  year: ReportingYear,
): Promise<RowFindingGroup[]> {
  const { rows } = await sql<{
    register: string
    input_key: string
    finding: Finding
    count: string
    rows: number[]
  }>`select register, input_key, (array_agg(finding order by row_no))[1] as finding, count(*) as count,
      (array_agg(row_no order by row_no))[1:20] as rows
    from row_finding where org_unit_id = ${unitId} and year = ${year}
    group by register, input_key order by register, min(row_no), input_key`.execute(tx)
  return rows.map((row) => ({
    register: row.register,
    inputKey: row.input_key,
    finding: row.finding,
    count: Number(row.count),
    rows: row.rows,
  }))
}

export type StoredHistory = RowOf<'row_history'>

/** What a row was, the latest first; by key, so that a row that was deleted and entered again keeps its past. */
export async function rowHistory(
  tx: Tx,
  { unitId, year, register }: SheetPlace,
  rowNo: number,
): Promise<StoredHistory[]> {
  return tx
    .selectFrom('row_history')
    .selectAll()
    .where('org_unit_id', '=', unitId)
    .where('year', '=', year)
    .where('register', '=', register.id)
    .where('row_no', '=', rowNo)
    .orderBy('revision', 'desc')
    .execute()
}

/** Rows that were taken away, the latest first. */
export async function deletedRows(
  tx: Tx,
  { unitId, year, register }: SheetPlace,
  limit: number,
): Promise<StoredHistory[]> {
  return tx
    .selectFrom('row_history')
    .selectAll()
    .where('org_unit_id', '=', unitId)
    .where('year', '=', year)
    .where('register', '=', register.id)
    .where('change', '=', 'deleted')
    .orderBy('replaced_at', 'desc')
    .orderBy('row_no')
    .limit(limit)
    .execute()
}

/**
 * Rows of a unit whose person stands in another unit's register of the same year as well, or twice in its own. Says
 * how many others, not who: needs the program's scope, for a unit sees none of the others.
 */
export async function duplicateRows(
  tx: Tx,
  unitId: number,
  year: ReportingYear,
  register: string,
  field: string,
): Promise<{ rowNo: number; elsewhere: number; here: number }[]> {
  const { rows } = await sql<{ row_no: number; elsewhere: string; here: string }>`
    with own as materialized (
      select row_no, keyed_hash from row_lookup
      where org_unit_id = ${unitId} and year = ${year} and register = ${register} and field = ${field}
    )
    select own.row_no, count(distinct other.org_unit_id) filter (where other.org_unit_id <> ${unitId}) as elsewhere,
      count(*) filter (where other.org_unit_id = ${unitId}) as here
    from own cross join lateral (
      select org_unit_id, row_no from row_lookup
      where register = ${register} and field = ${field} and year = ${year} and keyed_hash = own.keyed_hash offset 0
    ) other
    where other.org_unit_id <> ${unitId} or other.row_no <> own.row_no
    group by own.row_no order by own.row_no`.execute(tx)
  return rows.map((row) => ({
    rowNo: row.row_no,
    elsewhere: Number(row.elsewhere),
    here: Number(row.here),
  }))
}
