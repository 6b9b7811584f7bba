import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi'
import type { Context } from 'hono'
import {
  type AppContext,
  changeAccount,
  changePassword,
  confirmSecondFactor,
  createAccount,
  finishTwoFactor,
  listAccounts,
  listAreas,
  returnFromSingleSignOn,
  type StoredAccount,
  sessionOf,
  shownAccount,
  signIn,
  signOut,
  singleSignOnAddress,
  startTwoFactor,
  stopTwoFactor,
} from '../../app/index.ts'
import {
  account,
  accountChange,
  area,
  credentials,
  type MadeAccount,
  madeAccount,
  newAccount,
  passwordChange,
  secondFactor,
  session,
  signInStep,
  twoFactorSetup,
} from '../contract/accounts.ts'
import { yearParam } from '../contract.ts'
import { body, json, secured } from '../responses.ts'
import { actorFor, signedInFor, visitOf, whoOf } from '../visit.ts'

const nothing = z.object({})
const passwordOnly = z.object({ password: z.string().min(1).max(128) })
const codeOnly = z.object({ code: z.string().min(6).max(8) })

/** Signing in and out, one's own password and second factor. */
export function sessionRoutes(routes: OpenAPIHono, app: AppContext): void {
  routes.openapi(
    createRoute({
      method: 'get',
      path: '/session',
      summary: 'Who is signed in, and what has to be done first',
      responses: secured(session, 'The session'),
    }),
    async (context) => context.json(await sessionOf(app, await whoOf(app, context)), 200),
  )
  routes.openapi(
    createRoute({
      method: 'post',
      path: '/session',
      summary: 'Sign in with name and password',
      request: body(credentials),
      responses: secured(signInStep, 'Signed in, or the second factor is asked for'),
    }),
    async (context) => {
      const step = await signIn(app, context.req.valid('json'), visitOf(app, context))
      setCookies(context, step.setCookies)
      return context.json({ needsTwoFactor: step.needsTwoFactor }, 200)
    },
  )
  routes.openapi(
    createRoute({
      method: 'post',
      path: '/session/two-factor',
      summary: 'The second step of signing in',
      request: body(secondFactor),
      responses: secured(signInStep, 'Signed in'),
    }),
    async (context) => {
      const step = await confirmSecondFactor(app, context.req.valid('json'), visitOf(app, context))
      setCookies(context, step.setCookies)
      return context.json({ needsTwoFactor: false }, 200)
    },
  )
  routes.openapi(
    createRoute({
      method: 'delete',
      path: '/session',
      summary: 'Sign out',
      responses: secured(nothing, 'Signed out'),
    }),
    async (context) => {
      const who = await whoOf(app, context)
      const step = await signOut(app, who.session ? who : undefined, visitOf(app, context))
      setCookies(context, step.setCookies)
      return context.json({}, 200)
    },
  )
  routes.openapi(
    createRoute({
      method: 'get',
      path: '/session/single-sign-on',
      summary: 'Go to the single sign-on that the operator set up',
      responses: { 302: { description: 'To the identity provider' }, ...secured(nothing, '') },
    }),
    async (context) => {
      const { url, setCookies: cookies } = await singleSignOnAddress(app, visitOf(app, context))
      setCookies(context, cookies)
      return context.redirect(url, 302)
    },
  )
  ownAccountRoutes(routes, app)
}

function ownAccountRoutes(routes: OpenAPIHono, app: AppContext): void {
  routes.openapi(
    createRoute({
      method: 'post',
      path: '/session/password',
      summary: 'Change one’s own password; every other session of the account ends',
      request: body(passwordChange),
      responses: secured(nothing, 'Changed'),
    }),
    async (context) => {
      await changePassword(app, await signedInFor(app, context), context.req.valid('json'))
      return context.json({}, 200)
    },
  )
  routes.openapi(
    createRoute({
      method: 'post',
      path: '/session/two-factor/setup',
      summary: 'Begin setting up the second factor',
      request: body(passwordOnly),
      responses: secured(twoFactorSetup, 'For the authenticator app; confirm with a first code'),
    }),
    async (context) => {
      await signedInFor(app, context)
      const { password } = context.req.valid('json')
      const {
        address,
        recoveryCodes,
        setCookies: cookies,
      } = await startTwoFactor(app, password, visitOf(app, context))
      setCookies(context, cookies)
      return context.json({ address, recoveryCodes }, 200)
    },
  )
  routes.openapi(
    createRoute({
      method: 'post',
      path: '/session/two-factor/confirm',
      summary: 'Confirm the second factor with its first code',
      request: body(codeOnly),
      responses: secured(nothing, 'The second factor holds from now on'),
    }),
    async (context) => {
      const signedIn = await signedInFor(app, context)
      const { code } = context.req.valid('json')
      setCookies(context, await finishTwoFactor(app, signedIn, code, visitOf(app, context)))
      return context.json({}, 200)
    },
  )
  routes.openapi(
    createRoute({
      method: 'post',
      path: '/session/two-factor/stop',
      summary: 'Give the second factor up',
      request: body(passwordOnly),
      responses: secured(nothing, 'Given up'),
    }),
    async (context) => {
      const signedIn = await signedInFor(app, context)
      const { password } = context.req.valid('json')
      setCookies(context, await stopTwoFactor(app, signedIn, password, visitOf(app, context)))
      return context.json({}, 200)
    },
  )
}

/** Accounts, kept by the level above. */
export function accountRoutes(routes: OpenAPIHono, app: AppContext): void {
  const made = (result: { account: StoredAccount; password: string | undefined }): MadeAccount => ({
    account: shownAccount(app, result.account),
    ...(result.password === undefined ? {} : { password: result.password }),
  })
  routes.openapi(
    createRoute({
      method: 'get',
      path: '/accounts',
      summary: 'Accounts of a unit and below it',
      request: { query: z.object({ org: z.string().min(1) }) },
      responses: secured(z.array(account).readonly(), 'In the order of their names'),
    }),
    async (context) => {
      const actor = await actorFor(app, context)
      const accounts = await listAccounts(app, actor, context.req.valid('query').org)
      return context.json(
        accounts.map((each) => shownAccount(app, each)),
        200,
      )
    },
  )
  routes.openapi(
    createRoute({
      method: 'get',
      path: '/years/{year}/areas',
      summary: 'Forms and registers to which an account can be limited',
      request: { params: z.object({ year: yearParam }) },
      responses: json(z.array(area).readonly(), 'Forms, then registers'),
    }),
    async (context) => context.json(listAreas(app, context.req.valid('param').year), 200),
  )
  routes.openapi(
    createRoute({
      method: 'post',
      path: '/accounts',
      summary: 'Make an account',
      request: body(newAccount),
      responses: secured(madeAccount, 'The account with its first password'),
    }),
    async (context) => {
      const actor = await actorFor(app, context)
      return context.json(made(await createAccount(app, actor, context.req.valid('json'))), 200)
    },
  )
  routes.openapi(
    createRoute({
      method: 'patch',
      path: '/accounts/{username}',
      summary: 'Change an account: name, roles, state, a new first password',
      request: {
        params: z.object({
          username: z.string().openapi({ param: { name: 'username', in: 'path' }, example: 'zhang' }),
        }),
        ...body(accountChange),
      },
      responses: secured(madeAccount, 'The account as it is now'),
    }),
    async (context) => {
      const actor = await actorFor(app, context)
      const { username } = context.req.valid('param')
      return context.json(made(await changeAccount(app, actor, username, context.req.valid('json'))), 200)
    },
  )
}

/** The way back from single sign-on lies outside /api/v1: its address is agreed with the provider. */
export async function answerSingleSignOn(app: AppContext, context: Context): Promise<Response> {
  return returnFromSingleSignOn(app, context.req.raw, visitOf(app, context))
}

function setCookies(context: Context, cookies: readonly string[]): void {
  for (const cookie of cookies) context.header('set-cookie', cookie, { append: true })
}
