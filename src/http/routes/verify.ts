import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi'
import type { Context } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import {
  type AppContext,
  commentedFile,
  type GivenFile,
  markedPage,
  verifiedText as shown,
  type Verified,
  VerifyQueue,
  verifyDocument,
} from '../../app/index.ts'
import { AppError } from '../../kernel/index.ts'
import { type VerifyProgress, verifiedText, verifyProgress, verifyUpload } from '../contract/verify.ts'
import { incoming, sendFile } from '../files.ts'
import { answerProblem } from '../problems.ts'
import { json, refusals } from '../responses.ts'

/** Tighter than on one's own machine: anyone may send a file. */
const LIMITS = { bytes: 30 * 1024 * 1024, seconds: 60, memoryMegabytes: 1024 } as const
const MEGABYTES = LIMITS.bytes / 1024 / 1024
/** Two files and what the form needs around them. */
const MOST = 2 * LIMITS.bytes + 64 * 1024

const DOCX = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'

/**
 * The checker for everyone: a file is read in memory, checked and forgotten. Nothing of it is kept, and no data is
 * shown but accepted aggregates that are public anyway; so nobody has to sign in.
 */
export function verifyRoutes(routes: OpenAPIHono, app: AppContext): void {
  const queue = new VerifyQueue()
  const limited = bodyLimit({
    maxSize: MOST,
    onError: (context) => answerProblem(app, new AppError('CLM-021', { limit: MEGABYTES }), context),
  })
  const request = {
    body: { content: { 'multipart/form-data': { schema: verifyUpload } }, required: true },
  } as const
  // Held while a check runs; whoever does not know its random id learns nothing.
  const watched = new Map<string, VerifyProgress>()
  const check = async (context: Context, form: z.output<typeof verifyUpload>) => {
    const file = await taken(form.file)
    const previous = form.previous && form.previous.size > 0 ? await taken(form.previous) : undefined
    const place = { org: form.org || undefined, year: form.year ? Number(form.year) : undefined }
    const facts = form.facts === 'yes' ? { app, place } : undefined
    const { watch } = form
    // Who leaves or stops waits for nothing any more: the work ends with the request.
    const { signal } = context.req.raw
    const progress =
      watch === undefined
        ? undefined
        : (done: number, of: number, stage: 'page' | 'block') => void watched.set(watch, { stage, done, of })
    try {
      const verified = await queue.run(() =>
        verifyDocument({ file, previous, facts, limits: LIMITS, progress, signal }),
      )
      return { file, verified }
    } catch (error) {
      // Nobody hears this answer any more; it is no fault of ours all the same.
      throw signal.aborted ? new AppError('CLM-024', {}, { cause: error }) : error
    } finally {
      if (watch !== undefined) watched.delete(watch)
    }
  }
  routes.openapi(
    createRoute({
      method: 'post',
      path: '/verify',
      summary:
        'Check the arithmetic of a report: its text, every claim with its verdict, what its numbers are',
      middleware: [limited] as const,
      request,
      responses: responses('application/json', verifiedText),
    }),
    async (context) => context.json(shown((await check(context, context.req.valid('form'))).verified), 200),
  )
  routes.openapi(
    createRoute({
      method: 'get',
      path: '/verify/progress/{watch}',
      summary: 'How far the check has come that was sent with this random id',
      request: { params: z.object({ watch: z.uuid() }) },
      responses: json(verifyProgress, 'Progress; also where nothing is known under the id'),
    }),
    (context) =>
      context.json(
        watched.get(context.req.valid('param').watch) ?? { stage: 'waiting' as const, done: 0, of: 0 },
        200,
      ),
  )
  const files = [
    ['page', 'The text with its claims marked, as one page that stands alone', asPage],
    ['document', 'The same Word file with a comment at every finding', asDocument],
  ] as const
  for (const [name, summary, make] of files) {
    routes.openapi(
      createRoute({
        method: 'post',
        path: `/verify/${name}`,
        summary,
        middleware: [limited] as const,
        request: { ...request, query: z.object({ lang: z.enum(['zh', 'en']).default('zh') }) },
        responses: responses('application/octet-stream', z.string().openapi({ format: 'binary' })),
      }),
      async (context) => {
        const { file, verified } = await check(context, context.req.valid('form'))
        return make(context, app, file, verified, context.req.valid('query').lang)
      },
    )
  }
}

async function taken(file: File): Promise<GivenFile> {
  if (file.size === 0 && file.name === '') throw new AppError('CLM-023', {}, { kind: 'usage' })
  if (file.size > LIMITS.bytes) throw new AppError('CLM-021', { limit: MEGABYTES })
  const { name, bytes } = await incoming(file)
  return { name: name.slice(-200), bytes }
}

function asPage(context: Context, _: AppContext, file: GivenFile, verified: Verified, lang: 'zh' | 'en') {
  const bytes = new TextEncoder().encode(markedPage(verified, lang))
  return sendFile(context, { name: `${stem(file)}.html`, mediaType: 'text/html; charset=utf-8', bytes })
}

function asDocument(
  context: Context,
  app: AppContext,
  file: GivenFile,
  verified: Verified,
  lang: 'zh' | 'en',
) {
  const bytes = commentedFile(file, verified, lang, app.clock())
  return sendFile(context, { name: `${stem(file)}.docx`, mediaType: DOCX, bytes })
}

function stem({ name }: GivenFile): string {
  return name.replace(/\.[A-Za-z0-9]{1,8}$/, '')
}

function responses<T extends z.ZodType, M extends string>(media: M, schema: T) {
  return {
    200: { description: 'Checked', content: { [media]: { schema } } as Record<M, { schema: T }> },
    ...refusals,
    409: { ...refusals[400], description: 'The file cannot be read; the code says why' },
    503: { ...refusals[400], description: 'Too many files are being checked' },
  } as const
}
