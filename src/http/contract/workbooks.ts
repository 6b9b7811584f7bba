import { z } from '@hono/zod-openapi'
import { bilingual } from '../contract.ts'
import { severity } from './entry.ts'

const cell = z.union([z.string(), z.number(), z.boolean(), z.null()])
const count = z.number().int()

const cellChange = z.object({
  element: z.string(),
  name: bilingual,
  from: z
    .string()
    .nullable()
    .openapi({ description: 'Exact decimal, or the name of the reason why there is none' }),
  to: z.string().nullable(),
  place: z.string().openapi({ example: '教职工情况表!F6' }),
})

const formChange = z.object({
  form: z.string(),
  name: bilingual,
  entered: count,
  changed: count,
  cleared: count,
  same: count,
  kept: count.openapi({ description: 'Cells that another has changed and this file has not: they stay' }),
  samples: z.array(cellChange).readonly().openapi({ description: 'The first twenty' }),
})

const rowChange = z.object({
  kind: z.enum(['added', 'changed', 'removed']),
  key: z.string(),
  number: count.optional().openapi({ description: 'Row of the file' }),
  cells: z
    .array(z.object({ field: z.string(), from: cell, to: cell }))
    .readonly()
    .openapi({ description: 'Fields that differ; personal ones masked' }),
})

const registerChange = z.object({
  register: z.string(),
  name: bilingual,
  sheet: z.string(),
  rows: count,
  added: count,
  changed: count,
  removed: count,
  same: count,
  isDeclaredEmpty: z.boolean(),
  samples: z.array(rowChange).readonly().openapi({ description: 'The first twenty' }),
})

const shownFault = z.object({
  code: z.string(),
  sheet: z.string(),
  cell: z
    .string()
    .openapi({ example: 'C5', description: 'The row alone, or empty, where it is of no one cell' }),
  message: bilingual,
})

export const importOutcome = z
  .object({
    id: z
      .string()
      .optional()
      .openapi({ description: 'By which the file is confirmed, read again, thrown away' }),
    org: z.object({ code: z.string(), name: z.string() }),
    year: count,
    file: z.string(),
    state: z.enum(['previewed', 'refused', 'imported']).openapi({
      description:
        'previewed: can be confirmed; refused: it has faults, or conflicts that want `overwrite`; imported: all is there',
    }),
    forms: z.array(formChange).readonly(),
    registers: z.array(registerChange).readonly(),
    untouched: z
      .array(z.string())
      .readonly()
      .openapi({ description: 'Registers that were left blank and stay as they are' }),
    faults: z.object({
      count,
      shown: z.array(shownFault).readonly().openapi({ description: 'The first two hundred' }),
    }),
    conflicts: z.array(bilingual).readonly().openapi({
      description: 'Cells and registers that somebody has changed since the workbook was downloaded',
    }),
    notes: z.array(z.object({ code: z.string(), message: bilingual })).readonly(),
    findings: z
      .object({
        summary: z.object({
          errors: count,
          toExplain: count,
          explained: count,
          notes: count,
          filled: count,
          expected: count,
        }),
        shown: z.array(shownFault.extend({ severity })).readonly(),
      })
      .optional()
      .openapi({ description: 'What all checks say of the draft with the file in it' }),
  })
  .openapi('ImportOutcome')

export const workbookUpload = z
  .object({
    file: z
      .custom<File>((value) => value instanceof File)
      .openapi({ type: 'string', format: 'binary', description: '.xlsx or .csv' }),
    register: z
      .string()
      .max(60)
      .optional()
      .openapi({ description: 'The register of a single table, where its columns leave a doubt' }),
    mode: z
      .enum(['replace', 'merge'])
      .optional()
      .openapi({ description: 'merge: rows that the file does not have stay. replace by default' }),
  })
  .openapi('WorkbookUpload')

export const importConfirmation = z
  .object({
    overwrite: z
      .boolean()
      .default(false)
      .openapi({ description: 'The file holds against what was changed since it was downloaded' }),
  })
  .openapi('ImportConfirmation')

export type ImportOutcome = z.output<typeof importOutcome>
