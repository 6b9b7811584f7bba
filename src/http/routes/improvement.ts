import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi'
import {
  type Actor,
  type AppContext,
  addProblemEvidence,
  analyseProblem,
  boardOf,
  chainOf,
  chapterNineLeft,
  closeProblem,
  completeMeasure,
  diagnosisReport,
  fillChapterNine,
  openFromCriterion,
  openProblem,
  planMeasure,
  printDiagnosis,
  putGoal,
  putStandard,
  readProblemDetail,
  recheckMissed,
  reportProgress,
  retireFromChain,
  waiveProblem,
} from '../../app/index.ts'
import { evidence, id, made, paper, upload } from '../contract/evaluation.ts'
import {
  chain,
  chapterNine,
  criterionProblem,
  diagnosis,
  filledChapterNine,
  goalChange,
  type ImprovementStep,
  improvementBoard,
  newProblem,
  problemDetail,
  problemStep,
  standardChange,
} from '../contract/improvement.ts'
import { orgParam, yearParam } from '../contract.ts'
import { fileResponses, incoming, limitedUpload, sendFile } from '../files.ts'
import { body, secured } from '../responses.ts'
import { actorFor } from '../visit.ts'

const PLACE = '/orgs/{org}/years/{year}'
const place = z.object({ org: orgParam, year: yearParam })
const idParam = id.openapi({ param: { name: 'id', in: 'path' } })
const one = z.object({ id: idParam })
const nothing = z.object({})

/** Diagnosis and improvement: board, chains of goals and standards, problems, the yearly self-diagnosis. */
export function improvementRoutes(routes: OpenAPIHono, app: AppContext): void {
  routes.openapi(
    createRoute({
      method: 'get',
      path: `${PLACE}/improvement`,
      summary: 'The board: of a school its own problems, of a city every school’s',
      request: { params: place },
      responses: secured(improvementBoard, 'The board'),
    }),
    async (context) => {
      const { org, year } = context.req.valid('param')
      return context.json(await boardOf(app, await actorFor(app, context), org, year), 200)
    },
  )
  chapterNineRoutes(routes, app)
  chainRoutes(routes, app)
  problemRoutes(routes, app)
  routes.openapi(
    createRoute({
      method: 'get',
      path: '/evaluations/{id}/diagnosis',
      summary: 'The yearly self-diagnosis: opinion, measure and effect per element, on the data behind it',
      request: { params: one },
      responses: secured(diagnosis, 'The report'),
    }),
    async (context) => {
      const actor = await actorFor(app, context)
      return context.json(await diagnosisReport(app, actor, context.req.valid('param').id), 200)
    },
  )
  routes.openapi(
    createRoute({
      method: 'get',
      path: '/evaluations/{id}/diagnosis/report',
      summary: 'The yearly self-diagnosis as a document',
      request: { params: one, query: paper },
      responses: fileResponses,
    }),
    async (context) => {
      const actor = await actorFor(app, context)
      const { id: evaluation } = context.req.valid('param')
      const file = await printDiagnosis(app, actor, evaluation, context.req.valid('query').format)
      return sendFile(context, { ...file, name: file.fileName })
    },
  )
}

function chapterNineRoutes(routes: OpenAPIHono, app: AppContext): void {
  routes.openapi(
    createRoute({
      method: 'get',
      path: `${PLACE}/chapter-nine`,
      summary: 'Problems and measures that are not in the registers of the return yet',
      request: { params: place },
      responses: secured(chapterNine, 'Rows as they would be added'),
    }),
    async (context) => {
      const { org, year } = context.req.valid('param')
      return context.json(await chapterNineLeft(app, await actorFor(app, context), org, year), 200)
    },
  )
  routes.openapi(
    createRoute({
      method: 'post',
      path: `${PLACE}/chapter-nine`,
      summary: 'Put them into the registers problems and measures, from which the report prints chapter nine',
      request: { params: place },
      responses: secured(filledChapterNine, 'How many rows were added'),
    }),
    async (context) => {
      const { org, year } = context.req.valid('param')
      return context.json(await fillChapterNine(app, await actorFor(app, context), org, year), 200)
    },
  )
}

function chainRoutes(routes: OpenAPIHono, app: AppContext): void {
  routes.openapi(
    createRoute({
      method: 'get',
      path: `${PLACE}/chain`,
      summary: 'Goals and standards of a unit, with how each goal stands on accepted data',
      request: { params: place },
      responses: secured(chain, 'The chains'),
    }),
    async (context) => {
      const { org, year } = context.req.valid('param')
      return context.json(await chainOf(app, await actorFor(app, context), org, year), 200)
    },
  )
  goalRoutes(routes, app)
  standardRoutes(routes, app)
}

function goalRoutes(routes: OpenAPIHono, app: AppContext): void {
  routes.openapi(
    createRoute({
      method: 'post',
      path: `${PLACE}/goals`,
      summary: 'Set a goal',
      request: { params: place, ...body(goalChange) },
      responses: secured(made, 'The goal'),
    }),
    async (context) => {
      const { org, year } = context.req.valid('param')
      const actor = await actorFor(app, context)
      return context.json(await putGoal(app, actor, org, year, context.req.valid('json')), 200)
    },
  )
  routes.openapi(
    createRoute({
      method: 'put',
      path: `${PLACE}/goals/{id}`,
      summary: 'Change a goal',
      request: { params: place.extend({ id: idParam }), ...body(goalChange) },
      responses: secured(made, 'The goal'),
    }),
    async (context) => {
      const { org, year, id: own } = context.req.valid('param')
      const actor = await actorFor(app, context)
      return context.json(await putGoal(app, actor, org, year, context.req.valid('json'), own), 200)
    },
  )
  routes.openapi(
    createRoute({
      method: 'delete',
      path: '/goals/{id}',
      summary: 'Take a goal out of force',
      request: { params: one },
      responses: secured(nothing, 'Out of force'),
    }),
    async (context) => {
      const { id: own } = context.req.valid('param')
      await retireFromChain(app, await actorFor(app, context), 'goal', own)
      return context.json({}, 200)
    },
  )
}

function standardRoutes(routes: OpenAPIHono, app: AppContext): void {
  routes.openapi(
    createRoute({
      method: 'post',
      path: `${PLACE}/quality-standards`,
      summary: 'Set a standard',
      request: { params: place, ...body(standardChange) },
      responses: secured(made, 'The standard'),
    }),
    async (context) => {
      const { org, year } = context.req.valid('param')
      const actor = await actorFor(app, context)
      return context.json(await putStandard(app, actor, org, year, context.req.valid('json')), 200)
    },
  )
  routes.openapi(
    createRoute({
      method: 'put',
      path: `${PLACE}/quality-standards/{id}`,
      summary: 'Change a standard',
      request: { params: place.extend({ id: idParam }), ...body(standardChange) },
      responses: secured(made, 'The standard'),
    }),
    async (context) => {
      const { org, year, id: own } = context.req.valid('param')
      const actor = await actorFor(app, context)
      return context.json(await putStandard(app, actor, org, year, context.req.valid('json'), own), 200)
    },
  )
  routes.openapi(
    createRoute({
      method: 'delete',
      path: '/quality-standards/{id}',
      summary: 'Take a standard out of force',
      request: { params: one },
      responses: secured(nothing, 'Out of force'),
    }),
    async (context) => {
      const { id: own } = context.req.valid('param')
      await retireFromChain(app, await actorFor(app, context), 'quality_standard', own)
      return context.json({}, 200)
    },
  )
}

function problemRoutes(routes: OpenAPIHono, app: AppContext): void {
  routes.openapi(
    createRoute({
      method: 'post',
      path: `${PLACE}/problems`,
      summary: 'Open a problem that no data show',
      request: { params: place, ...body(newProblem) },
      responses: secured(made, 'The problem'),
    }),
    async (context) => {
      const actor = await actorFor(app, context)
      const request = { ...context.req.valid('param'), ...context.req.valid('json') }
      return context.json(await openProblem(app, actor, request), 200)
    },
  )
  routes.openapi(
    createRoute({
      method: 'post',
      path: '/evaluations/{id}/problems',
      summary: 'Open a problem on a criterion that earned too little',
      request: { params: one, ...body(criterionProblem) },
      responses: secured(made, 'The problem'),
    }),
    async (context) => {
      const actor = await actorFor(app, context)
      const { criterion } = context.req.valid('json')
      return context.json(await openFromCriterion(app, actor, context.req.valid('param').id, criterion), 200)
    },
  )
  routes.openapi(
    createRoute({
      method: 'get',
      path: '/problems/{id}',
      summary: 'A problem with evidence, past and what may be done next',
      request: { params: one },
      responses: secured(problemDetail, 'The problem'),
    }),
    async (context) => {
      const actor = await actorFor(app, context)
      return context.json(await readProblemDetail(app, actor, context.req.valid('param').id), 200)
    },
  )
  routes.openapi(
    createRoute({
      method: 'post',
      path: '/problems/{id}/steps',
      summary: 'Take one of the steps that the problem names in its actions',
      request: { params: one, ...body(problemStep) },
      responses: secured(problemDetail, 'The problem as it is now'),
    }),
    async (context) => {
      const actor = await actorFor(app, context)
      const { id: problem } = context.req.valid('param')
      await takeStep(app, actor, problem, context.req.valid('json'))
      return context.json(await readProblemDetail(app, actor, problem), 200)
    },
  )
  routes.openapi(
    createRoute({
      method: 'post',
      path: '/problems/{id}/evidence',
      summary: 'Hand in a file as evidence of what was done',
      request: {
        params: one,
        body: { content: { 'multipart/form-data': { schema: upload } }, required: true },
      },
      responses: secured(evidence, 'The file as it is on record'),
      middleware: limitedUpload,
    }),
    async (context) => {
      const { file } = context.req.valid('form')
      const actor = await actorFor(app, context)
      const { id: problem } = context.req.valid('param')
      return context.json(await addProblemEvidence(app, actor, problem, await incoming(file)), 200)
    },
  )
}

function takeStep(app: AppContext, actor: Actor, problem: string, step: ImprovementStep): Promise<void> {
  switch (step.action) {
    case 'analyse':
      return analyseProblem(app, actor, problem, step.cause)
    case 'plan':
      return planMeasure(app, actor, problem, {
        measure: step.measure,
        owner: step.owner,
        dueOn: step.dueOn,
      })
    case 'report':
      return reportProgress(app, actor, problem, { text: step.text, effect: step.effect })
    case 'complete':
      return completeMeasure(app, actor, problem, step.effect)
    case 'recheck_missed':
      return recheckMissed(app, actor, problem, step.remark)
    case 'close':
      return closeProblem(app, actor, problem, step.reason)
    case 'waive':
      return waiveProblem(app, actor, problem, step.reason)
  }
}
