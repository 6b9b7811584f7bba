import { z } from '@hono/zod-openapi'

const name = z.string().trim().min(1).max(80)
const attributes = z.record(z.string(), z.string())

const change = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('open'),
    code: z.string().regex(/^[a-z][a-z0-9-]{1,39}$/),
    level: z.enum(['nation', 'province', 'city', 'county', 'school', 'class_provider', 'group']),
    name,
    nameEn: name.optional(),
    parent: name,
    attributes: attributes.optional(),
    aliases: z.array(name).optional(),
  }),
  z.object({ kind: z.literal('close'), unit: name }),
  z.object({ kind: z.literal('merge'), units: z.array(name).min(1), into: name }),
  z.object({ kind: z.literal('rename'), unit: name, name, nameEn: name.optional() }),
  z.object({ kind: z.literal('move'), unit: name, parent: name }),
  z.object({ kind: z.literal('describe'), unit: name, attributes }),
])

export const orgChange = z
  .object({
    change,
    reason: z.string().trim().min(4).max(500),
  })
  .openapi('OrgChange', { description: 'Holds from the reporting year of the address on; past years stay' })

export const orgChangePreview = z
  .object({
    units: z
      .array(
        z.object({
          code: z.string(),
          name: z.string(),
          changes: z
            .array(
              z.object({
                what: z.enum(['name', 'nameEn', 'parent', 'status', 'alias']),
                before: z.string().optional(),
                after: z.string().optional(),
              }),
            )
            .readonly(),
        }),
      )
      .readonly(),
    years: z
      .array(z.number().int())
      .readonly()
      .openapi({ description: 'Years from the change on whose trees and sums follow' }),
  })
  .openapi('OrgChangePreview')

export const unitHistory = z
  .object({
    code: z.string(),
    level: z.string(),
    aliases: z.array(z.string()).readonly(),
    spans: z
      .array(
        z.object({
          from: z.number().int().optional(),
          to: z.number().int().optional(),
          name: z.string(),
          nameEn: z.string(),
          parent: z.string().optional(),
          status: z.enum(['open', 'closed']),
        }),
      )
      .readonly(),
  })
  .openapi('UnitHistory')

export const pastOrgChange = z
  .object({
    year: z.number().int(),
    kind: z.string(),
    reason: z.string(),
    actor: z.string(),
    at: z.iso.datetime(),
    details: z.unknown(),
  })
  .openapi('PastOrgChange')

export type OrgChange = z.output<typeof orgChange>
export type OrgChangePreview = z.output<typeof orgChangePreview>
export type PastOrgChange = z.output<typeof pastOrgChange>
export type UnitHistory = z.output<typeof unitHistory>
