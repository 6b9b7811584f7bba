import { existsSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type ServerType, serve } from '@hono/node-server'
import { serveStatic } from '@hono/node-server/serve-static'
import { Hono } from 'hono'
import { compress } from 'hono/compress'
import { secureHeaders } from 'hono/secure-headers'
import type { AppContext } from '../app/index.ts'
import { AppError } from '../kernel/index.ts'
import { api } from './api.ts'
import { answerSingleSignOn } from './routes/accounts.ts'
import { reportPages } from './routes/reports.ts'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const WEB_FOLDER = join(ROOT, 'dist', 'web')
/** What the pages are made from. */
const SOURCES = ['src', 'catalog/messages'] as const

/** Pages, files and API as one application; `request()` of it serves tests without a port. */
export function httpApp(app: AppContext, webFolder = WEB_FOLDER): Hono {
  const hono = new Hono()
  hono.use(compress())
  hono.use(secureHeaders())
  hono.route('/api/v1', api(app))
  hono.get('/api/auth/callback/*', (context) => answerSingleSignOn(app, context))
  reportPages(hono, app)
  hono.use('/assets/*', async (context, next) => {
    await next()
    // Vite names assets by their content: what was fetched once never changes.
    if (context.res.ok) context.header('cache-control', 'public, max-age=31536000, immutable')
  })
  hono.use('*', serveStatic({ root: webFolder }))
  // The web is one page with addresses of its own; what is no file and no API call is such an address.
  hono.get('*', serveStatic({ root: webFolder, path: 'index.html' }))
  return hono
}

/**
 * Listens on a port of this machine.
 * @throws AppError SRV-001 when the port is taken
 */
export async function listen(
  hono: Hono,
  port: number,
  hostname = '127.0.0.1',
): Promise<{ port: number; close(): Promise<void> }> {
  const server = await new Promise<ServerType>((resolve, reject) => {
    const starting = serve({ fetch: hono.fetch, port, hostname }, () => resolve(starting))
    starting.once('error', (cause: NodeJS.ErrnoException) => {
      const taken = cause.code === 'EADDRINUSE' || cause.code === 'EACCES'
      reject(
        taken ? new AppError('SRV-001', { port, next: port + 1 }, { kind: 'unavailable', cause }) : cause,
      )
    })
  })
  const address = server.address()
  return {
    port: typeof address === 'object' && address ? address.port : port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        if ('closeIdleConnections' in server) server.closeIdleConnections()
      }),
  }
}

/** Whether the pages are there and newer than all that they are made from: after an update they are made anew. */
export function isWebBuilt(): boolean {
  const page = join(WEB_FOLDER, 'index.html')
  if (!existsSync(page)) return false
  const built = statSync(page).mtimeMs
  return SOURCES.every((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true }).every(
      (file) => statSync(join(ROOT, folder, String(file))).mtimeMs <= built,
    ),
  )
}
