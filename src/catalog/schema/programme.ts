import { z } from 'zod'
import { bilingual, decimalText, formulaText, identifier, inForce, source } from './text.ts'

/** An occupation that enterprises ask for, and the programmes that train for it. */
export const occupationSchema = z.strictObject({
  id: z
    .string()
    .regex(/^[0-9]+(-[0-9]+)*$/, 'occupation')
    .meta({ description: '职业分类大典的小类编码，例如 6-18-01' }),
  name: bilingual,
  industry: z.string().min(1),
  source: source.optional(),
  /** Which share of the people wanted each programme is taken to supply; the shares add up to 1. */
  programmes: z.array(z.strictObject({ programme: z.string().min(1), share: decimalText })).min(1),
})

/** A rule over the figures of one programme at one school: for the yearly filing, or for adjusting the offer. */
export const programmeRuleSchema = z.strictObject({
  id: identifier,
  purpose: z.enum(['filing', 'adjustment']),
  name: bilingual,
  source: source,
  in_force: inForce.optional(),
  /** Condition over the figures; see catalog/programme-figures.ts. */
  when: formulaText,
  /** Of a filing rule: refuse keeps the programme from being filed, warn only tells. */
  severity: z.enum(['refuse', 'warn']).optional(),
  /** Of an adjustment rule: what it proposes. The first rule that holds decides. */
  action: identifier.optional(),
  message: bilingual,
})

export type Occupation = z.output<typeof occupationSchema>
export type ProgrammeRuleSource = z.output<typeof programmeRuleSchema>
