import { z } from '@hono/zod-openapi'

/*
 * What crosses the wire, as schemas: the server checks requests and documents responses with them, the web reads
 * its types from them. Numbers that are published travel as decimal texts; no float takes part.
 */

export const bilingual = z.object({ zh: z.string(), en: z.string() }).openapi('Bilingual')

export const problem = z
  .object({
    code: z.string().openapi({ example: 'ORG-001' }),
    message: bilingual,
    params: z.record(z.string(), z.union([z.string(), z.number()])),
    path: z
      .array(z.union([z.string(), z.number()]))
      .readonly()
      .optional(),
  })
  .openapi('Problem')

export const state = z.enum(['known', 'missing', 'not_applicable', 'suppressed']).openapi('State')

export const coverage = z
  .object({ reported: z.number().int(), expected: z.number().int() })
  .openapi('Coverage', { description: 'How many units reported of how many that should have' })

export const orgRef = z
  .object({
    id: z.number().int(),
    code: z.string(),
    name: z.string(),
    nameEn: z.string(),
    level: z.string(),
    isSynthetic: z.boolean().openapi({ description: 'Values were made for demonstration, not reported' }),
  })
  .openapi('OrgRef')

export const listedUnit = z
  .object({
    id: z.number().int(),
    code: z.string(),
    name: z.string(),
    nameEn: z.string(),
    level: z.string(),
    depth: z.number().int(),
    parent: z.string().optional(),
    attributes: z.record(z.string(), z.string()),
    years: z.array(z.number().int()).readonly(),
    wholeYears: z
      .array(z.number().int())
      .readonly()
      .openapi({ description: 'Years for which every school below has handed in' }),
  })
  .openapi('OrgUnit')

const statedValue = z.object({
  state,
  value: z.string().optional().openapi({ description: 'Exact decimal' }),
  printed: z.string().optional().openapi({ description: 'Rounded as it is published' }),
  display: z
    .string()
    .optional()
    .openapi({ description: 'As a reader writes it where that differs: 18.84:1' }),
})

const change = z
  .object({
    direction: z.enum(['up', 'down', 'same']),
    amount: z.string(),
    unitLabel: bilingual,
    growth: z.string().optional().openapi({ description: 'Per cent, two decimals; absent for shares' }),
  })
  .openapi('Change')

export const shownValue = statedValue
  .extend({
    id: z.string(),
    kind: z.enum(['element', 'indicator']),
    name: bilingual,
    unit: z.string(),
    unitLabel: bilingual,
    decimals: z.number().int(),
    previous: statedValue.optional(),
    change: change.optional(),
    coverage,
    isComplete: z.boolean(),
  })
  .openapi('Value')

export type TraceNode = {
  name: string
  unitId: number
  year: number
  label: { zh: string; en: string }
  kind: 'element' | 'indicator' | 'parameter'
  unit: string
  unitLabel: { zh: string; en: string }
  decimals: number
  state: z.output<typeof state>
  value?: string | undefined
  printed?: string | undefined
  cell: string
  origin: 'entered' | 'counted' | 'rolled_up' | 'computed' | 'parameter'
  coverage: z.output<typeof coverage>
  formula?: { zh: string; en: string } | undefined
  inputs: TraceNode[]
}

export const trace: z.ZodType<TraceNode> = statedValue
  .extend({
    name: z.string(),
    unitId: z.number().int(),
    year: z.number().int(),
    label: bilingual,
    kind: z.enum(['element', 'indicator', 'parameter']),
    unit: z.string(),
    unitLabel: bilingual,
    decimals: z.number().int(),
    cell: z.string(),
    origin: z.enum(['entered', 'counted', 'rolled_up', 'computed', 'parameter']),
    coverage,
    formula: bilingual.optional(),
    inputs: z
      .array(z.lazy(() => trace))
      .openapi({ type: 'array', items: { $ref: '#/components/schemas/Trace' } }),
  })
  .openapi('Trace')

export const explained = z
  .object({
    org: orgRef,
    value: shownValue,
    trace,
    schools: z
      .array(z.object({ org: orgRef, value: shownValue, inputs: z.array(shownValue).readonly() }))
      .readonly(),
  })
  .openapi('Explained')

export const facts = z
  .object({
    org: z.object({ code: z.string(), name: z.string(), level: z.string() }),
    year: z.number().int(),
    catalog: z.string().openapi({ description: 'SHA-256 of the catalog the values were computed with' }),
    facts: z.array(shownValue).readonly(),
  })
  .openapi('Facts')

export const orgParam = z
  .string()
  .min(1)
  .openapi({ param: { name: 'org', in: 'path' }, description: 'Code or any known name', example: 'qingyuan' })
const year = z
  .string()
  .regex(/^\d{4}$/)
  .transform(Number)
export const yearQuery = year.openapi({
  param: { name: 'year', in: 'query' },
  type: 'integer',
  example: 2017,
})
export const yearParam = year.openapi({ param: { name: 'year', in: 'path' }, type: 'integer', example: 2017 })

export type Problem = z.output<typeof problem>
export type OrgRef = z.output<typeof orgRef>
export type ListedUnit = z.output<typeof listedUnit>
export type ShownValue = z.output<typeof shownValue>
