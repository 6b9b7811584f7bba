import { z } from '@hono/zod-openapi'
import { bilingual, coverage, orgRef, state } from '../contract.ts'

/*
 * Evaluation on the wire. Points, weights and values are exact decimal texts; `printed` is rounded as it is shown.
 */

export const time = z.iso.datetime()
export const list = <T extends z.ZodType>(schema: T) => z.array(schema).readonly()
export const id = z.uuid()

const schemeRef = z
  .object({
    id: z.string(),
    version: z.string(),
    stage: z.enum(['draft', 'trial', 'issued']),
    name: bilingual,
    purpose: z.enum(['scoring', 'diagnosis']),
    subject: z.enum(['school', 'programme', 'class', 'student']),
    full: z.string(),
    decimals: z.number().int(),
    weightsCertainty: z
      .enum(['verified', 'partly', 'remembered', 'ours'])
      .openapi({ description: 'ours: no document gives the weights; they are examples to replace' }),
  })
  .openapi('SchemeRef')

export const listedScheme = schemeRef
  .extend({
    leaves: z.number().int(),
    computed: z.number().int().openapi({ description: 'Leaves that need no mark: taken from accepted data' }),
    fields: list(z.object({ code: z.string(), name: bilingual })).openapi({
      description: 'Competences that a panel should hold',
    }),
    dimensions: list(z.object({ id: z.string(), name: bilingual, weight: z.string() })),
  })
  .openapi('ListedScheme')

export const evaluationRound = z
  .object({
    id,
    org: orgRef,
    year: z.number().int(),
    title: z.string(),
    scheme: schemeRef,
    state: z.enum(['open', 'closed']),
    selfUntil: time,
    scoringUntil: time,
    replyDays: z.number().int(),
    panelSize: z.number().int(),
    seed: z.string(),
    isSynthetic: z.boolean(),
    openedBy: z.string(),
    openedAt: time,
  })
  .openapi('EvaluationRound')

export const newEvaluationRound = z
  .object({
    scheme: z.string().min(1).max(100),
    title: z.string().trim().min(1).max(200),
    selfUntil: time,
    scoringUntil: time,
    replyDays: z.number().int().min(0).max(365),
    panelSize: z.number().int().min(0).max(30),
    subjects: z
      .array(
        z.object({
          org: z.string().min(1).max(100),
          key: z.string().max(100).optional(),
          name: z.string().max(200).optional(),
        }),
      )
      .max(2000)
      .optional()
      .openapi({ description: 'All schools below where left out' }),
  })
  .openapi('NewEvaluationRound')

export const evaluationRoundChange = z
  .object({ selfUntil: time.optional(), scoringUntil: time.optional(), close: z.boolean().optional() })
  .openapi('EvaluationRoundChange')

const subjectRow = z
  .object({
    id,
    org: orgRef,
    subjectKey: z.string(),
    subjectName: z.string(),
    state: z.string(),
    stateName: bilingual,
    points: z.string().optional(),
    rating: bilingual.optional(),
    selfPoints: z.string().optional(),
    sheets: z.object({ in: z.number().int(), of: z.number().int() }).optional(),
  })
  .openapi('EvaluationSubject')

export const evaluationRoundDetail = evaluationRound
  .extend({ subjects: list(subjectRow), mayConduct: z.boolean() })
  .openapi('EvaluationRoundDetail')

const leafValue = z
  .object({
    state,
    value: z.string().optional(),
    printed: z.string().optional(),
    unitLabel: bilingual,
    indicator: z
      .string()
      .optional()
      .openapi({ description: 'Its story is under /orgs/{org}/years/{year}/stories/{id}' }),
    formula: bilingual,
    coverage,
    previous: z.object({ state, printed: z.string().optional() }).optional(),
  })
  .openapi('LeafValue')

export const evidence = z
  .object({
    id,
    part: z.string().openapi({ description: 'Criterion or part of an application; empty for a problem' }),
    fileName: z.string(),
    mediaType: z.string(),
    size: z.number().int(),
    sha256: z.string(),
    uploadedBy: z.string(),
    uploadedAt: time,
  })
  .openapi('Evidence')

const points = z.object({ state: z.string(), points: z.string(), spread: z.string().optional() })

export type CriterionNode = {
  id: string
  name: z.output<typeof bilingual>
  guide?: z.output<typeof bilingual> | undefined
  weight: string
  kind: 'branch' | 'computed' | 'observed' | 'judged' | 'evidence'
  rule?: z.output<typeof bilingual> | undefined
  ask?: z.output<typeof bilingual> | undefined
  competence?: z.output<typeof bilingual> | undefined
  value?: z.output<typeof leafValue> | undefined
  options: readonly z.output<typeof markOption>[]
  takesMark: boolean
  mayMark: boolean
  marks: readonly z.output<typeof givenMark>[]
  evidence: readonly z.output<typeof evidence>[]
  self?: z.output<typeof points> | undefined
  final?: z.output<typeof points> | undefined
  own?: z.output<typeof points> | undefined
  criteria: readonly CriterionNode[]
}

const markOption = z
  .object({ id: z.string(), name: bilingual, factor: z.string(), descriptor: bilingual.optional() })
  .openapi('MarkOption')

const givenMark = z
  .object({
    kind: z.string().openapi({ description: 'self, expert, ruling, or another assessor of the scheme' }),
    assessor: z.string().optional(),
    mark: z.string().nullable(),
    note: z.string(),
    measure: z.string(),
    effect: z.string(),
  })
  .openapi('GivenMark')

const criterion: z.ZodType<CriterionNode> = z
  .object({
    id: z.string(),
    name: bilingual,
    guide: bilingual.optional(),
    weight: z.string(),
    kind: z.enum(['branch', 'computed', 'observed', 'judged', 'evidence']),
    rule: bilingual.optional().openapi({ description: 'How a value becomes points, in words' }),
    ask: bilingual.optional(),
    competence: bilingual.optional(),
    value: leafValue.optional(),
    options: list(markOption),
    takesMark: z.boolean(),
    mayMark: z.boolean().openapi({ description: 'Whether whoever asks may mark it now' }),
    marks: list(givenMark),
    evidence: list(evidence),
    self: points.optional(),
    final: points.optional(),
    own: points.optional(),
    criteria: z
      .array(z.lazy(() => criterion))
      .openapi({ type: 'array', items: { $ref: '#/components/schemas/Criterion' } })
      .readonly(),
  })
  .openapi('Criterion')

export const nextAction = z.object({ action: z.string(), name: bilingual }).openapi('NextAction')

export const trailStep = z
  .object({
    step: z.number().int(),
    action: z.string(),
    actionName: bilingual,
    party: z.string(),
    state: z.string(),
    stateName: bilingual,
    actor: z.string(),
    at: time,
    details: z.unknown(),
  })
  .openapi('TrailStep')

const rated = points.extend({ rating: bilingual.optional() })

export const scoreSheet = z
  .object({
    id,
    round: evaluationRound,
    org: orgRef,
    subjectKey: z.string(),
    subjectName: z.string(),
    state: z.string(),
    stateName: bilingual,
    criteria: list(criterion),
    totals: z.object({ self: rated.optional(), final: rated.optional(), own: points.optional() }),
    valuesAt: time
      .optional()
      .openapi({ description: 'When values were taken from accepted data; absent while only previewed' }),
    isStale: z.boolean().openapi({ description: 'The accepted return has changed since' }),
    replyUntil: time.optional(),
    experts: list(
      z.object({
        id: z.string(),
        name: z.string(),
        isChief: z.boolean(),
        state: z.enum(['active', 'replaced']),
        submittedAt: time.optional(),
      }),
    ).optional(),
    actions: list(nextAction),
    steps: list(trailStep),
  })
  .openapi('ScoreSheet')

const text = z.string().trim().max(4000)
const oneMark = z.object({
  criterion: z.string().min(1).max(100),
  mark: z.string().max(60).nullable().optional().openapi({ description: 'null takes the mark away' }),
  note: text.optional(),
  measure: text.optional(),
  effect: text.optional(),
})

export const selfMarks = z
  .object({
    marks: z.array(oneMark).min(1).max(500),
    by: z
      .object({ kind: z.string().max(60), assessor: z.string().min(1).max(60) })
      .optional()
      .openapi({ description: 'In a round over own classes and students: which assessor of the scheme' }),
  })
  .openapi('SelfMarks')

export const expertMarks = z.object({ marks: z.array(oneMark).min(1).max(500) }).openapi('ExpertMarks')
export const savedCount = z.object({ saved: z.number().int() }).openapi('SavedCount')
export const made = z.object({ id }).openapi('Made')

const reason = z.string().trim().min(1).max(4000)
const expertId = z.string().min(1).max(100)

/** Steps of one subject's way through a round; who may take which stands in `actions` of the sheet. */
export const evaluationStep = z
  .discriminatedUnion('action', [
    z.object({ action: z.literal('submit') }),
    z.object({ action: z.literal('send_back'), remark: reason }),
    z.object({
      action: z.literal('assign'),
      experts: z.array(expertId).max(30).optional().openapi({ description: 'Drawn where left out' }),
    }),
    z.object({
      action: z.literal('replace_expert'),
      expert: expertId,
      by: expertId.optional().openapi({ description: 'The next of the draw where left out' }),
      reason,
    }),
    z.object({ action: z.literal('close_scoring') }),
    z.object({ action: z.literal('reopen_scoring'), expert: expertId.optional(), reason }),
    z.object({
      action: z.literal('rule'),
      criterion: z.string().max(100),
      mark: z.string().max(60),
      reason,
    }),
    z.object({ action: z.literal('notify') }),
    z.object({ action: z.literal('accept') }),
    z.object({ action: z.literal('reply'), text: reason }),
    z.object({
      action: z.literal('answer'),
      text: reason,
      revise: z
        .array(z.object({ criterion: z.string().max(100), mark: z.string().max(60) }))
        .max(200)
        .optional(),
    }),
    z.object({ action: z.literal('confirm') }),
    z.object({ action: z.literal('publish') }),
  ])
  .openapi('EvaluationStep')

/** A document as a file: Word, or PDF for print. */
export const paper = z.object({ format: z.enum(['docx', 'pdf']).default('docx') })

export const upload = z.object({
  file: z.file().openapi({ type: 'string', format: 'binary' }),
  part: z.string().max(100).default('').openapi({ description: 'The criterion or part it belongs to' }),
})

const range = z.object({ best: z.number().int(), worst: z.number().int() })

export const roundResultDocument = z
  .object({
    round: evaluationRound,
    full: z.string(),
    ranking: list(
      z
        .object({
          evaluation: id,
          org: orgRef,
          subjectKey: z.string(),
          subjectName: z.string(),
          state: z.string(),
          stateName: bilingual,
          points: z.string(),
          rating: bilingual.optional(),
          rank: z.number().int(),
          interval: range.openapi({
            description: 'Places in which it stays when weights move and when any one expert is left out',
          }),
          byWeights: range,
          byExperts: range,
          held: z.string().openapi({ description: 'Per cent of draws of weights in which the place holds' }),
          low: z.string(),
          high: z.string(),
          dimensions: list(
            z.object({
              id: z.string(),
              name: bilingual,
              weight: z.string(),
              points: z.string(),
              share: z.string().openapi({ description: 'Per cent of the weight, for the radar' }),
            }),
          ),
        })
        .openapi('RankingRow'),
    ),
    incomplete: list(
      z.object({
        evaluation: id,
        org: orgRef,
        subjectName: z.string(),
        open: list(z.object({ criterion: z.string(), name: bilingual, state: z.string() })),
      }),
    ),
    agreement: list(
      z.object({
        criterion: z.string(),
        name: bilingual,
        state: z.string(),
        ordinal: z.string().optional().openapi({ description: 'Krippendorff’s α over the order of marks' }),
        interval: z.string().optional().openapi({ description: 'The same over the distance of points' }),
        pairable: z.number().int(),
        subjects: z.number().int(),
      }),
    ),
    sensitive: list(
      z.object({
        criterion: z.string(),
        name: bilingual,
        changed: z.number().openapi({ description: 'Places that change when its weight alone moves' }),
      }),
    ),
    experts: list(z.object({ name: z.string(), changed: z.number() })),
    trust: z.object({ spread: z.string(), draws: z.number().int(), level: z.string(), seed: z.string() }),
  })
  .openapi('RoundResult')

const movedSide = z.object({ year: z.number().int(), points: z.string(), version: z.string() })

export const movement = z
  .object({
    movement: z
      .object({
        before: movedSide,
        now: movedSide,
        change: z.string(),
        redistribution: z.string(),
        leaves: list(
          z.object({
            criterion: z.string(),
            name: bilingual,
            before: z.string(),
            now: z.string(),
            change: z.string(),
            fromWeight: z.string(),
            kind: z.string(),
          }),
        ),
      })
      .nullable()
      .openapi({ description: 'null where there is no earlier result by the scheme' }),
  })
  .openapi('Movement')

export const expert = z
  .object({
    id: z.string().openapi({ description: 'The name that the expert signs in with' }),
    name: z.string(),
    employer: z.string(),
    home: orgRef.optional(),
    competences: list(z.string()),
    avoids: list(orgRef),
    isActive: z.boolean(),
  })
  .openapi('Expert')

export const expertChange = z
  .object({
    name: z.string().trim().min(1).max(100),
    employer: z.string().trim().max(200).optional(),
    home: z.string().max(100).optional(),
    competences: z.array(z.string().max(60)).max(20),
    avoids: z.array(z.string().max(100)).max(100).optional(),
    isActive: z.boolean().optional(),
  })
  .openapi('ExpertChange')

export const expertTask = z
  .object({
    evaluation: id,
    round: evaluationRound,
    org: orgRef,
    subjectName: z.string(),
    state: z.string(),
    stateName: bilingual,
    isChief: z.boolean(),
    scoringUntil: time,
    submittedAt: time.optional(),
  })
  .openapi('ExpertTask')

export const publishedResult = z
  .object({
    evaluation: id,
    round: evaluationRound,
    org: orgRef,
    subjectName: z.string(),
    points: z.string(),
    rating: bilingual.optional(),
  })
  .openapi('PublishedResult')

export const computedEvaluation = z
  .object({
    scheme: schemeRef,
    org: orgRef,
    year: z.number().int(),
    judged: z.number().int(),
    subjects: list(
      z.object({
        org: orgRef,
        subjectKey: z.string(),
        subjectName: z.string(),
        points: z.string(),
        possible: z.string(),
        leaves: list(
          z.object({
            id: z.string(),
            name: bilingual,
            weight: z.string(),
            state: z.string(),
            points: z.string(),
            rule: bilingual.optional(),
            value: leafValue,
          }),
        ),
      }),
    ),
  })
  .openapi('ComputedEvaluation')

export type EvaluationRound = z.output<typeof evaluationRound>
export type EvaluationRoundDetail = z.output<typeof evaluationRoundDetail>
export type ScoreSheet = z.output<typeof scoreSheet>
export type EvaluationStep = z.output<typeof evaluationStep>
export type RoundResult = z.output<typeof roundResultDocument>
export type Movement = z.output<typeof movement>
export type Expert = z.output<typeof expert>
export type ExpertTask = z.output<typeof expertTask>
export type PublishedResult = z.output<typeof publishedResult>
export type ListedScheme = z.output<typeof listedScheme>
export type Evidence = z.output<typeof evidence>
