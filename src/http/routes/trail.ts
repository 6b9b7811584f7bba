import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi'
import { type AppContext, exportTrail, refOf, searchTrail } from '../../app/index.ts'
import { trailPage, trailQuery } from '../contract/trail.ts'
import { orgParam } from '../contract.ts'
import { refusals, secured } from '../responses.ts'
import { toCsv } from '../spreadsheet.ts'
import { actorFor } from '../visit.ts'

const place = z.object({ org: orgParam })

/** The trail: who did what to which object, from where, with what result. */
export function trailRoutes(routes: OpenAPIHono, app: AppContext): void {
  const times = ({ from, to, ...query }: z.output<typeof trailQuery>) => ({
    ...query,
    from: from === undefined ? undefined : new Date(from),
    to: to === undefined ? undefined : new Date(to),
  })
  routes.openapi(
    createRoute({
      method: 'get',
      path: '/orgs/{org}/trail',
      summary: 'Entries of a unit and below it, newest first',
      request: {
        params: place,
        query: trailQuery.extend({
          before: z.string().max(80).optional(),
          size: z
            .string()
            .regex(/^\d{1,3}$/)
            .transform(Number)
            .optional(),
        }),
      },
      responses: secured(trailPage, 'A page of entries'),
    }),
    async (context) => {
      const actor = await actorFor(app, context)
      const { before, size, ...query } = context.req.valid('query')
      const page = await searchTrail(app, actor, context.req.valid('param').org, {
        ...times(query),
        before,
        size,
      })
      const entries = page.entries.map(({ unitId, at, ...entry }) => ({
        ...entry,
        at: at.toISOString(),
        org: refOf(app, unitId),
      }))
      return context.json({ ...page, entries }, 200)
    },
  )
  routes.openapi(
    createRoute({
      method: 'get',
      path: '/orgs/{org}/trail.csv',
      summary: 'The same as a file; that it was taken is in the trail',
      request: { params: place, query: trailQuery },
      responses: {
        200: { description: 'The file', content: { 'text/csv': { schema: z.string() } } },
        ...refusals,
        ...{ 401: refusals[400], 403: refusals[400] },
      },
    }),
    async (context) => {
      const actor = await actorFor(app, context)
      const query = times(context.req.valid('query'))
      const sheet = await exportTrail(app, actor, context.req.valid('param').org, query)
      return context.body(toCsv(sheet), 200, {
        'content-type': 'text/csv; charset=utf-8',
        'content-disposition': `attachment; filename="${sheet.name}.csv"`,
      })
    },
  )
}
