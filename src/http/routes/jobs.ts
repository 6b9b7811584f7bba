import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi'
import { bodyLimit } from 'hono/body-limit'
import {
  type AppContext,
  importLimits,
  type JobProgress,
  jobProgress,
  startJob,
  stopJob,
} from '../../app/index.ts'
import { AppError } from '../../kernel/index.ts'
import { jobProgressDocument, startedJob } from '../contract/jobs.ts'
import { importConfirmation, workbookUpload } from '../contract/workbooks.ts'
import { orgParam, yearParam } from '../contract.ts'
import { answerProblem, problemOf } from '../problems.ts'
import { body, secured } from '../responses.ts'
import { actorFor } from '../visit.ts'

const BASE = '/orgs/{org}/years/{year}'
const place = z.object({ org: orgParam, year: yearParam })
/** What a form needs around its file. */
const ENVELOPE = 64 * 1024

/** Long work: imports that go on by themselves, and how far they are. */
export function jobRoutes(routes: OpenAPIHono, app: AppContext): void {
  routes.openapi(
    createRoute({
      method: 'get',
      path: '/jobs/{job}',
      summary: 'How far long work is, and what came of it',
      request: { params: z.object({ job: z.string().openapi({ param: { name: 'job', in: 'path' } }) }) },
      responses: secured(jobProgressDocument, 'Its progress'),
    }),
    async (context) => {
      const { job } = context.req.valid('param')
      return context.json(jobShape(app, await jobProgress(app, await actorFor(app, context), job)), 200)
    },
  )
  routes.openapi(
    createRoute({
      method: 'post',
      path: '/jobs/{job}/stop',
      summary:
        'Ask long work to stop; it ends as stopped and nothing of it is kept, unless it was done before',
      request: { params: z.object({ job: z.string().openapi({ param: { name: 'job', in: 'path' } }) }) },
      responses: secured(jobProgressDocument, 'How far it was'),
    }),
    async (context) => {
      const { job } = context.req.valid('param')
      return context.json(jobShape(app, await stopJob(app, await actorFor(app, context), job)), 200)
    },
  )
  const most = importLimits().fileBytes
  routes.openapi(
    createRoute({
      method: 'post',
      path: `${BASE}/import-jobs`,
      summary: 'Send a large workbook to be previewed; the job’s result names the import',
      middleware: [
        bodyLimit({
          maxSize: most + ENVELOPE,
          onError: (context) => {
            const megabytes = Number(context.req.header('content-length') ?? 0) / 1024 / 1024
            const params = { megabytes: megabytes.toFixed(1), most: Math.round(most / 1024 / 1024) }
            return answerProblem(app, new AppError('IMP-001', params), context)
          },
        }),
      ] as const,
      request: {
        params: place,
        body: { content: { 'multipart/form-data': { schema: workbookUpload } }, required: true },
      },
      responses: secured(startedJob, 'It waits for its turn'),
    }),
    async (context) => {
      const { org, year } = context.req.valid('param')
      const { file: sent, register, mode = 'replace' } = context.req.valid('form')
      const job = await startJob(app, await actorFor(app, context), {
        kind: 'import.preview',
        org,
        year,
        input: {
          name: sent.name.slice(-200),
          options: { mode, ...(register ? { register } : {}) },
        },
        content: new Uint8Array(await sent.arrayBuffer()),
      })
      return context.json(job, 200)
    },
  )
  routes.openapi(
    createRoute({
      method: 'post',
      path: `${BASE}/imports/{import}/confirmation-jobs`,
      summary: 'Take a previewed file into the draft while the page does other things',
      request: {
        params: place.extend({ import: z.uuid().openapi({ param: { name: 'import', in: 'path' } }) }),
        ...body(importConfirmation),
      },
      responses: secured(startedJob, 'It waits for its turn'),
    }),
    async (context) => {
      const { org, year, import: id } = context.req.valid('param')
      const { overwrite } = context.req.valid('json')
      const job = await startJob(app, await actorFor(app, context), {
        kind: 'import.confirm',
        org,
        year,
        input: { import: id, overwrite },
      })
      return context.json(job, 200)
    },
  )
}

function jobShape(app: AppContext, { problem, createdAt, updatedAt, ...job }: JobProgress) {
  return {
    ...job,
    ...(problem ? { problem: problemOf(app, problem.code, problem.params) } : {}),
    createdAt: createdAt.toISOString(),
    updatedAt: updatedAt.toISOString(),
  }
}
