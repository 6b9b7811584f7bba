import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi'
import {
  type AppContext,
  closeCollectionRound,
  extendCollectionRound,
  listCollectionRounds,
  openCollectionRound,
  readBoard,
  remindUnits,
} from '../../app/index.ts'
import {
  board,
  extension,
  newRound,
  type RoundList,
  reminded,
  reminder,
  round,
  roundList,
} from '../contract/rounds.ts'
import { orgParam, yearParam } from '../contract.ts'
import { boardShape, roundShape } from '../desk-shapes.ts'
import { body, secured } from '../responses.ts'
import { actorFor } from '../visit.ts'

const place = z.object({ org: orgParam, year: yearParam })
const nothing = z.object({})

/** Rounds: the bureau opens, reminds, extends, closes, and sees where everyone is. */
export function roundRoutes(routes: OpenAPIHono, app: AppContext): void {
  routes.openapi(
    createRoute({
      method: 'get',
      path: '/orgs/{org}/rounds',
      summary: 'Rounds that a unit conducts or stands in',
      request: { params: z.object({ org: orgParam }) },
      responses: secured(roundList, 'The latest year first'),
    }),
    async (context) => {
      const { org } = context.req.valid('param')
      const { conducts, stands } = await listCollectionRounds(app, await actorFor(app, context), org)
      const shown: RoundList = {
        conducts: conducts.map((each) => roundShape(app, each)),
        stands: stands.map((each) => ({
          year: each.year,
          state: each.state,
          deadline: each.deadline.toISOString(),
          round: roundShape(app, each.round),
        })),
      }
      return context.json(shown, 200)
    },
  )
  routes.openapi(
    createRoute({
      method: 'post',
      path: '/orgs/{org}/years/{year}/round',
      summary: 'Open a round for a year',
      request: { params: place, ...body(newRound) },
      responses: secured(round, 'The round'),
    }),
    async (context) => {
      const { org, year } = context.req.valid('param')
      const wanted = context.req.valid('json')
      const opened = await openCollectionRound(app, await actorFor(app, context), org, year, {
        ...wanted,
        deadline: new Date(wanted.deadline),
      })
      return context.json(roundShape(app, opened), 200)
    },
  )
  routes.openapi(
    createRoute({
      method: 'get',
      path: '/orgs/{org}/years/{year}/round',
      summary: 'The board: every unit’s state, findings left, last activity, minutes per form',
      request: { params: place },
      responses: secured(board, 'The board'),
    }),
    async (context) => {
      const { org, year } = context.req.valid('param')
      return context.json(boardShape(app, await readBoard(app, await actorFor(app, context), org, year)), 200)
    },
  )
  routes.openapi(
    createRoute({
      method: 'post',
      path: '/orgs/{org}/years/{year}/round/reminders',
      summary: 'Remind units; those that have not handed in where none are named',
      request: { params: place, ...body(reminder) },
      responses: secured(reminded, 'Who was reminded'),
    }),
    async (context) => {
      const { org, year } = context.req.valid('param')
      const actor = await actorFor(app, context)
      return context.json(await remindUnits(app, actor, org, year, context.req.valid('json')), 200)
    },
  )
  routes.openapi(
    createRoute({
      method: 'post',
      path: '/orgs/{org}/years/{year}/round/extensions',
      summary: 'Move the deadline, of all or of some units',
      request: { params: place, ...body(extension) },
      responses: secured(nothing, 'Moved'),
    }),
    async (context) => {
      const { org, year } = context.req.valid('param')
      const change = context.req.valid('json')
      await extendCollectionRound(app, await actorFor(app, context), org, year, {
        ...change,
        deadline: new Date(change.deadline),
      })
      return context.json({}, 200)
    },
  )
  routes.openapi(
    createRoute({
      method: 'post',
      path: '/orgs/{org}/years/{year}/round/closing',
      summary: 'Close the round: what was accepted is locked',
      request: { params: place },
      responses: secured(nothing, 'Closed'),
    }),
    async (context) => {
      const { org, year } = context.req.valid('param')
      await closeCollectionRound(app, await actorFor(app, context), org, year)
      return context.json({}, 200)
    },
  )
}
