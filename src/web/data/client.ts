import type { Problem } from '../../http/contract.ts'
import { ApiProblem, type Trouble } from './problem.ts'

const BASE = '/api/v1'

export type Query = Readonly<Record<string, string | number | undefined>>

/** The address of something under the API, with its parts and parameters escaped. */
export function apiUrl(parts: readonly (string | number)[], query: Query = {}): string {
  const path = parts.map((part) => encodeURIComponent(part)).join('/')
  const params = new URLSearchParams()
  for (const [name, value] of Object.entries(query)) if (value !== undefined) params.set(name, String(value))
  const search = params.size > 0 ? `?${params}` : ''
  return `${BASE}/${path}${search}`
}

/**
 * Reads a document of the API. Its shape is the server's contract, which the server's own tests hold it to.
 * @throws ApiProblem for a refusal, a fault, or where the server is not reached
 */
export async function getJson<T>(url: string, signal?: AbortSignal): Promise<T> {
  return answerOf<T>(url, { headers: { accept: 'application/json' }, ...(signal ? { signal } : {}) })
}

export type Method = 'POST' | 'PUT' | 'PATCH' | 'DELETE'

/**
 * Sends a change to the API and reads its answer.
 * @param body JSON, or a form with a file
 * @throws ApiProblem as getJson; a refusal's whole document is its trouble
 */
export async function sendJson<T>(method: Method, url: string, body?: object): Promise<T> {
  const headers: Record<string, string> = { accept: 'application/json' }
  if (!(body instanceof FormData)) headers['content-type'] = 'application/json'
  const content = body instanceof FormData ? body : body && JSON.stringify(body)
  return answerOf<T>(url, { method, headers, ...(content === undefined ? {} : { body: content }) })
}

async function answerOf<T>(url: string, request: RequestInit): Promise<T> {
  let response: Response
  try {
    response = await fetch(url, request)
  } catch (cause) {
    if (request.signal?.aborted) throw cause
    throw new ApiProblem({ code: 'WEB-001', params: {} }, 0)
  }
  if (response.ok) return (await response.json()) as T
  throw new ApiProblem(await readTrouble(response), response.status)
}

/** Why the server did not do what it was asked. */
export async function readTrouble(response: Response): Promise<Trouble> {
  try {
    const body = (await response.json()) as Partial<Problem>
    if (typeof body.code === 'string' && body.message) return body as Problem
  } catch {
    // Not ours: something in between answered in its own words.
  }
  return { code: 'WEB-002', params: { status: response.status } }
}
