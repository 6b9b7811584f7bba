import { z } from '@hono/zod-openapi'
import { orgRef } from '../contract.ts'

const trailEntry = z
  .object({
    id: z.string(),
    at: z.iso.datetime(),
    org: orgRef,
    actor: z.string(),
    origin: z.string().openapi({ description: 'Address or command that it came from' }),
    action: z.string().openapi({ example: 'submission.accept' }),
    object: z.string(),
    result: z.enum(['done', 'refused', 'failed']),
    details: z.unknown(),
  })
  .openapi('TrailEntry')

export const trailPage = z
  .object({
    entries: z.array(trailEntry).readonly(),
    next: z.string().optional().openapi({ description: 'To be sent as `before` for the next page' }),
  })
  .openapi('TrailPage')

export const trailQuery = z.object({
  actor: z.string().max(64).optional(),
  action: z.string().max(64).optional(),
  result: z.enum(['done', 'refused', 'failed']).optional(),
  text: z.string().max(100).optional(),
  from: z.iso.datetime().optional(),
  to: z.iso.datetime().optional(),
})

export type TrailEntry = z.output<typeof trailEntry>
export type TrailPage = z.output<typeof trailPage>
