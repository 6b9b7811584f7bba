import { z } from '@hono/zod-openapi'
import { bilingual, orgRef, state } from '../contract.ts'
import { evidence, id, list, nextAction, time, trailStep } from './evaluation.ts'

const codeName = z.object({ code: z.string(), name: bilingual }).openapi('CodeName')

const figure = z
  .object({
    id: z.string(),
    name: bilingual,
    unit: z.string(),
    state,
    printed: z.string().optional(),
  })
  .openapi('ProgrammeFigure')

const filing = z
  .object({
    decision: z.enum(['filed', 'refused']),
    number: z.string(),
    reason: z.string(),
    decidedBy: z.string(),
    decidedAt: time,
  })
  .openapi('Filing')

export const programme = z
  .object({
    org: orgRef,
    county: orgRef.optional(),
    year: z.number().int(),
    programme: codeName,
    category: codeName,
    directions: list(z.string()),
    status: codeName.optional(),
    keyLevel: codeName.optional(),
    leadingIndustry: codeName.optional(),
    openedYear: z.number().int().optional(),
    isKeyProject: z.boolean(),
    figures: list(figure),
    filing: filing.optional(),
    successors: list(codeName).openapi({ description: 'Codes under which it goes on from 2021' }),
  })
  .openapi('Programme')

export const applicationRow = z
  .object({
    id,
    org: orgRef,
    year: z.number().int(),
    programme: codeName,
    direction: z.string(),
    category: codeName,
    state: z.string(),
    stateName: bilingual,
    submittedAt: time.optional(),
    noticeUntil: time.optional(),
    filingNumber: z.string().optional(),
    isSynthetic: z.boolean(),
  })
  .openapi('ApplicationRow')

export const timeline = z
  .object({
    org: orgRef,
    programme: codeName,
    years: list(
      z.object({
        year: z.number().int(),
        status: codeName.optional(),
        keyLevel: codeName.optional(),
        directions: list(z.string()),
        figures: list(figure),
        filing: filing.optional(),
      }),
    ),
    applications: list(applicationRow),
  })
  .openapi('ProgrammeTimeline')

const rule = z
  .object({
    id: z.string(),
    name: bilingual,
    outcome: z.enum(['holds', 'holds_not', 'undecided']),
    message: bilingual,
    source: z.string(),
    severity: z.enum(['refuse', 'warn']).optional(),
    figures: list(figure),
  })
  .openapi('ProgrammeRule')

export const filingRow = z
  .object({
    org: orgRef,
    programme: codeName,
    status: codeName.optional(),
    verdict: z.enum(['file', 'refuse', 'undecided']),
    rules: list(rule),
    filing: filing.optional(),
  })
  .openapi('FilingRow')

export const filingDecisions = z
  .object({
    filings: z
      .array(
        z.object({
          org: z.string().min(1).max(100),
          programme: z.string().min(1).max(20),
          decision: z.enum(['filed', 'refused']),
          number: z.string().max(60).optional(),
          reason: z.string().max(1000).optional(),
        }),
      )
      .min(1)
      .max(2000),
  })
  .openapi('FilingDecisions')

export const decided = z.object({ decided: z.number().int() }).openapi('Decided')

export const proposal = z
  .object({
    org: orgRef.optional().openapi({ description: 'Absent for a programme that no school offers' }),
    programme: codeName,
    category: codeName,
    action: z.string(),
    actionName: bilingual,
    rule: rule.optional(),
    undecided: list(rule),
    figures: list(figure),
    own: z.object({ action: codeName, reason: z.string() }).optional(),
  })
  .openapi('ProgrammeProposal')

const estimate = z.object({ year: z.number().int(), value: z.number(), low: z.number(), high: z.number() })

const forecast = z
  .discriminatedUnion('state', [
    z.object({
      state: z.literal('known'),
      level: z.number(),
      trend: list(estimate),
      naive: list(estimate),
      backTest: z.object({ trend: z.number(), naive: z.number(), years: z.number().int() }),
      better: z.enum(['trend', 'naive']),
    }),
    z.object({ state: z.literal('too_short'), years: z.number().int(), least: z.number().int() }),
  ])
  .openapi('Forecast', { description: 'Estimates, not published figures' })

const demandSeries = z
  .object({
    programme: codeName,
    category: codeName,
    source: codeName.optional(),
    points: list(z.object({ year: z.number().int(), count: z.string() })),
    occupations: list(z.object({ occupation: z.string(), name: bilingual, share: z.string() })),
    forecast,
    expected: z.string().optional(),
    supply: figure,
    supplyShare: figure,
  })
  .openapi('DemandSeries')

export const supplyDemand = z
  .object({
    org: orgRef,
    year: z.number().int(),
    programmes: list(demandSeries),
    categories: list(
      z.object({
        category: codeName,
        supply: z.string(),
        demand: z.string(),
        withoutForecast: z.number().int(),
      }),
    ),
    isSynthetic: z.boolean(),
  })
  .openapi('SupplyDemand')

const source = z.string().max(40).openapi({ description: 'Code of demand_sources' })
const demandRow = z.object({
  source: z.enum(['vacancies', 'survey', 'imported']),
  occupation: z.string().max(40),
  year: z.number().int().min(1990).max(2100),
  count: z.string().max(20),
  sample: z.number().int().min(0).optional(),
  document: z.string().max(200).optional(),
})

export const demandCount = demandRow
  .extend({ source, name: bilingual, isSynthetic: z.boolean() })
  .openapi('DemandCount')

export const demandChange = z.object({ rows: z.array(demandRow).min(1).max(20_000) }).openapi('DemandChange')

export const overlap = z
  .object({
    org: orgRef,
    year: z.number().int(),
    offered: z.number().int(),
    serving: z.number().int(),
    share: z.string().optional(),
    industries: list(z.object({ industry: codeName, programmes: z.number().int() })),
    notServing: list(z.object({ org: orgRef, programme: codeName })),
  })
  .openapi('IndustryOverlap')

const inCategory = z.object({ category: codeName, programmes: z.string(), students: z.string() })

export const offer = z
  .object({
    org: orgRef,
    year: z.number().int(),
    counties: list(
      z.object({
        org: orgRef,
        tile: z.object({ column: z.number().int(), row: z.number().int() }).optional(),
        schools: z.number().int(),
        programmes: z.string(),
        students: z.string(),
        categories: list(inCategory),
      }),
    ),
    categories: list(codeName),
    missing: list(orgRef).openapi({ description: 'Schools of which there is nothing on file' }),
  })
  .openapi('Offer')

export const applicationWindow = z
  .object({
    opensAt: time,
    closesAt: time,
    noticeDays: z.number().int().min(1).max(365),
    panelSize: z.number().int().min(1).max(30),
    numberPrefix: z.string().trim().min(1).max(40),
  })
  .openapi('ApplicationWindow')

export const openWindow = z
  .object({ window: applicationWindow.nullable(), isOpen: z.boolean() })
  .openapi('OpenApplicationWindow')

export const newApplication = z
  .object({
    programme: z.string().min(1).max(20).openapi({ description: 'Code of programmes' }),
    direction: z.string().trim().max(100).optional(),
  })
  .openapi('NewApplication')

const objection = z.object({
  id,
  text: z.string(),
  raisedBy: z.string(),
  raisedAt: time,
  answer: z.string().optional(),
  upheld: z.boolean().optional(),
  answeredBy: z.string().optional(),
})

export const application = applicationRow
  .extend({
    revision: z.number().int().openapi({ description: 'To be named by the next save' }),
    parts: z.record(z.string(), z.unknown()).openapi({ description: 'Parts by name, as far as written' }),
    completeness: list(
      z.object({ part: z.string(), name: bilingual, isComplete: z.boolean(), wanting: list(bilingual) }),
    ),
    evidence: list(evidence),
    mayWrite: z.boolean(),
    isUnchanged: z.boolean().openapi({ description: 'The parts are as they were handed in' }),
    department: bilingual
      .optional()
      .openapi({ description: 'Whose opinion a programme of a controlled category needs' }),
    opinion: z
      .object({ agrees: z.boolean(), document: z.string(), text: z.string(), at: z.string() })
      .optional(),
    panel: z
      .object({
        evaluation: id,
        state: z.string(),
        sheets: z.object({ in: z.number().int(), of: z.number().int() }),
        points: z.string().optional(),
        rating: bilingual.optional(),
        opinions: list(z.object({ expert: z.string(), texts: list(z.string()) })),
      })
      .optional()
      .openapi({ description: 'For the bureau; its sheet is under /evaluations/{id}' }),
    panelEvidence: z
      .object({
        elsewhere: list(z.object({ org: orgRef, city: orgRef, figures: list(figure) })),
        demand: demandSeries,
        capacity: list(figure),
        applicationsThisYear: z.number().int(),
        department: bilingual.optional(),
      })
      .optional(),
    noticeFrom: time.optional(),
    objections: list(objection),
    decisionReason: z.string(),
    actions: list(nextAction),
    steps: list(trailStep),
  })
  .openapi('Application')

export const applicationPart = z
  .object({ content: z.unknown(), revision: z.number().int().min(0) })
  .openapi('ApplicationPart')

export const revision = z.object({ revision: z.number().int().min(0) }).openapi('Revision')

const words = z.string().trim().max(4000)

/** Steps of an application; who may take which stands in `actions` of the application. */
export const applicationStep = z
  .discriminatedUnion('action', [
    z.object({ action: z.literal('submit') }),
    z.object({ action: z.literal('send_back'), remark: words }),
    z.object({ action: z.literal('accept') }),
    z.object({
      action: z.literal('record_opinion'),
      agrees: z.boolean(),
      document: z.string().trim().max(200),
      text: words,
    }),
    z.object({
      action: z.literal('convene'),
      experts: z.array(z.string().max(100)).max(30).optional(),
    }),
    z.object({ action: z.literal('close_panel') }),
    z.object({ action: z.literal('announce') }),
    z.object({ action: z.literal('object'), text: words, raisedBy: z.string().max(100).optional() }),
    z.object({ action: z.literal('resolve'), objection: id, text: words, upheld: z.boolean() }),
    z.object({ action: z.literal('approve'), reason: words.optional() }),
    z.object({ action: z.literal('reject'), reason: words }),
    z.object({ action: z.literal('file'), number: z.string().trim().min(1).max(60).optional() }),
  ])
  .openapi('ApplicationStep')

export const notice = z
  .object({
    id,
    org: orgRef,
    year: z.number().int(),
    programme: codeName,
    direction: z.string(),
    category: codeName,
    state: z.string(),
    stateName: bilingual,
    noticeFrom: time,
    noticeUntil: time,
    filingNumber: z.string().optional(),
    isSynthetic: z.boolean(),
  })
  .openapi('PublicNotice')

export type Programme = z.output<typeof programme>
export type ProgrammeTimeline = z.output<typeof timeline>
export type FilingRow = z.output<typeof filingRow>
export type ApplicationRow = z.output<typeof applicationRow>
export type Application = z.output<typeof application>
export type ApplicationStep = z.output<typeof applicationStep>
export type ProgrammeProposal = z.output<typeof proposal>
export type SupplyDemand = z.output<typeof supplyDemand>
export type IndustryOverlap = z.output<typeof overlap>
export type Offer = z.output<typeof offer>
export type PublicNotice = z.output<typeof notice>
