import { createServer, type Server } from 'node:http'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Tx } from '../../store/index.ts'
import { DEFAULT_SETTINGS } from '../settings.ts'
import { evidenceStore } from './evidence-store.ts'

/** As much of a bucket as keeping and reading need. */
const objects = new Map<string, Buffer>()
let server: Server
let endpoint: string
let isRefusing = false

beforeAll(async () => {
  server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const key = request.url ?? ''
      const isSigned = /^AWS4-HMAC-SHA256 Credential=key\//.test(request.headers.authorization ?? '')
      if (isRefusing || !isSigned) response.writeHead(403).end()
      else if (request.method === 'PUT') {
        objects.set(key, Buffer.concat(chunks))
        response.writeHead(200).end()
      } else response.writeHead(objects.has(key) ? 200 : 404).end(objects.get(key))
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  endpoint = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`
})
afterAll(() => {
  server.close()
})

/** No statement reaches the database: what the bucket keeps is not kept twice. */
const noDatabase = {} as Tx
const store = () =>
  evidenceStore(
    {
      settings: {
        ...DEFAULT_SETTINGS,
        evidence_store: {
          endpoint,
          bucket: 'vetted',
          region: 'cn-north-1',
          access_key: 'key',
          secret_key: 'secret',
        },
      },
      clock: () => new Date('2018-06-01T00:00:00Z'),
    },
    noDatabase,
  )

test('a file comes back from the bucket byte for byte, under its unit and hash', async () => {
  const bytes = new Uint8Array([0, 1, 2, 255])
  await store().keep(5, 2018, 'abc', bytes)
  expect([...objects.keys()]).toEqual(['/vetted/evidence/5/abc'])
  expect(await store().read(5, 'abc')).toEqual(bytes)
})

test('a bucket that refuses is named, and nothing counts as kept', async () => {
  isRefusing = true
  await expect(store().keep(5, 2018, 'def', new Uint8Array([1]))).rejects.toMatchObject({
    code: 'EVD-006',
    params: { endpoint, reason: '403 Forbidden' },
  })
  isRefusing = false
})
