import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi'
import type { Context } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import {
  type AppContext,
  confirmImport,
  discardImport,
  exportRegister,
  importLimits,
  previewImport,
  readImportOutcome,
  returnedImport,
  workbookFor,
} from '../../app/index.ts'
import { AppError } from '../../kernel/index.ts'
import { importConfirmation, importOutcome, workbookUpload } from '../contract/workbooks.ts'
import { orgParam, yearParam } from '../contract.ts'
import { answerProblem } from '../problems.ts'
import { body, refusals, secured } from '../responses.ts'
import { actorFor } from '../visit.ts'

const BASE = '/orgs/{org}/years/{year}'
const place = z.object({ org: orgParam, year: yearParam })
const importPlace = place.extend({ import: z.uuid().openapi({ param: { name: 'import', in: 'path' } }) })
const language = z.enum(['zh', 'en']).default('zh')
const nothing = z.object({})

const MEDIA_TYPES = {
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  csv: 'text/csv; charset=utf-8',
} as const
/** What a form needs around its file. */
const ENVELOPE = 64 * 1024

/** Workbooks: download of a year's workbook, upload with preview, confirmation, the way back with comments; export. */
export function workbookRoutes(routes: OpenAPIHono, app: AppContext): void {
  routes.openapi(
    createRoute({
      method: 'get',
      path: `${BASE}/workbook`,
      summary:
        'The year’s workbook of a unit: what the draft holds, last year’s values, checks as live formulas',
      request: {
        params: place,
        query: z.object({
          lang: language,
          forms: z
            .string()
            .max(500)
            .optional()
            .openapi({ description: 'Ids, comma-separated; all by default' }),
        }),
      },
      responses: file('xlsx', 'The workbook'),
    }),
    async (context) => {
      const { org, year } = context.req.valid('param')
      const { lang, forms } = context.req.valid('query')
      const actor = await actorFor(app, context)
      const made = await workbookFor(app, actor, org, year, { language: lang, forms: forms?.split(',') })
      return answerFile(context, 'xlsx', made)
    },
  )
  importRoutes(routes, app)
  routes.openapi(
    createRoute({
      method: 'get',
      path: `${BASE}/registers/{register}/export`,
      summary: 'All rows of a register as a file; personal fields masked unless asked for, both in the trail',
      request: {
        params: place.extend({
          register: z.string().openapi({ param: { name: 'register', in: 'path' }, example: 'staff' }),
        }),
        query: z.object({
          format: z.enum(['xlsx', 'csv']).default('xlsx'),
          lang: language,
          personal: z.enum(['masked', 'clear']).default('masked'),
        }),
      },
      responses: file('xlsx', 'The register'),
    }),
    async (context) => {
      const { org, year, register } = context.req.valid('param')
      const { format, lang, personal } = context.req.valid('query')
      const made = await exportRegister(app, await actorFor(app, context), org, year, register, {
        format,
        language: lang,
        isClear: personal === 'clear',
      })
      return answerFile(context, format, made)
    },
  )
}

function importRoutes(routes: OpenAPIHono, app: AppContext): void {
  const most = importLimits().fileBytes
  routes.openapi(
    createRoute({
      method: 'post',
      path: `${BASE}/imports`,
      summary: 'Send a workbook or table and see, cell by cell, what it would change; nothing changes yet',
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
      responses: secured(importOutcome, 'What it would change, or why it cannot be taken'),
    }),
    async (context) => {
      const { org, year } = context.req.valid('param')
      const { file: sent, register, mode = 'replace' } = context.req.valid('form')
      const actor = await actorFor(app, context)
      const bytes = new Uint8Array(await sent.arrayBuffer())
      const outcome = await previewImport(
        app,
        actor,
        org,
        year,
        { name: sent.name.slice(-200), bytes },
        { register: register === '' ? undefined : register, mode, overwrite: false },
      )
      return context.json(outcome, 200)
    },
  )
  routes.openapi(
    createRoute({
      method: 'get',
      path: `${BASE}/imports/{import}`,
      summary: 'A previewed or imported file as it was found',
      request: { params: importPlace },
      responses: secured(importOutcome, 'What it would change, or has changed'),
    }),
    async (context) => {
      const { org, year, import: id } = context.req.valid('param')
      return context.json(await readImportOutcome(app, await actorFor(app, context), org, year, id), 200)
    },
  )
  routes.openapi(
    createRoute({
      method: 'post',
      path: `${BASE}/imports/{import}/confirm`,
      summary: 'Take a previewed file into the draft, all of it or nothing',
      request: { params: importPlace, ...body(importConfirmation) },
      responses: secured(importOutcome, 'What has changed'),
    }),
    async (context) => {
      const { org, year, import: id } = context.req.valid('param')
      const { overwrite } = context.req.valid('json')
      const actor = await actorFor(app, context)
      return context.json(await confirmImport(app, actor, org, year, id, overwrite), 200)
    },
  )
  routes.openapi(
    createRoute({
      method: 'get',
      path: `${BASE}/imports/{import}/returned`,
      summary: 'The file as it was sent, with a comment in every cell at fault',
      request: { params: importPlace, query: z.object({ lang: language }) },
      responses: file('xlsx', 'The workbook that goes back'),
    }),
    async (context) => {
      const { org, year, import: id } = context.req.valid('param')
      const { lang } = context.req.valid('query')
      const made = await returnedImport(app, await actorFor(app, context), org, year, id, lang)
      return answerFile(context, 'xlsx', made)
    },
  )
  routes.openapi(
    createRoute({
      method: 'delete',
      path: `${BASE}/imports/{import}`,
      summary: 'Throw a file away that waits to be confirmed',
      request: { params: importPlace },
      responses: secured(nothing, 'Gone'),
    }),
    async (context) => {
      const { org, year, import: id } = context.req.valid('param')
      await discardImport(app, await actorFor(app, context), org, year, id)
      return context.json({}, 200)
    },
  )
}

function file(kind: keyof typeof MEDIA_TYPES, description: string) {
  const schema = z.string().openapi({ format: 'binary' })
  const [json] = [refusals[400]]
  return {
    200: { description, content: { [MEDIA_TYPES[kind]]: { schema } } },
    ...refusals,
    401: json,
    403: json,
  }
}

function answerFile(
  context: Context,
  kind: keyof typeof MEDIA_TYPES,
  { name, bytes }: { readonly name: string; readonly bytes: Uint8Array },
) {
  return context.body(new Uint8Array(bytes), 200, {
    'content-type': MEDIA_TYPES[kind],
    'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(name)}`,
  })
}
