import { z } from 'zod'
import {
  attributeSchema,
  checkSchema,
  codeListSchema,
  elementSchema,
  formSchema,
  indicatorSchema,
  parameterSchema,
  registerSchema,
  reportSchema,
  standardSchema,
  unitSchema,
} from './definitions.ts'
import { occupationSchema, programmeRuleSchema } from './programme.ts'
import { schemeSchema } from './scheme.ts'

/** Every kind of definition: the folder or file of catalog/ that holds it, and its shape. Files hold lists. */
export const kinds = {
  units: { place: 'units.yaml', schema: unitSchema },
  codelists: { place: 'codelists/', schema: codeListSchema },
  parameters: { place: 'parameters.yaml', schema: parameterSchema },
  attributes: { place: 'attributes.yaml', schema: attributeSchema },
  registers: { place: 'registers/', schema: registerSchema },
  elements: { place: 'elements/', schema: elementSchema },
  forms: { place: 'forms.yaml', schema: formSchema },
  indicators: { place: 'indicators/', schema: indicatorSchema },
  checks: { place: 'checks/', schema: checkSchema },
  standards: { place: 'standards/', schema: standardSchema },
  schemes: { place: 'schemes/', schema: schemeSchema },
  occupations: { place: 'occupations.yaml', schema: occupationSchema },
  programme_rules: { place: 'programme-rules.yaml', schema: programmeRuleSchema },
  reports: { place: 'reports.yaml', schema: reportSchema },
} as const

export type KindName = keyof typeof kinds

export const messagesSchema = z.record(z.string().regex(/^[A-Za-z][A-Za-z0-9_.-]*$/), z.string().min(1))

export type CodeList = z.output<typeof codeListSchema>
export type Code = CodeList['codes'][number]
export type Parameter = z.output<typeof parameterSchema>
export type Attribute = z.output<typeof attributeSchema>
export type RegisterSource = z.output<typeof registerSchema>
export type Field = RegisterSource['fields'][number]
export type RowCheckSource = RegisterSource['checks'][number]
export type ElementSource = z.output<typeof elementSchema>
export type Form = z.output<typeof formSchema>
export type IndicatorSource = z.output<typeof indicatorSchema>
export type CheckSource = z.output<typeof checkSchema>
export type StandardSource = z.output<typeof standardSchema>
export type { Occupation, ProgrammeRuleSource } from './programme.ts'
export type {
  CriterionSource,
  Mark,
  MissingRule,
  NotApplicableRule,
  SchemeSource,
  ScoringSource,
} from './scheme.ts'
export type ReportSource = z.output<typeof reportSchema>
export type GivenSource = CheckSource['passes']

/** JSON Schema of one kind's files, for completion and field help in editors. */
export function editorSchema(kind: KindName): unknown {
  return {
    title: `catalog/${kinds[kind].place}`,
    ...z.toJSONSchema(z.array(kinds[kind].schema), { io: 'input', unrepresentable: 'any' }),
  }
}
