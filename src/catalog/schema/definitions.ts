import { z } from 'zod'
import {
  bilingual,
  decimalText,
  flagText,
  formulaText,
  given,
  identifier,
  inForce,
  integerText,
  source,
  year,
} from './text.ts'

export const unitSchema = z.strictObject({
  id: identifier,
  name: bilingual,
  symbol: z.strictObject({ zh: z.string(), en: z.string() }).optional(),
  base: identifier.optional(),
  scale: decimalText.optional(),
  kind: z.enum(['plain', 'share', 'point']).default('plain'),
})

export const codeListSchema = z.strictObject({
  id: identifier,
  name: bilingual,
  source: source.optional(),
  codes: z
    .array(
      z.strictObject({
        code: z.string().min(1),
        name: bilingual,
        parent: z.string().optional(),
        synonyms: z.array(z.string()).optional(),
        in_force: inForce.optional(),
        attributes: z.record(z.string(), z.string()).optional(),
      }),
    )
    .min(1),
})

/** A number that a rule sets and that changes with the years: a weight, a bound, an amount per head. */
export const parameterSchema = z.strictObject({
  id: identifier,
  name: bilingual,
  unit: z.string(),
  source: source,
  values: z.array(z.strictObject({ from: year, value: decimalText })).min(1),
})

/** Something that the year needs a reason for, an attribute of org units … */
export const attributeSchema = z.strictObject({
  id: identifier,
  name: bilingual,
  codelist: identifier,
})

const fieldSchema = z.strictObject({
  id: identifier,
  name: bilingual,
  type: z.enum(['text', 'integer', 'decimal', 'code', 'flag', 'date', 'id_number', 'phone', 'reference']),
  codelist: identifier.optional(),
  /** Register whose key the field names, for type reference. */
  refers_to: identifier.optional(),
  unit: z.string().optional(),
  counts: identifier.optional(),
  required: flagText.optional(),
  min: decimalText.optional(),
  max: decimalText.optional(),
  max_length: integerText.optional(),
  /** Class of personal data (PIPL): none, personal (姓名), sensitive (身份证号). Sensitive fields are encrypted. */
  personal: z.enum(['none', 'personal', 'sensitive']).default('none'),
  synonyms: z.array(z.string()).optional(),
  help: bilingual.optional(),
  example: z.string().optional(),
})

const checkBody = {
  code: z.string().regex(/^[A-Z]{3}-\d{3}$/, 'check_code'),
  name: bilingual,
  level: z.enum(['0', '1', '2', '3', '4', '5']).transform((text) => Number(text) as 0 | 1 | 2 | 3 | 4 | 5),
  severity: z.enum(['error', 'explain', 'note']),
  in_force: inForce.optional(),
  source: source.optional(),
  message: bilingual,
}

/** A check on each row of a register. */
const rowCheckSchema = z.strictObject({
  ...checkBody,
  /** Rows to which the check applies; all where left out. */
  when: formulaText.optional(),
  expect: formulaText,
  fields: z.array(identifier).min(1),
  passes: z.record(z.string(), z.string()),
  fails: z.record(z.string(), z.string()),
})

export const registerSchema = z.strictObject({
  id: identifier,
  name: bilingual,
  definition: bilingual,
  kept_by: z.enum(['school', 'city']),
  /** What one row counts. */
  counts: identifier,
  key: z.array(identifier).min(1),
  source: source.optional(),
  in_force: inForce.optional(),
  /** Rows from other schools with the same key are told of (a student counted twice). */
  unique_across_schools: identifier.optional(),
  fields: z.array(fieldSchema).min(1),
  checks: z.array(rowCheckSchema).default([]),
})

export const elementSchema = z.strictObject({
  id: identifier,
  name: bilingual,
  definition: bilingual,
  unit: z.string(),
  decimals: integerText.default(0),
  /** Typed by a person: on which form, at which level. */
  collected: z.strictObject({ form: identifier, by: z.enum(['school', 'city']) }).optional(),
  /** Counted from register rows, over which entered values must agree. */
  counted: formulaText.optional(),
  breakdowns: z
    .array(
      z.strictObject({
        dimension: identifier,
        codelist: identifier.optional(),
        field: identifier.optional(),
      }),
    )
    .default([]),
  /** sum: levels above are sums; distinct: members are counted once at every level; none: holds at its own level only. */
  rollup: z.enum(['sum', 'distinct', 'none']).default('sum'),
  /** Which span or date a value of reporting year Y describes. */
  period: z
    .enum(['school_year', 'reference_date', 'calendar_year', 'calendar_year_before'])
    .default('school_year'),
  min: decimalText.optional(),
  max: decimalText.optional(),
  in_force: inForce.optional(),
  source: source.optional(),
  synonyms: z.array(z.string()).optional(),
})

export const formSchema = z.strictObject({
  id: identifier,
  name: bilingual,
  by: z.enum(['school', 'city']),
  in_force: inForce.optional(),
  sections: z
    .array(
      z.strictObject({
        title: bilingual,
        elements: z.array(identifier).default([]),
        registers: z.array(identifier).default([]),
      }),
    )
    .min(1),
})

export const indicatorSchema = z.strictObject({
  id: identifier,
  name: bilingual,
  definition: bilingual.optional(),
  topic: identifier,
  unit: z.string(),
  decimals: integerText,
  formula: formulaText,
  /**
   * ratio_of_sums: the formula over sums, at every level; sum: values of the units below are added;
   * own: the formula over the level's own values; none: not shown above the level of its inputs.
   */
  rollup: z.enum(['ratio_of_sums', 'sum', 'own', 'none']),
  /** Whether a higher value is the better one; drives no colour, only the mark against a standard. */
  better: z.enum(['higher', 'lower', 'neutral']).default('neutral'),
  /** The base that the words of a share name: 占专任教师. */
  base: bilingual.optional(),
  /** How the value is written: plain, or as x:1. */
  style: z.enum(['plain', 'to_one', 'pair']).default('plain'),
  in_force: inForce.optional(),
  source: source,
  examples: z.array(z.strictObject({ name: z.string(), given, expect: z.string() })).min(1),
})

/** A check over the values of one unit in one year. */
export const checkSchema = z.strictObject({
  ...checkBody,
  /** Level of org unit at which it runs. */
  at: z.enum(['school', 'city', 'any']).default('school'),
  when: formulaText.optional(),
  expect: formulaText,
  /** Elements and indicators of which a written explanation speaks; the report takes its reason clause from it. */
  about: z.array(identifier).default([]),
  passes: given,
  fails: given,
})

export const standardSchema = z.strictObject({
  id: identifier,
  name: bilingual,
  source: source,
  in_force: inForce.optional(),
  /** Schools to which it applies. */
  applies: formulaText.optional(),
  variants: z
    .array(
      z.strictObject({
        id: identifier,
        name: bilingual,
        when: formulaText,
        certainty: z.enum(['verified', 'partly', 'remembered', 'ours']).default('verified'),
      }),
    )
    .min(1),
  items: z
    .array(
      z.strictObject({
        id: identifier,
        name: bilingual,
        /** What is compared: a formula over elements and indicators. */
        value: formulaText,
        unit: z.string(),
        decimals: integerText,
        comparison: z.enum(['at_least', 'at_most']),
        /** The bound per variant; a variant left out does not ask for the item. */
        bounds: z.record(z.string(), decimalText),
        essential: flagText.default(true),
        /** How sure the bound is: `remembered` ones are to be confirmed before a school is judged by them. */
        certainty: z.enum(['verified', 'partly', 'remembered', 'ours']).default('verified'),
      }),
    )
    .min(1),
  /** How many items may miss for the middle verdict (基本达标). */
  verdicts: z.strictObject({
    met: bilingual,
    nearly: bilingual,
    missed: bilingual,
    nearly_when_missing: integerText,
  }),
})

export const reportSchema = z.strictObject({
  id: identifier,
  name: bilingual,
  title: z.string().min(1),
  level: z.enum(['school', 'city']),
  in_force: inForce.optional(),
  source: source.optional(),
  chapters: z.array(z.strictObject({ file: z.string().regex(/\.md$/), title: z.string() })).min(1),
})
