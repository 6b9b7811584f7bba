import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi'
import {
  type Actor,
  type AppContext,
  acceptApplication,
  addApplicationFile,
  announceApplication,
  applicationsOf,
  approveApplication,
  cityOffer,
  closePanel,
  convenePanel,
  createApplication,
  decideFilings,
  demandCounts,
  fileApplication,
  filingBoard,
  industryOverlap,
  noticesOf,
  prefillAgain,
  programmesOf,
  proposalsFor,
  putDemand,
  putWindow,
  raiseObjection,
  readApplicationDetail,
  readApplicationWindow,
  recordOpinion,
  rejectApplication,
  resolveObjection,
  saveApplicationPart,
  sendBackApplication,
  submitApplication,
  supplyAndDemand,
  timelineOf,
} from '../../app/index.ts'
import { evidence, id, list, made, savedCount, upload } from '../contract/evaluation.ts'
import {
  type ApplicationStep,
  application,
  applicationPart,
  applicationRow,
  applicationStep,
  applicationWindow,
  decided,
  demandChange,
  demandCount,
  filingDecisions,
  filingRow,
  newApplication,
  notice,
  offer,
  openWindow,
  overlap,
  programme,
  proposal,
  revision,
  supplyDemand,
  timeline,
} from '../contract/programmes.ts'
import { orgParam, yearParam } from '../contract.ts'
import { incoming, limitedUpload } from '../files.ts'
import { body, json, secured } from '../responses.ts'
import { actorFor } from '../visit.ts'

const PLACE = '/orgs/{org}/years/{year}'
const place = z.object({ org: orgParam, year: yearParam })
const one = z.object({ id: id.openapi({ param: { name: 'id', in: 'path' } }) })

/** Programmes: register, filing, applications for new ones, demand, what is proposed. */
export function programmeRoutes(routes: OpenAPIHono, app: AppContext): void {
  registerRoutes(routes, app)
  adjustmentRoutes(routes, app)
  applicationListRoutes(routes, app)
  applicationRoutes(routes, app)
}

function registerRoutes(routes: OpenAPIHono, app: AppContext): void {
  routes.openapi(
    createRoute({
      method: 'get',
      path: `${PLACE}/programmes`,
      summary: 'The register of programmes of a school, or of every school of a city',
      request: { params: place },
      responses: secured(list(programme), 'Programmes with figures and filing'),
    }),
    async (context) => {
      const { org, year } = context.req.valid('param')
      return context.json(await programmesOf(app, await actorFor(app, context), org, year), 200)
    },
  )
  routes.openapi(
    createRoute({
      method: 'get',
      path: `${PLACE}/programmes/{programme}`,
      summary: 'One programme of a school through all years, with its applications',
      request: {
        params: place.extend({
          programme: z.string().openapi({ param: { name: 'programme', in: 'path' }, example: '090100' }),
        }),
      },
      responses: secured(timeline, 'The timeline'),
    }),
    async (context) => {
      const { org, year, programme: code } = context.req.valid('param')
      return context.json(await timelineOf(app, await actorFor(app, context), org, year, code), 200)
    },
  )
  routes.openapi(
    createRoute({
      method: 'get',
      path: `${PLACE}/filings`,
      summary: 'What the rules of the yearly filing say of every programme, and what was decided',
      request: { params: place },
      responses: secured(list(filingRow), 'Programmes that are offered'),
    }),
    async (context) => {
      const { org, year } = context.req.valid('param')
      return context.json(await filingBoard(app, await actorFor(app, context), org, year), 200)
    },
  )
  routes.openapi(
    createRoute({
      method: 'post',
      path: `${PLACE}/filings`,
      summary: 'Decide the yearly filing of programmes: all or none',
      request: { params: place, ...body(filingDecisions) },
      responses: secured(decided, 'How many were decided'),
    }),
    async (context) => {
      const { org, year } = context.req.valid('param')
      const actor = await actorFor(app, context)
      return context.json(await decideFilings(app, actor, org, year, context.req.valid('json').filings), 200)
    },
  )
}

function adjustmentRoutes(routes: OpenAPIHono, app: AppContext): void {
  routes.openapi(
    createRoute({
      method: 'get',
      path: `${PLACE}/demand`,
      summary: 'Counts of people wanted, as they were entered; open to all',
      request: { params: place },
      responses: json(list(demandCount), 'Counts by source, occupation and year'),
    }),
    async (context) => {
      const { org, year } = context.req.valid('param')
      return context.json(await demandCounts(app, org, year), 200)
    },
  )
  routes.openapi(
    createRoute({
      method: 'put',
      path: `${PLACE}/demand`,
      summary: 'Take counts of people wanted: all or none; a count that is there is replaced',
      request: { params: place, ...body(demandChange) },
      responses: secured(savedCount, 'How many were kept'),
    }),
    async (context) => {
      const { org, year } = context.req.valid('param')
      const actor = await actorFor(app, context)
      return context.json(await putDemand(app, actor, org, year, context.req.valid('json').rows), 200)
    },
  )
  routes.openapi(
    createRoute({
      method: 'get',
      path: `${PLACE}/supply-demand`,
      summary: 'Demand with its forecast beside the supply of graduates; open to all',
      request: { params: place },
      responses: json(supplyDemand, 'By programme and category'),
    }),
    async (context) => {
      const { org, year } = context.req.valid('param')
      return context.json(await supplyAndDemand(app, org, year), 200)
    },
  )
  routes.openapi(
    createRoute({
      method: 'get',
      path: `${PLACE}/proposals`,
      summary: 'What the rules propose for every programme, with the figures that led to it',
      request: { params: place },
      responses: secured(list(proposal), 'Proposals'),
    }),
    async (context) => {
      const { org, year } = context.req.valid('param')
      return context.json(await proposalsFor(app, await actorFor(app, context), org, year), 200)
    },
  )
  routes.openapi(
    createRoute({
      method: 'get',
      path: `${PLACE}/industry-overlap`,
      summary: 'The share of programmes that serve leading industries, with its rows; open to all',
      request: { params: place },
      responses: json(overlap, 'The share'),
    }),
    async (context) => {
      const { org, year } = context.req.valid('param')
      return context.json(await industryOverlap(app, org, year), 200)
    },
  )
  routes.openapi(
    createRoute({
      method: 'get',
      path: `${PLACE}/offer`,
      summary: 'The offer of a city by county and category, for the map; open to all',
      request: { params: place },
      responses: json(offer, 'The offer'),
    }),
    async (context) => {
      const { org, year } = context.req.valid('param')
      return context.json(await cityOffer(app, org, year), 200)
    },
  )
}

function applicationListRoutes(routes: OpenAPIHono, app: AppContext): void {
  routes.openapi(
    createRoute({
      method: 'get',
      path: `${PLACE}/application-window`,
      summary: 'When schools may apply for new programmes',
      request: { params: place },
      responses: secured(openWindow, 'null where the city has not said when'),
    }),
    async (context) => {
      const { org, year } = context.req.valid('param')
      const found = await readApplicationWindow(app, await actorFor(app, context), org, year)
      if (!found) return context.json({ window: null, isOpen: false }, 200)
      const { isOpen, opensAt, closesAt, ...window } = found
      return context.json(
        { window: { ...window, opensAt: opensAt.toISOString(), closesAt: closesAt.toISOString() }, isOpen },
        200,
      )
    },
  )
  routes.openapi(
    createRoute({
      method: 'put',
      path: `${PLACE}/application-window`,
      summary: 'Say when schools may apply for new programmes',
      request: { params: place, ...body(applicationWindow) },
      responses: secured(applicationWindow, 'As it is now'),
    }),
    async (context) => {
      const { org, year } = context.req.valid('param')
      const window = context.req.valid('json')
      await putWindow(app, await actorFor(app, context), org, year, {
        ...window,
        opensAt: new Date(window.opensAt),
        closesAt: new Date(window.closesAt),
      })
      return context.json(window, 200)
    },
  )
  routes.openapi(
    createRoute({
      method: 'get',
      path: `${PLACE}/applications`,
      summary: 'Applications for new programmes of a school, or of every school of a city',
      request: { params: place, query: z.object({ all: z.enum(['true', 'false']).optional() }) },
      responses: secured(list(applicationRow), 'Applications; of all years with ?all=true'),
    }),
    async (context) => {
      const { org, year } = context.req.valid('param')
      const actor = await actorFor(app, context)
      const all = context.req.valid('query').all === 'true'
      return context.json(await applicationsOf(app, actor, org, year, all), 200)
    },
  )
  routes.openapi(
    createRoute({
      method: 'post',
      path: `${PLACE}/applications`,
      summary: 'Begin an application, filled in with what the school has reported already',
      request: { params: place, ...body(newApplication) },
      responses: secured(made, 'The application'),
    }),
    async (context) => {
      const actor = await actorFor(app, context)
      const request = { ...context.req.valid('param'), ...context.req.valid('json') }
      return context.json(await createApplication(app, actor, request), 200)
    },
  )
  routes.openapi(
    createRoute({
      method: 'get',
      path: `${PLACE}/notices`,
      summary: 'Applications on public notice and what became of them; open to all',
      request: { params: place },
      responses: json(list(notice), 'Notices, without names or material'),
    }),
    async (context) => {
      const { org, year } = context.req.valid('param')
      return context.json(await noticesOf(app, org, year), 200)
    },
  )
}

function applicationRoutes(routes: OpenAPIHono, app: AppContext): void {
  routes.openapi(
    createRoute({
      method: 'get',
      path: '/applications/{id}',
      summary: 'An application with everything that whoever asks may see of it',
      request: { params: one },
      responses: secured(application, 'The application'),
    }),
    async (context) => {
      const actor = await actorFor(app, context)
      return context.json(await readApplicationDetail(app, actor, context.req.valid('param').id), 200)
    },
  )
  routes.openapi(
    createRoute({
      method: 'put',
      path: '/applications/{id}/parts/{part}',
      summary: 'Write one part, under the revision that was seen',
      request: {
        params: one.extend({
          part: z.string().openapi({ param: { name: 'part', in: 'path' }, example: 'basics' }),
        }),
        ...body(applicationPart),
      },
      responses: secured(revision, 'The new revision'),
    }),
    async (context) => {
      const { id: own, part } = context.req.valid('param')
      const { content, revision: seen } = context.req.valid('json')
      const actor = await actorFor(app, context)
      return context.json(await saveApplicationPart(app, actor, own, { part, content, revision: seen }), 200)
    },
  )
  routes.openapi(
    createRoute({
      method: 'post',
      path: '/applications/{id}/prefill',
      summary: 'Take rows from the school’s registers again',
      request: { params: one, ...body(revision) },
      responses: secured(revision, 'The new revision'),
    }),
    async (context) => {
      const actor = await actorFor(app, context)
      const { revision: seen } = context.req.valid('json')
      return context.json(await prefillAgain(app, actor, context.req.valid('param').id, seen), 200)
    },
  )
  routes.openapi(
    createRoute({
      method: 'post',
      path: '/applications/{id}/files',
      summary: 'Hand in a file for a part',
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
      const { id: own } = context.req.valid('param')
      return context.json(await addApplicationFile(app, actor, own, part, await incoming(file)), 200)
    },
  )
  routes.openapi(
    createRoute({
      method: 'post',
      path: '/applications/{id}/steps',
      summary: 'Take one of the steps that the application names in its actions',
      request: { params: one, ...body(applicationStep) },
      responses: secured(application, 'The application as it is now'),
    }),
    async (context) => {
      const actor = await actorFor(app, context)
      const { id: own } = context.req.valid('param')
      await takeStep(app, actor, own, context.req.valid('json'))
      return context.json(await readApplicationDetail(app, actor, own), 200)
    },
  )
}

function takeStep(app: AppContext, actor: Actor, own: string, step: ApplicationStep): Promise<void> {
  switch (step.action) {
    case 'submit':
      return submitApplication(app, actor, own)
    case 'send_back':
      return sendBackApplication(app, actor, own, step.remark)
    case 'accept':
      return acceptApplication(app, actor, own)
    case 'record_opinion': {
      const { agrees, document, text } = step
      return recordOpinion(app, actor, own, { agrees, document, text })
    }
    case 'convene':
      return convenePanel(app, actor, own, step.experts)
    case 'close_panel':
      return closePanel(app, actor, own)
    case 'announce':
      return announceApplication(app, actor, own)
    case 'object':
      return raiseObjection(app, actor, own, { text: step.text, raisedBy: step.raisedBy })
    case 'resolve': {
      const { objection, text, upheld } = step
      return resolveObjection(app, actor, own, { objection, text, upheld })
    }
    case 'approve':
      return approveApplication(app, actor, own, step.reason)
    case 'reject':
      return rejectApplication(app, actor, own, step.reason)
    case 'file':
      return fileApplication(app, actor, own, step.number)
  }
}
