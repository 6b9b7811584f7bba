import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi'
import { type AppContext, changeOrg, listOrgChanges, previewOrgChange, unitHistory } from '../../app/index.ts'
import {
  unitHistory as history,
  orgChange,
  orgChangePreview,
  pastOrgChange,
} from '../contract/org-changes.ts'
import { orgParam, yearParam } from '../contract.ts'
import { body, json, secured } from '../responses.ts'
import { actorFor } from '../visit.ts'

/** Units that open, close, merge, change their names, places and attributes from a year on. */
export function orgChangeRoutes(routes: OpenAPIHono, app: AppContext): void {
  routes.openapi(
    createRoute({
      method: 'post',
      path: '/years/{year}/org-changes',
      summary: 'Change units from a reporting year on',
      request: { params: z.object({ year: yearParam }), ...body(orgChange) },
      responses: secured(z.object({}), 'Changed; the sums of the years from then on follow'),
    }),
    async (context) => {
      const { change, reason } = context.req.valid('json')
      const { year } = context.req.valid('param')
      await changeOrg(app, await actorFor(app, context), year, change, reason)
      return context.json({}, 200)
    },
  )
  routes.openapi(
    createRoute({
      method: 'post',
      path: '/years/{year}/org-change-previews',
      summary: 'What a change of units would do; nothing is changed yet',
      request: { params: z.object({ year: yearParam }), ...body(orgChange.pick({ change: true })) },
      responses: secured(orgChangePreview, 'What becomes different'),
    }),
    async (context) => {
      const { change } = context.req.valid('json')
      const { year } = context.req.valid('param')
      return context.json(await previewOrgChange(app, await actorFor(app, context), year, change), 200)
    },
  )
  routes.openapi(
    createRoute({
      method: 'get',
      path: '/orgs/{org}/years/{year}/history',
      summary: 'Names, places and states of a unit over the years, and its other names',
      request: { params: z.object({ org: orgParam, year: yearParam }) },
      responses: json(history, 'Spans of years, oldest first'),
    }),
    async (context) => {
      const { org, year } = context.req.valid('param')
      return context.json(await unitHistory(app, org, year), 200)
    },
  )
  routes.openapi(
    createRoute({
      method: 'get',
      path: '/orgs/{org}/years/{year}/org-changes',
      summary: 'The changes that a unit has been through',
      request: { params: z.object({ org: orgParam, year: yearParam }) },
      responses: json(z.array(pastOrgChange).readonly(), 'The latest first'),
    }),
    async (context) => {
      const { org, year } = context.req.valid('param')
      const changes = await listOrgChanges(app, org, year)
      return context.json(
        changes.map((change) => ({
          year: change.year,
          kind: change.kind,
          reason: change.reason,
          actor: change.actor,
          at: change.at.toISOString(),
          details: change.details,
        })),
        200,
      )
    },
  )
}
