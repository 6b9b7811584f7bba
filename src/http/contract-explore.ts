import { z } from '@hono/zod-openapi'
import { bilingual, orgRef, shownValue, trace } from './contract.ts'

/* What the explorer asks for: quantities to pick from, a value's years, neighbours, parts and story. */

export const topic = z
  .object({ id: z.string(), kind: z.enum(['topic', 'form', 'register']), name: bilingual })
  .openapi('Topic')

export const quantity = z
  .object({
    id: z.string(),
    kind: z.enum(['element', 'indicator']),
    name: bilingual,
    topic,
    unitLabel: bilingual,
    decimals: z.number().int(),
    isShare: z.boolean(),
    isAdditive: z.boolean().openapi({ description: 'A unit above is the sum of those below' }),
    style: z.enum(['plain', 'to_one', 'pair']),
    better: z.enum(['higher', 'lower', 'neutral']),
    hasStandard: z.boolean(),
    synonyms: z.array(z.string()).readonly(),
  })
  .openapi('Quantity')

export const unitValues = z
  .object({ org: orgRef, year: z.number().int(), values: z.array(shownValue).readonly() })
  .openapi('UnitValues')

export const series = z
  .object({
    org: orgRef,
    points: z.array(z.object({ year: z.number().int(), value: shownValue })).readonly(),
  })
  .openapi('Series')

const certainty = z
  .enum(['verified', 'partly', 'remembered', 'ours'])
  .openapi({ description: 'How well the document at hand attests it' })

export const standardLine = z
  .object({
    standard: z.string(),
    name: bilingual,
    item: bilingual,
    source: z.string(),
    certainty,
    comparison: z.enum(['at_least', 'at_most']),
    bounds: z
      .array(z.object({ value: z.string(), printed: z.string(), variants: z.array(bilingual).readonly() }))
      .readonly(),
    verdicts: z
      .array(z.object({ unitId: z.number().int(), bound: z.string(), met: z.boolean().optional() }))
      .readonly(),
  })
  .openapi('StandardLine')

const unitValue = z.object({ org: orgRef, value: shownValue })

export const comparison = z
  .object({
    quantity,
    year: z.number().int(),
    whole: unitValue,
    units: z.array(unitValue).readonly(),
    standards: z.array(standardLine).readonly(),
  })
  .openapi('Comparison')

export const origin = z
  .object({
    keptBy: z.enum(['school', 'city']),
    form: z.object({ id: z.string(), name: bilingual }).optional(),
    register: z.object({ id: z.string(), name: bilingual, counting: bilingual }).optional(),
  })
  .openapi('Origin', { description: 'Where an element is handed in' })

export const story = z
  .object({
    org: orgRef,
    year: z.number().int(),
    definition: z.object({
      quantity,
      meaning: bilingual.optional(),
      formula: bilingual.optional(),
      rollup: z.enum(['ratio_of_sums', 'sum', 'own', 'none', 'distinct']),
      period: z.enum(['school_year', 'reference_date', 'calendar_year', 'calendar_year_before']).optional(),
      source: z.object({ text: z.string(), certainty }).optional(),
    }),
    trace,
    origins: z.record(z.string(), origin),
  })
  .openapi('Story')

export const breakdown = z
  .object({
    org: orgRef,
    year: z.number().int(),
    quantity,
    groupings: z
      .array(
        z.object({
          dimension: z.string(),
          name: bilingual,
          parts: z
            .array(
              z.object({
                code: z.string(),
                name: bilingual,
                value: z.string(),
                printed: z.string(),
                share: z.string(),
              }),
            )
            .readonly(),
        }),
      )
      .readonly(),
  })
  .openapi('Breakdown')

export type Topic = z.output<typeof topic>
export type Quantity = z.output<typeof quantity>
export type UnitValues = z.output<typeof unitValues>
export type Series = z.output<typeof series>
export type StandardLine = z.output<typeof standardLine>
export type Comparison = z.output<typeof comparison>
export type Origin = z.output<typeof origin>
export type Story = z.output<typeof story>
export type Breakdown = z.output<typeof breakdown>
