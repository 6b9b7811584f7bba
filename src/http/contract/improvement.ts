import { z } from '@hono/zod-openapi'
import { bilingual, orgRef } from '../contract.ts'
import { evaluationRound, evidence, id, list, nextAction, time, trailStep } from './evaluation.ts'

const level = z.enum(['school', 'programme', 'course', 'teacher', 'student']).openapi('ChainLevel')
const text = z.string().trim().max(4000)
const day = z.iso.date()

const printedIn = z.object({ year: z.number().int(), printed: z.string() })

const goal = z
  .object({
    id,
    level,
    levelName: bilingual,
    subjectKey: z.string(),
    subjectName: z.string(),
    title: z.string(),
    parent: id.optional(),
    standard: id.optional(),
    owner: z.string(),
    setIn: z.number().int(),
    measured: z
      .object({
        value: z.string().openapi({ description: 'Formula over accepted elements and indicators' }),
        name: bilingual,
        indicator: z.string().optional(),
        unitLabel: bilingual,
        comparison: z.enum(['at_least', 'at_most']),
        target: z.string(),
        targetYear: z.number().int(),
        state: z.enum(['met', 'missed', 'behind', 'slipping', 'on_way', 'unknown']),
        stateName: bilingual,
        latest: printedIn.optional(),
        expected: printedIn.extend({ from: list(z.number().int()) }).optional(),
        margin: z.string().optional().openapi({ description: 'Negative where it falls short' }),
        problem: id.optional().openapi({ description: 'The problem that is open for it' }),
      })
      .optional()
      .openapi({ description: 'Absent for a goal in words' }),
  })
  .openapi('Goal')

const standard = z
  .object({
    id,
    level,
    title: z.string(),
    body: z.string(),
    document: z.string(),
    version: z.string(),
    parent: id.optional(),
  })
  .openapi('QualityStandard')

export const chain = z
  .object({
    org: orgRef,
    year: z.number().int(),
    goals: list(goal),
    standards: list(standard),
    mayPlan: z.boolean(),
  })
  .openapi('Chain')

export const goalChange = z
  .object({
    level,
    title: z.string().trim().min(1).max(200),
    subjectKey: z.string().max(100).optional(),
    subjectName: z.string().max(200).optional(),
    parent: id.optional(),
    standard: id.optional(),
    owner: z.string().trim().max(100).optional(),
    measured: z
      .object({
        value: z.string().min(1).max(500),
        unit: z.string().max(60).optional(),
        comparison: z.enum(['at_least', 'at_most']),
        target: z.string().regex(/^-?\d{1,12}(\.\d{1,6})?$/),
        targetYear: z.number().int().min(2000).max(2100),
      })
      .optional(),
  })
  .openapi('GoalChange')

export const standardChange = z
  .object({
    level,
    title: z.string().trim().min(1).max(200),
    body: text,
    document: z.string().trim().max(200).optional(),
    version: z.string().trim().min(1).max(60),
    parent: id.optional(),
  })
  .openapi('QualityStandardChange')

const improvementProblem = z
  .object({
    id,
    org: orgRef,
    year: z.number().int(),
    title: z.string(),
    openedBy: z.enum(['goal', 'criterion', 'hand']),
    because: z.string(),
    goal: id.optional(),
    evaluation: id.optional(),
    criterion: z.string().optional(),
    area: z.string().optional(),
    element: z.string().optional(),
    indicator: z.string().optional(),
    state: z.string(),
    stateName: bilingual,
    openedValue: z.string().optional(),
    closedValue: z.string().optional(),
    closedYear: z.number().int().optional(),
    cause: z.string(),
    measure: z.string(),
    owner: z.string(),
    dueOn: z.string().optional(),
    isOverdue: z.boolean(),
    effect: z.string(),
    waiver: z.string(),
    openedAt: time,
    closedAt: time.optional(),
    evidenceCount: z.number().int(),
    isSynthetic: z.boolean(),
  })
  .openapi('ImprovementProblem')

export const problemDetail = improvementProblem
  .extend({ evidence: list(evidence), actions: list(nextAction), steps: list(trailStep) })
  .openapi('ImprovementProblemDetail')

export const improvementBoard = z
  .object({
    org: orgRef,
    year: z.number().int(),
    rows: list(
      z
        .object({
          org: orgRef,
          open: z.number().int(),
          overdue: z.number().int(),
          toRecheck: z.number().int(),
          closedThisYear: z.number().int(),
          waived: z.number().int(),
          warnings: z.number().int(),
          goals: z.number().int(),
        })
        .openapi('ImprovementBoardRow'),
    ),
    problems: list(improvementProblem).openapi({ description: 'Overdue first, then by date; closed last' }),
  })
  .openapi('ImprovementBoard')

export const chapterNine = z
  .object({
    problems: list(
      z.object({ problem_no: z.number().int(), title: z.string(), evidence: z.string().nullable() }),
    ),
    measures: list(
      z.object({
        measure_no: z.number().int(),
        title: z.string(),
        detail: z.string().nullable(),
        problem_no: z.number().int(),
        owner: z.string(),
        due_on: z.string(),
        state: z.enum(['planned', 'running', 'done', 'carried_over']),
      }),
    ),
    withoutMeasure: list(improvementProblem),
  })
  .openapi('ChapterNine')

export const filledChapterNine = z
  .object({
    problems: z.number().int(),
    measures: z.number().int(),
    withoutMeasure: list(improvementProblem),
  })
  .openapi('FilledChapterNine')

export const newProblem = z
  .object({
    title: z.string().trim().min(1).max(120),
    area: z.string().max(60).optional().openapi({ description: 'Code of quality_areas' }),
    element: z.string().max(100).optional(),
  })
  .openapi('NewImprovementProblem')

export const criterionProblem = z
  .object({ criterion: z.string().min(1).max(100) })
  .openapi('CriterionProblem')

/** Steps of a problem; who may take which stands in `actions` of the problem. */
export const problemStep = z
  .discriminatedUnion('action', [
    z.object({ action: z.literal('analyse'), cause: text }),
    z.object({ action: z.literal('plan'), measure: text, owner: z.string().trim().max(100), dueOn: day }),
    z.object({ action: z.literal('report'), text, effect: text.optional() }),
    z.object({ action: z.literal('complete'), effect: text }),
    z.object({ action: z.literal('recheck_missed'), remark: text }),
    z.object({ action: z.literal('close'), reason: text }),
    z.object({ action: z.literal('waive'), reason: text }),
  ])
  .openapi('ImprovementStep')

const point = z.object({
  id: z.string(),
  name: bilingual,
  kind: z.enum(['observed', 'judged', 'evidence']),
  printed: z.string().optional(),
  unitLabel: bilingual.optional(),
  indicator: z.string().optional(),
  previous: z.string().optional(),
  change: z.string().optional(),
  mark: bilingual.optional(),
  note: z.string(),
  files: z.number().int(),
})

export const diagnosis = z
  .object({
    evaluation: id,
    sheet: z.object({
      org: orgRef,
      state: z.string(),
      stateName: bilingual,
      actions: list(nextAction),
      round: evaluationRound,
    }),
    year: z.number().int(),
    items: list(
      z.object({
        id: z.string(),
        name: bilingual,
        elements: list(
          z
            .object({
              id: z.string(),
              name: bilingual,
              verdict: bilingual.optional(),
              opinion: z.string(),
              measure: z.string(),
              effect: z.string(),
              review: bilingual.optional(),
              agrees: z.boolean().optional(),
              points: list(point),
            })
            .openapi('DiagnosisElement'),
        ),
      }),
    ),
    counts: list(z.object({ mark: bilingual, elements: z.number().int() })),
    written: z.object({ elements: z.number().int(), of: z.number().int() }),
    review: z
      .object({ agreed: z.number().int(), of: z.number().int(), conclusion: bilingual.optional() })
      .optional(),
    problems: list(improvementProblem),
  })
  .openapi('Diagnosis')

export type Chain = z.output<typeof chain>
export type Goal = z.output<typeof goal>
export type ImprovementProblemDetail = z.output<typeof problemDetail>
export type ImprovementBoard = z.output<typeof improvementBoard>
export type ImprovementStep = z.output<typeof problemStep>
export type Diagnosis = z.output<typeof diagnosis>
