import type { z } from '@hono/zod-openapi'
import { problem } from './contract.ts'

const refusal = {
  description: 'Refused; the code says why',
  content: { 'application/json': { schema: problem } },
}

/** The refusals that every reading route documents. */
export const refusals = { 400: refusal, 404: refusal } as const

/** Responses of a route that answers with one JSON document. */
export const json = <T extends z.ZodType>(schema: T, description: string) => ({
  200: { description, content: { 'application/json': { schema } } },
  ...refusals,
})

/** Responses of a route that asks who you are, and may refuse, or meet what another did meanwhile. */
export const secured = <T extends z.ZodType>(schema: T, description: string) => ({
  200: { description, content: { 'application/json': { schema } } },
  ...refusals,
  401: refusal,
  403: refusal,
  409: refusal,
})

/** A request's JSON document. */
export const body = <T extends z.ZodType>(schema: T) => ({
  body: { content: { 'application/json': { schema } }, required: true },
})

/** Headers of an answer that is too short to gain by compression: whoever saves a cell waits for it. */
export const short = (document: unknown) => ({
  'content-length': String(Buffer.byteLength(JSON.stringify(document))),
})
