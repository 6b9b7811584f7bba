import { z } from '@hono/zod-openapi'
import { bilingual } from '../contract.ts'

const count = z.number().int()
const offset = count.openapi({ description: 'Characters (UTF-16) of `text`' })
const range = z.tuple([offset, offset])

export const verdictName = z.enum([
  'consistent',
  'last_digit',
  'contradicted',
  'base_unclear',
  'unverifiable',
])
export const severityName = z.enum(['error', 'warning', 'info', 'none'])

const operand = z.object({
  text: z.string(),
  value: z.string(),
  unit: z.string(),
  role: z.string(),
  roleName: bilingual,
  from: z
    .literal('previous')
    .optional()
    .openapi({ description: 'The number stands in last year’s report; its offsets are of that text' }),
  start: offset,
  end: offset,
})

const claim = z.object({
  id: z.string(),
  kind: z.string(),
  kindName: bilingual,
  rule: z.string(),
  quote: z.string(),
  start: offset,
  end: offset,
  spans: z.array(range.readonly()).readonly().openapi({ description: 'The stretches that the quote joins' }),
  place: bilingual.openapi({ description: 'Page, paragraph or cell, heading' }),
  operands: z.array(operand).readonly(),
  stated: z.string().nullable(),
  stated_at: range.readonly().nullable(),
  computed: z
    .object({ low: z.string(), high: z.string() })
    .nullable()
    .openapi({ description: 'What the printed figures allow, in the unit of the stated number' }),
  arithmetic: z.string().nullable(),
  verdict: verdictName,
  severity: severityName,
  message: bilingual,
  repairs: z
    .array(
      z.object({
        kind: z.string(),
        changes: z
          .array(z.object({ start: offset, end: offset, from: z.string(), to: z.string() }))
          .readonly(),
        mends: count.openapi({ description: 'Other claims that would hold then' }),
        breaks: count,
        message: bilingual,
      }),
    )
    .readonly(),
})

export const verifiedText = z
  .object({
    file: z.string(),
    format: z.enum(['txt', 'md', 'html', 'docx', 'pdf']),
    pages: count.optional(),
    text: z.string(),
    blocks: z
      .array(
        z.object({
          kind: z.string(),
          ranges: z.array(range.readonly()).readonly(),
          page: count.optional(),
          table: count.optional().openapi({ description: 'The grid that the block is a cell of' }),
        }),
      )
      .readonly(),
    tables: z
      .array(
        z.object({
          rows: count,
          columns: count,
          cells: z
            .array(
              z.object({
                row: count,
                column: count,
                rowSpan: count,
                columnSpan: count,
                start: offset,
                end: offset,
              }),
            )
            .readonly(),
        }),
      )
      .readonly(),
    notes: z.array(z.object({ code: z.string(), zh: z.string(), en: z.string() })).readonly(),
    tokens: z.object({
      total: count,
      classified: count,
      kinds: z.array(z.object({ kind: z.string(), name: bilingual, count })).readonly(),
    }),
    sentences: z.object({
      total: count,
      with_numbers: count,
      read: count,
      unread: z
        .array(z.object({ start: offset, end: offset, text: z.string(), reason: bilingual }))
        .readonly(),
    }),
    claims: z.array(claim).readonly(),
    summary: z.object({
      claims: count,
      checked: count.openapi({ description: 'All but those that cannot be verified' }),
      by_verdict: z.record(verdictName, count),
      by_severity: z.record(severityName, count),
    }),
    comparedWith: z.object({ org: z.string(), year: count }).optional(),
  })
  .openapi('VerifiedText')

const upload = (description: string) =>
  z.custom<File>((value) => value instanceof File).openapi({ type: 'string', format: 'binary', description })

export const verifyUpload = z
  .object({
    file: upload('.docx .pdf .html .md .txt'),
    previous: upload('Last year’s report').optional(),
    facts: z
      .enum(['yes', 'no'])
      .optional()
      .openapi({ description: 'yes: compare named values with accepted data' }),
    org: z.string().max(80).optional(),
    year: z
      .string()
      .regex(/^\d{4}$/)
      .optional(),
    watch: z
      .uuid()
      .optional()
      .openapi({ description: 'A random id of your own, under which the progress can be asked for' }),
  })
  .openapi('VerifyUpload')

/** How far a check has come: pages of a PDF are read before the blocks of its text are. */
export const verifyProgress = z
  .object({ stage: z.enum(['waiting', 'page', 'block']), done: count, of: count })
  .openapi('VerifyProgress')

export type VerifyProgress = z.output<typeof verifyProgress>
export type VerifiedText = z.output<typeof verifiedText>
export type VerifiedClaim = z.output<typeof claim>
export type VerdictName = z.output<typeof verdictName>
export type SeverityName = z.output<typeof severityName>
