import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi'
import { type AppContext, checkUnits, explain, factsOf, listUnits } from '../app/index.ts'
import { AppError } from '../kernel/index.ts'
import { explained, facts, listedUnit, orgParam, yearParam, yearQuery } from './contract.ts'
import { answerProblem } from './problems.ts'
import { json } from './responses.ts'
import { accountRoutes, sessionRoutes } from './routes/accounts.ts'
import { entryRoutes } from './routes/entry.ts'
import { evaluationRoutes } from './routes/evaluation.ts'
import { exploreRoutes } from './routes/explore.ts'
import { improvementRoutes } from './routes/improvement.ts'
import { jobRoutes } from './routes/jobs.ts'
import { orgChangeRoutes } from './routes/org-changes.ts'
import { programmeRoutes } from './routes/programmes.ts'
import { registerRoutes } from './routes/registers.ts'
import { roundRoutes } from './routes/rounds.ts'
import { submissionRoutes } from './routes/submissions.ts'
import { trailRoutes } from './routes/trail.ts'
import { verifyRoutes } from './routes/verify.ts'
import { workbookRoutes } from './routes/workbooks.ts'
import { traceNode } from './trace-node.ts'
import { sameSiteOnly } from './visit.ts'

/** The HTTP door under /api/v1: the same use cases as the command line, documented by its own schemas. */
export function api(app: AppContext): OpenAPIHono {
  const routes = new OpenAPIHono({
    defaultHook: (result, context) => {
      if (result.success) return undefined
      const [issue] = result.error.issues
      const message = {
        zh: `请求参数不对：${issue?.path.join('.')}`,
        en: `A request parameter is wrong: ${issue?.path.join('.')}`,
      }
      return context.json(
        { code: 'APP-002', message, params: {}, path: (issue?.path ?? []).map(String) },
        400,
      )
    },
  })
  routes.onError((error, context) => answerProblem(app, error, context))
  routes.use('*', sameSiteOnly(app))

  routes.openapi(
    createRoute({
      method: 'get',
      path: '/orgs',
      summary: 'All org units of a year, each under its parent',
      request: { query: z.object({ year: yearQuery.optional() }) },
      responses: json(z.array(listedUnit).readonly(), 'Org units in the order of the tree'),
    }),
    async (context) => context.json(await listUnits(app, context.req.valid('query').year), 200),
  )
  routes.openapi(
    createRoute({
      method: 'get',
      path: '/orgs/{org}/years/{year}/facts',
      summary: 'Every value of a unit in a year, with last year’s and the change',
      request: { params: z.object({ org: orgParam, year: yearParam }) },
      responses: json(facts, 'Values'),
    }),
    async (context) => {
      const { org, year } = context.req.valid('param')
      return context.json(await factsOf(app, org, year), 200)
    },
  )
  routes.openapi(
    createRoute({
      method: 'get',
      path: '/orgs/{org}/years/{year}/values/{id}',
      summary: 'The story of one value: formula in words, inputs, the schools behind it',
      request: { params: z.object({ org: orgParam, year: yearParam, id: z.string() }) },
      responses: json(explained, 'Value with its trace'),
    }),
    async (context) => {
      const { org, year, id } = context.req.valid('param')
      const story = await explain(app, id, org, year)
      return context.json({ ...story, trace: traceNode(story.trace, app.catalog.units) }, 200)
    },
  )
  routes.openapi(
    createRoute({
      method: 'get',
      path: '/orgs/{org}/years/{year}/checks',
      summary: 'Findings of all checks over a unit and its schools',
      request: { params: z.object({ org: orgParam, year: yearParam }) },
      responses: json(z.array(z.unknown()).readonly(), 'Findings per unit'),
    }),
    async (context) => {
      const { org, year } = context.req.valid('param')
      return context.json(await checkUnits(app, org, year), 200)
    },
  )
  exploreRoutes(routes, app)
  sessionRoutes(routes, app)
  accountRoutes(routes, app)
  roundRoutes(routes, app)
  entryRoutes(routes, app)
  registerRoutes(routes, app)
  submissionRoutes(routes, app)
  orgChangeRoutes(routes, app)
  trailRoutes(routes, app)
  workbookRoutes(routes, app)
  verifyRoutes(routes, app)
  jobRoutes(routes, app)
  evaluationRoutes(routes, app)
  improvementRoutes(routes, app)
  programmeRoutes(routes, app)
  routes.get('/catalog', (context) => {
    context.header('etag', `"${app.catalog.hash}"`)
    if (context.req.header('if-none-match') === `"${app.catalog.hash}"`) return context.body(null, 304)
    return context.json(app.rawCatalog)
  })
  routes.get('/health', (context) => context.json({ status: 'ok' }))
  routes.doc31('/openapi.json', {
    openapi: '3.1.0',
    info: { title: 'Vetted（有据）', version: '1' },
    servers: [{ url: '/api/v1' }],
  })
  // An unknown address under the API is a refusal like any other, never a page.
  routes.all('*', (context) =>
    answerProblem(app, new AppError('APP-003', { path: context.req.path }, { kind: 'not_found' }), context),
  )
  return routes
}
