import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi'
import {
  type AppContext,
  addRows,
  type ChangedRows,
  changeManyRows,
  changeRows,
  declareEmpty,
  deleteRows,
  readDeletedRows,
  readRegister,
  readRowHistory,
  replaceRegister,
  restoreRow,
  revealRow,
} from '../../app/index.ts'
import { sheet } from '../contract/entry.ts'
import {
  cells,
  changedRows,
  manyChanged,
  manyRowChange,
  newRows,
  type RowConflict,
  replacement,
  rowChanges,
  rowConflict,
  rowDeletion,
  rowPast,
  rowsPage,
  rowsQuery,
  wholeRegister,
} from '../contract/registers.ts'
import { orgParam, yearParam } from '../contract.ts'
import { changedShape, pageShape, pastShape, sheetShape } from '../desk-shapes.ts'
import { problemOf } from '../problems.ts'
import { body, secured } from '../responses.ts'
import { actorFor } from '../visit.ts'

const BASE = '/orgs/{org}/years/{year}/registers/{register}'
const place = z.object({
  org: orgParam,
  year: yearParam,
  register: z.string().openapi({ param: { name: 'register', in: 'path' }, example: 'staff' }),
})
const rowPlace = place.extend({
  row: z
    .string()
    .regex(/^\d{1,9}$/)
    .transform(Number)
    .openapi({ param: { name: 'row', in: 'path' }, type: 'integer', example: 12 }),
})

/** Registers: rows by the page, their past, and personal fields in clear for those who may. */
export function registerRoutes(routes: OpenAPIHono, app: AppContext): void {
  routes.openapi(
    createRoute({
      method: 'post',
      path: `${BASE}/search`,
      summary: 'Rows by the page, filtered and sorted; personal fields masked',
      request: { params: place, ...body(rowsQuery) },
      responses: secured(rowsPage, 'A page of rows with their findings'),
    }),
    async (context) => {
      const { org, year, register } = context.req.valid('param')
      const actor = await actorFor(app, context)
      const page = await readRegister(app, actor, org, year, register, context.req.valid('json'))
      return context.json(pageShape(page), 200)
    },
  )
  routes.openapi(
    createRoute({
      method: 'get',
      path: `${BASE}/rows/{row}/history`,
      summary: 'What a row was, and who changed it',
      request: { params: rowPlace },
      responses: secured(z.array(rowPast).readonly(), 'The latest first'),
    }),
    async (context) => {
      const { org, year, register, row } = context.req.valid('param')
      const actor = await actorFor(app, context)
      const past = await readRowHistory(app, actor, org, year, register, row)
      return context.json(past.map(pastShape), 200)
    },
  )
  routes.openapi(
    createRoute({
      method: 'get',
      path: `${BASE}/deleted`,
      summary: 'Rows that were taken away and can be brought back',
      request: { params: place },
      responses: secured(z.array(rowPast).readonly(), 'The latest first'),
    }),
    async (context) => {
      const { org, year, register } = context.req.valid('param')
      const past = await readDeletedRows(app, await actorFor(app, context), org, year, register)
      return context.json(past.map(pastShape), 200)
    },
  )
  routes.openapi(
    createRoute({
      method: 'post',
      path: `${BASE}/rows/{row}/reveal`,
      summary: 'Personal fields of one row in clear; the trail keeps who looked',
      request: { params: rowPlace },
      responses: secured(cells, 'The personal fields'),
    }),
    async (context) => {
      const { org, year, register, row } = context.req.valid('param')
      const actor = await actorFor(app, context)
      return context.json({ ...(await revealRow(app, actor, org, year, register, row)) }, 200)
    },
  )
  changingRoutes(routes, app)
}

function changingRoutes(routes: OpenAPIHono, app: AppContext): void {
  const withConflicts = {
    ...secured(changedRows, 'The rows as they are now'),
    409: {
      description: 'Some were changed by another meanwhile and come back as they are; or not open',
      content: { 'application/json': { schema: rowConflict } },
    },
  }
  const conflictOf = (changed: ChangedRows): RowConflict => ({
    ...problemOf(app, 'REG-010', { count: changed.conflicts.length }),
    ...changedShape(changed),
  })
  routes.openapi(
    createRoute({
      method: 'post',
      path: `${BASE}/rows`,
      summary: 'Add rows',
      request: { params: place, ...body(newRows) },
      responses: secured(changedRows, 'The new rows'),
    }),
    async (context) => {
      const actor = await actorFor(app, context)
      const { rows } = context.req.valid('json')
      return context.json(changedShape(await addRows(app, actor, context.req.valid('param'), rows)), 200)
    },
  )
  routes.openapi(
    createRoute({
      method: 'patch',
      path: `${BASE}/rows`,
      summary: 'Change rows, each under the revision that was seen',
      request: { params: place, ...body(rowChanges) },
      responses: withConflicts,
    }),
    async (context) => {
      const actor = await actorFor(app, context)
      const { rows } = context.req.valid('json')
      const changed = await changeRows(app, actor, context.req.valid('param'), rows)
      if (changed.conflicts.length === 0) return context.json(changedShape(changed), 200)
      return context.json(conflictOf(changed), 409)
    },
  )
  routes.openapi(
    createRoute({
      method: 'post',
      path: `${BASE}/changes`,
      summary: 'Put the same contents into many rows',
      request: { params: place, ...body(manyRowChange) },
      responses: secured(manyChanged, 'How many rows were changed'),
    }),
    async (context) => {
      const actor = await actorFor(app, context)
      const { choice, cells: contents } = context.req.valid('json')
      const result = await changeManyRows(app, actor, context.req.valid('param'), choice, contents)
      return context.json({ sheet: sheetShape(result.sheet), count: result.count }, 200)
    },
  )
  routes.openapi(
    createRoute({
      method: 'post',
      path: `${BASE}/deletions`,
      summary: 'Take rows away; they can be brought back',
      request: { params: place, ...body(rowDeletion) },
      responses: secured(manyChanged, 'How many rows were taken away'),
    }),
    async (context) => {
      const actor = await actorFor(app, context)
      const { choice } = context.req.valid('json')
      const result = await deleteRows(app, actor, context.req.valid('param'), choice)
      return context.json({ sheet: sheetShape(result.sheet), count: result.count }, 200)
    },
  )
  routes.openapi(
    createRoute({
      method: 'post',
      path: `${BASE}/deleted/{row}/restore`,
      summary: 'Bring a row back',
      request: { params: rowPlace },
      responses: secured(changedRows, 'The row under its new number'),
    }),
    async (context) => {
      const actor = await actorFor(app, context)
      const { row, ...at } = context.req.valid('param')
      return context.json(changedShape(await restoreRow(app, actor, at, row)), 200)
    },
  )
  routes.openapi(
    createRoute({
      method: 'put',
      path: `${BASE}/empty`,
      summary: 'Say that there is nothing to report this year, or take that back',
      request: { params: place, ...body(z.object({ isEmpty: z.boolean() })) },
      responses: secured(sheet, 'The register'),
    }),
    async (context) => {
      const actor = await actorFor(app, context)
      const { isEmpty } = context.req.valid('json')
      return context.json(
        sheetShape(await declareEmpty(app, actor, context.req.valid('param'), isEmpty)),
        200,
      )
    },
  )
  routes.openapi(
    createRoute({
      method: 'put',
      path: `${BASE}/rows`,
      summary: 'Replace the whole register; rows that are the same stay untouched',
      request: { params: place, ...body(wholeRegister) },
      responses: secured(replacement, 'What changed'),
    }),
    async (context) => {
      const actor = await actorFor(app, context)
      const { rows } = context.req.valid('json')
      const result = await replaceRegister(app, actor, context.req.valid('param'), rows)
      return context.json({ ...result, sheet: sheetShape(result.sheet) }, 200)
    },
  )
}
