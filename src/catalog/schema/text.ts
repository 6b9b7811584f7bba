import { z } from 'zod'
import { decimal } from '../../kernel/index.ts'

/*
 * The catalog's YAML is read with every scalar as text (YAML's failsafe schema), so that 98.90 stays 98.90 and a
 * code 01 stays 01. These helpers turn the texts into values.
 */

export const bilingual = z.strictObject({
  zh: z.string().min(1).meta({ description: '中文' }),
  en: z.string().min(1).meta({ description: 'English' }),
})

export const identifier = z
  .string()
  .regex(/^[a-z][a-z0-9_]*$/, 'identifier')
  .meta({ description: '小写字母、数字和下划线，以字母开头，例如 employed_graduates' })

export const decimalText = z
  .string()
  .regex(/^-?\d+(\.\d+)?$/, 'decimal')
  .transform((text) => decimal(text))
  .meta({ description: '十进制数，例如 98.9' })

export const integerText = z
  .string()
  .regex(/^-?\d+$/, 'integer')
  .transform((text) => Number(text))
  .meta({ description: '整数' })

export const flagText = z
  .enum(['true', 'false'])
  .transform((text) => text === 'true')
  .meta({ description: 'true 或 false' })

export const year = z
  .string()
  .regex(/^(19|20|21)\d\d$/, 'year')
  .transform((text) => Number(text))
  .meta({ description: '报告年度，例如 2017' })

/** Years in which a definition holds; open where an end is left out. */
export const inForce = z
  .strictObject({ from: year.optional(), to: year.optional() })
  .transform(({ from, to }) => ({
    ...(from === undefined ? {} : { from }),
    ...(to === undefined ? {} : { to }),
  }))

/** Where a definition comes from. `remembered` marks what no document at hand attests: configuration to confirm. */
export const source = z.strictObject({
  document: z.string().min(1),
  section: z.string().optional(),
  certainty: z.enum(['verified', 'partly', 'remembered', 'ours']).default('verified'),
})

export const formulaText = z.string().min(1).meta({ description: '公式，例如 employed / graduates' })

/** Values that an example or a check's test case assumes: element or parameter id to a number, or a state. */
const givenValues = z.record(
  z.string(),
  z.union([z.string().regex(/^-?\d+(\.\d+)?$/), z.enum(['missing', 'not_applicable', 'suppressed'])]),
)

export const given = z.strictObject({
  values: givenValues.default({}),
  previous: givenValues.optional(),
  cells: z.record(z.string(), z.record(z.string(), z.string())).optional(),
  panel: z.array(givenValues).optional(),
  rows: z.record(z.string(), z.array(z.record(z.string(), z.string()))).optional(),
  attributes: z.record(z.string(), z.string()).optional(),
  entered: givenValues.optional(),
  counted: givenValues.optional(),
})
