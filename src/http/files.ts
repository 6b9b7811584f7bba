import { z } from '@hono/zod-openapi'
import type { Context } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { EVIDENCE_LIMIT, type IncomingFile } from '../app/index.ts'
import { AppError } from '../kernel/index.ts'
import { refusals } from './responses.ts'

/** A file name in any script (RFC 6266), with a plain one for what does not read it. */
export function attachment(name: string): string {
  const plain = name.replace(/[^\w.-]+/g, '_')
  const escaped = encodeURIComponent(name).replace(/['()*]/g, (c) => `%${c.charCodeAt(0).toString(16)}`)
  return `attachment; filename="${plain}"; filename*=UTF-8''${escaped}`
}

/** Responses of a route that answers with a file. */
export const fileResponses = {
  200: {
    description: 'The file',
    content: { 'application/octet-stream': { schema: z.string().openapi({ format: 'binary' }) } },
  },
  ...refusals,
  401: refusals[400],
  403: refusals[400],
  409: refusals[400],
} as const

/** The frame of a form with a file takes a little more than the file. */
const FRAME = 64 * 1024

/** Stops reading where a form is longer than the largest file that is taken. */
export const limitedUpload = bodyLimit({
  maxSize: EVIDENCE_LIMIT + FRAME,
  onError: () => {
    const limit = (EVIDENCE_LIMIT / 1024 / 1024).toFixed(1)
    throw new AppError('EVD-003', { file: '—', size: `>${limit}`, limit }, { kind: 'usage' })
  },
})

export async function incoming(file: File): Promise<IncomingFile> {
  return { name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) }
}

/** Sends a file to be kept, never to be shown by the browser as a page of ours. */
export function sendFile(
  context: Context,
  file: { readonly name: string; readonly mediaType: string; readonly bytes: Uint8Array },
) {
  return context.body(new Uint8Array(file.bytes), 200, {
    'content-type': file.mediaType,
    'content-disposition': attachment(file.name),
    'cache-control': 'private, no-cache',
    'x-content-type-options': 'nosniff',
  })
}
