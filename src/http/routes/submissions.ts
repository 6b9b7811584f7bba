import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi'
import {
  type AppContext,
  accept,
  amend,
  answerRemark,
  compareVersions,
  handOver,
  lock,
  readReturn,
  reopen,
  sendBack,
  submit,
  withdraw,
} from '../../app/index.ts'
import {
  amendment,
  answer,
  difference,
  reopening,
  sendingBack,
  signature,
  submission,
  versionHead,
} from '../contract/submissions.ts'
import { orgParam, yearParam } from '../contract.ts'
import { submissionShape, versionShape } from '../desk-shapes.ts'
import { body, secured } from '../responses.ts'
import { actorFor } from '../visit.ts'

const BASE = '/orgs/{org}/years/{year}/submission'
const place = z.object({ org: orgParam, year: yearParam })
const nothing = z.object({})

/** The way of a return: handed over, signed, withdrawn, sent back, accepted, locked, amended. */
export function submissionRoutes(routes: OpenAPIHono, app: AppContext): void {
  routes.openapi(
    createRoute({
      method: 'get',
      path: BASE,
      summary: 'Where a return stands, its versions, remarks and notices, and what can be done next',
      request: { params: place },
      responses: secured(submission, 'The return'),
    }),
    async (context) => {
      const { org, year } = context.req.valid('param')
      const document = await readReturn(app, await actorFor(app, context), org, year)
      return context.json(submissionShape(app, document), 200)
    },
  )
  routes.openapi(
    createRoute({
      method: 'get',
      path: `${BASE}/differences`,
      summary: 'Two versions compared cell by cell',
      request: {
        params: place,
        query: z.object({
          before: z.string().regex(/^\d+$/).transform(Number),
          after: z.union([z.literal('draft'), z.string().regex(/^\d+$/).transform(Number)]),
        }),
      },
      responses: secured(difference, 'Cells, rows and reasons that differ'),
    }),
    async (context) => {
      const { org, year } = context.req.valid('param')
      const { before, after } = context.req.valid('query')
      const actor = await actorFor(app, context)
      const found = await compareVersions(app, actor, org, year, before, after)
      return context.json(found, 200)
    },
  )
  schoolRoutes(routes, app)
  bureauRoutes(routes, app)
}

function schoolRoutes(routes: OpenAPIHono, app: AppContext): void {
  routes.openapi(
    createRoute({
      method: 'post',
      path: `${BASE}/hand-over`,
      summary: 'Hand the return to the leader for signature',
      request: { params: place },
      responses: secured(nothing, 'Handed over'),
    }),
    async (context) => {
      const { org, year } = context.req.valid('param')
      await handOver(app, await actorFor(app, context), org, year)
      return context.json({}, 200)
    },
  )
  routes.openapi(
    createRoute({
      method: 'post',
      path: `${BASE}/submit`,
      summary: 'Sign and submit',
      request: { params: place, ...body(signature) },
      responses: secured(versionHead, 'The version that was handed in'),
    }),
    async (context) => {
      const { org, year } = context.req.valid('param')
      const { note } = context.req.valid('json')
      const head = await submit(app, await actorFor(app, context), org, year, note)
      return context.json(versionShape(head), 200)
    },
  )
  routes.openapi(
    createRoute({
      method: 'post',
      path: `${BASE}/withdraw`,
      summary: 'Take a return back that nobody has decided on',
      request: { params: place },
      responses: secured(nothing, 'Open for entry again'),
    }),
    async (context) => {
      const { org, year } = context.req.valid('param')
      await withdraw(app, await actorFor(app, context), org, year)
      return context.json({}, 200)
    },
  )
  routes.openapi(
    createRoute({
      method: 'put',
      path: `${BASE}/remarks/{remark}/answer`,
      summary: 'Answer a remark',
      request: {
        params: place.extend({
          remark: z.uuid().openapi({ param: { name: 'remark', in: 'path' } }),
        }),
        ...body(answer),
      },
      responses: secured(nothing, 'Answered'),
    }),
    async (context) => {
      const { org, year, remark } = context.req.valid('param')
      const { text } = context.req.valid('json')
      await answerRemark(app, await actorFor(app, context), org, year, remark, text)
      return context.json({}, 200)
    },
  )
}

function bureauRoutes(routes: OpenAPIHono, app: AppContext): void {
  routes.openapi(
    createRoute({
      method: 'post',
      path: `${BASE}/send-back`,
      summary: 'Send a return back with remarks at cells',
      request: { params: place, ...body(sendingBack) },
      responses: secured(nothing, 'Sent back'),
    }),
    async (context) => {
      const { org, year } = context.req.valid('param')
      const { remarks, deadline } = context.req.valid('json')
      const due = deadline === undefined ? undefined : new Date(deadline)
      await sendBack(app, await actorFor(app, context), org, year, remarks, due)
      return context.json({}, 200)
    },
  )
  routes.openapi(
    createRoute({
      method: 'post',
      path: `${BASE}/accept`,
      summary: 'Accept: rows become observations, the city’s indicators follow at once',
      request: { params: place },
      responses: secured(nothing, 'Accepted'),
    }),
    async (context) => {
      const { org, year } = context.req.valid('param')
      await accept(app, await actorFor(app, context), org, year)
      return context.json({}, 200)
    },
  )
  routes.openapi(
    createRoute({
      method: 'post',
      path: `${BASE}/reopen`,
      summary: 'Open an accepted return again, with a reason',
      request: { params: place, ...body(reopening) },
      responses: secured(nothing, 'Open for entry again'),
    }),
    async (context) => {
      const { org, year } = context.req.valid('param')
      const { reason, deadline } = context.req.valid('json')
      const due = deadline === undefined ? undefined : new Date(deadline)
      await reopen(app, await actorFor(app, context), org, year, reason, due)
      return context.json({}, 200)
    },
  )
  routes.openapi(
    createRoute({
      method: 'post',
      path: `${BASE}/lock`,
      summary: 'Lock an accepted return',
      request: { params: place },
      responses: secured(nothing, 'Locked'),
    }),
    async (context) => {
      const { org, year } = context.req.valid('param')
      await lock(app, await actorFor(app, context), org, year)
      return context.json({}, 200)
    },
  )
  routes.openapi(
    createRoute({
      method: 'post',
      path: `${BASE}/amendments`,
      summary: 'Amend a locked return: a new version with its reason',
      request: { params: place, ...body(amendment) },
      responses: secured(versionHead, 'The new version'),
    }),
    async (context) => {
      const { org, year } = context.req.valid('param')
      const actor = await actorFor(app, context)
      const head = await amend(app, actor, org, year, context.req.valid('json'))
      return context.json(versionShape(head), 200)
    },
  )
}
