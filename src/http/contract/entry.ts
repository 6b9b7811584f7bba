import { z } from '@hono/zod-openapi'
import { bilingual, orgRef, problem, state } from '../contract.ts'
import { submissionState } from './rounds.ts'

const time = z.iso.datetime()

export const draftCell = z
  .object({
    element: z.string(),
    cell: z.string().openapi({ description: 'Empty for the whole; `grade=1` for one cell of a breakdown' }),
    state,
    value: z.string().nullable().openapi({ description: 'Exact decimal' }),
    reason: z
      .string()
      .nullable()
      .openapi({ description: 'Code of missing_reasons; null with a null value: nothing entered yet' }),
    revision: z.number().int().openapi({ description: 'To be named by the next save' }),
    changedBy: z.string().nullable(),
    changedAt: time.nullable(),
  })
  .openapi('DraftCell')

export const typedCell = z
  .object({
    element: z.string().min(1).max(100),
    cell: z.string().max(200).default(''),
    value: z.string().max(40).nullable().optional(),
    reason: z.string().max(60).nullable().optional(),
    revision: z.number().int().min(0),
  })
  .openapi('TypedCell')

export const cellsToSave = z.object({ cells: z.array(typedCell).min(1).max(2000) }).openapi('CellsToSave')

const savedCell = z.object({ element: z.string(), cell: z.string(), revision: z.number().int() })

export const savedCells = z
  .object({ saved: z.array(savedCell).readonly(), conflicts: z.array(draftCell).readonly() })
  .openapi('SavedCells')

/** The answer where someone else was quicker: what was saved all the same, and how the others stand. */
export const cellConflict = problem
  .extend({ saved: z.array(savedCell).readonly(), conflicts: z.array(draftCell).readonly() })
  .openapi('CellConflict')

export const severity = z.enum(['error', 'explain', 'note']).openapi('Severity')

export const finding = z
  .object({
    code: z.string(),
    severity,
    level: z.number().int().min(0).max(5),
    at: z.object({
      orgUnit: z.string(),
      year: z.number().int(),
      elements: z.array(z.string()).readonly().optional(),
      register: z.string().optional(),
      row: z.string().optional(),
      fields: z.array(z.string()).readonly().optional(),
    }),
    message: bilingual,
    inputs: z.record(z.string(), z.string()),
  })
  .openapi('Finding')

const deskFinding = finding
  .extend({
    inputKey: z.string().openapi({ description: 'What a written reason is kept under' }),
    explanation: z.string().optional(),
    count: z.number().int().openapi({ description: 'How many rows it stands for' }),
    rows: z.array(z.number().int()).readonly().optional().openapi({ description: 'The first of them' }),
    isLocal: z.boolean().openapi({ description: 'The browser finds it by itself' }),
  })
  .openapi('DeskFinding')

export const deskFindings = z
  .object({
    findings: z.array(deskFinding).readonly(),
    notChecked: z.array(z.object({ code: z.string(), missing: z.array(z.string()).readonly() })).readonly(),
    passed: z.number().int(),
    summary: z.object({
      errors: z.number().int(),
      toExplain: z.number().int(),
      explained: z.number().int(),
      notes: z.number().int(),
      filled: z.number().int(),
      expected: z.number().int(),
    }),
  })
  .openapi('DeskFindings')

export const reason = z
  .object({ inputKey: z.string().min(1).max(4000), text: z.string().max(2000) })
  .openapi('Reason')

export const remark = z
  .object({
    id: z.string(),
    version: z.number().int(),
    place: z.object({
      element: z.string().optional(),
      cell: z.string().optional(),
      register: z.string().optional(),
      row: z.number().int().optional(),
      field: z.string().optional(),
      form: z.string().optional(),
    }),
    text: z.string(),
    author: z.string(),
    writtenAt: time,
    answer: z.string().nullable(),
    answeredBy: z.string().nullable(),
    answeredAt: time.nullable(),
  })
  .openapi('Remark')

export const sheet = z
  .object({
    register: z.string(),
    state: z.enum(['begun', 'none']).openapi({ description: 'none: declared to have no rows this year' }),
    revision: z.number().int(),
    rows: z.number().int(),
    changedBy: z.string().nullable(),
    changedAt: time,
  })
  .openapi('RegisterSheet')

const orgUnit = z.object({
  id: z.number().int(),
  code: z.string(),
  level: z.enum(['nation', 'province', 'city', 'county', 'school', 'class_provider', 'group']),
  aliases: z.array(z.string()).readonly(),
  versions: z
    .array(
      z.object({
        inForce: z.object({ from: z.number().int().optional(), to: z.number().int().optional() }),
        name: z.string(),
        nameEn: z.string(),
        parentId: z.number().int().optional(),
        status: z.enum(['open', 'closed']),
        attributes: z.record(z.string(), z.string()),
      }),
    )
    .readonly(),
})

const draftBundle = z
  .object({
    unit: orgUnit,
    year: z.number().int(),
    values: z
      .array(
        z.object({
          year: z.number().int(),
          element: z.string(),
          cell: z.string(),
          state,
          value: z.string().optional(),
          origin: z.enum(['entered', 'counted', 'rolled_up']),
          reported: z.number().int(),
          expected: z.number().int(),
        }),
      )
      .readonly(),
  })
  .openapi('DraftBundle', {
    description: 'With the catalog, all that checks in the browser look at: draftWorld makes the world of it',
  })

export const entryDocument = z
  .object({
    org: orgRef,
    year: z.number().int(),
    title: z.string(),
    state: submissionState,
    isOpen: z.boolean(),
    mayWrite: z.boolean(),
    deadline: time,
    handedOverBy: z.string().nullable(),
    catalogHash: z
      .string()
      .openapi({ description: 'Of the catalog under /catalog that the forms and checks are in' }),
    forms: z.array(z.string()).readonly().openapi({ description: 'Forms that the unit fills in' }),
    cells: z.array(draftCell).readonly(),
    sheets: z.array(sheet).readonly(),
    remarks: z.array(remark).readonly(),
    bundle: draftBundle,
  })
  .openapi('Entry')

export type DraftCell = z.output<typeof draftCell>
export type EntryDocument = z.output<typeof entryDocument>
export type DeskFinding = z.output<typeof deskFinding>
export type DeskFindings = z.output<typeof deskFindings>
export type SavedCells = z.output<typeof savedCells>
export type CellConflict = z.output<typeof cellConflict>
export type Remark = z.output<typeof remark>
export type Sheet = z.output<typeof sheet>
