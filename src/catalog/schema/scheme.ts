import { z } from 'zod'
import { bilingual, decimalText, formulaText, identifier, inForce, integerText, source } from './text.ts'

/** Share of a criterion's weight that a mark is worth, from 0 to 1. */
const factor = decimalText
  .refine((value) => value.gte(0) && value.lte(1), { error: '应为 0 至 1 · from 0 to 1' })
  .meta({ description: '得分系数，0 至 1，例如 0.8' })

/** One of the marks that an assessor may give, the best first. */
const markSchema = z.strictObject({
  id: identifier,
  name: bilingual,
  factor,
  /** What a subject looks like that deserves the mark. */
  descriptor: bilingual.optional(),
})

const stepSchema = z.strictObject({
  at_least: decimalText.optional(),
  at_most: decimalText.optional(),
  factor,
})

/** How a known value becomes a share of the weight. Bounds stand in the unit of the value. */
const scoringSchema = z.discriminatedUnion('function', [
  z.strictObject({
    function: z.literal('threshold'),
    at_least: decimalText.optional(),
    at_most: decimalText.optional(),
    otherwise: factor.default(decimalText.parse('0')),
  }),
  z.strictObject({
    function: z.literal('bands'),
    bands: z.array(stepSchema).min(1),
    otherwise: factor.default(decimalText.parse('0')),
  }),
  /** 0 at `none`, the whole weight at `full`, in proportion between them, never beyond. */
  z.strictObject({ function: z.literal('linear'), none: decimalText, full: decimalText }),
  /** By place among the subjects compared: the first takes the whole weight, the last takes `last`. */
  z.strictObject({
    function: z.literal('rank'),
    better: z.enum(['higher', 'lower']),
    last: factor.default(decimalText.parse('0')),
  }),
  /** Meets the bound that a standard sets for the unit's variant, or not. */
  z.strictObject({ function: z.literal('standard'), standard: identifier, item: identifier }),
])

const computedSchema = z.strictObject({
  /** Formula over elements and indicators; left out where the scoring names the item of a standard. */
  value: formulaText.optional(),
  /** Unit of the bounds; that of the indicator where `value` is one. */
  unit: z.string().optional(),
  score: scoringSchema,
})

/** A value that a diagnosis looks at and does not score. */
const observedSchema = z.strictObject({
  value: formulaText,
  unit: z.string().optional(),
  better: z.enum(['higher', 'lower', 'neutral']).default('neutral'),
})

const judgedSchema = z.strictObject({
  /** The scheme's own marks where left out. */
  marks: z.array(markSchema).min(2).optional(),
})

const evidenceSchema = z.strictObject({
  /** What is to be handed in. */
  ask: bilingual,
})

const unknownRule = {
  /** What becomes of a computed criterion whose value is missing. */
  missing: z.enum(['withhold', 'zero', 'exclude', 'judge']).optional(),
  not_applicable: z.enum(['exclude', 'full', 'zero']).optional(),
}

/** A criterion holds others, or is a leaf with exactly one rule. */
const criterionBody = z.strictObject({
  id: identifier,
  name: bilingual,
  weight: decimalText.optional(),
  /** What is meant, for those who assess. */
  guide: bilingual.optional(),
  /** Field of competence that an expert needs for it. */
  competence: identifier.optional(),
  ...unknownRule,
  computed: computedSchema.optional(),
  observed: observedSchema.optional(),
  judged: judgedSchema.optional(),
  evidence: evidenceSchema.optional(),
})

export type CriterionSource = z.output<typeof criterionBody> & {
  readonly criteria?: CriterionSource[] | undefined
}

const criterionSchema: z.ZodType<CriterionSource> = criterionBody.extend({
  criteria: z.lazy(() => z.array(criterionSchema).min(1)).optional(),
})

/** A weighted tree of criteria. A new index system is such a file and no code. */
export const schemeSchema = z.strictObject({
  id: identifier,
  version: z.string().regex(/^\d+(\.\d+)*$/, 'version'),
  stage: z.enum(['draft', 'trial', 'issued']),
  name: bilingual,
  source: source,
  /** Whether the weights are those of a document or examples of ours to replace. */
  weights_certainty: z.enum(['verified', 'partly', 'remembered', 'ours']).default('ours'),
  in_force: inForce.optional(),
  subject: z.enum(['school', 'programme', 'class', 'student']),
  /** scoring yields points; diagnosis yields an opinion per element, without weights. */
  purpose: z.enum(['scoring', 'diagnosis']).default('scoring'),
  full: decimalText.optional(),
  /** Places of the points that a leaf awards; sums are exact after that. */
  decimals: integerText.default(2),
  ...unknownRule,
  marks: z.array(markSchema).min(2),
  /** Names of totals, the best first; the last begins at 0. */
  ratings: z.array(z.strictObject({ id: identifier, name: bilingual, at_least: decimalText })).default([]),
  /** Who judges, and for how much of a judged leaf. `self` is the subject itself. */
  assessors: z
    .array(
      z.strictObject({
        id: identifier,
        name: bilingual,
        weight: decimalText,
        combine: z.enum(['mean', 'median', 'trimmed_mean']).default('mean'),
      }),
    )
    .min(1),
  /** Where marks of these assessors lie further apart than `limit`, a chief decides. */
  arbitration: z.strictObject({ assessor: identifier, limit: factor }).optional(),
  /** Credits are earned from this rating upward. */
  credits: z.strictObject({ pass: identifier }).optional(),
  /** Conclusions of a review by how many elements it sees as the school does, the best first. */
  review: z
    .strictObject({
      source,
      conclusions: z.array(z.strictObject({ id: identifier, name: bilingual, at_least: integerText })).min(2),
    })
    .optional(),
  criteria: z.array(criterionSchema).min(1),
})

export type SchemeSource = z.output<typeof schemeSchema>
export type Mark = z.output<typeof markSchema>
export type ScoringSource = z.output<typeof scoringSchema>
export type MissingRule = NonNullable<SchemeSource['missing']>
export type NotApplicableRule = NonNullable<SchemeSource['not_applicable']>
