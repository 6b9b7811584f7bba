import { getConnInfo } from '@hono/node-server/conninfo'
import type { Context, MiddlewareHandler } from 'hono'
import {
  type Actor,
  type AppContext,
  actorOf,
  type SignedIn,
  signedInOrRefuse,
  type Visit,
} from '../app/index.ts'
import { AppError } from '../kernel/index.ts'

/** Where a request comes from, with its cookies. */
export function visitOf(app: AppContext, context: Context): Visit {
  return {
    origin: addressOf(app, context),
    userAgent: context.req.header('user-agent'),
    cookies: context.req.header('cookie'),
  }
}

/** The visitor's address: of the connection, or what our own proxy says it was. */
function addressOf(app: AppContext, context: Context): string {
  const forwarded = context.req.header('x-forwarded-for')?.split(',').at(-1)?.trim()
  if (app.settings.behind_proxy && forwarded) return forwarded
  try {
    return getConnInfo(context).remote.address ?? 'unknown'
  } catch {
    // Without a socket there is no address: requests made inside the program.
    return 'internal'
  }
}

type Who = Awaited<ReturnType<typeof actorOf>>
const known = new WeakMap<Request, Promise<Who>>()

/** Who asks: read once per request. */
export function whoOf(app: AppContext, context: Context): Promise<Who> {
  const request = context.req.raw
  const earlier = known.get(request)
  if (earlier) return earlier
  const { origin, cookies } = visitOf(app, context)
  const who = actorOf(app, cookies, origin)
  known.set(request, who)
  return who
}

export async function actorFor(app: AppContext, context: Context): Promise<Actor> {
  return (await whoOf(app, context)).actor
}

/** @throws AppError ACC-001 */
export async function signedInFor(app: AppContext, context: Context): Promise<SignedIn> {
  return signedInOrRefuse(await whoOf(app, context))
}

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS'])

/** A page of another site can make a browser send a request with our cookie; what changes something says whence it comes. */
export function sameSiteOnly(app: AppContext): MiddlewareHandler {
  return async (context, next) => {
    if (!SAFE.has(context.req.method)) {
      const origin = context.req.header('origin')
      const site = context.req.header('sec-fetch-site')
      const isForeign =
        (site !== undefined && site !== 'same-origin' && site !== 'none') ||
        (origin !== undefined && !isOwn(app, context, origin))
      if (isForeign) throw new AppError('ACC-025', {}, { kind: 'forbidden' })
    }
    await next()
  }
}

function isOwn(app: AppContext, context: Context, origin: string): boolean {
  if (!URL.canParse(origin)) return false
  const own = app.settings.public_url
    ? new URL(app.settings.public_url).host
    : (context.req.header('host') ?? new URL(context.req.url).host)
  return new URL(origin).host === own
}
