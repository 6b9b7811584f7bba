import { OpenAPIHono } from '@hono/zod-openapi'
import { expect, test } from 'vitest'
import type { AppContext } from '../../app/index.ts'
import { readCatalog } from '../../catalog/files.ts'
import { answerProblem } from '../problems.ts'
import { verifyRoutes } from './verify.ts'

/** The checker asks the application for its words and the time only; no data is compared here. */
const app = { catalog: readCatalog().catalog, clock: () => new Date(0) } as unknown as AppContext
const routes = new OpenAPIHono()
verifyRoutes(routes, app)
routes.onError((error, context) => answerProblem(app, error, context))

const SENTENCE = '全市教职工 1865 人，其中专任教师 1613 人，占教职工总数的 84.69%。'

function send(text: string, watch: string, signal?: AbortSignal): Promise<Response> {
  const body = new FormData()
  body.set('file', new File([text], 'report.txt'))
  body.set('watch', watch)
  const request = new Request('http://site/verify', { method: 'POST', body, ...(signal ? { signal } : {}) })
  return Promise.resolve(routes.request(request))
}

async function progressOf(watch: string): Promise<{ stage: string; done: number; of: number }> {
  const response = await routes.request(`/verify/progress/${watch}`)
  return (await response.json()) as { stage: string; done: number; of: number }
}

test('the progress of a long check can be asked for under its random id, and is forgotten afterwards', async () => {
  const watch = crypto.randomUUID()
  const answer = send(`${SENTENCE}\n\n`.repeat(4000), watch)
  const seen: { stage: string; done: number; of: number }[] = []
  let isDone = false
  const settled = answer.finally(() => {
    isDone = true
  })
  while (!isDone) {
    seen.push(await progressOf(watch))
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
  expect((await settled).status).toBe(200)
  const read = seen.filter(({ stage }) => stage === 'block')
  expect(read.length).toBeGreaterThan(0)
  expect(read.at(-1)?.of).toBe(4000)
  expect(await progressOf(watch)).toEqual({ stage: 'waiting', done: 0, of: 0 })
}, 60_000)

test('a reader who stops a check ends its work', async () => {
  const stop = new AbortController()
  const watch = crypto.randomUUID()
  const started = performance.now()
  // Checked to its end, this text takes many times as long as the test waits.
  const answer = send(`${SENTENCE}\n\n`.repeat(60_000), watch, stop.signal)
  while ((await progressOf(watch)).stage !== 'block') await new Promise((resolve) => setTimeout(resolve, 10))
  stop.abort()
  const response = await answer
  expect(response.status).toBe(409)
  expect(await response.json()).toMatchObject({ code: 'CLM-024' })
  expect(performance.now() - started).toBeLessThan(10_000)
}, 60_000)
