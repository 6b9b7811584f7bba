import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi'
import {
  type Actor,
  type AppContext,
  acceptResult,
  addEvidence,
  answerReply,
  assignPanel,
  changeRoundOf,
  closeScoring,
  confirmResult,
  evaluateComputed,
  expertsOf,
  listSchemes,
  movementSince,
  notifyUnit,
  openEvidence,
  openRound,
  printRound,
  printSheet,
  publishedResults,
  publishResult,
  putExpert,
  readRoundDetail,
  readSheet,
  reopenScoring,
  replaceExpert,
  replyToResult,
  roundResult,
  roundsOf,
  ruleOn,
  saveScore,
  saveSelfMarks,
  sendBackSelf,
  submitScore,
  submitSelf,
  takeOffFile,
  tasksOf,
} from '../../app/index.ts'
import {
  computedEvaluation,
  type EvaluationStep,
  evaluationRound,
  evaluationRoundChange,
  evaluationRoundDetail,
  evaluationStep,
  evidence,
  expert,
  expertChange,
  expertMarks,
  expertTask,
  id,
  list,
  listedScheme,
  movement,
  newEvaluationRound,
  paper,
  publishedResult,
  roundResultDocument,
  savedCount,
  scoreSheet,
  selfMarks,
  upload,
} from '../contract/evaluation.ts'
import { orgParam, yearParam } from '../contract.ts'
import { fileResponses, incoming, limitedUpload, sendFile } from '../files.ts'
import { body, json, secured } from '../responses.ts'
import { actorFor } from '../visit.ts'

const PLACE = '/orgs/{org}/years/{year}'
const place = z.object({ org: orgParam, year: yearParam })
const one = z.object({ id: id.openapi({ param: { name: 'id', in: 'path' } }) })
const nothing = z.object({})

/** Evaluation: schemes, rounds, self-assessment with evidence, experts and their sheets, results. */
export function evaluationRoutes(routes: OpenAPIHono, app: AppContext): void {
  roundRoutes(routes, app)
  sheetRoutes(routes, app)
  evidenceRoutes(routes, app)
  expertRoutes(routes, app)
  resultRoutes(routes, app)
}

function roundRoutes(routes: OpenAPIHono, app: AppContext): void {
  routes.openapi(
    createRoute({
      method: 'get',
      path: '/years/{year}/schemes',
      summary: 'Schemes in force in a year, with which a round can be opened',
      request: { params: z.object({ year: yearParam }) },
      responses: json(list(listedScheme), 'Schemes'),
    }),
    (context) => context.json(listSchemes(app, context.req.valid('param').year), 200),
  )
  routes.openapi(
    createRoute({
      method: 'get',
      path: `${PLACE}/evaluation-rounds`,
      summary: 'Rounds that concern a unit: its own and those of the units above it',
      request: { params: place, query: z.object({ all: z.enum(['true', 'false']).optional() }) },
      responses: secured(list(evaluationRound), 'The newest first; of all years with ?all=true'),
    }),
    async (context) => {
      const allYears = context.req.valid('query').all === 'true'
      const actor = await actorFor(app, context)
      return context.json(await roundsOf(app, actor, { ...context.req.valid('param'), allYears }), 200)
    },
  )
  routes.openapi(
    createRoute({
      method: 'post',
      path: `${PLACE}/evaluation-rounds`,
      summary: 'Open a round of evaluation',
      request: { params: place, ...body(newEvaluationRound) },
      responses: secured(evaluationRound, 'The round'),
    }),
    async (context) => {
      const { selfUntil, scoringUntil, ...wanted } = context.req.valid('json')
      const actor = await actorFor(app, context)
      const round = await openRound(app, actor, {
        ...context.req.valid('param'),
        ...wanted,
        selfUntil: new Date(selfUntil),
        scoringUntil: new Date(scoringUntil),
      })
      return context.json(round, 200)
    },
  )
  routes.openapi(
    createRoute({
      method: 'get',
      path: '/evaluation-rounds/{id}',
      summary: 'A round with its subjects, as far as whoever asks may see them',
      request: { params: one },
      responses: secured(evaluationRoundDetail, 'The round'),
    }),
    async (context) => {
      const actor = await actorFor(app, context)
      return context.json(await readRoundDetail(app, actor, context.req.valid('param').id), 200)
    },
  )
  routes.openapi(
    createRoute({
      method: 'patch',
      path: '/evaluation-rounds/{id}',
      summary: 'Give more time, or close the round',
      request: { params: one, ...body(evaluationRoundChange) },
      responses: secured(evaluationRound, 'The round'),
    }),
    async (context) => {
      const { selfUntil, scoringUntil, close } = context.req.valid('json')
      const actor = await actorFor(app, context)
      const round = await changeRoundOf(app, actor, context.req.valid('param').id, {
        close,
        selfUntil: selfUntil === undefined ? undefined : new Date(selfUntil),
        scoringUntil: scoringUntil === undefined ? undefined : new Date(scoringUntil),
      })
      return context.json(round, 200)
    },
  )
}

function sheetRoutes(routes: OpenAPIHono, app: AppContext): void {
  routes.openapi(
    createRoute({
      method: 'get',
      path: '/evaluations/{id}',
      summary: 'The score sheet of one subject, as far as whoever asks may see it',
      request: { params: one },
      responses: secured(scoreSheet, 'The sheet, with what may be done next'),
    }),
    async (context) => {
      const actor = await actorFor(app, context)
      return context.json(await readSheet(app, actor, context.req.valid('param').id), 200)
    },
  )
  routes.openapi(
    createRoute({
      method: 'put',
      path: '/evaluations/{id}/self-marks',
      summary: 'Keep marks and texts of the self-assessment; computed criteria are not typed',
      request: { params: one, ...body(selfMarks) },
      responses: secured(savedCount, 'How many were kept'),
    }),
    async (context) => {
      const { marks, by } = context.req.valid('json')
      const actor = await actorFor(app, context)
      return context.json(await saveSelfMarks(app, actor, context.req.valid('param').id, marks, by), 200)
    },
  )
  routes.openapi(
    createRoute({
      method: 'put',
      path: '/evaluations/{id}/expert-marks',
      summary: 'Keep an expert’s own marks while the sheet is open',
      request: { params: one, ...body(expertMarks) },
      responses: secured(savedCount, 'How many were kept'),
    }),
    async (context) => {
      const { marks } = context.req.valid('json')
      const actor = await actorFor(app, context)
      return context.json(await saveScore(app, actor, context.req.valid('param').id, marks), 200)
    },
  )
  routes.openapi(
    createRoute({
      method: 'post',
      path: '/evaluations/{id}/expert-sheet',
      summary: 'Hand in an expert’s own sheet: once, complete, in time',
      request: { params: one },
      responses: secured(nothing, 'Handed in'),
    }),
    async (context) => {
      await submitScore(app, await actorFor(app, context), context.req.valid('param').id)
      return context.json({}, 200)
    },
  )
  routes.openapi(
    createRoute({
      method: 'post',
      path: '/evaluations/{id}/steps',
      summary: 'Take one of the steps that the sheet names in its actions',
      request: { params: one, ...body(evaluationStep) },
      responses: secured(scoreSheet, 'The sheet as it is now'),
    }),
    async (context) => {
      const actor = await actorFor(app, context)
      const { id: evaluation } = context.req.valid('param')
      await takeStep(app, actor, evaluation, context.req.valid('json'))
      return context.json(await readSheet(app, actor, evaluation), 200)
    },
  )
}

async function takeStep(app: AppContext, actor: Actor, evaluation: string, step: EvaluationStep) {
  switch (step.action) {
    case 'submit':
      return submitSelf(app, actor, evaluation)
    case 'send_back':
      return sendBackSelf(app, actor, evaluation, step.remark)
    case 'assign':
      return assignPanel(app, actor, evaluation, step.experts)
    case 'replace_expert':
      return replaceExpert(app, actor, evaluation, step)
    case 'close_scoring':
      return closeScoring(app, actor, evaluation)
    case 'reopen_scoring':
      return reopenScoring(app, actor, evaluation, { expert: step.expert, reason: step.reason })
    case 'rule':
      return ruleOn(app, actor, evaluation, {
        criterion: step.criterion,
        mark: step.mark,
        reason: step.reason,
      })
    case 'notify':
      return notifyUnit(app, actor, evaluation)
    case 'accept':
      return acceptResult(app, actor, evaluation)
    case 'reply':
      return replyToResult(app, actor, evaluation, step.text)
    case 'answer':
      return answerReply(app, actor, evaluation, { text: step.text, revise: step.revise })
    case 'confirm':
      return confirmResult(app, actor, evaluation)
    case 'publish':
      return publishResult(app, actor, evaluation)
  }
}

function evidenceRoutes(routes: OpenAPIHono, app: AppContext): void {
  routes.openapi(
    createRoute({
      method: 'post',
      path: '/evaluations/{id}/evidence',
      summary: 'Hand in a file as evidence for one criterion of the self-assessment',
      request: {
        params: one,
        body: { content: { 'multipart/form-data': { schema: upload } }, required: true },
      },
      responses: secured(evidence, 'The file as it is on record'),
      middleware: limitedUpload,
    }),
    async (context) => {
      const { file, part } = context.req.valid('form')
      const actor = await actorFor(app, context)
      const { id: evaluation } = context.req.valid('param')
      return context.json(await addEvidence(app, actor, evaluation, part, await incoming(file)), 200)
    },
  )
  routes.openapi(
    createRoute({
      method: 'get',
      path: '/evidence/{id}',
      summary: 'A file, for those who may read what it belongs to',
      request: { params: one },
      responses: fileResponses,
    }),
    async (context) => {
      const actor = await actorFor(app, context)
      const opened = await openEvidence(app, actor, context.req.valid('param').id)
      const { fileName: name, mediaType } = opened.evidence
      return sendFile(context, { name, mediaType, bytes: opened.bytes })
    },
  )
  routes.openapi(
    createRoute({
      method: 'delete',
      path: '/evidence/{id}',
      summary: 'Take a file off, while what it belongs to is open',
      request: { params: one },
      responses: secured(nothing, 'Taken off'),
    }),
    async (context) => {
      await takeOffFile(app, await actorFor(app, context), context.req.valid('param').id)
      return context.json({}, 200)
    },
  )
}

function expertRoutes(routes: OpenAPIHono, app: AppContext): void {
  routes.openapi(
    createRoute({
      method: 'get',
      path: `${PLACE}/experts`,
      summary: 'The experts on a bureau’s list',
      request: { params: place },
      responses: secured(list(expert), 'Experts'),
    }),
    async (context) => {
      const { org, year } = context.req.valid('param')
      return context.json(await expertsOf(app, await actorFor(app, context), org, year), 200)
    },
  )
  routes.openapi(
    createRoute({
      method: 'put',
      path: `${PLACE}/experts/{expert}`,
      summary: 'Put an expert on the list, or change what the list says',
      request: {
        params: place.extend({
          expert: z
            .string()
            .min(1)
            .max(100)
            .openapi({ param: { name: 'expert', in: 'path' }, description: 'User name' }),
        }),
        ...body(expertChange),
      },
      responses: secured(expert, 'The expert'),
    }),
    async (context) => {
      const { org, year, expert: user } = context.req.valid('param')
      const actor = await actorFor(app, context)
      const request = { id: user, ...context.req.valid('json') }
      return context.json(await putExpert(app, actor, org, year, request), 200)
    },
  )
  routes.openapi(
    createRoute({
      method: 'get',
      path: '/evaluation-tasks',
      summary: 'What the expert who asks has to score, over all units and years',
      responses: secured(list(expertTask), 'Tasks; none for who is no expert'),
    }),
    async (context) => context.json(await tasksOf(app, await actorFor(app, context)), 200),
  )
}

function resultRoutes(routes: OpenAPIHono, app: AppContext): void {
  routes.openapi(
    createRoute({
      method: 'get',
      path: '/evaluation-rounds/{id}/result',
      summary: 'Ranking with intervals, radar, agreement of experts, stability; for whoever runs the round',
      request: { params: one },
      responses: secured(roundResultDocument, 'The result'),
    }),
    async (context) => {
      const actor = await actorFor(app, context)
      return context.json(await roundResult(app, actor, context.req.valid('param').id), 200)
    },
  )
  routes.openapi(
    createRoute({
      method: 'get',
      path: '/evaluation-rounds/{id}/report',
      summary: 'The result of a round as a document',
      request: { params: one, query: paper },
      responses: fileResponses,
    }),
    async (context) => {
      const actor = await actorFor(app, context)
      const { id: round } = context.req.valid('param')
      const file = await printRound(app, actor, round, context.req.valid('query').format)
      return sendFile(context, { ...file, name: file.fileName })
    },
  )
  routes.openapi(
    createRoute({
      method: 'get',
      path: '/evaluations/{id}/report',
      summary: 'The result of one subject as a document, with as much as whoever asks may see',
      request: { params: one, query: paper },
      responses: fileResponses,
    }),
    async (context) => {
      const actor = await actorFor(app, context)
      const { id: evaluation } = context.req.valid('param')
      const file = await printSheet(app, actor, evaluation, context.req.valid('query').format)
      return sendFile(context, { ...file, name: file.fileName })
    },
  )
  routes.openapi(
    createRoute({
      method: 'get',
      path: '/evaluations/{id}/movement',
      summary: 'Which criteria moved the total since the last evaluation by the same scheme',
      request: { params: one },
      responses: secured(movement, 'The movement, or null'),
    }),
    async (context) => {
      const actor = await actorFor(app, context)
      const moved = await movementSince(app, actor, context.req.valid('param').id)
      return context.json({ movement: moved ?? null }, 200)
    },
  )
  routes.openapi(
    createRoute({
      method: 'get',
      path: `${PLACE}/evaluation-results`,
      summary: 'Results that were published; open to all',
      request: { params: place },
      responses: json(list(publishedResult), 'Results'),
    }),
    async (context) => {
      const { org, year } = context.req.valid('param')
      return context.json(await publishedResults(app, org, year), 200)
    },
  )
  routes.openapi(
    createRoute({
      method: 'get',
      path: `${PLACE}/schemes/{scheme}/computed`,
      summary: 'The computed part of a scheme from accepted data; open to all',
      request: {
        params: place.extend({
          scheme: z
            .string()
            .openapi({ param: { name: 'scheme', in: 'path' }, example: 'teaching_inspection' }),
        }),
      },
      responses: json(computedEvaluation, 'Points of computed criteria, subject by subject'),
    }),
    async (context) => {
      const { org, year, scheme } = context.req.valid('param')
      return context.json(await evaluateComputed(app, scheme, org, year), 200)
    },
  )
}
