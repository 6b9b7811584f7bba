import { z } from '@hono/zod-openapi'
import { problem } from '../contract.ts'
import { finding, severity, sheet } from './entry.ts'

const time = z.iso.datetime()
const cell = z.union([z.string(), z.number(), z.boolean(), z.null()])

export const cells = z
  .record(z.string(), cell)
  .openapi('RowCells', { description: 'Cells by field id; personal fields come masked' })

export const shownRow = z
  .object({
    rowNo: z.number().int(),
    revision: z.number().int(),
    cells,
    changedBy: z.string().nullable(),
    changedAt: time.nullable(),
    findings: z.array(finding).readonly(),
  })
  .openapi('RegisterRow')

const filter = z
  .object({
    field: z.string(),
    operator: z.enum([
      'is',
      'is_not',
      'contains',
      'starts_with',
      'at_least',
      'at_most',
      'one_of',
      'blank',
      'not_blank',
    ]),
    values: z.array(z.string().max(200)).max(200).default([]),
  })
  .openapi('RowFilter', { description: 'Sensitive fields are found by their whole value or not at all' })

export const rowsQuery = z
  .object({
    filters: z.array(filter).max(20).optional(),
    search: z.string().max(100).optional(),
    findings: z.union([severity, z.literal('any')]).optional(),
    sort: z.object({ field: z.string(), descending: z.boolean().default(false) }).optional(),
    page: z.number().int().min(1).optional(),
    size: z.number().int().min(1).max(500).optional(),
    around: z.number().int().min(1).optional().openapi({
      description: 'Number of a row: the page that it stands on instead, where it is among those asked for',
    }),
  })
  .openapi('RowsQuery')

export const rowsPage = z
  .object({
    register: z.string(),
    sheet: sheet.optional(),
    mayWrite: z.boolean(),
    total: z.number().int(),
    page: z.number().int(),
    size: z.number().int(),
    rows: z.array(shownRow).readonly(),
  })
  .openapi('RowsPage')

export const newRows = z.object({ rows: z.array(cells).min(1).max(5000) }).openapi('NewRows')

export const rowChanges = z
  .object({
    rows: z
      .array(z.object({ rowNo: z.number().int(), revision: z.number().int(), cells }))
      .min(1)
      .max(5000),
  })
  .openapi('RowChanges')

const choice = z.union([
  z.object({ rows: z.array(z.number().int()).min(1).max(50_000) }),
  z.object({ matching: rowsQuery.pick({ filters: true, search: true, findings: true }) }),
])

export const manyRowChange = z.object({ choice, cells }).openapi('ManyRowChange')
export const rowDeletion = z.object({ choice }).openapi('RowDeletion')
export const wholeRegister = z.object({ rows: z.array(cells).max(200_000) }).openapi('WholeRegister')

export const changedRows = z
  .object({ sheet, rows: z.array(shownRow).readonly(), conflicts: z.array(shownRow).readonly() })
  .openapi('ChangedRows')

export const rowConflict = problem
  .extend({ sheet, rows: z.array(shownRow).readonly(), conflicts: z.array(shownRow).readonly() })
  .openapi('RowConflict')

export const manyChanged = z.object({ sheet, count: z.number().int() }).openapi('ManyChanged')

export const replacement = z
  .object({
    sheet,
    added: z.number().int(),
    changed: z.number().int(),
    removed: z.number().int(),
    unchanged: z.number().int(),
  })
  .openapi('Replacement')

export const rowPast = z
  .object({
    rowNo: z.number().int(),
    revision: z.number().int(),
    cells,
    changedBy: z.string().nullable(),
    changedAt: time.nullable(),
    change: z.enum(['edited', 'deleted']),
    replacedBy: z.string(),
    replacedAt: time,
  })
  .openapi('RowPast')

export type ShownRow = z.output<typeof shownRow>
export type RowsPage = z.output<typeof rowsPage>
export type ChangedRows = z.output<typeof changedRows>
export type RowConflict = z.output<typeof rowConflict>
export type RowPast = z.output<typeof rowPast>
