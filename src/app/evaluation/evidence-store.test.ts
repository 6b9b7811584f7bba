import { afterAll, beforeAll, expect, test } from 'vitest'
import { type BucketStandIn, bucketStandIn } from '../../../test/evaluation/bucket.ts'
import type { Tx } from '../../store/index.ts'
import { DEFAULT_SETTINGS } from '../settings.ts'
import { evidenceStore } from './evidence-store.ts'

let bucket: BucketStandIn

beforeAll(async () => {
  bucket = await bucketStandIn()
})
afterAll(() => bucket.close())

/** No statement reaches the database: what the bucket keeps is not kept twice. */
const noDatabase = {} as Tx
const store = () =>
  evidenceStore(
    {
      settings: {
        ...DEFAULT_SETTINGS,
        evidence_store: bucket.place,
      },
      clock: () => new Date('2018-06-01T00:00:00Z'),
    },
    noDatabase,
  )

test('a file comes back from the bucket byte for byte, under its unit and hash', async () => {
  const bytes = new Uint8Array([0, 1, 2, 255])
  await store().keep(5, 2018, 'abc', bytes)
  expect([...bucket.objects.keys()]).toEqual(['/vetted/evidence/5/abc'])
  expect(await store().read(5, 'abc')).toEqual(bytes)
})

test('a bucket that refuses is named, and nothing counts as kept', async () => {
  bucket.isRefusing = true
  await expect(store().keep(5, 2018, 'def', new Uint8Array([1]))).rejects.toMatchObject({
    code: 'EVD-006',
    params: { endpoint: bucket.place.endpoint, reason: '403 Forbidden' },
  })
  bucket.isRefusing = false
})
