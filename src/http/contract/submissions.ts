import { z } from '@hono/zod-openapi'
import { orgRef } from '../contract.ts'
import { remark, typedCell } from './entry.ts'
import { cells } from './registers.ts'
import { round, submissionState } from './rounds.ts'

const time = z.iso.datetime()

export const versionHead = z
  .object({
    version: z.number().int(),
    kind: z.enum(['submission', 'amendment']),
    sha256: z.string(),
    catalogHash: z.string(),
    actor: z.string(),
    actorName: z.string(),
    at: time,
    note: z.string().nullable(),
    size: z.number().int().openapi({ description: 'Bytes as stored, compressed' }),
  })
  .openapi('Version')

const step = z.enum(['submit', 'withdraw', 'send_back', 'accept', 'reopen', 'lock']).openapi('SubmissionStep')

export const submission = z
  .object({
    org: orgRef,
    year: z.number().int(),
    round,
    state: submissionState,
    deadline: time,
    version: z.number().int(),
    changedBy: z.string().nullable(),
    changedAt: time,
    handedOverBy: z.string().nullable(),
    note: z.string().nullable(),
    versions: z.array(versionHead).readonly(),
    remarks: z.array(remark).readonly(),
    notices: z
      .array(z.object({ kind: z.string(), text: z.string(), author: z.string(), at: time }))
      .readonly(),
    steps: z.array(step).readonly().openapi({ description: 'What whoever asks can do next' }),
  })
  .openapi('Submission')

export const signature = z
  .object({ note: z.string().trim().max(500).optional() })
  .openapi('Signature', { description: 'The leader answers for the return' })

const remarkPlace = remark.shape.place

export const sendingBack = z
  .object({
    remarks: z
      .array(z.object({ place: remarkPlace, text: z.string().trim().min(1).max(2000) }))
      .min(1)
      .max(500),
    deadline: time.optional(),
  })
  .openapi('SendingBack')

export const reopening = z
  .object({ reason: z.string().trim().min(1).max(500), deadline: time.optional() })
  .openapi('Reopening')

export const answer = z.object({ text: z.string().trim().min(1).max(2000) }).openapi('Answer')

export const amendment = z
  .object({
    reason: z.string().trim().min(1).max(1000),
    cells: z
      .array(typedCell.extend({ form: z.string() }))
      .max(2000)
      .optional(),
    rows: z
      .array(
        z.object({
          register: z.string(),
          added: z.array(cells).optional(),
          changed: z.array(z.object({ rowNo: z.number().int(), cells })).optional(),
          deleted: z.array(z.number().int()).optional(),
        }),
      )
      .optional(),
  })
  .openapi('Amendment')

const rowCell = z.union([z.string(), z.number(), z.boolean(), z.null()])

export const difference = z
  .object({
    cells: z
      .array(
        z.object({
          element: z.string(),
          cell: z.string(),
          before: z.string().nullable(),
          after: z.string().nullable(),
        }),
      )
      .readonly(),
    rows: z
      .array(
        z.object({
          register: z.string(),
          key: z.string(),
          kind: z.enum(['added', 'removed', 'changed']),
          fields: z.array(z.object({ field: z.string(), before: rowCell, after: rowCell })).readonly(),
        }),
      )
      .readonly(),
    counts: z
      .array(
        z.object({
          register: z.string(),
          added: z.number().int(),
          removed: z.number().int(),
          changed: z.number().int(),
        }),
      )
      .readonly(),
    reasons: z
      .array(z.object({ check: z.string(), before: z.string().nullable(), after: z.string().nullable() }))
      .readonly(),
  })
  .openapi('VersionDifference')

export type Submission = z.output<typeof submission>
export type VersionHead = z.output<typeof versionHead>
export type VersionDifference = z.output<typeof difference>
