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
