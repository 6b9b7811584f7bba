import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi'
import { type AppContext, explainFinding, readEntry, readFindings, saveEntry } from '../../app/index.ts'
import {
  type CellConflict,
  cellConflict,
  cellsToSave,
  deskFindings,
  entryDocument,
  reason,
  savedCells,
} from '../contract/entry.ts'
import { orgParam, yearParam } from '../contract.ts'
import { entryShape, findingsShape, savedShape } from '../desk-shapes.ts'
import { problemOf } from '../problems.ts'
import { body, secured, short } from '../responses.ts'
import { actorFor } from '../visit.ts'

const place = z.object({ org: orgParam, year: yearParam })

/** Entry: the draft with all that the browser checks by itself, saving cells, findings, reasons. */
export function entryRoutes(routes: OpenAPIHono, app: AppContext): void {
  routes.openapi(
    createRoute({
      method: 'get',
      path: '/orgs/{org}/years/{year}/entry',
      summary: 'A unit’s draft, with everything that checks in the browser look at',
      request: { params: place },
      responses: secured(entryDocument, 'The draft'),
    }),
    async (context) => {
      const { org, year } = context.req.valid('param')
      const entry = await readEntry(app, await actorFor(app, context), org, year)
      return context.json(entryShape(app, entry), 200)
    },
  )
  routes.openapi(
    createRoute({
      method: 'post',
      path: '/orgs/{org}/years/{year}/entry/{form}/cells',
      summary: 'Save cells of a form, each under the revision that was seen',
      request: {
        params: place.extend({
          form: z.string().openapi({ param: { name: 'form', in: 'path' }, example: 'school_staff' }),
        }),
        ...body(cellsToSave),
      },
      responses: {
        ...secured(savedCells, 'All were saved'),
        409: {
          description: 'Some were changed by another meanwhile and come back as they are; or not open',
          content: { 'application/json': { schema: cellConflict } },
        },
      },
    }),
    async (context) => {
      const { org, year, form } = context.req.valid('param')
      const { cells } = context.req.valid('json')
      const outcome = savedShape(await saveEntry(app, await actorFor(app, context), org, year, form, cells))
      if (outcome.conflicts.length === 0) return context.json(outcome, 200, short(outcome))
      const conflict: CellConflict = {
        ...problemOf(app, 'ENT-007', { count: outcome.conflicts.length }),
        ...outcome,
      }
      return context.json(conflict, 409)
    },
  )
  routes.openapi(
    createRoute({
      method: 'get',
      path: '/orgs/{org}/years/{year}/findings',
      summary: 'What all checks say of the draft, those that only the server can run included',
      request: { params: place },
      responses: secured(deskFindings, 'Findings, the blocking ones first'),
    }),
    async (context) => {
      const { org, year } = context.req.valid('param')
      const found = await readFindings(app, await actorFor(app, context), org, year)
      return context.json(findingsShape(found), 200)
    },
  )
  routes.openapi(
    createRoute({
      method: 'put',
      path: '/orgs/{org}/years/{year}/reasons',
      summary: 'Write the reason for findings; an empty text takes it back',
      request: { params: place, ...body(reason) },
      responses: secured(deskFindings, 'Findings as they stand now'),
    }),
    async (context) => {
      const { org, year } = context.req.valid('param')
      const actor = await actorFor(app, context)
      const found = await explainFinding(app, actor, org, year, context.req.valid('json'))
      return context.json(findingsShape(found), 200)
    },
  )
}
