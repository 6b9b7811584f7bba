import type { Register } from '../../catalog/index.ts'
import type { Row } from '../../formula/index.ts'
import { AppError, type ReportingYear, type Severity } from '../../kernel/index.ts'
import {
  deletedRows,
  findingsOfRows,
  type RowFilter,
  type RowQuery,
  readRowPage,
  readSheetRows,
  rowHistory,
  type SheetRow,
  type StoredHistory,
  type StoredRowFinding,
  type StoredSheet,
  sheetsOf,
} from '../../store/index.ts'
import type { Actor } from '../actor.ts'
import type { AppContext } from '../context.ts'
import { mayDo, perform } from '../perform.ts'
import { deedAt, returnAt, unitAt } from './place.ts'
import { maskedRow } from './row-values.ts'
import { registerAt } from './sheet.ts'
import { OPEN_STATES } from './workflow.ts'

/** Which rows of a register are asked for. */
export interface RowsRequest {
  readonly filters?: readonly Omit<RowFilter, 'hashes'>[] | undefined
  readonly search?: string | undefined
  readonly findings?: Severity | 'any' | undefined
  readonly sort?: { readonly field: string; readonly descending: boolean } | undefined
  /** Counted from 1. */
  readonly page?: number | undefined
  readonly size?: number | undefined
  /** Number of a row: the page that it stands on, where it is among the rows that are asked for. */
  readonly around?: number | undefined
}

/** A row as it is shown: personal fields masked, with what its checks found. */
export interface ShownRow {
  readonly rowNo: number
  readonly revision: number
  readonly cells: Row
  readonly changedBy: string | null
  readonly changedAt: Date | null
  readonly findings: readonly StoredRowFinding[]
}

export interface RowsPage {
  readonly register: Register
  readonly sheet: StoredSheet | undefined
  readonly mayWrite: boolean
  readonly total: number
  readonly page: number
  readonly size: number
  readonly rows: readonly ShownRow[]
}

const LARGEST_PAGE = 500

/** A page of a register's rows, filtered and sorted by the database. */
export async function readRegister(
  app: AppContext,
  actor: Actor,
  org: string,
  year: ReportingYear,
  id: string,
  request: RowsRequest,
): Promise<RowsPage> {
  const unit = await unitAt(app, org, year)
  const register = registerAt(app, id, year)
  const size = Math.min(LARGEST_PAGE, Math.max(1, request.size ?? 100))
  const query = rowQuery(app, register, request)
  return perform(app, actor, deedAt('register.read', unit, year, { areas: [id] }), async (tx) => {
    const place = { unitId: unit.id, year, register }
    const [sheet] = (await sheetsOf(tx, [unit.id], year)).filter((each) => each.register === id)
    const asked = { page: Math.max(1, request.page ?? 1), size, around: request.around }
    const found = await readRowPage(tx, place, { ...query, ...asked })
    const findings = await findingsOfRows(
      tx,
      place,
      found.rows.map((row) => row.rowNo),
    )
    const byRow = Map.groupBy(findings, (finding) => finding.rowNo)
    const { submission } = await returnAt(app, tx, unit, year)
    return {
      register,
      sheet,
      mayWrite:
        OPEN_STATES.includes(submission.state) &&
        mayDo(app, actor, deedAt('register.change', unit, year, { areas: [id] })),
      total: found.total,
      page: found.page,
      size,
      rows: found.rows.map((row) => shownRow(app, register, row, byRow.get(row.rowNo) ?? [])),
    }
  })
}

export function shownRow(
  app: AppContext,
  register: Register,
  row: SheetRow,
  findings: readonly StoredRowFinding[],
): ShownRow {
  return {
    rowNo: row.rowNo,
    revision: row.revision,
    cells: maskedRow(register, app.secrets.openRow(register, row.data)),
    changedBy: row.changedBy,
    changedAt: row.changedAt,
    findings,
  }
}

/**
 * Checks a request against the register's fields. What is personal is found whole or not at all: looking for parts
 * of a number or a name would read it letter by letter.
 * @throws AppError REG-002 unknown field, REG-006 a filter that does not fit the field
 */
export function rowQuery(
  app: AppContext,
  register: Register,
  { filters = [], search, findings, sort }: RowsRequest,
): RowQuery {
  const fieldOf = (id: string) => {
    const field = register.fields.find((candidate) => candidate.id === id)
    if (!field) throw new AppError('REG-002', { register: register.id, field: id }, { kind: 'usage' })
    return field
  }
  const checked = filters.map((filter): RowFilter => {
    const field = fieldOf(filter.field)
    const isWhole = ['is', 'one_of', 'blank', 'not_blank'].includes(filter.operator)
    const isNumber = field.type === 'integer' || field.type === 'decimal'
    const isBound = filter.operator === 'at_least' || filter.operator === 'at_most'
    const refuse = () =>
      new AppError('REG-006', { field: field.name.zh, operator: filter.operator }, { kind: 'usage' })
    if (field.personal !== 'none' && !isWhole) throw refuse()
    if (isBound && isNumber && filter.values.some((value) => !/^-?\d+(\.\d+)?$/.test(value))) throw refuse()
    if (field.personal !== 'sensitive' || !['is', 'one_of'].includes(filter.operator)) return filter
    return { ...filter, hashes: filter.values.map((value) => app.secrets.lookupHash(value)) }
  })
  const sorting = sort && fieldOf(sort.field)
  if (sorting && sorting.personal === 'sensitive') {
    throw new AppError('REG-006', { field: sorting.name.zh, operator: 'sort' }, { kind: 'usage' })
  }
  return { filters: checked, search, findings, sort }
}

/** A row's past, the latest first, masked as rows are. */
export async function readRowHistory(
  app: AppContext,
  actor: Actor,
  org: string,
  year: ReportingYear,
  id: string,
  rowNo: number,
): Promise<StoredHistory[]> {
  const unit = await unitAt(app, org, year)
  const register = registerAt(app, id, year)
  return perform(app, actor, deedAt('register.read', unit, year, { areas: [id] }), async (tx) => {
    const history = await rowHistory(tx, { unitId: unit.id, year, register }, rowNo)
    return history.map((entry) => masked(app, register, entry))
  })
}

/** Rows that were taken away and can be brought back. */
export async function readDeletedRows(
  app: AppContext,
  actor: Actor,
  org: string,
  year: ReportingYear,
  id: string,
): Promise<StoredHistory[]> {
  const unit = await unitAt(app, org, year)
  const register = registerAt(app, id, year)
  return perform(app, actor, deedAt('register.read', unit, year, { areas: [id] }), async (tx) => {
    const deleted = await deletedRows(tx, { unitId: unit.id, year, register }, 200)
    return deleted.map((entry) => masked(app, register, entry))
  })
}

function masked(app: AppContext, register: Register, entry: StoredHistory): StoredHistory {
  return { ...entry, data: maskedRow(register, app.secrets.openRow(register, entry.data)) }
}

/**
 * Shows personal fields of one row in clear. Who looked at whom is in the trail.
 * @throws AppError REG-007 no such row
 */
export async function revealRow(
  app: AppContext,
  actor: Actor,
  org: string,
  year: ReportingYear,
  id: string,
  rowNo: number,
): Promise<Row> {
  const unit = await unitAt(app, org, year)
  const register = registerAt(app, id, year)
  const deed = deedAt('register.reveal', unit, year, { object: `${id}#${rowNo}`, areas: [id] })
  const personal = register.fields.filter((field) => field.personal !== 'none').map((field) => field.id)
  return perform(
    app,
    actor,
    deed,
    async (tx) => {
      const [row] = await readSheetRows(tx, { unitId: unit.id, year, register }, [rowNo])
      if (!row) throw new AppError('REG-007', { row: rowNo }, { kind: 'not_found' })
      const open = app.secrets.openRow(register, row.data)
      return Object.fromEntries(personal.map((field) => [field, open[field] ?? null]))
    },
    () => ({ fields: personal }),
  )
}
