import { expect, test } from 'vitest'
import { signedHeaders } from './sign-request.ts'

/* The examples of “Signature Calculations for the Authorization Header” in the S3 API reference. */
const place = {
  endpoint: 'https://s3.amazonaws.com',
  region: 'us-east-1',
  access_key: 'AKIAIOSFODNN7EXAMPLE',
  secret_key: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
}
const at = new Date('2013-05-24T00:00:00Z')
const host = 'examplebucket.s3.amazonaws.com'
const signatureOf = (headers: Record<string, string>) => headers.authorization?.split('Signature=')[1]

test('the published example of reading an object', () => {
  const headers = signedHeaders(
    place,
    { method: 'GET', host, path: '/test.txt', body: new Uint8Array(), headers: { range: 'bytes=0-9' } },
    at,
  )
  expect(signatureOf(headers)).toBe('f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41')
})

test('the published example of writing an object', () => {
  const headers = signedHeaders(
    place,
    {
      method: 'PUT',
      host,
      path: '/test%24file.text',
      body: new TextEncoder().encode('Welcome to Amazon S3.'),
      headers: { date: 'Fri, 24 May 2013 00:00:00 GMT', 'x-amz-storage-class': 'REDUCED_REDUNDANCY' },
    },
    at,
  )
  expect(signatureOf(headers)).toBe('98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd')
})
