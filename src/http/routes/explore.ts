import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi'
import {
  type AppContext,
  breakdownOf,
  comparisonOf,
  downloadView,
  listQuantities,
  seriesOf,
  storyOf,
  valuesOf,
} from '../../app/index.ts'
import { AppError } from '../../kernel/index.ts'
import { orgParam, yearParam } from '../contract.ts'
import { breakdown, comparison, quantity, series, story, unitValues } from '../contract-explore.ts'
import { attachment } from '../files.ts'
import { json, refusals } from '../responses.ts'
import { toCsv, toXlsx } from '../spreadsheet.ts'
import { traceNode } from '../trace-node.ts'

const place = z.object({ org: orgParam, year: yearParam })
const idParam = z.string().openapi({
  param: { name: 'id', in: 'path' },
  description: 'Indicator or data element',
  example: 'employment_rate',
})
const quantityPlace = place.extend({ id: idParam })
const download = z.object({
  format: z.enum(['csv', 'xlsx']).default('csv'),
  table: z
    .enum(['values', 'parts'])
    .default('values')
    .openapi({ description: 'Which table a CSV holds; a workbook holds all' }),
  lang: z.enum(['zh', 'en']).default('zh'),
})

/** What the explorer asks: quantities, values, years, schools side by side, parts, stories, and files to take away. */
export function exploreRoutes(routes: OpenAPIHono, app: AppContext): void {
  routes.openapi(
    createRoute({
      method: 'get',
      path: '/years/{year}/quantities',
      summary: 'Every indicator and data element in force in a year',
      request: { params: z.object({ year: yearParam }) },
      responses: json(z.array(quantity).readonly(), 'In the order of the catalog, indicators first'),
    }),
    (context) => context.json(listQuantities(app, context.req.valid('param').year), 200),
  )
  routes.openapi(
    createRoute({
      method: 'get',
      path: '/orgs/{org}/years/{year}/values',
      summary: 'Values of a unit in a year, all or those named, with last year’s and the change',
      request: {
        params: place,
        query: z.object({
          ids: z
            .string()
            .optional()
            .openapi({ description: 'Ids separated by commas', example: 'employment_rate,graduates' }),
        }),
      },
      responses: json(unitValues, 'Values in the order asked for'),
    }),
    async (context) => {
      const { org, year } = context.req.valid('param')
      const wanted = context.req
        .valid('query')
        .ids?.split(',')
        .filter((id) => id !== '')
      return context.json(await valuesOf(app, org, year, wanted), 200)
    },
  )
  routes.openapi(
    createRoute({
      method: 'get',
      path: '/orgs/{org}/years/{year}/series/{id}',
      summary: 'One quantity of a unit through all years with data',
      request: { params: quantityPlace },
      responses: json(series, 'Points, oldest first'),
    }),
    async (context) => {
      const { org, year, id } = context.req.valid('param')
      return context.json(await seriesOf(app, org, year, id), 200)
    },
  )
  routes.openapi(
    createRoute({
      method: 'get',
      path: '/orgs/{org}/years/{year}/comparison/{id}',
      summary: 'One quantity over the schools, with the city’s value and the standards on it',
      request: { params: quantityPlace },
      responses: json(comparison, 'The whole, its units, the standards'),
    }),
    async (context) => {
      const { org, year, id } = context.req.valid('param')
      return context.json(await comparisonOf(app, org, year, id), 200)
    },
  )
  routes.openapi(
    createRoute({
      method: 'get',
      path: '/orgs/{org}/years/{year}/breakdowns/{id}',
      summary: 'A data element by its groupings',
      request: { params: quantityPlace },
      responses: json(breakdown, 'Groupings with their parts and shares'),
    }),
    async (context) => {
      const { org, year, id } = context.req.valid('param')
      return context.json(await breakdownOf(app, org, year, id), 200)
    },
  )
  routes.openapi(
    createRoute({
      method: 'get',
      path: '/orgs/{org}/years/{year}/stories/{id}',
      summary: 'How a value came about: meaning, formula, inputs, and where these were handed in',
      request: { params: quantityPlace },
      responses: json(story, 'The story'),
    }),
    async (context) => {
      const { org, year, id } = context.req.valid('param')
      const told = await storyOf(app, org, year, id)
      return context.json({ ...told, trace: traceNode(told.trace, app.catalog.units) }, 200)
    },
  )
  downloadRoute(routes, app)
}

function downloadRoute(routes: OpenAPIHono, app: AppContext): void {
  const file = z.string().openapi({ format: 'binary' })
  routes.openapi(
    createRoute({
      method: 'get',
      path: '/orgs/{org}/years/{year}/tables/{id}',
      summary: 'One quantity over units and years as a file, with its story in the workbook',
      request: { params: quantityPlace, query: download },
      responses: {
        200: {
          description: 'The file',
          content: { [types.csv]: { schema: file }, [types.xlsx]: { schema: file } },
        },
        ...refusals,
      },
    }),
    async (context) => {
      const { org, year, id } = context.req.valid('param')
      const { format, lang, table } = context.req.valid('query')
      const { name, sheets } = await downloadView(app, org, year, id, lang)
      const wanted = sheets.find((sheet) => sheet.id === table)
      if (!wanted) throw new AppError('APP-004', { id, table }, { kind: 'not_found' })
      const body = format === 'xlsx' ? await toXlsx(sheets) : toCsv(wanted)
      return context.body(body, 200, {
        'content-type': types[format],
        'content-disposition': attachment(`${name}.${format}`),
      })
    },
  )
}

const types = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
} as const
