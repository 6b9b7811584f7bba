import { createHash } from 'node:crypto'
import { promisify } from 'node:util'
import { gunzip, gzip } from 'node:zlib'
import type { Register } from '../../catalog/index.ts'
import type { Row, RowCell } from '../../formula/index.ts'
import { type ReducedValue, ReturnReducer } from '../../indicators/index.ts'
import { AppError, decimal, known, type ObservedState, type ReportingYear } from '../../kernel/index.ts'
import { eachSheetRow, type Tx, versionContent } from '../../store/index.ts'
import type { AppContext } from '../context.ts'
import { type Draft, isFilled } from './draft.ts'
import { maskedCell } from './row-values.ts'

/**
 * A return whole, as it was signed: what was typed, the rows of every register, the reasons. Written in one order, so
 * that the same return gives the same text and the same SHA-256. Sensitive fields stay encrypted.
 */
export interface ReturnContent {
  readonly format: 1
  readonly unit: string
  readonly year: ReportingYear
  readonly catalog: string
  /** Element, cell, state, value, reason. */
  readonly values: readonly (readonly [string, string, ObservedState, string | null, string | null])[]
  readonly registers: Readonly<Record<string, RegisterContent>>
  /** Check, key of the inputs, reason. */
  readonly explanations: readonly (readonly [string, string, string])[]
}

export interface RegisterContent {
  readonly state: 'begun' | 'none'
  /** Key and fields, in the order of the keys. */
  readonly rows: readonly (readonly [string, Row])[]
}

export async function contentOf(app: AppContext, tx: Tx, draft: Draft): Promise<ReturnContent> {
  const { unit, year, asked } = draft.at
  const registers: Record<string, RegisterContent> = {}
  for (const sheet of draft.sheets.toSorted((a, b) => (a.register < b.register ? -1 : 1))) {
    const register = asked.registers.get(sheet.register)?.register
    if (!register) continue
    const rows: [string, Row][] = []
    for await (const batch of eachSheetRow(tx, { unitId: unit.id, year, register })) {
      for (const row of batch) rows.push([row.rowKey, inOrder(register, row.data)])
    }
    if (rows.length === 0 && sheet.state !== 'none') continue
    rows.sort(([a], [b]) => (a < b ? -1 : 1))
    registers[sheet.register] = { state: sheet.state, rows }
  }
  return {
    format: 1,
    unit: unit.code,
    year,
    catalog: app.catalog.hash,
    values: draft.cells
      .filter(isFilled)
      .map((cell) => [
        cell.element,
        cell.cell,
        cell.state,
        cell.value === null ? null : decimal(cell.value).toFixed(),
        cell.reason,
      ]),
    registers,
    explanations: draft.explanations.map((each) => [each.check_code, each.input_key, each.text]),
  }
}

function inOrder(register: Register, row: Row): Row {
  return Object.fromEntries(register.fields.map(({ id }) => [id, row[id] ?? null]))
}

export interface PackedContent {
  readonly content: Buffer
  /** SHA-256 of the text, in hex. */
  readonly sha256: string
}

export async function pack(content: ReturnContent): Promise<PackedContent> {
  const text = Buffer.from(JSON.stringify(content), 'utf8')
  const sha256 = createHash('sha256').update(text).digest('hex')
  return { content: await promisify(gzip)(text, { level: 6 }), sha256 }
}

/** @throws Error where the text is not what its hash says: someone has been at the database */
async function unpack({ content, sha256 }: PackedContent): Promise<ReturnContent> {
  const text = await promisify(gunzip)(content)
  const found = createHash('sha256').update(text).digest('hex')
  if (found !== sha256) throw new Error(`a stored version has the hash ${found} and not ${sha256}`)
  return JSON.parse(text.toString('utf8')) as ReturnContent
}

/** @throws AppError SUB-004 no such version */
export async function readVersion(
  tx: Tx,
  unitId: number,
  year: ReportingYear,
  version: number,
): Promise<ReturnContent> {
  const packed = await versionContent(tx, unitId, year, version)
  if (!packed) throw new AppError('SUB-004', { version }, { kind: 'not_found' })
  return unpack(packed)
}

/** What a return comes to: values counted from its rows, and typed ones where nothing was counted. */
export function valuesOfContent(app: AppContext, content: ReturnContent): ReducedValue[] {
  const reducer = new ReturnReducer(app.catalog, content.year)
  for (const [id, { state, rows }] of Object.entries(content.registers)) {
    if (state === 'none' || rows.length > 0) reducer.handIn(id)
    for (const [, row] of rows) reducer.add(id, row)
  }
  for (const [element, cell, state, value] of content.values) {
    reducer.enter(element, cell, state === 'known' ? known(decimal(value ?? '0')) : { state })
  }
  return reducer.result()
}

/** A cell that differs between two versions, as it is shown: personal fields masked. */
export interface CellDifference {
  readonly element: string
  readonly cell: string
  readonly before: string | null
  readonly after: string | null
}

export interface RowDifference {
  readonly register: string
  readonly key: string
  readonly kind: 'added' | 'removed' | 'changed'
  /** Fields that differ; all fields of rows that are new or gone are left out. */
  readonly fields: readonly {
    readonly field: string
    readonly before: RowCell
    readonly after: RowCell
  }[]
}

export interface VersionDifference {
  readonly cells: readonly CellDifference[]
  readonly rows: readonly RowDifference[]
  /** Per register, also where not every row is listed. */
  readonly counts: readonly {
    readonly register: string
    readonly added: number
    readonly removed: number
    readonly changed: number
  }[]
  readonly reasons: readonly {
    readonly check: string
    readonly before: string | null
    readonly after: string | null
  }[]
}

/** Rows that are listed one by one; beyond that the counts speak. */
const LISTED_ROWS = 1000

/** Compares two versions of a return cell by cell. */
export function compare(app: AppContext, before: ReturnContent, after: ReturnContent): VersionDifference {
  const names = new Set([...Object.keys(before.registers), ...Object.keys(after.registers)])
  const rows: RowDifference[] = []
  const counts: VersionDifference['counts'][number][] = []
  for (const id of [...names].sort()) {
    const differences = compareRows(app, id, after.year, before.registers[id], after.registers[id])
    if (differences.length === 0) continue
    const of = (kind: RowDifference['kind']) => differences.filter((each) => each.kind === kind).length
    counts.push({ register: id, added: of('added'), removed: of('removed'), changed: of('changed') })
    rows.push(...differences.slice(0, Math.max(0, LISTED_ROWS - rows.length)))
  }
  return {
    cells: compareCells(before, after),
    rows,
    counts,
    reasons: compareReasons(before, after),
  }
}

function compareCells(before: ReturnContent, after: ReturnContent): CellDifference[] {
  const shown = ({ values }: ReturnContent) =>
    new Map(values.map(([element, cell, , value, reason]) => [`${element}|${cell}`, value ?? reason]))
  const old = shown(before)
  const now = shown(after)
  return [...new Set([...old.keys(), ...now.keys()])]
    .filter((key) => (old.get(key) ?? null) !== (now.get(key) ?? null))
    .sort()
    .map((key) => {
      const [element = '', cell = ''] = key.split('|')
      return { element, cell, before: old.get(key) ?? null, after: now.get(key) ?? null }
    })
}

function compareRows(
  app: AppContext,
  id: string,
  year: ReportingYear,
  before: RegisterContent | undefined,
  after: RegisterContent | undefined,
): RowDifference[] {
  const register = app.catalog.registers.inForce(id, year)
  if (!register) return []
  const old = new Map(before?.rows ?? [])
  const now = new Map(after?.rows ?? [])
  const differences: RowDifference[] = []
  for (const [key, row] of now) {
    const earlier = old.get(key)
    if (!earlier) differences.push({ register: id, key, kind: 'added', fields: [] })
    else {
      const fields = changedFields(app, register, earlier, row)
      if (fields.length > 0) differences.push({ register: id, key, kind: 'changed', fields })
    }
  }
  for (const key of old.keys())
    if (!now.has(key)) differences.push({ register: id, key, kind: 'removed', fields: [] })
  return differences
}

function changedFields(
  app: AppContext,
  register: Register,
  before: Row,
  after: Row,
): RowDifference['fields'][number][] {
  // The same number encrypted twice looks different; only fields that look different are opened.
  const isDifferent = (field: string) => (before[field] ?? null) !== (after[field] ?? null)
  const suspects = register.fields.filter(({ id }) => isDifferent(id))
  if (suspects.length === 0) return []
  const old = app.secrets.openRow(register, before)
  const now = app.secrets.openRow(register, after)
  return suspects
    .filter(({ id }) => (old[id] ?? null) !== (now[id] ?? null))
    .map((field) => {
      const show = (row: Row) =>
        field.personal === 'none' ? (row[field.id] ?? null) : maskedCell(field, row[field.id])
      return { field: field.id, before: show(old), after: show(now) }
    })
}

function compareReasons(before: ReturnContent, after: ReturnContent): VersionDifference['reasons'][number][] {
  const texts = ({ explanations }: ReturnContent) =>
    new Map(explanations.map(([check, key, text]) => [key, { check, text }]))
  const old = texts(before)
  const now = texts(after)
  return [...new Set([...old.keys(), ...now.keys()])]
    .filter((key) => old.get(key)?.text !== now.get(key)?.text)
    .sort()
    .map((key) => ({
      check: now.get(key)?.check ?? old.get(key)?.check ?? '',
      before: old.get(key)?.text ?? null,
      after: now.get(key)?.text ?? null,
    }))
}
